"""Growth: what a corpus proposes, with its evidence, the same every time, in bounded memory."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from calque.growth.tally import Tally
from tests.newsroom import Newsroom

TEXTS = {
    "a.txt": "Governor Sergei Zhurbelkov left. Then Zhurbelkov spoke.\n",
    "b.txt": "On Monday Sergei Zhurbelkov left. Sailors trust Zhurbelkov.\n\n"
    "The Tide Research Union (TRU) met. The TRU left.\n",
    "c.txt": "On Monday Sergei Schurbelkow left. Sailors trust Schurbelkow, and the CSTQ.\n\n"
    "In Tide Research Union's (TRU) hall they met.",
    "d.txt": "They met the Union of Tide Research (TRU), the CSTQ and the NHPX.\n",
    "e.txt": "Ships of the PSGV and of the Northern Harbour Pact (NHPX) left. They had a CPU.\n",
}


@pytest.fixture
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    room = Newsroom(tmp_path, monkeypatch)
    for name, text in TEXTS.items():
        room.write(f"texts/{name}", text)
    return room


def test_proposals_with_their_evidence(newsroom: Newsroom) -> None:
    result = newsroom.run("glossary", "suggest", "texts", "-o", "new.toml")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    text = newsroom.read("new.toml")
    table = tomllib.loads(text)
    assert table.keys() == {"sergei-zhurbelkov", "tide-research-union"}
    assert table["sergei-zhurbelkov"] == {
        "kind": "person",
        "ref": "",
        "en": {"full": "Sergei Zhurbelkov", "avoid": ["Sergei Schurbelkow"]},
    }
    assert table["tide-research-union"]["en"] == {
        "full": "Tide Research Union",
        "acronym": "TRU",
        "also": ["Union of Tide Research"],
    }
    for line in (
        "# Proposed from 5 texts, the commonest first.",
        "# Zhurbelkov 4× in 2 texts (texts/a.txt, texts/b.txt)",
        "# Schurbelkow 2× in 1 text (texts/c.txt)",
        "# Zhurbelkov and Schurbelkow compare as one name, both after Sergei",
        "# TRU 4× in 3 texts (texts/b.txt, texts/c.txt, texts/d.txt)",
        "# explained as Union of Tide Research: 1× in 1 text (texts/d.txt)",
        "# Acronyms that no text explains:\n# CSTQ 2× in 2 texts (texts/c.txt, texts/d.txt)",
    ):
        assert line in text
    assert "NHPX" not in text  # the house has it
    assert "CPU" not in text


def test_a_name_with_markup_within_stops_nothing(newsroom: Newsroom) -> None:
    text = "<p>Mr Zhuravlyov met Mr Zhura<b>vljov</b>. Mr Zhuravlyov spoke. Mr Zhuravljov left.</p>"
    newsroom.write("two/a.html", text)
    newsroom.write("two/b.txt", "Mr Zhuravlyov met Mr Zhuravljov. Then Mr Zhuravlyov spoke.\n")
    result = newsroom.run("glossary", "suggest", "two")
    assert result.exit_code == 0, result.exception
    assert "# Zhuravljov and Zhuravlyov drift: 2× in 2 texts" in result.stdout


def test_lint_asks_for_the_reference(newsroom: Newsroom) -> None:
    newsroom.run("glossary", "suggest", "texts", "-o", "new.toml")
    newsroom.write("calque.toml", "")
    result = newsroom.run("glossary", "lint", "new.toml")
    assert result.exit_code == 1
    assert "new.toml:7: sergei-zhurbelkov: no ref" in result.stdout


def test_the_same_texts_give_the_same_proposals(newsroom: Newsroom) -> None:
    runs = [
        newsroom.process("glossary", "suggest", "texts", env={"PYTHONHASHSEED": seed}).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert "[tide-research-union]" in runs[0]


def test_what_stands_in_one_text_only_is_left_out(newsroom: Newsroom) -> None:
    text = (
        "Ships of the Tide Research Union (TRU) met a TRU boat. Governor Sergei Zhurbelkov left. "
    )
    newsroom.write("one/a.txt", text + "Then Sergei Schurbelkow spoke, and Sergei Zhurbelkov.")
    result = newsroom.run("glossary", "suggest", "one")
    assert "[" not in result.stdout
    assert "[sergei-zhurbelkov]" in newsroom.run("glossary", "suggest", "texts").stdout


def test_rows_and_a_bad_one(newsroom: Newsroom) -> None:
    rows = '{"id": "r1", "text": "The Tide Research Union (TRU) met."}\n{"id": 2}\n'
    newsroom.write("rows.jsonl", rows)
    result = newsroom.run("glossary", "suggest", "rows.jsonl", "--at-least", "1")
    assert result.exit_code == 2
    assert result.stderr.startswith('calque: error: rows.jsonl: line 2: no field "text"')
    assert "# TRU 1× in 1 text (r1)\n" in result.stdout


def test_options_that_make_no_sense_here_are_not_there(newsroom: Newsroom) -> None:
    result = newsroom.run("glossary", "suggest", "texts", "--select", "NAM")
    assert result.exit_code == 2
    assert "No such option" in result.stderr


def test_a_tally_never_holds_more_than_it_may() -> None:
    tally: Tally[str] = Tally(most=10)
    for number in range(1000):
        tally.add("often", f"t{number}")
        tally.add(f"rare {number}", f"t{number}")
    assert len(list(tally)) <= 10
    assert (tally["often"].count, tally["often"].texts) == (1000, 1000)
    assert tally["often"].examples == ["t0", "t1", "t2"]
    assert str(tally["often"]) == "1,000× in 1,000 texts (t0, t1, t2, …)"
    assert tally["never"].count == 0
