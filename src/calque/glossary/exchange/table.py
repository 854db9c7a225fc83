r"""
CSV and TSV: one row a term, for an editor with a spreadsheet.

The first row names the columns. `id`, `lang` and `text` must be there, the others may: `kind`,
`type` (full, acronym, short), `status` (preferred, also, avoid, romanised), `near` of the term, and
`ref`, `guard`, `origin`, `family`, `examples` of the concept, in any of its rows. An empty `id`
goes on with the concept above, `lang` may name several languages, and a cell with several values
parts them with `|` (`\|` is the character itself). In `near`, `never` is for a form that never
counts; so is `none` in `origin` for a name that is spelled from no language.

Commas, semicolons and tabs are told by the first row. The names of TBX-Basic for type and status
will do as well.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from io import StringIO
from textwrap import shorten
from typing import Final, NamedTuple

from calque.errors import InputError
from calque.glossary.concept import KINDS, Concept, Term
from calque.glossary.exchange.draft import Bad, Draft, Ledger, Read, Reading, Wanted, clean
from calque.glossary.toml import key_of

COLUMNS: Final = (
    *("id", "kind", "lang", "text", "type", "status"),
    *("near", "ref", "guard", "origin", "family", "examples"),
)
_NEEDED: Final = ("id", "lang", "text")
# Of a first row that names no columns, so much is quoted.
_SHOWN: Final = 120
_NEVER, _NONE = "never", "none"
_TYPES: Final = {
    "": "",
    "full": "fullForm",
    "acronym": "acronym",
    "abbreviation": "acronym",
    "short": "shortForm",
    "variant": "variant",
    **{name.lower(): name for name in ("fullForm", "shortForm")},
}
_STATUSES: Final = {
    "": "",
    "romanised": "romanised",
    "preferred": "preferred",
    **dict.fromkeys(("also", "admitted"), "admitted"),
    **dict.fromkeys(("avoid", "deprecated", "forbidden"), "deprecated"),
    "superseded": "superseded",
}
_WRITTEN_TYPES: Final = {"fullForm": "full", "shortForm": "short"}
# A spreadsheet takes a cell that begins so for a formula.
_FORMULA: Final = ("=", "+", "-", "@")


class _Fault(Exception):
    """Why a row is bad, without the place."""


class _Row(NamedTuple):
    """The cells of a row by column, empty ones left out, and the concept that it belongs to."""

    line: int
    id: str
    cells: dict[str, str]


def read(text: str, wanted: Wanted, ledger: Ledger) -> Reading:
    """
    Yield the concepts of a table and the rows that can't be used; `wanted.only` holds ids.

    Raises InputError where the first row does not name the columns.
    """
    # A concept is done when its last row is read; so no more are in memory than have to be.
    last = {row.id: row.line for row in _rows(text, wanted) if isinstance(row, _Row)}
    drafts: dict[str, tuple[int, Draft]] = {}
    for row in _rows(text, wanted):
        if isinstance(row, Bad):
            yield row
            continue
        if wanted.only and row.id not in wanted.only:
            continue
        try:
            first, draft = drafts.get(row.id) or _begun(row, wanted, ledger)
            drafts[row.id] = first, draft
            _fill(draft, row.cells, wanted, ledger)
        except _Fault as fault:
            yield Bad(row.line, str(fault))
        if last[row.id] == row.line and (done := drafts.pop(row.id, None)):
            if concept := done[1].concept():
                yield Read(done[0], concept)
            else:
                ledger.drop("concepts without a term")


def _rows(text: str, wanted: Wanted) -> Iterator[_Row | Bad]:
    """Yield the rows below the header that have something in them."""
    start, delimiter = _dialect(text)
    header: list[str] | None = None
    id = ""
    for line, cells in _records(text[start:], delimiter, 2 if start else 1):
        if isinstance(cells, str):
            yield Bad(line, cells)
        elif not any(cell.strip() for cell in cells):
            continue
        elif header is None:
            header = _header(cells, wanted.source)
        elif any(cell.strip() for cell in cells[len(header) :]):
            counts = f"{len(cells)} cells but {len(header)} columns"
            yield Bad(line, f"{counts}; quote the cell that holds a delimiter")
        else:
            named = zip(header, cells, strict=False)
            row = {name: cell.strip() for name, cell in named if cell.strip()}
            id = _unescaped(row.get("id", "")) or id
            yield _Row(line, id, row) if id else Bad(line, "no id: the first row needs one")


def _dialect(text: str) -> tuple[int, str]:
    """Where the table begins, and what parts its cells; Excel may say so in a first line."""
    said = re.match(r"sep=(.)\r?\n", text)
    if said:
        return said.end(), said[1]
    first = re.sub(r'"[^"]*"', "", text.partition("\n")[0])
    return 0, max("\t;,", key=first.count)


def _records(text: str, delimiter: str, line: int) -> Iterator[tuple[int, list[str] | str]]:
    """Yield each record's first line and its cells, or what is wrong with it."""
    csv.field_size_limit(max(len(text), csv.field_size_limit()))
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        first = reader.line_num + line
        try:
            record = next(reader, None)
        except csv.Error as error:
            yield first, f'broken quoting ({error}); close every " and double it inside a cell'
            continue
        if record is None:
            return
        yield first, record


