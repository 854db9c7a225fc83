"""
What language a text was translated from: how often that is told, and how often rightly.

Reads `news/drift.jsonl` (machine translations into English, of 300 words or more) and the English
originals of `clean/dev.jsonl` as long. Of a translation the text alone is given. For a translation
the right answer is its source's language, or two of which it is one where these can't be told apart
(Russian or Ukrainian); saying nothing is counted apart. For an original it is
to say nothing. Calibration takes `und` (not translated, or not known) for right where no cue points
to the source's language. The same document recurs across systems: each counts one, however often
it comes. Baselines: the largest language, and the language that most words look like which no
English dictionary has.

The shipped ratios were learned on these same documents; `benchmarks.source_learn` prints the
figures of documents that were held out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from benchmarks.data import document, rows
from calque.document import Document
from calque.language.leftovers import TELLING, leftovers
from calque.language.scan import scan
from calque.pipeline import Checker
from calque.provenance import UNKNOWN, Cue
from calque.provenance.posterior import SourceLanguage, source_language

LONG = 300
BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)


class Text(NamedTuple):
    """A text: the document it is a version of, its source language or `und`, length, and cues."""

    doc: str
    lang: str
    words: int
    cues: tuple[Cue, ...]
    leftover: str


class Answer(NamedTuple):
    """The right language, the posterior, and the weight of one text."""

    lang: str
    posterior: dict[str, float]
    weight: float

    @property
    def best(self) -> str:
        """The likeliest language."""
        return max(self.posterior, key=self.posterior.__getitem__)

    @property
    def tellable(self) -> str:
        """What the cues can tell: the language, or `und` where none of them points to it."""
        return self.lang if self.lang in self.posterior else UNKNOWN

    @property
    def said(self) -> tuple[str, ...]:
        """The languages that are named: one, two that can't be told apart, or none."""
        return SourceLanguage(self.posterior, ()).named


def run(bench: Path) -> None:
    """Print accuracy, abstention and calibration, ours and the baselines'."""
    checker = Checker()
    texts = [text for text in read(bench, checker) if text.words >= LONG]
    largest = Counter(text.lang for text in texts if text.lang != UNKNOWN).most_common(1)[0][0]
    show("calque", answers(texts, [dict(source_language(t.cues).posterior) for t in texts]))
    for name, guesses in (
        ("majority", [largest for _ in texts]),
        ("odd words", [text.leftover for text in texts]),
    ):
        show_counts(name, answers(texts, [{guess: 1.0} for guess in guesses]))
    print(f"  {checker.signature}")


def read(bench: Path, checker: Checker) -> Iterable[Text]:
    """The texts of both sets, of any length."""
    for row in rows(bench / "news" / "drift.jsonl"):
        yield text_of(
            f"{row['src_lang']} {row['doc']}", row["src_lang"], document(row).text, checker
        )
    for row in rows(bench / "clean" / "dev.jsonl"):
        if row["kind"] == "english_original":
            yield text_of(row["id"], UNKNOWN, row["text"], checker)


def text_of(doc: str, lang: str, text: str, checker: Checker) -> Text:
    """A text with what is seen in it."""
    plain = Document(doc, text)
    cues = checker.check(plain).source_language.cues
    odd = Counter(word.lang for word in leftovers(scan(plain)) if word.odds >= TELLING)
    leftover = odd.most_common(1)[0][0] if odd else UNKNOWN
    return Text(doc, lang, len(text.split()), cues, leftover)


def weighed(texts: Sequence[Text]) -> list[float]:
    """One for each document, shared among its versions."""
    versions = Counter(text.doc for text in texts)
    return [1 / versions[text.doc] for text in texts]


def answers(texts: Sequence[Text], posteriors: Sequence[dict[str, float]]) -> list[Answer]:
    """Each text's right language beside its posterior."""
    return [
        Answer(text.lang, posterior, weight)
        for text, posterior, weight in zip(texts, posteriors, weighed(texts), strict=True)
    ]


def show(name: str, given: Sequence[Answer]) -> None:
    """Print all figures of one way to tell."""
    show_counts(name, given)
    total = sum(answer.weight for answer in given)
    brier = sum(
        answer.weight
        * sum(
            (answer.posterior.get(lang, 0.0) - (lang == answer.tellable)) ** 2
            for lang in answer.posterior
        )
        for answer in given
    )
    found = [(a.posterior[a.best], a.best == a.tellable, a.weight) for a in given]
    gap = 0.0
    print("    how likely it says the likeliest is, and how often that is right:")
    for low, high in pairwise(BINS):
        inside = [one for one in found if low <= one[0] < high]
        weight = sum(w for *_, w in inside)
        if weight:
            said = sum(p * w for p, _, w in inside) / weight
            right = sum(r * w for _, r, w in inside) / weight
            gap += abs(said - right) * weight / total
            bounds = f"{low:.1f}–{min(high, 1):.1f}"
            print(f"      {bounds}  {said:.2f}  {right:.2f}  ({weight:.0f} documents)")
    print(f"    Brier {brier / total:.3f}, expected calibration error {gap:.3f}")


def show_counts(name: str, given: Sequence[Answer]) -> None:
    """Print how many are named, and how many of them rightly."""
    by_lang: defaultdict[str, list[Answer]] = defaultdict(list)
    for answer in given:
        by_lang[answer.lang].append(answer)
    translated = [answer for answer in given if answer.lang != UNKNOWN]
    print(f"  {name:10} translations {_counts(translated)}")
    for lang in sorted(by_lang, key=lambda lang: (lang == UNKNOWN, lang)):
        label = "originals" if lang == UNKNOWN else f"from {lang}"
        print(f"    {label:21} {_counts(by_lang[lang])}")


def _counts(given: Sequence[Answer]) -> str:
    total = sum(answer.weight for answer in given)
    named = sum(answer.weight for answer in given if answer.said)
    two = sum(answer.weight for answer in given if len(answer.said) > 1)
    right = sum(answer.weight for answer in given if answer.lang in answer.said)
    likeliest = sum(answer.weight for answer in given if answer.best == answer.lang)
    precision = f"{right / named:.2f}" if named else "  – "
    return (
        f"{total:4.0f} documents: named {named / total:.2f} (as one of two {two / total:.2f}), "
        f"rightly {precision}; likeliest is right {likeliest / total:.2f}"
    )
