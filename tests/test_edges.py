"""A torture text of our own: nothing in it may be corrupted."""

from __future__ import annotations

from functools import cache
from time import process_time

import pytest

import calque
from calque.config import Config
from calque.finding import Safety
from calque.glossary.load import builtin_folder, load
from calque.language.articles import with_article
from calque.language.quotes import quotations
from calque.pipeline import Checker

HOUSE = {
    "house-alliance": {
        "kind": "organisation",
        "ref": "made for this test",
        "en": {"full": "Northern Harbour Pact", "acronym": "NHP"},
        "ru": {"romanised": "SGPD"},
        "fi": {"full": "Pohjoinen satamasopimus", "acronym": "PSAS"},
    },
    "house-person": {
        "kind": "person",
        "ref": "made for this test",
        "en": "Yevgeny Zhuravlyov",
        "ru": "Евгений Журавлёв",
        "fi": "Jevgeni Žuravljov",
    },
    "house-place": {
        "kind": "place",
        "ref": "made for this test",
        "en": "Greenhaven",
        "fi": "Vihersatama",
    },
}


@cache
def checker() -> Checker:
    return Checker(Config(concepts=HOUSE, select=("ACR", "NAM")))


def fixed(text: str, name: str = "a.txt", level: Safety = Safety.SAFE) -> str:
    return checker().fix(checker().read(text, name), level).text


@pytest.mark.parametrize(
    "text, wanted",
    [
        # possessives and capitals
        ("Žuravljov's men", "Zhuravlyov's men"),
        ("Žuravljov’s men", "Zhuravlyov’s men"),
        ("the men of ŽURAVLJOV left", "the men of ZHURAVLYOV left"),
        ("SGPD's base", "NHP's base"),
        # hyphens and dashes of every kind
        ("SGPD-led and pro-SGPD", "NHP-led and pro-NHP"),
        ("SGPD‑led troops", "NHP‑led troops"),
        ("the SGPD—once—and SGPD–EU talks", "the NHP—once—and NHP–EU talks"),
        ("Vihersatama‐based crew", "Greenhaven‐based crew"),
        # articles follow
        ("an SGPD base", "an NHP base"),
        ("a Vihersatama crew", "a Greenhaven crew"),
        # line breaks inside a phrase stay where they were
        ("the Pohjoinen\nsatamasopimus met", "the Northern\nHarbour Pact met"),
        ("Jevgeni\nŽuravljov left", "Yevgeny\nZhuravlyov left"),
        # an emoji before the span
        ("😀🏽 SGPD 👩‍🚒 SGPD", "😀🏽 NHP 👩‍🚒 NHP"),
        ("e\u0301tude by SGPD", "e\u0301tude by NHP"),
        # quotation: names and acronyms are mended there
        ("“SGPD stays,” he said.", "“NHP stays,” he said."),
    ],
)
def test_is_mended(text: str, wanted: str) -> None:
    assert fixed(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "https://sgpd.example/SGPD/Vihersatama?q=SGPD",
        "see www.vihersatama.example/SGPD for more",
        "write to Žuravljov@SGPD.example",
        "by @SGPD and #Vihersatama",
        "run `SGPD --help` first",
        "SGPD/NHP troops and NHP (SGPD) troops and SGPD, or NHP,",
        "the Finnish form is “Vihersatama”",
        "spelled “Žuravljov” in Finland",
        "Žuravljov (sic) and SGPD [sic]",
        "Vihersatamassakin and SGPDX and XSGPD and Žuravljovskaja",
        "the Russian abbreviation SGPD stands for it",
        # a file, a path, a template, an attribute, an identifier
        "see SGPD.pdf in C:\\SGPD\\Vihersatama or /srv/SGPD or ./SGPD/x",
        "{% SGPD %} {{< SGPD >}} {#SGPD} and a note [^SGPD]",
        "<a href='SGPD' title=\"Vihersatama\">x</a>",
        "``a ` SGPD`` and SGPD_press and x_SGPD",
        "SGPD@mil and &@SGPD",
        # vouched for, however it is written
        "“Žuravljov” (sic) and Žuravljov’s (sic) men and the SGPD-led [*sic*] corps",
        # spoken of, or given in another language
        "known in Finland as “Vihersatama”, in a book called “SGPD”",
        "NHP aka SGPD, NHP (Russian: SGPD), the pact (SGPD in Russian)",
        "Greenhaven (in Finnish Vihersatama; Russian: SGPD)",
        # another letter
        "SGPD\u0301 and Vihersatama\u0308",
        "Pohjoinen\n\nsatamasopimus",
        "Anna-Žuravljov and Žuravljov-Petrova and Anna Žuravljov",
        "<!-- calque: ignore -->\nSGPD",
        "SGPD <!-- calque: ignore ACR001 --> left",
        "<!-- calque: ignore-start ACR NAM -->\nSGPD\n\nVihersatama\n<!-- calque: ignore-end -->",
    ],
)
def test_stays(text: str) -> None:
    assert fixed(text, level=Safety.REVIEW) == text


