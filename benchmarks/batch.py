"""
Whole corpora: how workers scale, what a run holds in memory, whether killed runs come out whole.

The news (`news/news.txt.gz`) as rows of about 4,000 characters. Seconds are of the clock and of the
processor, start included; on a busy machine those of the clock mean little. Beside the workers
stand one `calque fix` and two of them on halves of the file, and Ray with two actors where it is
installed, whose processes are not its own and so not counted. A run is
killed (SIGKILL) at five random moments, started again each time, and what comes out compared byte
by byte with a run that nobody killed. What texts that come again take is a line of its own: the
same rows nine times more under new ids, bytes and seconds beyond those of the first time. Memory is
the most that all processes of a run hold together (resident, shared pages counted each time), by
size of file; of the larger files only a sample is checked, but all is read, cut and parsed. What
`--consistent` takes for one name is looked up among the labels of `news/drift.jsonl`, by the last
words of both spellings; labels are of single texts, so what they lack may yet be right, and is
printed to be read.

`python -m benchmarks.batch MEGABYTES SHARE` measures memory for a file of any size, which is made
in the folder for temporary files (`TMPDIR`) and removed; it ends in half a row, and the run is
killed once when half of it is done.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from importlib.util import find_spec
from itertools import cycle, islice, permutations
from pathlib import Path
from time import monotonic, sleep
from typing import Final

from benchmarks.data import document
from benchmarks.data import rows as data_rows
from calque.batch.consistent import entries
from calque.batch.sources import Found, Picked, chunk_size
from calque.growth.mine import Miner
from calque.pipeline import Checker

_CHARACTERS: Final = 1_500_000
_DOCUMENT: Final = 4_000
_KILLS: Final = 5
# Megabytes of the files whose memory is measured, and the share of them that is checked.
_SIZES: Final = {2: 1.0, 300: 0.01, 1_000: 0.003}
_AGAIN: Final = 9
_WIDTH: Final = 34
_CALQUE: Final = (sys.executable, "-m", "calque")


def run(bench: Path) -> None:
    """Print the tables."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        every = list(_rows(_news(bench)))
        rows = every[: _CHARACTERS // _DOCUMENT]
        (work / "news.jsonl").write_text("".join(rows), encoding="utf-8")
        for number in (0, 1):
            (work / f"half{number}.jsonl").write_text("".join(rows[number::2]), encoding="utf-8")
        _scaling(work)
        _again(work, rows)
        _killed(work)
        print(_HEAD)
        for size, share in _SIZES.items():
            _memory(work, every, size, share)
    _consistent(bench)


def _news(bench: Path) -> str:
    with gzip.open(bench / "news" / "news.txt.gz", "rt", encoding="utf-8") as file:
        return file.read()


def _rows(news: str) -> Iterator[str]:
    for number, at in enumerate(range(0, len(news), _DOCUMENT)):
        row = {
            "id": f"n{number}",
            "text": news[at : at + _DOCUMENT],
            "outlet": f"outlet{number % 7}",
        }
        yield json.dumps(row, ensure_ascii=False) + "\n"


def _scaling(work: Path) -> None:
    megabytes = (work / "news.jsonl").stat().st_size / 1e6
    print(
        f"  {megabytes:.1f} MB of rows{'':23}{'seconds':>10}{'times':>8}{'CPU':>8}{'MB/s CPU':>10}"
    )
    first = 0.0
    for name, commands in _commands().items():
        if commands is None:
            print(f"  {name:34}not installed")
            continue
        began = monotonic()
        cpu = sum(list(map(_finished, [_started(work, *command) for command in commands])))
        seconds = monotonic() - began
        first = first or seconds
        counted = f"{cpu:8.1f}{megabytes / cpu:10.2f}" if "Ray" not in name else ""
        print(f"  {name:34}{seconds:10.1f}{first / seconds:8.2f}{counted}", flush=True)


def _again(work: Path, rows: list[str]) -> None:
    """What texts take that were checked before, beyond those that were not."""
    again = work / "again.jsonl"
    with again.open("w", encoding="utf-8") as file:
        file.writelines(islice(_numbered(rows), (1 + _AGAIN) * len(rows)))
    more = (again.stat().st_size - (work / "news.jsonl").stat().st_size) / 1e6
    print(
        f"  {f'{more:.1f} MB of texts that come again':{_WIDTH}}{'':18}{'CPU':>8}{'MB/s CPU':>10}"
    )
    for workers in ("1", "2"):
        cpu = {
            name: _finished(
                _started(work, "batch", f"{name}.jsonl", f"{name}{workers}", "--workers", workers)
            )
            for name in ("news", "again")
        }
        seconds = cpu["again"] - cpu["news"]
        name = f"calque batch, workers: {workers}"
        print(f"  {name:{_WIDTH}}{'':18}{seconds:8.1f}{more / seconds:10.2f}", flush=True)


def _numbered(rows: list[str]) -> Iterator[str]:
    """The rows one after the other and over again, each with an id of its own."""
    rests = [row.partition(", ")[2] for row in rows]
    return (f'{{"id": "n{number}", {rest}' for number, rest in enumerate(cycle(rests)))


def _finished(process: subprocess.Popen[bytes]) -> float:
    """Seconds of the processor that a process has taken, its workers included."""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{process.args!r} failed")
    return usage.ru_utime + usage.ru_stime


def _commands() -> dict[str, list[tuple[str, ...]] | None]:
    ray = ("batch", "news.jsonl", "ray", "--engine", "ray", "--workers", "2")
    return {
        "calque fix": [("fix", "news.jsonl", "-o", "fixed.jsonl")],
        "calque fix, two halves at once": [
            ("fix", f"half{number}.jsonl", "-o", f"fixed{number}.jsonl") for number in (0, 1)
        ],
        **{
            f"calque batch, workers: {count}": [
                ("batch", "news.jsonl", f"out{count}", "--workers", str(count))
            ]
            for count in (1, 2)
        },
        "calque batch, Ray, actors: 2": [ray] if find_spec("ray") else None,
    }


def _started(work: Path, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*_CALQUE, *arguments],
        cwd=work,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _killed(work: Path) -> None:
    """Kill a run at random moments, let it go on each time, and compare what comes out."""
    arguments = ("batch", "news.jsonl", "killed", "--workers", "2")
    chunks = work / "killed" / ".calque" / "chunks"
    chance = random.Random()
    ready = []
    for _ in range(_KILLS):
        process = _started(work, *arguments)
        before = len(list(chunks.glob("*.report")))
        while len(list(chunks.glob("*.report"))) == before and process.poll() is None:
            sleep(0.01)
        sleep(chance.random() * 2)
        process.send_signal(signal.SIGKILL)
        process.wait()
        ready.append(len(list(chunks.glob("*.report"))))
    if _started(work, *arguments).wait():
        raise RuntimeError("the last run failed")
    same = {
        name: _contents(work / "killed") == _contents(work / name)
        for name in ("out1", "out2", "ray")
        if (work / name).exists()
    }
    print(
        f"  killed {_KILLS} times with {', '.join(map(str, ready))} chunks ready; then the same as"
    )
    for name, is_same in same.items():
        print(f"    {name:32}{'byte by byte' if is_same else 'NOT THE SAME'}")


def _contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".calque" not in path.parts
    }


