"""
The parts of a document that can be translated anew, and what its safe fixes would make of each.

A new rendering has to be better than what the safe fixes leave: they are the smaller change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from calque.document import Blank, Document, Span
from calque.edits import moved
from calque.errors import InputError
from calque.finding import Edit, Finding, Safety
from calque.language.aligned import aligned
from calque.language.scan import Scan, scan
from calque.mend import mend
from calque.provenance import likely
from calque.resources import Resources
from calque.settle import settle
from calque.translate.foreign import language_of

# The document once edits of its text are made, read again by its own format.
Reread = Callable[[Document, Sequence[Edit]], Document]

# So many characters tell a language.
_TELLING: Final = 2000


class Segment(NamedTuple):
    """
    A part of a document that can be translated anew, the `number`th.

    `span` is in the document, `place` in the reader's text. `findings` are those in it; `lang` is
    what `source` is in, and `kept` what must not change. `mended` is what the safe fixes would make
    of `old`. `blank` is the place of one that nobody has translated, and `why` what speaks against
    translating it at all.
    """

    number: int
    span: Span
    place: Span
    source: str
    old: str
    lang: str
    findings: tuple[Finding, ...] = ()
    kept: tuple[str, ...] = ()
    mended: str = ""
    blank: Blank | None = None
    why: str = ""


class Mended(NamedTuple):
    """A document with its safe fixes made, and the edits that made them."""

    document: Document
    edits: tuple[Edit, ...]

    def said(self, segment: Segment) -> str:
        """What stands in the place of a segment."""
        if not any(_touches(edit, segment.span) for edit in self.edits):
            return segment.old
        looked = scan(self.document)
        start, end = map(looked.view.at, moved(segment.span, self.edits))
        return looked.text[start:end]

    def beside(self, renderings: Sequence[Edit], spans: Sequence[Span]) -> list[Edit]:
        """The edits of renderings, and with them those safe ones that touch none of `spans`."""
        others = (edit for edit in self.edits if not any(_touches(edit, span) for span in spans))
        return sorted({*renderings, *others})


def mended(doc: Document, findings: Sequence[Finding], reread: Reread) -> Mended:
    """The document with its safe fixes made, as far as one round of them goes."""
    choices, _ = settle(findings, Safety.SAFE)
    edits = tuple(mend(doc, choices))
    return Mended(reread(doc, edits) if edits else doc, edits)


def segments(
    doc: Document, findings: Sequence[Finding], res: Resources, safe: Mended
) -> list[Segment]:
    """
    The parts of a document that have a source, or are one, with what was found in each.

    What was approved is left, and so are blanks that can't be filled: each says why. Raises
    InputError where nothing says what language the source is in.
    """
    looked = scan(doc)
    found = _translated(looked, res) if doc.source or doc.blanks else _untranslated(looked)
    return [
        one
        if one.blank
        else one._replace(
            findings=tuple(f for f in findings if is_in(f, one.span)),
            kept=tuple(
                looked.text[slice(*span)] for span in looked.protected if one.place.contains(span)
            ),
            mended=safe.said(one),
            why="it is approved (--approved)" if one.span in doc.approved else "",
        )
        for one in found
    ]


def is_in(finding: Finding, span: Span) -> bool:
    """Whether a finding is about something at a place."""
    return span.overlaps(finding.span) or finding.span == span


def is_unmended(finding: Finding) -> bool:
    """Whether a finding is grave, and nothing else would mend it."""
    return finding.severity != "minor" and not any(fix.edits for fix in finding.fixes)


def _touches(edit: Edit, span: Span) -> bool:
    return edit.start <= span.end and span.start <= edit.end


def _translated(looked: Scan, res: Resources) -> Iterator[Segment]:
    """The parts of a text beside their sources."""
    doc = looked.doc
    source = doc.source if isinstance(doc.source, str) else "\n".join(doc.source or ())
    source = source or "\n".join(blank.source for blank in doc.blanks)
    lang = doc.source_lang or likely(looked, res) or language_of(source[:_TELLING], doc.lang)
    if not lang or lang == doc.lang:
        raise InputError("what language is the source in? say so with --source-lang")
    for number, blank in enumerate(doc.blanks, 1):
        nowhere = Span(0, 0)
        yield Segment(
            -number, blank.place, nowhere, blank.source, "", lang, blank=blank, why=blank.why
        )
    if not doc.text.strip() and not doc.segments:  # nobody has translated it yet
        yield Segment(0, Span(0, len(doc.text)), Span(0, 0), source.strip(), "", lang)
        return
    for number, part in enumerate(aligned(looked)):
        if part.sure and part.source.strip():
            if part.segment is not None:
                span = doc.segments[part.segment]
            elif part.span.start < part.span.end:
                span = looked.view.span(*part.span)
            else:
                continue
            old = looked.text[slice(*part.span)]
            yield Segment(number, span, part.span, part.source.strip(), old, lang)


def _untranslated(looked: Scan) -> Iterator[Segment]:
    """The sentences of a text that are in another language."""
    for number, sentence in enumerate(looked.sentences):
        text = looked.text[slice(*sentence)]
        if lang := language_of(text, looked.doc.lang):
            span = looked.view.span(*sentence)
            yield Segment(number, span, sentence, text, text, lang)
