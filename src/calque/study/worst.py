"""
The segments of a corpus that most need an editor.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from calque.document import Document, Span
from calque.shown import Shown

if TYPE_CHECKING:
    import pandas


class Found(NamedTuple):
    """What was found in a segment: where in it, how grave, which rule, what it says."""

    span: Span
    severity: str
    rule: str
    message: str


class Segment(NamedTuple):
    """A segment: the text it is of, what tells that apart, its words, and what was found."""

    document: str
    by: tuple[str, ...]
    place: str
    text: str
    penalty: int
    found: tuple[Found, ...]

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())


class Worst(Shown):
    """
    The segments with the highest penalty, the worst first; of equals the shorter.

    Where a text has no segments they are its lines. The penalty is that of MQM: 1 for a minor
    finding, 5 for a major, 25 for a critical one.
    """

    def __init__(
        self, docs: Sequence[Document], found: pandas.DataFrame, by: Sequence[str], count: int
    ) -> None:
        self.by = tuple(by)
        self.segments = [
            _segment(docs[row], place, own, self.by)
            for (row, place), own in _most(docs, found, count)
        ]

    def to_pandas(self) -> pandas.DataFrame:
        """Return a row for each segment, in this order."""
        import pandas

        rows = [
            {
                "document": one.document,
                **dict(zip(self.by, one.by, strict=True)),
                "segment": one.place,
                "penalty": one.penalty,
                "findings": len(one.found),
                "words": one.words,
                "rules": " ".join(dict.fromkeys(found.rule for found in one.found)),
                "text": one.text,
            }
            for one in self.segments
        ]
        columns = ["document", *self.by, "segment", "penalty", "findings", "words", "rules", "text"]
        return pandas.DataFrame(rows, columns=columns)

    def _repr_html_(self) -> str:
        from calque.study import page

        return page.worst(self)

    def __str__(self) -> str:
        from calque.study import plain

        return plain.worst(self)

    def __repr__(self) -> str:
        return f"<Worst: {len(self.segments)} segments>"


# A row, and in it the number of a segment, or where a line begins and ends.
_Key = tuple[int, int | Span]


def _most(
    docs: Sequence[Document], found: pandas.DataFrame, count: int
) -> list[tuple[_Key, pandas.DataFrame]]:
    keys: list[_Key] = []
    columns = (found[name] for name in ("row", "segment", "start"))
    for row, segment, start in zip(*columns, strict=True):
        doc = docs[row]
        keys.append((row, int(segment) if doc.is_row else _line(doc.text, start)))
    penalties: dict[_Key, int] = {}
    own: dict[_Key, list[int]] = {}
    for number, (key, penalty) in enumerate(zip(keys, found["penalty"], strict=True)):
        penalties[key] = penalties.get(key, 0) + penalty
        own.setdefault(key, []).append(number)
    ranked = sorted(penalties, key=lambda key: (-penalties[key], _length(docs, key), key[0]))
    return [(key, found.iloc[own[key]]) for key in ranked[:count]]


def _length(docs: Sequence[Document], key: _Key) -> int:
    row, place = key
    span = docs[row].segments[place] if isinstance(place, int) else place
    return span[1] - span[0]


def _line(text: str, at: int) -> Span:
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    return Span(start, end if end >= 0 else len(text))


def _segment(doc: Document, place: int | Span, own: pandas.DataFrame, by: Sequence[str]) -> Segment:
    if isinstance(place, int):
        text, base, where = doc.text[slice(*doc.segments[place])], 0, str(place + 1)
    else:
        text, base = doc.text[slice(*place)], place.start
        where = str(doc.text.count("\n", 0, base) + 1)
    found = tuple(
        Found(_within(row.start - base, row.end - base, len(text)), row.severity, row.rule,
              row.message)
        for row in own.itertuples()
    )  # fmt: skip
    labels = tuple(str(own[name].iloc[0]) for name in by)
    return Segment(doc.id, labels, where, text, int(own["penalty"].sum()), found)


def _within(start: int, end: int, length: int) -> Span:
    return Span(min(start, length), min(end, length))
