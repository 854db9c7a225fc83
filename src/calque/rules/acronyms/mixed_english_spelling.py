"""
One body's name is spelled in the British and in the American way in one text.

Why it matters: a Defence Ministry beside a Defense Ministry reads as two, and no desk has both.
Fix: the spelling that the text uses most, then the one that the glossary prefers, then the first;
for review. Silent where other countries stand beside them, as in the British Labour Party and the
Australian Labor Party, and where the house has decided (ACR002 mends that).
Source: the text itself; the endings that differ, https://en.wikipedia.org/wiki/American_and_British_English_spelling_differences
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from calque.cues import Cues
from calque.document import Span
from calque.finding import Edit, Evidence, Finding, Fix, Safety
from calque.glossary.forms import RIGHT
from calque.glossary.hits import TermHit
from calque.language.common import is_word
from calque.language.expansions import SMALL_WORDS
from calque.language.letters import APOSTROPHES, UPPER, fold
from calque.language.scan import Scan
from calque.language.tokens import Memory
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="ACR006",
    name="mixed-english-spelling",
    category="terminology/term-inconsistency",
    its_type="inconsistency",
    severity="minor",
    message="{found} is spelled {wanted} elsewhere in this text",
    in_quotes=True,
    needs=("name", "acronym"),
)
# What words of bodies' names have in Britain, and what in America.
_PAIRS = (
    (re.compile(r"is(ation|ations|ed|ing)$"), r"iz\1"),
    (re.compile(r"^(def|off)ence"), r"\1ense"),
    (re.compile(r"^(arm|behavi|col|harb|hon|lab|neighb)our"), r"\1or"),
    (re.compile(r"^(cent|theat)re(s?)$"), r"\1er\2"),
    (re.compile(r"^programme"), "program"),
    (re.compile(r"^co-operati"), "cooperati"),
)
# Something of these has every text with both spellings of a word.
_BRITISH = Cues(
    (
        *("isation", "ised", "ising", "defence", "offence", "armour", "behaviour", "colour"),
        *("harbour", "honour", "labour", "neighbour", "centre", "theatre", "programme"),
        "co-operati",
    )
)
_AMERICAN = Cues(
    (
        *("ization", "ized", "izing", "defense", "offense", "armor", "behavior", "color"),
        *("harbor", "honor", "labor", "neighbor", "center", "theater", "program", "cooperati"),
    )
)
_TELLING = re.compile(
    r".+i[sz](?:ation|ations|ed|ing)|(?:def|off)en[cs]e.*|(?:cent|theat)(?:re|er)s?"
    r"|(?:arm|behavi|col|harb|hon|lab|neighb)ou?r.*|program(?:me)?s?|co-?operati.*"
)
_CAPITAL = rf"[{UPPER}][^\W_]*(?:[{APOSTROPHES}-][^\W_]+)*"
_SMALL = "|".join(sorted(SMALL_WORDS))
_RUN = re.compile(rf"{_CAPITAL}(?:[ \n](?:(?:{_SMALL})[ \n]){{0,3}}{_CAPITAL})+")
_WORD = re.compile(r"\S+")
_POSSESSIVE = re.compile(rf"[{APOSTROPHES}]s?$")
_ENOUGH = 2  # words that carry a meaning make a name
_ALIKE = 4  # letters that a country and its people share: Russia, Russian


class _Mention(NamedTuple):
    """A body's name: its words, their places, the body (spelled one way), and what is beside."""

    span: Span
    words: tuple[Span, ...]
    spelling: str
    body: str
    beside: tuple[str, ...]


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for each mention that is not spelled as most are."""
    if not (scan.has(_BRITISH) and scan.has(_AMERICAN) and _is_mixed(scan)):
        return
    bodies: dict[str, list[_Mention]] = {}
    for mention in _mentions(scan):
        bodies.setdefault(mention.body, []).append(mention)
    terms = res.hits(scan).terms
    for mentions in bodies.values():
        counts = Counter(mention.spelling for mention in mentions)
        known = [hit for hit in terms if any(m.span.overlaps(Span(*hit[:2])) for m in mentions)]
        if len(counts) < 2 or _are_two(mentions) or not _is_one(known):
            continue
        first = {mention.spelling: -mention.span.start for mention in reversed(mentions)}
        preferred = _preferred(known, scan.doc.lang)
        wanted = max(counts, key=lambda one: (counts[one], one in preferred, first[one]))
        for mention in mentions:
            if mention.spelling != wanted:
                yield _finding(scan, mention, wanted, mentions)


def _is_mixed(scan: Scan) -> bool:
    """Whether the text has some word in both spellings at all."""
    spelled: dict[str, str] = {}
    known = {_SPELLED[mark.text] for mark in scan.marks}
    return any(spelled.setdefault(*both) != both[1] for both in filter(None, known))


def _spelled(word: str) -> tuple[str, str] | tuple[()]:
    """A word that the two spellings differ in, the American way and as it is; else nothing."""
    word = fold(word)
    return (_american(word), word) if _TELLING.fullmatch(word) else ()


_SPELLED = Memory(_spelled)


def _american(word: str) -> str:
    for british, american in _PAIRS:
        word = british.sub(american, word)
    return word


def _mentions(scan: Scan) -> Iterator[_Mention]:
    for run in _RUN.finditer(scan.text):
        words = [Span(*word.span()) for word in _WORD.finditer(scan.text, *run.span())]
        while words and fold(scan.text[slice(*words[0])]) in SMALL_WORDS:  # The, In
            del words[0]
        folded = [fold(scan.text[slice(*word)]) for word in words]
        telling = (at for at, word in enumerate(folded) if _TELLING.fullmatch(word))
        for low, high in dict.fromkeys(_name(folded, at) for at in telling):
            if low < high:
                yield _Mention(
                    Span(words[low].start, words[high - 1].end),
                    tuple(words[low:high]),
                    " ".join(folded[low:high]),
                    " ".join(map(_american, folded[low:high])),
                    tuple(_beside(folded, low, high)),
                )


def _beside(words: Sequence[str], low: int, high: int) -> Iterator[str]:
    """Yield the names before a body's own, and after it with "of": the country, if any."""
    near = [_POSSESSIVE.sub("", words[low - 1])] if low else []
    if words[high : high + 1] == ["of"]:
        near.append(words[_beyond(words, high, 1)])
    yield from (word for word in near if not (word in SMALL_WORDS or is_word(word)))


