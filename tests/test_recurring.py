"""Texts that come again: looked at once, and what comes of them is the same."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from calque.batch.chunk import Chunk, Done, Key
from calque.batch.job import Job
from calque.batch.rows import Rows
from calque.config import Config
from calque.document import Document, Span
from calque.formats.cut import Cut
from calque.pipeline import Checker
from calque.recurring import Recurring
from calque.study.checking import Looking

# Names in two spellings, an unknown acronym, a name as another language spells it.
WIRE = "Then Dmitri Zhuravlyov spoke. The mayor heard Dmitri Zhuravljov of the QPZX on Monday."
OTHER = "Kazakhstan's president Tokajev came to Mangistau on Tuesday with Zhuravlyov."


def looked_at(recurring: Recurring[str], *docs: Document) -> list[str]:
    """The ids of the documents that were looked at."""
    seen: list[str] = []

    def look(doc: Document) -> str:
        seen.append(doc.id)
        return doc.text.upper()

    for doc in docs:
        assert recurring(doc, partial(look, doc)) == doc.text.upper()
    return seen


def test_what_a_text_is_called_makes_no_difference() -> None:
    one = Document("1", "Wire copy.", meta={"path": "a.jsonl", "outlet": "Coast Wire"})
    two = Document("2", "Wire copy.", meta={"path": "b.jsonl", "outlet": "Northern Courier"})
    assert looked_at(Recurring(Config()), one, two, one) == ["1"]


def test_all_else_does() -> None:
    doc = Document("0", "Wire copy.", source="x", source_lang="fi")
    others: list[dict[str, Any]] = [
        {"text": "Wire copy"},
        {"lang": "de"},
        {"source": "y"},
        {"source": None},
        {"source": ("x",), "segments": (Span(0, 10),)},
        {"source_lang": None},
        {"format": "html", "blocks": ()},
        {"meta": {"decided": 1}},
    ]
    docs = [replace(doc, id=str(number), **one) for number, one in enumerate(others, 1)]
    assert looked_at(Recurring(Config()), doc, *docs) == [one.id for one in (doc, *docs)]


def test_the_place_does_where_the_settings_ask_for_it() -> None:
    docs = [Document("1", "Wire copy."), Document("2", "Wire copy.")]
    config = Config(per_file_ignores={"2": ("ACR",)})
    assert looked_at(Recurring(config), *docs, *docs) == ["1", "2"]


def test_what_is_kept_is_bounded() -> None:
    few: Recurring[str] = Recurring(Config(), most=1_000)  # three of them
    docs = [Document(str(number), f"{number}. Wire copy.") for number in range(4)]
    a, b, c, d = docs
    assert looked_at(few, a, b, c, a, d, a, b) == ["0", "1", "2", "3", "1"]


def test_half_a_surrogate_pair() -> None:
    doc = Document("1", "Wire \ud800 copy.")
    assert looked_at(Recurring(Config()), doc, doc) == ["1"]


def done(rows: Rows) -> Done:
    texts = [WIRE, OTHER, WIRE, WIRE, OTHER, WIRE]
    lines = [
        json.dumps({"id": f"r{number}", "text": text, "outlet": f"o{number % 2}"}) + "\n"
        for number, text in enumerate(texts)
    ]
    cut = Cut(1, b"", "".join(lines).encode())
    return rows(Chunk(Key(0, 0), "a.jsonl", "a.jsonl", cut, 0))


def test_rows_come_out_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    made = done(Rows(Job()))
    looks: list[Any] = []
    fix = Checker.fix

    def counted(*given: Any) -> Any:
        looks.append(given)
        return fix(*given)

    monkeypatch.setattr(Checker, "fix", counted)
    assert done(Rows(Job())) == made
    assert len(looks) == 2
    monkeypatch.setattr("calque.batch.rows.Recurring", partial(Recurring, most=0))
    assert done(Rows(Job())) == made
    assert len(looks) == 2 + 6
    found = [json.loads(line) for line in made.findings.splitlines()]
    assert {one["document"] for one in found} == {f"r{number}" for number in range(6)}
    assert {one["row"] for one in found} == set(range(1, 7))


def test_a_corpus_comes_out_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    docs = [Document(f"d{number}", text) for number, text in enumerate([WIRE, OTHER, WIRE])]
    pytest.importorskip("tqdm", reason="NOT TESTED: tqdm is not installed")
    made = list(Looking(Config(), 1).check(docs))
    assert [row["document"] for row in made[2].findings] == ["d2"] * len(made[0].findings)
    assert list(Looking(Config(), 2).check(docs)) == made
    monkeypatch.setattr("calque.study.checking.Recurring", partial(Recurring, most=0))
    assert list(Looking(Config(), 1).check(docs)) == made
