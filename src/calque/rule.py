"""
What every rule is: a value with an id, a name that states the fault, and one message.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from calque.cues import Cues
from calque.mqm import DIMENSIONS, ITS_TYPES, SEVERITIES

_NO_CUES = Cues()
_ID = re.compile(r"[A-Z]{3}\d{3}")
_NAME = re.compile(r"[a-z]+(-[a-z]+)*")


@dataclass(frozen=True, slots=True)
class Rule:
    """
    A kind of fault.

    `message` is a format string, filled by the rule's `check`. `category` is an MQM path
    (`accuracy/mistranslation`), `its_type` an ITS 2.0 issue type. `needs` names features of a
    text, `cues` what stands in everything that the rule finds; it never runs on a text that has
    none of the features, or none of the cues (empty: it always runs), nor on one in a language that
    is not in `langs` (empty: all are). None of these costs anything.
    `in_quotes` says whether it looks inside direct quotations: names and acronyms are mended
    there, wording never is.

    Raises ValueError where a field is outside its vocabulary.
    """

    id: str
    name: str
    category: str
    its_type: str
    severity: str
    message: str
    default_on: bool = True
    in_quotes: bool = False
    needs: tuple[str, ...] = ()
    cues: Cues = _NO_CUES
    langs: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.id):
            raise ValueError(f"rule id {self.id!r} is not three capitals and three digits")
        if not _NAME.fullmatch(self.name):
            raise ValueError(f"{self.id}: name {self.name!r} is not lower-case words with hyphens")
        if self.category.split("/")[0] not in DIMENSIONS:
            raise ValueError(f"{self.id}: {self.category!r} is not an MQM category")
        if self.its_type not in ITS_TYPES:
            raise ValueError(f"{self.id}: {self.its_type!r} is not an ITS 2.0 issue type")
        if self.severity not in SEVERITIES:
            raise ValueError(f"{self.id}: {self.severity!r} is not an MQM severity")
