"""
Translate, and hold the translation to the glossary.

First as the model would. Where a term is missing, with a stand-in for it (`carrier.py`); where that
does not come back as often as it was sent, by the model's attention (`attention.py`); where that
tells nothing, the term is reported as lost. Constrained beam search would be another way, but it
left transformers' core, CTranslate2 never had it, and it only ever knew one form of a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from calque.resources import Resources
from calque.translate.attention import edited
from calque.translate.babble import runs_away
from calque.translate.batches import windows
from calque.translate.carrier import ATTEMPTS, Carried, carried, put_back
from calque.translate.sentences import Parted
from calque.translate.terms import Term, keeps, terms
from calque.translate.translator import Translator

KEPT, CARRIER, ATTENTION, LOST = "kept", "carrier", "attention", "lost"


class Outcome(NamedTuple):
    """What became of a term: `kept` by the model itself, by `carrier` or `attention`, or `lost`."""

    term: Term
    how: str


class Held(NamedTuple):
    """A rendering, and what became of each term of its source."""

    text: str
    outcomes: tuple[Outcome, ...]


class Holder:
    """A translator that is held to a glossary."""

    def __init__(self, translator: Translator, res: Resources) -> None:
        self.translator = translator
        self._res = res
        self._langs = (translator.source_lang, translator.target_lang)

    def texts(self, texts: Iterable[str]) -> Iterator[Held]:
        """
        Translate texts of any length, a few hundred at a time; see `Translator.texts`.

        What became of the terms is told for each text, in order.
        """
        for window in windows(texts):
            apart = [self.translator.parted(text) for text in window]
            said = iter(self.sentences([s for one in apart for s in one.sentences]))
            for one in apart:
                yield _joined(one, [next(said) for _ in one.sentences], self._langs[1])

    def sentences(self, sentences: Sequence[str]) -> list[Held]:
        """Translate sentences."""
        wanted = [terms(sentence, *self._langs, self._res) for sentence in sentences]
        plain = self.translator.translate(sentences)
        held: dict[int, Held] = {}
        missing: dict[int, list[Term]] = {}
        for number, (text, own) in enumerate(zip(plain, wanted, strict=True)):
            lacking = [term for term in own if not self._keeps(term, text)]
            held[number] = Held(text, tuple(_outcomes(own, lacking, LOST)))
            if lacking:
                missing[number] = lacking
        for attempt in range(len(ATTEMPTS)):
            for number, text in self._carried(sentences, wanted, missing, attempt):
                lacking = missing.pop(number)
                held[number] = Held(text, tuple(_outcomes(wanted[number], lacking, CARRIER)))
        for number, lacking in missing.items():
            text, lost = edited(self.translator, sentences[number], plain[number], lacking)
            held[number] = Held(
                text,
                tuple(Outcome(term, _how(term, lacking, lost)) for term in wanted[number]),
            )
        return [held[number] for number in range(len(sentences))]

    def _carried(
        self,
        sentences: Sequence[str],
        wanted: Sequence[Sequence[Term]],
        missing: dict[int, list[Term]],
        attempt: int,
    ) -> list[tuple[int, str]]:
        """The sentences whose terms came back by a stand-in."""
        sent: list[tuple[int, Carried]] = []
        for number, lacking in missing.items():
            one = carried(
                sentences[number], lacking, self.translator.vocabulary, self._langs[0], attempt
            )
            if one:
                sent.append((number, one))
        said = self.translator.translate([one.sentence for _, one in sent])
        found = []
        for (number, one), text in zip(sent, said, strict=True):
            back = put_back(text, one, self._langs[1])
            if not back or runs_away(one.sentence, text):
                continue
            if all(self._keeps(term, back) for term in wanted[number]):
                found.append((number, back))
        return found

    def _keeps(self, term: Term, text: str) -> bool:
        return keeps(term, text, self._langs[1], self._res)


def _outcomes(own: Sequence[Term], lacking: Sequence[Term], how: str) -> Iterator[Outcome]:
    for term in own:
        yield Outcome(term, how if term in lacking else KEPT)


def _how(term: Term, lacking: Sequence[Term], lost: Sequence[Term]) -> str:
    if term not in lacking:
        return KEPT
    return LOST if term in lost else ATTENTION


def _joined(parted: Parted, held: Sequence[Held], lang: str) -> Held:
    text = parted.joined([one.text for one in held], lang)
    return Held(text, tuple(outcome for one in held for outcome in one.outcomes))
