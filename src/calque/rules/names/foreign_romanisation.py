"""
A person is spelled as another language spells them.

Why it matters: Tokajev is how Finnish writes the man whom English calls Tokayev; a reader, a
search and an archive take them for two.
Fix: the English spelling; safe for a family name that the glossary knows and that can be nobody
else, for review when it wears a case ending, when English writes it so too (Dmitri and Dmitry), or
when the glossary does not know it. In a longer text without any sign of translation what English
writes too is the writer's own and is left.
Source: the origin spelling, from the glossary or read back from the name, and the romanisation
scheme named in the evidence.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

from calque.document import Span
from calque.finding import Edit, Evidence, Finding, Fix, Safety
from calque.glossary.forms import RIGHT, is_ours_too
from calque.glossary.hits import TermHit
from calque.language.codes import language_name, language_names
from calque.language.common import is_known_name, is_word
from calque.language.letters import UPPER, fold
from calque.language.mentions import spellings
from calque.language.scan import Scan
from calque.names.rendering import Rendering
from calque.names.respelling import respelled
from calque.names.scheme import load
from calque.provenance import about, likely, seems_original, spellers
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="NAM002",
    name="foreign-romanisation",
    category="accuracy/transliteration",
    its_type="inconsistent-entities",
    severity="major",
    message="{found} is how {language} spells {wanted}",
    in_quotes=True,
)
# With an ending, names as short as this are too often something else: Katsina is no Kats.
_SHORT = 4
_BEFORE = re.compile(rf"([{UPPER}][^\W_]*(?:[-’'][^\W_]+)*)[ \n]$")
_TITLES = frozenset(
    """
    president premier minister chancellor king queen prince emperor pope patriarch archbishop
    bishop general colonel major captain lieutenant admiral marshal sergeant commander
    governor mayor senator deputy speaker ambassador secretary chairman chairwoman chair
    director chief judge prosecutor attorney minister's mr mrs ms miss dr prof professor sir
    lord comrade leader spokesman spokeswoman dictator oligarch businessman activist
    journalist lawyer opposition coach
    """.split()  # noqa: SIM905
)
_OPENERS = frozenset(
    """
    and but when while as if after before because since for to from with by of in on at that
    then according however meanwhile today yesterday now later earlier both only even why how
    did does is was will would has had the
    """.split()  # noqa: SIM905
)


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for each person's name in another language's spelling."""
    hits = [hit for hit in res.hits(scan).terms if hit.form.concept.kind == "person"]
    people = _People(scan, hits)
    for _, group in groupby(hits, key=lambda hit: (hit.start, hit.end)):
        same_place = list(group)
        if any(hit.form.status == RIGHT for hit in same_place):
            continue
        hit = people.meant(same_place)
        if hit and not _is_writers_choice(scan, res, hit):
            yield _finding(scan, hit, spellers(scan, res, hit.form.langs))
    lang = likely(scan, res)
    if lang and "ru" in about(scan, res):
        yield from _unknown(scan, res, lang)


def _is_writers_choice(scan: Scan, res: Resources, hit: TermHit) -> bool:
    """Whether a spelling that is English too says nothing of origin; drift is never a choice."""
    if hit.form.concept.house or not is_ours_too(hit.form, scan.doc.lang):
        return False
    wanted = set(hit.form.replacement.split()) - set(hit.form.surface.split())
    return wanted.isdisjoint(spellings(scan)) and seems_original(scan, res)


def _unknown(scan: Scan, res: Resources, lang: str) -> Iterator[Finding]:
    """Yield a finding for each surname that the glossary lacks, plainly spelled as `lang` does."""
    known = {hit.start for hit in res.hits(scan).terms}
    for name in spellings(scan).values():
        if is_known_name(name.name) or is_word(name.name) or name.marks[0].start in known:
            continue
        if best := respelled(name.name, lang, scan.doc.lang):
            for mark in name.marks:
                wanted = best.text.upper() if mark.text.isupper() else best.text
                yield Finding(
                    rule=RULE,
                    span=Span(mark.start, mark.end),
                    message=RULE.message.format(
                        found=mark.text, language=language_names((lang,)), wanted=best.text
                    ),
                    confidence=round(0.8 * best.confidence, 4),
                    fixes=(
                        Fix(
                            (Edit(mark.start, mark.end, wanted),),
                            Safety.REVIEW,
                            f"{mark.text} → {wanted}",
                        ),
                    ),
                    evidence=(
                        Evidence("scheme", _read_as(best)),
                        Evidence("language", language_names((lang,)), lang),
                    ),
                )


