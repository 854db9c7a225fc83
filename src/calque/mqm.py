"""
The names that findings are filed under: MQM categories and severities, ITS 2.0 issue types.

Source: MQM core typology (themqm.org, MQM-Full and MQM-Core); W3C ITS 2.0, section 8.17,
`locQualityIssueType`.
"""

from __future__ import annotations

from typing import Final

# Penalty weights 1, 5 and 25 as in the MQM scoring models; here only their order matters.
SEVERITIES: Final = ("minor", "major", "critical")

DIMENSIONS: Final = frozenset(
    {
        "terminology",
        "accuracy",
        "linguistic-conventions",
        "style",
        "locale-conventions",
        "audience-appropriateness",
        "design-and-markup",
    }
)

ITS_TYPES: Final = frozenset(
    {
        "terminology",
        "mistranslation",
        "omission",
        "untranslated",
        "addition",
        "duplication",
        "inconsistency",
        "grammar",
        "legal",
        "register",
        "locale-specific-content",
        "locale-violation",
        "style",
        "characters",
        "misspelling",
        "typographical",
        "formatting",
        "inconsistent-entities",
        "numbers",
        "markup",
        "pattern-problem",
        "whitespace",
        "internationalization",
        "length",
        "non-conformance",
        "uncategorized",
        "other",
    }
)


def severity_rank(severity: str) -> int:
    """0 for minor, 1 for major, 2 for critical."""
    return SEVERITIES.index(severity)
