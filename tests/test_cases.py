"""Every rule against its own cases: tests/cases/<RULE>.toml, in the notation of CONTRIBUTING.md."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from calque.config import Config
from calque.detect import LoadedRule, all_rules, detect
from calque.document import Document, Span
from calque.edits import apply, joined
from calque.finding import Finding
from calque.glossary.load import builtin_folder, load
from calque.glossary.parse import parse_entry
from calque.language.repeats import Repeats
from calque.language.scan import scan
from calque.resources import Resources

CASES = Path(__file__).parent / "cases"
KINDS = ("flag", "pass", "known_misses")
OPTIONS = ("glossary", "entries", "source_lang", "source", "batch")


# A case with its source: "ru: source ‖ text", "ru→de: source ‖ text"; "→de: text" has none.
SIDES = re.compile(
    r"(?:(?P<source_lang>[a-z]{2})?(?:→(?P<lang>[a-z]{2}))?: )?(?s:(?P<source>.*) ‖ )?"
)


class Case(NamedTuple):
    rule: str
    kind: str
    text: str
    options: dict[str, str]


class Marked(NamedTuple):
    """A case's text with the marks taken out: what to flag, and what should come of it."""

    text: str
    spans: list[Span]
    mended: str


def unmark(case: str) -> Marked:
    text, mended, spans = "", "", []
    rest = case
    while "⟦" in rest:
        before, _, rest = rest.partition("⟦")
        inside, _, rest = rest.partition("⟧")
        wrong, arrow, right = inside.partition("⇒")
        text += before
        mended += before
        spans.append(Span(len(text), len(text) + len(wrong)))
        text += wrong
        mended += right if arrow else wrong
    return Marked(text + rest, spans, mended + rest)


def cases() -> list[Case]:
    found = []
    for path in sorted(CASES.glob("*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        unknown = set(table) - {*KINDS, *OPTIONS}
        assert not unknown, f"{path.name}: unknown keys {unknown}"
        options = {key: table[key] for key in OPTIONS if key in table}
        for kind in KINDS:
            found += [_case(path.stem, kind, text, options) for text in table.get(kind, [])]
    return found


def _case(rule_id: str, kind: str, case: str, options: dict[str, str]) -> Case:
    sides = SIDES.match(case)
    if sides is None or not (sides["lang"] or sides["source"]):
        return Case(rule_id, kind, case, options)
    own = {name: value for name, value in sides.groupdict().items() if value}
    return Case(rule_id, kind, case[sides.end() :], {**options, **own})


@cache
def resources(concepts: str, entries: str, batch: str) -> Resources:
    """
    The built-in glossary with a case's own concepts and entries on top.

    `batch` are the texts that are checked with the case, `%` between them.
    """
    glossary = load([builtin_folder()], tomllib.loads(concepts))
    own = [
        parse_entry(family, lang, table)[0]
        for family, languages in tomllib.loads(entries).items()
        for lang, tables in languages.items()
        for table in tables
    ]
    kept = tuple(entry for entry in (*glossary.entries, *own) if entry)
    made = Resources(Config(), replace(glossary, entries=kept))
    if batch:
        made.repeats = Repeats()
        for number, text in enumerate(batch.split("%")):
            made.repeats.add(scan(Document(str(number), text.strip())))
    return made


def rule(rule_id: str) -> LoadedRule:
    return next(loaded for loaded in all_rules() if loaded.rule.id == rule_id)


def found(case: Case, text: str) -> tuple[Document, list[Finding]]:
    doc = Document(
        "case",
        text,
        lang=case.options.get("lang", "en"),
        source=case.options.get("source"),
        source_lang=case.options.get("source_lang"),
    )
    own = resources(*(case.options.get(key, "") for key in ("glossary", "entries", "batch")))
    return doc, detect(doc, own, (rule(case.rule),))


def params() -> list[object]:
    return [
        pytest.param(
            case,
            id=f"{case.rule}-{case.kind}-{number}",
            marks=[pytest.mark.xfail(reason="known miss")] if case.kind == "known_misses" else [],
        )
        for number, case in enumerate(cases())
    ]


@pytest.mark.parametrize("case", params())
def test_case(case: Case) -> None:
    marked = unmark(case.text)
    doc, findings = found(case, marked.text)
    words = [marked.text[slice(*finding.span)] for finding in findings]
    assert [finding.span for finding in findings] == marked.spans, words
    edits = [edit for finding in findings for fix in finding.fixes[:1] for edit in fix.edits]
    if marked.mended != marked.text:
        assert _gaps_closed(apply(doc.text, joined(doc.text, edits))) == _gaps_closed(marked.mended)


def _gaps_closed(text: str) -> str:
    """A case may leave the gap of a deleted line: that it closes is tested with the edits."""
    return "\n".join(line for line in text.split("\n") if line.strip())


@pytest.mark.parametrize("loaded", all_rules(), ids=lambda loaded: loaded.rule.id)
def test_every_rule_has_its_parts(loaded: LoadedRule) -> None:
    assert loaded.module.endswith("." + loaded.rule.name.replace("-", "_"))
    for section in ("Why it matters:", "Fix:", "Source:"):
        assert section in loaded.doc, f"{loaded.module}: the docstring has no {section}"
    kinds = {case.kind for case in cases() if case.rule == loaded.rule.id}
    assert {"flag", "pass"} <= kinds, f"tests/cases/{loaded.rule.id}.toml: flag and pass wanted"
