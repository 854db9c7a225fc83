"""Word files: what is read, and edits that stay inside the runs."""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile, ZipInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calque.edits import apply
from calque.errors import InputError
from calque.finding import Edit
from calque.formats.docx import Docx
from tests.newsroom import Newsroom

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
MARK = "<w:bookmarkEnd/>"
PICTURE = bytes(range(256)) * 40


@pytest.fixture
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    return Newsroom(tmp_path, monkeypatch)


def part(body: str, root: str = "document") -> str:
    inside = f"<w:body>{body}<w:sectPr/></w:body>" if root == "document" else body
    return f"{HEAD}<w:{root} {W}>{inside}</w:{root}>"


def package(body: str, **parts: str) -> bytes:
    """A Word file; `parts` are further members, `word/NAME.xml`."""
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        archive.comment = b"ours"
        for name, data, how in (
            ("[Content_Types].xml", b"<Types/>", ZIP_DEFLATED),
            ("word/media/image1.png", PICTURE, ZIP_STORED),
            ("word/document.xml", part(body).encode(), ZIP_DEFLATED),
            *((f"word/{name}.xml", xml.encode(), ZIP_DEFLATED) for name, xml in parts.items()),
        ):
            member = ZipInfo(name, (2024, 2, 29, 12, 30, 0))
            member.external_attr = 0o644 << 16
            archive.writestr(member, data, how)
    return made.getvalue()


def p(*runs: str) -> str:
    return f"<w:p><w:pPr><w:jc/></w:pPr>{''.join(runs)}</w:p>"


def r(text: str, style: str = "<w:b/>") -> str:
    return f'<w:r><w:rPr>{style}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def body_of(data: bytes) -> str:
    with ZipFile(BytesIO(data)) as archive:
        xml = archive.read("word/document.xml").decode()
    return xml.removeprefix(part("").partition("<w:sectPr/>")[0]).removesuffix(
        "<w:sectPr/></w:body></w:document>"
    )


def edited(body: str, *edits: tuple[int, int, str]) -> str:
    word = Docx(package(body), "a.docx")
    made = [Edit(*edit) for edit in edits]
    return body_of(b"".join(word.mended(apply(word.text, made), made)))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (p(r("To"), "<w:proofErr/>", r("kajev", "")) + p(r("&amp; two")), "Tokajev\n\n& two"),
        (p("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t></w:r>"), "a\nb\tc"),
        (p("<w:hyperlink>", r("link"), "</w:hyperlink>", r("ed")), "linked"),
        (p("<w:del><w:r><w:delText>x</w:delText></w:r></w:del><w:ins>", r("y"), "</w:ins>"), "y"),
        (p("<w:moveFrom>", r("x"), "</w:moveFrom>", r("y")), "y"),
        (p(r("x", "<w:vanish/>"), r("y", '<w:vanish w:val="0"/>')), "y"),
        (p("<w:r><w:instrText>PAGE</w:instrText></w:r>", r("3")), "3"),
        ("<w:tbl><w:tr><w:tc>" + p(r("a")) + "</w:tc></w:tr></w:tbl>" + p() + p(r("b")), "a\n\nb"),
        ("<w:sdt><w:sdtContent>" + p(r("a")) + "</w:sdtContent></w:sdt>", "a"),
        (
            p(
                r("around "),
                "<w:r><w:drawing><w:txbxContent>"
                + p(r("box"))
                + "</w:txbxContent></w:drawing></w:r>",
                r("it"),
            ),
            "around it\n\nbox",
        ),
        (p("<w:oMath/>", r(" is it")), "￼ is it"),
        (p("<w:r><w:t><![CDATA[x]]></w:t></w:r>", r("y")), "￼y"),
    ],
)
def test_reads_as(body: str, said: str) -> None:
    assert Docx(package(body), "a.docx").text == said


def test_notes_and_headers_come_after_the_body() -> None:
    parts = {
        "header2": part(p(r("second")), "hdr"),
        "header1": part(p(r("first")), "hdr"),
        "footnotes": part("<w:footnote>" + p(r("note")) + "</w:footnote>", "footnotes"),
        "styles": part(p(r("no")), "styles"),
    }
    assert Docx(package(p(r("body")), **parts), "a").text == "body\n\nnote\n\nfirst\n\nsecond"


@pytest.mark.parametrize(
    ("body", "edit", "after"),
    [
        (p(r("a PSGV b")), (2, 6, "NHPX"), p(r("a NHPX b"))),
        (p(r("Toka"), r("jev", "<w:i/>")), (0, 7, "Tokayev"), p(r("Toka"), r("yev", "<w:i/>"))),
        (p(r("Tok"), r("aj", ""), r("ev")), (0, 7, "Tokayev"), p(r("Tok"), r("ay", ""), r("ev"))),
        (p(r("PS"), r("GV", "")), (0, 4, "NHPX"), p(r("NHPX"), r("", ""))),
        (p(r("a &lt; b")), (2, 3, "&"), p(r("a &amp; b"))),
        (p(r("a &lt; b")), (3, 3, "x"), p(r("a &lt;x b"))),
        (p(r("ab")), (2, 2, "c"), p(r("abc"))),
        (p(r("ab")), (0, 0, "c"), p(r("cab"))),
        (p(r("a b", "").replace(' xml:space="preserve"', "")), (0, 1, ""), p(r(" b", ""))),
        (
            p("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r>"),
            (0, 3, "c"),
            p("<w:r><w:t>c</w:t><w:t></w:t></w:r>"),
        ),
        (p(r("a")) + p(r("b")) + p(r("c")), (3, 6, ""), p(r("a")) + p(r("c"))),
        (p(r("a")) + p(r("b")), (1, 4, ""), p(r("a"))),
        (p(r("a")) + p(r("b"), MARK), (1, 4, ""), p(r("a")) + p(r(""), MARK)),
        (p(r("a")), (0, 1, ""), p(r(""))),
    ],
)
def test_edits(body: str, edit: tuple[int, int, str], after: str) -> None:
    assert edited(body, edit) == after


