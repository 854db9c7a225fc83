// Where the words on the page stand in the file, and the other way round.

import { Points } from "./points.js";

const places = new WeakMap(); // text node → the code point where it begins

/** Remember where nodes made of one run of text begin. */
export function place(nodes, start) {
  let at = start;
  for (const node of nodes) {
    if (node.nodeType === Node.TEXT_NODE) {
      places.set(node, at);
      at += new Points(node.data).length;
    } else {
      at += 1; // the name of a character that shows nothing
    }
  }
}

/** The stretch of the file that is selected on the page; null where that is no plain stretch of words. */
export function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const start = pointOf(range.startContainer, range.startOffset);
  const end = pointOf(range.endContainer, range.endOffset);
  const block = (node) => node.parentElement?.closest(".block");
  if (start === null || end === null || start >= end) return null;
  return block(range.startContainer) === block(range.endContainer) ? { start, end } : null;
}

function pointOf(node, offset) {
  if (!places.has(node)) return null;
  return places.get(node) + new Points(node.data.slice(0, offset)).length;
}

/** The stretches of the page under `[start, end)` of the file, within a block's element. */
export function rangesOf(element, start, end) {
  const ranges = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const begin = places.get(node);
    if (begin === undefined) continue;
    const points = new Points(node.data);
    const from = Math.max(0, start - begin);
    const to = Math.min(points.length, end - begin);
    if (from >= to) continue;
    const range = new Range();
    range.setStart(node, points.unit(from));
    range.setEnd(node, points.unit(to));
    ranges.push(range);
  }
  return ranges;
}
