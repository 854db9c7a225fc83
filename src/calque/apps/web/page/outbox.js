// Choices on their way to the service: sent as they are made, kept until it has them.

import * as api from "./api.js";
import { asRead } from "./blocks.js";
import { state } from "./state.js";

const KEY = "calque-outbox";
const WAIT = 250; // ms, so that accepting all safe is one letter
const LONGEST = 15000; // ms between tries
const AT_ONCE = 200;

let waiting = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
let timer = 0;
let pause = WAIT;
let busy = false;
let tell = () => {};

/** The name that decisions are kept under, as somebody gave it. */
export function who(name) {
  if (name !== undefined) localStorage.setItem("calque-who", name);
  return localStorage.getItem("calque-who") ?? "";
}

export const signer = () => who() || "editor";

/** Call `listener({waiting, error})` as letters are written and taken. */
export function onOutbox(listener) {
  tell = listener;
  listener({ waiting: waiting.length, error: null });
  if (waiting.length) soon();
}

/** Put a choice on a finding in the post; null takes the last one back. */
export function post(finding, decision) {
  const { checked } = state;
  waiting.push({
    who: signer(),
    article: checked.document,
    decision: {
      id: id(),
      choice: decision?.choice ?? "undo",
      finding: pick(finding),
      replacement: replacement(finding, decision),
      lang: checked.lang.split("-")[0],
    },
  });
  save();
  soon();
}

const pick = ({ fingerprint, rule, text, before, after, evidence }) => ({ fingerprint, rule, text, before, after, evidence });

/** The words that stand there now. */
function replacement(finding, decision) {
  if (decision?.choice === "edit") return decision.replacement;
  if (decision?.choice !== "accept") return null;
  const { edits } = finding.fixes[decision.fix];
  const { start, end } = finding;
  if (edits.some((edit) => edit.start < start || edit.end > end)) return edits.length === 1 ? edits[0].text : null;
  let said = "";
  let at = start;
  for (const edit of edits) {
    said += state.points.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return asRead(said + state.points.slice(at, end), state.checked.format);
}

function id() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // randomUUID wants https or localhost
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function save(error = null) {
  sessionStorage.setItem(KEY, JSON.stringify(waiting));
  tell({ waiting: waiting.length, error });
}

function soon(after = WAIT) {
  clearTimeout(timer);
  timer = setTimeout(send, after);
}

async function send({ leaving = false } = {}) {
  if ((busy && !leaving) || !waiting.length) return;
  busy = true;
  const first = waiting[0];
  const batch = waiting
    .slice(0, AT_ONCE)
    .filter((letter, n, all) => all.slice(0, n + 1).every((one) => one.article === first.article && one.who === first.who));
  try {
    await api.decide(first.who, first.article, batch.map((letter) => letter.decision), leaving);
    taken(batch);
    pause = WAIT;
    save();
  } catch (error) {
    const hopeless = error.status >= 400 && error.status < 500 && ![401, 408, 429].includes(error.status);
    if (hopeless) taken(batch);
    save(error.message);
    pause = Math.min(pause * 2, LONGEST);
  } finally {
    busy = false;
  }
  if (waiting.length) soon(pause);
}

function taken(batch) {
  waiting = waiting.filter((letter) => !batch.includes(letter));
}

/**
 * Hand over what waits as the page goes; says whether the service was away, so that something may be lost.
 *
 * What is sent twice is kept once, by its id.
 */
export function flush() {
  if (waiting.length) send({ leaving: true });
  return waiting.length > 0 && pause > WAIT;
}
