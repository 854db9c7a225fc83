"""
Write `variants.tsv`: names in other languages that English dictionaries have for the place too.

    python -m tools.places.variants WORDNET SCOWL

WORDNET is the file `data.noun` of Princeton's WordNet (Debian's wordnet-base), SCOWL the folder of
its lists (Debian's scowl). WordNet says that Teheran is a name of Tehran and of nothing else, SCOWL
that it belongs into an English spelling dictionary of ordinary size; neither is enough, since
WordNet has names of all languages and SCOWL does not say what they are of. Run it when a city or
region is added.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tools.places.sources import LANGUAGES, VARIANTS, english_of_all, names

_LIST: Final = re.compile(r".*-(?:upper|proper-names)\.(\d+)")
_ORDINARY: Final = 60  # the size that SCOWL itself recommends for a spelling dictionary
_HEADER: Final = "# key\tname\tseen in; written by tools/places/variants.py"
_SEEN: Final = "WordNet 3.0, SCOWL"


def variants(wordnet: Path, scowl: Path) -> Iterator[tuple[str, str]]:
    """Every place's key with a name of it in another language that English has as well."""
    spelled = _spelled(scowl)
    synonyms = list(_synonyms(wordnet))
    senses = Counter(word for words in synonyms for word in words)
    for key, given in english_of_all().items():
        english = {*given, *names(key, "en")}
        elsewhere = {name for lang in LANGUAGES for name in names(key, lang)} - english
        said = {word for words in synonyms if not english.isdisjoint(words) for word in words}
        for name in sorted(elsewhere & said & spelled):
            if senses[name] == 1:
                yield key, name


def _synonyms(wordnet: Path) -> Iterator[frozenset[str]]:
    """The words of each synset: their number, in hexadecimal, is the fourth field of a line."""
    for line in wordnet.read_text(encoding="utf-8").splitlines():
        if not line.startswith("  "):  # the licence
            fields = line.split(" ")
            words = fields[4 : 4 + 2 * int(fields[3], 16) : 2]
            yield frozenset(word.replace("_", " ") for word in words)


def _spelled(scowl: Path) -> set[str]:
    lists = ((path, _LIST.fullmatch(path.name)) for path in scowl.iterdir())
    kept = (path for path, size in lists if size and int(size[1]) <= _ORDINARY)
    return {word for path in kept for word in path.read_text(encoding="latin-1").split()}


def main(arguments: list[str]) -> int:
    """Write the file; 2 for wrong arguments."""
    if len(arguments) != 2:
        print("usage: python -m tools.places.variants WORDNET SCOWL", file=sys.stderr)
        return 2
    rows = ("\t".join((*found, _SEEN)) for found in variants(*map(Path, arguments)))
    VARIANTS.write_text("\n".join([_HEADER, *rows]) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
