// Small helpers for the document. Nothing here ever reads HTML: text is set as text.

/** Make an element; `props` are properties, `on…` listeners, `data` and attributes with a dash. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key === "data") Object.assign(node.dataset, value);
    else if (key in node && !key.includes("-") && key !== "role") node[key] = value;
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...there(children));
  return node;
}

const there = (children) => children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);

export const byId = (id) => document.getElementById(id);

export function fill(node, ...children) {
  node.replaceChildren(...there(children));
  return node;
}

export function plural(count, one, many = `${one}s`) {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

let clearing = 0;

/** Say something to screen readers, and show it for a while. */
export function announce(message, kind = "") {
  const said = byId("said");
  said.textContent = message;
  const toast = byId("toast");
  toast.textContent = message;
  toast.className = `toast ${kind} shown`;
  clearTimeout(clearing);
  clearing = setTimeout(() => toast.classList.remove("shown"), kind === "bad" ? 8000 : 3000);
}
