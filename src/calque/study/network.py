"""
The spellings of one name in a corpus, and what each should be.

Names are taken apart into words, since a person comes with and without a given name.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from calque.errors import InputError
from calque.study.charts import library, title

if TYPE_CHECKING:
    import altair
    import pandas

_NAMES: Final = "NAM"
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_POSSESSIVE: Final = re.compile(r"['’]s$")
# From the middle of the picture to its rim, and how much of an arrow is free of the circles.
_REACH: Final = 1.0
_FREE: Final = (0.2, 0.82)
_MARGIN: Final = 0.45
_WIDTH: Final = 480
_LINE: Final = "#8c959f"


class _Edge(NamedTuple):
    """A spelling and what should stand instead."""

    spelling: str
    instead: str


def spellings(found: pandas.DataFrame) -> pandas.DataFrame:
    """Return every spelling that is mended to another, by the name that it belongs to."""
    import pandas

    counts, texts = _edges(found)
    groups = _groups(counts)
    rows = [
        (groups[edge.spelling], *edge, number, len(texts[edge])) for edge, number in counts.items()
    ]
    columns = ["name", "spelling", "instead", "findings", "texts"]
    table = pandas.DataFrame(rows, columns=columns)
    table["_all"] = table.groupby("name")["findings"].transform("sum")
    order = ["_all", "name", "findings", "spelling"]
    ascending = [False, True, False, True]
    return table.sort_values(order, ascending=ascending)[columns].reset_index(drop=True)


def drawn(found: pandas.DataFrame, texts: Iterable[str], name: str) -> altair.LayerChart:
    """Draw the network of one name: circles as large as a spelling is frequent, arrows to mend."""
    import pandas

    counts, _ = _edges(found)
    groups = _groups(counts)
    match = next((word for word in groups if word.casefold() == name.casefold()), None)
    if match is None:
        known = ", ".join(dict.fromkeys(spellings(found)["name"].head(5)))
        raise InputError(
            f'no spelling of "{name}" is mended; those that most are: {known or "none"}'
        )
    centre = groups[match]
    own = {edge: number for edge, number in counts.items() if groups[edge.spelling] == centre}
    words = dict.fromkeys([centre, *(word for edge in own for word in edge)])
    mentions, holding = _mentions(words, texts)
    places = _places(list(words))
    nodes = pandas.DataFrame(
        [(word, *places[word], mentions[word], word == centre) for word in words],
        columns=["spelling", "x", "y", "mentions", "centre"],
    )
    arrows = pandas.DataFrame(
        [
            (*edge, *_between(places[edge[0]], places[edge[1]]), number)
            for edge, number in own.items()
        ],
        columns=["spelling", "instead", "x", "y", "x2", "y2", "angle", "findings"],
    )
    caption = (
        f"Circles are the spellings met, their areas how often each stands in the texts "
        f"({sum(mentions.values()):,} times in {holding:,} texts); arrows lead to what should "
        f"stand there, as wide as it was found ({sum(own.values()):,} findings about names)."
    )
    return _picture(nodes, arrows, f"The spellings of {centre}", caption)


def _picture(
    nodes: pandas.DataFrame, arrows: pandas.DataFrame, said: str, caption: str
) -> altair.LayerChart:
    alt = library()
    up = float(nodes["y"].abs().max()) + _MARGIN
    reach = {
        "x": alt.Scale(domain=[-_REACH - _MARGIN, _REACH + _MARGIN], nice=False),
        "y": alt.Scale(domain=[-up, up], nice=False),
    }

    def at(x: str, y: str) -> dict[str, Any]:
        return {
            "x": alt.X(f"{x}:Q", axis=None, scale=reach["x"]),
            "y": alt.Y(f"{y}:Q", axis=None, scale=reach["y"]),
        }

    lines = (
        alt.Chart(arrows)
        .mark_rule(color=_LINE, opacity=0.8)
        .encode(
            **at("x", "y"),
            x2="x2:Q",
            y2="y2:Q",
            strokeWidth=alt.StrokeWidth("findings:Q", scale=alt.Scale(range=[1, 6]), legend=None),
            tooltip=["spelling", "instead", "findings"],
        )
    )
    heads = (
        alt.Chart(arrows)
        .mark_point(shape="triangle", filled=True, color=_LINE, size=110, opacity=1)
        .encode(**at("x2", "y2"), angle=alt.Angle("angle:Q", scale=None))
    )
    circles = (
        alt.Chart(nodes)
        .mark_circle(opacity=1, stroke="white")
        .encode(
            **at("x", "y"),
            size=alt.Size("mentions:Q", scale=alt.Scale(range=[80, 1200]), legend=None),
            color=alt.condition("datum.centre", alt.value("#2da44e"), alt.value("#d9822b")),
            tooltip=["spelling", "mentions"],
        )
    )
    labels = (
        alt.Chart(nodes)
        .transform_calculate(label="datum.spelling + ' (' + datum.mentions + ')'")
        .mark_text(dy=-26, fontSize=13)
        .encode(**at("x", "y"), text="label:N")
    )
    return (
        alt.layer(lines, heads, circles, labels)
        .properties(
            title=title(alt, said, caption), width=_WIDTH, height=_WIDTH * up / (_REACH + _MARGIN)
        )
        .configure_view(stroke=None)
    )


def _edges(found: pandas.DataFrame) -> tuple[Counter[_Edge], dict[_Edge, set[int]]]:
    """Count what is mended to what, and in which texts (by row)."""
    counts: Counter[_Edge] = Counter()
    texts: defaultdict[_Edge, set[int]] = defaultdict(set)
    names = found[found["rule"].str.startswith(_NAMES) & found["fix"].notna()]
    for row, text, fix in zip(names["row"], names["text"], names["fix"], strict=True):
        for edge in _words(text, fix):
            counts[edge] += 1
            texts[edge].add(row)
    return counts, texts


def _words(text: str, fix: str) -> Iterator[_Edge]:
    ours, theirs = ([_bare(word) for word in _WORD.findall(side)] for side in (text, fix))
    if len(ours) != len(theirs):
        yield _Edge(" ".join(ours), " ".join(theirs))
        return
    yield from (_Edge(*pair) for pair in zip(ours, theirs, strict=True) if pair[0] != pair[1])


def _bare(word: str) -> str:
    return _POSSESSIVE.sub("", word)


def _groups(edges: Iterable[_Edge] | Counter[_Edge]) -> dict[str, str]:
    """Return for each spelling the name it belongs to: what most of its kin are mended to."""
    parents: dict[str, str] = {}

    def root(word: str) -> str:
        while parents.setdefault(word, word) != word:
            word = parents[word]
        return word

    for spelling, instead in edges:
        parents[root(spelling)] = root(instead)
    weight: Counter[str] = Counter()
    for (_, instead), number in Counter(edges).items():
        weight[instead] += number
    best: dict[str, str] = {}
    for word in parents:
        kin = root(word)
        best[kin] = max(best.get(kin, word), word, key=lambda one: (weight[one], one))
    return {word: best[root(word)] for word in parents}


def _mentions(words: Iterable[str], texts: Iterable[str]) -> tuple[Counter[str], int]:
    """Count how often each of some words stands in the texts, and how many texts have one."""
    longest = sorted(words, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")
    counts: Counter[str] = Counter(dict.fromkeys(words, 0))
    holding = 0
    for text in texts:
        there = pattern.findall(text)
        counts.update(there)
        holding += bool(there)
    return counts, holding


def _places(words: list[str]) -> dict[str, tuple[float, float]]:
    """Put the first word in the middle and the others around it."""
    places = {words[0]: (0.0, 0.0)}
    for k, word in enumerate(words[1:]):
        turn = 2 * math.pi * k / (len(words) - 1)
        places[word] = (_REACH * math.cos(turn), _REACH * math.sin(turn))
    return places


def _between(
    start: tuple[float, float], end: tuple[float, float]
) -> tuple[float, float, float, float, float]:
    """Return where an arrow begins and ends, and how its head is turned (degrees)."""
    from_x, from_y = start
    along_x, along_y = end[0] - from_x, end[1] - from_y
    ends = [(from_x + share * along_x, from_y + share * along_y) for share in _FREE]
    turned = math.degrees(math.atan2(along_x, along_y))
    return (*ends[0], *ends[1], turned)
