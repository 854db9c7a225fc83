"""
What goes into a worker and what comes out: plain values that can be sent anywhere.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from calque.formats.cut import Cut

if TYPE_CHECKING:
    import pyarrow as pa

# Outlets beyond these are counted as one.
_OUTLETS: Final = 10_000
OTHERS: Final = "(others)"


class Key(NamedTuple):
    """Where a chunk belongs: the number of its source, and its own within that."""

    source: int
    chunk: int


class Unreadable(NamedTuple):
    """Why a file, or the rest of it, can't be read."""

    reason: str


class Text(NamedTuple):
    """A file with one text: `name` as it was found, `inside` its path within the corpus."""

    name: str
    inside: str
    data: bytes | Unreadable


class Batch(NamedTuple):
    """Rows of a Parquet file, the first of them the `first` of the file, from 1."""

    first: int
    rows: pa.RecordBatch


Data = Cut | Batch | tuple[Text, ...] | Unreadable


class Chunk(NamedTuple):
    """
    A part of the corpus that is worked on at a time.

    `name` and `inside` are those of its file, empty for a chunk of several. `weight` is how many
    bytes of the input it is, for the progress.
    """

    key: Key
    name: str
    inside: str
    data: Data
    weight: int


class Reject(NamedTuple):
    """A row or file that could not be normalised; `row` is as it was, None where it is a file."""

    file: str
    line: int | None
    reason: str
    row: str | None


@dataclass(slots=True)
class Counts:
    """
    What was found, by rule, source language and outlet.

    Each group has how many `texts`, `findings` and `fixed` ones there are in it; for a rule, in how
    many texts it found anything.
    """

    texts: int = 0
    characters: int = 0
    findings: int = 0
    fixed: int = 0
    rejects: int = 0
    severities: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    rules: dict[str, Counter[str]] = field(default_factory=dict)
    languages: dict[str, Counter[str]] = field(default_factory=dict)
    outlets: dict[str, Counter[str]] = field(default_factory=dict)

    def add_text(
        self, characters: int, lang: str, outlet: str, found: Iterable[tuple[str, str, bool]]
    ) -> None:
        """Count a text; `found` are rule, severity and whether it was mended, by finding."""
        found = list(found)
        fixed = sum(mended for _, _, mended in found)
        self.texts += 1
        self.characters += characters
        self.findings += len(found)
        self.fixed += fixed
        self.severities.update(severity for _, severity, _ in found)
        one = Counter(texts=1, findings=len(found), fixed=fixed)
        _group(self.languages, lang).update(one)
        if outlet:
            self._outlet(outlet).update(one)
        rules: dict[str, Counter[str]] = {}
        for rule, _, mended in found:
            own = rules.setdefault(rule, Counter(texts=1))
            own.update(findings=1, fixed=int(mended))
        for rule, own in rules.items():
            _group(self.rules, rule).update(own)

    def add_reject(self, reason: str) -> None:
        """Count what could not be normalised; reasons that differ in a value are one."""
        self.rejects += 1
        self.reasons[reason] += 1

    def add(self, other: dict[str, Any]) -> None:
        """Count what another has counted, as `to_dict` gave it."""
        for name in ("texts", "characters", "findings", "fixed", "rejects"):
            setattr(self, name, getattr(self, name) + other[name])
        self.severities.update(other["severities"])
        self.reasons.update(other["reasons"])
        for rule, counts in other["rules"].items():
            _group(self.rules, rule).update(counts)
        for lang, counts in other["languages"].items():
            _group(self.languages, lang).update(counts)
        for outlet, counts in other["outlets"].items():
            self._outlet(outlet).update(counts)

    def to_dict(self) -> dict[str, Any]:
        """The counts as plain data, groups in order of their findings."""
        return {
            "texts": self.texts,
            "characters": self.characters,
            "findings": self.findings,
            "fixed": self.fixed,
            "rejects": self.rejects,
            "severities": dict(sorted(self.severities.items())),
            "reasons": dict(sorted(self.reasons.items(), key=lambda item: (-item[1], item[0]))),
            "rules": _ordered(self.rules),
            "languages": _ordered(self.languages),
            "outlets": _ordered(self.outlets),
        }

    def _outlet(self, name: str) -> Counter[str]:
        full = len(self.outlets) >= _OUTLETS and name not in self.outlets
        return _group(self.outlets, OTHERS if full else name)


class Outer(NamedTuple):
    """How many texts a chunk has, and where their outer lines are counted (`Repeats.count`)."""

    texts: int
    cells: array[int]
    weight: int


class Done(NamedTuple):
    """
    What came of a chunk.

    `corpus` is its part of the corpus: the bytes of rows, the rows of a batch, or the files; None
    where nothing could be read. `findings` and `rejects` are lines of JSON, `counts` and `names`
    plain data.
    """

    key: Key
    corpus: bytes | pa.RecordBatch | tuple[Text, ...] | None
    findings: bytes
    rejects: bytes
    counts: dict[str, Any]
    names: dict[str, Any]
    weight: int


def _group(groups: dict[str, Counter[str]], name: str) -> Counter[str]:
    return groups.setdefault(name, Counter(texts=0, findings=0, fixed=0))


def _ordered(groups: dict[str, Counter[str]]) -> dict[str, dict[str, int]]:
    ranked = sorted(
        groups.items(), key=lambda item: (-item[1]["findings"], -item[1]["texts"], item[0])
    )
    return {
        name: {key: counts[key] for key in ("texts", "findings", "fixed")}
        for name, counts in ranked
    }
