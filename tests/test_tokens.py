"""Tokens, their traits, and what is remembered of them."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from calque.language.tokens import Memory, Tokens, Trait

_SHOUTED = Trait(lambda token: token if token.isupper() else "")
_LENGTHS = Memory(len)

texts = st.text(st.sampled_from("aB \n.1é"), max_size=40)


@given(texts)
def test_tokens_are_what_stands_between_blanks(text: str) -> None:
    tokens = Tokens(text)
    assert tokens.texts == re.split("[ \n]", text)
    for start, token in zip(tokens.starts, tokens.texts, strict=True):
        assert text.startswith(token, start)
    assert list(tokens.different) == list(tokens.counts)


@given(texts)
def test_a_trait_is_found_at_every_token_that_has_it(text: str) -> None:
    tokens = Tokens(text)
    shouted = [
        (start, token)
        for start, token in zip(tokens.starts, tokens.texts, strict=True)
        if token.isupper()
    ]
    assert tokens.having(_SHOUTED) == shouted
    assert [tokens.texts[number] for number in tokens.places(_SHOUTED)] == [t for _, t in shouted]
    assert list(tokens.which(_SHOUTED)) == list(dict.fromkeys(token for _, token in shouted))
    assert tokens.any(_SHOUTED) == bool(shouted)


@given(texts)
def test_what_is_remembered_of_different_tokens_is_spread_over_all(text: str) -> None:
    tokens = Tokens(text)
    assert list(tokens.each(_LENGTHS)) == list(map(len, tokens.texts))
