// The article with its findings marked, paragraph by paragraph. Only paragraphs that change are drawn again.

import { blockAt, asRead } from "./blocks.js";
import { el, fill, byId } from "./dom.js";
import { place, rangesOf } from "./places.js";
import { shown, visible } from "./points.js";
import { byBlock, runsOf } from "./runs.js";
import { currentFinding, focusOn, state, statusOf } from "./state.js";

const SAID = { accept: "accepted", edit: "edited", reject: "rejected", ignore: "always ignored", settled: "settled", open: "" };
const TAGS = { heading: "h3", paragraph: "p", item: "p", cell: "p", caption: "p" };
const LONGEST_HEADLINE = 160; // UTF-16 units
const drawn = new Map(); // number of a block → what was drawn of it

export function startText() {
  const pane = byId("text");
  pane.addEventListener("click", (event) => {
    const hit = event.target.closest(".hit");
    if (!hit) return;
    event.preventDefault();
    focusOn(hit.dataset.key);
    pane.dispatchEvent(new CustomEvent("chosen", { bubbles: true }));
  });
}

export function drawText(what) {
  if (what === "article") {
    drawn.clear();
    byId("text").lang = state.checked?.lang ?? "en";
    fill(byId("text"), state.blocks.map(element));
    byId("text").scrollTop = 0;
  }
  if (what !== "current") drawHits();
  drawCurrent();
}

function element(block) {
  const length = block.parts.reduce((sum, part) => sum + part.text.length, 0);
  const headline = block === state.blocks[0] && length <= LONGEST_HEADLINE ? " headline" : "";
  return el(TAGS[block.kind] ?? "p", { className: `block ${block.kind}${headline}`, dir: "auto" },
    block.parts.map((part) => words(part.text, part.whole ? null : part.start)));
}

/** Text as nodes that know where they stand. */
function words(text, start) {
  const nodes = shown(text);
  if (start !== null) place(nodes, start);
  return nodes;
}

function drawHits() {
  const nodes = byId("text").children;
  const inBlocks = byBlock(state.blocks, state.findings, state.effects.edits, blockAt);
  for (const number of new Set([...drawn.keys(), ...inBlocks.keys()])) {
    const { findings, edits } = inBlocks.get(number) ?? { findings: [], edits: [] };
    const now = JSON.stringify([findings.map((one) => [one.key, statusOf(one)]), edits]);
    if (drawn.get(number) === now) continue;
    drawn.set(number, now);
    drawBlock(nodes[number], state.blocks[number], findings, edits);
  }
}

function drawBlock(node, block, findings, edits) {
  const read = (text) => asRead(text, state.checked.format);
  const runs = runsOf(block, findings, edits, statusOf, read);
  const pieces = [];
  let open = null;
  for (const run of runs) {
    const nodes = words(run.text, run.start);
    const inner = run.put ? el("ins", {}, nodes) : run.gone ? el("del", {}, nodes) : nodes;
    if (!run.finding) {
      pieces.push(...[inner].flat());
      open = null;
    } else {
      if (open?.dataset.key !== run.finding.key) {
        open = hit(run.finding);
        pieces.push(open);
      }
      open.append(...[inner].flat());
    }
  }
  fill(node, pieces);
  node.classList.toggle("vanished", runs.length > 0 && runs.every((run) => run.gone || (!run.put && !run.text.trim())));
}

/** A finding's mark: a link to its card. */
function hit(finding) {
  const status = statusOf(finding);
  const said = SAID[status] ? `, ${SAID[status]}` : "";
  return el("a", {
    className: `hit ${finding.severity} is-${status}`,
    href: `#card-${finding.number}`,
    tabIndex: -1,
    title: visible(finding.message),
    "aria-description": `finding ${finding.number + 1}${said}: ${visible(finding.message)}`,
    data: { key: finding.key },
  });
}

let marked = [];

function drawCurrent() {
  marked.forEach((hit) => {
    hit.classList.remove("current");
    hit.removeAttribute("aria-current");
    hit.tabIndex = -1;
  });
  marked = hitsOf(state.current);
  marked.forEach((hit, number) => {
    hit.classList.add("current");
    hit.setAttribute("aria-current", "true");
    if (!number) hit.tabIndex = 0;
  });
  drawRelated();
}

/** Other places that belong to the finding in focus, as the second of two figures that disagree. */
function drawRelated() {
  if (!globalThis.Highlight) return;
  const related = currentFinding()?.related ?? [];
  const ranges = related.flatMap(({ start, end }) => {
    const node = byId("text").children[blockAt(state.blocks, start)];
    return node ? rangesOf(node, start, end) : [];
  });
  CSS.highlights.set("related", new Highlight(...ranges));
}

/** Bring any place of the file into view. */
export function revealPlace(start) {
  byId("text").children[blockAt(state.blocks, start)]?.scrollIntoView({ block: "center", behavior: calm() ? "auto" : "smooth" });
}

const hitsOf = (key) => (key ? [...byId("text").querySelectorAll(`.hit[data-key="${CSS.escape(key)}"]`)] : []);

/** Bring the current finding's words into view. */
export function revealHit({ focus = false } = {}) {
  const hit = marked[0] ?? blockOf(state.current);
  hit?.scrollIntoView({ block: "center", behavior: calm() ? "auto" : "smooth" });
  if (focus) marked[0]?.focus({ preventScroll: true });
}

function blockOf(key) {
  const finding = state.findings.find((one) => one.key === key);
  return finding ? byId("text").children[blockAt(state.blocks, finding.start)] : null;
}

export const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches || state.checked?.text.length > 200_000;
