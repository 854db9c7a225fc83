// Single letters, as long as nobody types and no dialog is open. Every one of them has a button too.

import { isDialogOpen, shortcutsOn } from "./dialogs.js";
import { state } from "./state.js";

export function startKeyboard(actions) {
  const plain = {
    j: () => actions.move(1), k: () => actions.move(-1), n: actions.nextOpen,
    a: () => actions.accept(), A: () => actions.acceptAlike(), S: actions.acceptSafe,
    r: () => actions.reject(), e: () => actions.edit(), i: () => actions.ignore(),
    u: actions.undo, U: actions.redo, d: actions.toggleDiff, s: actions.toggleSource, t: actions.toText,
    c: actions.copy, w: actions.download,
  };
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || isDialogOpen()) return;
    if (isTyping(event.target)) return;
    const run = chosen(event, plain, actions);
    if (!run) return;
    event.preventDefault();
    run();
  });
}

function chosen(event, plain, actions) {
  if (event.key === "?" && !event.ctrlKey && !event.metaKey) return shortcutsOn() ? actions.help : null;
  if (!state.checked || event.altKey) return null;
  if (event.ctrlKey || event.metaKey) {
    const key = event.key.toLowerCase();
    if (key === "z") return event.shiftKey ? actions.redo : actions.undo;
    return key === "y" ? actions.redo : null;
  }
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    // Elsewhere the arrows scroll.
    if (!event.target.closest?.("#list, .hit")) return null;
    return () => actions.move(event.key === "ArrowDown" ? 1 : -1);
  }
  if (!shortcutsOn()) return null;
  if (/^[1-9]$/.test(event.key)) return () => actions.acceptNumber(Number(event.key) - 1);
  return plain[event.key] ?? null;
}

const isTyping = (target) => target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
