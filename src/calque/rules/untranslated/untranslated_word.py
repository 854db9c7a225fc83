"""
A word of the source's language was left as it is, or a passage of several.

Why it matters: the reader does not know the word, and a part of the sentence is missing.
Fix: none; only a translator knows what it says.
Source: with the source, the very word that stands there in the same part, where no English
dictionary has it (SCOWL to size 80) and neither science nor pharmacy makes it; in a translation
from English, where the dictionaries of its own language do not have it (pyspellchecker, simplemma)
or its texts never (wordfreq), English ones do and it is not international. German gives it a
capital; elsewhere only an American title before a name has one.
What is given in brackets, or a few words in quotation marks, is there on purpose unless the source
gives it so, and an acronym behind words makes them a name. So does, in an English text, a noun
before them that says they are a paper's, station's or work's, which in many languages have a
capital in their first word only: the daily *Vanhan sataman uutiset* (D. E. Rosenthal, Spravochnik
po pravopisaniyu, § 26, for Russian and for foreign papers in it).
Without the source, in an English text: a word that is in no dictionary, is not one misspelt or two
made one, and has the letters of another language's words (`language/looks.py`); or four words and
more together that are none of English (`language/passages.py`). A text that shows no sign of being
a translation must have two such words, or one that can be nothing else. In a German, Spanish,
French, Italian, Dutch or Portuguese text: a run of English (`language/leftover_english.py`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from calque.document import Span, holder
from calque.finding import Evidence, Finding
from calque.language.aligned import Aligned, sure_parts
from calque.language.codes import language_name
from calque.language.common import is_english_only, is_in_dictionary
from calque.language.expansions import expansions
from calque.language.leftover_english import english_passages
from calque.language.leftovers import (
    TELLING,
    WORD,
    Leftover,
    is_given,
    is_quoted,
    leftovers,
)
from calque.language.letters import UPPER
from calque.language.looks import looks, resembles, surely
from calque.language.passages import passages
from calque.language.scan import Scan
from calque.language.scripts import script_for
from calque.language.terms import is_term
from calque.provenance import inferred, likely, shows_translation
from calque.provenance.cues import TRACES
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
# German also has it in a compound, where it may be a loan unless it is parted from another by a
# blank: "Harbour Brace-Regel".
_PART: Final = re.compile(r"(?<![\w'’@#/\\])(?<!\w\.)[^\W\d_]{4,}(?![\w'’@#/\\]|\.\w)")
# Where a capital only opens a sentence.
_OPENS: Final = re.compile(r"(?:^|[.!?…:]['’”»\"]?\s)[-–—«“„”\"\s]*$")
# Titles of American politics and what stands behind one: other languages have their own.
_TITLES: Final = frozenset(
    """
    Secretary Undersecretary Governor Congressman Congresswoman Assemblyman Assemblywoman
    Councilman Councilwoman Alderman Commissioner Deputy
    """.split()  # noqa: SIM905
)
_UNBROKEN: Final = re.compile(r"\S+")
_NAME: Final = re.compile(rf" [{UPPER}][^\W_]")
# What goes before the name of a paper, a station or a work.
_NAMING: Final = re.compile(
    r"\b(?:agency|album|blog|book|broadcaster|channel|daily|film|journal|magazine|newspaper|novel"
    r"|opera|paper|play|portal|programme?|publication|radio|series|site|song|station|tabloid"
    r"|television|TV|website|weekly)[ \n][“\"]?$",
    re.IGNORECASE,
)
_NEAR: Final = 20
# The least log-odds of the source's language, for a word that the source has too where the text's
# own language has no dictionary here.
_COPIED: Final = 4.0
# How sure it is that a noun with a capital is none that German took over; beside another one.
_LOAN: Final = 0.7
_RUN: Final = 0.9
# The least of any language in a text that shows no sign of being a translation: for words that
# have company of their own language, and for one alone, which may be a loanword.
_TOGETHER: Final = 10.0
_ALONE: Final = 20.0


class _Left(NamedTuple):
    """
    A word that was left, in what language, how sure that is, and where the source has it.

    One that is not sure at all (0), or a part of a compound (`bound`), was left only if it stands
    beside another.
    """

    span: Span
    lang: str
    confidence: float
    said: Span | None
    bound: bool = False


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield the words of another language; those that stand side by side together."""
    if script_for(scan.doc.lang) != "Latin":
        return
    left = list(_left(scan, res))
    lang = _language(scan, res, left) if left else ""
    run: list[_Left] = []
    for one in (one._replace(lang=lang) for one in left):
        if run and scan.text[run[-1].span.end : one.span.start] != " ":
            yield from _found(scan, run)
            run = []
        run.append(one)
    yield from _found(scan, run)


