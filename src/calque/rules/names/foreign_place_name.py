"""
A place goes by another language's name, or by one that English has left behind.

Why it matters: Kiova is Kyiv in Finnish; the reader does not find it on a map.
Fix: the English name; safe where it stands by itself, for review inside a longer name, when it
wears a case ending, at the beginning of a sentence in another language than English, and for an
English spelling that the glossary only advises against: one that has gone out of use (Kiev), or one
of another language that English dictionaries have as well (Teheran). In a longer text without any
sign of translation such a spelling is the writer's own and is left. So is, in another language than
English, one in a name that stays English (Statistics Norway) or stands so in the source, and a
first word that no place of the source stands behind.
Source: the glossary's concept: CLDR, a gazetteer, or the origin spelling and a romanisation scheme.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from calque.document import Span
from calque.finding import Edit, Evidence, Finding, Fix, Safety
from calque.glossary.forms import AVOIDED, FOREIGN, RIGHT
from calque.glossary.hits import TermHit
from calque.language.aligned import aligned
from calque.language.articles import article_edit
from calque.language.codes import language_name, language_names
from calque.language.common import is_known_name
from calque.language.english import in_english_name
from calque.language.german import GERMAN
from calque.language.letters import UPPER
from calque.language.mentions import CAPITAL_AFTER, CAPITAL_BEFORE
from calque.language.scan import Scan
from calque.provenance import seems_original, spellers
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="NAM004",
    name="foreign-place-name",
    category="terminology/termbase",
    its_type="terminology",
    severity="major",
    message="{found} is {wanted} in {language}",
    in_quotes=True,
)
_SHORT = 4
_NEAR = 30
_INITIAL = re.compile(rf"(?<!\w)[{UPPER}]\. ?$")
_NAME_BEFORE = re.compile(rf"[{UPPER}][^\W_]+[ \n]$")
_NAME_AFTER = re.compile(rf"[ \n][{UPPER}][^\W_]+")
# German months that English dictionaries have as names.
_MONTHS = frozenset(("April", "August", "September", "November"))
_FRESH = (": ", "– ", "— ")
_GENERIC = re.compile(
    r"[ \n](?:Region|Oblast|Province|City|District|Raion|Airport|Governorate|Republic)\b"
)
_WORD = re.compile(r"[^\W_]+")


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for each place under a foreign or avoided name."""
    hits = [hit for hit in res.hits(scan).terms if hit.form.concept.kind == "place"]
    surnames = _surnames(scan, hits)
    for hit in hits:
        if hit.form.status == RIGHT or scan.text[slice(*hit.span)] in surnames:
            continue
        if _is_persons(scan, hit.span) or _is_acronym(scan, hit.span):
            continue
        if hit.form.status == AVOIDED and _is_writers_choice(scan, res, hit):
            continue
        if "en" in hit.form.langs and in_english_name(scan, hit.span):
            continue
        if scan.doc.lang != "en" and _is_none_of_source(scan, res, hit):
            continue
        if scan.doc.lang != "en" and not scan.doc.source and _is_first_word(scan, hit):
            continue
        yield _finding(scan, hit, spellers(scan, res, hit.form.langs))


def _surnames(scan: Scan, hits: Sequence[TermHit]) -> frozenset[str]:
    """
    What is a surname once, behind a given name, and so in all the text: Josef Hesse, not Hessen.

    Only in other languages than English, where it is an English name of a place that people bear.
    """
    if scan.doc.lang == "en":
        return frozenset()
    return frozenset(
        scan.text[slice(*hit.span)]
        for hit in hits
        if is_known_name(name := _name_before(scan, hit.start)) and name not in _MONTHS
    )


def _name_before(scan: Scan, start: int) -> str:
    """The capitalised word right before a place; empty where there is none."""
    before = _NAME_BEFORE.search(scan.text, max(0, start - _NEAR), start)
    return before[0].strip() if before else ""


def _is_persons(scan: Scan, span: Span) -> bool:
    """
    Whether it is part of a person's name: A. Berni, and Milan Kundera where nouns have no capital.

    In English other words of a name have capitals too (Hotel Moskova); elsewhere hardly any have,
    and where the source is known, it tells.
    """
    if _INITIAL.search(scan.text, max(0, span.start - 4), span.start):
        return True
    if scan.doc.lang in ("en", GERMAN) or scan.doc.source:
        return False
    return _in_longer_name(scan, span)


