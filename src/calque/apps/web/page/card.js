// One finding: what is wrong, what would mend it, why we believe it.

import { asRead, readable } from "./blocks.js";
import * as api from "./api.js";
import { el, fill, icon } from "./dom.js";
import { shown, visible } from "./points.js";
import { offered } from "./effects.js";
import { alike, decisionOf, findingOf, state, statusOf } from "./state.js";
import { sourceOf } from "./source.js";
import { revealPlace } from "./text.js";

export const FAMILIES = {
  NAM: "Name", ACR: "Acronym", NUM: "Quantity", PHR: "Wording", RES: "Web residue", OWN: "Your own", UNT: "Untranslated", BIL: "Against the source",
};
const STATUS = { accept: "Accepted", edit: "Edited", reject: "Rejected", ignore: "Always ignored", settled: "Settled" };
const KINDS = {
  glossary: "Glossary", document: "This text", batch: "This batch", scheme: "Spelling", pattern: "Pattern",
  source: "The source", language: "Points to", translation: "New translation",
};

export const family = (finding) => FAMILIES[finding.rule.slice(0, 3)] ?? "Other";

export function titleOf(finding) {
  const name = finding.name.replaceAll("-", " ");
  return name[0].toUpperCase() + name.slice(1);
}

/** What the words become: `old` struck out, `new` after it; of a removal only the old. */
export function change(finding) {
  const decision = decisionOf(finding);
  const old = readable(state.blocks, finding.start, finding.end) || finding.text;
  if (decision?.choice === "edit") return { old, now: decision.replacement };
  const fix = finding.fixes[decision?.choice === "accept" ? decision.fix : offered(finding)];
  if (!fix) return { old, now: null };
  if (fix.edits.length && fix.edits.every((edit) => edit.text === "")) return { old, now: "" };
  const arrow = fix.title.indexOf(" → ");
  if (arrow > 0) return { old: fix.title.slice(0, arrow), now: fix.title.slice(arrow + 3) };
  return { old, now: null, title: fix.title, steps: steps(finding, fix) };
}

/** The finding's words with the fix in them: `{text, tag}`; null where it reaches beyond them. */
function steps(finding, fix) {
  if (!fix.edits.length || fix.edits.some((edit) => edit.start < finding.start || edit.end > finding.end)) return null;
  const found = [];
  let at = finding.start;
  for (const edit of fix.edits) {
    found.push({ text: readable(state.blocks, at, edit.start) });
    found.push({ text: readable(state.blocks, edit.start, edit.end), tag: "del" });
    found.push({ text: asRead(edit.text, state.checked.format), tag: "ins" });
    at = edit.end;
  }
  return [...found, { text: readable(state.blocks, at, finding.end) }].filter((step) => step.text);
}

/** How sure a fix is, in a word or two. */
export function safety(fix) {
  return el("span", { className: `safety ${fix.safety}` }, { safe: "safe", review: "to review", show: "hint" }[fix.safety]);
}

/** The card's body; `act` has what its buttons do, `editing` whether the words are being typed. */
export function cardBody(finding, act, editing) {
  const status = statusOf(finding);
  return [
    el("p", { className: "message" }, shown(finding.message)),
    editing ? editor(finding, act) : fixes(finding, act, status),
    editing ? null : buttons(finding, act, status),
    source(finding),
    evidence(finding),
    about(finding),
  ];
}

function fixes(finding, act, status) {
  if (finding.own) return null;
  if (!finding.fixes.length) return el("p", { className: "nofix" }, "No fix is offered. Edit it by hand, or reject it.");
  if (finding.fixes.length === 1 && offered(finding) === 0) return null; // the head says it
  const decision = decisionOf(finding);
  const chosen = decision?.choice === "accept" ? decision.fix : status === "open" ? offered(finding) : -1;
  return el("ul", { className: "fixes", "aria-label": "Fixes" }, finding.fixes.map((fix, number) => {
    const usable = fix.edits.length > 0 && fix.safety !== "show";
    const body = [
      finding.fixes.length > 1 && usable ? el("kbd", {}, String(number + 1)) : null,
      el("span", { className: "fix-title" }, fixTitle(fix.title)),
      safety(fix),
    ];
    return el("li", {}, usable
      ? el("button", { type: "button", className: number === chosen ? "fix chosen" : "fix", onclick: () => act.accept(finding, number), "aria-label": `Accept: ${visible(fix.title)}` }, body)
      : el("p", { className: "fix hint" }, body));
  }));
}

function fixTitle(title) {
  const arrow = title.indexOf(" → ");
  if (arrow < 0) return shown(title);
  return [el("del", {}, shown(title.slice(0, arrow))), el("span", { className: "arrow", "aria-hidden": "true" }, " → "), el("span", { className: "unheard" }, " becomes "), el("ins", {}, shown(title.slice(arrow + 3)))];
}

