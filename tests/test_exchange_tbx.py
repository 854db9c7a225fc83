"""What is made of TBX files as other programs write them."""

from __future__ import annotations

import pytest

from calque.errors import InputError
from tests.imported import Imported

HEAD = (
    '<tbx type="TBX-Basic" style="{}" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"'
    ' xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">'
    "<tbxHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></tbxHeader><text><body>\n"
)
FOOT = "</body></text></tbx>"
DCA = f"""{HEAD.format("dca")}
<conceptEntry id="c1">
 <descrip type="subjectField">Ports</descrip>
 <descripGrp><descrip type="definition">A pact.</descrip><admin type="source">B</admin></descripGrp>
 <xref type="externalCrossReference" target="https://example.org/pact">the pact</xref>
 <langSec xml:lang="en-GB">
  <termSec><term>Northern <hi>Harbour</hi> Pact</term>
   <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
   <termNote type="partOfSpeech">noun</termNote></termSec>
  <termSec><term>NHP</term><termNote type="termType">acronym</termNote></termSec>
  <termSec><term>Harbour Deal</term>
   <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termSec>
 </langSec>
 <langSec xml:lang="ru"><termSec><term>Пакт</term></termSec></langSec>
 <langSec xml:lang="ru-Latn"><termSec><term>Pakt</term></termSec></langSec>
</conceptEntry>{FOOT}"""

DCT = f"""{HEAD.format("dct")}
<conceptEntry id="c1"><min:subjectField>place</min:subjectField>
 <langSec xml:lang="en"><termSec><term>Oslo</term>
  <min:administrativeStatus>admittedTerm-admn-sts</min:administrativeStatus>
  <basic:termType>fullForm</basic:termType></termSec></langSec>
</conceptEntry>{FOOT}"""


V2 = """<?xml version="1.0"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><martifHeader/><text><body>
<termEntry id="7">
 <langSet xml:lang="en-US"><ntig><termGrp><term>harbor pilot</term>
  <termNote type="normativeAuthorization">preferredTerm</termNote></termGrp></ntig></langSet>
 <langSet xml:lang="nb"><tig><term>los</term></tig></langSet>
</termEntry></body></text></martif>"""


def test_tbx_in_the_style_dca() -> None:
    imported = Imported("tbx", DCA, kind="organisation")
    assert imported.toml("northern-harbour-pact-c1") == (
        "[northern-harbour-pact-c1]\n"
        'kind = "organisation"\n'
        'ref = ["B", "https://example.org/pact"]\n'
        'en = { full = "Northern Harbour Pact", acronym = "NHP", avoid = ["Harbour Deal"] }\n'
        'ru = { full = "Пакт", romanised = "Pakt" }'
    )
    dropped = {"subjectField": 1, "definition": 1, "partOfSpeech": 1, "texts of links": 1}
    assert imported.ledger.dropped == dropped
    assert imported.ledger.changed.total() == 3  # three terms of British English


@pytest.mark.parametrize("only", ["c1", "Ports", "other"])
def test_only_some_of_a_tbx_file(only: str) -> None:
    imported = Imported("tbx", DCA, only=frozenset({only}))
    assert bool(imported.concepts) == (only != "other")
    assert bool(list(imported.ledger)) == (only != "other")


def test_tbx_in_the_style_dct() -> None:
    concept = Imported("tbx", DCT.replace("ed-2", "ed:3.0")).concepts["oslo-c1"]
    assert (concept.kind, concept.terms[0].status) == ("place", "admitted")


def test_types_and_statuses_that_a_glossary_has_no_word_for() -> None:
    text = DCT.replace("fullForm", "phrase").replace("admittedTerm-admn-sts", "legalTerm")
    ledger = Imported("tbx", text).ledger
    assert ledger.dropped == {"administrativeStatus": 1}
    assert ledger.changed == {"types of terms, to the nearest that a glossary has": 1}


def test_tbx_of_version_2() -> None:
    imported = Imported("tbx", V2)
    concept = imported.concepts["harbor-pilot-7"]
    assert [(term.lang, term.text) for term in concept.terms] == [
        ("en", "harbor pilot"),
        ("no", "los"),
    ]
    assert concept.ref == ("file 7",)


@pytest.mark.parametrize(
    "text, error",
    [
        ("<html/>", "file: no TBX but <html>; say what it is with --format"),
        (DCA.replace("</termSec>", "", 1), "file: line 14: not well-formed XML"),
        ("", "file: line"),
        ("id,lang,text\n", "file: line 1: not well-formed XML"),
    ],
)
def test_what_is_no_tbx(text: str, error: str) -> None:
    with pytest.raises(InputError) as caught:
        Imported("tbx", text)
    assert error in str(caught.value)


BOMB = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(1, 9))


@pytest.mark.parametrize("name", ["a3", "s"])
def test_no_entity_is_expanded_and_nothing_is_fetched(name: str) -> None:
    own = f'<!ENTITY a1 "x"><!ENTITY s SYSTEM "file:///etc/passwd">{BOMB}'
    imported = Imported("tbx", f"<!DOCTYPE tbx [{own}]>\n" + DCA.replace("NHP", f"&{name};"))
    assert not imported.concepts
    assert f"line=4, message='uses the entity &{name};, which is not expanded" in imported.errors[0]


@pytest.mark.parametrize(
    "name, why", [("a9", "Maximum entity amplification"), ("a0", "Entity 'a0' not defined")]
)
def test_a_bomb_does_not_go_off(name: str, why: str) -> None:
    doctype = f'<!DOCTYPE tbx [<!ENTITY a1 "x">{BOMB}]>'
    with pytest.raises(InputError, match=f"not well-formed XML \\({why}"):
        Imported("tbx", doctype + DCA.replace("NHP", f"&{name};"))


def test_a_note_that_somebody_changed_is_an_ordinary_note() -> None:
    for note in ("near = {", "id = 1\nx = 2", "who = 1", "near = 3"):
        imported = Imported("tbx", DCA.replace("<xref", f"<note>calque: {note}</note><xref"))
        assert imported.ledger.dropped["note"] == 1
