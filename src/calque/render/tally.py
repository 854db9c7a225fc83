"""
Counting findings for the lines that close a run: how many, how grave, and what can be done.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from calque.finding import Finding, Safety
from calque.language.plural import counted
from calque.mqm import SEVERITIES, severity_rank
from calque.render import Place
from calque.report import Report


class Tally:
    """Counts over the reports of a run."""

    def __init__(self) -> None:
        self.mended = 0
        self._severities: Counter[str] = Counter()
        self._safeties: Counter[Safety | None] = Counter()
        self._files = 0
        self._rows = 0

    def add(self, report: Report, place: Place) -> None:
        """Count what was mended in a document and what is left: everything, after `check`."""
        self._files += place.row is None
        self._rows += place.row is not None
        self.mended += report.mended
        self._severities.update(finding.severity for finding in report.left)
        self._safeties.update(map(_safety, report.left))
        # A safe fix that stands in another's way will not be made.
        self._safeties[Safety.SAFE] -= sum(
            skip.fix.safety is Safety.SAFE for skip in report.skipped
        )

    def update(self, other: Tally) -> None:
        """Count what another tally has counted as well."""
        self.mended += other.mended
        self._files += other._files
        self._rows += other._rows
        self._severities.update(other._severities)
        self._safeties.update(other._safeties)

    @property
    def texts(self) -> str:
        """How many texts there were: `1 file`, `3 files and 1,204 rows`; empty for none."""
        counts = [(self._files, "file"), (self._rows, "row")]
        return " and ".join(counted(*count) for count in counts if count[0])

    def found(self) -> str:
        """`34 findings (5 critical, 29 major) in 1 file; 16 can be mended with calque fix.`"""
        total = self._severities.total()
        if not self.texts:
            return "Nothing was checked."
        if not total:
            return f"No findings in {self.texts}."
        grave = ", ".join(
            f"{self._severities[severity]:,} {severity}"
            for severity in reversed(SEVERITIES)
            if self._severities[severity]
        )
        return f"{counted(total, 'finding')} ({grave}) in {self.texts}{self._remedy()}."

    def left(self) -> str:
        """`5 more want a look (--review), 3 have no fix`; empty where nothing is left."""
        review = self._safeties[Safety.REVIEW]
        rest = self._severities.total() - review
        more = " more" if self.mended else ""
        parts = [
            f"{review:,}{more} {'wants' if review == 1 else 'want'} a look (--review)",
            f"{rest:,} {'has' if rest == 1 else 'have'} no fix",
        ]
        return ", ".join(part for part, count in zip(parts, (review, rest), strict=True) if count)

    def _remedy(self) -> str:
        safe, review = self._safeties[Safety.SAFE], self._safeties[Safety.REVIEW]
        if safe and review:
            return f"; {safe:,} can be mended with calque fix, {review:,} more with --review"
        if safe:
            return f"; {safe:,} can be mended with calque fix"
        return f"; {review:,} can be mended with calque fix --review" if review else ""


def most_severe(findings: Sequence[Finding]) -> int:
    """The rank of the gravest severity, -1 where there is none."""
    return max((severity_rank(finding.severity) for finding in findings), default=-1)


def _safety(finding: Finding) -> Safety | None:
    """How the fix that would be made may be used; None where there is nothing to make."""
    return next((fix.safety for fix in finding.fixes if fix.edits), None)
