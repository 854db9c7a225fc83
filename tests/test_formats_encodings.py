"""What a file that is not UTF-8 is likely written in: told where there is little doubt, or not."""

from __future__ import annotations

import random

import pytest

from calque.formats.encodings import is_mostly_utf_8, single_byte, wide

# Sentences of our own, one a language.
SAID = {
    "bg": "Президентът заяви, че следващата седмица започват преговори за промяна на закона.",
    "cs": "Předseda vlády řekl, že příští týden začne jednání o změně zákona, který už zrušili.",
    "da": "Regeringen foreslår, at vejen udvides næste år, siger ministeren; få støtter det.",
    "de": "Die Bürger wählten am Samstag über die neue Brücke, größere Änderungen folgen.",
    "el": "Ο πρόεδρος δήλωσε ότι την επόμενη εβδομάδα θα αρχίσουν συνομιλίες για τον νόμο.",
    "en": "He said “no” – it’s a café, Zoë’s naïve façade",
    "es": "El señor Muñoz dijo que la reunión será el miércoles, según la prensa.",
    "fr": "Le président a été élu à Paris ; les députés ont déjà protesté contre la réforme.",
    "hr": "Predsjednik je rekao da će sljedeći tjedan početi pregovori, čije žele više.",
    "hu": "A miniszterelnök azt mondta, hogy jövő héten kezdődnek a tárgyalások a törvényről.",
    "is": "Ráðherra sagði að þjóðin væri ekki á móti því að fara í viðræður.",
    "ja": "大統領は来週から法改正に関する協議が始まると述べた。",
    "pl": "Prezydent powiedział, że w przyszłym tygodniu rozpoczną się rozmowy o zmianie ustawy.",
    "pt": "A reunião não começou; o ministro está em São Paulo e não pôde vir às negociações.",
    "ro": "Premierul a spus că săptămâna viitoare încep discuţiile despre modificarea legii.",
    "ru": "Президент заявил, что на следующей неделе начнутся переговоры об изменении закона.",
    "sv": "Regeringen föreslår att järnvägen byggs ut under året, säger ministern.",
    "tr": "Başbakan, önümüzdeki hafta görüşmelerin başlayacağını ve yasanın değişeceğini söyledi.",
    "uk": "Президент заявив, що наступного тижня почнуться переговори про зміну закону.",
    "zh": "总统表示，下周将开始就修改法律进行谈判，此前该法律已被否决。",
}


@pytest.mark.parametrize("lang", ["da", "de", "en", "es", "fr", "is", "pt", "sv"])
def test_the_west(lang: str) -> None:
    assert single_byte(SAID[lang].encode("windows-1252")) == "windows-1252"


@pytest.mark.parametrize("lang", ["bg", "ru", "uk"])
def test_the_east(lang: str) -> None:
    assert single_byte(SAID[lang].encode("windows-1251")) == "windows-1251"


@pytest.mark.parametrize(
    "lang, encoding",
    [
        *(("cs", "windows-1250"), ("hr", "windows-1250"), ("hu", "windows-1250")),
        *(("pl", "windows-1250"), ("ro", "windows-1250"), ("tr", "windows-1254")),
        *(("cs", "iso8859-2"), ("pl", "iso8859-2"), ("el", "windows-1253"), ("el", "iso8859-7")),
        *(("ru", "koi8-r"), ("ru", "iso8859-5"), ("ru", "cp866"), ("ru", "mac-cyrillic")),
        *(("de", "cp850"), ("de", "mac-roman"), ("fr", "mac-roman"), ("sv", "cp850")),
        *(("zh", "gb18030"), ("zh", "big5"), ("ja", "shift_jis"), ("ja", "euc-jp")),
    ],
)
def test_no_hint_is_better_than_a_wrong_one(lang: str, encoding: str) -> None:
    assert single_byte(SAID[lang].encode(encoding, "ignore")) == ""


@pytest.mark.parametrize("encoding", ["utf-16le", "utf-16be"])
@pytest.mark.parametrize("lang", ["de", "en", "el", "ru"])
def test_pairs_of_bytes(lang: str, encoding: str) -> None:
    assert wide(SAID[lang].encode(encoding)) == encoding
    assert wide(SAID[lang].encode(encoding)[:-1]) == encoding


def test_what_is_no_text() -> None:
    noise = random.Random(5).randbytes(20_000)
    for data in (b"a\0b", noise, bytes(500), b"\0\1" * 500, b"PK\3\4\0\0" * 90):
        assert (wide(data), single_byte(data)) == ("", "")


def test_a_slip_in_what_is_utf_8() -> None:
    assert is_mostly_utf_8(SAID["ru"].encode() + b"\xe9")
    assert is_mostly_utf_8(SAID["ru"].encode()[:-8])
    assert not is_mostly_utf_8(SAID["de"].encode("windows-1252"))
