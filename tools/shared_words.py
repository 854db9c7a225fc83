"""
Write which English words other languages have too, from pyspellchecker and simplemma (both MIT).

A word that a translation shares with its English source is the source's own only where the
translation's language has no such word: Computer is German, borough is not. Nor is what only a
dictionary has and hardly a text, by the frequencies of wordfreq. Run it by hand when the
dictionaries change: python -m tools.shared_words (needs `pip install pyspellchecker simplemma
wordfreq`).
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator
from functools import partial
from importlib.resources import files

from tools.english_words import FOLDER

LANGS = ("de", "es", "fr", "it", "nl", "pt")
HEADER = """\
# English words of four letters or more that other languages have too, and which languages.
# From the dictionaries of pyspellchecker, Copyright (c) 2018-2021 Tyler Barrus, and of simplemma,
# Copyright (c) 2021 Adrien Barbaresi (who names as its sources Michal Měchura's lemmatization
# lists, Wiktionary, FreeLing, spaCy lookups, UniMorph and Wikinflection), both under the MIT
# License: Permission is hereby granted, free of charge, to any person obtaining a copy of this
# software and associated documentation files (the "Software"), to deal in the Software without
# restriction, including without limitation the rights to use, copy, modify, merge, publish,
# distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the
# Software is furnished to do so, subject to the following conditions: The above copyright notice
# and this permission notice shall be included in all copies or substantial portions of the
# Software. THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED.
# Left out is what wordfreq, by Robyn Speer, has not once in 100 million words of a language.
"""


def english() -> set[str]:
    """The English words of our lists, in lower case."""
    lists = (FOLDER / name for name in ("en.txt", "en-rare.txt"))
    lines = (line for path in lists for line in path.read_text(encoding="utf-8").split("\n"))
    return {line.lower() for line in lines if line and not line.startswith("#")}


def words(lang: str) -> Iterator[str]:
    """All that the dictionaries of a language have, base forms and others, in lower case."""
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    packed = files("spellchecker.resources") / f"{lang}.json.gz"
    yield from json.loads(gzip.decompress(packed.read_bytes()))
    for form, base in DefaultDictionaryFactory().get_dictionary(lang).items():
        yield form.lower()
        yield base.lower()


def is_used(word: str, lang: str) -> bool:
    """Whether texts of a language have a word at least once in 100 million."""
    from wordfreq import word_frequency

    return bool(word_frequency(word, lang) > 0)


def main() -> int:
    """Write the file."""
    ours = english()
    shared: dict[str, list[str]] = {}
    for lang in LANGS:
        for word in filter(partial(is_used, lang=lang), ours.intersection(words(lang))):
            shared.setdefault(word, []).append(lang)
    lines = "\n".join(f"{word} {' '.join(langs)}" for word, langs in sorted(shared.items()))
    (FOLDER / "shared.txt").write_text(f"{HEADER}{lines}\n", encoding="utf-8")
    print(f"shared.txt: {len(shared):,} words")
    return 0


if __name__ == "__main__":
    sys.exit(main())
