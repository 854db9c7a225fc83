"""What an editor may do about a finding, without the editor: edits, comments, house style."""

from __future__ import annotations

from pathlib import Path

import pytest

from calque.apps.current import Desks
from calque.apps.lsp import actions, house
from calque.apps.lsp.draft import Draft, Look
from calque.apps.lsp.positions import Text
from calque.errors import CalqueError
from tests.newsroom import CONFIG, Newsroom


@pytest.fixture
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    newsroom = Newsroom(tmp_path, monkeypatch)
    small = tmp_path / "builtin"
    monkeypatch.setattr("calque.apps.lsp.house.builtin_folder", lambda: small)
    return newsroom


def looked(newsroom: Newsroom, text: str, name: str = "a.txt") -> tuple[Draft, Look]:
    held = Text(text, "utf-16")
    draft = Draft((newsroom.folder / name).as_uri(), "plaintext", 1, held)
    return draft, draft.look_at(1, held, Desks().at(newsroom.folder))


def made(newsroom: Newsroom, text: str, title: str, name: str = "a.txt") -> str | None:
    """The text after the first action with that title; None where there is none."""
    draft, look = looked(newsroom, text, name)
    for action in actions.quick_fixes(draft, look, look.report.findings, versions=False):
        if action.title == title:
            assert action.edit
            assert action.edit.changes
            changed = look.text
            for edit in reversed(action.edit.changes[draft.uri]):
                changed = changed.changed(edit.range, edit.new_text)
            return changed.text
    return None


IGNORE, COMMENT = "Ignore ACR001 in this line", "<!-- calque: ignore ACR001 -->"


@pytest.mark.parametrize(
    "name, text, ignored",
    [
        ("a.txt", "PSGV left.\r\nPSGV\r\n", f"PSGV left. {COMMENT}\r\nPSGV\r\n"),
        ("a.md", "# PSGV left  \nPSGV", f"# PSGV left {COMMENT}  \nPSGV"),
        (
            "a.html",
            "<title>Ships</title><p>The PSGV<b\nclass='x'> left.</b></p><p>PSGV</p>",
            f"<title>Ships</title><p>The PSGV {COMMENT}<b\nclass='x'> left.</b></p><p>PSGV</p>",
        ),
        ("a.html", "<title>The PSGV left</title>", None),
        ("a.html", "<p>The PSGV left.\nSo</p>", f"<p>The PSGV left. {COMMENT}\nSo</p>"),
        ("a.po", 'msgid "Ships"\nmsgstr "The PSGV"\n', None),
    ],
)
def test_a_comment_silences_the_line(
    newsroom: Newsroom, name: str, text: str, ignored: str | None
) -> None:
    assert made(newsroom, text, IGNORE, name) == ignored
    if ignored:
        before, after = (looked(newsroom, either, name)[1] for either in (text, ignored))
        assert len(after.report.findings) == len(before.report.findings) - 1


def test_a_fix_is_an_edit_behind_an_emoji(newsroom: Newsroom) -> None:
    text = "Ships 😀 of 𐐷 the PSGV left.\r\n"
    assert made(newsroom, text, "PSGV → NHPX") == text.replace("PSGV", "NHPX")


def add(newsroom: Newsroom, text: str) -> str:
    _, look = looked(newsroom, text)
    finding = look.report.findings[0]
    assert house.home(look, finding)
    return house.add(look, finding)


def test_a_spelling_goes_into_the_glossary_that_the_settings_name(newsroom: Newsroom) -> None:
    newsroom.write("calque.toml", CONFIG)
    before = newsroom.read("house.toml")
    assert add(newsroom, "The PSGV left.") == "house.toml: northern-harbour-pact is PSGV here"
    assert newsroom.read("house.toml") == before.replace('acronym = "NHPX"', 'acronym = "PSGV"')
    assert not looked(newsroom, "The PSGV left.")[1].report.findings


def test_without_one_it_goes_into_the_settings(newsroom: Newsroom, tmp_path: Path) -> None:
    builtin = tmp_path / "builtin" / "concepts" / "more.toml"
    builtin.write_text(newsroom.read("house.toml"))
    newsroom.write("calque.toml", '# Ours.\nselect = ["ACR001"]  # for now\n')
    assert add(newsroom, "The PSGV left.").startswith("calque.toml: ")
    assert newsroom.read("calque.toml") == (
        '# Ours.\nselect = ["ACR001"]  # for now\n\n'
        '[concepts.northern-harbour-pact]\nen = { acronym = "PSGV" }\n'
    )
    assert not looked(newsroom, "The PSGV left.")[1].report.findings
    newsroom.write("calque.toml", 'select = ["ACR001"]\nglossaries = ["desk"]\n')
    newsroom.write("desk/concepts/some.toml", '[x]\nkind = "term"\nref = "x"\nen = "Xylo"\n')
    assert add(newsroom, "The PSGV left.").startswith("house.toml: ")
    assert "PSGV" in newsroom.read("desk/concepts/house.toml")
    assert not looked(newsroom, "The PSGV left.")[1].report.findings


def test_a_name_that_nothing_has_becomes_an_entry(newsroom: Newsroom) -> None:
    newsroom.write("calque.toml", 'select = ["NAM001"]\nglossaries = ["house.toml"]\n')
    text = (
        "Harbour master Sergei Zhuravlyov told reporters. According to Zhuravljov, the ODKB left. "
        "Zhuravlyov did not comment."
    )
    assert add(newsroom, text) == "house.toml: zhuravljov is Zhuravljov here"
    assert newsroom.read("house.toml").endswith(
        '\n[zhuravljov]\nkind = "person"\nref = "house style"\nen = "Zhuravljov"\n'
    )
    again = looked(newsroom, text)[1].report.findings
    assert {text[slice(*finding.span)] for finding in again} == {"Zhuravlyov"}


def test_nothing_is_written_that_would_not_load(newsroom: Newsroom) -> None:
    _, look = looked(newsroom, "The PSGV left.")
    clash = '[other]\nkind = "organisation"\nref = "x"\nen = { acronym = "PSGV" }\n'
    newsroom.write("more.toml", clash)
    newsroom.write("calque.toml", 'select = ["ACR001"]\nglossaries = ["house.toml", "more.toml"]\n')
    before = newsroom.read("house.toml")
    with pytest.raises(CalqueError, match="belongs to"):
        house.add(look, look.report.findings[0])
    newsroom.write("more.toml", "")
    newsroom.write("house.toml", "[broken\n")
    with pytest.raises(CalqueError, match=r"house\.toml"):
        house.add(look, look.report.findings[0])
    assert newsroom.read("house.toml") == "[broken\n"
    assert before
