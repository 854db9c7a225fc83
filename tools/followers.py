"""The lines of a table of which letters follow which, as `calque.language.ngrams` reads them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping


def lines(language: str, counted: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    """
    Yield a line for each context: language, letters before, and how often each letter came next.

    `counted` has that by the letters before; for fewer letters before it is summed up.
    """
    summed: dict[str, Counter[str]] = defaultdict(Counter)
    for context, following in counted.items():
        for left_out in range(len(context) + 1):
            summed[context[left_out:]].update(following)
    for context, following in sorted(summed.items()):
        commonest = sorted(following.items(), key=lambda item: (-item[1], item[0]))
        shown = " ".join(f"{letter}{count}" for letter, count in commonest)
        yield f"{language}\t{context}\t{shown}"
