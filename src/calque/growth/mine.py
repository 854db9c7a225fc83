"""
What a text has that the glossaries do not: names in two spellings, names as another language spells
them, acronyms.

A text is looked at once, as for a check; only counts remain of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from calque.document import Document
from calque.glossary.concept import Concept
from calque.glossary.exchange.draft import clean
from calque.glossary.forms import RIGHT
from calque.glossary.hits import TermHit
from calque.growth.tally import Tally
from calque.language.common import is_known_name, is_word
from calque.language.expansions import expansions
from calque.language.german import GERMAN, is_small, stems
from calque.language.letters import APOSTROPHES
from calque.language.mentions import Spelling, spellings
from calque.language.scan import Scan, scan
from calque.language.tokens import Memory
from calque.names.reading import spells
from calque.pipeline import Checker
from calque.report import Report, instead
from calque.resources import Resources

_DRIFT: Final = "NAM001"
_FOREIGN: Final = "NAM002"
_SHORTEST: Final = 4
_LONGEST_ACRONYM: Final = 8
# A word that has an article in one of so many texts that have it is a noun.
_OFTEN: Final = 5
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
    """A name as `lang` spells it, and as the language of the text would, as a rule found it."""

    name: str
    wanted: str
    lang: str


class Carried(NamedTuple):
    """A name in a text in `into` that comes from one in `lang`, which may spell it otherwise."""

    name: str
    lang: str
    into: str


class TermSeen(NamedTuple):
    """
    A spelling that the glossaries have: of which concept, and its `status` as in `Form`.

    `called` is what the text's language calls the concept, empty where no glossary says.
    """

    concept: str
    called: str
    kind: str
    spelling: str
    status: str


_KINDS: Final[Mapping[str, Callable[..., Any]]] = {
    "foreign": Foreign,
    "carried": Carried,
    "terms": TermSeen,
}


class Sight(NamedTuple):
    """One thing seen in a text: in which count of a `Miner` it belongs, what, and how often."""

    tally: str
    key: Hashable
    times: int = 1


class Mining:
    """
    A text as it is mined: made before it is checked, which lets go of what both look at.

    `terms` are what the glossaries have in it.
    """

    def __init__(self, doc: Document, resources: Resources) -> None:
        self._seen = scan(doc)
        self._terms = resources.hits(self._seen).terms
        self._spellings = spellings(self._seen)

    def sights(self, report: Report) -> Iterator[Sight]:
        """Yield what is worth counting, each thing once; `report` is that on the text."""
        seen, terms = self._seen, self._terms
        known = _known(seen, terms)
        yield from _in_findings(report, known)
        yield from _in_terms(seen, terms, report)
        yield from _in_acronyms(seen, known)
        if seen.doc.lang == GERMAN:
            yield from _in_german(self._spellings)
        source = report.source_language
        lang = source.best if source.is_clear and spells(source.best) else None
        for name, spelling in _unknown(self._spellings, known):
            yield from _in_name(name, spelling)
            if lang:
                yield Sight("carried", Carried(name, lang, seen.doc.lang), len(spelling.marks))


class Miner:
    """
    Counts what is worth an entry.

    `names` are unknown names; `before` names with the name before each, `places` those that stand
    beside a word for a place, `nouns` words that have an article in German. `drift` are two
    spellings in one text, the second the better one. `foreign` are names that a rule would spell
    otherwise; `carried` those of which nothing is known but the language that they came from.
    `acronyms` are unknown acronyms and `explained` those with what the text says they stand for.
    `terms` are the spellings that the glossaries have.
    """

    def __init__(self) -> None:
        self.names: Tally[str] = Tally()
        self.before: Tally[tuple[str, str]] = Tally()
        self.places: Tally[str] = Tally()
        self.nouns: Tally[str] = Tally()
        self.drift: Tally[tuple[str, str]] = Tally()
        self.foreign: Tally[Foreign] = Tally()
        self.carried: Tally[Carried] = Tally()
        self.acronyms: Tally[str] = Tally()
        self.explained: Tally[tuple[str, str]] = Tally()
        self.terms: Tally[TermSeen] = Tally()

    def add(self, doc: Document, checker: Checker) -> None:
        """Look at one text."""
        mining = Mining(doc, checker.resources)
        self.count(doc.id, mining.sights(checker.check(doc)))

    def count(self, id: str, sights: Iterable[Sight]) -> None:
        """Count what is in the text of that id."""
        text = clean(id)
        tallies = self.tallies()
        for tally, key, times in sights:
            tallies[tally].add(key, text, times)

    def without_nouns(self) -> Miner:
        """The same without what German texts show to be nouns, when everything is counted."""
        of_nouns = {
            stem
            for noun, seen in self.nouns
            if _OFTEN * seen.texts >= self.names[noun].texts
            for stem in stems(noun)
        }
        if not of_nouns:
            return self

        def is_noun(name: str) -> bool:
            return not of_nouns.isdisjoint(stems(name))

        self.names.drop(is_noun)
        self.drift.drop(lambda pair: any(map(is_noun, pair)))
        self.foreign.drop(lambda pair: is_noun(pair.name))
        self.carried.drop(lambda name: is_noun(name.name))
        self.before.drop(
            lambda pair: is_noun(pair[0]) or is_noun(pair[1].title()) or is_small(pair[1])
        )
        return self

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


def _in_terms(seen: Scan, terms: Sequence[TermHit], report: Report) -> Iterator[Sight]:
    """Yield the names and terms that the glossaries have, as they are spelled."""
    found = Counter(
        TermSeen(
            hit.form.concept.id,
            _called(hit.form.concept, seen.doc.lang),
            hit.form.concept.kind,
            _spelled(hit, clean(seen.text[hit.start : hit.end])),
            hit.form.status,
        )
        for hit in _meant(seen, terms, report)
    )
    for term, times in found.items():
        yield Sight("terms", term, times)


def _called(concept: Concept, lang: str) -> str:
    preferred = concept.preferred(lang)
    return preferred.text if preferred else ""


def _in_name(name: str, spelling: Spelling) -> Iterator[Sight]:
    yield Sight("names", name, len(spelling.marks))
    for before in sorted(spelling.before):
        yield Sight("before", (name, before))
    if spelling.words_beside & _PLACE_WORDS:
        yield Sight("places", name)


def _in_german(found: Mapping[str, Spelling]) -> Iterator[Sight]:
    """Yield the words that have an article somewhere, as nouns have."""
    for name, spelling in found.items():
        if spelling.follows_article:
            yield Sight("nouns", name)


def _in_findings(report: Report, known: set[str]) -> Iterator[Sight]:
    """Yield what the rules say of names that no glossary has."""
    found: Counter[tuple[str, Hashable]] = Counter()
    text = report.document.text
    for finding in report.findings:
        # Where markup stands within a name there is no fix that can be made.
        fix = next((fix for fix in finding.fixes if fix.edits), None)
        if finding.rule.id not in (_DRIFT, _FOREIGN) or not fix:
            continue
        name = _capitalised(clean(text[slice(*finding.span)]))
        wanted = _capitalised(clean(instead(text, finding.span, fix)))
        if name == wanted or not known.isdisjoint((name, wanted)):
            continue
        langs = [one.ref for one in finding.evidence if one.kind == "language"]
        if finding.rule.id == _DRIFT:
            found["drift", (name, wanted)] += 1
        elif langs:
            found["foreign", Foreign(name, wanted, langs[0].split()[0])] += 1
    for (tally, key), times in found.items():
        yield Sight(tally, key, times)


def _in_acronyms(seen: Scan, known: set[str]) -> Iterator[Sight]:
    explained = Counter(
        (one.letters, _OWNED.sub("", clean(" ".join(one.words))))
        for one in expansions(seen)
        if one.letters not in known
    )
    for pair, times in explained.items():
        yield Sight("explained", pair, times)
    for letters, times in Counter(_acronyms(seen, known)).items():
        yield Sight("acronyms", letters, times)


def _known(seen: Scan, terms: Sequence[TermHit]) -> set[str]:
    """What the glossaries have an entry for, as it stands in the text."""
    texts = (seen.text[hit.start : hit.end] for hit in terms)
    return {word for text in texts for word in (text, _capitalised(text), *text.split())}


def _unknown(found: Mapping[str, Spelling], known: set[str]) -> Iterator[tuple[str, Spelling]]:
    """Yield the names that nobody knows, by spelling."""
    for name, spelling in found.items():
        if (
            _STRANGE[name]
            and name not in known
            and spelling.is_name
            and spelling.capitalised_inside
            and not all(mark.kind == "acronym" for mark in spelling.marks)
        ):
            yield name, spelling


def _is_strange(name: str) -> bool:
    """Whether a word is long enough for a name, of letters, and none that English knows."""
    return (
        len(name) >= _SHORTEST
        and _LETTERS.fullmatch(name) is not None
        and not (is_word(name) or is_known_name(name))
    )


_STRANGE: Final = Memory(_is_strange)


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
