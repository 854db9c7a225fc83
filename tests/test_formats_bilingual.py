"""XLIFF, TMX and PO: what is read of them, what a fix changes, what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from calque.document import Document
from calque.formats import read_document
from calque.language.view import view
from tests.bilingual import SAMPLES, given, mended
from tests.newsroom import HOUSE, Newsroom

XLIFF_1, XLIFF_2 = SAMPLES["one.xlf"], SAMPLES["two.xliff"]
XLIFF = (
    '<xliff version="1.2"><file source-language="fi" target-language="en"><body>'
    '<trans-unit id="1"><source>{0}</source><target>{1}</target></trans-unit>'
    "</body></file></xliff>"
)


@pytest.fixture
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    return Newsroom(tmp_path, monkeypatch)


def read(name: str) -> Document:
    return read_document(name, given(SAMPLES[name]))


def findings(newsroom: Newsroom, name: str) -> list[dict[str, Any]]:
    result = newsroom.run("check", name, "--format=jsonl")
    return [json.loads(line) for line in result.stdout.splitlines()]


def target(content: str, source: str = "x") -> str:
    return view(read_document("t.xlf", XLIFF.format(source, content))).text


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("written", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_fix_changes_the_text_and_nothing_else(
    newsroom: Newsroom, name: str, ends: str, written: str
) -> None:
    before, after = (
        form(SAMPLES[name]).replace("\n", ends).encode(written) for form in (given, mended)
    )
    path = newsroom.write(name, before)
    result = newsroom.run("fix", "--write", name)
    assert (result.exit_code, result.stdout) == (0, "")
    assert path.read_bytes() == after
    newsroom.run("fix", "--write", name)
    assert path.read_bytes() == after


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_to_mend_comes_back_byte_for_byte(newsroom: Newsroom, name: str) -> None:
    text = given(SAMPLES[name]).replace("PSGV", "NHPX").replace("\n", "\r\n").encode()
    newsroom.write(name, text)
    newsroom.run("fix", name, "-o", "out")
    assert (newsroom.folder / "out").read_bytes() == text


@pytest.mark.parametrize("name", SAMPLES)
def test_offsets_are_the_files(newsroom: Newsroom, name: str) -> None:
    text = given(SAMPLES[name])
    newsroom.write(name, text)
    found = [
        json.loads(s) for s in newsroom.run("check", name, "--format=jsonl").stdout.split("\n") if s
    ]
    assert len(found) >= SAMPLES[name].count("⟦")
    for finding in found:
        assert text[finding["start"] : finding["end"]] == finding["text"]
        assert finding["segment"] is not None
    edits = {(e["start"], e["text"]) for f in found for fix in f["fixes"] for e in fix["edits"]}
    marked = SAMPLES[name].split("⟦")[:-1]
    starts = [len("".join(marked[: k + 1]).replace("⟧", "")) for k in range(len(marked))]
    assert edits == {(start, "NHPX") for start in starts}


@pytest.mark.parametrize("name", SAMPLES)
def test_languages_and_sources(name: str) -> None:
    doc = read(name)
    assert (doc.lang, doc.source_lang) == ("en", "ru")
    assert doc.source is not None
    assert len(doc.source) == len(doc.segments) == len(doc.blocks or ()) > 0
    # A fuzzy target has no source that is known.
    assert all("ПСГВ" in source for source in doc.source if source)


def test_segments_of_a_unit() -> None:
    assert read("trados.sdlxliff").source == ("Корабли ПСГВ.", "Ушли в ПСГВ.")
    seg = '<mrk mtype="seg" mid="{}">{}</mrk>'
    unlike = target(seg.format(1, "One.") + " " + seg.format(2, "Two."), seg.format(1, "Yksi."))
    assert unlike == "One. Two."


def test_plural_forms() -> None:
    assert read("weblate.po").source == ("￼ корабль ПСГВ", "￼ кораблей ПСГВ", "")


def test_a_fuzzy_target_is_not_compared_with_its_source() -> None:
    assert read("okapi.xlf").source == ("ПСГВ ушёл.", "Судно ПСГВ", "", "ПСГВ")
    assert read("poedit.po").source == ("Корабли ПСГВ ушли из ￼", "Причал ПСГВ")


def test_codes_that_phrase_writes_as_text() -> None:
    doc = read("phrase.mxliff")
    assert view(doc).text == "Ships of the PSGV left and the PSGV stayed.\n\nThe PSGV"
    assert doc.source == ("Корабли ПСГВ ушли.", "ПСГВ")
    braces = XLIFF.format("x", "the {b>PSGV&lt;b} and {1}")
    assert view(read_document("t.xlf", braces)).text == "the {b>PSGV<b} and {1}"


@pytest.mark.parametrize("state", ["new", "needs-translation", "translated"])
def test_a_target_that_is_still_the_source(state: str) -> None:
    text = XLIFF.format("PSGV", "PSGV").replace("<target>", f'<target state="{state}">')
    assert len(read_document("t.xlf", text).segments) == (state == "translated")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('Toka<g id="1">j</g>ev', "Tokajev"),
        ('Toka<x id="1"/>jev', "Tokajev"),
        ('Kasym <x id="1"/><x id="2"/>Tokajev<x id="3"/>', "Kasym Tokajev"),
        ('Toka<bpt id="1">&lt;b></bpt>jev<ept id="1"/>', "Tokajev"),
        ('<mrk mtype="x-a"><mrk mtype="term">Toka</mrk></mrk>jev', "Tokajev"),
        ('click <ph id="1">{0}</ph> now', "click ￼ now"),
        ('<x id="1"/> files', "￼ files"),
        ('one<x id="1" ctype="lb"/>two', "one\ntwo"),
        ("a &lt;x&gt; &#x142;&amp;", "a <x> ł&"),
        ("a <![CDATA[< & c &amp;]]> d", "a < & c &amp; d"),
        ("Toka&lt;b class='x'>jev&lt;/b&gt;&lt;BR/&gt;b", "Tokajev\nb"),
        ("<![CDATA[<p>Toka<b>jev</b> &amp; co</p><p>b</p>]]>", "Tokajev & co\n\nb"),
        ("a\n   b", "a b"),
        ('a <mrk mtype="protected">Ab</mrk>c', "a ￼c"),
        ("Toka<!-- x -->je<?y z?>v", "Tokajev"),
    ],
)
def test_inline_codes(content: str, said: str) -> None:
    assert target(content) == said
    assert len(read_document("t.xlf", XLIFF.format(content, "x")).source or ()) == 1


def test_a_name_in_tags_is_found_and_mended_where_it_can_be(newsroom: Newsroom) -> None:
    content = 'PS<g id="1">GV</g> and <x id="2"/>PSGV<x id="3"/>'
    newsroom.write("a.xlf", XLIFF.format("ПСГВ", content))
    found = findings(newsroom, "a.xlf")
    assert [finding["text"] for finding in found] == ['PS<g id="1">GV', "PSGV"]
    newsroom.run("fix", "a.xlf", "--write")
    assert newsroom.read("a.xlf") == XLIFF.format("ПСГВ", content.replace("PSGV", "NHPX"))


def test_what_is_written_is_escaped_but_not_in_cdata(newsroom: Newsroom) -> None:
    newsroom.write(
        "house.toml",
        '[a]\nkind = "organisation"\nref = "x"\nen = { acronym = "N&H" }\n'
        'ru = { acronym = "ПСГВ", romanised = "PSGV" }\n',
    )
    newsroom.write("a.xlf", XLIFF.format("ПСГВ", "The PSGV, <![CDATA[the PSGV]]>."))
    newsroom.run("fix", "--write", "a.xlf")
    assert newsroom.read("a.xlf") == XLIFF.format("ПСГВ", "The N&amp;H, <![CDATA[the N&H]]>.")


def test_a_locked_segment_gets_a_hint(newsroom: Newsroom) -> None:
    newsroom.write("a.xliff", given(XLIFF_2))
    found = json.loads(newsroom.run("check", "a.xliff", "--format=json").stdout)["documents"][0]
    final = [f for f in found["findings"] if f["segment"] == 2]
    assert [fix["safety"] for f in final for fix in f["fixes"]] == ["show"]


def test_a_whole_segment_that_goes_leaves_its_tags(newsroom: Newsroom) -> None:
    residue = (
        '[[entry]]\nid = "reply"\nkind = "comment-form"\nline = ["Leave a Reply"]\n'
        'why = "a form"\nref = "made"\nexamples = ["⟦Leave a Reply⟧"]\n'
    )
    newsroom.write("residue/en.toml", residue)
    newsroom.write("calque.toml", 'select = ["RES"]\nglossaries = ["residue"]\n')
    rest = "Ships left.</target></trans-unit><trans-unit><source>y</source><target>"
    newsroom.write("a.xlf", XLIFF.format("x", rest + '<g id="1">Leave</g> a Reply'))
    result = newsroom.run("fix", "--write", "--review", "a.xlf")
    assert result.exit_code == 0
    assert newsroom.read("a.xlf") == XLIFF.format("x", rest + '<g id="1"></g>')


def test_many_target_languages() -> None:
    name = "omega.tmx"
    assert read_document(name, given(SAMPLES[name]), lang="de").segments != read(name).segments
    assert read_document(name, given(SAMPLES[name]), lang="de").lang == "de"
    assert read_document(name, given(SAMPLES[name]), lang="fr").lang == "en"


def test_a_memory_that_names_no_source() -> None:
    text = given(SAMPLES["omega.tmx"]).replace('srclang="RU-RU"', 'srclang="*all*"')
    doc = read_document("a.tmx", text)
    assert (doc.lang, doc.source_lang) == ("en", "ru")


def test_an_encoding_that_the_file_declares(newsroom: Newsroom) -> None:
    before, after = (
        form(XLIFF_1).replace('encoding="UTF-8"', 'encoding="windows-1251"')
        for form in (given, mended)
    )
    path = newsroom.write("a.xlf", before.encode("windows-1251"))
    newsroom.run("fix", "--write", "a.xlf")
    assert path.read_bytes() == after.encode("windows-1251")


def test_what_the_encoding_lacks_is_a_reference(newsroom: Newsroom) -> None:
    newsroom.write("house.toml", HOUSE.replace("NHPX", "ŽHPX"))
    text = '<?xml version="1.0" encoding="ISO-8859-1"?>' + XLIFF.format("é", "é PSGV")
    path = newsroom.write("a.xlf", text.encode("latin-1"))
    newsroom.run("fix", "--write", "a.xlf")
    assert path.read_bytes() == text.replace("PSGV", "&#381;HPX").encode("latin-1")


BAD = {
    "cut.xlf": ("<xliff>\n<file>", "cut.xlf: line 2: broken XML (no element found); mend it"),
    "bad.tmx": ("<tmx>\n<tu></tmx>", "bad.tmx: line 2: broken XML (mismatched tag); mend it"),
    "html.xlf": ("<p>x</p>", "html.xlf: line 1: <p> is not XLIFF"),
    "xliff.tmx": ("<xliff/>", "xliff.tmx: line 1: <xliff> is not TMX"),
    "empty.xlf": ("", "empty.xlf: line 1: broken XML (no element found)"),
    "bomb.xlf": (
        '<!DOCTYPE x [<!ENTITY a "aa">\n<!ENTITY b "&a;&a;">]><xliff>&b;</xliff>',
        "bomb.xlf: line 1: declares entities; save it without a DOCTYPE",
    ),
    "fetch.xlf": (
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><xliff>&a;</xliff>',
        "fetch.xlf: line 1: declares entities",
    ),
    "deep.xlf": ("<xliff>" + "<g>" * 999 + "</g>" * 999 + "</xliff>", "deep.xlf: line 1: over 200"),
    "lang.xlf": (
        '<xliff version="1.2">\n<file target-language="xx"><trans-unit><source>a</source>'
        "<target>b</target></trans-unit></file></xliff>",
        "lang.xlf: line 2: target-language 'xx' is no language code",
    ),
    "enc.xlf": ('<?xml version="1.0" encoding="klingon"?><xliff/>', "enc.xlf: line 1: no encoding"),
    "bad.po": (
        'msgid "a"\nmsgstr "b" c\n',
        'bad.po: line 2: no PO (msgstr "b" c); see what msgfmt',
    ),
    "latin.po": (
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=ISO-8859-2\\n"\n',
        "latin.po: written in iso-8859-2; convert it with msgconv -t UTF-8",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_refused(newsroom: Newsroom, name: str) -> None:
    content, error = BAD[name]
    newsroom.write(name, content)
    result = newsroom.run("check", name)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"calque: error: {error}")
    assert result.stderr.count("\n") == 1


def test_undefined_entities_are_things() -> None:
    text = '<!DOCTYPE xliff SYSTEM "x.dtd">' + XLIFF.format("a", "one &foo; two")
    assert view(read_document("a.xlf", text)).text == "one ￼ two"


def test_standard_input(newsroom: Newsroom) -> None:
    text = given(XLIFF_1)
    result = newsroom.run("fix", "-", "--input-format=xliff", stdin=text)
    assert result.stdout == mended(XLIFF_1)


def test_the_source_is_in_the_file(newsroom: Newsroom) -> None:
    newsroom.write("a.xlf", given(XLIFF_1))
    newsroom.write("s.txt", "x")
    result = newsroom.run("check", "a.xlf", "--source", "s.txt")
    assert result.exit_code == 2
    assert "this format has its own sources" in result.stderr


@pytest.mark.parametrize(
    ("options", "header"),
    [
        ((), "source\ttarget\n"),
        (("--text-field=en", "--source-field=ru"), "ru\ten\n"),
        (("--text-field=2", "--source-field=1"), ""),
    ],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_pairs_in_a_table(
    newsroom: Newsroom, options: tuple[str, ...], header: str, ends: str
) -> None:
    text = f"{header}ПСГВ\tThe PSGV\n\nДва ПСГВ\tTwo\n".replace("\n", ends)
    path = newsroom.write("pairs.tsv", text.encode())
    found = newsroom.run("check", "pairs.tsv", "--format=json", *options).stdout
    assert [doc["row"] for doc in json.loads(found)["documents"]] == ([2, 4] if header else [1, 3])
    newsroom.run("fix", "--write", "pairs.tsv", *options)
    assert path.read_bytes() == text.replace("PSGV", "NHPX").encode()


def test_a_table_without_the_column(newsroom: Newsroom) -> None:
    newsroom.write("a.tsv", "ПСГВ\tPSGV\n")
    result = newsroom.run("check", "a.tsv", "--text-field=3")
    assert result.exit_code == 2
    assert 'line 1: no column "3" but ПСГВ, PSGV; name it with --text-field' in result.stderr


def test_a_long_line(newsroom: Newsroom) -> None:
    long = given(XLIFF_1).replace("<note>", "<note>" + "x" * 5_000_001)
    newsroom.write("a.xlf", long)
    assert newsroom.run("check", "a.xlf").exit_code == 1


@pytest.mark.parametrize("code", ['<x id="1"/>', '<bpt id="1">a</bpt>', '<ph id="1">b</ph>'])
@pytest.mark.parametrize("place", ["Leena lives in Turku.{}", "{} Leena lives in Turku. {}"])
def test_a_code_in_a_segment_hides_nothing_that_is_said_of_all_of_it(code: str, place: str) -> None:
    from calque import check

    unit = (
        '<xliff version="1.2"><file source-language="fi" target-language="en"><body>'
        f'<trans-unit id="1"><source>Leena ei asu Turussa.{code}</source>'
        f"<target>{place.format(code, code)}</target></trans-unit></body></file></xliff>"
    )
    (finding,) = check(unit, format="xliff").findings
    assert finding.rule.id == "BIL006"
    assert unit[slice(*finding.span)] == "Leena lives in Turku."
