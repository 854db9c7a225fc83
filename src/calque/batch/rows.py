"""
Rows in, rows out, findings out: what a worker does. No file is touched.

A `Rows` holds one checker and, where segments are translated anew, one model of each pair of
languages. The same class works in this process, in others, and on other machines.
"""

from __future__ import annotations

import json
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from calque.batch.chunk import Batch, Chunk, Counts, Done, Outer, Reject, Text, Unreadable
from calque.batch.job import Job
from calque.document import Document
from calque.edits import apply
from calque.errors import InputError, ModelError
from calque.finding import Edit, Finding
from calque.formats import parquet
from calque.formats.compressed import without_suffix
from calque.formats.cut import Cut, read_cut
from calque.formats.files import Source, decode
from calque.formats.row import BadRow, Row, Verbatim
from calque.formats.rows import split_segments
from calque.growth.mine import Miner, Mining, Sight
from calque.language.repeats import cells
from calque.language.scan import scan
from calque.provenance import UNKNOWN
from calque.recurring import Recurring
from calque.report import Report, finding_dict
from calque.settle import ALLOWED

if TYPE_CHECKING:
    from calque.formats.docx import Docx

# A checker that translates remembers which texts it has counted, so in time another takes over.
_RENEWED: Final = 500


@dataclass(slots=True)
class _Notes:
    """What is said of the texts of one chunk."""

    miner: Miner
    findings: list[str] = field(default_factory=list)
    rejects: list[str] = field(default_factory=list)
    counts: Counts = field(default_factory=Counts)

    def reject(self, reject: Reject) -> None:
        self.rejects.append(_line(reject._asdict()))
        self.counts.add_reject(reject.reason)


class _Found(NamedTuple):
    """A finding: what the summary counts, and the rest as JSON between its brackets."""

    rule: str
    severity: str
    fixed: bool
    said: str


class _Come(NamedTuple):
    """What came of a text, whatever it is called and wherever it stands."""

    edits: tuple[Edit, ...]
    found: tuple[_Found, ...]
    lang: str
    sights: tuple[Sight, ...]


