// The findings beside the article: one line each, the one in focus open.

import { cardBody, change, family, safety, titleOf } from "./card.js";
import { byId, el, fill, icon } from "./dom.js";
import { shown } from "./points.js";
import { FILTERS, decisionOf, focusOn, inOrder, listed, safeOnes, show, state, statusOf } from "./state.js";

const LABELS = { open: "Open", safe: "Safe", decided: "Decided", all: "All" };
const EMPTY = {
  open: ["Nothing left to decide", "Copy the result or download it."],
  safe: ["No safe fix is left", "The open findings want a look."],
  decided: ["Nothing decided yet", "Accept, edit or reject the first finding."],
  all: ["Nothing found", "This text shows nothing that calque knows."],
};

let editing = null; // the key of the finding whose words are being typed
let act = {};

export function startList(actions) {
  act = actions;
  fill(byId("filters"), Object.keys(FILTERS).map((name) =>
    el("button", { type: "button", className: "filter", data: { filter: name }, onclick: () => show({ filter: name }) }, LABELS[name], el("span", { className: "count" }))));
}

export const isEditing = () => editing !== null;

/** Type the words of a finding by hand; null ends it. */
export function edit(key) {
  editing = key;
  drawList("current");
  const area = byId("list").querySelector(".words");
  area?.focus();
  area?.select();
}

const items = new Map(); // key → what is drawn of it: {node, said}

export function drawList(what) {
  if (what === "article") {
    items.clear();
    editing = null;
  }
  if (editing && editing !== state.current) editing = null;
  drawFilters();
  const wanted = listed();
  const current = state.findings.find((finding) => finding.key === state.current);
  if (current && !wanted.includes(current)) {
    wanted.push(current); // what was just decided stays where it was, until one moves on
    wanted.sort(inOrder);
  }
  const nodes = wanted.map(drawItem);
  const list = byId("list");
  if (nodes.length !== list.children.length || nodes.some((node, n) => node !== list.children[n])) place(list, nodes);
  const [title, advice] = EMPTY[state.findings.length ? state.filter : "all"];
  const bare = !listed().length && state.checked;
  const again = state.effects.edits.length ? el("button", { type: "button", className: "act", onclick: act.checkAgain }, "Check the result again") : null;
  fill(byId("list-empty"), bare ? [el("p", { className: "empty-title" }, icon("accept"), title), el("p", {}, advice), again] : []);
}

/** Put the nodes in, touching those alone that moved: the one in focus keeps it. */
function place(list, nodes) {
  const keep = new Set(nodes);
  [...list.children].forEach((node) => keep.has(node) || node.remove());
  nodes.forEach((node, n) => {
    if (list.children[n] !== node) list.insertBefore(node, list.children[n] ?? null);
  });
}

function drawFilters() {
  const safe = new Set(safeOnes());
  for (const button of byId("filters").children) {
    const { filter } = button.dataset;
    const count = filter === "safe" ? safe.size : state.findings.filter(FILTERS[filter]).length;
    button.setAttribute("aria-pressed", String(filter === state.filter));
    button.lastChild.textContent = count.toLocaleString("en");
  }
}

function drawItem(finding) {
  const open = finding.key === state.current;
  const status = statusOf(finding);
  const said = JSON.stringify([open, status, state.decisions.get(finding.key), open && editing === finding.key, open && state.effects.settled.get(finding.key)]);
  const before = items.get(finding.key);
  if (before?.said === said && !open) return before.node;
  const node = before?.node ?? el("li", { className: "item" });
  if (before?.said === said && document.activeElement && node.contains(document.activeElement) && editing) return node;
  node.className = `item ${finding.severity} is-${status}${open ? " current" : ""}`;
  const focused = node.contains(document.activeElement);
  fill(node, head(finding, status, open), open ? el("div", { className: "body" }, cardBody(finding, act, editing === finding.key)) : null);
  if (focused) node.firstChild.focus({ preventScroll: true });
  items.set(finding.key, { node, said });
  return node;
}

function head(finding, status, open) {
  return el("button", {
    type: "button", className: "head", id: `card-${finding.number}`, "aria-expanded": String(open),
    tabIndex: open ? 0 : -1,
    onclick: () => {
      focusOn(finding.key);
      byId("list").dispatchEvent(new CustomEvent("chosen", { bubbles: true }));
    },
  },
  el("span", { className: "sign" }, icon(status === "open" ? finding.severity : status), el("span", { className: "unheard" }, status === "open" ? finding.severity : status)),
  el("span", { className: "line" }, brief(finding)),
  el("span", { className: "kind" }, open ? [titleOf(finding), finding.fixes.length === 1 ? safety(finding.fixes[0]) : null] : family(finding)));
}

function brief(finding) {
  const { old, now, title, steps } = change(finding);
  if (!decisionOf(finding) && finding.key === state.current && finding.fixes.length > 1) return el("span", { className: "quoted" }, shown(short(old)));
  if (steps) return steps.map(({ text, tag }) => (tag ? el(tag, {}, shown(text)) : shown(text)));
  if (now === "") return el("del", {}, shown(short(old)));
  if (now === null) return [el("span", { className: "quoted" }, shown(short(old))), title ? el("span", { className: "muted" }, " · ", shown(title)) : null];
  return [el("del", {}, shown(short(old))), " ", el("ins", {}, shown(short(now)))];
}

const short = (text) => (text.length > 90 ? `${text.slice(0, 89)}…` : text);

/** Bring the card in focus into view; with `focus`, the keyboard as well. */
export function revealCard({ focus = false } = {}) {
  const node = items.get(state.current)?.node;
  if (!node?.isConnected) return;
  if (focus) node.firstChild.focus({ preventScroll: true });
  const pane = byId("findings-scroll");
  const top = node.offsetTop - pane.offsetTop;
  const below = top + node.offsetHeight > pane.scrollTop + pane.clientHeight;
  if (top < pane.scrollTop || below) pane.scrollTo({ top: Math.max(0, top - 12) });
}
