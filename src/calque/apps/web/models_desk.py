"""
The shapes of requests and answers about decisions, glossaries, webhooks and scores.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final, Literal

from pydantic import BaseModel, Field, StringConstraints

from calque.apps.web.models import (
    INPUT,
    Asked,
    EvidenceModel,
    FindingModel,
    Input,
    Lang,
    Mark,
    Name,
    Said,
    example,
)
from calque.apps.web.scoring import Scoring
from calque.decisions.learn import Proposal
from calque.decisions.store import Choice, Decision

_MARK: Final = "0f4c9d1f4a7be20c5d1a20e3b0c40001"
Stored = Annotated[str, StringConstraints(max_length=100_000, pattern=r"^[^\x00]*$")]
RuleId = Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,12}[0-9]{1,6}$")]
_FOUND: Final = {
    "rule": "ACR001",
    "text": "ODKB",
    "fingerprint": _MARK,
    "before": "",
    "after": " forces left, Mr Zhuravljov said.",
    "evidence": [{"kind": "glossary", "detail": "csto: CSTO", "ref": ""}],
}
_DECISION: Final = {
    "id": "6f1e0a52-5d0c-4a55-9a3e-0f3d7a7f7c11",
    "choice": "accept",
    "finding": _FOUND,
    "replacement": "CSTO",
    "lang": "en",
}


class Found(BaseModel):
    """A finding as it came in an answer; what is not needed of it is passed over."""

    model_config = example(_FOUND)
    rule: RuleId
    text: Stored
    fingerprint: Mark
    before: Stored = ""
    after: Stored = ""
    evidence: list[EvidenceModel] = Field(default_factory=list, max_length=100)


class DecisionModel(Asked):
    """What an editor chose for a finding; one `id` is kept once, however often it is sent."""

    model_config = example(_DECISION)
    id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._:-]{1,64}$")]
    choice: Choice
    finding: Found
    replacement: Stored | None = None
    lang: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")] = "en"


class DecisionsInput(Asked):
    """Decisions of one person on one article."""

    model_config = example({"who": "Anna", "article": "draft-7", "decisions": [_DECISION]})
    who: Name
    article: Name
    decisions: list[DecisionModel] = Field(min_length=1, max_length=10_000)

    def made(self) -> list[Decision]:
        """As the store takes them."""
        return [
            Decision(
                id=one.id,
                who=self.who,
                article=self.article,
                choice=one.choice,
                rule=one.finding.rule,
                lang=one.lang,
                text=one.finding.text,
                fingerprint=one.finding.fingerprint,
                replacement=one.replacement,
                before=one.finding.before,
                after=one.finding.after,
                known=one.choice == "accept"
                and any(item.kind == "glossary" for item in one.finding.evidence),
            )
            for one in self.decisions
        ]


class Kept(Said):
    """How many of the decisions were new; all are on disk."""

    model_config = example({"kept": 1})
    kept: int


class KeptDecision(Said):
    """A decision."""

    at: datetime
    id: str
    who: str
    article: str
    choice: Choice
    rule: str
    lang: str
    text: str
    replacement: str | None
    fingerprint: str
    before: str
    after: str


class KeptDecisions(Said):
    """Decisions, the newest first."""

    decisions: list[KeptDecision]


class Proposals(Said):
    """What decisions suggest, the best supported first."""

    proposals: list[Proposal]


class AnswerInput(Asked):
    """An editor's word on a proposal; `kind` is what an entry is about."""

    model_config = example({"who": "Anna", "answer": "yes", "kind": "person"})
    who: Name
    answer: Literal["yes", "no"]
    kind: Literal["organisation", "person", "place", "term"] | None = None


# Glossary


class TermModel(Said):
    """A form of a concept in a language."""

    text: str
    lang: str
    type: str
    status: str
    romanised: bool


class ConceptModel(Said):
    """A body, person, place or term; `says` is what the term that was asked for is of it."""

    id: str
    kind: str
    terms: list[TermModel]
    ref: list[str]
    house: bool
    says: str | None


class EntryModel(Said):
    """A wording that translation leaves behind."""

    id: str
    family: str
    lang: str
    source_lang: str
    wrong: list[str]
    right: list[str]
    why: str
    ref: list[str]


class FoundInGlossary(Said):
    """What glossaries know of a term."""

    term: str
    lang: str
    concepts: list[ConceptModel]
    entries: list[EntryModel]


class HouseEntry(Said):
    """Something that the desk has learned, and who said yes."""

    id: str
    kind: str
    rule: str
    lang: str
    text: str
    replacement: str | None
    who: str
    at: datetime


class HouseEntries(Said):
    """All that the desk has learned."""

    entries: list[HouseEntry]


# Webhook


class HookInput(Input):
    """An article as a CMS sends it before publication; `name` is its id there."""

    model_config = example(INPUT)
    name: Name


class Verdict(Said):
    """Whether an article may pass, and what was found."""

    verdict: Literal["pass", "hold"]
    hold_on: Literal["minor", "major", "critical"]
    document: str
    lang: str
    findings: list[FindingModel]
    silent: int
    words: int
    signature: str


# Scores

Lines = Annotated[list[str], Field(min_length=1, max_length=20_000)]


class SystemModel(Asked):
    """A translation, segment by segment."""

    name: Name
    segments: Lines


class ScoreInput(Asked):
    """Translations to set side by side, against a source, a reference or both."""

    model_config = example(
        {
            "systems": [{"name": "draft", "segments": ["ODKB forces left."]}],
            "source": ["ODKB:n joukot lähtivät."],
            "source_lang": "fi",
        }
    )
    systems: list[SystemModel] = Field(min_length=1, max_length=20)
    source: Lines | None = None
    reference: Lines | None = None
    lang: Lang | None = None
    source_lang: Lang | None = None

    def asked(self) -> Scoring:
        """As workers take it."""
        return Scoring(
            tuple((one.name, tuple(one.segments)) for one in self.systems),
            None if self.source is None else tuple(self.source),
            None if self.reference is None else tuple(self.reference),
            self.lang,
            self.source_lang,
        )
