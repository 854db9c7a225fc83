"""Rows: every byte comes back, and of a changed row only the text is new."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from calque.formats.row import BadRow, Row, Verbatim
from calque.formats.rows import read_rows

# The csv module does not quote a lone carriage return that it then reads as a line end.
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=20)
# Half a surrogate pair can stand in JSON as an escape, and must come back as one.
ANY = st.text(st.characters(exclude_categories=()), max_size=20)
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), ANY),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(ANY, inner, max_size=3)),
    max_leaves=5,
)
OBJECTS = st.builds(
    lambda rest, text: {**rest, "text": text},
    st.dictionaries(ANY.filter(lambda key: key not in ("source", "lang", "source_lang")), VALUES),
    st.one_of(ANY, st.lists(ANY, min_size=1, max_size=3)),
)
LINES = st.lists(
    st.one_of(
        OBJECTS.map(lambda row: json.dumps(row, ensure_ascii=True)),
        OBJECTS.map(lambda row: json.dumps(row, indent=None, separators=(" ,", " :\t"))),
        st.sampled_from(["", "  ", "{", "[1]", '{"text": 5}', "\ufeff", "caf\udce9"]),
    ),
    max_size=5,
)
CELLS = st.lists(st.lists(TEXT, min_size=3, max_size=3), min_size=1, max_size=4)


def parts(name: str, text: str) -> list[Row | BadRow | Verbatim]:
    stream = io.BytesIO(text.encode("utf-8", "surrogateescape"))
    return list(read_rows(name, stream=stream))


def changed(row: Row) -> list[str]:
    doc = row.document
    texts = [doc.text[slice(*span)] for span in doc.segments] or [doc.text]
    return [f'new "{text}",;\t' for text in texts]


@given(LINES, st.sampled_from(["\n", "\r\n"]))
def test_json_lines_come_back(lines: Sequence[str], line_end: str) -> None:
    text = line_end.join(lines)
    found = parts("r.jsonl", text)
    assert "".join(part.raw for part in found) == text
    for row in (part for part in found if isinstance(part, Row)):
        wanted = changed(row)
        before, after = json.loads(row.raw), json.loads(row.replace(wanted))
        before["text"] = wanted if isinstance(before["text"], list) else wanted[0]
        assert json.dumps(before) == json.dumps(after)


@given(CELLS, st.sampled_from([",", ";", "\t"]), st.sampled_from(["\n", "\r\n"]))
def test_tables_come_back(cells: list[list[str]], delimiter: str, line_end: str) -> None:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter, lineterminator=line_end)
    writer.writerows([["id", "text", "note"], *cells])
    name = "t.tsv" if delimiter == "\t" else "t.csv"
    found = parts(name, file.getvalue())
    assert "".join(part.raw for part in found) == file.getvalue()
    assert [part for part in found if isinstance(part, BadRow)] == []
    rows = [part for part in found if isinstance(part, Row)]
    assert [row.document.text for row in rows] == [text for _, text, _ in cells]
    for row, (first, _, last) in zip(rows, cells, strict=True):
        new = changed(row)
        again = next(csv.reader(io.StringIO(row.replace(new), newline=""), delimiter=delimiter))
        assert again == [first, *new, last]


def test_a_bare_cell_stays_bare() -> None:
    (_, row) = parts("t.tsv", 'id\ttext\n1\tHe said "PSGV left\n')
    assert isinstance(row, Row)
    assert row.replace('He said "NHPX left') == '1\tHe said "NHPX left\n'
    assert row.replace('"NHPX" left') == '1\t"""NHPX"" left"\n'
