"""
What a rule says about a text, and what would put it right.

A rule writes spans in the reader's text (`Scan.text`); `detect` turns them into spans of the
document, and from there on every span is one of the document.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from calque.document import Span

if TYPE_CHECKING:
    from calque.rule import Rule


class Edit(NamedTuple):
    """Replace `[start, end)` by `text`."""

    start: int
    end: int
    text: str


class Safety(StrEnum):
    """How a fix may be used: by itself, after a look, or only to be read."""

    SAFE = "safe"
    REVIEW = "review"
    SHOW = "show"


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that belong together: all are made, or none."""

    edits: tuple[Edit, ...]
    safety: Safety
    title: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """
    Why a finding is believed.

    `kind` is one of `glossary`, `document`, `batch`, `scheme`, `pattern`, `source`, `language`,
    `translation`; for `language` the `ref` lists the source languages (`fi sv`) that the fault
    points to. `ref` names where to look it up, or is empty.
    """

    kind: str
    detail: str
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """
    One fault: a rule, a place, a message in words, and how sure we are (0 to 1).

    `message` is the rule's, filled in. `related` are other places that belong to the fault, such
    as the second of two statements that disagree. A rule names a `segment` only where it is empty.
    """

    rule: Rule
    span: Span
    message: str
    confidence: float
    fixes: tuple[Fix, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    related: tuple[Span, ...] = ()
    segment: int | None = None
    source_span: Span | None = None

    @property
    def severity(self) -> str:
        """The rule's MQM severity: `critical`, `major` or `minor`."""
        return self.rule.severity
