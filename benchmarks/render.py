"""
How often a name in another language's romanisation is respelled as English has it.

Reads `names/render_dev.tsv` under `--bench` (columns name, lang, origin_lang, accepted; forms
accepted are separated by |). A rendering is right when the first one is accepted, case apart;
accents count. Printed for all, for names that must change and such that must be left alone, by
language and by origin. *told* is when the origin is given too; otherwise it is inferred. Beside it
stand leaving every name as it is, and a letter mapping learned from these rows by five folds.

    python -m benchmarks render
"""

from __future__ import annotations

import csv
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from difflib import SequenceMatcher
from pathlib import Path

from calque.names import render

FOLDS = 5
LONGEST = 3
Row = dict[str, str]


def run(bench: Path) -> None:
    """Render the rows in each way, print a table."""
    with (bench / "names" / "render_dev.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    learned = cross_validated(rows)
    ways: dict[str, Callable[[Row], str]] = {
        "calque": lambda row: render(row["name"], row["lang"], limit=1)[0].text,
        "told": lambda row: render(row["name"], row["lang"], origin=origin(row), limit=1)[0].text,
        "letters": lambda row: learned[id(row)],
        "as it is": lambda row: row["name"],
    }
    right: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for way, spell in ways.items():
        for row in rows:
            hit = plain(spell(row)) in accepted(row)
            for group in groups(row):
                right[group][way].append(hit)
    print(f"{'':18}{'names':>6}" + "".join(f"{way:>10}" for way in ways))
    for group in sorted(right, key=lambda group: (group.partition(" ")[0], -size(right[group]))):
        shares = (sum(hits) / len(hits) for hits in right[group].values())
        print(f"{group:18}{size(right[group]):6}" + "".join(f"{share:10.3f}" for share in shares))


def groups(row: Row) -> tuple[str, ...]:
    """Return the lines of the table that a row counts in."""
    must = "2 left alone" if plain(row["name"]) in accepted(row) else "1 must change"
    return "0 all", must, f"3 in {row['lang']}", f"4 from {origin(row)}"


def origin(row: Row) -> str:
    """Return the origin of a row's name; a guess counts."""
    return row["origin_lang"].rstrip("?")


def accepted(row: Row) -> set[str]:
    """Return the spellings that count as right, as `plain` has them."""
    return {plain(form) for form in row["accepted"].split("|")}


def plain(name: str) -> str:
    """Return a name without capitals, composed."""
    return unicodedata.normalize("NFC", name).casefold()


def size(hits: dict[str, list[bool]]) -> int:
    """Return how many rows a line of the table is about."""
    return len(hits["calque"])


def cross_validated(rows: list[Row]) -> dict[int, str]:
    """Return each row's spelling by the letter mapping of its language learned from other folds."""
    found = {}
    for fold in range(FOLDS):
        mapping = learn(row for i, row in enumerate(rows) if i % FOLDS != fold)
        for row in rows[fold::FOLDS]:
            found[id(row)] = mapped(row, mapping)
    return found


def learn(rows: Iterable[Row]) -> dict[tuple[str, str], str]:
    """Return what runs of letters of names in a language mostly become, by difflib's alignment."""
    seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in rows:
        name = plain(row["name"])
        form = max(sorted(accepted(row)), key=lambda form: likeness(name, form).ratio())
        for run, became in runs(name, form):
            seen[row["lang"], run][became] += 1
    return {key: following.most_common(1)[0][0] for key, following in seen.items()}


def likeness(name: str, form: str) -> SequenceMatcher[str]:
    """Return what compares two spellings."""
    return SequenceMatcher(None, name, form, autojunk=False)


def runs(name: str, form: str) -> Iterator[tuple[str, str]]:
    """Yield runs of letters that stay, and those that change with what they become."""
    for kind, i, end, j, other_end in likeness(name, form).get_opcodes():
        if kind == "equal":
            spans = ((a, b) for a in range(i, end) for b in range(a + 1, end + 1))
            yield from ((name[a:b], name[a:b]) for a, b in spans if b - a <= LONGEST)
        else:
            # What is put in between belongs to the letter before it.
            back = kind == "insert" and i > 0
            yield name[i - back : end], form[j - back : other_end]


def mapped(row: Row, mapping: dict[tuple[str, str], str]) -> str:
    """Return a row's name with the longest runs that `mapping` knows replaced, from the left."""
    name, text, place = plain(row["name"]), "", 0
    while place < len(name):
        for length in range(LONGEST, 0, -1):
            known = mapping.get((row["lang"], name[place : place + length]))
            if known is not None or length == 1:
                text += name[place] if known is None else known
                place += length
                break
    return text
