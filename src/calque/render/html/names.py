"""
Two names: what they are, their letters side by side, and what there is to say of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from calque.names.comparison import POSSIBLE_FROM, Comparison
from calque.render.alignment import Cells, grouped, row_labels
from calque.render.html.markup import Markup, element
from calque.render.html.markup import page as whole


def page(found: Comparison) -> Markup:
    """Return the page of a comparison."""
    said, kind = _verdict(found)
    one, other = found.names
    return whole(
        element(
            "div",
            element("b", one or "(nothing)", dir="auto"),
            "and",
            element("b", other or "(nothing)", dir="auto"),
            element("span", said, class_=f"count {kind}"),
            element("span", f"{found.score:.2f}", class_="soft"),
            class_="head",
        ),
        _letters(found),
        _remarks(found),
    )


def _verdict(found: Comparison) -> tuple[str, str]:
    if found.same:
        return "one name", "yes"
    possible = found.score >= POSSIBLE_FROM
    return ("may be one name", "perhaps") if possible else ("two names", "no")


def _letters(found: Comparison) -> Markup | None:
    """Return the letters, the origin's above those of both names; what differs stands out."""
    explanation = found.explanation
    if not explanation.columns:
        return None
    cells = grouped(explanation.columns)
    labels = row_labels(explanation)
    first = 0 if explanation.origin else 1
    rows = (_row(cells, row, labels[row]) for row in range(first, 3))
    return element("table", *rows, class_="letters")


def _row(cells: Sequence[Cells], row: int, label: str) -> Markup:
    letters = (
        element(
            "td",
            cell.rows[row] or "–" * cell.differs,
            class_=" ".join(["differs"] * (cell.differs and row > 0) + ["ends"] * cell.ends)
            or None,
        )
        for cell in cells
    )
    head = element("th", label, scope="row") if label else None
    return element("tr", head, *letters, class_=None if row else "from")


def _looks(cell: Cells, row: int) -> str | None:
    looks = ["differs"] * (cell.differs and row > 0) + ["ends"] * cell.ends
    return " ".join(looks) or None


def _remarks(found: Comparison) -> Markup | None:
    remarks = found.explanation.remarks
    if not remarks:
        return None
    items = (
        element("li", "≠ " if remark.apart else None, remark.text, class_="soft")
        for remark in remarks
    )
    return element("ul", *items, class_="plain")