class Rows:
    """
    Normalises chunks; made once in a worker.

    Raises ConfigError where the settings are at fault.
    """

    def __init__(self, job: Job) -> None:
        self._job = job
        self._checker = job.checker()
        self._recurring: Recurring[_Come] = Recurring(job.config)
        self._chunks = 0
        self._mends = ALLOWED[job.level]

    def __call__(self, chunk: Chunk) -> Done:
        """
        Normalise a chunk. A row at fault is rejected and does not stop the others.

        Raises ModelError, which would be the same for every row.
        """
        self._chunks += 1
        if self._job.model and self._chunks % _RENEWED == 0:
            self._checker = self._job.checker()
        notes = _Notes(Miner())
        corpus: Any = None
        data = chunk.data
        if isinstance(data, Unreadable):
            notes.reject(Reject(chunk.inside, None, data.reason, None))
        elif isinstance(data, Cut):
            corpus = b"".join(self._cut(chunk, data, notes))
        elif isinstance(data, Batch):
            corpus = self._batch(chunk, data, notes)
        else:
            corpus = tuple(self._texts(data, notes))
        return Done(
            chunk.key,
            corpus,
            "".join(notes.findings).encode("utf-8", "backslashreplace"),
            "".join(notes.rejects).encode("utf-8", "backslashreplace"),
            notes.counts.to_dict(),
            notes.miner.to_dict(),
            chunk.weight,
        )

    def under(self, job: Job) -> Rows:
        """The same for another job; itself where only what the texts share has become known."""
        if replace(job, repeats=self._job.repeats) != self._job:
            return Rows(job)
        self._job = job
        self._checker.resources.repeats = job.repeats
        return self

    def survey(self, chunk: Chunk) -> Outer:
        """Look at the outer lines of the texts of a chunk, to see what the corpus repeats."""
        texts = 0
        found = array("I")
        for doc in self._documents(chunk):
            with suppress(Exception):  # whatever is wrong with it is told of when it is checked
                found += cells(scan(doc))
            doc.forget()
            texts += 1
        return Outer(texts, found, chunk.weight)

    def _documents(self, chunk: Chunk) -> Iterator[Document]:
        """Yield the texts of a chunk, those left out that can't be read."""
        data = chunk.data
        if isinstance(data, Unreadable):
            return
        if isinstance(data, Cut | Batch):
            for part in self._parts(chunk, data):
                if isinstance(part, Row) and self._job.picked.takes(chunk.inside, part.line):
                    yield part.document
            return
        for text in data:
            with suppress(InputError):  # it is told of when it is checked
                yield self._opened(text)[1]

    def _parts(self, chunk: Chunk, data: Cut | Batch) -> Iterator[Row | BadRow | Verbatim]:
        made = self._job.making(chunk.name)
        if isinstance(data, Cut):
            return read_cut(data, made)
        made = parquet.with_text(data.rows.schema, made)
        return parquet.read_batch(data.rows, made, data.first)

    def _cut(self, chunk: Chunk, cut: Cut, notes: _Notes) -> Iterator[bytes]:
        for part in self._parts(chunk, cut):
            if isinstance(part, Verbatim):
                yield _bytes(part.raw)
            elif self._job.picked.takes(chunk.inside, part.line):
                come = self._row(chunk, part, notes)
                if come and isinstance(part, Row):
                    new = _texts(part.document, come.edits)
                    yield _bytes(part.replace(new) if come.edits else part.raw)

    def _batch(self, chunk: Chunk, batch: Batch, notes: _Notes) -> Any:
        made = parquet.with_text(batch.rows.schema, self._job.making(chunk.name))
        texts: dict[int, str | list[str]] = {}
        dropped = []
        for at, part in enumerate(parquet.read_batch(batch.rows, made, batch.first)):
            if not self._job.picked.takes(chunk.inside, part.line):
                dropped.append(at)
                continue
            come = self._row(chunk, part, notes, partial(parquet.as_json, batch.rows, at))
            if not come or not isinstance(part, Row):
                dropped.append(at)
            elif come.edits:
                texts[at] = _texts(part.document, come.edits)
        return parquet.with_texts(batch.rows, made.fields.text, texts, dropped)

    def _row(
        self,
        chunk: Chunk,
        part: Row | BadRow,
        notes: _Notes,
        raw: Callable[[], str] | None = None,
    ) -> _Come | None:
        """What comes of a row, or None where it is rejected; `raw` gives one that has no text."""
        reason = ""
        if isinstance(part, Row):
            try:
                return self._come(part.document, chunk.inside, part.line, notes)
            except _Rejected as error:
                reason = str(error)
        else:
            path = self._job.making(chunk.name).path
            reason = part.error.removeprefix(f"{path}: line {part.line}: ")
        said = raw() if raw else part.raw
        notes.reject(Reject(chunk.inside, part.line, reason, said.rstrip("\r\n")))
        return None

    def _texts(self, texts: tuple[Text, ...], notes: _Notes) -> Iterator[Text]:
        for text in texts:
            try:
                written, doc = self._opened(text)
                edits = self._come(doc, text.inside, None, notes).edits
                mended = b"".join(written.mended(apply(doc.text, edits), edits))
            except (InputError, _Rejected) as error:
                reason = str(error).removeprefix(f"{text.name}: ")
                notes.reject(Reject(text.inside, None, reason, None))
            else:
                yield text._replace(data=mended)

    def _opened(self, text: Text) -> tuple[Source | Docx, Document]:
        if isinstance(text.data, Unreadable):
            raise InputError(text.data.reason)
        name = without_suffix(text.name)
        written: Source | Docx
        if name.lower().endswith(".docx"):
            from calque.formats.docx import Docx

            written = Docx(text.data, name)
        else:
            written = decode(text.data, name)
        meta = {"path": text.name}
        folder, _, rest = text.inside.partition("/")
        if rest:
            meta["outlet"] = folder
        return written, self._checker.read(written.text, name, meta=meta)

    def _come(self, doc: Document, inside: str, line: int | None, notes: _Notes) -> _Come:
        """
        What comes of a text; what is found in it is noted under its own name and place.

        Raises _Rejected where a fault of ours stops it: that must not stop the others.
        """
        try:
            come = self._recurring(doc, lambda: self._looked(doc))
        except ModelError:
            raise
        except InputError as error:
            raise _Rejected(str(error)) from error
        except Exception as error:
            raise _Rejected(f"calque failed on it ({type(error).__name__}: {error})") from error
        outlet = str(doc.meta.get("outlet", ""))
        id = json.dumps(doc.id, ensure_ascii=False)
        for found in come.found:
            place = {"file": inside, "row": line, "outlet": outlet or None, "fixed": found.fixed}
            notes.findings.append(f'{{"document": {id}, {found.said}, {_line(place)[1:]}')
        notes.miner.count(doc.id, come.sights)
        counted = [(found.rule, found.severity, found.fixed) for found in come.found]
        notes.counts.add_text(len(doc.text), come.lang, outlet, counted)
        return come

    def _looked(self, doc: Document) -> _Come:
        mining = Mining(doc, self._checker.resources)
        report = self._checker.fix(doc, self._job.level)
        found = []
        for finding in report.findings:
            said = finding_dict(doc, finding)
            del said["document"]
            words = json.dumps(said, ensure_ascii=False)[1:-1]
            fixed = self._is_fixed(finding, report)
            found.append(_Found(finding.rule.id, finding.severity, fixed, words))
        source = report.source_language
        return _Come(
            tuple(report.applied),
            tuple(found),
            source.best if source.is_clear else UNKNOWN,
            tuple(mining.sights(report)),
        )

    def _is_fixed(self, finding: Finding, report: Report) -> bool:
        """Whether an edit was made where the finding's own would be."""
        fix = next((fix for fix in finding.fixes if fix.edits), None)
        if not fix or fix.safety not in self._mends:
            return False
        for edit in fix.edits:
            at = bisect_left(report.applied, edit.start, key=lambda made: made.end)
            if at == len(report.applied) or report.applied[at].start > edit.end:
                return False
        return True


class _Rejected(Exception):
    """Why a row could not be normalised, without the place."""


def _texts(doc: Document, edits: Sequence[Edit]) -> str | list[str]:
    return split_segments(doc, edits) if doc.segments else apply(doc.text, edits)


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"


def _bytes(raw: str) -> bytes:
    return raw.encode("utf-8", "surrogateescape")
