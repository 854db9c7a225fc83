"""
Findings for programs: one JSON object a run, or one line a finding.

The fields of a finding are a contract: `report.finding_dict`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from calque._version import __version__
from calque.render import Place
from calque.report import Report, finding_dict


class Json:
    """
    The format `json`: `calque` (the version), `documents`, `errors`.

    A document is `Report.to_dict()` with `path` and `row` before it; `row` is the row's line.
    """

    def __init__(self) -> None:
        self._first = True

    def report(self, report: Report, place: Place) -> Iterator[str]:
        """Yield one document; nothing is held back until the run ends."""
        opening = f'{{"calque": {_dumped(__version__)}, "documents": [' if self._first else ","
        self._first = False
        yield f"{opening}\n{_dumped({**place._asdict(), **report.to_dict()})}"

    def end(self, errors: Sequence[str]) -> Iterator[str]:
        """Yield the errors and close the object."""
        if self._first:
            yield f'{{"calque": {_dumped(__version__)}, "documents": ['
        yield f'\n], "errors": {_dumped(list(errors))}}}\n'


class JsonLines:
    """The format `jsonl`: one finding a line."""

    def report(self, report: Report, place: Place) -> Iterator[str]:
        """Yield a line for each finding."""
        for finding in report.findings:
            yield _dumped(finding_dict(report.document, finding)) + "\n"

    def end(self, errors: Sequence[str]) -> Iterator[str]:
        """Yield nothing: the last finding is the last line."""
        yield from ()


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
