"""
How often something is found: findings in 1,000 words, with intervals.

The intervals are percentiles of a bootstrap over texts, since faults of one text come together.
Texts with the same id (one article from several systems) are drawn together, so systems that
translated the same articles are compared on the same draws. Of many texts, a thousand random lots
are drawn instead: the variance is the same, and the time does not grow.

Source: B. Efron and R. Tibshirani, "An Introduction to the Bootstrap", 1993, chapters 7 and 13;
J. Hanley and A. Lippman-Hand, "If nothing goes wrong, is everything all right?", JAMA 1983 (the
rule of three, for what was never found).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import numpy as np
    import pandas

_DRAWS: Final = 2000
_LOTS: Final = 1000
# Of fewer texts than this a bootstrap gives intervals that are too narrow.
_FEWEST: Final = 10
_TAILS: Final = (2.5, 97.5)
_SEED: Final = 1


class Draws:
    """Texts drawn again and again, those with one id (`clusters`) together."""

    def __init__(self, clusters: Sequence[str]) -> None:
        import numpy as np
        import pandas

        draw = np.random.default_rng(_SEED)
        self.lots, ids = pandas.factorize(np.asarray(clusters, dtype=object))
        self.count = max(1, len(ids))
        if self.count > _LOTS:
            self.lots = (draw.permutation(self.count) % _LOTS)[self.lots]
            self.count = _LOTS
        shares = np.full(self.count, 1 / self.count)
        self.weights = draw.multinomial(self.count, shares, size=_DRAWS).astype(float)


class Rates:
    """
    Findings in 1,000 words for each of several groups.

    `found` says of each finding which text (by its row) and which group it is in, `words` how many
    words each text has in each group.
    """

    def __init__(
        self,
        groups: Sequence[str],
        found: tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]],
        words: np.ndarray[Any, Any],
        draws: Draws,
    ) -> None:
        import numpy as np

        self.groups = list(groups)
        self._weights = draws.weights
        self._found = np.zeros((draws.count, len(self.groups)))
        np.add.at(self._found, (draws.lots[found[0]], found[1]), 1)
        self._words = np.zeros((draws.count, len(self.groups)))
        np.add.at(self._words, draws.lots, words)
        self._enough = (self._words > 0).sum(axis=0) >= _FEWEST

    def table(self) -> pandas.DataFrame:
        """
        Return `group`, `findings`, `words`, `per_1000_words`, and the 95% interval `low`, `high`.

        The interval is not there (NaN) where a group has fewer than ten texts.
        """
        import pandas

        found, words = self._found.sum(axis=0), self._words.sum(axis=0)
        low, high = self._interval(self._drawn())
        never = found == 0
        high[never] = 3000 / words[never].clip(min=1)
        low[~self._enough] = high[~self._enough] = float("nan")
        return pandas.DataFrame(
            {
                "group": self.groups,
                "findings": found.astype(int),
                "words": words.astype(int),
                "per_1000_words": 1000 * found / words.clip(min=1),
                "low": low,
                "high": high,
            }
        )

    def differences(self) -> pandas.DataFrame:
        """
        Return for each two groups how much more is found in the `one` than in the `other`.

        `difference` is in findings in 1,000 words, with its 95% interval; `clear` is whether that
        leaves zero out.
        """
        import pandas

        drawn = self._drawn()
        rate = self.table()["per_1000_words"]
        rows = []
        for one, other in combinations(range(len(self.groups)), 2):
            if rate[one] < rate[other]:
                one, other = other, one  # noqa: PLW2901
            low, high = self._interval(drawn[:, [one]] - drawn[:, [other]])
            enough = self._enough[one] and self._enough[other]
            bounds = (low[0], high[0]) if enough else (float("nan"), float("nan"))
            clear = bool(bounds[0] > 0 or bounds[1] < 0)
            names = (self.groups[one], self.groups[other])
            rows.append((*names, rate[one] - rate[other], *bounds, clear))
        columns = ["one", "other", "difference", "low", "high", "clear"]
        return pandas.DataFrame(rows, columns=columns)

    def _drawn(self) -> np.ndarray[Any, Any]:
        """Return the rate of each group in each draw; groups without words in one have none."""
        import numpy as np

        words = self._weights @ self._words
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(words > 0, 1000 * (self._weights @ self._found) / words, np.nan)

    @staticmethod
    def _interval(drawn: np.ndarray[Any, Any]) -> tuple[np.ndarray[Any, Any], ...]:
        import numpy as np

        if not drawn.size or np.isnan(drawn).all():
            nothing = np.full(drawn.shape[1], np.nan)
            return nothing, nothing.copy()
        low, high = np.nanpercentile(drawn, _TAILS, axis=0)
        return low, high
