"""
A person whom the glossary knows is spelled as another language spells them.

Why it matters: Tokajev is how Finnish writes the man whom English calls Tokayev; a reader, a
search and an archive take them for two.
Fix: the English spelling; safe for a family name that can be nobody else, for review when it wears
a case ending.
Source: the glossary's origin spelling and the romanisation scheme named in the evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from calque.document import Span
from calque.finding import Edit, Evidence, Finding, Fix, Safety
from calque.glossary.forms import RIGHT
from calque.glossary.hits import TermHit
from calque.language.codes import language_names
from calque.language.endings import is_genitive
from calque.language.letters import UPPER
from calque.language.scan import Scan
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
_BEFORE = re.compile(rf"([{UPPER}][^\W_]*(?:[-’'][^\W_]+)*)[ \n]$")


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for each person's name in another language's spelling."""
    people = [hit for hit in res.hits(scan).terms if hit.form.concept.kind == "person"]
    for _, group in groupby(people, key=lambda hit: (hit.start, hit.end)):
        same_place = list(group)
        if any(hit.form.status == RIGHT for hit in same_place):
            continue
        if hit := _meant(scan, same_place, people):
            yield _finding(scan, hit)


def _meant(scan: Scan, same_place: Sequence[TermHit], people: Sequence[TermHit]) -> TermHit | None:
    """The hit that the context allows, where it allows one person only."""
    allowed = [hit for hit in same_place if _fits(scan, hit, people)]
    if len({hit.form.replacement for hit in allowed}) == 1:
        return allowed[0]
    return None


def _fits(scan: Scan, hit: TermHit, people: Sequence[TermHit]) -> bool:
    if hit.form.role == "whole":
        return True
    beside = [other for other in people if _adjoins(scan, hit, other)]
    if hit.form.role == "given":
        return any(
            other.form.role == "family" and other.form.concept.id == hit.form.concept.id
            for other in beside
        )
    return not _other_given_name(scan, hit, beside)


def _other_given_name(scan: Scan, hit: TermHit, beside: Sequence[TermHit]) -> bool:
    """Whether a capitalised word before a family name is a given name that is not this person's."""
    if any(other.form.concept.id == hit.form.concept.id for other in beside):
        return False
    before = _BEFORE.search(scan.text, max(0, hit.start - 40), hit.start)
    if not before:
        return False
    word = before.group(1).lower()
    return word not in _TITLES and not (scan.opens_sentence(before.start()) and word in _OPENERS)


def _adjoins(scan: Scan, hit: TermHit, other: TermHit) -> bool:
    low, high = (hit.end, other.start) if other.start >= hit.end else (other.end, hit.start)
    return 0 < high - low <= 2 and not scan.text[low:high].strip()


def _finding(scan: Scan, hit: TermHit) -> Finding:
    form = hit.form
    span = Span(hit.start, hit.end + len(hit.tail))
    found = scan.text[span.start : span.end]
    wanted = form.replacement + ("'s" if is_genitive(hit.tail) else "")
    if found.isupper():
        wanted = wanted.upper()
    detail = f"{form.convention}: {form.surface}" if form.convention else form.surface
    return Finding(
        rule=RULE,
        span=span,
        message=RULE.message.format(
            found=found, language=language_names(form.langs), wanted=form.replacement
        ),
        confidence=0.9 if hit.tail else 0.97,
        fixes=(
            Fix(
                (Edit(*span, wanted),),
                Safety.REVIEW if hit.tail else Safety.SAFE,
                f"{found} → {wanted}",
            ),
        ),
        evidence=(
            Evidence("glossary", f"{form.concept.id}: {form.replacement}", form.concept.ref[0]),
            Evidence("scheme", detail),
            Evidence("language", language_names(form.langs), " ".join(form.langs)),
        ),
    )


_TITLES = frozenset(
    [
        "president",
        "premier",
        "minister",
        "chancellor",
        "king",
        "queen",
        "prince",
        "emperor",
        "pope",
        "patriarch",
        "archbishop",
        "bishop",
        "general",
        "colonel",
        "major",
        "captain",
        "lieutenant",
        "admiral",
        "marshal",
        "sergeant",
        "commander",
        "governor",
        "mayor",
        "senator",
        "deputy",
        "speaker",
        "ambassador",
        "secretary",
        "chairman",
        "chairwoman",
        "chair",
        "director",
        "chief",
        "judge",
        "prosecutor",
        "attorney",
        "minister's",
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "prof",
        "professor",
        "sir",
        "lord",
        "comrade",
        "leader",
        "spokesman",
        "spokeswoman",
        "dictator",
        "oligarch",
        "businessman",
        "activist",
        "journalist",
        "lawyer",
        "opposition",
        "coach",
    ]
)
_OPENERS = frozenset(
    [
        "and",
        "but",
        "when",
        "while",
        "as",
        "if",
        "after",
        "before",
        "because",
        "since",
        "for",
        "to",
        "from",
        "with",
        "by",
        "of",
        "in",
        "on",
        "at",
        "that",
        "then",
        "according",
        "however",
        "meanwhile",
        "today",
        "yesterday",
        "now",
        "later",
        "earlier",
        "both",
        "only",
        "even",
        "why",
        "how",
        "did",
        "does",
        "is",
        "was",
        "will",
        "would",
        "has",
        "had",
        "the",
    ]
)
