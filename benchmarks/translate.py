"""
Translation models: how fast, how true to the glossary, how good a judge, how careful the gate.

Reads the small Finnish-English model in `models/tiny-fi-en` beside the `--bench` folder; sentences
are our own (`everyday.py`). The model knows plain sentences and nothing of the news, so the figures
compare ways of using a model; they say nothing of how well one translates. A GPU is for `gpu.py`.
"""

from __future__ import annotations

import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.everyday import Everyday, TermPair, sentences, with_terms
from calque.config import Config
from calque.detect import all_rules
from calque.resources import Resources
from calque.translate.attention import edited
from calque.translate.engine import Pieces, Settings
from calque.translate.gate import Candidate, Gate
from calque.translate.held import Holder
from calque.translate.terms import keeps, terms
from calque.translate.translator import Translator, open_translator

_SPEED_SENTENCES = 192
_DAMAGED = 300


def run(bench: Path) -> None:
    """Print all figures."""
    folder = bench.parent / "models" / "tiny-fi-en"
    if not folder.is_dir():
        print(f"  no model in {folder}")
        return
    model = str(folder)
    res = Resources(Config())
    _speed(model)
    fast = _opened(model, "ctranslate2", "float32")
    _glossary(fast, res)
    _judge(fast)
    _gate(_opened(model, "ctranslate2", "auto"), res)


def _opened(model: str, engine: str, precision: str = "auto", beams: int = 4) -> Translator:
    settings = Settings(engine, "cpu", beams, precision, threads=1)
    return open_translator(model, "fi", "en", settings, memory=False)


def _speed(model: str) -> None:
    """Sentences per CPU-second, one thread, both engines in one run."""
    print("  sentences per CPU-second     batch 1   batch 16")
    some = [one.fi for one in sentences(_SPEED_SENTENCES)]
    rates: dict[str, float] = {}
    for engine in ("transformers", "ctranslate2"):
        for beams, name in ((1, "greedy"), (4, "beam 4")):
            translator = _opened(model, engine, beams=beams)
            pieces = [translator.vocabulary.source(one) for one in some]
            row = [_rate(translator.engine.translate, pieces, size) for size in (1, 16)]
            print(f"    {engine + ', ' + name:24} {row[0]:9,.0f} {row[1]:10,.0f}")
            rates[f"{engine} {name}"] = row[1]
    pairs = [(one.fi, one.en) for one in sentences(_SPEED_SENTENCES)]
    for engine in ("transformers", "ctranslate2"):
        translator = _opened(model, engine)
        translator.score(pairs[:1])
        began = time.process_time()
        translator.score(pairs)
        rate = len(pairs) / (time.process_time() - began)
        print(f"    {engine + ', forced score':24} {'':9} {rate:10,.0f}")
    times = rates["ctranslate2 greedy"] / rates["transformers greedy"]
    print(f"    CTranslate2 against transformers, greedy, batch 16: {times:.1f} times")


def _rate(work: Callable[[Sequence[Pieces]], object], items: list[list[str]], size: int) -> float:
    work(items[:size])  # what is made on first use
    began = time.process_time()
    for start in range(0, len(items), size):
        work(items[start : start + size])
    return len(items) / (time.process_time() - began)


def _glossary(translator: Translator, res: Resources) -> None:
    """How many terms come through, and what it does to the rest of the sentence."""
    from sacrebleu.metrics import CHRF

    pairs = [one for one in with_terms() if _term(one, res)]
    print(f"  glossary, {len(pairs)} sentences with a term      kept    chrF")
    plain = translator.translate([one.fi for one in pairs])
    held = Holder(translator, res).sentences([one.fi for one in pairs])
    how = Counter(outcome.how for one in held for outcome in one.outcomes)
    ways = {
        "unconstrained": plain,
        "term masked as XQ1": _masked(translator, pairs, res),
        "attention edit alone": [
            edited(translator, one.fi, said, terms(one.fi, "fi", "en", res))[0]
            for one, said in zip(pairs, plain, strict=True)
        ],
        "calque": [one.text for one in held],
    }
    references = [[one.en for one in pairs]]
    for name, said in ways.items():
        kept = sum(
            all(keeps(term, text, "en", res) for term in terms(one.fi, "fi", "en", res))
            for one, text in zip(pairs, said, strict=True)
        )
        chrf = CHRF().corpus_score(said, references).score
        print(f"    {name:36} {kept / len(pairs):.3f}   {chrf:5.1f}")
    print(f"    terms: {', '.join(f'{way} {count}' for way, count in how.most_common())}")


