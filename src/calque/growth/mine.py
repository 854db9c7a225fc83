"""
What a text has that the glossaries do not: names in two spellings, names as another language spells
them, acronyms.

A text is looked at once, as for a check; only counts remain of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from calque.document import Document
from calque.glossary.exchange.draft import clean
from calque.glossary.forms import RIGHT
from calque.glossary.hits import TermHit
from calque.growth.tally import Tally
from calque.language.common import is_known_name, is_word
from calque.language.expansions import expansions
from calque.language.letters import APOSTROPHES
from calque.language.mentions import Spelling, spellings, words_beside
from calque.language.scan import Scan, scan
from calque.names import render
from calque.pipeline import Checker
from calque.report import Report

_DRIFT: Final = "NAM001"
_FOREIGN: Final = "NAM002"
_SHORTEST: Final = 4
_LONGEST_ACRONYM: Final = 8
_SURE: Final = 0.8
_LETTERS: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_OWNED: Final = re.compile(rf"[{APOSTROPHES}]s?$")
_ROMAN: Final = re.compile(r"[IVXLCDM]+")
# What stands beside the name of a place.
_PLACE_WORDS: Final = frozenset(
    """
    city town village settlement district region oblast province raion county state republic
    river lake island mountain port airport northern southern eastern western near outside
    """.split()  # noqa: SIM905
)


class Foreign(NamedTuple):
    """
    A name as `lang` spells it, and as the language of the text would.

    `sure` says that a rule found it; else it counts only where another text has the wanted form.
    """

    name: str
    wanted: str
    lang: str
    sure: bool


class TermSeen(NamedTuple):
    """A spelling that the glossaries have: of which concept, and its `status` as in `Form`."""

    concept: str
    kind: str
    spelling: str
    status: str


_KINDS: Final[Mapping[str, Callable[..., Any]]] = {"foreign": Foreign, "terms": TermSeen}


class Miner:
    """
    Counts what is worth an entry.

    `names` are unknown names; `before` names with the name before each, `places` those that stand
    beside a word for a place. `drift` are two spellings in one text, the second the better one.
    `acronyms` are unknown acronyms and `explained` those with what the text says they stand for.
    `terms` are the spellings that the glossaries have.
    """

    def __init__(self, checker: Checker) -> None:
        self._checker = checker
        self.names: Tally[str] = Tally()
        self.before: Tally[tuple[str, str]] = Tally()
        self.places: Tally[str] = Tally()
        self.drift: Tally[tuple[str, str]] = Tally()
        self.foreign: Tally[Foreign] = Tally()
        self.acronyms: Tally[str] = Tally()
        self.explained: Tally[tuple[str, str]] = Tally()
        self.terms: Tally[TermSeen] = Tally()

    def add(self, doc: Document) -> None:
        """Look at one text."""
        seen = scan(doc)
        terms = self._checker.resources.hits(seen).terms
        self.count(seen, terms, self._checker.check(doc))

    def count(self, seen: Scan, terms: Sequence[TermHit], report: Report) -> None:
        """Count what is in a text, by its scan, the glossary's terms in it and its report."""
        text = clean(seen.doc.id)
        known = _known(seen, terms)
        self._count_findings(report, known, text)
        self._count_terms(seen, terms, report, text)
        self._count_acronyms(seen, known, text)
        source = report.source_language
        for name, spelling in _unknown_names(seen, known):
            self._count_name(seen, name, spelling, text)
            if source.is_clear:
                self._count_foreign(name, spelling, source.best, seen.doc.lang, text)

    def tallies(self) -> dict[str, Tally[Any]]:
        """All counts by name."""
        return {name: tally for name, tally in vars(self).items() if isinstance(tally, Tally)}

    def to_dict(self) -> dict[str, Any]:
        """The counts as plain data."""
        return {name: tally.rows() for name, tally in self.tallies().items()}

    def update(self, counts: Mapping[str, Any]) -> None:
        """Count what another has counted of other texts, as `to_dict` gave it and JSON kept it."""
        for name, tally in self.tallies().items():
            rows = counts[name]
            if kind := _KINDS.get(name):
                rows = ((kind(*row[0]), *row[1:]) for row in rows)
            tally.update(rows)

    def _count_terms(self, seen: Scan, terms: Sequence[TermHit], report: Report, text: str) -> None:
        """Count the names and terms that the glossaries have, as they are spelled."""
        found = Counter(
            TermSeen(
                hit.form.concept.id,
                hit.form.concept.kind,
                _spelled(hit, clean(seen.text[hit.start : hit.end])),
                hit.form.status,
            )
            for hit in _meant(seen, terms, report)
        )
        for term, times in found.items():
            self.terms.add(term, text, times)

    def _count_name(self, seen: Scan, name: str, spelling: Spelling, text: str) -> None:
        self.names.add(name, text, len(spelling.marks))
        for before in sorted(spelling.before):
            self.before.add((name, before), text)
        if words_beside(seen, spelling) & _PLACE_WORDS:
            self.places.add(name, text)

    def _count_foreign(
        self, name: str, spelling: Spelling, lang: str, wanted_lang: str, text: str
    ) -> None:
        best = render(name, lang, wanted_lang, limit=1)[0]
        if best.text.lower() != name.lower() and best.confidence >= _SURE:
            foreign = Foreign(name, best.text, lang, sure=False)
            self.foreign.add(foreign, text, len(spelling.marks))

    def _count_findings(self, report: Report, known: set[str], text: str) -> None:
        """Count what the rules say of names that no glossary has."""
        drift: Counter[tuple[str, str]] = Counter()
        foreign: Counter[Foreign] = Counter()
        for finding in report.findings:
            if finding.rule.id not in (_DRIFT, _FOREIGN) or not finding.fixes:
                continue
            found = _capitalised(report.document.text[slice(*finding.span)])
            wanted = _capitalised(finding.fixes[0].edits[0].text)
            if found == wanted or not known.isdisjoint((found, wanted)):
                continue
            langs = [one.ref for one in finding.evidence if one.kind == "language"]
            if finding.rule.id == _DRIFT:
                drift[found, wanted] += 1
            elif langs:
                foreign[Foreign(found, wanted, langs[0].split()[0], sure=True)] += 1
        for pair, times in drift.items():
            self.drift.add(pair, text, times)
        for one, times in foreign.items():
            self.foreign.add(one, text, times)

    def _count_acronyms(self, seen: Scan, known: set[str], text: str) -> None:
        explained = Counter(
            (one.letters, _OWNED.sub("", clean(" ".join(one.words))))
            for one in expansions(seen)
            if one.letters not in known
        )
        for pair, times in explained.items():
            self.explained.add(pair, text, times)
        for letters, times in Counter(_acronyms(seen, known)).items():
            self.acronyms.add(letters, text, times)


