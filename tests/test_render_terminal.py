"""The terminal format, from findings made by hand."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from calque.document import Document, Span
from calque.finding import Edit, Evidence, Finding, Fix, Safety
from calque.provenance import Cue, SourceLanguage
from calque.render import Place
from calque.render.diff import diff
from calque.render.terminal import Terminal
from calque.report import Report
from calque.rule import Rule
from calque.settle import Skipped

RULE = Rule("ACR001", "foreign-acronym", "accuracy/untranslated", "untranslated", "major", "")
TEXT = "Ships of the PSGV left.\n\nThe PSGV (Northern Harbour Pact) is old.\n"
PLACE = Place("a.txt")
UNKNOWN = {"und": 1.0}


def finding(start: int, end: int, text: str = "", **more: object) -> Finding:
    edit = Edit(start, end, text)
    fix = Fix((edit,), Safety.SAFE, f"PSGV → {text}") if text else None
    return Finding(
        RULE, Span(start, end), "PSGV is Russian", 0.9, fixes=(fix,) if fix else (), **more
    )


def report(
    *findings: Finding,
    text: str = TEXT,
    posterior: Mapping[str, float] = UNKNOWN,
    segments: tuple[Span, ...] = (),
    skipped: tuple[Skipped, ...] = (),
) -> Report:
    doc = Document("a.txt", text, segments=segments)
    source = SourceLanguage(posterior, (Cue("PSGV", ("fi",), "acronym"),))
    return Report(
        document=doc,
        findings=findings,
        skipped=skipped,
        text=text,
        left=findings,
        source_language=source,
        signature="calque",
    )


def shown(*reports: Report, place: Place = PLACE, width: int = 80) -> str:
    terminal = Terminal(colour=False, width=width)
    parts = [part for one in reports for part in terminal.report(one, place)]
    return "".join([*parts, *terminal.end([])])


def test_a_finding() -> None:
    evidence = (
        Evidence("glossary", "northern-harbour-pact: NHPX", "house style"),
        Evidence("language", "Russian", "ru"),
    )
    one = finding(13, 17, "NHPX", evidence=evidence, related=(Span(29, 33),))
    assert shown(report(one)) == (
        "a.txt:1:14: major ACR001 foreign-acronym: PSGV is Russian\n"
        "   1 │ Ships of the PSGV left.\n"
        "     │              ^^^^\n"
        "     why: glossary northern-harbour-pact: NHPX (house style); points to Russian\n"
        "     see: 3:5 The PSGV (Northern Harbour Pact) is old.\n"
        "     fix: PSGV → NHPX (safe)\n"
        "\n"
        "1 finding (1 major) in 1 file; 1 can be mended with calque fix.\n"
    )


def test_a_span_over_lines_shows_its_first_and_last() -> None:
    lines = shown(report(finding(0, 32))).split("\n")
    assert [line.strip() for line in lines[1:6]] == [
        "1 │ Ships of the PSGV left.",
        "│ ^^^^^^^^^^^^^^^^^^^^^^^",
        "… │",
        "3 │ The PSGV (Northern Harbour Pact) is old.",
        "│ ^^^^^^^",
    ]


def test_a_hint_has_no_safety() -> None:
    hint = Finding(RULE, Span(0, 5), "m", 0.5, fixes=(Fix((), Safety.SHOW, "Say which ships"),))
    assert "hint: Say which ships\n" in shown(report(hint))


def test_a_long_link_is_cut_short() -> None:
    link = "https://example.org/" + "a/" * 30 + "page.html"
    one = finding(0, 5, evidence=(Evidence("glossary", "a heading", link),))
    assert "why: a heading (example.org/…/page.html)\n" in shown(report(one))
    link = "https://example.org/some/theme (partials/global/scrolltop.php)"
    one = finding(0, 5, evidence=(Evidence("glossary", "a link", link),))
    assert "why: a link (https://example.org/some/theme)\n" in shown(report(one))


def test_details_are_wrapped_under_their_label() -> None:
    one = finding(0, 5, evidence=(Evidence("pattern", "word " * 30),))
    lines = shown(report(one), width=60).split("\n")
    assert max(map(len, lines[3:6])) <= 60
    assert lines[4].startswith(" " * 10 + "word")


@pytest.mark.parametrize(
    "place, id, segments, location",
    [
        (Place("r.jsonl", 7), "kz-1", (), "r.jsonl:7 (kz-1) 3:5"),
        (Place("r.jsonl", 7), "7", (), "r.jsonl:7 3:5"),
        (Place("r.jsonl", 7), "7", (Span(0, 23), Span(25, 66)), "r.jsonl:7 (segment 2) 1:5"),
    ],
)
def test_a_row(place: Place, id: str, segments: tuple[Span, ...], location: str) -> None:
    segment = 1 if segments else None
    one = finding(29, 33, segment=segment)
    made = report(one, segments=segments)
    object.__setattr__(made.document, "id", id)
    assert shown(made, place=place).startswith(f"{location}: major")


@pytest.mark.parametrize("share, said", [(0.93, True), (0.6, False)])
def test_the_source_language_is_named_when_it_is_clear(share: float, said: bool) -> None:
    out = shown(report(finding(0, 5), posterior={"fi": share, "und": 1 - share}))
    assert ("Probably from Finnish (0.93): PSGV." in out) == said


def test_the_count() -> None:
    safe, clash = finding(13, 17, "NHPX"), finding(0, 17, "NHPX")
    review = Finding(RULE, Span(0, 1), "m", 1, fixes=(Fix((Edit(0, 1, "s"),), Safety.REVIEW, "t"),))
    skipped = (Skipped(clash, clash.fixes[0], "overlaps the fix at 13"),)
    out = shown(report(safe, clash, review, skipped=skipped), report())
    assert out.endswith(
        "3 findings (3 major) in 2 files; 1 can be mended with calque fix, 1 more with --review.\n"
    )
    assert shown(report(), report()) == "No findings in 2 files.\n"


def test_control_characters_never_reach_the_terminal() -> None:
    text = "\x1b[2J PSGV\x07"
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", shown(report(finding(5, 9), text=text)))


def test_colour() -> None:
    terminal = Terminal(colour=True, width=80)
    out = "".join(terminal.report(report(finding(13, 17, "NHPX")), Place("a.txt")))
    assert "\x1b[33m\x1b[1mmajor\x1b[0m" in out
    plain = re.sub(r"\x1b\[\d+m", "", out)
    assert shown(report(finding(13, 17, "NHPX"))).startswith(plain)


def test_a_diff_can_be_applied_and_marks_words_in_colour() -> None:
    before, after = "One.\n\nThe PSGV left.", "One.\n\nThe NHPX left."
    assert list(diff("a.txt", before, after, colour=False)) == [
        *("--- a.txt\n", "+++ a.txt\n", "@@ -2,2 +2,2 @@\n", " \n"),
        "-The PSGV left.\n\\ No newline at end of file\n",
        "+The NHPX left.\n\\ No newline at end of file\n",
    ]
    coloured = "".join(diff("a.txt", f"{before}\n", f"{after}\n", colour=True))
    assert "\x1b[1m\x1b[4mNHPX\x1b[0m" in coloured
    assert list(diff("a.txt", before, before, colour=True)) == []


def test_a_coloured_diff_marks_words_only_where_lines_pair() -> None:
    def plain(before: str, after: str) -> list[str]:
        shown = "".join(diff("a.txt", before, after, colour=True)).splitlines()[3:]
        assert all("\x1b[4m" not in line for line in shown)  # no word is underlined
        return [re.sub(r"\x1b\[[\d;]*m", "", line) for line in shown]

    assert plain("One PSGV.\r\nTwo.", "One NHPX.") == ["-One PSGV.", "-Two.", "+One NHPX."]
    assert plain("One.\n\nTwo.\n", "One.\n") == [" One.", "-", "-Two."]
