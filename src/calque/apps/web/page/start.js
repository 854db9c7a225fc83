// The first page: an article and its source come in, pasted, dropped or opened.

import * as api from "./api.js";
import { byId, el, fill } from "./dom.js";
import { megabytes, packed, suffixOf } from "./files.js";

const BILINGUAL = new Set([".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".mxliff", ".tmx", ".po"]);
const files = { text: null, source: null }; // side → {file, size}
let settings = null;
let submit = () => {};

/** `check(input)` is called with what the service shall check. */
export async function startPage(check) {
  submit = check;
  for (const side of ["text", "source"]) {
    document.querySelector(`[data-open="${side}"]`).addEventListener("click", () => byId(`file-${side}`).click());
    byId(`file-${side}`).addEventListener("change", (event) => {
      const [file] = event.target.files;
      event.target.value = "";
      if (file) take(file, side);
    });
  }
  byId("go").addEventListener("click", go);
  byId("start").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) go();
  });
  startDrop();
  await load();
}

async function load() {
  try {
    settings = await api.settings();
  } catch (error) {
    failed(error.message);
    return;
  }
  const options = (chosen) => settings.languages.map(({ code, name }) => el("option", { value: code, selected: code === chosen }, name));
  fill(byId("lang"), options(settings.lang));
  byId("source-lang").append(...options(null));
  byId("file-text").accept = settings.formats.flatMap((format) => format.suffixes).join();
}

function startDrop() {
  const over = byId("drop-here");
  let depth = 0;
  const has = (event) => [...event.dataTransfer.types].includes("Files");
  const end = () => {
    depth = 0;
    over.hidden = true;
  };
  addEventListener("dragenter", (event) => {
    if (!has(event)) return;
    depth += 1;
    over.hidden = false;
  });
  addEventListener("dragleave", () => {
    depth -= 1;
    if (depth <= 0) end();
  });
  addEventListener("dragover", (event) => has(event) && event.preventDefault());
  addEventListener("drop", async (event) => {
    end();
    if (!has(event)) return;
    event.preventDefault();
    const side = event.target.closest?.("#drop-source") ? "source" : "text";
    const [first, second] = event.dataTransfer.files;
    document.dispatchEvent(new CustomEvent("dropped"));
    if (first) await take(first, side);
    if (second) await take(second, side === "text" ? "source" : "text");
  });
}

/** A file for one of the two sides. */
async function take(file, side) {
  failed("");
  try {
    files[side] = { file: await packed(file, settings), size: file.size };
  } catch (error) {
    failed(error.name === "NotReadableError" ? `${file.name} can't be read; is it a folder?` : error.message);
    return;
  }
  draw(side);
  if (side === "text" && files.source === null && !byId("paste-source").value.trim()) byId("go").focus();
}

function draw(side) {
  const held = files[side];
  byId(`paste-${side}`).hidden = Boolean(held);
  byId(`chip-${side}`).hidden = !held;
  if (held) {
    fill(byId(`chip-${side}`), el("strong", {}, held.file.name), el("span", { className: "muted" }, megabytes(held.size)),
      el("button", { type: "button", className: "link", onclick: () => drop(side), "aria-label": `Remove ${held.file.name}` }, "Remove"));
  }
  const suffix = files.text ? suffixOf(files.text.file.name) : "";
  byId("drop-source").classList.toggle("off", BILINGUAL.has(suffix));
  byId("paste-source").disabled = BILINGUAL.has(suffix);
  byId("paste-source").placeholder = BILINGUAL.has(suffix) ? "This file has its sources with it." : "Paste the original here. With it, more is found, and more can be mended.";
  byId("format-label").hidden = Boolean(files.text);
}

function drop(side) {
  files[side] = null;
  draw(side);
  byId(`paste-${side}`).focus();
}

function go() {
  failed("");
  const pasted = byId("paste-text").value;
  if (!files.text && !pasted.trim()) {
    failed("Paste an article or open a file first.");
    byId("paste-text").focus();
    return;
  }
  submit(input(pasted));
}

function input(pasted) {
  const source = byId("paste-source").value;
  const sent = files.text ? { file: files.text.file } : { text: pasted, format: byId("format").value, name: headline(pasted) };
  sent.lang = byId("lang").value || undefined;
  sent.source_lang = byId("source-lang").value || undefined;
  if (!byId("paste-source").disabled) {
    if (files.source) sent.source_file = files.source.file;
    else if (source.trim()) sent.source = source;
  }
  return sent;
}

/** Pasted text is known by its first line, so that it is the same article when it comes again. */
function headline(text) {
  const line = text.trim().split("\n", 1)[0].replace(/<[^>]*>|^#+\s*/g, "").replace(/[\u0000-\u001f\u007f]/g, " ").trim();
  return [...line].slice(0, 80).join("") || "pasted";
}

export function failed(message) {
  const node = byId("start-error");
  node.textContent = message;
  node.hidden = !message;
}

/** An empty page for the next article. */
export function clearStart() {
  for (const side of ["text", "source"]) {
    files[side] = null;
    byId(`paste-${side}`).value = "";
    draw(side);
  }
  failed("");
  byId("paste-text").focus();
}
