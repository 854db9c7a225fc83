// The original beside the article: the sentence that the finding in focus stands for is marked.

import { byId, el, fill } from "./dom.js";
import { Points, shown } from "./points.js";
import { currentFinding, state } from "./state.js";
import { calm } from "./text.js";

let points = null;
let starts = []; // where each paragraph begins, in code points
let marked = null;

/** The source around a finding: `{before, here, after}` of its aligned part; null where there is none. */
export function sourceOf(finding) {
  const place = placeOf(finding);
  if (!place || !points) return null;
  const { part, here } = place;
  const [start, end] = here ?? [part[0], part[0]];
  return {
    before: points.slice(part[0], Math.max(start, part[0])),
    here: points.slice(start, end),
    after: points.slice(Math.max(end, part[0]), Math.max(part[1], end)),
  };
}

function placeOf(finding) {
  if (!state.checked?.source) return null;
  const pair = state.checked.segments.find(
    (segment) => segment.start <= finding.start && finding.start < Math.max(segment.end, segment.start + 1) && segment.source_start < segment.source_end,
  );
  const here = finding.source_start === null ? null : [finding.source_start, finding.source_end];
  if (!pair) return here ? { part: here, here } : null;
  const within = here && here[0] >= pair.source_start && here[1] <= pair.source_end;
  return { part: [pair.source_start, pair.source_end], here: within && (here[0] > pair.source_start || here[1] < pair.source_end) ? here : null };
}

export function drawSource(what) {
  const pane = byId("source");
  if (what === "article") {
    const text = state.checked?.source ?? "";
    points = text ? new Points(text) : null;
    pane.lang = state.input?.source_lang ?? "";
    starts = [];
    marked = null;
    let at = 0;
    fill(pane, text.split(/(?<=\n)/).filter((line) => {
      starts.push(at);
      at += new Points(line).length;
      if (line.trim()) return true;
      starts.pop();
      return false;
    }).map((line) => el("p", { dir: "auto" }, shown(line.trimEnd()))));
  }
  drawMark();
}

function drawMark() {
  if (marked) fill(marked.node, shown(marked.text));
  marked = null;
  const finding = currentFinding();
  const place = finding && placeOf(finding);
  if (!place || !points) return;
  const number = starts.findLastIndex((start) => start <= place.part[0]);
  const node = byId("source").children[number];
  if (!node) return;
  const begin = starts[number];
  const text = node.textContent;
  const line = points.slice(begin, starts[number + 1] ?? points.length).trimEnd();
  const own = new Points(line);
  const from = place.part[0] - begin;
  const to = Math.min(place.part[1] - begin, own.length);
  const here = place.here?.map((offset) => Math.min(offset - begin, own.length));
  const inner = here && here[0] >= from
    ? [shown(own.slice(from, here[0])), el("strong", {}, shown(own.slice(...here))), shown(own.slice(here[1], to))]
    : shown(own.slice(from, to));
  fill(node, shown(own.slice(0, from)), el("mark", {}, inner.flat()), shown(own.slice(to, own.length)));
  marked = { node, text: line };
  if (byId("source-pane").offsetParent && text) node.scrollIntoView({ block: "nearest", behavior: calm() ? "auto" : "smooth" });
}