def _name(words: Sequence[str], telling: int) -> tuple[int, int]:
    """
    Where the body's own name begins and ends in a run of capitalised words; nowhere for one word.

    It is as short as can be: "Ministry of Defence" of Ukraine, Russian "Defence Ministry", World
    "Trade Organisation".
    """
    low, high = telling, telling + 1
    if low and words[low - 1] in SMALL_WORDS:
        low = _beyond(words, low - 1, -1)
    if _weight(words[low:high]) < _ENOUGH and high < len(words):
        high = _beyond(words, high, 1) + 1
    if _weight(words[low:high]) < _ENOUGH and low:
        low = _beyond(words, low - 1, -1)
    return (low, high) if _weight(words[low:high]) >= _ENOUGH else (0, 0)


def _beyond(words: Sequence[str], at: int, step: int) -> int:
    """The place of the next word that is not small; the words begin and end with one."""
    while words[at] in SMALL_WORDS:
        at += step
    return at


def _weight(words: Sequence[str]) -> int:
    return sum(word not in SMALL_WORDS for word in words)


def _are_two(mentions: Sequence[_Mention]) -> bool:
    """Whether each spelling has company of its own: another country's body."""
    company: dict[str, set[str]] = {mention.spelling: set() for mention in mentions}
    for mention in mentions:
        company[mention.spelling].update(word[:_ALIKE] for word in mention.beside)
    found = list(company.values())
    return all(found) and not set.intersection(*found)


def _is_one(known: Sequence[TermHit]) -> bool:
    """Whether the glossary takes them for one body, and has nothing else to say of them."""
    return len({hit.form.concept.id for hit in known}) < 2 and all(
        hit.form.status == RIGHT for hit in known
    )


def _preferred(known: Sequence[TermHit], lang: str) -> str:
    terms = (hit.form.concept.preferred(lang) for hit in known)
    return " ".join(fold(term.text) for term in terms if term)


def _finding(scan: Scan, mention: _Mention, wanted: str, mentions: Sequence[_Mention]) -> Finding:
    model = next(one for one in mentions if one.spelling == wanted)
    edits = []
    for word, right in zip(mention.words, model.words, strict=True):
        found, right_word = scan.text[slice(*word)], scan.text[slice(*right)]
        if fold(found) != fold(right_word):
            edits.append(Edit(*word, right_word.upper() if found.isupper() else right_word))
    text = " ".join(scan.text[slice(*mention.span)].split())
    as_model = " ".join(scan.text[slice(*model.span)].split())
    counts = Counter(one.spelling for one in mentions)
    return Finding(
        rule=RULE,
        span=mention.span,
        message=RULE.message.format(found=text, wanted=as_model),
        confidence=0.8,
        fixes=(Fix(tuple(edits), Safety.REVIEW, f"{text} → {as_model}"),),
        evidence=(
            Evidence(
                "document",
                f"{as_model} {counts[wanted]}×, {text} {counts[mention.spelling]}×",
            ),
        ),
        related=(model.span,),
    )
