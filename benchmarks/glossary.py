"""
What a glossary costs as it grows: a house's made-up names, from a thousand spellings to a million.

Each size is a layer over the built-in glossaries: bodies with a name in each of four languages.
Half of the names begin with a word that the text is full of, so that they can't be passed over at
a glance. *Build* is the first run, which compiles; *start* and *memory* are what a later run has
spent when it has checked its first text; *speed* is all rules on the news (`news/news.txt.gz`) with
a name of the smallest size in every few lines, and in brackets the looking-up alone.

Peers that only look names up get the same names and text in the same run; *start* is what they need
to have the names ready, from a file where they can keep one. Every measurement is a process of its
own on one core; seconds are of CPU, the best of three runs, memory is what was resident at most.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from time import process_time, sleep
from typing import Final

SIZES: Final = (0, 1_000, 10_000, 100_000, 1_000_000)
LANGS: Final = ("en", "fi", "de", "sv")
# The module of each peer.
PEERS: Final = {
    "flashtext2": "flashtext2",
    "pyahocorasick": "ahocorasick",
    "codespell": "codespell_lib",
}
_CHARACTERS: Final = 400_000
_DOCUMENT: Final = 3_000
_LINES: Final = 10
_RUNS: Final = 3
# Seconds after which a file is taken to have lain there.
_SETTLED: Final = 3


def run(bench: Path) -> None:
    """Print build, start, memory and speed for each size, ours and the peers'."""
    with gzip.open(bench / "news" / "news.txt.gz", "rt", encoding="utf-8") as file:
        news = file.read(_CHARACTERS)
    heads = sorted({word for word in news.split() if word.isalpha() and word.istitle()})
    print(f"{'':14}{'spellings':>10}{'build s':>9}{'start ms':>10}{'memory MB':>11}  speed MB/s")
    for size in SIZES:
        names = list(islice(made_up(heads), size))
        known = list(islice(made_up(heads), SIZES[1]))
        with tempfile.TemporaryDirectory() as folder:
            work = Path(folder)
            (work / "text.txt").write_text(_planted(news, known), encoding="utf-8")
            (work / "names.txt").write_text("\n".join(names), encoding="utf-8")
            (work / "house.toml").write_text(house(names), encoding="utf-8")
            sleep(_SETTLED)
            for name in ("calque", *(PEERS if size else ())):
                print(f"{name:14}{size:10,}{_measured(name, work)}", flush=True)


def made_up(heads: list[str]) -> Iterator[str]:
    """Names that nobody has, always the same ones in the same order."""
    rng = random.Random("names")
    seen = set()
    while True:
        first = rng.choice(heads) if rng.random() < 0.5 else _word(rng)
        name = f"{first} {_word(rng)}"
        if name not in seen:
            seen.add(name)
            yield name


def _word(rng: random.Random) -> str:
    syllables = (rng.choice("bdfghjklmnprstvz") + rng.choice("aeiouy") for _ in range(4))
    return "".join(syllables).capitalize()


def _planted(news: str, names: list[str]) -> str:
    rng = random.Random("places")
    lines = news.splitlines()
    for number in range(0, len(lines), _LINES):
        lines[number] += f" It was built by {rng.choice(names)} last year."
    return "\n".join(lines)


def house(names: list[str]) -> str:
    """The names as a glossary, a concept for each four."""
    bodies = []
    for number in range(0, len(names), len(LANGS)):
        called = zip(LANGS, names[number : number + len(LANGS)], strict=False)
        terms = "\n".join(f'{lang} = "{name}"' for lang, name in called)
        bodies.append(f'[made-up-{number}]\nkind = "organisation"\nref = "made up"\n{terms}\n')
    return "\n".join(bodies)


def _measured(name: str, work: Path) -> str:
    if name in PEERS and not find_spec(PEERS[name]):
        return "  not installed"
    before = getrusage(RUSAGE_CHILDREN)
    _child(name, work, "build")
    after = getrusage(RUSAGE_CHILDREN)
    build = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    runs = [_child(name, work, "use") for _ in range(_RUNS)]
    start = 1000 * min(run["start"] for run in runs)
    memory = min(run["memory"] for run in runs)
    speed = f"{max(run['speed'] for run in runs):9.2f}"
    alone = max(run.get("alone", 0) for run in runs)
    return f"{build:9.1f}{start:10.0f}{memory:11.0f}{speed}" + (f" ({alone:.1f})" if alone else "")


