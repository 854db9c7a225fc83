"""
A text as the sentences to translate, and what stands between them.

A model reads one sentence at a time: of several it drops some, and what is too long it cuts. What
has no letters is not given to it at all, since a model makes something up for "***".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

_LINE: Final = re.compile(r"[^\n\r]+|[\n\r]+")
# Where a sentence that is too long may be cut, best first.
_CUTS: Final = (r"(?<=[;:；：])\s*", r"(?<=[,，、])\s*", r"\s+", r"")
# Languages that write no space between sentences.
_SPACELESS: Final = ("ja", "zh")


class Parted(NamedTuple):
    """
    A text in parts: those at even places stay as they are, those at odd places are translated.
    """

    parts: tuple[str, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is to be translated."""
        return self.parts[1::2]

    def joined(self, renderings: Sequence[str], lang: str) -> str:
        """Put the text together again, in `lang`, from renderings of its sentences."""
        said = iter(renderings)
        result = ""
        for number, part in enumerate(self.parts):
            if number % 2:
                new = next(said)
                # Two parts of a sentence that was cut, or sentences of a language without spaces.
                apart = number > 1 and not self.parts[number - 1] and lang not in _SPACELESS
                result += f" {new}" if apart else new
            elif part.strip() or "\n" in part or not result or lang not in _SPACELESS:
                result += part
        return result


def parted(text: str, lang: str, fits: Callable[[str], bool]) -> Parted:
    """
    Cut a text in `lang` into sentences that `fits` accepts; one that has no letters stays.

    Sentence boundaries by sentencex.
    """
    parts = [""]
    for piece in _pieces(text, lang, fits):
        if any(map(str.isalpha, piece)):
            words = piece.strip()
            before, _, after = piece.partition(words)
            parts[-1] += before
            parts += [words, after]
        else:
            parts[-1] += piece
    return Parted(tuple(parts))


def _pieces(text: str, lang: str, fits: Callable[[str], bool]) -> Iterator[str]:
    from sentencex import get_sentence_boundaries

    for line in _LINE.findall(text):
        if not line.strip():
            yield line
            continue
        done = 0
        for found in get_sentence_boundaries(lang, line):
            start = found["start_index"]
            end = start + len(found["text"])
            if start > done:
                yield line[done:start]
            yield from _cut(line[start:end], fits)
            done = end
        if done < len(line):
            yield line[done:]


def _cut(sentence: str, fits: Callable[[str], bool], level: int = 0) -> Iterator[str]:
    """A sentence, or, where it is too long, the fewest parts of it that are not."""
    if fits(sentence) or len(sentence) < 2:
        yield sentence
        return
    places = [match.end() for match in re.finditer(_CUTS[level], sentence)]
    places = [place for place in places if 0 < place < len(sentence)]
    if not places:
        if level + 1 < len(_CUTS):
            yield from _cut(sentence, fits, level + 1)
        else:
            yield sentence
        return
    middle = min(places, key=lambda place: abs(place - len(sentence) / 2))
    if level + 1 < len(_CUTS) and not len(sentence) / 5 < middle < len(sentence) * 4 / 5:
        yield from _cut(sentence, fits, level + 1)
        return
    yield from _cut(sentence[:middle], fits, level)
    yield from _cut(sentence[middle:], fits, level)
