"""
What decisions suggest: an exception where a finding is rejected again and again, an entry where
editors keep putting the same spelling.

A proposal is worked out from the decisions each time; only the answers to them are kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Final, Literal

from sqlalchemy import ColumnElement, Row, and_, func, or_, select, true
from sqlalchemy.sql.elements import KeyedColumnElement

from calque.decisions.house import Learned, own_concept
from calque.decisions.store import Store, last_of_each
from calque.decisions.tables import DECISIONS
from calque.glossary import toml
from calque.language.plural import counted

# Rules that are about the spelling of names and terms.
_SPELLING: Final = ("NAM", "ACR", "UNT")
_KINDS: Final = {"NAM": "person", "ACR": "organisation"}
# So many open proposals are told of, and as many that are answered.
_MOST: Final = 200
_REPLACEMENT: Final = func.trim(DECISIONS.c.replacement)


@dataclass(frozen=True, slots=True)
class Proposal:
    """
    Something that a desk may learn.

    An `exception` keeps `rule` from speaking of `text` anywhere; an `entry` has `text` replaced.
    It was decided so in `articles` by `people`, in `against` articles otherwise; `sentence` says
    so. `toml` is what would be added to a glossary.
    """

    id: str
    kind: Literal["exception", "entry"]
    status: Literal["open", "accepted", "declined"]
    rule: str
    lang: str
    text: str
    replacement: str | None
    articles: int
    people: int
    against: int
    last: datetime
    toml: str
    sentence: str


def proposals(store: Store, articles: int, people: int) -> list[Proposal]:
    """
    What at least `articles` and `people` suggest, the best supported first.

    Answered ones are there too, as long as they are answered.
    """
    found = [
        *(_exception(row) for row in _rejected(store, articles, people)),
        *(_entry(row) for row in _put(store, articles, people)),
    ]
    status = {one.proposal: "accepted" if one.yes else "declined" for one in store.answers()}
    made = [
        Proposal(**one | {"status": status.get(one["id"], "open"), "sentence": _sentence(one)})
        for one in found
        if one["articles"] > one["against"]
    ]
    made.sort(key=lambda one: (-one.articles, -one.people, one.text, one.id))
    return list(_most(made))


def _most(made: Iterable[Proposal]) -> Iterator[Proposal]:
    """The first of the open ones and of the answered, which must not crowd out the others."""
    told: Counter[bool] = Counter()
    for one in made:
        told[one.status == "open"] += 1
        if told[one.status == "open"] <= _MOST:
            yield one


def _rejected(store: Store, articles: int, people: int) -> Iterator[Row[Any]]:
    """Findings that were rejected: by rule and words."""
    chosen = DECISIONS.c.choice.in_(("reject", "ignore"))
    same = (DECISIONS.c.rule, DECISIONS.c.lang, DECISIONS.c.folded)
    return _counted(store, chosen, true(), same, {}, (articles, people))


def _put(store: Store, articles: int, people: int) -> Iterator[Row[Any]]:
    """Spellings that editors chose and no glossary has: by what was there and what was put."""
    chosen = and_(
        DECISIONS.c.choice.in_(("accept", "edit")),
        DECISIONS.c.known.is_(False),
        _REPLACEMENT != "",
        DECISIONS.c.text != _REPLACEMENT,
    )
    spelling = or_(*(DECISIONS.c.rule.startswith(prefix) for prefix in _SPELLING))
    same = (DECISIONS.c.lang, DECISIONS.c.folded)
    put = {"replacement": _REPLACEMENT}
    return _counted(store, chosen, spelling, same, put, (articles, people))


def _counted(
    store: Store,
    chosen: ColumnElement[bool],
    scope: ColumnElement[bool],
    same: tuple[KeyedColumnElement[Any], ...],
    put: Mapping[str, ColumnElement[str]],
    least: tuple[int, int],
) -> Iterator[Row[Any]]:
    """
    Count what was `chosen` within `scope`, one row for each of `same` and what was `put`.

    `total` are all articles in which anything was decided on the same.
    """
    decided = and_(DECISIONS.c.seq.in_(last_of_each()), DECISIONS.c.choice != "undo", scope)
    articles = func.count(DECISIONS.c.article.distinct())
    people = func.count(DECISIONS.c.who.distinct())
    total = select(*same, articles.label("total")).where(decided).group_by(*same).subquery()
    found = (
        select(
            *same,
            *(column.label(name) for name, column in put.items()),
            func.min(DECISIONS.c.rule).label("a_rule"),
            func.max(DECISIONS.c.text).label("text"),
            func.max(DECISIONS.c.at).label("last"),
            articles.label("articles"),
            people.label("people"),
        )
        .where(decided, chosen)
        .group_by(*same, *put.values())
        .having(articles >= least[0], people >= least[1])
        .subquery()
    )
    joined = and_(*(found.c[one.key] == total.c[one.key] for one in same))
    query = select(found, total.c.total).join(total, joined)
    with store.engine.connect() as connection:
        yield from connection.execute(query)


def _exception(row: Row[Any]) -> dict[str, Any]:
    words = toml.line("words", [row.text])
    said = (
        f"# {row.rule} is silent on these words; as a spelling that is always right:\n# {words}\n"
    )
    return {**_common(row, "exception", row.rule, None), "toml": said}


def _entry(row: Row[Any]) -> dict[str, Any]:
    common = _common(row, "entry", row.a_rule, row.replacement)
    return {**common, "toml": toml.entry(own_concept(learned(common, kind_of(common))))}


def _sentence(one: Mapping[str, Any]) -> str:
    """What a proposal rests on, in words."""
    if one["replacement"]:
        said = f"{one['replacement']} was put for {one['text']}"
    else:
        said = f"{one['rule']} on {one['text']} was rejected"
    by = "1 person" if one["people"] == 1 else f"{one['people']} people"
    otherwise = f"; otherwise in {one['against']}" if one["against"] else ""
    return f"{said} in {counted(one['articles'], 'article')} by {by}{otherwise}."


def learned(one: Mapping[str, Any], kind: str, who: str = "") -> Learned:
    """An entry that was proposed and that `who` said yes to; `one` has a proposal's fields."""
    confirmed = f", confirmed by {who}" if who else ""
    ref = f"the desk: put so in {counted(one['articles'], 'article')}{confirmed}"
    return Learned(one["lang"], " ".join(one["text"].split()), one["replacement"], kind, ref)


def kind_of(one: Mapping[str, Any]) -> str:
    """What an entry seems to be about, for want of an editor's word."""
    put = one["replacement"]
    is_acronym = put.isupper() and " " not in put
    return "organisation" if is_acronym else _KINDS.get(one["rule"][:3], "term")


def _common(row: Row[Any], kind: str, rule: str, put: str | None) -> dict[str, Any]:
    key = "\0".join((kind, "" if put else rule, row.lang, row.folded, put or ""))
    return {
        "id": sha256(key.encode(errors="surrogatepass")).hexdigest()[:16],
        "kind": kind,
        "rule": rule,
        "lang": row.lang,
        "text": row.text,
        "replacement": put,
        "articles": row.articles,
        "people": row.people,
        "against": row.total - row.articles,
        "last": row.last,
    }
