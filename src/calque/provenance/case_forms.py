"""
Names of a text that still wear a case ending of the language it came from.

A name that English does not know, with an ending that some language puts on names
(`language/endings.py`), beside the name without it. An ending that other names have as well counts
only where something else points to its language: another such ending, or what the text is about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import compress
from typing import NamedTuple

from calque.language.common import is_in_dictionary, is_known_name, is_word
from calque.language.endings import Inflected, inflections, one_name
from calque.language.german import GERMAN, is_small, one_noun
from calque.language.mentions import Spelling, spellings
from calque.language.scan import Scan
from calque.language.tokens import Memory
from calque.names.fold import fold
from calque.provenance import at_home
from calque.resources import Resources

_SHORTEST = 4


class CaseForm(NamedTuple):
    """A spelling with an ending, the one without it, and how the first is read."""

    spelling: Spelling
    bare: Spelling
    inflected: Inflected


def case_forms(scan: Scan, res: Resources) -> tuple[CaseForm, ...]:
    """The case forms of a text, in order of first mention; worked out on first use."""
    return scan.doc.derived(f"case forms {id(res)}", lambda: tuple(_case_forms(scan, res)))


def _case_forms(scan: Scan, res: Resources) -> Iterator[CaseForm]:
    possible = list(_possible(scan, spellings(scan)))
    telling = defaultdict(set)
    for form in possible:
        if form.inflected.telling:
            telling[form.inflected.lang].add(form.bare.name)
    homes = at_home(scan, res) if possible else frozenset()
    for form in possible:
        lang = form.inflected.lang
        others = telling[lang] - {form.bare.name}
        if form.inflected.telling or others or lang in homes:
            yield form


def _possible(scan: Scan, names: dict[str, Spelling]) -> Iterator[CaseForm]:
    """Yield each spelling that could be a case form of another, read in the likeliest way."""
    lang = scan.doc.source_lang
    unknown = compress(names.values(), map(_MAY_BE_FORM.__getitem__, names))
    read = [(one, forms) for one in unknown if (forms := inflections(one.name, lang))]
    plainly = {fold(name): spelling for name, spelling in names.items()} if read else {}
    for spelling, forms in read:
        for inflected in forms:
            bare = names.get(inflected.base) or plainly.get(fold(inflected.base))
            if (
                bare
                and len(bare.name) >= _SHORTEST
                and (bare.capitalised_inside or not is_word(bare.name))
                and not _is_own_form(scan.doc.lang, spelling, bare)
            ):
                yield CaseForm(spelling, bare, inflected)
                break


def _is_own_form(lang: str, spelling: Spelling, bare: Spelling) -> bool:
    """Whether the text's own language makes the one of the other, or of a noun with a capital."""
    if lang == GERMAN and (
        one_noun(spelling.name, bare.name) or is_small(bare.name.lower()) or bare.follows_article
    ):
        return True
    return lang != "en" and one_name(spelling.name, bare.name, lang)


def _may_be_form(name: str) -> bool:
    return not (is_known_name(name) or is_in_dictionary(name))


_MAY_BE_FORM = Memory(_may_be_form)
