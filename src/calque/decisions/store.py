"""
Decisions in and out of the database.

What `keep` has returned from is on disk. Tables are only added to: of several decisions on one
finding, and of several answers to one proposal, the last counts.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Any, Final, Literal, TypeVar, cast

from sqlalchemy import ColumnElement, Row, Select, delete, func, insert, select, text, update
from sqlalchemy.dialects import postgresql, sqlite

from calque.decided import Decided, wording
from calque.decisions.tables import ANSWERS, DECISIONS, DELIVERIES, open_database
from calque.language.letters import fold

Choice = Literal["accept", "reject", "edit", "ignore", "undo"]
_T = TypeVar("_T")

_PAGE: Final = 1000  # decisions fetched at a time
# For so long another process's "ignore always" may go unheard, in seconds.
_STALE: Final = 5.0
# A webhook message that has begun and not ended may begin again after this; all go after the other.
_ABANDONED: Final = timedelta(minutes=5)
_KEPT: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Decision:
    """
    What somebody chose for a finding of an article.

    `id` is made by the caller: a decision that comes twice is kept once. `before` and `after` are
    the rest of its sentence; `known` says that the glossary has the replacement already.
    """

    id: str
    who: str
    article: str
    choice: Choice
    rule: str
    lang: str
    text: str
    fingerprint: str
    replacement: str | None = None
    before: str = ""
    after: str = ""
    known: bool = False
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """
    What somebody said to a proposal: to silence `rule` on `text`, or to put `replacement` for it.

    `kind` is what an entry is about, `ref` what it rests on; both are empty for an exception.
    """

    proposal: str
    who: str
    yes: bool
    rule: str
    lang: str
    text: str
    replacement: str | None = None
    kind: str = ""
    ref: str = ""
    at: datetime | None = None


_General = tuple[tuple[Answer, ...], frozenset[str]]


class Store:
    """The database of a desk; safe to use from many threads."""

    def __init__(self, url: str) -> None:
        """Open it. Raises ConfigError where that can't be."""
        self.engine = open_database(url)
        self._insert = (
            postgresql.insert if self.engine.dialect.name == "postgresql" else sqlite.insert
        )
        self._asked = -_STALE
        self._general: _General = (), frozenset()

    def close(self) -> None:
        """Let go of its connections."""
        self.engine.dispose()

    def ready(self) -> None:
        """Raise SQLAlchemyError where the database can't be asked."""
        with self.engine.connect() as connection:
            connection.execute(text("SELECT 1"))

    def keep(self, decisions: Sequence[Decision]) -> int:
        """Keep decisions, all or none; return how many are new."""
        now = datetime.now(UTC)
        rows = [{**_values(one, now), "folded": folded(one.text)} for one in decisions]
        statement = (
            self._insert(DECISIONS)
            .on_conflict_do_nothing(index_elements=["id"])
            .returning(DECISIONS.c.id)
        )
        with self.engine.begin() as connection:
            kept = sum(len(connection.execute(statement, row).all()) for row in rows)
        self._asked = -_STALE
        return kept

    def state(self, article: str) -> tuple[tuple[Answer, ...], Decided]:
        """The answers to proposals, and what is silent in an article."""
        if monotonic() - self._asked > _STALE:
            asked = monotonic()
            self._general = self._all_articles()
            self._asked = asked
        answers, everywhere = self._general
        last = last_of_each(DECISIONS.c.article == article)
        rejected = select(DECISIONS.c.fingerprint).where(
            DECISIONS.c.seq.in_(last), DECISIONS.c.choice == "reject"
        )
        with self.engine.connect() as connection:
            return answers, Decided(frozenset(connection.scalars(rejected)), everywhere)

    def _all_articles(self) -> _General:
        """What goes for all articles: answers, and the wordings that are silent."""
        ignored = (
            select(DECISIONS.c.rule, DECISIONS.c.text)
            .where(DECISIONS.c.seq.in_(last_of_each()), DECISIONS.c.choice == "ignore")
            .distinct()
        )
        answers = tuple(self.answers())
        with self.engine.connect() as connection:
            quiet = {wording(rule, said) for rule, said in connection.execute(ignored)}
        quiet |= {wording(one.rule, one.text) for one in answers if one.yes and not one.replacement}
        return answers, frozenset(quiet)

    def find(
        self,
        article: str | None = None,
        who: str | None = None,
        since: datetime | None = None,
        limit: int | None = None,
    ) -> Iterator[Decision]:
        """
        Yield decisions, the newest first.

        They are fetched a page at a time: who reads slowly, or not to the end, holds no connection.
        """
        query = select(DECISIONS).order_by(DECISIONS.c.seq.desc())
        for column, wanted in ((DECISIONS.c.article, article), (DECISIONS.c.who, who)):
            if wanted is not None:
                query = query.where(column == wanted)
        if since:
            query = query.where(DECISIONS.c.at >= since)
        left = sys.maxsize if limit is None else limit
        while left > 0:
            with self.engine.connect() as connection:
                page = connection.execute(query.limit(min(left, _PAGE))).all()
            for row in page:
                yield _as(Decision, row)
            if len(page) < _PAGE:
                return
            left -= _PAGE
            query = query.where(DECISIONS.c.seq < page[-1].seq)

    # Answers to proposals

    def answer(self, answer: Answer) -> None:
        """Keep an answer to a proposal."""
        values = _values(answer, datetime.now(UTC))
        with self.engine.begin() as connection:
            connection.execute(insert(ANSWERS).values(values))
        self._asked = -_STALE

    def answers(self) -> list[Answer]:
        """The last answer to each proposal that has one, in order."""
        last = select(func.max(ANSWERS.c.seq)).group_by(ANSWERS.c.proposal)
        query = select(ANSWERS).where(ANSWERS.c.seq.in_(last)).order_by(ANSWERS.c.seq)
        with self.engine.connect() as connection:
            return [_as(Answer, row) for row in connection.execute(query)]

    # Webhook messages

    def begin(self, id: str, digest: str) -> Row[Any] | None:
        """
        Begin a message; None: it is ours to answer, else the row of when it came before.

        One that began long ago and has no answer is taken over.
        """
        now = datetime.now(UTC)
        claim = (
            self._insert(DELIVERIES)
            .on_conflict_do_nothing(index_elements=["id"])
            .returning(DELIVERIES.c.id)
        )
        again = (
            update(DELIVERIES)
            .where(DELIVERIES.c.id == id, DELIVERIES.c.digest == digest)
            .where(DELIVERIES.c.answer.is_(None), DELIVERIES.c.at < now - _ABANDONED)
            .values(at=now)
            .returning(DELIVERIES.c.id)
        )
        with self.engine.begin() as connection:
            connection.execute(delete(DELIVERIES).where(DELIVERIES.c.at < now - _KEPT))
            if connection.execute(claim, {"id": id, "at": now, "digest": digest}).all():
                return None
            if connection.execute(again).all():
                return None
            return connection.execute(select(DELIVERIES).where(DELIVERIES.c.id == id)).one()

    def finish(self, id: str, answer: bytes | None) -> None:
        """Keep the answer to a message; None: there is none, it may come again."""
        own = DELIVERIES.c.id == id
        with self.engine.begin() as connection:
            if answer is None:
                connection.execute(delete(DELIVERIES).where(own))
            else:
                connection.execute(update(DELIVERIES).where(own).values(answer=answer))


def last_of_each(*where: ColumnElement[bool]) -> Select[tuple[int]]:
    """The numbers of the last decisions on each finding of each article."""
    return (
        select(func.max(DECISIONS.c.seq))
        .where(*where)
        .group_by(DECISIONS.c.article, DECISIONS.c.fingerprint)
    )


def folded(said: str) -> str:
    """A text with case and blanks evened out."""
    return fold(" ".join(said.split()))


def _values(one: Decision | Answer, now: datetime) -> dict[str, Any]:
    values = {field.name: getattr(one, field.name) for field in fields(one)}
    return {**values, "at": one.at or now}


def _as(kind: type[_T], row: Row[Any]) -> _T:
    made: Any = kind
    return cast(_T, made(**{field.name: row._mapping[field.name] for field in fields(made)}))
