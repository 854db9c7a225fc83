"""
A body is called by a name that is not its English name.

A translator knows the words, not the body: the CSTO becomes the "Collective Security Organization".
Why it matters: the reader looks for a body that does not exist.
Fix: the body's English name; safe where the glossary lists the wrong name or the acronym beside it
says which body is meant and most of the words agree. For review where a foreign name goes on in
words that English does not have: then it may be the beginning of another body's; and in another
language than English, whose articles and cases follow the name. An English name in brackets is
given on purpose there.
Source: the glossary's concept; each names where its forms were seen.
"""

from __future__ import annotations

from collections.abc import Iterator

from calque.document import Span
from calque.finding import Edit, Evidence, Finding, Fix, Safety
from calque.glossary.concept import Concept
from calque.glossary.forms import FOREIGN, RIGHT
from calque.glossary.hits import TermHit
from calque.language.articles import article_edit
from calque.language.codes import language_names
from calque.language.common import is_english_only, is_word
from calque.language.expansions import Expansion, content_words, expansions, name_words
from calque.language.mentions import CAPITAL_AFTER
from calque.language.scan import Scan
from calque.names.comparison import compare
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="ACR002",
    name="wrong-expansion",
    category="terminology/wrong-term",
    its_type="mistranslation",
    severity="major",
    message="{found}: the right name is {wanted}",
    in_quotes=True,
)
_KINDS = ("organisation", "term")
# Of the words of the right name, how many the wrong one must share to be meant for it.
_ALIKE = 0.6


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for each wrong name, by the glossary and by the acronym beside it."""
    listed = list(_listed(scan, res))
    yield from listed
    for finding in _beside_acronym(scan, res):
        if not any(finding.span.overlaps(other.span) for other in listed):
            yield finding


def _listed(scan: Scan, res: Resources) -> Iterator[Finding]:
    for hit in res.hits(scan).terms:
        form = hit.form
        if form.concept.kind not in _KINDS or form.type == "acronym":
            continue
        if form.status == RIGHT or not form.replacement:
            continue
        span = hit.span
        if _is_in_brackets(scan, hit) or _is_borrowed(scan, hit):
            continue
        languages: tuple[Evidence, ...] = ()
        safe = not hit.tail
        if form.status == FOREIGN:
            safe &= scan.doc.lang == "en" and not _goes_on(scan, span.end)
            detail = language_names(form.langs)
            languages = (Evidence("language", detail, " ".join(form.langs)),)
        yield _finding(
            scan,
            span,
            form.replacement,
            form.concept,
            0.97,
            Safety.SAFE if safe else Safety.REVIEW,
            languages,
        )


def _is_in_brackets(scan: Scan, hit: TermHit) -> bool:
    """Whether an English name is given after the text's own: WHO (World Health Organization)."""
    english = scan.doc.lang != "en" and "en" in hit.form.langs
    return english and scan.text.endswith("(", 0, hit.start)


def _is_borrowed(scan: Scan, hit: TermHit) -> bool:
    """Whether the text's language has the English word too: German *Crash*."""
    words = scan.text[hit.start : hit.end]
    english = hit.form.concept.kind == "term" and "en" in hit.form.langs and " " not in words
    return english and is_english_only(words, scan.doc.lang) is False


def _goes_on(scan: Scan, end: int) -> bool:
    """Whether a foreign name may be longer than the glossary has it."""
    after = CAPITAL_AFTER.match(scan.text, end)
    return bool(after and not (scan.doc.lang == "en" and is_word(after["word"])))


def _beside_acronym(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Expansions before an acronym that the glossary knows, in any language, as another."""
    concepts = {
        (hit.start, hit.end): hit.form.concept
        for hit in res.hits(scan).terms
        if hit.form.type == "acronym"
    }
    for expansion in expansions(scan):
        concept = concepts.get(expansion.acronym)
        wanted = concept.preferred(scan.doc.lang) if concept else None
        if not concept or not wanted or _is_right(expansion, concept, scan.doc.lang):
            continue
        share = _shared(expansion, wanted.text)
        if share >= _ALIKE:
            yield _finding(scan, expansion.phrase, wanted.text, concept, 0.95, Safety.SAFE, ())


def _is_right(expansion: Expansion, concept: Concept, lang: str) -> bool:
    """
    Whether the phrase ends with one of the body's names; what stands before may be anything.

    A proper name within it may be spelled in another way: that is a matter for the name rules.
    """
    words = name_words(" ".join(expansion.words))
    names = [name_words(term.text) for term in concept.terms if term.lang == lang]
    return any(
        name and len(words) >= len(name) and all(map(_is_same_word, words[-len(name) :], name))
        for name in names
    )


def _is_same_word(one: str, other: str) -> bool:
    return one == other or (not is_word(one) and compare(one, other).same)


def _shared(expansion: Expansion, wanted: str) -> float:
    ours = set(content_words(" ".join(expansion.words)))
    theirs = set(content_words(wanted))
    return len(ours & theirs) / len(theirs)


def _finding(
    scan: Scan,
    span: Span,
    wanted: str,
    concept: Concept,
    confidence: float,
    safety: Safety,
    extra: tuple[Evidence, ...],
) -> Finding:
    found = " ".join(scan.text[span.start : span.end].split())
    always = any(term.text == found for term in concept.terms)
    shouted = found.isupper() and len(found) > 1 and not always
    wanted = wanted.upper() if shouted else scan.cased(span.start, wanted)
    article = article_edit(scan.text, span.start, wanted, acronym=False)
    edits = (Edit(*span, wanted), *((article,) if article else ()))
    return Finding(
        rule=RULE,
        span=span,
        message=RULE.message.format(found=found, wanted=wanted),
        confidence=confidence,
        fixes=(Fix(edits, safety, f"{found} → {wanted}"),),
        evidence=(Evidence("glossary", f"{concept.id}: {wanted}", concept.ref[0]), *extra),
    )
