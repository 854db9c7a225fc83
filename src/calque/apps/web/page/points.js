// The service counts code points, JavaScript UTF-16 units: an emoji is one of those and two of these.

const PAIR = /[\ud800-\udbff][\udc00-\udfff]/g;

export class Points {
  constructor(text) {
    this.text = text;
    this.pairs = []; // the code point at which each surrogate pair stands
    for (const found of text.matchAll(PAIR)) this.pairs.push(found.index - this.pairs.length);
    this.length = text.length - this.pairs.length;
  }

  /** The UTF-16 offset of a code point. */
  unit(point) {
    let low = 0;
    let high = this.pairs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.pairs[middle] < point) low = middle + 1;
      else high = middle;
    }
    return point + low;
  }

  slice(start, end) {
    return this.text.slice(this.unit(start), this.unit(end));
  }
}

// Characters that show nothing and may turn a line around or hide in it: shown by name.
const NAMES = {
  "\u061c": "ALM", "\u200e": "LRM", "\u200f": "RLM", "\u202a": "LRE", "\u202b": "RLE", "\u202c": "PDF",
  "\u202d": "LRO", "\u202e": "RLO", "\u2066": "LRI", "\u2067": "RLI", "\u2068": "FSI", "\u2069": "PDI",
  "\u200b": "ZWSP", "\u2060": "WJ", "\ufeff": "BOM", "\u00ad": "SHY",
};
const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/;
const CUT = new RegExp(`(${UNSEEN.source})`);

const nameOf = (char) =>
  NAMES[char] ?? `U+${char.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;

/** Text with such characters named in brackets: for labels, messages and attributes. */
export function visible(text) {
  return UNSEEN.test(text) ? text.split(CUT).map((part, n) => (n % 2 ? `[${nameOf(part)}]` : part)).join("") : text;
}

/** The same as nodes for the page. */
export function shown(text) {
  if (!UNSEEN.test(text)) return [document.createTextNode(text)];
  return text.split(CUT).filter(Boolean).map((part) => {
    if (!UNSEEN.test(part)) return document.createTextNode(part);
    const mark = document.createElement("span");
    mark.className = "unseen";
    mark.textContent = nameOf(part);
    return mark;
  });
}