def _language(scan: Scan, res: Resources, left: Sequence[_Left]) -> str:
    """
    The language that words were left in, or empty where it can't be told for sure.

    One word may look like another language; all together hardly do, and what else says where the
    text came from knows better.
    """
    langs = Counter(one.lang for one in left if one.lang).most_common(1)
    if not langs:
        return ""
    seen = langs[0][0]
    words = " ".join(scan.text[slice(*one.span)] for one in left)
    if source := likely(scan, res):
        return source if source in resembles(words, seen) else ""
    return seen if surely(words.split()) == seen else ""


def _found(scan: Scan, run: list[_Left]) -> Iterator[Finding]:
    alone = len(run) == 1 and run[0].bound
    if any(one.confidence for one in run) and not alone:
        yield _finding(scan, run)


def _left(scan: Scan, res: Resources) -> Iterator[_Left]:
    found = tuple(passages(scan) if scan.doc.lang == "en" else english_passages(scan))
    # A whole quotation in another language is given on purpose.
    whole = [
        _Left(one.span, one.lang, 0.9, None) for one in found if not is_quoted(scan.text, one.span)
    ]
    copied = _copied(scan)
    words = [*filter(None, copied.values())]
    words += (one for one in _alone(scan, res) if one.span not in copied)
    words = [one for one in words if not any(place.span.contains(one.span) for place in found)]
    left = sorted([*whole, *words], key=lambda one: one.span)
    yield from (one for one in left if scan.doc.lang != "en" or not _ends_title(scan, one.span))


def _alone(scan: Scan, res: Resources) -> Iterator[_Left]:
    """Words that are told by their letters; a source in another script has none to copy."""
    doc = scan.doc
    if doc.lang != "en" or (doc.source and script_for(doc.source_lang or "") != "Latin"):
        return
    found = leftovers(scan)
    if not shows_translation(scan, res) or not _may_leave_words(scan, res):
        found = _out_of_place(scan, found)
    elif doc.source or not doc.segments:
        found = tuple(word for word in found if word.odds >= TELLING)
    # else it is given as a translation without its source: the letters must do.
    for word in found:
        yield _Left(word.span, word.lang if word.odds >= TELLING else "", 0.7, None)


def _may_leave_words(scan: Scan, res: Resources) -> bool:
    """Whether the source may be in our letters, as far as traces tell: else it leaves others."""
    source = inferred(scan, res)
    traces = (lang for cue in source.cues if cue.kind in TRACES for lang in cue.langs)
    langs = source.named or tuple(traces)
    return not langs or any(script_for(lang) == "Latin" for lang in langs)


def _out_of_place(scan: Scan, found: Sequence[Leftover]) -> tuple[Leftover, ...]:
    """Those of which a text that shows no other sign of translation can have no good reason."""
    far = [word for word in found if word.odds >= _TOGETHER and not _ends_name(scan, word.span)]
    company = Counter(word.lang for word in far)
    return tuple(word for word in far if word.odds >= _ALONE or company[word.lang] > 1)


def _ends_name(scan: Scan, span: Span) -> bool:
    """Whether a word goes on where a foreign name began: Radio Svoboda’s *Novaya gazeta*."""
    return _name_begun(scan, span) is not None


def _ends_title(scan: Scan, span: Span) -> bool:
    """Whether that is the name of a paper, a station or a work, as the noun before it says."""
    start = _name_begun(scan, span)
    return start is not None and bool(_NAMING.search(scan.text, max(0, start - _NEAR), start))


def _name_begun(scan: Scan, span: Span) -> int | None:
    """Where the foreign words that end before a word begin with a capital; None if none do."""
    line = scan.line(span.start).start
    for before in reversed(list(_UNBROKEN.finditer(scan.text, line, span.start))):
        word = before[0].lstrip('“"')
        if not word.isalpha() or is_in_dictionary(word):
            return None
        if word[0].isupper():
            return before.end() - len(word)
    return None


