"""Whole pages in twelve languages: what remains without the furniture must be the article."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from calque.apps.cli import main
from calque.config import Config
from calque.finding import Safety
from calque.glossary.load import builtin_folder, load
from calque.pipeline import Checker

PAGES = tomllib.loads((Path(__file__).parent / "residue.toml").read_text(encoding="utf-8"))
KEPT = tomllib.loads((Path(__file__).parent / "residue_kept.toml").read_text(encoding="utf-8"))
KEPT_ARTICLES = [(lang, name) for lang, articles in KEPT.items() for name in articles]
LANGUAGES = [name for name in PAGES if name != "translated"]


def page(article: list[str], name: str) -> str:
    """The article with the furniture around it; above it the headline stays first."""
    title, first, *rest = article
    parts = PAGES[name]
    lines = [title, *parts["head"], first, *parts["between"], *rest, *parts["tail"]]
    return "\n\n".join(lines) + "\n"


def mended(text: str, name: str, lang: str, level: Safety = Safety.REVIEW) -> str:
    checker = Checker(Config(lang=lang, select=("RES",)))
    return checker.fix(checker.read(text, name), level).text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_in_its_own_language(lang: str) -> None:
    article = PAGES[lang]["article"]
    wanted = "\n\n".join(article)
    assert mended(page(article, lang), "page.txt", lang).strip() == wanted
    assert mended(wanted, "page.txt", lang) == wanted


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_translated_article_with_what_was_not_translated(lang: str) -> None:
    article = PAGES["en"]["article"]
    assert mended(page(article, lang), "page.txt", "en").strip() == "\n\n".join(article)


def test_a_translated_page() -> None:
    article = PAGES["en"]["article"]
    assert mended(page(article, "translated"), "page.txt", "en").strip() == "\n\n".join(article)


@pytest.mark.parametrize(("lang", "name"), KEPT_ARTICLES)
def test_what_is_like_furniture_stays(lang: str, name: str) -> None:
    article = KEPT[lang][name]["article"]
    wanted = "\n\n".join(article)
    assert mended(wanted, "page.txt", lang) == wanted
    assert mended(page(article, lang), "page.txt", lang).strip() == wanted
    # right under a link to another article what looks like titles may go, but not by itself
    linked = "\n\n".join((*article[:2], "Read also: Old bridge closed", *article[2:]))
    assert wanted in mended(linked, "page.txt", lang, Safety.SAFE)


def test_a_label_alone_above_the_story_stays() -> None:
    title, first, second = PAGES["en"]["article"]
    for lines in (["Opinion", title, first, second], [title, "Telegram", first, second]):
        wanted = "\n\n".join(lines)
        assert mended(wanted, "page.txt", "en") == wanted


def test_a_list_of_the_storys_own_is_not_deleted_by_itself() -> None:
    title, first, _ = PAGES["en"]["article"]
    own = ["Boil the rhubarb until soft", "Sugar", "Serve it with the cream"]
    text = "\n\n".join([title, first, "Related Articles", *own])
    assert mended(text, "page.txt", "en", Safety.SAFE) == "\n\n".join([title, first, *own])


def test_the_furniture_says_where_a_text_is_from() -> None:
    checker = Checker()
    report = checker.check(checker.read(page(PAGES["en"]["article"], "fi"), "page.txt"))
    assert report.source_language.best == "fi"


def test_what_can_be_nothing_else_is_found_at_a_paragraphs_end() -> None:
    checker = Checker(Config(select=("RES",)))
    first, second, third = PAGES["en"]["article"]
    missed = []
    for entry in load([builtin_folder()]).entries:
        if entry.family == "residue" and entry.place in ("any", "between"):
            line = entry.examples[0].partition("⟦")[2].partition("⟧")[0]
            glued = f"{first}\n\n{second} {line}\n\n{third}"
            left = checker.fix(checker.read(glued, "page.txt"), Safety.REVIEW).text
            if left != f"{first}\n\n{second}\n\n{third}" and not line[0].islower():
                missed.append(line)
    assert not missed


def test_a_link_to_another_article_is_called_one() -> None:
    title, first, second = PAGES["en"]["article"]
    lines = [title, first, "Read also: Ferry runs again", second, "Read also:", "Ferry runs again"]
    text = "\n\n".join(lines)
    report = Checker(Config(select=("RES",))).check(Checker().read(text, "page.txt"))
    assert [finding.message for finding in report.findings] == [
        "a link to another article: Read also: Ferry runs again",
        "left over from a list of other articles: Read also: … Ferry runs again",
    ]


def test_a_story_is_not_deleted_with_what_it_is_run_into() -> None:
    first, second, third = PAGES["en"]["article"]
    text = f"{first}\n\nRead also: Ferry runs again {second} {third}\n\n{third}"
    assert mended(text, "page.txt", "en", Safety.REVIEW) == text


def test_html_loses_the_elements() -> None:
    title, *paragraphs = PAGES["en"]["article"]
    between, tail = PAGES["translated"]["between"], PAGES["translated"]["tail"]
    article = [f"<h1>{title}</h1>", *(f"<p>{text}</p>" for text in paragraphs)]
    furniture = [f"<p>{line}</p>" for line in between]
    below = ["<ul>", *(f"<li>{line}</li>" for line in tail), "</ul>"]
    text = "\n".join(["<body>", *article[:2], *furniture, *article[2:], *below, "</body>", ""])
    left = mended(text, "page.html", "en")
    assert [line for line in left.splitlines() if "<p" in line or "<h1" in line] == article
    assert "<li>" not in left
    assert "\n\n" not in left


def test_markdown_loses_headings_and_items() -> None:
    title, *paragraphs = PAGES["en"]["article"]
    text = "\n\n".join(
        [
            f"# {title}",
            *paragraphs,
            "## Related Articles",
            "- Ferry runs again",
            "### Leave a Reply",
        ]
    )
    assert mended(text, "page.md", "en").strip() == "\n\n".join([f"# {title}", *paragraphs])


def test_rows_keep_their_number_of_segments(tmp_path: Path) -> None:
    segments = [*PAGES["en"]["article"], "Leave an answer", "Cancel the answer"]
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps({"id": "1", "text": segments, "desk": "north"}) + "\n", "utf-8")
    run = CliRunner().invoke(main, ["fix", str(path), "-o", str(tmp_path / "out.jsonl")])
    assert run.exit_code == 0, run.output
    row = json.loads((tmp_path / "out.jsonl").read_text("utf-8"))
    assert row == {"id": "1", "text": [*PAGES["en"]["article"], "", ""], "desk": "north"}
