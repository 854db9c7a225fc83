"""
What rules may know beside the document: house style and compiled glossaries.

Built once, shared by every document of a run. Glossaries are compiled for a language when the first
text in it comes along.
"""

from __future__ import annotations

from calque.config import Config
from calque.glossary.cache import opened
from calque.glossary.compiled import Compiled, Damaged, compiled
from calque.glossary.concept import Glossary
from calque.glossary.forms import FOREIGN
from calque.glossary.hits import Hits, Index
from calque.glossary.load import builtin_folder
from calque.language.letters import fold
from calque.language.scan import Scan


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
        return scan.doc.derived(f"hits {id(self)}", lambda: self._hits(scan))

    def _hits(self, scan: Scan) -> Hits:
        lang = scan.doc.lang
        try:
            return self.index(lang).hits(scan)
        except Damaged:  # the cache gave back something else than was put there
            self._indexes[lang] = Index(self._compiled(lang, afresh=True))
            return self._indexes[lang].hits(scan)

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
