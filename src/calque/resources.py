"""
What rules may know beside the document: house style and compiled glossaries.

Built once, shared by every document of a run. Glossaries are compiled for a language when the first
text in it comes along.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from calque.config import Config
from calque.glossary.cache import opened
from calque.glossary.compiled import Compiled, Damaged, compiled
from calque.glossary.concept import Concept, Glossary, Term
from calque.glossary.hits import Hits, Index
from calque.glossary.load import builtin_folder
from calque.language.letters import fold
from calque.language.scan import Scan

_T = TypeVar("_T")


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

    def _asked(self, lang: str, question: Callable[[Index], _T]) -> _T:
        try:
            return question(self.index(lang))
        except Damaged:  # the cache gave back something else than was put there
            self._indexes[lang] = Index(self._compiled(lang, afresh=True))
            return question(self._indexes[lang])
