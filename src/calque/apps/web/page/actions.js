// What an editor can do, said once for buttons and keys alike.

import * as api from "./api.js";
import { asRead } from "./blocks.js";
import { announce, byId, plural } from "./dom.js";
import { openHelp } from "./dialogs.js";
import { offered } from "./effects.js";
import { download, reviewed, unpacked } from "./files.js";
import { edit as startEdit, revealCard } from "./list.js";
import { selected } from "./places.js";
import { Points, visible } from "./points.js";
import * as review from "./state.js";
import { revealHit } from "./text.js";

const { state } = review;
const DONE = { accept: "Accepted", edit: "Edited", reject: "Rejected", ignore: "Always ignored" };

const accept = (fix) => ({ choice: "accept", fix });

/** Make choices, say so, and go on to the next open finding. */
function choose(pairs, said) {
  const [[finding]] = pairs;
  const displaced = review.decide(pairs);
  const { decided, total } = review.counts();
  const also = displaced.length ? ` It takes the place of the fix for “${visible(displaced[0].text).slice(0, 40)}”.` : "";
  announce(`${said}.${also} ${decided} of ${total} decided.`);
  goOn(finding);
}

function goOn(from) {
  const next = review.state.findings.filter((finding) => review.isOpen(finding));
  const after = next.find((finding) => review.inOrder(finding, from) > 0) ?? next[0];
  go(after ?? from);
}

/** Bring a finding into focus, in the list and in the text; the keyboard stays on its side. */
function go(finding) {
  if (!finding) return;
  const inText = Boolean(document.activeElement?.closest?.("#text"));
  if (!review.findingOf(finding.key)) return;
  review.focusOn(finding.key);
  revealCard({ focus: !inText });
  revealHit({ focus: inText });
}

const current = (finding) => finding ?? review.currentFinding();

export const actions = {
  move: (by) => go(review.neighbour(by)),
  nextOpen: () => go(review.neighbour(1, state.findings.filter(review.isOpen))),

  accept(given, number) {
    const finding = current(given);
    if (!finding) return;
    const fix = number ?? offered(finding);
    if (fix < 0) {
      announce("No fix is offered here. Edit it by hand (e), or reject it (r).");
      return;
    }
    choose([[finding, accept(fix)]], `Accepted: ${visible(finding.fixes[fix].title)}`);
  },

  acceptNumber(number) {
    const finding = current();
    const fix = finding?.fixes[number];
    if (fix?.edits.length && fix.safety !== "show") actions.accept(finding, number);
  },

  acceptAlike(given) {
    const finding = current(given);
    if (!finding || offered(finding) < 0) return;
    const pairs = review.alike(finding).map((other) => [other, accept(offered(other))]);
    if (pairs.length) choose(pairs, `Accepted ${pairs.length} like this`);
  },

  acceptSafe() {
    const pairs = review.safeOnes().map((finding) => [finding, accept(offered(finding))]);
    if (!pairs.length) announce("No safe fix is left.");
    else choose(pairs, `Accepted ${plural(pairs.length, "safe fix", "safe fixes")}`);
  },

  reject: (given) => settle(current(given), "reject"),
  /** Always means here too: what is alike goes with it. */
  ignore(given) {
    const finding = current(given);
    if (!finding) return;
    if (finding.own) actions.takeBack(finding);
    else choose([finding, ...review.sameWords(finding)].map((one) => [one, { choice: "ignore" }]), DONE.ignore);
  },

  takeBack(finding) {
    review.decide([[finding, null]]);
    announce("Taken back.");
    go(finding);
  },

  /** Type the words of a finding, or those that are selected in the article. */
  edit(given) {
    const words = given ? null : selected();
    getSelection().removeAllRanges();
    const finding = words ? review.own(words.start, words.end) : current(given);
    if (!finding) return;
    go(finding);
    startEdit(finding.key);
  },

  /** The finding's words with its fix made, where that lies within them. */
  proposal(finding) {
    const { edits } = finding.fixes[offered(finding)];
    if (edits.some((edit) => edit.start < finding.start || edit.end > finding.end)) return null;
    let said = "";
    let at = finding.start;
    for (const edit of edits) {
      said += state.points.slice(at, edit.start) + edit.text;
      at = edit.end;
    }
    return asRead(said + state.points.slice(at, finding.end), state.checked.format).replace(/<[^>]*>/g, "");
  },

  async save(finding, words) {
    const typed = { start: finding.start, end: finding.end, text: words };
    try {
      await api.apply(sent(), [], [typed]);
    } catch (error) {
      const inside = error.message.endsWith("touches markup");
      announce(inside ? "Not saved: a link or formatting begins or ends within these words. Edit a part of them." : `Not saved: ${error.message}`, "bad");
      return;
    }
    startEdit(null);
    choose([[finding, { choice: "edit", replacement: words }]], "Edited");
  },

  cancel(finding) {
    startEdit(null);
    go(finding.own && !review.decisionOf(finding) ? review.neighbour(1) ?? finding : finding);
    revealCard({ focus: true });
  },

  undo: () => stepped(review.undo(), "Undone"),
  redo: () => stepped(review.redo(), "Done again"),

  toggleDiff: () => review.show({ view: state.view === "diff" ? "review" : "diff" }),
  toggleSource: () => state.checked.source && review.show({ source: !state.source }),

  toText() {
    const inText = Boolean(document.activeElement?.closest?.("#text"));
    if (inText) revealCard({ focus: true });
    else revealHit({ focus: true });
  },

  async copy() {
    const result = await made();
    if (!result) return;
    await navigator.clipboard.writeText(result.text);
    announce("The result is copied.");
  },

  async download() {
    const result = await made();
    if (!result) return;
    const name = reviewed(result.file?.name ?? fileName());
    download(result.file ? unpacked(result.file) : new Blob([result.text], { type: "text/plain;charset=utf-8" }), name);
    announce(`Downloaded ${name}.`);
  },

  help: openHelp,
};