@pytest.mark.parametrize(
    "text, wanted",
    [
        ("Žuravljovin mukaan", "Zhuravlyov's mukaan"),
        ("in Vihersatamassa", "in Greenhaven"),
        ("PSAS:n base", "NHP's base"),
    ],
)
def test_finnish_endings_want_a_look(text: str, wanted: str) -> None:
    assert fixed(text) == text
    assert fixed(text, level=Safety.REVIEW) == wanted


def test_a_name_that_goes_on_in_no_english_word_wants_a_look() -> None:
    longer = "The Pohjoinen satamasopimus Kalavesi met."
    assert fixed(longer) == longer
    assert fixed(longer, level=Safety.REVIEW) == "The Northern Harbour Pact Kalavesi met."
    assert (
        fixed("The Pohjoinen satamasopimus Council met.")
        == "The Northern Harbour Pact Council met."
    )


@pytest.mark.parametrize(
    "text, wanted",
    [
        (
            '<p>The <b>SGPD</b> met in <a href="/SGPD?x=Vihersatama">Vihersatama</a>.</p>',
            '<p>The <b>NHP</b> met in <a href="/SGPD?x=Vihersatama">Greenhaven</a>.</p>',
        ),
        (
            "<p>the <i>Pohjoinen</i> satama&shy;sopimus &amp; SGPD</p>",
            "<p>the <i>Northern</i> Harbour Pact &amp; NHP</p>",
        ),
        ("<pre>SGPD</pre><code>SGPD</code><p translate='no'>SGPD</p>", None),
        ("<script>var a = 'SGPD'</script><!-- SGPD --><style>.SGPD{}</style>", None),
    ],
)
def test_html(text: str, wanted: str | None) -> None:
    assert fixed(text, "a.html") == (wanted or text)


@pytest.mark.parametrize(
    "text, wanted",
    [
        (
            "The **SGPD** met in [Vihersatama](/SGPD).\n",
            "The **NHP** met in [Greenhaven](/SGPD).\n",
        ),
        ("# SGPD\n\n> SGPD\n\n- SGPD\n", "# NHP\n\n> NHP\n\n- NHP\n"),
        ("```\nSGPD\n```\n\n    SGPD\n\n`SGPD`\n", None),
        ("the *Pohjoinen\nsatamasopimus* met\n", "the *Northern\nHarbour Pact* met\n"),
    ],
)
def test_markdown(text: str, wanted: str | None) -> None:
    assert fixed(text, "a.md") == (wanted or text)


@pytest.mark.parametrize(
    "text, quoted",
    [
        ("‘All is well,’ he said.", ["All is well,"]),
        ("‘I can’t,’ he said. ‘We won’t.’", ["I can’t,", "We won’t."]),
        ("‘The workers’ rights are gone,’ she said.", ["The workers’ rights are gone,"]),
        ("He called it ‘a mess’ and left.", ["a mess"]),
        ("“She said ‘no’ to me,” he said.", ["She said ‘no’ to me,"]),
        ("In the ‘90s the workers’ rights grew; it’s so, Sana‘a.", []),
        ("‘Open to the end of\n\nthe paragraph’", []),
        ("‚Alles gut‘, sagte er.", ["Alles gut"]),
        # a blank inside, as French has it, or marks turned outward, as in Danish
        ("« Tout va bien », dit-il. « Partons. »", [" Tout va bien ", " Partons. "]),
        ("»Alt er godt«, sagde han. »Kom.«", ["Alt er godt", "Kom."]),
        # without blank lines a line is a paragraph, unless lines are wrapped
        (f"“Open to the end\n{'of a line that nobody would wrap ' * 4}", ["Open to the end"]),
        ("“Open to the end\nof all that is there", ["Open to the end\nof all that is there"]),
    ],
)
def test_quotation_marks(text: str, quoted: list[str]) -> None:
    assert [text[slice(*span)] for span in quotations(text)] == quoted


def test_the_builtin_glossary_is_not_needed() -> None:
    assert load([builtin_folder()], HOUSE).concepts["house-person"].kind == "person"


@pytest.mark.parametrize(
    "word, wanted", [("Icelandic", "an"), ("Ukrainian", "a"), ("Turkish", "a")]
)
def test_a_language_has_its_article(word: str, wanted: str) -> None:
    assert with_article(word) == f"{wanted} {word}"


def test_one_name_many_times_is_not_compared_with_itself() -> None:
    # Each hit against each took minutes here.
    doc = checker().read("Sergei " * 20_000, "a.txt")
    assert all(finding.rule.id != "NAM001" for finding in checker().check(doc).findings)


FIGURES = "At least 12 people died in the fire in Oslo. In all, 9 people died in the fire in Oslo. "


@pytest.mark.parametrize(
    "text",
    [
        *("x" * 60_000, "1" * 60_000, "1 2 " * 15_000, "a b " * 15_000, "A." * 30_000),
        *("Share on Facebook " * 10_000, FIGURES * 700),
    ],
)
def test_a_text_like_no_text_takes_no_longer(text: str) -> None:
    """Somebody may send anything to a service: no time may grow with the square of a text."""
    checker().check(checker().read("warm", "a.txt"))
    began = process_time()
    checker().check(checker().read(text, "a.txt"))
    assert process_time() - began < 5


def test_no_language_is_the_checkers_own() -> None:
    text = "ODKB forces left Kiova."
    assert len(calque.check(text, lang="").findings) == len(calque.check(text).findings) == 2
