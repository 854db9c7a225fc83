"""
What a notebook shows of a corpus: how much was found, by which rules, and where it came from.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from calque.language.codes import language_name
from calque.language.plural import counted
from calque.mqm import SEVERITIES
from calque.provenance import UNKNOWN
from calque.render.html.marked import Mark, words
from calque.render.html.markup import Markup, element, page
from calque.study.corpus import Corpus
from calque.study.worst import Found, Segment, Worst

if TYPE_CHECKING:
    import pandas

_RULES: Final = 15
_LONGEST: Final = 40
_LANGUAGES: Final = 5
# Sorts a table by the column whose head is clicked; without scripts the table stays as it is.
_SORTING: Final = Markup(
    "<script>(()=>{const t=document.currentScript.parentElement.querySelector('table');"
    "t.querySelectorAll('th').forEach((h,i)=>{h.style.cursor='pointer';h.title='sort';let up=false;"
    "h.onclick=()=>{up=!up;const b=t.tBodies[0];const v=r=>r.cells[i].innerText.trim();"
    "[...b.rows].sort((x,y)=>(up?1:-1)*v(x).localeCompare(v(y),undefined,{numeric:true}))"
    ".forEach(r=>b.append(r))}})})()</script>"
)


def corpus(found: Corpus) -> Markup:
    """Return the page of a corpus."""
    texts, findings = found.frames
    table = found.table()
    more = len(table) - _RULES
    return page(
        element("div", *_head(texts, findings), class_="head"),
        element("p", overall(found), class_="soft"),
        element("p", languages(texts["source_language"]), class_="origin"),
        _rules(table.head(_RULES)) if len(table) else None,
        element("p", f"and {counted(more, 'rule')} more: .summary", class_="soft")
        if more > 0
        else None,
    )


def overall(found: Corpus) -> str:
    """Return how often something is found, with its interval."""
    rate = found.overall()
    span = f" (95% interval {rate.low:.2f} to {rate.high:.2f})" if rate.low == rate.low else ""
    return f"{rate.per_1000_words:.2f} findings in 1,000 words{span}"


def languages(codes: pandas.Series[str]) -> str:
    """Return in a sentence which languages the texts came from."""
    shares = codes.value_counts(normalize=True)
    named = [
        f"{'not clear' if code == UNKNOWN else language_name(code)} {share:.0%}"
        for code, share in shares.head(_LANGUAGES).items()
    ]
    return f"Translated from: {', '.join(named)}" if named else "No texts"


def worst(found: Worst) -> Markup:
    """Return the table of the worst segments."""
    heads = ("penalty", "findings", "words", "text", *found.by, "rules")
    rows = (_segment(one) for one in found.segments)
    head = element("thead", element("tr", *(element("th", name) for name in heads)))
    return page(
        element("div", element("b", f"The worst {counted(len(found.segments), 'segment')}")),
        element(
            "p",
            "Penalty: 1 for a minor finding, 5 for a major, 25 for a critical one (MQM). "
            "Hover over a mark to see what is wrong.",
            class_="soft",
        ),
        element("table", head, element("tbody", *rows)),
        _SORTING,
    )


def _head(texts: pandas.DataFrame, findings: pandas.DataFrame) -> Iterator[Markup]:
    yield element("b", counted(len(findings), "finding"))
    number = findings["severity"].value_counts()
    for severity in reversed(SEVERITIES):
        if severity in number:
            yield element("span", f"{number[severity]:,} {severity}", class_=f"count {severity}")
    said = f"in {counted(len(texts), 'text')}, {counted(int(texts['words'].sum()), 'word')}"
    yield element("span", said, class_="soft")


def _rules(table: pandas.DataFrame) -> Markup:
    heads = ("rule", "findings", "texts", "in 1,000 words", "for example")
    most = table["findings"].max()
    rows = (_rule(row, most) for row in table.to_dict("records"))
    head = element("thead", element("tr", *(element("th", name) for name in heads)))
    return element("table", head, element("tbody", *rows))


def _rule(row: dict[str, object], most: int) -> Markup:
    share = f"width:{100 * int(str(row['findings'])) / most:.1f}%"
    low, high = (f"{row[name]:.2f}" for name in ("low", "high"))
    rate = f"{row['per_1000_words']:.2f}" + (f" ({low}–{high})" if low != "nan" else "")
    example = element("mark", _cut(str(row["example"])), class_=str(row["severity"]), dir="auto")
    fix = row["fix"]
    return element(
        "tr",
        element("td", f"{row['rule']} {row['name']}", element("div", class_="bar", style=share)),
        element("td", f"{row['findings']:,}", class_="n"),
        element("td", f"{row['texts']:,}", class_="n"),
        element("td", rate, class_="n"),
        element("td", example, *_instead(fix if isinstance(fix, str) else None), class_="words"),
    )


def _instead(fix: str | None) -> Iterator[str]:
    if fix is not None:
        yield " → "
        yield element("ins", _cut(fix), dir="auto") if fix else "(nothing)"


def _segment(one: Segment) -> Markup:
    marks = [Mark(found.span, found.severity, _said(found)) for found in one.found]
    return element(
        "tr",
        element("td", str(one.penalty), class_="n"),
        element("td", str(len(one.found)), class_="n"),
        element("td", str(one.words), class_="n"),
        element(
            "td",
            element("div", words(one.text, marks, numbered=False), dir="auto"),
            element("div", f"{one.document}:{one.place}", class_="soft", dir="auto"),
            class_="words",
        ),
        *(element("td", label, class_="by", dir="auto") for label in one.by),
        element("td", " ".join(dict.fromkeys(found.rule for found in one.found)), class_="rules"),
    )


def _said(found: Found) -> str:
    return f"{found.rule} ({found.severity}): {found.message}"


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST else words[:_LONGEST].rstrip() + "…"
