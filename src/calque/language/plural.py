"""
Numbers of things in what calque says.
"""

from __future__ import annotations


def counted(number: int, word: str) -> str:
    """`1 finding`, `1,204 findings`."""
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"
