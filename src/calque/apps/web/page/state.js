// The article in review, the choices made on it, and what can be undone. Views listen; nothing else is kept.

import { blocksOf } from "./blocks.js";
import { Effects, allSafe, editsOf, offered } from "./effects.js";

const KEY = "calque-review";
const OWN = 100_000; // the first number of an editor's own finding
const listeners = new Set();

export const state = {
  input: null, // what was sent to be checked
  checked: null, // what came back
  findings: [], // in the order of the text: those that were found, and the editor's own
  found: [],
  owned: [],
  blocks: [],
  points: null,
  decisions: new Map(), // finding key → {choice, fix, replacement}
  effects: new Effects([], new Map()),
  undone: [],
  done: [],
  current: null, // key of the finding in focus
  filter: "open",
  view: "review", // or `diff`, `result`
  source: true, // whether the source is shown, where there is one
};

/** Call `listener(what)` after each change; `what` is `article`, `decisions`, `current` or `view`. */
export function onChange(listener) {
  listeners.add(listener);
}

/** Which of two findings comes first in the text. */
export const inOrder = (one, other) => one.start - other.start || one.end - other.end || one.number - other.number;

function changed(what) {
  const owned = state.owned.filter(({ key }) => state.decisions.has(key) || key === state.current);
  state.findings = [...state.found, ...owned].sort(inOrder);
  if (what !== "view") state.effects = new Effects(state.findings, state.decisions);
  listeners.forEach((listener) => listener(what));
  keep();
}

/** Open what was checked; `decided` gives the decision on a finding that there is already. */
export function openArticle(input, checked, decided = () => null) {
  const seen = new Map();
  state.input = input;
  state.checked = checked;
  state.found = checked.findings.map((finding, number) => {
    const times = seen.get(finding.fingerprint) ?? 0;
    seen.set(finding.fingerprint, times + 1);
    return { ...finding, number, key: times ? `${finding.fingerprint}#${times}` : finding.fingerprint };
  });
  Object.assign(state, blocksOf(checked));
  state.findings = state.found;
  const decisions = new Map(state.found.map((finding) => [finding.key, decided(finding)]).filter(([, decision]) => decision));
  Object.assign(state, { decisions, owned: [], done: [], undone: [], filter: "open", view: "review" });
  state.effects = new Effects(state.findings, decisions);
  state.current = (state.findings.find(isOpen) ?? state.findings[0])?.key ?? null;
  changed("article");
}

export function closeArticle() {
  Object.assign(state, { input: null, checked: null, found: [], owned: [], blocks: [], decisions: new Map(), done: [], undone: [], current: null });
  changed("article");
}

export const findingOf = (key) => [...state.found, ...state.owned].find((finding) => finding.key === key);
export const currentFinding = () => findingOf(state.current);
export const decisionOf = (finding) => state.decisions.get(finding.key);

/** `open`, `accept`, `edit`, `reject`, `ignore`, or `settled` by another finding's edit. */
export function statusOf(finding) {
  return decisionOf(finding)?.choice ?? (state.effects.settled.has(finding.key) ? "settled" : "open");
}

export const isOpen = (finding) => statusOf(finding) === "open";

export function counts() {
  const total = state.found.length;
  const open = state.found.filter(isOpen).length;
  return { total, open, decided: total - open, safe: safeOnes().length };
}

export const safeOnes = () => allSafe(state.findings, state.decisions, state.effects);

/** The open findings that say the same of the same words as this one. */
export function alike(finding) {
  const title = finding.fixes[offered(finding)]?.title;
  return state.findings.filter(
    (other) =>
      isOpen(other) && other.rule === finding.rule && other.text === finding.text &&
      other.fixes[offered(other)]?.title === title,
  );
}

/** The other open findings of the same rule on the same words. */
export const sameWords = (finding) =>
  state.found.filter((other) => other !== finding && isOpen(other) && other.rule === finding.rule && other.text.toLowerCase() === finding.text.toLowerCase());

export const FILTERS = {
  open: isOpen,
  safe: (finding) => isOpen(finding) && finding.fixes[offered(finding)]?.safety === "safe",
  decided: (finding) => !isOpen(finding),
  all: () => true,
};

export const listed = () => state.findings.filter(FILTERS[state.filter]);

/** A finding of the editor's own: words to be typed anew. It is there as long as it is edited. */
export function own(start, end) {
  const key = `own-${start}-${end}`;
  if (!findingOf(key)) {
    state.owned.push({
      key, own: true, number: OWN + state.owned.length, rule: "OWN", name: "your own edit", start, end,
      text: state.points.slice(start, end), message: "Words of yours, where nothing was found.", severity: "minor",
      confidence: 1, fixes: [], evidence: [], related: [], source_start: null, source_end: null,
    });
  }
  state.current = key;
  changed("decisions");
  return findingOf(key);
}

