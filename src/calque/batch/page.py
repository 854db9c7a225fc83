"""
The summary of a run as a page: one file that needs no other, light or dark as the reader has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any, Final

from calque.batch.summary import Summary

_STYLE: Final = """
:root { color-scheme: light dark; --text: #1c1c1a; --soft: #63635e; --page: #fbfaf7;
  --line: #dddbd3; --bar: #d9e4ee; --mended: #3f78a8; --warn: #a33a1f; }
@media (prefers-color-scheme: dark) { :root { --text: #e6e4dd; --soft: #a09e96; --page: #171716;
  --line: #3a3935; --bar: #2a3a48; --mended: #6fa8d6; --warn: #ec8f76; } }
body { margin: 0 auto; max-width: 60rem; padding: 2rem 1.25rem 4rem; background: var(--page);
  color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; line-height: 1.3; margin: 0 0 .25rem; }
h2 { font-size: 1.05rem; margin: 2.5rem 0 .5rem; }
p { margin: .25rem 0; }
.soft { color: var(--soft); }
.tiles { display: flex; flex-wrap: wrap; gap: 1rem 2.5rem; margin: 1.5rem 0 0; padding: 0; }
.tiles div { display: flex; flex-direction: column-reverse; }
.tiles dt { color: var(--soft); font-size: .85rem; }
.tiles dd { font-size: 1.6rem; line-height: 1.2; margin: 0; font-variant-numeric: tabular-nums; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid var(--line); padding: .3rem .5rem; text-align: left;
  vertical-align: top; }
th { color: var(--soft); font-size: .85rem; font-weight: 500; }
td { overflow-wrap: anywhere; }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; width: 5rem; }
.bar { width: 30%; }
.bar span { display: block; height: .8rem; margin-top: .35rem; background: var(--bar);
  border-radius: 2px; }
.bar i { display: block; height: 100%; background: var(--mended); border-radius: 2px; }
.key { font-size: .85rem; color: var(--soft); }
.key b { display: inline-block; width: .8rem; height: .8rem; border-radius: 2px;
  vertical-align: -.1rem; margin: 0 .25rem 0 .75rem; }
details summary { cursor: pointer; color: var(--soft); padding: .4rem 0; }
.warn { color: var(--warn); }
@media (max-width: 40rem) { .bar { display: none; } .n { width: auto; } }
"""
# The rest of a table is folded up.
_OPEN: Final = 25


def page(summary: Summary) -> str:
    """The page."""
    return "".join(_page(summary))


def _page(summary: Summary) -> Iterator[str]:
    counts, about = summary.counts, summary.about
    yield (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>calque batch: {counts['findings']:,} findings</title>"
        f"<style>{_STYLE}</style></head><body>\n"
    )
    yield f"<h1>{escape(summary.headline)}</h1>\n"
    yield f'<p class="soft">{escape(about["signature"])}, fixes: {escape(about["fixes"])}</p>\n'
    tiles = {
        "texts": counts["texts"],
        "characters": counts["characters"],
        "findings": counts["findings"],
        "mended": counts["fixed"],
        "names": summary.entities,
        "rejected": counts["rejects"],
    }
    yield '<dl class="tiles">'
    for name, value in tiles.items():
        yield f"<div><dt>{name}</dt><dd>{value:,}</dd></div>"
    yield "</dl>\n"
    for by, rows in summary.groups():
        yield from _group(by, rows)
    yield from _names(summary)
    yield from _rejects(counts)
    yield "</body></html>\n"


def _group(by: str, rows: list[tuple[str, Mapping[str, int]]]) -> Iterator[str]:
    if not rows:
        return
    most = max(1, *(row["findings"] for _, row in rows))
    yield f"<h2>By {by}</h2>\n"
    yield (
        '<p class="key"><b style="background:var(--bar);margin-left:0"></b>found'
        '<b style="background:var(--mended)"></b>mended</p>\n'
    )
    head = (
        f"<thead><tr><th>{escape(by)}</th><th class=bar></th><th class=n>findings</th>"
        "<th class=n>mended</th><th class=n>texts</th></tr></thead>"
    )
    body = [_row(label, row, most) for label, row in rows]
    yield from _folded(head, body)


def _row(label: str, row: Mapping[str, int], most: int) -> str:
    found = 100 * row["findings"] / most
    mended = 100 * row["fixed"] / max(row["findings"], 1)
    bar = f'<span style="width:{found:.1f}%"><i style="width:{mended:.1f}%"></i></span>'
    cells = "".join(f"<td class=n>{row[key]:,}</td>" for key in ("findings", "fixed", "texts"))
    return f"<tr><td>{escape(label)}</td><td class=bar>{bar}</td>{cells}</tr>\n"


def _folded(head: str, rows: list[str]) -> Iterator[str]:
    yield f"<table>{head}<tbody>\n{''.join(rows[:_OPEN])}</tbody></table>\n"
    if rest := rows[_OPEN:]:
        yield (
            f"<details><summary>{len(rest):,} more</summary><table>{head}<tbody>\n"
            f"{''.join(rest)}</tbody></table></details>\n"
        )


def _names(summary: Summary) -> Iterator[str]:
    yield "<h2>Names in more than one spelling</h2>\n"
    yield (
        f'<p class="soft">{summary.several:,} of {summary.entities:,} names; the table of names '
        "has all of them.</p>\n"
    )
    if not summary.spellings:
        return
    rows = []
    for entity, spellings in summary.spellings:
        said = ", ".join(
            f'{escape(text)}&nbsp;<span class="soft">{count:,}</span>' for text, count in spellings
        )
        rows.append(f"<tr><td>{escape(entity)}</td><td>{said}</td></tr>\n")
    yield from _folded("<thead><tr><th>name</th><th>spellings, how often</th></tr></thead>", rows)


def _rejects(counts: Mapping[str, Any]) -> Iterator[str]:
    if not counts["rejects"]:
        return
    yield f'<h2 class="warn">{counts["rejects"]:,} rejected</h2>\n'
    yield '<p class="soft">They stand in rejects.jsonl, as they were.</p>\n'
    rows = [
        f"<tr><td>{escape(reason)}</td><td class=n>{count:,}</td></tr>\n"
        for reason, count in counts["reasons"].items()
    ]
    yield from _folded("<thead><tr><th>reason</th><th class=n>rows</th></tr></thead>", rows)
