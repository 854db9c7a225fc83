"""The language that a word was left in is named only where it can't well be another."""

from __future__ import annotations

import pytest

import calque


def messages(text: str, **sides: str) -> list[str]:
    findings = calque.check(text, **sides).findings
    return [finding.message for finding in findings if finding.rule.id == "UNT006"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The ferry was myöhästynyt by an hour.", "Finnish"),
        ("She found the þjónustumiðstöð closed.", "Icelandic"),
        # Estonian could have it as well
        ("«The ferry lay in the satamassa,» said Tokajev.", "another language"),
        # but not where all else says that the text is from Finnish
        (
            "Tokajev met Žapparov and Zelenskyi in Kiova. The ODKB lay in the satamassa.",
            "Finnish",
        ),
    ],
)
def test_a_language_is_named_where_it_is_sure(text: str, language: str) -> None:
    assert [message.partition(" in ")[2] for message in messages(text)] == [language]


def test_what_is_given_is_named() -> None:
    source = "Satamassa on uusi nosturi."
    found = messages("There is a new nosturi in the port.", source=source, source_lang="fi")
    assert found == ["“nosturi” was left in Finnish"]


def test_every_language_has_a_name() -> None:
    source = "Sabon ginin yana bakin kasuwa."
    found = messages("The new building is by the kasuwa.", source=source, source_lang="ha")
    assert found == ["“kasuwa” was left in Hausa"]
