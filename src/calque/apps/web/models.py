"""
The shapes of requests and answers, with an example each; OpenAPI is made of them.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from calque.apps.web.incoming import File, Incoming
from calque.finding import Edit

Name = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f]+$")]
Mark = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
# The mark of a finding; `:1` after it means the second of its fixes.
Accepted = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}(:[0-9])?$")]
Lang = Annotated[str, StringConstraints(min_length=2, max_length=35)]
Text = Annotated[str, Field(description="The text; offsets are code points into it.")]
FormatName = Literal["text", "markdown", "html", "xliff", "tmx", "po", "docx"]

_TEXT: Final = "ODKB forces left, Mr Zhuravljov said."
_EDIT: Final = {"start": 0, "end": 4, "text": "CSTO"}
INPUT: Final = {"text": _TEXT, "name": "draft-7", "lang": "en", "source_lang": "fi"}


def example(value: Any) -> ConfigDict:
    """A model's configuration with an example."""
    return ConfigDict(json_schema_extra={"examples": [value]})


class Asked(BaseModel):
    """Any request; a field that nobody knows is an error, not ignored."""

    model_config = ConfigDict(extra="forbid")


class FileModel(Asked):
    """A file: its name, whose suffix tells the format, and its bytes in base64."""

    model_config = example({"name": "a.txt", "data": "T0RLQiBsZWZ0Lg=="})
    name: Name
    data: str

    def file(self) -> File:
        """As workers take it."""
        return File(self.name, self.data)


class Input(Asked):
    """A text to look at: `text`, or `file` for bytes that shall come back as they came."""

    model_config = example(INPUT)
    text: Text | None = None
    file: FileModel | None = None
    name: Name | None = Field(None, description="The article's id; decisions are kept under it.")
    format: FormatName | None = Field(None, description="Else it follows from the file's name.")
    lang: Lang | None = None
    source: str | None = Field(None, description="What it was translated from.")
    source_file: FileModel | None = None
    source_lang: Lang | None = None

    def incoming(self) -> Incoming:
        """As workers take it."""
        return Incoming(
            self.text,
            self.file.file() if self.file else None,
            self.name,
            self.format,
            self.lang,
            self.source,
            self.source_file.file() if self.source_file else None,
            self.source_lang,
        )


class FixInput(Input):
    """A text to mend."""

    model_config = example({**INPUT, "safety": "safe"})
    safety: Literal["safe", "review"] = "safe"


class EditModel(Asked):
    """Replace the code points from `start` to `end` (exclusive) by `text`."""

    model_config = example(_EDIT)
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str

    def edit(self) -> Edit:
        """As calque has it."""
        return Edit(self.start, self.end, self.text)


class ApplyInput(Input):
    """A text with an editor's choices; `edits` are typed by hand, as a reader sees them."""

    model_config = example({**INPUT, "accept": [], "edits": [_EDIT]})
    accept: list[Accepted] = Field(default_factory=list, max_length=10_000)
    edits: list[EditModel] = Field(default_factory=list, max_length=10_000)


class Said(BaseModel):
    """Any answer."""


class FixModel(Said):
    """Edits that belong together."""

    safety: Literal["safe", "review", "show"]
    title: str
    edits: list[EditModel]


class EvidenceModel(Said):
    """Why a finding is believed."""

    kind: str
    detail: str
    ref: str


class SpanModel(Said):
    """A stretch of text."""

    start: int
    end: int


class FindingModel(Said):
    """A fault and its place; `fingerprint` names it in decisions and choices."""

    document: str
    segment: int | None
    rule: str
    name: str
    start: int
    end: int
    text: str
    message: str
    mqm: str
    its: str
    severity: Literal["critical", "major", "minor"]
    confidence: float
    fixes: list[FixModel]
    evidence: list[EvidenceModel]
    source_start: int | None
    source_end: int | None
    related: list[SpanModel] = Field(description="Other places that belong to the fault.")
    fingerprint: str
    before: str = Field(description="The words before it in its sentence.")
    after: str


class SourceLanguageModel(Said):
    """Where a text comes from: probability by language (`und`: not known), what says so."""

    posterior: dict[str, float]
    cues: list[dict[str, Any]]
    sentence: str | None


class SegmentModel(Said):
    """A part of the text and the part of the source that it translates."""

    start: int
    end: int
    source_start: int
    source_end: int
    confidence: float


class PieceModel(Said):
    """A stretch of text, and what a reader sees there if that is something else."""

    start: int
    end: int
    said: str | None


class BlockModel(Said):
    """A paragraph as it is read: pieces of the text, `said` where another thing is read there."""

    kind: Literal["paragraph", "heading", "item", "cell", "caption"]
    pieces: list[PieceModel]


class Checked(Said):
    """What was found."""

    document: str
    lang: str
    format: FormatName
    text: str
    findings: list[FindingModel]
    silent: int = Field(description="Findings left out, since an editor rejected them.")
    source_language: SourceLanguageModel
    source: str | None
    segments: list[SegmentModel]
    prose: list[SpanModel] = Field(description="Where the reader's text is; the rest is markup.")
    blocks: list[BlockModel] | None = Field(description="Its paragraphs; null: every line is one.")
    words: int
    signature: str


class SkippedModel(Said):
    """A fix that was not made."""

    rule: str
    start: int
    end: int
    title: str
    reason: str


class Fixed(Checked):
    """What was found and what was mended: `applied` edits of `text` give `fixed`."""

    applied: list[EditModel]
    skipped: list[SkippedModel]
    mended: int
    left: int
    fixed: str
    file: FileModel | None


class LeftModel(Said):
    """An accepted fix that was not made."""

    fingerprint: str
    reason: str


class Applied(Said):
    """The text with an editor's choices made."""

    model_config = example(
        {
            "text": "CSTO forces left, Mr Zhuravljov said.",
            "applied": [_EDIT],
            "skipped": [],
            "file": None,
        }
    )
    text: str
    applied: list[EditModel]
    skipped: list[LeftModel]
    file: FileModel | None


class RuleModel(Said):
    """A rule explained; `sections` are *Why it matters*, *Fix* and *Source*."""

    id: str
    name: str
    category: str
    its: str
    severity: str
    summary: str
    sections: dict[str, str]
    precision: str


class ErrorModel(Said):
    """What went wrong, in one line."""

    code: str
    message: str
    request_id: str


class Failed(Said):
    """Any answer that is an error."""

    model_config = example(
        {
            "error": {
                "code": "invalid",
                "message": "send either text or file",
                "request_id": "5b0f3c1e9a7d4e62",
            }
        }
    )
    error: ErrorModel
