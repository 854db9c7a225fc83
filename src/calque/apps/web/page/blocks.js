// The article as a reader sees it: paragraphs of parts, each part knowing where it stands in the file.

import { Points } from "./points.js";

/**
 * A block is `{kind, start, end, parts}`; a part `{start, end, text}` with code points of the file,
 * `whole` where it stands for something else (an entity, a line break) and can't be cut.
 */
export function blocksOf(checked) {
  const points = new Points(checked.text);
  return { points, blocks: checked.blocks ? marked(checked.blocks, points) : lines(points) };
}

function lines(points) {
  const blocks = [];
  let point = 0;
  for (const line of points.text.split(/(?<=\n)/)) {
    const said = line.replace(/\r?\n$/, "");
    const length = new Points(said).length;
    if (said.trim()) {
      blocks.push({ kind: "paragraph", start: point, end: point + length, parts: [{ start: point, end: point + length, text: said }] });
    }
    point += length + (line.length - said.length);
  }
  return blocks;
}

function marked(blocks, points) {
  return blocks.filter((block) => block.pieces.length).map(({ kind, pieces }) => {
    const parts = pieces.map(({ start, end, said }) => {
      const text = said ?? points.slice(start, end);
      return { start, end, text, whole: said !== null && new Points(text).length !== end - start };
    });
    return { kind, start: parts[0].start, end: parts.at(-1).end, parts };
  });
}

/** What is read between two offsets, markup left out; of a part that can't be cut, all of it. */
export function readable(blocks, start, end) {
  let said = "";
  for (const block of blocks) {
    if (block.end <= start || block.start >= end) continue;
    for (const part of block.parts) {
      if (part.end <= start || part.start >= end) continue;
      said += part.whole ? part.text : cut(part, Math.max(start, part.start), Math.min(end, part.end));
    }
  }
  return said;
}

/** The characters of a part between two offsets of the file. */
export function cut(part, start, end) {
  if (start <= part.start && end >= part.end) return part.text;
  part.points ??= new Points(part.text);
  return part.points.slice(start - part.start, end - part.start);
}

/** The number of the block that holds an offset, or the next one after it. */
export function blockAt(blocks, point) {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (blocks[middle].end < point) low = middle + 1;
    else high = middle;
  }
  return Math.min(low, blocks.length - 1);
}

const READ = { html: true, xliff: true, tmx: true };

/** What a fix writes into the file, as a reader sees it. */
export function asRead(text, format) {
  if (format === "markdown") return text.replace(/\\([\\`*_[\]<|])/g, "$1");
  if (!READ[format] || !text.includes("&")) return text;
  return new DOMParser().parseFromString(text.replaceAll("<", "&lt;"), "text/html").body.textContent;
}
