"""
Many texts and what was found in them: tables to work with, charts to look at.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from calque.config import Config
from calque.document import Document
from calque.errors import InputError, need
from calque.finding import Safety
from calque.report import FIELDS
from calque.shown import Shown
from calque.study.checking import Looking, Mended
from calque.study.rates import Draws, Rates
from calque.study.table import Columns, Table
from calque.translate.score.text import WEIGHTS

if TYPE_CHECKING:
    import altair
    import pandas

    from calque.study.worst import Worst

# What findings can be counted by beside the columns of a corpus.
RULE, FAMILY, SEVERITY, CATEGORY = "rule", "family", "severity", "category"
_OF_FINDINGS: Final = (RULE, FAMILY, SEVERITY, CATEGORY)
# What tables of findings and texts have of their own.
_TAKEN: Final = {*FIELDS, FAMILY, "row", "penalty", "words", "findings", "source_language"}
FAMILIES: Final = {
    "ACR": "acronyms",
    "BIL": "beside the source",
    "NAM": "names",
    "NUM": "quantities",
    "PHR": "phrases",
    "RES": "web residue",
    "UNT": "untranslated",
}


class Corpus(Shown):
    """
    Texts of one table, checked.

    Tables come back in the kind that the texts came in (pandas, polars, pyarrow; pandas for a
    file). `by` are the columns that tell texts apart. `select` takes ids of rules or how they begin
    (`NAM`, `NUM005`); without it everything counts.
    """

    def __init__(self, texts: Any, columns: Columns, config: Config, workers: int) -> None:
        need("jupyter", "narwhals", "numpy", "pandas", "tqdm")
        import pandas

        if workers < 1:
            raise InputError(f"workers is {workers}; give 1 or more")
        for name in columns.by:
            if name in _TAKEN:
                raise InputError(f'a column "{name}" is made here; rename yours')
        self._table = Table(texts, columns)
        self._looking = Looking(config, workers)
        self.by = columns.by
        self._docs = list(self._table.documents())
        by = self._table.by()
        looked = list(self._looking.check(self._docs))
        found = pandas.DataFrame(
            [{"row": row, **one} for row, text in enumerate(looked) for one in text.findings],
            columns=["row", *FIELDS],
        )
        texts_found = pandas.DataFrame(
            {
                "row": range(len(looked)),
                "document": pandas.Series([doc.id for doc in self._docs], dtype=object),
                "words": [text.words for text in looked],
                "source_language": pandas.Series([text.source for text in looked], dtype=object),
                **by,
            }
        )
        found[FAMILY] = _families(found[RULE])
        found["penalty"] = found["severity"].map(WEIGHTS).astype(int)
        for name in by:
            found[name] = pandas.Series(by[name], dtype=object).take(found["row"]).to_numpy()
        per_text = found.groupby("row")["penalty"].agg(["size", "sum"])
        counts = per_text.reindex(range(len(looked)), fill_value=0)
        texts_found["findings"] = counts["size"].to_numpy()
        texts_found["penalty"] = counts["sum"].to_numpy()
        self._found, self._texts = found, texts_found
        self._mended: dict[Safety, list[Mended]] = {}

    @property
    def signature(self) -> str:
        """What the texts were looked at with: calque, its rules and the glossary."""
        return self._looking.signature

    @cached_property
    def findings(self) -> Any:
        """
        All findings: the fields of `Report.to_pandas`, the `family`, the MQM `penalty`, and `by`.

        `row` counts the rows of the table from 0.
        """
        return self._table.like(self._found)

    @cached_property
    def documents(self) -> Any:
        """The texts: words, findings, MQM penalty, the language each came from, and `by`."""
        return self._table.like(self._texts)

    @cached_property
    def summary(self) -> Any:
        """What each rule found, in how many texts, how often in 1,000 words, and an example."""
        return self._table.like(self.table())

    def rates(self, by: str = RULE, *, select: str | Sequence[str] = ()) -> Any:
        """
        How often something is found, by rule, family, severity, category or a column of `by`.

        The table has `group`, `findings`, `words`, `per_1000_words` and its 95% interval `low` to
        `high`, by bootstrap over texts; where nothing was found, three findings (rule of three).
        """
        return self._table.like(self._rates(by, _prefixes(select)).table())

    def differences(self, by: str = "system", *, select: str | Sequence[str] = ()) -> Any:
        """
        For each two groups, how much more is found in one, with a 95% interval.

        Texts with the same id are taken for the same article, so systems are compared pairwise.
        """
        return self._table.like(self._rates(by, _prefixes(select)).differences())

    def plot(self, by: str = RULE, *, select: str | Sequence[str] = ()) -> altair.LayerChart:
        """Draw `rates`: bars, or a line where a column says months."""
        from calque.study import charts

        table = self._rates(by, _prefixes(select)).table()
        if by == RULE:
            table["group"] += " " + table["group"].map(dict(zip(*self._names(), strict=True)))
        return charts.rates(table, by, select=_prefixes(select), texts=len(self._docs))

    def compare(self, by: str = "system", *, select: str | Sequence[str] = ()) -> altair.FacetChart:
        """Draw groups side by side, all findings first and then by family, with intervals."""
        import pandas

        from calque.study import charts

        chosen = _prefixes(select)
        tables = [self._rates(by, chosen).table().assign(family="all findings")]
        found = self._chosen(chosen)
        for family in found[FAMILY].value_counts().index:
            prefix = tuple(found.loc[found[FAMILY] == family, RULE].unique())
            tables.append(self._rates(by, prefix).table().assign(family=family))
        return charts.compared(pandas.concat(tables, ignore_index=True), by, len(self._docs))

    def sources(self) -> altair.LayerChart:
        """Draw the share of texts by the language they were translated from."""
        from calque.study import charts

        return charts.sources(self._texts["source_language"])

    def spellings(self) -> Any:
        """
        Names that are spelled in several ways, the most mended first.

        `name` is the spelling that most others are mended to, `spelling` and `instead` what was
        found and what should stand there; `findings` and `texts` count.
        """
        from calque.study import network

        return self._table.like(network.spellings(self._found))

    def drift(self, name: str) -> altair.LayerChart:
        """
        Draw the spellings of a name, with arrows to what each should be.

        Raises InputError where nothing is mended to or from `name`.
        """
        from calque.study import network

        return network.drawn(self._found, (doc.text for doc in self._docs), name)

    def fix(self, *, review: bool = False) -> Any:
        """The table with its texts mended; with `review` also by fixes that want a look."""
        return self._table.with_texts([one.text for one in self._mend(review=review)])

    def before_after(self, *, review: bool = False) -> altair.Chart:
        """Draw what is found before mending and after, by family."""
        import pandas

        from calque.study import charts

        left = [(row, id) for row, one in enumerate(self._mend(review=review)) for id in one.left]
        after = pandas.DataFrame(left, columns=["row", RULE])
        after[FAMILY] = _families(after[RULE])
        words = int(self._texts["words"].sum())
        return charts.before_after(self._found, after, words, len(self._docs), review=review)

    def worst(self, count: int = 20, *, select: str | Sequence[str] = ()) -> Worst:
        """The segments (lines of a text without any) with the highest MQM penalty, as a table."""
        from calque.study.worst import Worst

        return Worst(self._docs, self._chosen(_prefixes(select)), self.by, count)

    def _names(self) -> tuple[list[str], list[str]]:
        """Return the ids of the rules that found something, and what each is called."""
        known = self._found.drop_duplicates(RULE)
        return list(known[RULE]), list(known["name"])

    def _mend(self, *, review: bool) -> list[Mended]:
        """Mend what can be; a text without a fix is as it was."""
        level = Safety.REVIEW if review else Safety.SAFE
        if level not in self._mended:
            fixes = [Safety.SAFE, Safety.REVIEW] if review else [Safety.SAFE]
            some = sorted(set(self._found.loc[self._found["safety"].isin(fixes), "row"]))
            done = self._looking.fix([self._docs[row] for row in some], level)
            mended = dict(zip(some, done, strict=True))
            rules = self._found.groupby("row")[RULE].agg(list).to_dict()
            self._mended[level] = [
                mended.get(row) or Mended(_as_it_is(doc), 0, rules.get(row, []))
                for row, doc in enumerate(self._docs)
            ]
        return self._mended[level]

    def _chosen(self, select: tuple[str, ...]) -> pandas.DataFrame:
        return self._found[self._found[RULE].str.startswith(select)] if select else self._found

    def _rates(self, by: str, select: tuple[str, ...]) -> Rates:
        import numpy as np
        import pandas

        if by not in (*_OF_FINDINGS, *self.by):
            known = ", ".join((*_OF_FINDINGS, *self.by))
            raise InputError(f'nothing to count by "{by}" but {known}; name columns in by=[…]')
        found = self._chosen(select)
        words = self._texts["words"].to_numpy()
        if by in self.by:
            codes, groups = pandas.factorize(self._texts[by], sort=True)
            places = codes[found["row"].to_numpy(dtype=int)]
            spread = np.zeros((len(words), len(groups)))
            spread[np.arange(len(words)), codes] = words
        else:
            places, groups = pandas.factorize(found[by], sort=True)
            spread = np.repeat(words[:, None], len(groups), axis=1)
        at = (found["row"].to_numpy(dtype=int), places)
        return Rates([str(group) for group in groups], at, spread, self._draws)

    @cached_property
    def _draws(self) -> Draws:
        return Draws(list(self._texts["document"]))

    @property
    def frames(self) -> tuple[pandas.DataFrame, pandas.DataFrame]:
        """The texts and the findings in pandas."""
        return self._texts, self._found

    def overall(self) -> Any:
        """All findings in 1,000 words, as a row of `rates`."""
        import numpy as np

        words = self._texts["words"].to_numpy()[:, None]
        rows = self._found["row"].to_numpy(dtype=int)
        at = (rows, np.zeros(len(rows), dtype=int))
        rates = Rates(["all"], at, words, self._draws)
        return next(rates.table().itertuples())

    def table(self) -> pandas.DataFrame:
        """The `summary` in pandas."""
        rates = self._rates(RULE, ()).table().rename(columns={"group": RULE}).drop(columns="words")
        first = self._found.groupby(RULE, sort=True).agg(
            name=("name", "first"),
            severity=("severity", "first"),
            texts=("row", "nunique"),
            example=("text", _commonest),
            fix=("fix", _commonest),
        )
        table = rates.set_index(RULE).join(first).rename_axis(RULE).reset_index()
        table = table.sort_values("findings", ascending=False, kind="stable")
        order = [RULE, "name", "severity", "findings", "texts", "per_1000_words", "low", "high"]
        return table[[*order, "example", "fix"]].reset_index(drop=True)

    def _repr_html_(self) -> str:
        from calque.study import page

        return page.corpus(self)

    def __str__(self) -> str:
        from calque.study import plain

        return plain.corpus(self)

    def __repr__(self) -> str:
        words = int(self._texts["words"].sum())
        return (
            f"<Corpus: {len(self._docs):,} texts, {words:,} words, {len(self._found):,} findings>"
        )

    def __len__(self) -> int:
        return len(self._docs)


def _families(rules: pandas.Series[str]) -> pandas.Series[str]:
    prefixes = rules.astype(str).str[:3]
    return prefixes.map(FAMILIES).fillna(prefixes)


def _as_it_is(doc: Document) -> str | list[str]:
    return [doc.text[slice(*span)] for span in doc.segments] or doc.text


def _commonest(values: pandas.Series[Any]) -> Any:
    counts = values.value_counts()
    return counts.index[0] if len(counts) else None


def _prefixes(select: str | Sequence[str]) -> tuple[str, ...]:
    return (select,) if isinstance(select, str) else tuple(select)