def _term(one: TermPair, res: Resources) -> bool:
    """Whether the glossary sees the term; some forms it does not know are left out of the count."""
    return any(term.text == one.term for term in terms(one.fi, "fi", "en", res))


def _masked(translator: Translator, pairs: Sequence[TermPair], res: Resources) -> list[str]:
    sent = []
    for one in pairs:
        term = terms(one.fi, "fi", "en", res)[0]
        sent.append(one.fi[: term.start] + "XQ1" + one.fi[term.end :])
    return [
        text.replace("XQ1", one.term)
        for one, text in zip(pairs, translator.translate(sent), strict=True)
    ]


def _judge(translator: Translator) -> None:
    """How often the right translation scores above a corrupted one of the same sentence."""
    pairs = sentences(300, seed=2)
    others = [one.en for one in sentences(300, seed=3)]
    print(f"  forced decoding, {len(pairs)} sentences, right above corrupted")
    right = translator.score([(one.fi, one.en) for one in pairs])
    total: list[bool] = []
    for name, corrupt in (
        ("one word replaced", _replaced),
        ("negation inserted or taken", _negated),
        ("last words dropped", _dropped),
        ("of another sentence", None),
    ):
        wrong = [corrupt(one) for one in pairs] if corrupt else others
        scores = translator.score(list(zip([one.fi for one in pairs], wrong, strict=True)))
        above = [
            a > b
            for a, b, one, bad in zip(right, scores, pairs, wrong, strict=True)
            if bad != one.en and a is not None and b is not None
        ]
        print(f"    {name:36} {sum(above) / len(above):.3f} of {len(above)}")
        if corrupt:
            total += above
    print(f"    {'corrupted, all':36} {sum(total) / len(total):.3f}")


_WORDS = ("house", "green", "reading", "seven", "never", "mother", "walked", "Bob", "table", "old")


def _replaced(one: Everyday) -> str:
    chance = random.Random(one.fi)
    words = one.en.rstrip(".?").split()
    at = chance.randrange(len(words))
    words[at] = chance.choice([word for word in _WORDS if word != words[at]])
    return " ".join(words) + one.en[-1]


def _negated(one: Everyday) -> str:
    for no, yes in (("didn't ", ""), ("doesn't ", ""), ("can't", "can")):
        if no in one.en:
            return one.en.replace(no, yes)
    for word in (" is ", " was ", " can ", " has ", " will "):
        if word in one.en:
            return one.en.replace(word, f"{word}not ", 1)
    name, _, rest = one.en.partition(" ")
    return f"{name} never {rest}"


def _dropped(one: Everyday) -> str:
    words = one.en.split()
    return " ".join(words[: max(1, len(words) * 2 // 3)])


def _gate(translator: Translator, res: Resources) -> None:
    """What is offered for damaged segments; names and numbers are known from their making."""
    made = [one for one in sentences(1000, seed=4) if one.number][:_DAMAGED]
    damaged = [(one, old) for one, old in zip(made, _damages(made), strict=True)]
    held = Holder(translator, res).sentences([one.fi for one, _ in damaged])
    candidates = [
        Candidate(one.fi, old, new) for (one, old), new in zip(damaged, held, strict=True)
    ]
    verdicts = Gate(translator, res, all_rules()).judge(candidates)
    offered = [
        (one, new.text)
        for (one, _), new, verdict in zip(damaged, held, verdicts, strict=True)
        if verdict.passes
    ]
    lost = {
        "all renderings": [(one, new.text) for (one, _), new in zip(damaged, held, strict=True)],
        "offered by the gate": offered,
    }
    print(f"  gate, {len(damaged)} damaged segments          number   of name   of")
    for name, pairs in lost.items():
        numbers = sum(not _has(text, one.number) for one, text in pairs)
        names = sum(not _has(text, one.name) for one, text in pairs)
        print(f"    {name:28} lost {numbers:6} {len(pairs):4} {names:6} {len(pairs):4}")
    reasons = Counter(
        verdict.reasons[0].partition(":")[0] for verdict in verdicts if verdict.reasons
    )
    print(f"    refused: {', '.join(f'{why} {count}' for why, count in reasons.most_common(5))}")


def _has(text: str, word: str) -> bool:
    return re.search(rf"\b{word}\b", text) is not None


def _damages(made: Sequence[Everyday]) -> Iterator[str]:
    """Each translation with one thing wrong, in turn."""
    for number, one in enumerate(made):
        yield (
            one.fi,
            one.en.replace(one.number, "47"),
            one.en.replace(one.name, "Igor"),
            _dropped(one),
            f"{one.en.rstrip('.')} {one.en.rstrip('.')} {one.en}",
        )[number % 5]
