"""
Web residue: what each way leaves of the furniture around an article, and takes of the article.

Reads `benchmarks/pages`: articles in our own words with the interface lines of real sites, in
twelve languages, and English pages as machine translation leaves them ("en < fi"); the README there
says what is furniture and what a byline. Each page is looked at by itself, so nothing is known of
what pages share. A line is left when a letter or figure of it is, and lost when less than nine
tenths of its letters and figures are left. Three tables: lines of furniture; bylines, which only
`--review` may take; and lines of the article, of which none may be lost.

Baselines in the same run: to drop every line at head and foot that doesn't end as a sentence does;
and jusText, which removes boilerplate from HTML, on the page as plain paragraphs, set to short ones
(40 and 100 characters; as it comes it takes nearly every paragraph of these articles, too). What
finds the main text by the markup of a page, such as trafilatura, takes nothing where there is none.

    python -m benchmarks.residue [PAGE …]

prints by page what calque leaves even with `--review` ("left"), what it takes only then ("review"),
and what it takes of the article ("LOST").
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from html import escape
from importlib.util import find_spec
from itertools import dropwhile
from pathlib import Path
from typing import Any, Final, NamedTuple

from calque.document import Document
from calque.edits import apply
from calque.finding import Edit, Safety
from calque.pipeline import Checker

PAGES: Final = Path(__file__).parent / "pages"
_MARKS: Final = {"| ": "furniture", "~ ": "byline"}
_ARTICLE: Final = "article"
_KEPT: Final = 0.9
_SENTENCE_END: Final = re.compile(r"[.!?…:][\"'”’»«)\]]*$")
# Lengths, in characters, below which jusText takes a paragraph for short, or not for long.
_SHORT: Final = (40, 100)
_STOPLISTS: Final = {
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fi": "Finnish",
    "fr": "French",
    "it": "Italian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "sv": "Swedish",
    "tr": "Turkish",
    "uk": "Ukrainian",
}


class Line(NamedTuple):
    """A line of a page: what it is, where it starts in the page's text, and its words."""

    kind: str
    start: int
    text: str


class Page(NamedTuple):
    """A page without its marks. `group` is the row of the tables that it counts in."""

    name: str
    group: str
    lang: str
    text: str
    lines: tuple[Line, ...]


# What is left of each line of a page.
Way = Callable[[Page], Sequence[str]]


def run(bench: Path) -> dict[str, Any]:
    """Print and return lines and what each way leaves of them, by kind of line and language."""
    pages = list(read())
    checker = Checker()
    found: dict[str, Any] = {}
    ways = _ways(checker)
    left = {way: [take(page) for page in pages] for way, take in ways.items()}
    for kind, title in (
        ("furniture", "furniture, lines left"),
        ("byline", "bylines, lines left"),
        (_ARTICLE, "the article, lines lost"),
    ):
        found[kind] = _print_table(kind, title, pages, left)
    print(f"  {len(pages)} pages; {checker.signature}")
    return found


def read(names: Collection[str] = ()) -> Iterator[Page]:
    """The pages, or those named."""
    for path in sorted(PAGES.glob("*.txt")):
        if names and path.stem not in names:
            continue
        lines: list[Line] = []
        text = ""
        for marked in path.read_text(encoding="utf-8").splitlines():
            kind = _MARKS.get(marked[:2], _ARTICLE)
            line = marked if kind == _ARTICLE else marked[2:]
            if line:
                lines.append(Line(kind, len(text), line))
            text += line + "\n"
        first, second, *_ = path.stem.split("-")
        lang, group = ("en", f"en < {second}") if first == "mt" else (first, first)
        yield Page(path.stem, group, lang, text, tuple(lines))


def _ways(checker: Checker) -> dict[str, Way]:
    ways: dict[str, Way] = {"baseline": _without_ends}
    if find_spec("justext"):
        ways["jusText"] = _justext
    else:
        print("  jusText: not installed")
    ways["fix"] = lambda page: _fixed(checker, page, Safety.SAFE)
    ways["--review"] = lambda page: _fixed(checker, page, Safety.REVIEW)
    return ways


def _print_table(
    kind: str, title: str, pages: Sequence[Page], left: Mapping[str, Sequence[Sequence[str]]]
) -> dict[str, dict[str, int]]:
    table: defaultdict[str, dict[str, int]] = defaultdict(
        lambda: dict.fromkeys(("lines", *left), 0)
    )
    for number, page in enumerate(pages):
        for group in (page.group, "all"):
            row = table[group]
            row["lines"] += sum(line.kind == kind for line in page.lines)
            for way, texts in left.items():
                row[way] += sum(
                    _counts(line, rest)
                    for line, rest in zip(page.lines, texts[number], strict=True)
                    if line.kind == kind
                )
    print(f"  {title:24}{''.join(f'{name:>12}' for name in table['all'])}")
    for group in sorted(table, key=lambda group: (group == "all", group)):
        print(f"    {group:22}{''.join(f'{count:12,}' for count in table[group].values())}")
    return dict(table)


def _counts(line: Line, rest: str) -> bool:
    """Whether a line is counted: one of the article that is lost, any other that is left."""
    if line.kind == _ARTICLE:
        return _letters(rest) < _KEPT * _letters(line.text)
    return _letters(rest) > 0


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _fixed(checker: Checker, page: Page, level: Safety) -> list[str]:
    doc = Document(f"{page.name}.txt", page.text, lang=page.lang)
    applied = checker.fix(doc, level).applied
    return [apply(line.text, _within(line, applied)) for line in page.lines]


def _within(line: Line, edits: Sequence[Edit]) -> Iterator[Edit]:
    """The edits as far as they are in a line, in its own offsets."""
    for edit in edits:
        start, end = edit.start - line.start, edit.end - line.start
        if start < len(line.text) and end > 0:
            yield Edit(max(start, 0), min(end, len(line.text)), edit.text if start >= 0 else "")


def _without_ends(page: Page) -> list[str]:
    texts = [line.text for line in page.lines]
    for _ in range(2):
        kept = list(dropwhile(lambda text: not _SENTENCE_END.search(text), texts))
        texts = [*[""] * (len(texts) - len(kept)), *kept][::-1]
    return texts


def _justext(page: Page) -> list[str]:
    import justext

    body = "\n".join(f"<p>{escape(line.text)}</p>" for line in page.lines)
    words = justext.get_stoplist(_STOPLISTS[page.lang])
    kept = {
        " ".join(paragraph.text.split())
        for paragraph in justext.justext(f"<html><body>{body}</body></html>", words, *_SHORT)
        if not paragraph.is_boilerplate
    }
    return [line.text if " ".join(line.text.split()) in kept else "" for line in page.lines]


def show(names: Collection[str]) -> None:
    """Print what calque leaves and takes, page by page."""
    checker = Checker()
    for page in read(names):
        print(f"== {page.name}")
        safe, review = (_fixed(checker, page, level) for level in (Safety.SAFE, Safety.REVIEW))
        for line, after_safe, after_review in zip(page.lines, safe, review, strict=True):
            if line.kind == _ARTICLE:
                verdict = "LOST" if _counts(line, after_review) else ""
            elif _counts(line, after_review):
                verdict = "left"
            else:
                verdict = "review" if _counts(line, after_safe) else ""
            if verdict:
                print(f"{verdict:7} {line.kind:9} {line.text}")


if __name__ == "__main__":
    show(sys.argv[1:])
