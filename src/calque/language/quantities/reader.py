"""
A text and its language's tables, as the readers of numbers and dates use them.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from calque.language.quantities.lexicon import Lexicon
from calque.language.quantities.tokens import Token, after, before, token_at
from calque.language.quantities.words import compound

_CHAIN: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+){1,4}")


class Number(NamedTuple):
    """
    A number at `[start, end)`, before its surroundings are looked at.

    `first` is the token that it begins in, `through` where what was read for it ends (an ordinal
    ending is past `end`). `factor` is what its scale words multiplied it by; the rest is as in
    `Quantity`.
    """

    first: Token
    start: int
    end: int
    value: float
    others: tuple[float, ...] = ()
    high: float = 0.0
    kind: str = "cardinal"
    weak: bool = False
    factor: float = 1.0
    through: int = 0


class Reader:
    """The text as it is (`original`) and plain (`text`), and the language's tables."""

    def __init__(self, original: str, text: str, lex: Lexicon) -> None:
        self.original = original
        self.text = text
        self.lex = lex
        self.date = str(lex.cldr["date"])

    def seed(self, at: int) -> Token | None:
        """The next token, from a place on, that can begin a quantity."""
        while seed := self.lex.seeds.search(self.text, at):
            if token := token_at(self.text, seed.start()):
                return self._whole(token)
            at = seed.start() + 1
        return None

    def next(self, end: int) -> Token | None:
        """The token after a place where only a space or hyphen parts the two."""
        token = after(self.text, end)
        return self._whole(token) if token else None

    def _whole(self, token: Token) -> Token:
        """The longest number word with hyphens in it that begins with a word: quatre-vingt-dix."""
        if token.kind == "word" and self.lex.hyphenated and self.text.startswith("-", token.end):
            chain = _CHAIN.match(self.text, token.start)
            parts = chain.group().split("-") if chain else []
            for size in range(len(parts), 1, -1):
                joined = "-".join(parts[:size])
                if joined in self.lex.words.exact:
                    return Token("word", token.start, token.start + len(joined), joined)
        return token

    def last(self, start: int) -> Token | None:
        """The token before a place where only a space or hyphen parts the two."""
        return before(self.text, start)

    def value(self, token: Token) -> tuple[float, str]:
        """
        What a word inside a number adds, and how.

        `cardinal` and `ordinal` add, `times` multiplies; empty for a word that is no number.
        """
        if (scale := self.lex.scales.get(token.text)) is not None:
            return scale, "cardinal" if scale >= 1000 else "times"
        word = self.lex.word(token.text)
        if word and word.kind != "implied":
            return word.value, word.kind
        if self.lex.compound and not word and (found := compound(token.text, self.lex.lang)):
            return (found.value, found.kind) if found.whole else (0.0, "")
        return 0.0, ""

    def past_article(self, end: int) -> Token | None:
        """The next word, "of" and an article skipped."""
        token = self.next(end)
        for skipped in (self.lex.of, self.lex.articles):
            if token and token.text in skipped:
                token = self.next(token.end)
        return token if token and token.kind == "word" else None