def _header(cells: list[str], source: str) -> list[str]:
    header = [cell.strip().lower() for cell in cells]
    for column in _NEEDED:
        if column not in header:
            there = shorten(", ".join(filter(None, header)), _SHOWN, placeholder=" …")
            raise InputError(
                f"{source}: line 1: no column {column!r} but {there or '…'}; "
                f"the first row names the columns: {', '.join(COLUMNS)}"
            )
    return header


def _begun(row: _Row, wanted: Wanted, ledger: Ledger) -> tuple[int, Draft]:
    return row.line, Draft(row.id, _kind(row.cells) or wanted.kind, wanted, ledger)


def _kind(row: dict[str, str]) -> str:
    kind = row.get("kind", "").lower()
    if kind and kind not in KINDS:
        raise _Fault(f"kind {kind!r}: write one of {', '.join(KINDS)}")
    return kind


def _fill(draft: Draft, row: dict[str, str], wanted: Wanted, ledger: Ledger) -> None:
    for name in row.keys() - set(COLUMNS):
        ledger.drop(f"cells of the column {name!r}")
    kind = _kind(row)
    if kind and draft.kind not in (kind, wanted.kind):
        raise _Fault(f"{draft.id} is a {draft.kind} above and a {kind} here; make it one")
    draft.kind = kind or draft.kind
    type, status = row.get("type", "").lower(), _status(row.get("status", ""))
    if type not in _TYPES:
        raise _Fault(f"type {type!r}: write full, acronym, short, or nothing")
    if "text" in row:
        text = _unescaped(row["text"])
        langs = re.split(r"[\s,]+", row.get("lang", ""))
        if langs == [""]:
            raise _Fault(f"no lang for {text!r}: write the language's code, such as en")
        for lang in langs:
            tag = f"{lang}-Latn" if status == "romanised" else lang
            draft.add(text, tag, _TYPES[type], "" if status == "romanised" else status)
        if "near" in row:
            draft.near[clean(text)] = _list(row["near"], _NEVER)
    draft.ref += _list(row.get("ref", ""))
    draft.guard += _list(row.get("guard", ""))
    draft.examples += _list(row.get("examples", ""))
    if "origin" in row:
        draft.origin = (*(draft.origin or ()), *_list(row["origin"], _NONE))
    draft.family_first |= row.get("family") == "first"


def _status(said: str) -> str:
    name = said.lower().partition("term")[0]
    if name not in _STATUSES:
        raise _Fault(f"status {said!r}: write preferred, also, avoid or romanised")
    return _STATUSES[name]


def write(concepts: Iterable[Concept], ledger: Ledger, delimiter: str = ",") -> Iterator[str]:
    """Yield the rows of a table, the header first."""
    yield _line(COLUMNS, delimiter)
    for concept in concepts:
        shared = {
            "ref": _joined(concept.ref),
            "guard": _joined(concept.guard),
            "origin": "" if concept.origin is None else _joined(concept.origin, _NONE),
            "family": "first" if concept.family_first else "",
            "examples": _joined(concept.examples),
        }
        for term in concept.terms:
            row = {
                "id": _escaped(concept.id),
                "kind": concept.kind,
                "lang": term.lang,
                "text": _escaped(term.text),
                "type": _WRITTEN_TYPES.get(term.type, term.type),
                "status": _written_status(term),
                "near": _joined(concept.near[term.text], _NEVER)
                if term.text in concept.near
                else "",
                **shared,
            }
            yield _line((row.get(column, "") for column in COLUMNS), delimiter)
            shared = {}


def _written_status(term: Term) -> str:
    key = key_of(term)
    if term.status == "superseded":
        return term.status
    return key if key in ("romanised", "also", "avoid") else "preferred"


def _line(cells: Iterable[str], delimiter: str) -> str:
    line = StringIO()
    csv.writer(line, delimiter=delimiter, lineterminator="\r\n").writerow(cells)
    return line.getvalue()


def _joined(values: Iterable[str], nothing: str = "") -> str:
    values = [f"\\{value}" if value == nothing else _escaped(value) for value in values]
    return " | ".join(values) or nothing


def _list(cell: str, nothing: str = "") -> tuple[str, ...]:
    """The values of a cell; none for the word that says so."""
    if cell == nothing:
        return ()
    values = re.split(r"(?<!\\)\|", cell)
    return tuple(filter(None, (_unescaped(clean(value), nothing) for value in values)))


def _escaped(text: str) -> str:
    text = re.sub(r"[\\|]", r"\\\g<0>", text)
    return f"\\{text}" if text.startswith(_FORMULA) else text


def _unescaped(text: str, nothing: str = "") -> str:
    if nothing and text == f"\\{nothing}":
        return nothing
    return re.sub(r"\\([\\|=+\-@])", r"\1", text)
