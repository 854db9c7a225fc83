"""
One spelling for each name across a corpus: what its texts say becomes a glossary, laid over the
others, and the rules do the rest.

Of people whose given name is known, and of places, the spelling that comes most often wins. What
the glossaries have already is theirs to decide. The rules look whether a name can be another
person's; a fix of theirs is as safe as if an editor had written the entry.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from calque.config import Config
from calque.formats.files import write_bytes
from calque.glossary import toml
from calque.glossary.concept import Concept
from calque.glossary.load import Problem, builtin_folder, read
from calque.growth.mine import Miner
from calque.growth.propose import names

_HEAD: Final = "# One spelling for each of these names, the one that comes most often.\n\n"
# One in several texts is no slip of the pen.
_LEAST: Final = 2


def write_layer(path: Path, miner: Miner, config: Config) -> None:
    """Write the glossary, without the entries that would clash with those of the house."""
    found = list(entries(miner, config.lang))
    while True:
        texts = [toml.entry(*entry) for entry in found]
        write_bytes(path, ["".join((_HEAD, *texts)).encode()])
        lines = {problem.line for problem in _problems(path, config)}
        starts = _starts(texts)
        kept = [entry for entry, line in zip(found, starts, strict=True) if line not in lines]
        if len(kept) == len(found):
            return
        found = kept


def entries(miner: Miner, lang: str) -> Iterator[tuple[Concept, Sequence[str]]]:
    """Yield the names of a corpus with several spellings as entries, each with its evidence."""
    taken: set[str] = set()
    for _, concept, evidence in sorted(names(miner, lang, _LEAST), key=lambda one: one[1].id):
        known = concept.kind == "place" or " " in concept.terms[0].text
        if known and concept.id not in taken:
            taken.add(concept.id)
            yield replace(concept, id=f"corpus-{concept.id}", ref=("this corpus",)), evidence


def _problems(path: Path, config: Config) -> Iterator[Problem]:
    _, problems = read([builtin_folder(), *config.glossaries, path], config.concepts)
    return (problem for problem in problems if problem.path == str(path))


def _starts(texts: Sequence[str]) -> list[int]:
    """The line of each entry's head."""
    starts, line = [], _HEAD.count("\n") + 1
    for text in texts:
        head = next(n for n, said in enumerate(text.split("\n")) if said.startswith("["))
        starts.append(line + head)
        line += text.count("\n")
    return starts
