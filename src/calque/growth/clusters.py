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
from itertools import combinations
from typing import Final

from calque.growth.mine import Miner
from calque.language.codes import language_name
from calque.names import compare
from calque.names.fold import fold

# Names that sound alike; more than this many are too common a sound to mean anything.
_LARGEST: Final = 40
_SHORTEST: Final = 3
_SOUNDS: Final = (
    (re.compile("[fw]"), "v"),
    (re.compile("[^bcdgklmnpqrstvxz]"), ""),
    (re.compile("x"), "ks"),
    (re.compile("[zc]|t?s"), "s"),
    (re.compile(r"(.)\1+"), r"\1"),
)


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
    for pair, seen in miner.foreign:
        if not (pair.sure or miner.names[pair.wanted].count):
            continue
        foreign.add(pair.name)
        said = f"{pair.name} is {language_name(pair.lang)} for {pair.wanted}: {seen}"
        threads[pair.name, pair.wanted].append(said)
    company: dict[str, set[str]] = defaultdict(set)
    for (name, before), _ in miner.before:
        company[name].add(before)
    for one, other in _alike(name for name, _ in miner.names):
        shared = sorted(company[one] & company[other])
        if shared:
            said = f"{one} and {other} compare as one name, both after {shared[0].title()}"
            threads[one, other].append(said)
    for group in _joined(threads):
        reasons = [
            said for pair, all_said in threads.items() if pair[0] in group for said in all_said
        ]
        ours = [name for name in group if name not in foreign] or sorted(group)
        preferred = max(ours, key=lambda name: (miner.names[name].count, name))
        yield Name(sorted(group - {preferred}), preferred, reasons)


def _alike(found: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of spellings that sound alike and are the same by all we know."""
    blocks: dict[str, list[str]] = defaultdict(list)
    for name in found:
        if len(key := _sound(name)) >= _SHORTEST:
            blocks[key].append(name)
    for block in blocks.values():
        if len(block) <= _LARGEST:
            yield from (pair for pair in combinations(block, 2) if compare(*pair).same)


def _sound(name: str) -> str:
    key = fold(name)
    for pattern, sound in _SOUNDS:
        key = pattern.sub(sound, key)
    return key


def _joined(pairs: Iterable[tuple[str, str]]) -> list[set[str]]:
    """What hangs together by the pairs."""
    group_of: dict[str, set[str]] = {}
    for one, other in pairs:
        joined = group_of.get(one, {one}) | group_of.get(other, {other})
        group_of |= dict.fromkeys(joined, joined)
    return list({id(group): group for group in group_of.values()}.values())