LETTERS = st.text(st.sampled_from("abj &<é😀"), max_size=5)
RUNS = st.lists(st.one_of(LETTERS, st.none()), min_size=1, max_size=5)


@settings(deadline=None)
@given(RUNS.filter(lambda runs: "".join(filter(None, runs)).strip()), st.data())
def test_what_is_written_reads_as_the_new_text(runs: list[str | None], data: st.DataObject) -> None:
    escaped = (
        "<w:r><w:tab/></w:r>" if t is None else r(t.replace("&", "&amp;").replace("<", "&lt;"))
        for t in runs
    )
    word = Docx(package(p(*escaped) + p(r("end"))), "a")
    length = len(word.text) - len("\n\nend")
    start = data.draw(st.integers(0, length))
    edit = Edit(start, data.draw(st.integers(start, length)), data.draw(LETTERS))
    text = apply(word.text, [edit])
    again = Docx(b"".join(word.mended(text, [edit])), "a").text
    if not text.removesuffix("\n\nend").strip():
        assert again == "end"
    else:
        assert again == text


def test_the_rest_of_the_package_stays(newsroom: Newsroom) -> None:
    before = package(p(r("The PSGV")), footnotes=part(p(r("Of PSGV")), "footnotes"))
    path = newsroom.write("a.docx", before)
    result = newsroom.run("fix", "--write", "a.docx")
    assert result.exit_code == 0, result.stderr
    after = path.read_bytes()
    assert body_of(after) == p(r("The NHPX"))
    with ZipFile(BytesIO(before)) as old, ZipFile(BytesIO(after)) as new:
        assert new.testzip() is None
        assert new.comment == b"ours"
        for one, two in zip(old.infolist(), new.infolist(), strict=True):
            same = ("filename", "date_time", "compress_type", "external_attr")
            assert [getattr(one, key) for key in same] == [getattr(two, key) for key in same]
            if not one.filename.startswith("word/d") and "foot" not in one.filename:
                assert old.read(one) == new.read(two)
        assert new.read("word/footnotes.xml").decode() == part(p(r("Of NHPX")), "footnotes")
    newsroom.run("fix", "--write", "a.docx")
    assert path.read_bytes() == after


def test_nothing_to_mend_comes_back_byte_for_byte(newsroom: Newsroom) -> None:
    data = package(p(r("The NHPX")))
    newsroom.write("a.docx", data)
    newsroom.run("fix", "a.docx", "-o", "b.docx")
    assert (newsroom.folder / "b.docx").read_bytes() == data


def test_what_is_reported(newsroom: Newsroom) -> None:
    newsroom.write("in/a.docx", package(p(r("First.")) + p(r("The PS"), r("GV left.", ""))))
    result = newsroom.run("check", "in")
    assert "in/a.docx:3:5: major ACR001" in result.stdout.replace("\\", "/")
    found = json.loads(newsroom.run("check", "in", "--format=json").stdout)["documents"][0]
    assert [(f["start"], f["end"], f["segment"]) for f in found["findings"]] == [(12, 16, None)]
    log = json.loads(newsroom.run("check", "in", "--format=sarif").stdout)
    assert all("fixes" not in result for result in log["runs"][0]["results"])
    assert re.search(r"^\+The NHPX left\.$", newsroom.run("fix", "in").stdout, re.MULTILINE)


def test_a_word_file_as_the_source(newsroom: Newsroom) -> None:
    newsroom.write("a.txt", "The PSGV left.\n")
    newsroom.write("s.docx", package(p(r("ПСГВ ушёл."))))
    assert newsroom.run("check", "a.txt", "--source", "s.docx", "--source-lang=ru").exit_code == 1


def test_a_broken_picture_stops_the_fix_and_nothing_else(newsroom: Newsroom) -> None:
    data = package(p(r("The PSGV"))).replace(PICTURE, PICTURE[::-1])
    path = newsroom.write("a.docx", data)
    assert newsroom.run("check", "a.docx").exit_code == 1
    result = newsroom.run("fix", "--write", "a.docx")
    assert result.exit_code == 2
    assert result.stderr.startswith("calque: error: a.docx: not a Word file (Bad CRC-32")
    assert path.read_bytes() == data


def spoiled(how: int) -> bytes:
    """A Word file whose text was packed so, and does not unpack any more."""
    made = BytesIO()
    with ZipFile(made, "w", how) as archive:
        archive.writestr("word/document.xml", part(p(r("PSGV")) * 9))
    data = bytearray(made.getvalue())
    data[60:90] = bytes(30)
    return bytes(data)


BROKEN = package(p(r("x"))).replace(b"word/document.xml", b"word/dacument.xml")


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"no zip", "not a Word file"),
        (b"", "not a Word file"),
        (b"\xd0\xcf\x11\xe0" * 200, "not a Word file"),
        (BROKEN, "no Word text in it"),
        (package("<w:p>"), r"\(word/document.xml\): line 2: broken XML \(mismatched tag\)"),
        (package(p(r("PSGV")))[:-40], "not a Word file"),
        *((spoiled(how), "not a Word file") for how in (ZIP_BZIP2, ZIP_LZMA)),
    ],
)
def test_what_is_refused(data: bytes, error: str) -> None:
    with pytest.raises(InputError, match=error):
        Docx(data, "a.docx")
