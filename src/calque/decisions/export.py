"""
Decisions for others: CSV for a spreadsheet, cases in the notation of CONTRIBUTING.md.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Final

from calque.decisions.store import Decision
from calque.glossary import toml

COLUMNS: Final = (
    *("at", "id", "who", "article", "choice", "rule", "lang", "text", "replacement"),
    *("fingerprint", "before", "after"),
)
# A spreadsheet would take a cell that begins so for a formula.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_MARKS: Final = "⟦⟧⇒‖"


def as_csv(decisions: Iterable[Decision]) -> Iterator[str]:
    """Yield a table with a head; a cell that could be a formula gets an apostrophe before it."""
    yield _line(COLUMNS)
    for decision in decisions:
        yield _line([_cell(decision, name) for name in COLUMNS])


def as_cases(decisions: Iterable[Decision]) -> Iterator[str]:
    """
    Yield a TOML table a rule: what was rejected must pass, what was accepted must be flagged.

    `decisions` are the newest first; an earlier one on the same finding is left out, and so is what
    was taken back or has the notation's own signs in it.
    """
    rules: dict[str, dict[str, list[str]]] = {}
    seen = set()
    for decision in decisions:
        finding = decision.article, decision.fingerprint
        if finding in seen:
            continue
        seen.add(finding)
        case = _case(decision)
        if case:
            kind = "pass" if decision.choice in ("reject", "ignore") else "flag"
            known = rules.setdefault(decision.rule, {}).setdefault(kind, [])
            if case not in known:
                known.append(case)
    for rule, kinds in sorted(rules.items()):
        lines = [toml.line(kind, cases) for kind, cases in sorted(kinds.items())]
        yield f"[{rule}]\n" + "\n".join(lines) + "\n\n"


def _case(decision: Decision) -> str | None:
    if decision.choice == "undo" or any(
        sign in part for sign in _MARKS for part in (decision.before, decision.text, decision.after)
    ):
        return None
    inside = decision.text
    if decision.choice in ("accept", "edit"):
        put = "" if decision.replacement is None else f"⇒{decision.replacement}"
        inside = f"⟦{inside}{put}⟧"
    said = f"{decision.before}{inside}{decision.after}"
    return said if decision.lang == "en" else f"→{decision.lang}: {said}"


def _cell(decision: Decision, name: str) -> str:
    value = getattr(decision, name)
    said = "" if value is None else value.isoformat() if name == "at" else str(value)
    return f"'{said}" if said.startswith(_FORMULA) else said


def _line(cells: Iterable[str]) -> str:
    line = StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue()
