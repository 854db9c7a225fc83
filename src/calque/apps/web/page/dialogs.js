// What opens over the page: the keys, the token, what calque would learn.

import * as api from "./api.js";
import { announce, byId, el, fill } from "./dom.js";
import { download } from "./files.js";
import { shown } from "./points.js";
import { signer, who } from "./outbox.js";

export const KEYS = [
  ["j", "↓", "Next finding"], ["k", "↑", "Previous finding"], ["n", "", "Next open finding"],
  ["a", "", "Accept the fix"], ["1 – 9", "", "Accept the fix of that number"], ["⇧A", "", "Accept all like this one"],
  ["⇧S", "", "Accept all safe fixes"], ["e", "", "Edit the words by hand; also any words that you select"], ["r", "", "Reject"], ["i", "", "Ignore always, in every article"],
  ["u", "Ctrl Z", "Undo"], ["⇧U", "Ctrl Y", "Redo"], ["d", "", "Side by side"], ["s", "", "Show or hide the source"],
  ["t", "", "To the words in the text, and back to the list"], ["c", "", "Copy the result"], ["w", "", "Download the result"], ["?", "", "These keys"],
];

export function startDialogs() {
  fill(byId("keys"), KEYS.map(([key, other, what]) =>
    el("tr", {}, el("td", {}, el("kbd", {}, key), other ? [" ", el("kbd", {}, other)] : null), el("td", {}, what))));
  const toggle = byId("shortcuts");
  toggle.checked = shortcutsOn();
  toggle.addEventListener("change", () => localStorage.setItem("calque-shortcuts", toggle.checked ? "on" : "off"));
  const names = document.querySelectorAll(".who");
  const sign = (name) => names.forEach((field) => { field.value = name; });
  sign(who());
  names.forEach((field) => field.addEventListener("change", () => sign(who(field.value.trim()))));
  for (const dialog of document.querySelectorAll("dialog")) {
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    dialog.querySelector(".close")?.addEventListener("click", () => dialog.close());
  }
  byId("export-csv").addEventListener("click", () => save("csv", "decisions.csv"));
  byId("export-cases").addEventListener("click", () => save("cases", "decisions.toml"));
  byId("token-yes").addEventListener("click", () => byId("token-dialog").close("yes"));
  byId("token").addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault(); // else the button that has the keyboard next is pressed by it
    byId("token-dialog").close("yes");
  });
  api.whenUnauthorised(askToken);
}

/** Single letters can be turned off, for those who speak to their computer (WCAG 2.1.4). */
export const shortcutsOn = () => localStorage.getItem("calque-shortcuts") !== "off";

export const isDialogOpen = () => Boolean(document.querySelector("dialog[open]"));

export function openHelp() {
  byId("help").showModal();
}

async function save(format, name) {
  try {
    download(await api.decisionsAs(format), name);
  } catch (error) {
    announce(error.message, "bad");
  }
}

let answered = null;

function askToken(wrong) {
  if (answered) return answered;
  const dialog = byId("token-dialog");
  byId("token-wrong").hidden = !wrong;
  dialog.showModal();
  answered = new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      answered = null;
      resolve(dialog.returnValue === "yes" ? byId("token").value : null);
      byId("token").value = "";
      dialog.returnValue = "";
    }, { once: true });
  });
  return answered;
}

/** What repeated choices propose for the glossary; nothing is learned without a yes. */
export async function openProposals() {
  await drawProposals();
  byId("proposals").showModal();
}

/** How many proposals wait. */
export async function countProposals() {
  try {
    const { proposals } = await api.proposals();
    byId("proposals-count").textContent = proposals.length || "";
  } catch {
    byId("proposals-count").textContent = "";
  }
}

async function drawProposals() {
  const list = byId("proposals-list");
  try {
    const { proposals } = await api.proposals();
    byId("proposals-count").textContent = proposals.length || "";
    fill(list, proposals.length ? proposals.map(proposal) : el("li", { className: "muted" }, "Nothing to learn yet. When a finding is rejected again and again, or a spelling accepted, calque asks here."));
  } catch (error) {
    fill(list, el("li", { className: "bad" }, error.message));
  }
}

function proposal(item) {
  const answer = (yes) => async () => {
    try {
      await api.answerProposal(item.id, signer(), yes);
      announce(yes ? "Learned." : "Declined.");
      await drawProposals();
    } catch (error) {
      announce(error.message, "bad");
    }
  };
  return el("li", { className: "proposal" },
    el("p", {}, shown(item.sentence)),
    el("details", {}, el("summary", {}, "What would be added"), el("pre", { tabIndex: 0 }, shown(item.toml ?? ""))),
    el("div", { className: "acts" },
      el("button", { type: "button", className: "act primary", onclick: answer(true) }, "Yes, learn it"),
      el("button", { type: "button", className: "act", onclick: answer(false) }, "No")));
}
