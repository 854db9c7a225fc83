"""
An acronym is another language's, though English has its own for the body.

Why it matters: readers know the CSTO; ODKB is its Russian name in Latin letters, and to them
another body altogether.
Fix: the English acronym, safe where the form is that body's alone; for review where English has
only a full name. Left alone where both stand side by side ("ODKB/CSTO") or the text explains the
form; an English one that has no counterpart also where it once stands in brackets after the name
("Justizministerium (DOJ)").
Source: the glossary's concept; each names where its forms were seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from calque.finding import Edit, Evidence, Finding, Fix, Safety
from calque.glossary.forms import FOREIGN, borrowed
from calque.glossary.hits import TermHit
from calque.language.articles import article_edit
from calque.language.codes import language_name, language_names
from calque.language.english import in_english_name
from calque.language.expansions import SMALL_WORDS, explained_after
from calque.language.letters import UPPER, fold
from calque.language.scan import Scan
from calque.provenance import terms
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="ACR001",
    name="foreign-acronym",
    category="accuracy/untranslated",
    its_type="untranslated",
    severity="major",
    message="{found} is {language}; {own} says {wanted}",
    in_quotes=True,
)
_GLOSS = re.compile(r"[\s/(),–—-]*(?:or|also|aka|a\.k\.a\.|i\.e\.|alias)?[\s/(),–—-]*")
_EXPLAINED = re.compile(
    r"(?:acronym|abbreviation|initials|abbreviated(?: as| to)?|known as)[\s:,]+$"
)
# A word in capitals too long for an acronym, beside one that may be none.
_SHOUTED_BEFORE = re.compile(rf"(?<![^\W\d_])[{UPPER}]{{5,}}[^\w\n]{{1,3}}$")
_SHOUTED_AFTER = re.compile(rf"[^\w\n]{{1,3}}[{UPPER}]{{5,}}(?![^\W\d_])")
_NEAR = 30
_COMPOUND = re.compile(r"-[^\W\d_]")


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for each foreign acronym."""
    found = terms(scan, res)
    explained = set(_explained(scan)) if found else ()
    for number, hit in enumerate(found):
        form = hit.form
        if form.type != "acronym" or form.status != FOREIGN:
            continue
        own = form.concept.preferred(scan.doc.lang, "acronym")  # a house may write Nato
        words = scan.text[hit.start : hit.end]
        if words in explained or _may_be_word(scan, hit):
            continue
        if "en" in form.langs and in_english_name(scan, hit.span):
            continue
        if _is_glossed(scan, hit, found[max(0, number - 2) : number + 3]):
            continue
        english = fold(words) in borrowed(form.concept)
        if own is None and english and _is_introduced(scan, words):
            continue
        acronym = form.replacement.isupper() and " " not in form.replacement
        wanted = scan.cased(hit.start, hit.wanted(scan.text))
        article = article_edit(scan.text, hit.start, wanted, acronym=acronym)
        edits = (Edit(*hit.span, wanted), *((article,) if article else ()))
        safe = own is not None and own.text == form.replacement and not hit.tail
        yield Finding(
            rule=RULE,
            span=hit.span,
            message=RULE.message.format(
                found=words,
                language=language_names(form.langs),
                own=language_name(scan.doc.lang),
                wanted=form.replacement,
            ),
            confidence=0.9 if form.near else 0.97,
            fixes=(_fix(scan, hit, edits, f"{words} → {wanted}", safe=safe),),
            evidence=(
                Evidence("glossary", f"{form.concept.id}: {form.replacement}", form.concept.ref[0]),
                Evidence("language", language_names(form.langs), " ".join(form.langs)),
            ),
        )


def _explained(scan: Scan) -> Iterator[str]:
    """The acronyms that the text explains by their own letters: ECB (European Central Bank)."""
    for letters, words in explained_after(scan):
        if letters == "".join(word[0] for word in words if fold(word) not in SMALL_WORDS).upper():
            yield letters


def _may_be_word(scan: Scan, hit: TermHit) -> bool:
    """Whether words in capitals stand beside it wherever it is, so that UN may be French *un*."""
    if scan.doc.lang == "en":
        return False
    word = re.compile(rf"(?<!\w){re.escape(scan.text[hit.start : hit.end])}(?!\w)")
    return all(
        _SHOUTED_BEFORE.search(scan.text, max(0, found.start() - _NEAR), found.start())
        or _SHOUTED_AFTER.match(scan.text, found.end())
        for found in word.finditer(scan.text)
    )


def _fix(scan: Scan, hit: TermHit, edits: tuple[Edit, ...], title: str, *, safe: bool) -> Fix:
    """The fix; several words do not go into a compound in the place of one (GOP-Senator)."""
    if " " in edits[0].text and _COMPOUND.match(scan.text, hit.end):
        return Fix((), Safety.SHOW, title)
    return Fix(edits, Safety.SAFE if safe else Safety.REVIEW, title)


def _is_introduced(scan: Scan, acronym: str) -> bool:
    """Whether the text gives it in brackets, after a name or before it."""
    words = re.escape(acronym)
    return re.search(rf"[(,] ?{words}\)|(?<!\w){words} \(", scan.text) is not None


def _is_glossed(scan: Scan, hit: TermHit, neighbours: Sequence[TermHit]) -> bool:
    """Whether the English acronym stands beside it, or the text says that it is an acronym."""
    if _EXPLAINED.search(scan.text, max(0, hit.start - 30), hit.start):
        return True
    for other in neighbours:
        if other.form.concept.id != hit.form.concept.id or other.form.status == FOREIGN:
            continue
        if other.form.type != "acronym":
            continue
        low, high = (hit.end, other.start) if other.start >= hit.end else (other.end, hit.start)
        if _GLOSS.fullmatch(scan.text, low, high):
            return True
    return False
