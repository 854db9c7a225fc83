"""
A word of the source's language was left as it is.

Why it matters: the reader does not know the word, and a part of the sentence is missing.
Fix: none; only a translator knows what it says.
Source: with the source, the very word that stands there in the same part, where no English
dictionary has it (SCOWL to size 70). Without it, only in an English text: a word that is in no
dictionary, is not one misspelt or two made one, and has the letters of another language's words
(`language/looks.py`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple

from calque.document import Span
from calque.finding import Evidence, Finding
from calque.language.aligned import Aligned, aligned
from calque.language.codes import language_name
from calque.language.common import is_in_dictionary
from calque.language.leftovers import WORD, is_quoted, leftovers
from calque.language.looks import looks
from calque.language.scan import Scan
from calque.language.scripts import script_for
from calque.provenance import shows_translation
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="UNT006",
    name="untranslated-word",
    category="accuracy/untranslated",
    its_type="untranslated",
    severity="major",
    message="{words} was left in {language}",
    in_quotes=True,
)
_SOURCE_WORD: Final = re.compile(r"[^\W\d_]{4,}")
# Where a capital only opens a sentence.
_OPENS: Final = re.compile(r"(?:^|[.!?…:]['’”»\"]?\s)[-–—«“„”\"\s]*$")
# The least log-odds of the source's language, for a word that the source has too where the text's
# own language has no dictionary here.
_COPIED: Final = 4.0
# The least of any, in a text that shows no sign of being a translation.
_ANYWHERE: Final = 10.0


class _Left(NamedTuple):
    """A word that was left, in what language, how sure that is, and where the source has it."""

    span: Span
    lang: str
    confidence: float
    said: Span | None


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield the words of another language; those that stand side by side together."""
    if script_for(scan.doc.lang) != "Latin":
        return
    left = list(_left(scan, res))
    # One word may look like another language; all together hardly do.
    langs = Counter(one.lang for one in left)
    run: list[_Left] = []
    for one in (one._replace(lang=langs.most_common(1)[0][0]) for one in left):
        if run and scan.text[run[-1].span.end : one.span.start] != " ":
            yield _finding(scan, run)
            run = []
        run.append(one)
    if run:
        yield _finding(scan, run)


def _left(scan: Scan, res: Resources) -> Iterator[_Left]:
    copied = _copied(scan)
    alone = (one for one in _alone(scan, res) if one.span not in copied)
    yield from sorted([*filter(None, copied.values()), *alone], key=lambda one: one.span)


def _alone(scan: Scan, res: Resources) -> Iterator[_Left]:
    """Words that are told by their letters; a source in another script has none to copy."""
    other_script = bool(scan.doc.source) and script_for(scan.doc.source_lang or "") != "Latin"
    if scan.doc.lang == "en" and not other_script:
        for word in leftovers(scan):
            if word.odds >= _ANYWHERE or shows_translation(scan, res):
                yield _Left(word.span, word.lang, 0.7, None)


def _copied(scan: Scan) -> dict[Span, _Left | None]:
    """Words that the source has too; None for one that may be a name or the text's own."""
    copies = [(part, _words(part)) for part in aligned(scan) if part.sure and part.source]
    found: dict[Span, _Left | None] = {}
    for match in WORD.finditer(scan.text) if copies else ():
        span = Span(*match.span())
        said = next((where[match[0]] for part, where in copies if _has(part, where, match)), None)
        if said and match[0].islower() and not is_quoted(scan.text, span):
            left = _Left(span, scan.doc.source_lang or "", 0.95, said.span)
            found[span] = left if _is_copied(match[0], scan, said) else None
    return found


class _Said(NamedTuple):
    """Where the source has a word, and whether it may be a name there."""

    span: Span
    name: bool


def _words(part: Aligned) -> dict[str, _Said]:
    said: dict[str, _Said] = {}
    for match in _SOURCE_WORD.finditer(part.source):
        word = match[0].lower()
        capital = not match[0].islower() and not _OPENS.search(part.source, 0, match.start())
        if word not in said or said[word].name:
            said[word] = _Said(part.place(*match.span()), capital)
    return said


def _has(part: Aligned, where: dict[str, _Said], match: re.Match[str]) -> bool:
    return match[0] in where and part.span.contains(match.span())


def _is_copied(word: str, scan: Scan, said: _Said) -> bool:
    """Whether a word that both sides have is the source's and no word of the text's language."""
    lang, source_lang = scan.doc.lang, scan.doc.source_lang
    if lang == "en":
        return not is_in_dictionary(word) and (not said.name or source_lang == "de")
    seen = looks(word, lang, source_lang) if source_lang else None
    return seen is not None and seen.odds >= _COPIED and not said.name


def _finding(scan: Scan, run: list[_Left]) -> Finding:
    span = Span(run[0].span.start, run[-1].span.end)
    lang = next((one.lang for one in run if one.said), run[0].lang)
    said = next((one.said for one in run if one.said), None)
    evidence = [Evidence("language", f"by its letters {language_name(lang)}", lang)]
    if said:
        evidence = [Evidence("source", "the source has the same word")]
    return Finding(
        rule=RULE,
        span=span,
        message=RULE.message.format(
            words=f"“{scan.text[slice(*span)]}”",
            language=language_name(lang) if lang else "the source’s language",
        ),
        confidence=max(one.confidence for one in run),
        evidence=tuple(evidence),
        source_span=said,
    )
