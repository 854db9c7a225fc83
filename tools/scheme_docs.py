"""
Write docs/schemes.md and docs/schemes/*.md from the romanisation schemes.

    python -m tools.scheme_docs            writes them
    python -m tools.scheme_docs --check    exits 1 if they are not up to date
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any, Final

from calque.language.codes import language_name
from calque.names.scheme import Change, Convention, Scheme, load, origins
from tools.generated import written

DOCS: Final = Path(__file__).parents[1] / "docs"
_URL: Final = re.compile(r"https?://(?:www\.)?([^/\s;,]+)\S*?(?=[;,]?(?:\s|$))")
_EDGES: Final = {"^": "at the start", "$": "at the end"}
HEAD: Final = """# Romanisation schemes

How calque knows that Tokajev is Finnish for Токаев, and Tokayev English: for each language that
names come from, the ways in which other languages write it in Latin letters, with the standard or
page where each is laid down.

```console
$ calque names render Tokajev --from fi
Tokayev  0.93  Токаев  Russian     Finnish
Tokaiev  0.07  Токаєв  Ukrainian   Finnish
Tokayew  0.01  Токаеў  Belarusian  nearly Finnish
```

What is done with them: [Names](names.md). These pages are generated from the schemes
(`src/calque/names/schemes/*.toml`), and each sample in them runs as a test. What is *admitted
beside* a way of writing is given as it stands there: letters and what is written for them, and
after a slash where that holds, what stands before `_` and what after (`^` the start of a word,
`$` its end, `V` a vowel, `C` a consonant). `й=i / ^ и _`: at the start or after и.

| names from | letters | written by | systems |
|---|---|---|---|
"""


def pages() -> dict[Path, str]:
    """All pages by where they go."""
    schemes = {language_name(origin): load(origin) for origin in origins()}
    rows = "".join(_row(name, schemes[name]) for name in sorted(schemes))
    made = {DOCS / "schemes.md": HEAD + rows}
    for name, scheme in schemes.items():
        made[DOCS / "schemes" / f"{scheme.origin}.md"] = "\n".join(_page(name, scheme)) + "\n"
    return made


def _row(name: str, scheme: Scheme) -> str:
    ways = _own(scheme)
    langs = sorted({lang for way in ways for lang in way.langs})
    others = "; ".join(way.name for way in ways if not way.langs) or "–"
    count = len(scheme.alphabet)
    link = f"[{name}](schemes/{scheme.origin}.md)"
    return f"| {link} | {count} | {' '.join(langs)} | {_cell(others)} |\n"


def _page(name: str, scheme: Scheme) -> Iterator[str]:
    file = resources.files("calque.names") / "schemes" / f"{scheme.origin}.toml"
    raw = tomllib.loads(file.read_text(encoding="utf-8"))
    ways = _own(scheme)
    yield f"# {name}\n"
    yield f"{len(ways)} ways in which {name} names are written elsewhere.\n"
    yield "## Who writes by what\n"
    for way in ways:
        yield from _way(way, raw[way.id])
    through = sorted({way.then.name for way in scheme.conventions.values() if way.then})
    if through:
        yield (
            f"\nMany {name} names come through Russian: then they are written as Russian ones are "
            "([Russian](ru.md)) from the letters of Russian."
        )
    yield "\n## Letters\n"
    yield (
        "What is written for a letter, or for letters together, and by whom. What holds only in "
        "some place, and for more letters, counts first.\n"
    )
    yield "| | written |\n|---|---|"
    yield from _letters(scheme, ways, raw["vowels"])


def _way(way: Convention, raw: dict[str, Any]) -> Iterator[str]:
    langs = ", ".join(language_name(lang) for lang in way.langs)
    yield f"### {way.name}\n"
    parts = [f"For {langs}" if langs else "A system, no language's own", f"id `{way.id}`"]
    yield f"{'; '.join(parts)}. Source: {_linked(way.source)}.\n"
    if way.samples:
        yield ", ".join(f"{native} → *{latin}*" for native, latin in way.samples) + "\n"
    if admitted := raw.get("also"):
        lines = (" ".join(line.split()) for line in admitted)
        yield f"Admitted beside it: {', '.join(map(_code, lines))}\n"


def _letters(scheme: Scheme, ways: list[Convention], vowels: str) -> Iterator[str]:
    """A row for each letter, or letters that go together: what is written, where, by whom."""
    written_as: dict[str, dict[tuple[str, str], list[str]]] = {}
    names = _short(ways)
    for way, name in zip(ways, names, strict=True):
        changes = [change for several in way.changes.values() for change in several]
        changes += [Change(letter, latin, None, None) for letter, latin in way.plain.items()]
        for change in changes:
            spelled = written_as.setdefault(change.letters, {})
            by = spelled.setdefault((change.latin, _place(change, vowels)), [])
            if name not in by:
                by.append(name)
    order = {letter: number for number, letter in enumerate(scheme.alphabet)}
    for letters in sorted(written_as, key=lambda some: [order.get(one, 999) for one in some]):
        spelled = written_as[letters]
        lines = [_line(latin, place, by, ways) for (latin, place), by in spelled.items()]
        yield f"| {_cell(letters)} | {'<br>'.join(lines)} |"


def _line(latin: str, place: str, by: list[str], ways: list[Convention]) -> str:
    shown = f"**{_cell(latin)}**" if latin else "*nothing*"
    who = "all" if len(by) == len(ways) > 1 else ", ".join(by)
    return f"{shown}{' ' + place if place else ''}: {_cell(who)}"


def _place(change: Change, vowels: str) -> str:
    """Where a change applies, in words."""
    sides = []
    if change.before is not None:
        sides.append(_side("after", change.before, vowels))
    if change.after is not None:
        sides.append(_side("before", change.after, vowels))
    return " and ".join(sides)


def _side(word: str, chars: frozenset[str], vowels: str) -> str:
    edges = [said for edge, said in _EDGES.items() if edge in chars]
    rest = set(chars) - _EDGES.keys()
    named = []
    if rest >= set(vowels):
        named.append("a vowel")
        rest -= set(vowels)
    elif len(rest) > len(vowels) + 4 and not rest & set(vowels):
        named.append("a consonant")
        rest = set()
    named += [_cell(char) for char in sorted(rest)]
    return " or ".join([*edges, *([f"{word} {', '.join(named)}"] if named else [])])


def _short(ways: list[Convention]) -> list[str]:
    """Names without what is said in them of the standard, where that tells them apart."""
    short = [re.split(r" \(|, ", way.name)[0] for way in ways]
    return [
        name if short.count(name) == 1 else way.name for name, way in zip(short, ways, strict=True)
    ]


def _own(scheme: Scheme) -> list[Convention]:
    return [way for way in scheme.conventions.values() if way.then is None]


def _linked(source: str) -> str:
    def link(found: re.Match[str]) -> str:
        return f"[{found[1]}]({found[0].replace('(', '%28').replace(')', '%29')})"

    return _URL.sub(link, source)


def _cell(text: str) -> str:
    return re.sub(r"([\\|*_<>`])", r"\\\1", text)


def _code(text: str) -> str:
    return f"`` {text} ``" if "`" in text else f"`{text}`"


if __name__ == "__main__":
    sys.exit(written(pages(), "python -m tools.scheme_docs", sys.argv[1:]))
