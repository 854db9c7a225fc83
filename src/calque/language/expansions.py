"""
Acronyms that a text explains: "Collective Security Treaty Organization (CSTO)", "CSTO (Collective
Security Treaty Organization)".

Source of the idea: A. S. Schwartz and M. A. Hearst, "A simple algorithm for identifying
abbreviation definitions in biomedical text", PSB 2003. Theirs finds the expansion that fits the
letters; ours must also see one that doesn't, so it takes the run of capitalised words before the
bracket.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from calque.document import Span
from calque.language.common import SHORTEST, is_known_name, is_word, may_be_given_name
from calque.language.letters import APOSTROPHES, HYPHENS, UPPER, fold
from calque.language.scan import Scan

SMALL_WORDS: Final = frozenset(
    [
        "of",
        "the",
        "for",
        "and",
        "in",
        "on",
        "to",
        "a",
        "an",
        "at",
        "by",
        "with",
        "de",
        "des",
        "du",
        "la",
        "le",
        "les",
        "und",
        "der",
        "die",
        "das",
        "für",
        "et",
        "e",
        "y",
        "del",
    ]
)
# What a sentence begins with, and no name.
_BEFORE: Final = frozenset(["the", "in", "at", "on", "by", "with", "to", "for", "from"])
_WORD: Final = rf"[^\W_](?:[^\W_]|[{HYPHENS}{APOSTROPHES}.](?=[^\W_]))*[{APOSTROPHES}]?"
_SMALL: Final = "|".join(sorted(SMALL_WORDS))
_CAPITAL: Final = rf"[{UPPER}](?:[^\W_]|[{HYPHENS}{APOSTROPHES}](?=[^\W_]))*[{APOSTROPHES}]?"
# A line may end between two words, a paragraph may not.
_GAP: Final = r"(?: +\n?|\n) *"
# Capitalised words, small ones between them, then a bracket with one short word of capitals.
_EXPLAINED: Final = re.compile(
    rf"(?P<phrase>{_CAPITAL}(?:{_GAP}(?:(?:{_SMALL}){_GAP}){{0,3}}{_CAPITAL}){{1,9}})"
    rf"(?:{_GAP})?\((?P<acronym>[{UPPER}][{UPPER}0-9]{{1,7}})\)"
)
_AFTER: Final = re.compile(rf"(?<![^\W_])([{UPPER}][{UPPER}0-9]{{1,7}}) \(([^()\n]{{5,100}})\)")
_BRACKETED: Final = re.compile(rf"\([{UPPER}][{UPPER}0-9]{{1,7}}\)")
_POSSESSIVE: Final = re.compile(rf"[{APOSTROPHES}]s?$")
_SHORT: Final = 3
_MODIFIER: Final = re.compile(rf"[^\W_]+[{HYPHENS}][a-z]+")


class Expansion(NamedTuple):
    """A phrase and the acronym that follows it in brackets."""

    phrase: Span
    words: tuple[str, ...]
    acronym: Span
    letters: str


def expansions(scan: Scan) -> tuple[Expansion, ...]:
    """The acronyms that the text explains, in order."""
    return scan.doc.derived("expansions", lambda: tuple(_expansions(scan)))


def _expansions(scan: Scan) -> Iterator[Expansion]:
    if not _BRACKETED.search(scan.text):
        return
    for match in _EXPLAINED.finditer(scan.text):
        start, end = match.span("phrase")
        letters = match.group("acronym")
        run = list(re.finditer(_WORD, scan.text[start:end]))
        words = _name(_below_headings(run, letters, scan.text, start), letters)
        last = _POSSESSIVE.sub("", words[-1].group())
        texts = (*(word.group() for word in words[:-1]), last)
        if scan.doc.lang == "en" and _ends_in_person(texts) and not fits(letters, texts):
            continue
        yield Expansion(
            Span(start + words[0].start(), start + words[-1].start() + len(last)),
            texts,
            Span(*match.span("acronym")),
            letters,
        )


def _ends_in_person(words: tuple[str, ...]) -> bool:
    """Whether a given name and a surname end a phrase; the bracket then has their party or firm."""
    given, surname = words[-2:]
    if len(surname) < SHORTEST or is_word(surname) or is_known_name(surname):
        return False
    return may_be_given_name(given)


def _below_headings(
    run: list[re.Match[str]], letters: str, text: str, start: int
) -> list[re.Match[str]]:
    """The words of a run that begins at `start` without those of headings above, if any are."""
    for index in range(len(run) - 2, 0, -1):
        begin, end = start + run[index - 1].end(), start + run[index].start()
        if "\n" in text[begin:end] and is_heading(text[text.rfind("\n", 0, begin) + 1 : begin]):
            words, rest = (tuple(one.group() for one in some) for some in (run, run[index:]))
            return run if fits(letters, words) and not fits(letters, rest) else run[index:]
    return run


def is_heading(line: str) -> bool:
    """Whether all longer words of a line have a capital, and no full stop ends it."""
    words = [word for word in re.findall(_WORD, line) if len(word) > _SHORT]
    return not line.rstrip().endswith(".") and not any(word[0].islower() for word in words)


def explained_after(scan: Scan) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The acronyms after which a bracket says something, with its words."""
    for match in _AFTER.finditer(scan.text):
        yield match[1], tuple(re.findall(_WORD, match[2]))


