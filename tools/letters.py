"""
Count which letters follow which in words of news; prints `src/calque/language/letters.tsv`.

From the models of lingua (Apache-2.0), which were counted in the Leipzig Corpora Collection's news.
Only the commonest trigrams are kept. Needs brotli and lingua-language-detector 1.3, whose folder
of language models it takes.

    python -m tools.letters FOLDER > src/calque/language/letters.tsv
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from fractions import Fraction
from pathlib import Path

import brotli

from tools.followers import lines

# Languages in Latin letters that news is translated from and into; lingua's code.
LANGS = {
    "cs": "cs", "da": "da", "de": "de", "en": "en", "es": "es", "et": "et", "fi": "fi", "fr": "fr",
    "is": "is", "it": "it", "lt": "lt", "lv": "lv", "nl": "nl", "no": "nb", "pl": "pl", "pt": "pt",
    "sv": "sv", "tr": "tr",
}  # fmt: skip
KEPT = 5000
PER = 1_000_000


def chances(folder: Path, kind: str) -> dict[str, Fraction]:
    """How likely each run of letters is after all of it but the last."""
    model = json.loads(brotli.decompress((folder / f"{kind}.json.br").read_bytes()))
    return {
        gram: Fraction(share) for share, grams in model["ngrams"].items() for gram in grams.split()
    }


def main() -> None:
    """Count and print."""
    print("# Language, up to two letters, and how often each letter came next in a million.")
    print(
        "# Counted by tools/letters.py from the models of lingua (Apache-2.0), by Peter M. Stahl."
    )
    for lang, code in sorted(LANGS.items()):
        folder = Path(sys.argv[1]) / code
        one, two, three = (chances(folder, k) for k in ("unigrams", "bigrams", "trigrams"))
        share = {
            gram: float(one[gram[0]] * two.get(gram[:2], 0) * chance * PER)
            for gram, chance in three.items()
            if gram[0] in one
        }
        following: dict[str, dict[str, int]] = defaultdict(dict)
        for gram in sorted(sorted(share, key=share.__getitem__)[-KEPT:]):
            following[gram[:2]][gram[2]] = max(1, round(share[gram]))
        print(*lines(lang, following), sep="\n")


if __name__ == "__main__":
    main()