def _known(seen: Scan, terms: Sequence[TermHit]) -> set[str]:
    """What the glossaries have an entry for, as it stands in the text."""
    texts = (seen.text[hit.start : hit.end] for hit in terms)
    return {word for text in texts for word in (text, _capitalised(text), *text.split())}


def _unknown_names(seen: Scan, known: set[str]) -> Iterator[tuple[str, Spelling]]:
    for name, spelling in spellings(seen).items():
        if (
            len(name) >= _SHORTEST
            and _LETTERS.fullmatch(name)
            and spelling.is_name
            and spelling.capitalised_inside
            and name not in known
            and not (is_word(name) or is_known_name(name))
            and not all(mark.kind == "acronym" for mark in spelling.marks)
        ):
            yield name, spelling


def _acronyms(seen: Scan, known: set[str]) -> Iterator[str]:
    """Yield the unknown acronyms, but not the words of a line in capitals."""
    for mark in seen.marked("acronym"):
        line = seen.line(mark.start)
        if (
            2 < len(mark.text) <= _LONGEST_ACRONYM
            and mark.text not in known
            and not is_word(mark.text)
            and not _ROMAN.fullmatch(mark.text)
            and not seen.text[line.start : line.end].isupper()
        ):
            yield mark.text


def _meant(seen: Scan, terms: Sequence[TermHit], report: Report) -> Iterator[TermHit]:
    """
    The terms that are what they look like, and not a part of somebody else's name.

    A family name by itself counts beside the whole name, or where it can be nobody else and no
    word; in a foreign spelling, where a rule has found it.
    """
    text = report.document.text
    found = {text[slice(*finding.span)] for finding in report.findings}
    whole = {hit.form.concept.id for hit in terms if _is_full(hit)}
    people = Counter((hit.start, hit.end) for hit in terms)
    for hit in terms:
        name = seen.text[slice(*hit.span)]
        if _is_full(hit):
            yield hit
        elif hit.form.role == "given":
            continue
        elif hit.form.status != RIGHT:
            if name in found:
                yield hit
        elif hit.form.concept.id in whole or (
            people[hit.start, hit.end] == 1
            and len(name) >= _SHORTEST
            and not (is_word(name) or is_known_name(name))
        ):
            yield hit


def _is_full(hit: TermHit) -> bool:
    """Whether a spelling is the whole name, and of a person more than one word of it."""
    alone = hit.form.concept.kind == "person" and " " not in hit.form.surface
    return hit.form.role == "whole" and not alone


def _spelled(hit: TermHit, found: str) -> str:
    """How a term is spelled, whether or not the line is all in capitals."""
    return found if hit.form.surface.isupper() else _capitalised(found)


def _capitalised(name: str) -> str:
    return name.title() if name.isupper() else name
