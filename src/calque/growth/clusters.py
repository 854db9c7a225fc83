"""
Spellings that are one name, gathered over a whole corpus.

Two spellings in one text that drift, a spelling and its rendering, and spellings of different texts
that compare as the same and follow the same given name: each is a thread, and what hangs together
is one name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, combinations
from typing import Final

from calque.growth.mine import Foreign, Miner
from calque.growth.tally import Seen
from calque.language.codes import language_name
from calque.names import compare, render
from calque.names.fold import fold
from calque.names.lookalikes import likeness

# Names that sound alike; more than this many are too common a sound to mean anything.
_LARGEST: Final = 40
_SHORTEST: Final = 3
_DOUBLED: Final = re.compile(r"(.)\1+")
_SOUNDS: Final = (
    (re.compile("[fw]"), "v"),
    (re.compile("[^bcdgklmnpqrstvxz]"), ""),
    (re.compile("x"), "ks"),
    (re.compile("[zc]|t?s"), "s"),
    (_DOUBLED, r"\1"),
)
# Letters that every convention spells alike (of d, Polish dż is English j); from how alike a name
# and its rendering are by letters (0 to 100), and as names (log-odds). So are 99 in 100 of them.
_UNSTEADY: Final = re.compile("[^blmnpr]")
_NEAR: Final = 55
_NEAREST: Final = 12
_LIKE: Final = 1.0
# How likely a rendering must be.
_SURE: Final = 0.8


@dataclass(slots=True)
class Name:
    """One name: its spellings, the best of them, and why they are thought to be one."""

    spellings: list[str]
    preferred: str
    reasons: list[str] = field(default_factory=list)


def names(miner: Miner) -> Iterator[Name]:
    """Yield the names that have more than one spelling, in no order."""
    threads: dict[tuple[str, str], list[str]] = defaultdict(list)
    foreign = set()
    for (found, wanted), seen in miner.drift:
        threads[found, wanted].append(f"{found} and {wanted} drift: {seen}")
    for pair, seen in chain(miner.foreign, _rendered(miner)):
        foreign.add(pair.name)
        said = f"{pair.name} is {language_name(pair.lang)} for {pair.wanted}: {seen}"
        threads[pair.name, pair.wanted].append(said)
    for one, other, before in _alike(miner):
        said = f"{one} and {other} compare as one name, both after {before.title()}"
        threads[one, other].append(said)
    groups = _joined(threads)
    group_of = {name: number for number, group in enumerate(groups) for name in group}
    reasons: list[list[str]] = [[] for _ in groups]
    for (one, _), said_of_pair in threads.items():
        reasons[group_of[one]] += said_of_pair
    for group, why in zip(groups, reasons, strict=True):
        ours = [name for name in group if name not in foreign] or sorted(group)
        preferred = max(ours, key=lambda name: (miner.names[name].count, name))
        yield Name(sorted(group - {preferred}), preferred, why)


def _rendered(miner: Miner) -> Iterator[tuple[Foreign, Seen]]:
    """
    Yield the names that are what the language of their texts would spell like another of the names.

    To render a name is dear, so it is done where the other one is alike.
    """
    carried = list(miner.carried)
    if not carried:
        return
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import extract

    blocks: dict[str, dict[str, str]] = defaultdict(dict)
    for name, _ in miner.names:
        blocks[_steady(name)][name] = fold(name)
    for (name, lang, into), seen in carried:
        block = blocks[_steady(name)]
        near = extract(fold(name), block, scorer=ratio, score_cutoff=_NEAR, limit=_NEAREST)
        others = (other for _, _, other in near if other.lower() != name.lower())
        if any(likeness(name, other, _LIKE) > _LIKE for other in others):
            best = render(name, lang, into, limit=1)[0]
            if best.confidence >= _SURE and best.text != name and best.text in block:
                yield Foreign(name, best.text, lang), seen


def _alike(miner: Miner) -> Iterator[tuple[str, str, str]]:
    """
    Yield the pairs of spellings that follow one name, which is the third, and sound alike.

    They are the same by all we know: to ask that is dear, so it comes last.
    """
    company: dict[str, set[str]] = defaultdict(set)
    for (name, before), _ in miner.before:
        company[name].add(before)
    blocks: dict[str, list[str]] = defaultdict(list)
    for name, _ in miner.names:
        if len(key := _sound(name)) >= _SHORTEST:
            blocks[key].append(name)
    for block in blocks.values():
        for one, other in combinations(block, 2) if len(block) <= _LARGEST else ():
            shared = company[one] & company[other]
            if shared and compare(one, other).same:
                yield one, other, min(shared)


def _sound(name: str) -> str:
    key = fold(name)
    for pattern, sound in _SOUNDS:
        key = pattern.sub(sound, key)
    return key


def _steady(name: str) -> str:
    return _DOUBLED.sub(r"\1", _UNSTEADY.sub("", fold(name)))


def _joined(pairs: Iterable[tuple[str, str]]) -> list[set[str]]:
    """What hangs together by the pairs."""
    group_of: dict[str, set[str]] = {}
    for one, other in pairs:
        joined = group_of.get(one, {one}) | group_of.get(other, {other})
        group_of |= dict.fromkeys(joined, joined)
    return list({id(group): group for group in group_of.values()}.values())
