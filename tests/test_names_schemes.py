"""Every romanisation scheme loads, says where it is from, and spells its own samples."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calque.names import scheme
from calque.names.write import pieces, spell, spellings, write

SAMPLES = [
    pytest.param(native, latin, origin, convention.id, id=f"{origin}-{convention.id}-{latin}")
    for origin in scheme.origins()
    for convention in scheme.load(origin).conventions.values()
    for native, latin in convention.samples
]


@pytest.mark.parametrize(("native", "latin", "origin", "convention"), SAMPLES)
def test_sample(native: str, latin: str, origin: str, convention: str) -> None:
    assert write(native, origin, convention) == latin


@pytest.mark.parametrize("origin", scheme.origins())
def test_every_convention_names_its_source(origin: str) -> None:
    for convention in scheme.load(origin).conventions.values():
        assert convention.source, convention.id


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        ("ТОКАЕВ", "TOKAYEV"),
        ("Щ", "Shch"),
        ("О'Нил", "O'Nil"),
        ("Ёлкин-Юрьев, А. 3", "Yolkin-Yuryev, A. 3"),
        ("Шо\u0301йгу", "Shoygu"),
        ("", ""),
    ],
)
def test_capitals_and_punctuation(native: str, latin: str) -> None:
    assert write(native, "ru", "en") == latin


def test_ukrainian_apostrophes_are_letters() -> None:
    for apostrophe in "'’ʼ":
        assert write(f"Кам{apostrophe}янець", "uk", "en") == "Kamianets"


def test_spellings_name_convention_and_language() -> None:
    found = {(s.text, s.convention, s.admitted) for s in spellings("Касым-Жомарт Токаев", "ru")}
    assert ("Kasym-Žomart Tokajev", "fi", False) in found
    assert ("Kasym-Zhomart Tokajev", "fi", True) in found
    assert ("Kassym-Schomart Tokajew", "de", False) in found
    assert ("Kassym-Jomart Tokaïev", "fr", False) in found


def test_names_that_came_through_russian() -> None:
    assert write("Xi Jinping", "zh", "palladius-fi") == "Si Tszinpin"
    assert write("Қасым-Жомарт Тоқаев", "kk", "ru-fr") == "Kassym-Jomart Tokaïev"
    through = {s.text: s.langs for s in spellings("あべ しんぞう", "ja")}
    assert through.keys() >= {"Abe Sindzo", "Abe Shinzo"}


@pytest.mark.parametrize(
    ("native", "origin", "convention", "latin"),
    [
        ("თბილისი-ქალაქი", "ka", "en", "Tbilisi-Kalaki"),
        ("السودان", "ar", "en", "al-Sudan"),
        ("\u05db\u05b9\u05bc\u05d4\u05b5\u05df", "he", "en", "Khn"),
        ("ΑΘΉΝΑ Ά. Αΐδα", "el", "elot", "ATHINA A. Aïda"),
    ],
)
def test_other_scripts(native: str, origin: str, convention: str, latin: str) -> None:
    assert write(native, origin, convention) == latin


@given(st.text(), st.sampled_from(scheme.origins()))
def test_any_text_can_be_written(text: str, origin: str) -> None:
    for spelling in spellings(text, origin):
        assert isinstance(spelling.text, str)


@pytest.mark.parametrize("origin", scheme.origins())
def test_pieces_are_the_spelling(origin: str) -> None:
    for convention in scheme.load(origin).conventions.values():
        for native, _ in convention.samples:
            for way in scheme.load(origin).conventions.values():
                found = pieces(native, way)
                assert unicodedata.normalize("NFC", "".join(p[1] for p in found)) == spell(
                    native, way
                )
                assert "".join(p[0] for p in found) == unicodedata.normalize("NFC", native)


@given(st.text(max_size=12), st.sampled_from(scheme.origins()))
def test_any_text_can_be_cut(text: str, origin: str) -> None:
    for way in scheme.load(origin).conventions.values():
        spelled = "".join(latin for _, latin in pieces(text, way))
        assert unicodedata.normalize("NFC", spelled) == spell(text, way)


@given(st.text(st.characters(max_codepoint=0x24F, exclude_characters="\u0301")))
def test_latin_text_stays(text: str) -> None:
    assert write(text, "ru", "en") == text


HEAD = 'script = "Cyrl"\nalphabet = "а б"\nvowels = "а"\n'
CONVENTION = '[x]\nname = "X"\nlangs = []\nsource = "S"\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("alphabet = ", "ru.toml: not TOML"),
        ("", "ru.toml: give alphabet, script, vowels at the top"),
        (HEAD + "[x]\n", "ru.toml: x: give langs, name, source"),
        (HEAD + CONVENTION + "colour = 1\n", "ru.toml: x: unknown field 'colour'"),
        (HEAD + CONVENTION + 'spell = "а=a"\n', "ru.toml: x: does not say how to write 'б'"),
        (HEAD + CONVENTION + 'spell = "q=a"\n', "ru.toml: x: 'q=a'"),
        (HEAD + CONVENTION + 'spell = "а=a / ^"\n', "mark the place with _"),
        (HEAD + CONVENTION + 'base = "y"\n', "base 'y' is not in this file"),
        (HEAD + CONVENTION + 'base = "x"\n', "is its own base"),
        (HEAD + CONVENTION + 'spell = "а=a б=b"\nvia = "xx"\n', "via 'xx': there is no such"),
    ],
)
def test_wrong_file_is_explained(text: str, message: str) -> None:
    with pytest.raises(scheme.SchemeError, match=message):
        scheme.parse("ru", text, "ru.toml")


def test_unknown_origin_and_convention_name_what_there_is() -> None:
    with pytest.raises(KeyError, match="there are ar, be"):
        write("Имя", "xx", "en")
    with pytest.raises(KeyError, match="there are scientific"):
        write("Имя", "ru", "xx")