_HEAD: Final = f"  {'memory, workers: 2':28}{'checked':>10}{'MB, first':>12}{'MB, all':>10}"


def _memory(work: Path, rows: list[str], size: int, share: float, *, kill: bool = False) -> None:
    """Print the most that a run holds on a file of that size; `kill` it once, and resume it."""
    picked = Picked(share=share if share < 1 else None)
    path = work / "large.jsonl"
    with path.open("w", encoding="utf-8") as file:
        written = 0
        for line, row in enumerate(_numbered(rows), 1):
            enough = written >= size * 1_000_000
            if enough and picked.takes(path.name, line):
                file.write(row[: len(row) // 2] if kill else row)
                break
            written += file.write(row)
    command = ("batch", path.name, "large", "--workers", "2", "--sample", str(share))
    most = (0.0, 0.0)
    if kill:
        chunks = path.stat().st_size // chunk_size(
            [Found(path, path.name, path.stat().st_size, "")]
        )
        most = _watched(_started(work, *command), most, work / "large", chunks // 2)
    began = monotonic()
    process = _started(work, *command, *(() if kill else ("--restart",)))
    first, every = _watched(process, most, work / "large")
    print(f"  {size:>25} MB{share:10.1%}{first:12.0f}{every:10.0f}", end="")
    if kill:
        summary = json.loads((work / "large" / "summary.json").read_text("utf-8"))
        print(f"   {summary['texts']:,} texts, {summary['rejects']} rejected", end="")
        print(f"; {monotonic() - began:.0f} s after it was killed", end="")
    print(flush=True)


def _watched(
    process: subprocess.Popen[bytes], most: tuple[float, float], results: Path, enough: int = 0
) -> tuple[float, float]:
    """The most megabytes that a run held; it is killed when `enough` chunks are ready, if any."""
    chunks = results / ".calque" / "chunks"
    first, every = most
    while process.poll() is None:
        own, theirs = _resident(process.pid)
        first, every = max(first, own), max(every, own + theirs)
        sleep(0.1)
        if enough and len(list(chunks.glob("*.report"))) >= enough:
            process.send_signal(signal.SIGKILL)
            process.wait()
            return first, every
    if process.returncode not in (0, 1) or enough:
        raise RuntimeError(f"the run in {results} ended with {process.returncode}")
    return first, every


def _resident(pid: int) -> tuple[float, float]:
    """Megabytes that a process and its children hold."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    except OSError:
        return 0.0, 0.0
    return _pages(pid), sum(_pages(int(child)) for child in children)


def _pages(pid: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _consistent(bench: Path) -> None:
    """What is taken for one name in a quarter of the texts with drift."""
    labelled = list(data_rows(bench / "news" / "drift.jsonl"))
    groups: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in labelled:
        for label in row["labels"]:
            groups[row["id"], str(label["group"])].add(label["text"])
    known = {pair for group in groups.values() for pair in permutations(group, 2)}
    miner, checker = Miner(), Checker()
    for row in labelled[::4]:
        miner.add(document(row), checker)
    right = 0
    unknown = []
    for concept, _ in entries(miner, "en"):
        best, *others = (term.text for term in concept.terms)
        for other in others:
            found = (best.split()[-1], other.split()[-1]) in known or (best, other) in known
            right += found
            if not found:
                unknown.append(f"{best} and {other}")
    taken = right + len(unknown)
    print(f"  --consistent takes {taken} spellings for another's; {right} are labelled so")
    for pair in unknown:
        print(f"    not labelled: {pair}")


def main() -> None:
    """Print what a run on one large file holds."""
    parser = argparse.ArgumentParser(prog="benchmarks.batch", description=main.__doc__)
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"))
    parser.add_argument("megabytes", type=int)
    parser.add_argument("share", type=float, help="how much of it is checked, such as 0.01")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(_HEAD)
        every = list(_rows(_news(options.bench)))
        _memory(Path(folder), every, options.megabytes, options.share, kill=True)


if __name__ == "__main__":
    main()
