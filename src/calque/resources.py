"""
What rules may know beside the document: house style and compiled glossaries.

Built once, shared by every document of a run. Glossaries are compiled for a language when the first
text in it comes along.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from calque.config import Config
from calque.document import Document, Span
from calque.glossary.cache import opened
from calque.glossary.compiled import Compiled, Damaged, compiled
from calque.glossary.concept import Concept, Glossary, Term
from calque.glossary.declined import declined
from calque.glossary.forms import RIGHT, Form
from calque.glossary.furniture import Furniture, furniture
from calque.glossary.hits import Hits, Index, TermHit
from calque.glossary.load import builtin_folder
from calque.language.aligned import Aligned, aligned
from calque.language.letters import fold
from calque.language.repeats import Repeats
from calque.language.scan import Scan
from calque.language.scan import scan as scanned

_T = TypeVar("_T")


def _own_terms(index: Index, source: Scan) -> list[TermHit]:
    """The terms of a text's own language in it, as listed or declined."""
    listed = [hit for hit in index.hits(source).terms if hit.form.status == RIGHT]
    taken = [Span(hit.start, hit.end) for hit in listed]
    return listed + [
        hit
        for hit in declined(index, source)
        if not any(span.overlaps((hit.start, hit.end)) for span in taken)
    ]


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

    def named(self, term: str, lang: str) -> list[Form]:
        """The spellings worth finding in texts in `lang` that a term is, whatever its capitals."""
        return self._asked(lang, lambda index: index.named(term))

    def hits(self, scan: Scan) -> Hits:
        """The glossary's hits in a text, found on first use."""
        return scan.doc.derived(
            f"hits {id(self)}", lambda: self._asked(scan.doc.lang, lambda index: index.hits(scan))
        )

    def source_terms(self, scan: Scan) -> tuple[tuple[Aligned, TermHit], ...]:
        """
        The glossary's terms in a text's source, in whatever case form, found on first use.

        Only those of the source's own language, in the parts whose translation is sure.
        """
        return scan.doc.derived(f"source terms {id(self)}", lambda: tuple(self._source_terms(scan)))

    def _source_terms(self, scan: Scan) -> Iterator[tuple[Aligned, TermHit]]:
        lang = scan.doc.source_lang
        if not lang or lang == scan.doc.lang:
            return
        for part in aligned(scan):
            if part.sure and part.source.strip() and part.span.start < part.span.end:
                source = scanned(Document("", part.source, lang=lang))
                for hit in self._asked(lang, lambda index: _own_terms(index, source)):  # noqa: B023
                    yield part, hit

    def furniture(self, scan: Scan) -> Furniture:
        """The web furniture of a text, found on first use."""

        def found() -> Furniture:
            repeated = self.repeats.of(scan) if self.repeats else {}
            hits = self.hits(scan)
            return furniture(scan, hits.residue, hits.pieces, repeated)

        return scan.doc.derived(f"furniture {id(self)}", found)

    def _asked(self, lang: str, question: Callable[[Index], _T]) -> _T:
        try:
            return question(self.index(lang))
        except Damaged:  # the cache gave back something else than was put there
            self._indexes[lang] = Index(self._compiled(lang, afresh=True))
            return question(self._indexes[lang])