def _child(name: str, work: Path, task: str) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.glossary", name, task, str(work)],
        env={**os.environ, "CALQUE_CACHE": str(work / "cache")},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    result: dict[str, float] = json.loads(done.stdout)
    return result


# What follows is done in a process of its own: `build` makes the names ready and keeps them where
# that can be done, `use` says what it takes to have them ready again, and how fast a text is read.


def _calque(task: str, work: Path, text: str) -> dict[str, float]:
    from calque.config import Config
    from calque.document import Document
    from calque.language.scan import scan
    from calque.pipeline import Checker

    checker = Checker(Config(glossaries=(work / "house.toml",)))
    starts = range(0, len(text), _DOCUMENT)
    docs = [Document(str(start), text[start : start + _DOCUMENT]) for start in starts]
    checker.check(docs[0])
    ready = _ready()
    if task == "build":
        return ready
    scans = [scan(Document(doc.id, doc.text)) for doc in docs]
    for looked in scans:
        _ = looked.folded, looked.sentences, checker.resources.hits(looked)
    index = checker.resources.index("en")
    alone = _speed(text, lambda: [index.hits(looked) for looked in scans])
    return {
        **ready,
        "alone": alone,
        "speed": _speed(text, lambda: [checker.check(d) for d in docs]),
    }


def _flashtext2(task: str, work: Path, text: str) -> dict[str, float]:
    from flashtext2 import KeywordProcessor

    processor = KeywordProcessor(case_sensitive=False)
    processor.add_keywords_from_iter(_names(work))
    ready = _ready()
    if task == "build":
        return ready
    return {**ready, "speed": _speed(text, lambda: processor.extract_keywords_with_span(text))}


def _pyahocorasick(task: str, work: Path, text: str) -> dict[str, float]:
    import pickle

    import ahocorasick

    kept = work / "automaton"
    if task == "build":
        automaton = ahocorasick.Automaton()
        for name in _names(work):
            automaton.add_word(name.lower(), name)
        automaton.make_automaton()
        automaton.save(str(kept), pickle.dumps)
        return _ready()
    automaton = ahocorasick.load(str(kept), pickle.loads)
    ready = _ready()
    return {**ready, "speed": _speed(text, lambda: list(automaton.iter(text.lower())))}


def _codespell(task: str, work: Path, text: str) -> dict[str, float]:
    """It knows single words only: the names are given to it with a hyphen."""
    kept = work / "codespell.txt"
    if task == "build":
        words = (name.replace(" ", "-") for name in _names(work))
        kept.write_text("".join(f"{word}->{word}x\n" for word in words), encoding="utf-8")
        return {}
    empty = work / "empty.txt"
    empty.touch()
    seconds = []
    for path in (empty, work / "text.txt"):
        before = getrusage(RUSAGE_CHILDREN)
        command = [sys.executable, "-m", "codespell_lib", "-D", str(kept), str(path)]
        subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
        after = getrusage(RUSAGE_CHILDREN)
        seconds.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return {
        "start": seconds[0],
        "memory": after.ru_maxrss / 1024,
        "speed": len(text.encode()) / 1e6 / (seconds[1] - seconds[0]),
    }


def _names(work: Path) -> list[str]:
    return (work / "names.txt").read_text(encoding="utf-8").splitlines()


def _ready() -> dict[str, float]:
    """Seconds and megabytes spent so far."""
    # getrusage would count what the parent had when this process came from it.
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    kilobytes = int(status.partition("VmHWM:")[2].split()[0])
    return {"start": process_time(), "memory": kilobytes / 1024}


def _speed(text: str, read: Callable[[], object]) -> float:
    start = process_time()
    read()
    return len(text.encode()) / 1e6 / (process_time() - start)


if __name__ == "__main__":
    who, what, where = sys.argv[1:]
    do = {
        "calque": _calque,
        "flashtext2": _flashtext2,
        "pyahocorasick": _pyahocorasick,
        "codespell": _codespell,
    }[who]
    folder = Path(where)
    print(json.dumps(do(what, folder, (folder / "text.txt").read_text(encoding="utf-8"))))
