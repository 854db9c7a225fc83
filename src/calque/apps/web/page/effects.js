// What an editor's choices come to: the edits that are made, and the findings that go with them.

const GRAVITY = { critical: 2, major: 1, minor: 0 };

/** The fix that is chosen or offered: a number into `fixes`; -1 where there is nothing to accept. */
export function offered(finding) {
  return finding.fixes.findIndex((fix) => fix.edits.length && fix.safety !== "show");
}

export function isSafe(finding) {
  const first = offered(finding);
  return first >= 0 && finding.fixes[first].safety === "safe";
}

/** Whether two edits can't both be made; the same arithmetic as calque's own. */
export function conflict(one, other) {
  if (one.start === other.start && one.end === other.end && one.text === other.text) return false;
  if (!one.text && !other.text) return false;
  if (one.start === one.end || other.start === other.end) {
    return one.start <= other.end && other.start <= one.end;
  }
  return one.start < other.end && other.start < one.end;
}

/** The edits that a choice on a finding makes. */
export function editsOf(finding, decision) {
  if (decision?.choice === "accept") return finding.fixes[decision.fix]?.edits ?? [];
  if (decision?.choice === "edit") {
    return [{ start: finding.start, end: finding.end, text: decision.replacement, typed: true }];
  }
  return [];
}

/** Edits in the order of the text, looked up by place. */
class Edits {
  constructor() {
    this.sorted = [];
    this.longest = 0;
  }

  add(edit) {
    this.sorted.splice(this.first(edit.start), 0, edit);
    this.longest = Math.max(this.longest, edit.end - edit.start);
  }

  /** The number of the first edit that begins at a place or after it. */
  first(start) {
    let low = 0;
    let high = this.sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.sorted[middle].start < start) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The edits that touch a stretch of the text. */
  touching(start, end) {
    const found = [];
    for (let n = this.first(start - this.longest); n < this.sorted.length && this.sorted[n].start <= end; n += 1) {
      if (this.sorted[n].end >= start) found.push(this.sorted[n]);
    }
    return found;
  }
}

export class Effects {
  /** Of choices that can't both be, one is taken back before the other is made (see `clashing`). */
  constructor(findings, decisions) {
    const all = new Edits();
    this.settled = new Map(); // finding that needs no choice → the finding whose edit takes its words
    for (const finding of findings) {
      for (const edit of editsOf(finding, decisions.get(finding.key))) all.add({ ...edit, by: finding.key });
    }
    this.all = all;
    for (const finding of findings) {
      if (decisions.has(finding.key)) continue;
      const edit = all.touching(finding.start, finding.end).find((one) => takes(one, finding));
      if (edit) this.settled.set(finding.key, edit.by);
    }
  }

  get edits() {
    return this.all.sorted;
  }

  /** The findings whose choices an edit can't stand beside. */
  clashing(edits, key) {
    const found = new Set();
    for (const edit of edits) {
      for (const other of this.all.touching(edit.start, edit.end)) {
        if (other.by !== key && conflict(edit, other)) found.add(other.by);
      }
    }
    return found;
  }
}

/** Whether an edit leaves nothing to decide on a finding: its words go, or what it asks for is done. */
function takes(edit, finding) {
  if (edit.by === finding.key || finding.start === finding.end) return false;
  if (edit.start > finding.start || edit.end < finding.end) return false;
  if (!edit.text || edit.end - edit.start > finding.end - finding.start) return true;
  const wanted = finding.fixes[offered(finding)]?.edits ?? [];
  return wanted.length === 1 && wanted[0].text !== "" && edit.text.includes(wanted[0].text);
}

/** The open findings with a safe fix that can all be made, the surest and gravest first. */
export function allSafe(findings, decisions, effects) {
  const chosen = [];
  const made = new Edits();
  const reach = (finding) =>
    finding.fixes[offered(finding)].edits.reduce((sum, edit) => sum + edit.end - edit.start, 0);
  const candidates = findings
    .filter((finding) => !decisions.has(finding.key) && isSafe(finding))
    .sort(
      (one, other) =>
        Math.round(other.confidence * 1000) - Math.round(one.confidence * 1000) ||
        GRAVITY[other.severity] - GRAVITY[one.severity] ||
        reach(other) - reach(one) ||
        one.start - other.start,
    );
  for (const finding of candidates) {
    const edits = finding.fixes[offered(finding)].edits;
    const blocked = effects.clashing(edits, finding.key).size || edits.some((edit) => made.touching(edit.start, edit.end).some((other) => conflict(edit, other)));
    if (blocked) continue;
    edits.forEach((edit) => made.add(edit));
    chosen.push(finding);
  }
  return chosen;
}