def _copied(scan: Scan) -> dict[Span, _Left | None]:
    """Words that the source has too; None for one that may be a name or the text's own."""
    if script_for(scan.doc.source_lang or "") != "Latin":  # what it has in our letters is a name
        return {}
    parts = sure_parts(scan)
    spans = [part.span for part in parts]
    names = [one.phrase for one in expansions(scan)] if parts else []
    copies = [_words(part) for part in parts]
    found: dict[Span, _Left | None] = {}
    words = _PART if scan.doc.lang == "de" else WORD
    for match in words.finditer(scan.text) if copies else ():
        span = Span(*match.span())
        part = holder(spans, span)
        said = _said(copies[part], match[0]) if part is not None else None
        if said and not any(name.contains(span) for name in names):
            left = _Left(span, scan.doc.source_lang or "", 0.0, said.span, _is_bound(scan, span))
            if _may_be_left(scan, left, said):
                found[span] = _weighed(scan, left, said)
    return found


def _is_bound(scan: Scan, span: Span) -> bool:
    """Whether a hyphen makes a word a part of another."""
    return "-" in (
        scan.text[max(0, span.start - 1) : span.start],
        scan.text[span.end : span.end + 1],
    )


def _may_be_left(scan: Scan, left: _Left, said: _Said) -> bool:
    """Whether a word is written like one that was left, and not given on purpose."""
    small = scan.text[slice(*left.span)].islower()
    # German gives a noun that it takes over a capital.
    written = not left.bound if small else scan.doc.lang == "de" or said.title
    return written and (said.given or not is_given(scan.text, left.span))


def _weighed(scan: Scan, left: _Left, said: _Said) -> _Left | None:
    """The word with how sure it is; None for one that may be a name or the text's own."""
    word = scan.text[slice(*left.span)]
    if _is_copied(word, scan, said):
        return left._replace(confidence=0.95 if word.islower() or said.title else _LOAN)
    return left if not word.islower() and not said.capital else None


class _Said(NamedTuple):
    """
    Where the source has a word, and whether it may be a name there, has a capital, is given on
    purpose, or is somebody's title.
    """

    span: Span
    name: bool
    capital: bool
    given: bool
    title: bool


def _words(part: Aligned) -> dict[tuple[str, bool], _Said]:
    """The source's words by their letters and by whether they have a capital."""
    said: dict[tuple[str, bool], _Said] = {}
    for match in _SOURCE_WORD.finditer(part.source):
        capital = not match[0].islower()
        opens = match[0][1:].islower() and _OPENS.search(part.source, 0, match.start())
        name = capital and not opens
        given = is_given(part.source, Span(*match.span()))
        title = match[0] in _TITLES and bool(_NAME.match(part.source, match.end()))
        one = _Said(part.place(*match.span()), name, capital, given, title)
        said.setdefault((match[0].lower(), capital), one)
    return said


def _said(words: dict[tuple[str, bool], _Said], word: str) -> _Said | None:
    """The source's same word, written like it if there is one: Printing may be of a name."""
    letters, capital = word.lower(), not word.islower()
    return words.get((letters, capital)) or words.get((letters, not capital))


def _is_copied(word: str, scan: Scan, said: _Said) -> bool:
    """Whether a word that both sides have is the source's and no word of the text's language."""
    lang, source_lang = scan.doc.lang, scan.doc.source_lang
    if lang == "en":
        ours = is_in_dictionary(word) or is_term(word.lower())
        return not ours and (not said.name or source_lang == "de")
    if not word.islower():
        may_be_name = said.capital and not said.title
        return not may_be_name and source_lang == "en" and bool(is_english_only(word, lang))
    known = is_english_only(word, lang) if source_lang == "en" else None
    if known is not None:  # what English dictionaries have not got is a name
        return known and not said.name
    seen = looks(word, lang, source_lang) if source_lang else None
    return seen is not None and seen.odds >= _COPIED and not said.name


def _finding(scan: Scan, run: list[_Left]) -> Finding:
    span = Span(run[0].span.start, run[-1].span.end)
    sure = max(one.confidence for one in run)
    lang = next((one.lang for one in run if one.said), run[0].lang)
    said = next((one.said for one in run if one.said), None)
    evidence = Evidence("pattern", "no English dictionary has it")
    if said:
        evidence = Evidence("source", "the source has the same word")
    elif lang:
        how = "letters" if scan.doc.lang == "en" else "words"
        evidence = Evidence("language", f"{language_name(lang)} by its {how}", lang)
    return Finding(
        rule=RULE,
        span=span,
        message=RULE.message.format(
            words=f"“{scan.text[slice(*span)]}”",
            language=language_name(lang) if lang else "another language",
        ),
        confidence=max(sure, _RUN) if said and len(run) > 1 else sure,
        evidence=(evidence,),
        source_span=said,
    )
