"""
Where a text came from: the language it was translated from, inferred from all that is in it.

`cues` gathers what points to a language (a name as Finnish spells it, a Russian acronym, a calque,
a word that was left), `posterior` weighs it; the likelihood ratios are in `ratios.toml`, learned
from open data by `benchmarks/source_learn.py`. Rules ask `likely`, `about`,
`at_home` and `shows_translation`; the step *weigh* of the pipeline adds what the rules found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from calque.document import Document
from calque.glossary.hits import EntryHit, TermHit
from calque.glossary.wording import cue
from calque.language.codes import by_speakers
from calque.language.endings import INFLECTS_LIKE
from calque.language.scan import Scan
from calque.provenance.cues import TRACES, Cue, cues
from calque.provenance.posterior import (
    CLEAR,
    SUREST,
    UNKNOWN,
    SourceLanguage,
    Weights,
    source_language,
    weighed_cues,
)
from calque.resources import Resources

__all__ = [
    "SUREST",
    "UNKNOWN",
    "Cue",
    "SourceLanguage",
    "about",
    "applying",
    "at_home",
    "inferred",
    "is_given",
    "likely",
    "seems_original",
    "shows_translation",
    "sources",
    "spellers",
    "terms",
    "weighed_cues",
]

# Cues that must agree.
_ENOUGH: Final = 2
_EVEN: Final = 0.5
# Wordings of a language that is less likely than this do not apply.
_RULED_OUT: Final = 0.02
# Letters from which on a translation shows itself: about 80 words.
_TELLING: Final = 500


def inferred(scan: Scan, res: Resources) -> SourceLanguage:
    """The source language as the text alone tells it; worked out on first use."""
    return scan.doc.derived(
        f"provenance {id(res)}",
        lambda: source_language(cues(scan, res), given=scan.doc.source_lang),
    )


def likely(scan: Scan, res: Resources) -> str | None:
    """The language a text was translated from where that is given or clear, else None."""
    source = inferred(scan, res)
    return source.best if source.is_clear else None


def sources(scan: Scan, res: Resources) -> dict[str, float]:
    """The shares of the languages that a text is from if it is a translation."""
    shares = dict(inferred(scan, res).posterior)
    rest = 1 - shares.pop(UNKNOWN, 0.0)
    return {lang: share / rest for lang, share in shares.items()} if rest else {}


def about(scan: Scan, res: Resources) -> frozenset[str]:
    """
    The languages that two or more of a text's cues point to: it is from there, or about it.

    `ru` stands for all that write Slavonic names in Cyrillic.
    """
    counts = Counter(lang for cue in inferred(scan, res).cues for lang in _families(cue.langs))
    return frozenset(lang for lang, count in counts.items() if count >= _ENOUGH)


def at_home(scan: Scan, res: Resources) -> frozenset[str]:
    """The languages a text may be translated from, as in `about`: as given, or all it is about."""
    given = scan.doc.source_lang
    return _families((given,)) if given else about(scan, res)


def _families(langs: Iterable[str]) -> frozenset[str]:
    return frozenset(INFLECTS_LIKE.get(lang, lang) for lang in langs)


def is_given(doc: Document) -> bool:
    """Whether a text is given as a translation: with its source, its language, or in segments."""
    return bool(doc.source or doc.source_lang or doc.segments)


def shows_translation(scan: Scan, res: Resources) -> bool:
    """Whether a text is given as a translation, or by its traces is likelier one than not."""
    if is_given(scan.doc):
        return True
    source = inferred(scan, res)
    traces = any(cue.kind in TRACES for cue in source.cues)
    return traces and source.posterior.get(UNKNOWN, 0.0) < _EVEN


def seems_original(scan: Scan, res: Resources) -> bool:
    """Whether a text is long enough for traces of a translation to be expected, and has none."""
    return len(scan.text) >= _TELLING and not shows_translation(scan, res)


def spellers(scan: Scan, res: Resources, langs: tuple[str, ...]) -> tuple[str, ...]:
    """
    Which of `langs`, that all spell a name alike, a text has it from.

    The source's language alone where it is clear and one of them; else all, those that it likelier
    is first, then those that most people speak.
    """
    source = likely(scan, res)
    if source in langs:
        return (source,)
    shares = inferred(scan, res).posterior
    return tuple(sorted(langs, key=lambda lang: (-shares.get(lang, 0.0), by_speakers(lang))))


def terms(scan: Scan, res: Resources) -> list[TermHit]:
    """The glossary's spellings in a text, with the ambiguous ones of its source's language."""
    hits = res.hits(scan)
    lang = likely(scan, res) if hits.doubtful else None
    found = [hit for hit in hits.doubtful if lang in hit.form.langs]
    return sorted((*hits.terms, *found), key=lambda hit: hit[:2]) if found else list(hits.terms)


def applying(hits: Iterable[EntryHit], scan: Scan, res: Resources) -> list[EntryHit]:
    """
    The wordings that a translation from the text's source may show: where it is clear, its.

    Weak ones count only where all else makes it clear that the source is in one of their languages,
    and with the source at hand where that has their cue.
    """
    hits = list(hits)
    if not hits:
        return []
    source = inferred(scan, res)

    def applies(hit: EntryHit) -> bool:
        if not hit.entry.weak:
            return not source.is_clear or _share(source.posterior, hit) >= _RULED_OUT
        if scan.doc.source:
            return cue(scan, hit) is not None
        words = " ".join(hit.match.group().split())
        rest = source.posterior if source.given else Weights(source.cues).shares(words)
        return _share(rest, hit) >= CLEAR

    return list(filter(applies, hits))


def _share(posterior: Mapping[str, float], hit: EntryHit) -> float:
    """How likely the source is in the likeliest of the languages that a wording comes from."""
    return max(posterior.get(lang, 0.0) for lang in hit.entry.langs)