/** Whether it is the editor's own and nothing is typed there any more. */
const isIdle = (finding) => Boolean(finding?.own) && !state.decisions.has(finding.key);

/** Bring a finding into focus. */
export function focusOn(key) {
  if (key === state.current) return;
  const leaves = isIdle(currentFinding());
  state.current = key;
  changed(leaves ? "decisions" : "current");
}

/** The finding `by` places on from the current one among `among`, round the end. */
export function neighbour(by, among = listed()) {
  if (!among.length) return null;
  const now = currentFinding();
  const at = among.indexOf(now);
  if (at >= 0) return among[(at + by + among.length) % among.length];
  const next = among.findIndex((finding) => now && inOrder(finding, now) > 0);
  if (by > 0) return among[next < 0 ? 0 : next];
  return among.at(next < 0 ? -1 : next - 1);
}

/**
 * Make choices: pairs of a finding and its decision (null takes it back).
 *
 * Choices that can't stand beside the new ones are taken back. Returns the findings these were on.
 */
export function decide(pairs) {
  const displaced = new Set();
  for (const [finding, decision] of pairs) {
    const edits = editsOf(finding, decision);
    state.effects.clashing(edits, finding.key).forEach((key) => displaced.add(key));
    pairs.forEach(([other]) => displaced.delete(other.key));
  }
  const step = [
    ...[...displaced].map((key) => [key, state.decisions.get(key) ?? null, null]),
    ...pairs.map(([finding, decision]) => [finding.key, state.decisions.get(finding.key) ?? null, decision]),
  ].map(([key, before, after]) => ({ key, before, after }));
  state.done.push({ changes: step, at: state.current });
  state.undone = [];
  put(step, "after");
  return [...displaced].map(findingOf);
}

export function undo() {
  return back(state.done, state.undone, "before");
}

export function redo() {
  return back(state.undone, state.done, "after");
}

function back(from, to, side) {
  const step = from.pop();
  if (!step) return null;
  to.push(step);
  put(step.changes, side);
  const last = findingOf(step.changes.at(-1).key);
  focusOn((isIdle(last) ? state.found.findLast((finding) => inOrder(finding, last) < 0) ?? state.found[0] : last)?.key ?? null);
  return step;
}

let sending = () => {};

/** Who hears of each choice as it is made: `hear(finding, decision or null)`. */
export function whenDecided(hear) {
  sending = hear;
}

function put(changes, side) {
  for (const change of changes) {
    const decision = change[side];
    if (decision) state.decisions.set(change.key, decision);
    else state.decisions.delete(change.key);
    const finding = findingOf(change.key);
    if (!finding.own) sending(finding, decision);
  }
  changed("decisions");
}

/** What the service needs to make the new text: fixes accepted and edits typed. */
export function choices() {
  const accept = [];
  const edits = [];
  for (const finding of state.findings) {
    const decision = decisionOf(finding);
    if (decision?.choice === "accept") {
      accept.push(decision.fix === offered(finding) && decision.fix === 0
        ? finding.fingerprint
        : `${finding.fingerprint}:${decision.fix}`);
    } else if (decision?.choice === "edit") {
      edits.push({ start: finding.start, end: finding.end, text: decision.replacement });
    }
  }
  return { accept, edits };
}

export function show(changes) {
  Object.assign(state, changes);
  changed("view");
}

// An accidental reload loses nothing.

let full = false;

/** Whether the article is too large for the browser to keep over a reload. */
export const isUnkept = () => full;

function keep() {
  try {
    if (!state.checked) {
      sessionStorage.removeItem(KEY);
      return;
    }
    const { input, current, filter, view, source } = state;
    const same = input.text === state.checked.text;
    sessionStorage.setItem(`${KEY}-choices`, JSON.stringify({
      decisions: [...state.decisions], current, filter, view, source, owned: state.owned, done: state.done, undone: state.undone,
    }));
    if (kept === state.checked) return;
    sessionStorage.setItem(KEY, JSON.stringify({
      input: same ? { ...input, text: undefined } : input, same, checked: state.checked,
    }));
    kept = state.checked;
    full = false;
  } catch {
    sessionStorage.removeItem(KEY);
    full = true;
  }
}

let kept = null;

/** Take up the article that was in review before the page was loaded again. */
export function restore() {
  const said = sessionStorage.getItem(KEY);
  const made = sessionStorage.getItem(`${KEY}-choices`);
  if (!said || !made) return false;
  const { input, same, checked } = JSON.parse(said);
  const { decisions, ...rest } = JSON.parse(made);
  openArticle(same ? { ...input, text: checked.text } : input, checked);
  Object.assign(state, rest, { decisions: new Map(decisions) });
  changed("article");
  return true;
}
