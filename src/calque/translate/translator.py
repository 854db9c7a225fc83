"""
A model at work on text: translate, score, and say which word came from which.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from typing import NamedTuple

from calque.errors import ModelError, PairError
from calque.language.codes import language_name
from calque.translate.babble import babbles, known_sentences, runs_away
from calque.translate.batches import batches, windows
from calque.translate.defaults import default_model, same_language, target_token
from calque.translate.engine import Attention, Engine, Pieces, Settings, missing_library
from calque.translate.memory import Memory
from calque.translate.model import Model, find_model
from calque.translate.sentences import Parted, parted
from calque.translate.vocabulary import Vocabulary


class Aligned(NamedTuple):
    """The pieces of a sentence and of its rendering, and what each of the latter attends to."""

    source: Pieces
    target: Pieces
    attention: Attention


def open_translator(
    name: str | None,
    source_lang: str,
    target_lang: str,
    settings: Settings | None = None,
    *,
    token: str = "",
    memory: bool = True,
) -> Translator:
    """
    Return the model of that name, or the usual one for the pair, ready for work.

    `name` is a folder or a name on the hub; `token` the `>>xxx<<` to put before every sentence,
    where the model wants one and it does not follow from `target_lang`; without `memory` nothing is
    kept between runs. Raises ModelError where the model can't be had or babbles, and PairError
    where it is for another pair.
    """
    settings = settings or Settings()
    _check_installed(settings)
    model = find_model(name or default_model(source_lang, target_lang))
    _check_pair(model, source_lang, target_lang)
    plain = Vocabulary(model)
    token = target_token(model, plain.tokens, target_lang, token)
    vocabulary = Vocabulary(model, token) if token else plain
    engine = _engine(model, vocabulary, settings)
    kept = Memory(f"{model.revision}|{engine.settings}|{token}") if memory else None
    translator = Translator(model, vocabulary, engine, (source_lang, target_lang), kept)
    translator.check()
    return translator


def _check_installed(settings: Settings) -> None:
    """What was asked for by name needs all of its extra, whatever is missed first."""
    if settings.engine == "transformers":
        for library in ("torch", "transformers", "sentencepiece"):
            if find_spec(library) is None:
                raise missing_library(library, "transformers")


def _check_pair(model: Model, source_lang: str, target_lang: str) -> None:
    pairs = ((model.source_lang, source_lang), (model.target_lang, target_lang))
    if not all(same_language(theirs, ours) for theirs, ours in pairs):
        ours = f"{language_name(source_lang)} to {language_name(target_lang)}"
        raise PairError(
            f"{model.name} translates {model.source_lang} to {model.target_lang}, not {ours}; "
            "name another model"
        )


def _engine(model: Model, vocabulary: Vocabulary, settings: Settings) -> Engine:
    name = settings.engine
    if name == "auto":
        name = "ctranslate2" if model.is_converted or find_spec("ctranslate2") else "transformers"
    if name == "ctranslate2":
        from calque.translate.with_ctranslate2 import CTranslate2

        return CTranslate2(model, vocabulary, settings)
    from calque.translate.with_transformers import Transformers

    return Transformers(model, vocabulary, settings)


class Translator:
    """A model with its engine; `languages` are the codes it translates from and to."""

    def __init__(
        self,
        model: Model,
        vocabulary: Vocabulary,
        engine: Engine,
        languages: tuple[str, str],
        memory: Memory | None = None,
    ) -> None:
        self.model = model
        self.vocabulary = vocabulary
        self.engine = engine
        self.source_lang, self.target_lang = languages
        self._memory = memory

    def __str__(self) -> str:
        return f"{self.model} ({self.engine.settings})"

    def check(self) -> None:
        """Raise ModelError where the model babbles on sentences that are known."""
        known = known_sentences(self.source_lang)
        if known:
            said = self.translate(known)
            reason = babbles(known, said, self.score(list(zip(known, said, strict=True))))
            if reason:
                raise ModelError(
                    f"{self.model.name} babbles: {reason}; fetch it again, or use another version "
                    f"of {self.engine.name}"
                )

    def texts(self, texts: Iterable[str]) -> Iterator[str]:
        """
        Translate texts of any length, each sentence by itself; line breaks stay.

        They come as they are done, in order, and no more than a few hundred are held at a time.
        """
        for window in windows(texts):
            apart = [self.parted(text) for text in window]
            said = iter(self.translate([s for one in apart for s in one.sentences]))
            for one in apart:
                yield one.joined([next(said) for _ in one.sentences], self.target_lang)

    def parted(self, text: str) -> Parted:
        """A text as sentences that the model can take."""
        return parted(text, self.source_lang, self._fits)

    def translate(self, sentences: Sequence[str]) -> list[str]:
        """
        Translate sentences; what was translated before is taken from the cache.

        One that the model loops on or leaves empty is tried again with loops forbidden.
        """
        said: dict[str, str] = {}
        for window in windows(dict.fromkeys(sentences)):
            known = self._memory.find(window) if self._memory else {}
            unknown = [sentence for sentence in window if sentence not in known]
            new = dict(zip(unknown, self._translate(unknown), strict=True))
            amiss = [sentence for sentence in unknown if runs_away(sentence, new[sentence])]
            if amiss:
                again = self._translate(amiss, careful=True)
                new.update(zip(amiss, again, strict=True))
            if self._memory:
                self._memory.keep(new)
            said |= known | new
        return [said[sentence] for sentence in sentences]

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[float | None]:
        """
        How likely the model holds each translation of its source to be, by forced decoding.

        The mean log-probability (natural, 0 at best) of a piece, the end included. It tells between
        translations of one sentence, not between sentences. None where a side is empty or longer
        than the model takes.
        """
        scores: list[float | None] = [None] * len(pairs)
        pieces = [self._both(*pair) for pair in pairs]
        fit = [
            number
            for number, pair in enumerate(pieces)
            if all(0 < len(side) <= self.engine.limit for side in pair)
        ]
        for batch in self._batches([sum(map(len, pieces[number])) for number in fit]):
            numbers = [fit[place] for place in batch]
            found = self.engine.score(*zip(*(pieces[n] for n in numbers), strict=True))
            for number, each in zip(numbers, found, strict=True):
                scores[number] = sum(each) / len(each)
        return scores

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Aligned]:
        """Which pieces of each rendering came from which of its source, both within the limit."""
        pieces = [self._both(*pair) for pair in pairs]
        found: dict[int, Aligned] = {}
        for batch in self._batches([sum(map(len, pair)) for pair in pieces]):
            some = [pieces[number] for number in batch]
            looked = self.engine.attention(*zip(*some, strict=True))
            for number, pair, attention in zip(batch, some, looked, strict=True):
                found[number] = Aligned(*pair, attention)
        return [found[number] for number in range(len(pairs))]

    def _translate(self, sentences: Sequence[str], *, careful: bool = False) -> list[str]:
        pieces = [self.vocabulary.source(sentence) for sentence in sentences]
        said = [""] * len(sentences)
        for batch in self._batches([len(one) for one in pieces]):
            found = self.engine.translate([pieces[number] for number in batch], careful=careful)
            for number, each in zip(batch, found, strict=True):
                said[number] = self.vocabulary.text(each)
        return said

    def fits(self, source: str, rendering: str) -> bool:
        """Whether both have something in them, and no more than the model takes."""
        return all(0 < len(pieces) <= self.engine.limit for pieces in self._both(source, rendering))

    def _both(self, source: str, rendering: str) -> tuple[list[str], list[str]]:
        return self.vocabulary.source(source), self.vocabulary.target(rendering)

    def _batches(self, lengths: Sequence[int]) -> Iterator[list[int]]:
        return batches(lengths, self.engine.capacity)

    def _fits(self, text: str) -> bool:
        limit = self.engine.limit
        # A piece has at least a character; two are for `>>xxx<<` and the first space.
        return len(text) <= limit - 2 or len(self.vocabulary.source(text)) <= limit
