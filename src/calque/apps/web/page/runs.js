// A block cut into runs: at the edges of its parts, of findings and of edits.

import { cut } from "./blocks.js";

const RANK = { open: 0, accept: 1, edit: 1, reject: 2, ignore: 2, settled: 3 };

/**
 * The runs of a block in order: `{text, start, finding, gone, put}`; `start` is null for what is put in
 * and what stands for something else.
 *
 * `finding` is the one that a run belongs to (of several the open, then the shortest), `gone` says
 * that an edit takes the run away, `put` that an edit puts it there.
 */
export function runsOf(block, findings, edits, statusOf, read) {
  const byKey = new Map(findings.map((finding) => [finding.key, finding]));
  const ranked = [...findings].sort(
    (one, other) =>
      RANK[statusOf(one)] - RANK[statusOf(other)] ||
      one.end - one.start - (other.end - other.start) ||
      one.number - other.number,
  );
  const runs = [];
  const waiting = edits.filter((edit) => edit.text !== "");
  const put = (upTo) => {
    while (waiting.length && waiting[0].end <= upTo) {
      const edit = waiting.shift();
      if (edit.end < block.start) continue;
      const finding = byKey.get(edit.by) ?? null;
      runs.push({ text: edit.typed ? edit.text : read(edit.text), start: null, finding, gone: false, put: true });
    }
  };
  for (const part of block.parts) {
    for (const [start, end] of stretches(part, findings, edits)) {
      put(start);
      const edit = edits.find((each) => each.start <= start && each.end >= end && each.start < each.end);
      runs.push({
        text: part.whole ? part.text : cut(part, start, end),
        start: part.whole ? null : start,
        finding: (edit && byKey.get(edit.by)) ?? ranked.find((each) => each.start <= start && each.end >= end) ?? null,
        gone: Boolean(edit),
        put: false,
      });
    }
  }
  put(block.end);
  return runs;
}

/** The stretches of a part between all edges inside it; one that can't be cut is one stretch. */
function stretches(part, findings, edits) {
  if (part.whole) return [[part.start, part.end]];
  const edges = new Set([part.start, part.end]);
  for (const { start, end } of [...findings, ...edits]) {
    if (start > part.start && start < part.end) edges.add(start);
    if (end > part.start && end < part.end) edges.add(end);
  }
  const sorted = [...edges].sort((one, other) => one - other);
  return sorted.slice(1).map((end, n) => [sorted[n], end]);
}

/** What belongs to each block: a Map from a block's number to `{findings, edits}`. */
export function byBlock(blocks, findings, edits, blockAt) {
  const found = new Map();
  const add = (kind, item) => {
    for (let n = blockAt(blocks, item.start); n >= 0 && n < blocks.length && blocks[n].start <= item.end; n += 1) {
      if (blocks[n].end < item.start) continue;
      if (item.start < item.end && (blocks[n].end === item.start || blocks[n].start === item.end)) continue;
      if (!found.has(n)) found.set(n, { findings: [], edits: [] });
      found.get(n)[kind].push(item);
      if (item.start === item.end) break; // a point between two blocks belongs to the first
    }
  };
  findings.forEach((finding) => add("findings", finding));
  edits.forEach((edit) => add("edits", edit));
  return found;
}
