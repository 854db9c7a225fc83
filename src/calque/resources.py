"""
What rules may know beside the document: house style and compiled glossaries.

Built once, shared by every document of a run. Glossaries are compiled for a language when the first
text in it comes along.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Final, TypeVar

from calque.config import Config
from calque.glossary.cache import opened
from calque.glossary.compiled import Compiled, Damaged, compiled
from calque.glossary.concept import Concept, Glossary, Term
from calque.glossary.forms import FOREIGN
from calque.glossary.furniture import Furniture, furniture
from calque.glossary.hits import Hits, Index
from calque.glossary.load import builtin_folder
from calque.language.letters import fold
from calque.language.repeats import Repeats
from calque.language.scan import Scan

_T = TypeVar("_T")
# Foreign words that must agree on a source language.
_ENOUGH: Final = 2


class Resources:
    """Configuration and glossaries, ready to use; see the module's docstring."""

    def __init__(self, config: Config, glossary: Glossary | None = None) -> None:
        """
        Open the glossaries of the configuration, or take `glossary` instead.

        Raises ConfigError where one of them is at fault.
        """
        self.config = config
        self.accepted = frozenset(fold(word) for word in config.words)
        self._glossary = glossary
        self._indexes: dict[str, Index] = {}
        # The outer lines of the batch that is being checked, where it is one.
        self.repeats: Repeats | None = None
        # The name of the glossaries' content.
        self.digest = glossary.digest if glossary else self.index(config.lang).digest

    @property
    def kept(self) -> tuple[tuple[Concept, Term], ...]:
        """The terms that are not to be translated, with their concepts."""
        return self._asked(self.config.lang, lambda index: index.kept)

    def index(self, lang: str) -> Index:
        """The glossary compiled for texts in `lang`."""
        if lang not in self._indexes:
            self._indexes[lang] = Index(self._compiled(lang))
        return self._indexes[lang]

    def _compiled(self, lang: str, *, afresh: bool = False) -> Compiled:
        if self._glossary:
            return Compiled(compiled(self._glossary, lang, {}))
        layers = [builtin_folder(), *self.config.glossaries]
        return opened(layers, self.config.concepts, lang, afresh=afresh)

    def hits(self, scan: Scan) -> Hits:
        """The glossary's hits in a text, found on first use."""
        return scan.doc.derived(
            f"hits {id(self)}", lambda: self._asked(scan.doc.lang, lambda index: index.hits(scan))
        )

    def furniture(self, scan: Scan) -> Furniture:
        """The web furniture of a text, found on first use."""

        def found() -> Furniture:
            repeated = self.repeats.of(scan) if self.repeats else {}
            return furniture(scan, self.hits(scan).residue, repeated)

        return scan.doc.derived(f"furniture {id(self)}", found)

    def _asked(self, lang: str, question: Callable[[Index], _T]) -> _T:
        try:
            return question(self.index(lang))
        except Damaged:  # the cache gave back something else than was put there
            self._indexes[lang] = Index(self._compiled(lang, afresh=True))
            return question(self._indexes[lang])

    def shows_translation(self, scan: Scan) -> bool:
        """
        Whether a text gives a sign of being a translation.

        It comes with its source, the source's language or in segments, or the glossary knows
        something in it as another language's name, acronym or wording.
        """
        doc = scan.doc
        if doc.source or doc.source_lang or doc.segments:
            return True
        hits = self.hits(scan)
        named = (hit for hit in hits.terms if hit.form.role != "given")
        return bool(hits.phrases or hits.quantities) or any(
            hit.form.status == FOREIGN for hit in named
        )

    def likely_source_lang(self, scan: Scan) -> str | None:
        """
        The language a text was translated from: as given, or as most of its foreign words say.

        Two different words must say so, and more than speak for any other language.
        """
        if scan.doc.source_lang:
            return scan.doc.source_lang
        said = {
            (scan.folded[hit.start : hit.end], lang)
            for hit in self.hits(scan).terms
            if hit.form.status == FOREIGN and hit.form.role != "given"
            for lang in hit.form.langs
        }
        ranked = Counter(lang for _, lang in said).most_common(2)
        if not ranked or ranked[0][1] < _ENOUGH:
            return None
        clear = len(ranked) == 1 or ranked[0][1] > ranked[1][1]
        return ranked[0][0] if clear else None