def _read_as(rendering: Rendering) -> str:
    """Say what a name was read as: `Finnish, of Russian Лукьянов`."""
    if rendering.reading is None:
        return ""
    text, origin, convention, *_ = rendering.reading
    return f"{load(origin).convention(convention).name}, of {language_name(origin)} {text}"


class _People:
    """The people of a text, and who stands beside whom."""

    def __init__(self, scan: Scan, hits: Sequence[TermHit]) -> None:
        self._scan = scan
        self._starting: dict[int, list[TermHit]] = defaultdict(list)
        self._ending: dict[int, list[TermHit]] = defaultdict(list)
        for hit in hits:
            self._starting[hit.start].append(hit)
            self._ending[hit.end].append(hit)
        # Who a family name belongs to where its given name stands before it.
        self._owners: dict[str, set[str]] = defaultdict(set)
        self._others: set[str] = set()
        self._named = {hit.form.concept.id for hit in hits if not hit.tail}
        for hit in hits:
            if hit.form.role == "family":
                surface = fold(scan.text[slice(*hit.span)])
                if self._with_own(hit):
                    self._owners[surface].add(hit.form.concept.id)
                elif self._given_before(hit):
                    self._others.add(surface)

    def meant(self, same_place: Sequence[TermHit]) -> TermHit | None:
        """The hit that the context allows, where it allows one person only."""
        allowed = [hit for hit in same_place if self._fits(hit)]
        if len({hit.form.replacement for hit in allowed}) == 1:
            return allowed[0]
        return None

    def _fits(self, hit: TermHit) -> bool:
        if hit.form.role == "whole":
            return True
        if hit.form.role == "given":
            return any(
                other.form.role == "family" and other.form.concept.id == hit.form.concept.id
                for other in self._beside(hit)
            )
        surface = fold(self._scan.text[slice(*hit.span)])
        if self._with_own(hit) or hit.form.concept.id in self._owners[surface]:
            return True
        if hit.tail and len(hit.form.surface) <= _SHORT:
            return hit.form.concept.id in self._named
        return surface not in self._others

    def _with_own(self, hit: TermHit) -> bool:
        return any(other.form.concept.id == hit.form.concept.id for other in self._beside(hit))

    def _given_before(self, hit: TermHit) -> bool:
        """Whether a capitalised word that is no title stands before a family name."""
        before = _BEFORE.search(self._scan.text, max(0, hit.start - 40), hit.start)
        if not before:
            return False
        word = before.group(1).lower()
        opens = self._scan.opens_sentence(before.start())
        return word not in _TITLES and not (opens and word in _OPENERS)

    def _beside(self, hit: TermHit) -> Iterator[TermHit]:
        for gap in (1, 2):
            before, after = hit.start - gap, hit.end + gap
            if not self._scan.text[max(0, before) : hit.start].strip():
                yield from self._ending.get(before, ())
            if not self._scan.text[hit.end : after].strip():
                yield from self._starting.get(after, ())


def _finding(scan: Scan, hit: TermHit, langs: tuple[str, ...]) -> Finding:
    form = hit.form
    span, wanted = hit.span, hit.wanted(scan.text)
    found = scan.text[span.start : span.end]
    if found.isupper():
        wanted = wanted.upper()
    both = not form.concept.house and is_ours_too(form, scan.doc.lang)
    safety = Safety.REVIEW if hit.tail or both else Safety.SAFE
    return Finding(
        rule=RULE,
        span=span,
        message=RULE.message.format(
            found=found, language=language_names(langs[:3]), wanted=form.replacement
        ),
        confidence=0.75 if both else 0.9 if hit.tail else 0.97,
        fixes=(Fix((Edit(*span, wanted),), safety, f"{found} → {wanted}"),),
        evidence=(
            Evidence("glossary", f"{form.concept.id}: {form.replacement}", form.concept.ref[0]),
            Evidence("scheme", form.spelling(langs)),
            Evidence("language", language_names(langs), " ".join(form.langs)),
            *((Evidence("pattern", f"{language_name(scan.doc.lang)} has both"),) if both else ()),
        ),
    )
