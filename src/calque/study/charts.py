"""
Charts of a corpus; each says in its title what is drawn, and below it what was counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final

from calque.errors import need
from calque.language.codes import language_name
from calque.provenance import UNKNOWN
from calque.study.table import NOWHERE

if TYPE_CHECKING:
    import altair
    import pandas

_WIDTH: Final = 480
_CAPTION: Final = 95  # characters in a line below the title
_MOST: Final = 25  # groups in a chart
_BLUE, _AMBER, _GREY = "#3273dc", "#d9822b", "#8c959f"
RATE: Final = "findings in 1,000 words"
_MONTH: Final = r"\d{4}-\d{2}"


def library() -> Any:
    """Return altair; raises CalqueError where it is not installed."""
    need("jupyter", "altair")
    import altair

    return altair


def title(alt: Any, said: str, caption: str) -> Any:
    """Return a title with a caption that says what is counted."""
    return alt.TitleParams(
        said,
        subtitle=wrap(caption, _CAPTION),
        anchor="start",
        subtitleColor=_GREY,
        subtitlePadding=4,
        offset=12,
    )


def rates(
    table: pandas.DataFrame, by: str, *, select: Sequence[str], texts: int
) -> altair.LayerChart:
    """Draw findings in 1,000 words: bars with intervals, months as a line with a band."""
    alt = library()
    what = f"Findings of {', '.join(select)}" if select else "Findings"
    known = table[table["group"] != NOWHERE]
    if len(known) > 1 and known["group"].str.fullmatch(_MONTH).all():
        caption = f"{_counted(table, 'month', texts)} {_interval(table, 'The band spans')}"
        return _over_time(alt, known, title(alt, f"{what} in 1,000 words by month", caption))
    caption = f"{_counted(table, by, texts)} {_interval(table, 'Bars end at the rate, lines span')}"
    shown = table.sort_values("per_1000_words", ascending=False, kind="stable")
    if len(shown) > _MOST:
        caption += f" The {_MOST} most frequent of {len(shown)} are shown."
    head = title(alt, f"{what} in 1,000 words by {by}", caption)
    base = alt.Chart(shown.head(_MOST)).encode(
        y=alt.Y("group:N", sort=list(shown["group"]), title=by),
        tooltip=_tooltip(alt, by),
    )
    bars = base.mark_bar(color=_BLUE, opacity=0.75, height={"band": 0.7}).encode(
        x=alt.X("per_1000_words:Q", title=RATE)
    )
    spans = base.mark_rule(strokeWidth=2, color="#1b3a6b").encode(x="low:Q", x2="high:Q")
    return (bars + spans).properties(title=head, width=_WIDTH)


def _over_time(alt: Any, table: pandas.DataFrame, head: Any) -> altair.LayerChart:
    base = alt.Chart(table).encode(
        x=alt.X("group:O", title="month", axis=alt.Axis(labelAngle=-40)),
        tooltip=_tooltip(alt, "month"),
    )
    band = base.mark_area(opacity=0.2, color=_BLUE).encode(
        y=alt.Y("low:Q", title=RATE), y2="high:Q"
    )
    line = base.mark_line(color=_BLUE, point=alt.OverlayMarkDef(filled=True, size=50)).encode(
        y="per_1000_words:Q"
    )
    return (band + line).properties(title=head, width=_WIDTH)


def compared(table: pandas.DataFrame, by: str, texts: int) -> altair.FacetChart:
    """Draw groups side by side: for all findings and each family a row of points."""
    alt = library()
    whole = table[table["family"] == "all findings"]
    order = whole.sort_values("per_1000_words", ascending=False)["group"].tolist()
    head = title(
        alt,
        f"Which {by} has most findings?",
        f"{_counted(whole, by, texts)} Points are findings in 1,000 words. "
        f"{_interval(whole, 'Lines span')} Texts with one id are drawn together. The scales "
        "differ.",
    )
    base = alt.Chart().encode(
        y=alt.Y("group:N", sort=order, title=None),
        color=alt.Color("group:N", sort=order, legend=None),
        tooltip=_tooltip(alt, by),
    )
    spans = base.mark_rule(strokeWidth=2).encode(x=alt.X("low:Q", title=RATE), x2="high:Q")
    points = base.mark_point(filled=True, size=70, opacity=1).encode(x="per_1000_words:Q")
    families = list(dict.fromkeys(table["family"]))
    return (
        alt.layer(spans, points, data=table)
        .properties(width=_WIDTH // 2)
        .facet(facet=alt.Facet("family:N", sort=families, title=None), columns=2)
        .resolve_scale(x="independent")
        .properties(title=head)
    )


def sources(languages: pandas.Series[str]) -> altair.LayerChart:
    """Draw the share of texts by source language; what is not clear is shown as such."""
    alt = library()
    counts = languages.value_counts()
    names = ["not clear" if code == UNKNOWN else language_name(code) for code in counts.index]
    import pandas

    table = pandas.DataFrame(
        {
            "language": names,
            "texts": counts.to_numpy(),
            "share": counts.to_numpy() / max(1, len(languages)),
            "clear": [code != UNKNOWN for code in counts.index],
        }
    )
    order = [*table.loc[table["clear"], "language"], *table.loc[~table["clear"], "language"]]
    head = title(
        alt,
        "What languages the texts were translated from",
        f"Share of {len(languages):,} texts by source language: as given, else as the text alone "
        "tells it (probability 0.8 or more). Not clear: a text shows too little, or is no "
        "translation.",
    )
    base = alt.Chart(table).encode(
        x=alt.X("share:Q", title="share of texts", axis=alt.Axis(format="%")),
        y=alt.Y("language:N", sort=order, title="source language"),
        tooltip=["language", "texts", alt.Tooltip("share:Q", format=".1%")],
    )
    colour = alt.condition("datum.clear", alt.value(_BLUE), alt.value(_GREY))
    bars = base.mark_bar(opacity=0.8).encode(color=colour)
    return (bars + base.mark_text(align="left", dx=4).encode(text="texts:Q")).properties(
        title=head, width=_WIDTH
    )


def before_after(
    before: pandas.DataFrame, after: pandas.DataFrame, words: int, texts: int, *, review: bool
) -> altair.Chart:
    """Draw findings by family in the texts as they came and as they are mended."""
    alt = library()
    import pandas

    counts = {"before": before["family"].value_counts(), "after": after["family"].value_counts()}
    families = list(counts["before"].index.union(counts["after"].index, sort=False))
    rows = [
        (family, when, int(counts[when].get(family, 0)))
        for family in families
        for when in ("before", "after")
    ]
    table = pandas.DataFrame(rows, columns=["family", "when", "findings"])
    table["per_1000_words"] = 1000 * table["findings"] / max(1, words)
    fixes = "safe fixes and those that want a look" if review else "safe fixes"
    head = title(
        alt,
        "Findings before and after mending",
        f"{len(before):,} findings in {texts:,} texts ({words:,} words) as they came, "
        f"{len(after):,} once {fixes} are made, by family of rules.",
    )
    return (
        alt.Chart(table)
        .mark_bar(opacity=0.85)
        .encode(
            y=alt.Y("family:N", sort=families, title="family"),
            yOffset=alt.YOffset("when:N", sort=["before", "after"]),
            x=alt.X("per_1000_words:Q", title=RATE),
            color=alt.Color(
                "when:N",
                title=None,
                sort=["before", "after"],
                scale=alt.Scale(domain=["before", "after"], range=[_AMBER, _BLUE]),
            ),
            tooltip=["family", "when", "findings", alt.Tooltip("per_1000_words:Q", format=".2f")],
        )
        .properties(title=head, width=_WIDTH)
    )


def _counted(table: pandas.DataFrame, by: str, texts: int) -> str:
    return f"{int(table['findings'].sum()):,} findings in {texts:,} texts, counted by {by}."


def _interval(table: pandas.DataFrame, drawn: str) -> str:
    """Return what the interval is, or why there is none."""
    if table["low"].isna().all():
        return "There are too few texts for intervals (fewer than ten in a group)."
    return f"{drawn} its 95% interval (bootstrap over texts)."


def _tooltip(alt: Any, by: str) -> list[Any]:
    numbers = [("per_1000_words", "in 1,000 words"), ("low", "from"), ("high", "to")]
    return [
        alt.Tooltip("group:N", title=by),
        alt.Tooltip("findings:Q", format=","),
        alt.Tooltip("words:Q", format=","),
        *(alt.Tooltip(f"{field}:Q", title=said, format=".2f") for field, said in numbers),
    ]
