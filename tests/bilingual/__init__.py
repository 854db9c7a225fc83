"""
Bilingual files in the shape that CAT tools give them; the text is ours.

`⟦PSGV⟧` is what a fix changes; every other PSGV stays.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

SAMPLES: Final = {
    path.name: path.read_text(encoding="utf-8")
    for path in sorted(Path(__file__).parent.iterdir())
    if path.suffix in (".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".mxliff", ".tmx", ".po")
}


def given(sample: str) -> str:
    """A sample as it is in the file."""
    return sample.replace("⟦", "").replace("⟧", "")


def mended(sample: str) -> str:
    """A sample after a fix."""
    return given(sample.replace("⟦PSGV⟧", "NHPX"))
