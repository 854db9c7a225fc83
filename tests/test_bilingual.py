"""Rules that need the source, on rows of aligned segments."""

from __future__ import annotations

import pytest

from calque.config import Config
from calque.document import Document, Span
from calque.finding import Finding
from calque.pipeline import Checker

CHECKER = Checker(Config(select=("BIL",)))
STORM = "The storm sank three boats in the harbour and damaged the pier."


def row(*pairs: tuple[str, str], lang: str = "fi") -> Document:
    text = "\n\n".join(target for _, target in pairs)
    segments, start = [], 0
    for _, target in pairs:
        segments.append(Span(start, start + len(target)))
        start += len(target) + 2
    sources = tuple(source for source, _ in pairs)
    return Document("row", text, source=sources, source_lang=lang, segments=tuple(segments))


def found(*pairs: tuple[str, str]) -> list[Finding]:
    return list(CHECKER.check(row(*pairs)).findings)


def test_an_empty_segment_is_found_in_its_own_place() -> None:
    pairs = (
        ("Myrsky upotti kolme venettä.", "The storm sank three boats."),
        ("Laiturin korjaus kestää kuukauden.", ""),
        ("Lautta kulkee taas.", "The ferry runs again."),
    )
    (finding,) = found(*pairs)
    assert finding.rule.id == "BIL002"
    assert finding.segment == 1
    assert finding.span == row(*pairs).segments[1]
    assert finding.source_span == Span(0, len(pairs[1][0]))


@pytest.mark.parametrize("at", [1, 2])
def test_an_empty_segment_whose_neighbour_holds_both_is_none(at: int) -> None:
    both = "The storm sank three boats. Repairs to the pier will take a month or so."
    pairs = [
        ("Myrsky upotti kolme venettä.", "The ferry runs again."),
        ("Laiturin korjaus kestää.", ""),
    ]
    pairs.insert(at, ("Laituri on poikki.", both))
    assert "BIL002" not in {finding.rule.id for finding in found(*pairs)}


def test_an_empty_text() -> None:
    (finding,) = found(("Myrsky upotti kolme venettä.", ""))
    assert (finding.rule.id, finding.segment, finding.span) == ("BIL002", 0, Span(0, 0))


def test_a_segment_far_too_long() -> None:
    (finding,) = found(
        ("Myrsky upotti kolme venettä.", f"{STORM} Nobody was hurt and the ferry runs.")
    )
    assert finding.rule.id == "BIL004"


def test_a_segment_twice_names_both_places() -> None:
    pairs = (
        ("Myrsky upotti satamassa kolme venettä ja vaurioitti laituria.", STORM),
        ("Tämän sanoi satamapäällikkö, jonka mukaan korjaus kestää.", STORM),
    )
    (finding,) = found(*pairs)
    assert finding.rule.id == "BIL003"
    assert (finding.segment, finding.related) == (1, (row(*pairs).segments[0],))


def test_nothing_where_it_is_not_sure_what_belongs_together() -> None:
    source = f"{'Lautta ei kulje maanantaina, eikä nosturi toimi. ' * 9}\n\nKiitos."
    text = f"Yes.\n\nSo it is here.\n\nGood.\n\n{STORM}\n\nThank you."
    doc = Document("whole", text, source=source, source_lang="fi")
    assert not CHECKER.check(doc).findings