def _is_acronym(scan: Scan, span: Span) -> bool:
    """Whether a short name in capitals stands among words that are not: NIS is no place."""
    found = scan.text[slice(*span)]
    if not found.isupper() or len(found) > _SHORT:
        return False
    return not scan.text[slice(*scan.line(span.start))].isupper()


def _is_first_word(scan: Scan, hit: TermHit) -> bool:
    """
    Whether it opens a sentence wherever it is, as any word may: German *sind*, Dutch *indien*.

    A longer name that English has is hardly a word (Moscow).
    """
    found = scan.text[slice(*hit.span)]
    if not scan.opens_sentence(hit.start) or (len(found) > _SHORT and is_known_name(found)):
        return False
    word = re.compile(rf"(?<!\w){re.escape(found)}(?!\w)")
    return all(scan.opens_sentence(found.start()) for found in word.finditer(scan.text))


def _is_writers_choice(scan: Scan, res: Resources, hit: TermHit) -> bool:
    """Whether an English spelling that no house glossary advises against says nothing of origin."""
    return not hit.form.concept.house and seems_original(scan, res)


def _is_none_of_source(scan: Scan, res: Resources, hit: TermHit) -> bool:
    """Whether the source has the place within a name that was kept, or not at all."""
    if not scan.doc.source:
        return False
    span = hit.span
    words = scan.text[slice(*span)].split()
    before = _name_before(scan, span.start)
    after = _NAME_AFTER.match(scan.text, span.end)
    beside = [(before, words[0])] if before else []
    beside += [(words[-1], after[0].strip())] if after else []
    source = scan.doc.derived("places of the source", lambda: _source(scan, res))
    if not source.pairs.isdisjoint(beside):
        return True
    return (
        source.sure and _is_doubtful(scan, hit.start) and hit.form.concept.id not in source.places
    )


class _Source(NamedTuple):
    """The source's words, two in a row, the glossary's concepts in it, and if all of it is sure."""

    pairs: frozenset[tuple[str, str]]
    places: frozenset[str]
    sure: bool


def _source(scan: Scan, res: Resources) -> _Source:
    parts = [part for part in aligned(scan) if part.source]
    pairs = (pair for part in parts for pair in pairwise(_WORD.findall(part.source)))
    places = (term.form.concept.id for _, term in res.source_terms(scan))
    return _Source(frozenset(pairs), frozenset(places), all(part.sure for part in parts))


def _finding(scan: Scan, hit: TermHit, langs: tuple[str, ...]) -> Finding:
    form = hit.form
    span, wanted = hit.span, hit.wanted(scan.text)
    found = scan.text[span.start : span.end]
    if found.isupper() and len(found) > 1:
        wanted = wanted.upper()
    alone = not (hit.tail or _in_longer_name(scan, span) or _is_doubtful(scan, hit.start))
    sure = alone and form.status != AVOIDED
    article = article_edit(scan.text, hit.start, wanted, acronym=False)
    evidence = [Evidence("glossary", f"{form.concept.id}: {form.replacement}", form.concept.ref[0])]
    if form.convention:
        evidence.append(Evidence("scheme", form.spelling(langs)))
    if form.langs and form.status == FOREIGN:
        evidence.append(Evidence("language", language_names(langs), " ".join(form.langs)))
    return Finding(
        rule=RULE,
        span=span,
        message=RULE.message.format(
            found=found, wanted=form.replacement, language=language_name(scan.doc.lang)
        ),
        confidence=0.97 if sure and not form.near else 0.75,
        fixes=(
            Fix(
                (Edit(*span, wanted), *((article,) if article else ())),
                Safety.SAFE if sure else Safety.REVIEW,
                f"{found} → {wanted}",
            ),
        ),
        evidence=tuple(evidence),
    )


def _is_doubtful(scan: Scan, start: int) -> bool:
    """
    Whether what stands at `start` in another language than English may be no place's name.

    A first word may be anything: Finnish *asia* is a matter.
    """
    if scan.doc.lang == "en":
        return False
    return scan.opens_sentence(start) or scan.text.endswith(_FRESH, 0, start)


def _in_longer_name(scan: Scan, span: Span) -> bool:
    """Whether a capitalised neighbour makes it part of another name: Hotel Moskova."""
    after = CAPITAL_AFTER.match(scan.text, span.end) and not _GENERIC.match(scan.text, span.end)
    before = CAPITAL_BEFORE.search(scan.text, max(0, span.start - _NEAR), span.start)
    return bool(after or (before and not scan.opens_sentence(before.start())))
