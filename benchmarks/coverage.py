"""
What the built-in glossary knows: concepts of each kind, and those with an acronym, by language.

Reads nothing under `--bench`. A place or person also has every spelling that the romanisation
schemes make of its origin, which is not counted.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from calque.glossary.concept import EVERY, Concept
from calque.glossary.load import builtin_folder, load

_LANGS: Final = "en fi sv no da de fr es it pt nl pl cs sk hu ro bg el tr et lv lt ru uk be"
_KINDS: Final = ("organisation", "term", "place", "person")


def run(bench: Path) -> None:
    """Print the table."""
    concepts = load([builtin_folder()]).concepts.values()
    by_kind = {kind: [one for one in concepts if one.kind == kind] for kind in _KINDS}
    counts = ", ".join(f"{len(found)} × {kind}" for kind, found in by_kind.items())
    print(f"  {len(concepts):,} concepts: {counts}")
    heads = " ".join(f"{kind:>13}" for kind in _KINDS)
    print(f"  {'':4} {heads} {'acronym':>9}   of bodies and terms")
    for lang in _LANGS.split():
        cells = " ".join(f"{_named(found, lang):13}" for found in by_kind.values())
        bodies = [*by_kind["organisation"], *by_kind["term"]]
        print(f"  {lang:4} {cells} {_named(bodies, lang, 'acronym'):9}")


def _named(concepts: Iterable[Concept], lang: str, type: str = "") -> int:
    """How many concepts have an admitted term in a language, of a type if that is given."""
    return sum(
        any(
            term.lang in (lang, EVERY)
            and term.status in ("preferred", "admitted")
            and not term.romanised
            and type in ("", term.type)
            for term in concept.terms
        )
        for concept in concepts
    )
