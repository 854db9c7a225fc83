"""Translating anew in XLIFF and PO: codes, units that nobody has translated, states."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.test_retranslate import run

XLIFF = """<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file source-language="fi" target-language="en" datatype="plaintext" original="x"><body>
<trans-unit id="1"><source>Leena ei asu <g id="1">Turussa</g>.</source>
<target>Leena lives in <g id="1">Turku</g>.</target></trans-unit>
<trans-unit id="2"><source>Mikko menee Kuopioon.</source>
<target>Mikko is going to Kuopio.</target></trans-unit>
</body></file></xliff>
"""


def test_retranslate_xliff_keeps_its_tags(marian: Path, tmp_path: Path) -> None:
    path = tmp_path / "t.xlf"
    path.write_text(XLIFF, encoding="utf-8")
    done = run("retranslate", path, "--model", marian, "--write")
    assert done.exit_code == 0, done.output
    assert path.read_text(encoding="utf-8") == XLIFF.replace(
        "Leena lives in", "Leena does not live in"
    )


def test_a_tag_at_the_end_of_a_segment_is_left(marian: Path, tmp_path: Path) -> None:
    path = tmp_path / "t.xlf"
    tagged = XLIFF.replace("Kuopioon.", 'Kuopioon.<x id="9"/>').replace(
        "is going to Kuopio.", 'travels.<x id="9"/>'
    )
    path.write_text(tagged, encoding="utf-8")
    done = run("retranslate", path, "--all", "--model", marian, "--write")
    assert done.exit_code == 0, done.output
    after = path.read_text(encoding="utf-8")
    assert '<target>Mikko is going to Kuopio.<x id="9"/></target>' in after
    assert "\ufffc" not in after


UNITS = """<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file source-language="fi" target-language="en" datatype="plaintext" original="x"><body>
{}
</body></file></xliff>
"""
FLAWED = "<source>Leena ei asu Turussa.</source>\n<target{}>Leena lives in Turku.</target>"


@pytest.mark.parametrize(
    ("unit", "target"),
    [
        ('id="1" approved="yes"', ""),
        ('id="1"', ' state="final"'),
    ],
)
def test_what_was_approved_is_left_unless_asked(
    marian: Path, tmp_path: Path, unit: str, target: str
) -> None:
    path = tmp_path / "t.xlf"
    text = UNITS.format(f"<trans-unit {unit}>{FLAWED.format(target)}</trans-unit>")
    path.write_text(text, encoding="utf-8")
    for more in ((), ("--all",)):
        done = run("retranslate", path, "--model", marian, "--write", *more)
        assert "left as it was (it is approved (--approved) 1×)" in done.output
        assert path.read_text(encoding="utf-8") == text
    done = run("retranslate", path, "--model", marian, "--write", "--approved")
    assert "1 segment retranslated" in done.output
    assert "Leena does not live in Turku.</target>" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("unit", ['translate="no"', 'approved="yes" m:locked="true"'])
def test_what_is_locked_stays_whatever_is_asked(marian: Path, tmp_path: Path, unit: str) -> None:
    path = tmp_path / "t.xlf"
    text = UNITS.format(f'<trans-unit xmlns:m="m" id="1" {unit}>{FLAWED.format("")}</trans-unit>')
    path.write_text(text, encoding="utf-8")
    done = run("retranslate", path, "--model", marian, "--write", "--approved", "--all")
    assert done.exit_code == 0, done.output
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "\n  <target>Anna lives in Oslo.</target>"),
        ("\n  <target/>", "\n  <target>Anna lives in Oslo.</target>"),
        ("\n  <target></target>", "\n  <target>Anna lives in Oslo.</target>"),
        (
            '\n  <target state="needs-translation" />',
            '\n  <target state="needs-translation">Anna lives in Oslo.</target>',
        ),
        (
            '\n  <target state="new">Anna asuu Oslossa.</target>',
            '\n  <target state="new">Anna lives in Oslo.</target>',
        ),
    ],
)
def test_an_empty_target_is_filled(marian: Path, tmp_path: Path, before: str, after: str) -> None:
    path = tmp_path / "t.xlf"
    unit = '<trans-unit id="1">\n  <source>Anna asuu Oslossa.</source>{}\n</trans-unit>'
    path.write_text(UNITS.format(unit.format(before)), encoding="utf-8")
    assert run("check", path).exit_code == 0
    done = run("retranslate", path, "--model", marian, "--write")
    assert "1 segment retranslated" in done.output
    assert path.read_text(encoding="utf-8") == UNITS.format(unit.format(after))
    again = run("retranslate", path, "--model", marian, "--write")
    assert "0 segments retranslated" in again.output


def test_an_empty_target_of_xliff_2_and_of_po(marian: Path, tmp_path: Path) -> None:
    two, po = tmp_path / "t.xliff", tmp_path / "t.po"
    two.write_text(
        '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="fi" '
        'trgLang="en"><file id="f"><unit id="u"><segment><source>Anna asuu Oslossa.</source>'
        "</segment><segment><source>Tom ei asu Turussa.</source><target/></segment>"
        "</unit></file></xliff>",
        encoding="utf-8",
    )
    po.write_text(
        'msgid ""\nmsgstr "Language: en\\nX-Source-Language: fi\\n"\n\n'
        'msgid "Anna asuu Oslossa."\nmsgstr ""\n\nmsgid "Anna <b>nukkuu</b>."\nmsgstr ""\n',
        encoding="utf-8",
    )
    done = run("retranslate", two, po, "--model", marian, "--write")
    assert done.exit_code == 0, done.output
    assert "3 segments retranslated; 1 left as it was (it has codes in it 1×)" in done.output
    filled = two.read_text(encoding="utf-8")
    assert "</source><target>Anna lives in Oslo.</target></segment>" in filled
    assert "<target>Tom does not live in Turku.</target></segment>" in filled
    assert 'msgid "Anna asuu Oslossa."\nmsgstr "Anna lives in Oslo."\n' in po.read_text("utf-8")


def test_why_an_empty_target_is_not_filled(marian: Path, tmp_path: Path) -> None:
    path = tmp_path / "t.xlf"
    units = (
        '<trans-unit id="1"><source>Anna <g id="1">nukkuu</g>.</source></trans-unit>'
        '<trans-unit id="2"><source>Anna nukkuu. Tom lukee.</source><seg-source>'
        '<mrk mtype="seg" mid="1">Anna nukkuu.</mrk> <mrk mtype="seg" mid="2">Tom lukee.</mrk>'
        "</seg-source></trans-unit>"
    )
    path.write_text(UNITS.format(units), encoding="utf-8")
    done = run("retranslate", path, "--model", marian, "--write")
    assert "it has codes in it 1×, it is cut into segments 1×" in done.output
    assert path.read_text(encoding="utf-8") == UNITS.format(units)
