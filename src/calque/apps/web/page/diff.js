// Original and result side by side, paragraph by paragraph; what is as it was is folded.

import { asRead, blockAt } from "./blocks.js";
import { byId, el, fill, plural } from "./dom.js";
import { shown } from "./points.js";
import { byBlock, runsOf } from "./runs.js";
import { state, statusOf } from "./state.js";

const AROUND = 1; // paragraphs shown on either side of a change

export function drawDiff() {
  const inBlocks = byBlock(state.blocks, state.findings, state.effects.edits, blockAt);
  const changed = new Set([...inBlocks].filter(([, { edits }]) => edits.length).map(([number]) => number));
  const rows = [];
  let folded = [];
  const fold = () => {
    if (folded.length) rows.push(unchanged(folded));
    folded = [];
  };
  state.blocks.forEach((block, number) => {
    const near = [...Array(2 * AROUND + 1).keys()].some((by) => changed.has(number + by - AROUND));
    if (!near) {
      folded.push(block);
      return;
    }
    fold();
    rows.push(row(block, inBlocks.get(number)));
  });
  fold();
  if (!changed.size) rows.unshift(el("p", { className: "diff-none" }, "Nothing is changed yet. Accept or edit a finding to see it here."));
  fill(byId("diff"), heading(changed.size), rows);
}

function heading(count) {
  return el("div", { className: "diff-row diff-head" }, el("h3", {}, "Original"), el("h3", {}, "Result ", el("span", { className: "muted" }, `${plural(count, "paragraph")} changed`)));
}

function row(block, found) {
  const read = (text) => asRead(text, state.checked.format);
  const runs = runsOf(block, found?.findings ?? [], found?.edits ?? [], statusOf, read);
  const side = (name, keep, tag) => {
    const node = el("div", { className: `side ${name} ${block.kind}`, dir: "auto", lang: state.checked.lang });
    runs.filter(keep).forEach((run) => node.append(...(run.gone || run.put ? [el(tag, {}, shown(run.text))] : shown(run.text))));
    if (!node.textContent.trim()) fill(node, el("span", { className: "muted" }, "deleted"));
    return node;
  };
  return el("div", { className: "diff-row" }, side("old", (run) => !run.put, "del"), side("new", (run) => !run.gone, "ins"));
}

function unchanged(blocks) {
  const node = el("details", { className: "diff-fold" }, el("summary", {}, `${plural(blocks.length, "paragraph")} as before`));
  node.addEventListener("toggle", () => {
    if (node.children.length === 1) node.append(...blocks.map((block) => row(block)));
  });
  return node;
}
