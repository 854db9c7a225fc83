"""
Evidence in words: what it is, and where to look it up.
"""

from __future__ import annotations

import re
from typing import Final

from calque.finding import Evidence

_LEADS: Final = {
    "glossary": "glossary ",
    "document": "this text: ",
    "batch": "the batch: ",
    "scheme": "spelling: ",
    "source": "the source: ",
    "language": "points to ",
}
_CONCEPT: Final = re.compile(r"[a-z0-9-]+: ")
_LONGEST_LINK: Final = 50


def said(evidence: Evidence) -> str:
    """Return what the evidence is: `glossary csto: CSTO`."""
    lead = _LEADS.get(evidence.kind, "")
    if evidence.kind == "glossary" and not _CONCEPT.match(evidence.detail):
        lead = ""
    return f"{lead}{evidence.detail}"


def reference(evidence: Evidence) -> str:
    """Return where to look it up; for a language there is nothing to."""
    return evidence.ref if evidence.kind != "language" else ""


def short(ref: str) -> str:
    """Return a long link as its host and last part, or its host; other references as they are."""
    if not ref.startswith("http"):
        return ref
    ref = ref.split(" (", maxsplit=1)[0]  # a repository (a file in it)
    if len(ref) <= _LONGEST_LINK:
        return ref
    _, _, host, *rest = ref.rstrip("/").split("/")
    short = f"{host}/…/{rest[-1]}" if rest else host
    return short if len(short) <= _LONGEST_LINK else f"{host}/…"
