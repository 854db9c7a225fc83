// The page put together: which part is drawn when.

import { actions, nextInput, startButtons } from "./actions.js";
import * as api from "./api.js";
import { countProposals, openProposals, startDialogs } from "./dialogs.js";
import { drawDiff } from "./diff.js";
import { announce, byId, el, fill, plural } from "./dom.js";
import { startKeyboard } from "./keyboard.js";
import { drawList, revealCard, startList } from "./list.js";
import { flush, onOutbox, post } from "./outbox.js";
import { selected } from "./places.js";
import { shown } from "./points.js";
import { drawSource } from "./source.js";
import { clearStart, failed, startPage } from "./start.js";
import { closeArticle, counts, isUnkept, onChange, openArticle, restore, show, state, whenDecided } from "./state.js";
import { drawText, revealHit, startText } from "./text.js";
import { startTheme } from "./theme.js";

const SLOW = 150; // ms that a check may take before it is shown to be under way
let asked = null; // the check in progress

/** Have a text checked and open it; `stays` says what was decided on a finding before. */
async function check(input, stays = () => null) {
  asked?.abort();
  asked = new AbortController();
  const slow = setTimeout(busy, SLOW, true);
  try {
    const checked = await api.check(input, { signal: asked.signal });
    openArticle(input, checked, stays);
    const { total, safe } = counts();
    announce(total ? `${plural(total, "finding")}, ${safe} safe.` : "Nothing found.");
    revealCard({ focus: true });
    if (isUnkept()) announce("This article is too large to survive a reload of the page.", "bad");
  } catch (error) {
    if (error.name !== "AbortError") failed(error.message);
  } finally {
    clearTimeout(slow);
    busy(false);
  }
}

/** While the service reads, nothing but *Stop* can be reached on the first page. */
function busy(now) {
  byId("busy").hidden = !now;
  byId("start").inert = now;
  if (now) byId("stop").focus();
  else if (!state.checked) byId("go").focus();
}

async function checkAgain() {
  const next = await nextInput();
  if (next) await check(next.input, next.stays);
}

function draw(what) {
  const open = Boolean(state.checked);
  if (what === "article") {
    document.body.classList.toggle("starting", !open);
    byId("start").hidden = open;
    byId("review").hidden = !open;
    document.body.classList.remove("sheet-open");
  }
  if (!open) {
    document.title = "calque: review";
    return;
  }
  if (what !== "current") drawBar();
  if (what === "article") drawOrigin();
  drawViews();
  drawSource(what); // before the cards, which quote it
  if (what !== "view") drawText(what);
  if (what !== "view" || state.filter !== drawnFilter) drawList(what);
  drawnFilter = state.filter;
  if (state.view === "diff" && what !== "current") drawDiff();
}

let drawnFilter = null;
let drawnView = "review";

function drawBar() {
  const { total, decided, open, safe } = counts();
  const { checked } = state;
  document.title = `${open ? `(${open}) ` : ""}${checked.document} · calque`;
  byId("name").textContent = checked.document;
  byId("size").textContent = plural(checked.words, "word");
  byId("progress").max = Math.max(total, 1);
  byId("progress").value = total ? decided : 1;
  byId("progress-text").textContent = total ? `${decided} of ${total} decided` : "Nothing found";
  byId("accept-safe").querySelector(".count").textContent = safe || "";
  byId("accept-safe").disabled = !safe;
  byId("undo").disabled = !state.done.length;
  byId("redo").disabled = !state.undone.length;
}

function drawOrigin() {
  const { sentence } = state.checked.source_language;
  byId("origin").hidden = !sentence;
  fill(byId("origin-text"), (sentence ?? "").split("*").map((part, n) => (n % 2 ? el("em", {}, shown(part)) : shown(part))));
  byId("source-toggle").hidden = !state.checked.source;
  const { silent } = state.checked;
  byId("silent").hidden = !silent;
  byId("silent").textContent = silent ? `${plural(silent, "finding is", "findings are")} silent, as rejected before.` : "";
}

function drawViews() {
  const { view } = state;
  for (const button of document.querySelectorAll("[data-view]")) button.setAttribute("aria-pressed", String(button.dataset.view === view));
  byId("text").hidden = view === "diff";
  if (view === "diff" && drawnView !== view) byId("text-scroll").scrollTop = 0;
  drawnView = view;
  byId("text").classList.toggle("result", view === "result");
  byId("diff").hidden = view !== "diff";
  const source = Boolean(state.checked.source) && state.source && view !== "diff";
  byId("source-pane").hidden = !source;
  byId("source-toggle").setAttribute("aria-pressed", String(source));
  byId("review").classList.toggle("with-source", source);
}

function startSheet() {
  byId("sheet").addEventListener("click", () => {
    const open = document.body.classList.toggle("sheet-open");
    byId("sheet").setAttribute("aria-expanded", String(open));
    revealCard();
  });
  document.addEventListener("chosen", (event) => {
    if (event.target.id === "text") revealCard();
    else {
      revealHit();
      document.body.classList.remove("sheet-open");
      byId("sheet").setAttribute("aria-expanded", "false");
    }
  });
}

function startNew() {
  byId("new").addEventListener("click", () => {
    closeArticle();
    clearStart();
  });
  document.addEventListener("dropped", () => {
    if (state.checked) {
      closeArticle();
      clearStart();
    }
  });
}

/** Beside words that are selected stands a button to type them anew. */
function startSelection() {
  const button = byId("edit-here");
  document.addEventListener("selectionchange", () => {
    const words = state.view === "review" && selected();
    button.hidden = !words;
    if (!words) return;
    const box = getSelection().getRangeAt(0).getBoundingClientRect();
    button.style.left = `${Math.max(8, box.right - 40)}px`;
    button.style.top = `${Math.max(8, box.top - 40)}px`;
  });
  button.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the selection
  button.addEventListener("click", () => actions.edit());
}

function startPost() {
  whenDecided(post);
  onOutbox(({ waiting, error }) => {
    byId("post").textContent = !error ? "" : waiting ? `${plural(waiting, "decision")} not sent yet` : "not kept";
    byId("post").title = error ?? "";
    if (!waiting) countProposals();
  });
  addEventListener("beforeunload", (event) => {
    if (flush()) event.preventDefault();
  });
}

onChange(draw);
startTheme(byId("theme"));
startDialogs();
startText();
startList({ ...actions, checkAgain });
startKeyboard(actions);
startButtons();
startSheet();
startNew();
startSelection();
startPost();
byId("learn").addEventListener("click", openProposals);
byId("stop").addEventListener("click", () => asked?.abort());
document.querySelectorAll("[data-view]").forEach((button) => button.addEventListener("click", () => show({ view: button.dataset.view })));
if (restore()) {
  revealHit();
  revealCard();
}
startPage(check);