function buttons(finding, act, status) {
  const button = (name, key, run, kind = "") =>
    el("button", { type: "button", className: `act ${kind}`, onclick: () => run(finding), "aria-keyshortcuts": key }, name, el("kbd", { "aria-hidden": "true" }, key));
  if (status !== "open" && status !== "settled") {
    return el("div", { className: "acts" },
      el("span", { className: `state is-${status}` }, icon(status), STATUS[status]),
      el("button", { type: "button", className: "act", onclick: () => act.takeBack(finding) }, finding.own ? "Remove" : "Take back"),
      button("Edit", "e", act.edit));
  }
  const others = alike(finding).length;
  const by = state.effects.settled.get(finding.key);
  return [
    by ? el("p", { className: "settled" }, "Nothing left to decide: “", shown(titleOf(findingOf(by)).toLowerCase()), "” takes these words.") : null,
    el("div", { className: "acts" },
      offered(finding) >= 0 ? button("Accept", "a", act.accept, "primary") : null,
      button("Edit", "e", act.edit),
      button("Reject", "r", act.reject),
      button("Ignore always", "i", act.ignore)),
    others > 1 && offered(finding) >= 0
      ? el("button", { type: "button", className: "act wide", onclick: () => act.acceptAlike(finding), "aria-keyshortcuts": "Shift+A" }, `Accept all ${others} like this`, el("kbd", { "aria-hidden": "true" }, "⇧A"))
      : null,
  ];
}

function editor(finding, act) {
  const { now } = change(finding);
  const whole = offered(finding) >= 0 ? act.proposal(finding) : null;
  const words = decisionOf(finding)?.choice === "edit" ? now : whole ?? readable(state.blocks, finding.start, finding.end);
  const area = el("textarea", {
    className: "words", rows: Math.min(6, 1 + Math.floor(words.length / 38)), value: words, spellcheck: true, dir: "auto",
    "aria-label": "The words that shall stand there", lang: state.checked.lang,
    onkeydown: (event) => {
      if (event.isComposing) return;
      if (event.key === "Enter" && !event.shiftKey) {
        event.preventDefault();
        act.save(finding, area.value);
      } else if (event.key === "Escape") {
        event.preventDefault();
        event.stopPropagation();
        act.cancel(finding);
      }
    },
  });
  return el("div", { className: "editor" }, area,
    el("div", { className: "acts" },
      el("button", { type: "button", className: "act primary", onclick: () => act.save(finding, area.value) }, "Save", el("kbd", { "aria-hidden": "true" }, "↵")),
      el("button", { type: "button", className: "act", onclick: () => act.cancel(finding) }, "Cancel", el("kbd", { "aria-hidden": "true" }, "Esc"))));
}

function source(finding) {
  const found = sourceOf(finding);
  if (!found) return null;
  return el("section", { className: "beside" }, el("h3", {}, "In the source"),
    el("p", { lang: state.input.source_lang, dir: "auto" }, shown(found.before), found.here ? el("mark", {}, shown(found.here)) : null, shown(found.after)));
}

function evidence(finding) {
  if (finding.own) return null;
  return el("section", { className: "why" }, el("h3", {}, "Why"),
    el("dl", {}, finding.evidence.map((item) => [
      el("dt", {}, KINDS[item.kind] ?? item.kind),
      el("dd", {}, shown(item.detail), reference(item)),
    ])),
    finding.related.length ? el("p", { className: "see" }, "See also ", finding.related.map(({ start, end }) =>
      el("button", { type: "button", className: "link", onclick: () => revealPlace(start) }, shown(`“${readable(state.blocks, start, end)}”`)))) : null,
    finding.own ? null : el("p", { className: "facts" }, el("span", {}, `${finding.severity} · ${finding.mqm.replace("/", ", ").replaceAll("-", " ")}`), sure(finding.confidence)));
}

function reference({ kind, ref }) {
  if (!ref || kind === "language") return null;
  if (!/^https?:\/\//.test(ref)) return el("span", { className: "ref" }, shown(ref));
  return el("a", { className: "ref", href: ref, target: "_blank", rel: "noopener noreferrer" }, host(ref), el("span", { className: "unheard" }, " (opens in a new tab)"));
}

function host(url) {
  try {
    return new URL(url).host.replace(/^www\./, "");
  } catch {
    return url;
  }
}

function sure(confidence) {
  return el("span", { className: "sure" }, el("meter", { min: 0, max: 1, value: confidence, "aria-hidden": "true" }), `confidence ${confidence.toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`);
}

const explained = new Map();

function about(finding) {
  if (finding.own) return null;
  const body = el("div", { className: "about-body" });
  const draw = (doc) => fill(body,
    el("p", {}, doc.summary),
    Object.entries(doc.sections ?? {}).map(([name, text]) => el("p", {}, el("strong", {}, `${name}: `), text)),
    doc.precision ? el("p", { className: "precision" }, `${doc.precision}.`) : null);
  return el("details", {
    className: "about",
    ontoggle: async (event) => {
      if (!event.target.open || body.childNodes.length) return;
      try {
        if (!explained.has(finding.rule)) explained.set(finding.rule, await api.rule(finding.rule));
        draw(explained.get(finding.rule));
      } catch (error) {
        fill(body, el("p", {}, error.message));
      }
    },
  }, el("summary", {}, `About ${finding.rule}, ${finding.name.replaceAll("-", " ")}`), body);
}

