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
from calque.language.common import is_in_dictionary, is_like_english
from calque.language.looks import looks
from calque.language.scan import Scan
from calque.language.scripts import script_for
from calque.language.tokens import Memory
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
# Words in lower case, not part of an address, a handle, a file name or a hyphenated word.
_WORD: Final = re.compile(r"(?<![\w'’@#/\\-])(?<!\w\.)[^\W\d_]{4,}(?![\w'’@#/\\-]|\.\w)")
_SOURCE_WORD: Final = re.compile(r"[^\W\d_]{4,}")
# Where a capital only opens a sentence.
_OPENS: Final = re.compile(r"(?:^|[.!?…:]['’”»\"]?\s)[-–—«“„”\"\s]*$")
_QUOTES: Final = "“”„\"'‘’«»"
# The least log-odds of another language: for a word that the source has where it may be a name or
# the text's own language has no dictionary here, in a text that shows that it is a translation,
# and in any other.
_COPIED: Final = 4.0
_IN_TRANSLATION: Final = 4.0
_ANYWHERE: Final = 10.0
# A word that comes so often without a source is the text's subject.
_SUBJECT: Final = 3


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
    memory = _UNKNOWN if scan.doc.lang == "en" else _SMALL
    words = [
        (word, Span(token + start, token + start + len(word)))
        for token, found in scan.tokens.holding(memory)
        for word, start in found
    ]
    if not words:
        return
    counts = Counter(word for word, _ in words)
    copies = _copies(scan)
    # Letters of a source in another script are nobody's to copy.
    other_script = bool(scan.doc.source) and script_for(scan.doc.source_lang or "") != "Latin"
    for word, span in words:
        if _is_alone_in_quotes(scan.text, span):
            continue
        said = next(
            (where[word] for part, where in copies if word in where and part.span.contains(span)),
            None,
        )
        if said:
            if _is_copied(word, scan, said):
                yield _Left(span, scan.doc.source_lang or "", 0.95, said.span)
        elif counts[word] < _SUBJECT and not other_script and (lang := _foreign(word, scan, res)):
            yield _Left(span, lang, 0.7, None)


def _small(token: str) -> tuple[tuple[str, int], ...]:
    """The words in lower case of a token, and where each begins."""
    return tuple((m[0], m.start()) for m in _WORD.finditer(token) if m[0].islower())


def _unknown(token: str) -> tuple[tuple[str, int], ...]:
    """Those of them that no English dictionary has."""
    return tuple((word, start) for word, start in _small(token) if not is_in_dictionary(word))


_SMALL: Final = Memory(_small)
_UNKNOWN: Final = Memory(_unknown)


class _Said(NamedTuple):
    """Where the source has a word, and whether it may be a name there."""

    span: Span
    name: bool


def _copies(scan: Scan) -> list[tuple[Aligned, dict[str, _Said]]]:
    """Each sure part with the words that its source has."""
    return [(part, _words(part)) for part in aligned(scan) if part.sure and part.source]


def _words(part: Aligned) -> dict[str, _Said]:
    said: dict[str, _Said] = {}
    for match in _SOURCE_WORD.finditer(part.source):
        word = match[0].lower()
        capital = not match[0].islower() and not _OPENS.search(part.source, 0, match.start())
        if word not in said or said[word].name:
            said[word] = _Said(part.place(*match.span()), capital)
    return said


def _is_copied(word: str, scan: Scan, said: _Said) -> bool:
    """Whether a word that both sides have is the source's and no word of the text's language."""
    lang, source_lang = scan.doc.lang, scan.doc.source_lang
    if lang == "en":
        return not is_in_dictionary(word) and (not said.name or source_lang == "de")
    seen = looks(word, lang, source_lang) if source_lang else None
    return seen is not None and seen.odds >= _COPIED and not said.name


def _foreign(word: str, scan: Scan, res: Resources) -> str:
    """The language of a word by its letters alone, or nothing."""
    if scan.doc.lang != "en" or is_in_dictionary(word):
        return ""
    seen = looks(word, "en", scan.doc.source_lang) or looks(word, "en")
    if seen is None or seen.odds < _IN_TRANSLATION:
        return ""
    sure = seen.odds >= _ANYWHERE or res.shows_translation(scan)
    return seen.lang if sure and not is_like_english(word) else ""


def _is_alone_in_quotes(text: str, span: Span) -> bool:
    """Whether quotation marks or brackets say that the word is given on purpose."""
    before, after = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 1]
    return bool(before and after) and before in _QUOTES + "(" and after in _QUOTES + "),"


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