def _name(words: list[re.Match[str]], letters: str) -> list[re.Match[str]]:
    """
    The words of a run that are the body's name.

    Without what is said of it ("Russian-led", "US-backed"), and without what stands before its
    article ("Members of the ...") unless the acronym needs it.
    """
    while len(words) > 2 and _MODIFIER.fullmatch(words[0].group()):
        words = words[1:]
    articles = [index for index, word in enumerate(words) if fold(word.group()) == "the"]
    rest = words[articles[-1] + 1 :] if articles else []
    if sum(fold(word.group()) not in SMALL_WORDS for word in rest) >= 2:
        whole, named = (tuple(word.group() for word in some) for some in (words, rest))
        if fits(letters, named) or not fits(letters, whole):
            return _name(rest, letters)
    while len(words) > 2 and fold(words[0].group()) in _BEFORE:
        words = words[1:]
    return words


def content_words(phrase: str) -> tuple[str, ...]:
    """The words of a phrase that carry it; see `name_words`."""
    return tuple(word for word in name_words(phrase) if word not in SMALL_WORDS)


def name_words(phrase: str) -> tuple[str, ...]:
    """The words of a phrase, folded, without articles; British and American spelling made one."""
    words = re.findall(r"[^\W_]+", fold(phrase).replace("co-operation", "cooperation"))
    return tuple(_one_spelling(word) for word in words if word not in ("the", "a", "an"))


def _one_spelling(word: str) -> str:
    word = re.sub(r"is(ation|e|ed|ing)(s?)$", r"iz\1\2", word)
    word = re.sub(r"our(s?)$", r"or\1", word)
    word = re.sub(r"(def|off)ence", r"\1ense", word)
    return re.sub(r"(cent|theat)re", r"\1er", word)


def fits(letters: str, words: tuple[str, ...]) -> bool:
    """
    Whether an acronym can stand for the words: its letters occur in order, each at the start of a
    word or within a word already begun, the first letter at one of the first three that it can.
    """
    parts = [part for word in words for part in re.split(rf"[{HYPHENS}]", fold(word)) if part]
    letters = letters.lower()
    starts = [index for index, part in enumerate(parts) if part.startswith(letters[0])]
    return any(_follows(letters, parts[index:]) for index in starts[:3])


def _follows(letters: str, parts: list[str]) -> bool:
    """Letters as a subsequence in which a new word is entered at its first letter."""
    if not letters:
        return True
    if not parts:
        return False
    taken = 0
    for char in parts[0]:
        if taken < len(letters) and char == letters[taken]:
            taken += 1
    begins = parts[0].startswith(letters[0])
    options = range(taken, 0, -1) if begins else ()
    return any(_follows(letters[count:], parts[1:]) for count in options) or _follows(
        letters, parts[1:]
    )
