"""
Names for people: two compared, one spelled as another language does, one explained.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from textwrap import wrap
from typing import Final

from calque.language.codes import language_name
from calque.names.comparison import POSSIBLE_FROM, Comparison
from calque.names.reading import Reading
from calque.names.rendering import Rendering
from calque.names.scheme import load
from calque.names.write import spellings
from calque.render.alignment import alignment
from calque.render.cells import printable, width
from calque.render.paint import paint

# What is less likely is not worth a line.
_UNLIKELY: Final = 0.005
_SHORTEST_ROOM: Final = 30


class View:
    """Names on a terminal; `width` is the terminal's, in cells."""

    def __init__(self, *, colour: bool, width: int) -> None:
        self._colour = colour
        self._paint = partial(paint, on=colour)
        self._width = width

    def comparison(self, found: Comparison) -> Iterator[str]:
        """Yield the verdict, the letters side by side, and what there is to say of them."""
        one, other = (printable(name) or "(nothing)" for name in found.names)
        said, colour = _verdict(found)
        yield (
            f"{self._paint(f'{one} and {other}', bold=True)} "
            f"{self._paint(said, fg=colour, bold=True)} ({found.score:.2f})\n"
        )
        explanation = found.explanation
        if explanation.columns:
            yield "\n"
            yield from alignment(explanation, colour=self._colour, room=self._width)
        yield "\n" if explanation.remarks else ""
        for remark in explanation.remarks:
            mark, colour = ("≠", "red") if remark.apart else ("·", "cyan")
            yield f"  {self._paint(mark, fg=colour)} {printable(remark.text)}\n"

    def renderings(self, found: Sequence[Rendering]) -> Iterator[str]:
        """Yield the spellings of a name, the likeliest first, and the reading each comes from."""
        likely = [one for k, one in enumerate(found) if k == 0 or one.confidence >= _UNLIKELY]
        texts = [printable(one.text) for one in likely]
        readings = [one.reading for one in likely if one.reading]
        for number, (one, text) in enumerate(zip(likely, texts, strict=True)):
            shown = self._paint(text, bold=number == 0) + _padding(text, texts)
            why = self._reading(one.reading, readings) if one.reading else "as it is"
            yield f"{shown}  {one.confidence:.2f}  {why}\n"

    def readings(self, name: str, found: Sequence[Reading], *, romanised: bool) -> Iterator[str]:
        """
        Yield the readings of a name, then how other languages spell the likeliest.

        `romanised` is whether it is likelier to be from another alphabet than not.
        """
        shown = self._paint(printable(name), bold=True)
        if not found:
            yield f"{shown} follows no convention that is known\n"
            return
        yield f"{shown} may be\n\n"
        likely = [one for k, one in enumerate(found) if k == 0 or one.share >= _UNLIKELY]
        for one in likely:
            yield f"  {one.share:.2f}  {self._reading(one, likely)}\n"
        if not romanised:
            yield "\nMore likely it was never in another alphabet.\n"
        yield f"\n{self._paint(likely[0].text, bold=True)} is spelled\n\n"
        yield from self._elsewhere(name, likely[0])

    def _reading(self, one: Reading, others: Sequence[Reading]) -> str:
        """Return text, origin and convention, in columns with those of `others`."""
        origins = [language_name(other.origin) for other in others]
        origin = language_name(one.origin)
        way = load(one.origin).convention(one.convention).name
        return (
            f"{one.text}{_padding(one.text, [other.text for other in others])}  "
            f"{origin}{_padding(origin, origins)}  "
            f"{self._paint(way if one.exact else f'nearly {way}', fg='cyan')}"
        )

    def _elsewhere(self, name: str, reading: Reading) -> Iterator[str]:
        found = elsewhere(reading)
        room = max(_SHORTEST_ROOM, self._width - 4 - max(map(width, found)))
        for text, labels in found.items():
            bold = text.casefold() == name.casefold()
            head = f"  {self._paint(text, bold=bold)}{_padding(text, list(found))}  "
            for part in wrap(", ".join(labels), room):
                yield f"{head}{self._paint(part, fg='cyan')}\n"
                head = " " * (4 + max(map(width, found)))


def elsewhere(reading: Reading) -> dict[str, list[str]]:
    """Return each spelling of a reading's text, with the languages or systems that have it."""
    conventions = load(reading.origin).conventions
    found: dict[str, list[str]] = {}
    for spelling in spellings(reading.text, reading.origin):
        if not spelling.admitted:
            labels = [*map(language_name, spelling.langs)] or [
                conventions[spelling.convention].name
            ]
            known = found.setdefault(spelling.text, [])
            known += [label for label in labels if label not in known]
    return found


def _verdict(found: Comparison) -> tuple[str, str]:
    """Return what two names are, and its colour."""
    if found.same:
        return "are one name", "green"
    return (
        ("may be one name", "yellow") if found.score >= POSSIBLE_FROM else ("are two names", "red")
    )


def _padding(text: str, texts: Sequence[str]) -> str:
    return " " * (max(map(width, texts)) - width(text))