function settle(finding, choice) {
  if (finding?.own) actions.takeBack(finding);
  else if (finding) choose([[finding, { choice }]], DONE[choice]);
}

function stepped(step, said) {
  if (!step) {
    announce("Nothing to undo.");
    return;
  }
  const { decided, total } = review.counts();
  announce(`${said}. ${decided} of ${total} decided.`);
  revealCard({ focus: true });
  revealHit();
}

/** What the service is sent of the article. */
const sent = () => state.input;

/** The new text as the service makes it: the bytes that calque itself would write. */
async function made() {
  const { accept: accepted, edits } = review.choices();
  try {
    const result = await api.apply(sent(), accepted, edits);
    if (result.skipped.length) announce(`${plural(result.skipped.length, "fix", "fixes")} could not be made: ${result.skipped[0].reason}`, "bad");
    return result;
  } catch (error) {
    announce(error.message, "bad");
    return null;
  }
}

function fileName() {
  const suffix = { markdown: ".md", html: ".html" }[state.checked.format] ?? ".txt";
  const name = state.checked.document.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 50);
  return `${name || "article"}${suffix}`;
}

/** What has come of the article so far, to be checked as a new text; what was rejected stays so. */
export async function nextInput() {
  const result = await made();
  if (!result) return null;
  const { input } = state;
  const rejected = state.found.filter((finding) => ["reject", "ignore"].includes(review.statusOf(finding)));
  const places = rejected.map((finding) => [finding.rule, moved(finding.start, result.applied), review.decisionOf(finding)]);
  return {
    input: input.file ? { ...input, file: result.file } : { ...input, text: result.text },
    stays: (finding) => places.find(([rule, start]) => rule === finding.rule && start === finding.start)?.[2],
  };
}

/** Where an offset is once edits before it are made. */
function moved(offset, edits) {
  const before = edits.filter((edit) => edit.end <= offset);
  return before.reduce((at, edit) => at + new Points(edit.text).length - (edit.end - edit.start), offset);
}

export function startButtons() {
  const on = { "accept-safe": actions.acceptSafe, undo: actions.undo, redo: actions.redo, copy: actions.copy, download: actions.download, "keys-open": actions.help, "source-toggle": actions.toggleSource, prev: () => actions.move(-1), next: () => actions.move(1) };
  for (const [id, run] of Object.entries(on)) byId(id).addEventListener("click", run);
}
