"""
Where a text came from, with all that says so: `calque check --explain-source`.
"""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap
from typing import Final

from calque.language.codes import language_name, language_names
from calque.provenance import SUREST, UNKNOWN, SourceLanguage, weighed_cues
from calque.render.cells import printable

# What each kind of cue is called.
_KINDS: Final = {
    "spelling": "spelled as in",
    "acronym": "acronym or name of a body in",
    "wording": "worded as in",
    "word": "by its letters",
    "script": "in the letters of",
    "mark": "punctuation of",
    "number": "number or date as in",
    "habit": "as they say in",
    "name": "looks like a name in",
    "home": "where they speak",
    "fault": "at fault in a way that points to",
}
_RANKED: Final = 4
_LEAST: Final = 0.005
_INDENT: Final = 12
_SHORTEST_ROOM: Final = 30


def explained(source: SourceLanguage, name: str, width: int) -> Iterator[str]:
    """Yield the sentence, the likeliest languages, and the cues with what each is worth."""
    yield from wrap(f"{printable(name)}: {printable(str(source))}", width)
    if source.given:
        return
    ranked = [(lang, share) for lang, share in source.posterior.items() if share >= _LEAST]
    yield "    " + ", ".join(
        f"{'not known' if lang == UNKNOWN else language_name(lang)} {min(share, SUREST):.2f}"
        for lang, share in ranked[:_RANKED]
    )
    best = source.named or tuple(lang for lang in source.posterior if lang != UNKNOWN)[:1]
    for cue, ratio in weighed_cues(source, *best):
        langs = tuple(sorted(cue.langs, key=lambda lang: lang not in best))
        said = f"{printable(str(cue))}: {_KINDS[cue.kind]} {language_names(langs)}"
        first, *rest = wrap(said, max(_SHORTEST_ROOM, width - _INDENT))
        yield f"{f'×{ratio:.1f}':>{_INDENT - 2}}  {first}"
        yield from (" " * _INDENT + row for row in rest)
