"""The cache of compiled glossaries: same findings, whole or absent, never stale, never heard."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from dataclasses import fields, replace
from functools import cache
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calque.document import Document
from calque.glossary import cache as shelf
from calque.glossary.compiled import Compiled, Damaged, compiled
from calque.glossary.forms import Form, forms
from calque.glossary.hits import Index
from calque.glossary.load import builtin_folder, load
from calque.language.letters import fold
from calque.language.scan import scan
from calque.pipeline import Checker

from .newsroom import HOUSE, WRONG, Newsroom
from .test_articles import ARTICLES
from .test_cases import cases, unmark

# As long as HOUSE: its size does not show the change.
OTHER = HOUSE.replace("NHPX", "NHPY")
NOWHERE = "/dev/null/nowhere"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CALQUE_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def house(tmp_path: Path) -> Path:
    path = tmp_path / "house.toml"
    path.write_text(HOUSE, encoding="utf-8")
    return path


def acronym(found: Compiled) -> str | None:
    """What the house's pact is called for short, by a compiled glossary."""
    (hit,) = Index(found).hits(scan(Document("a.txt", WRONG))).terms
    return hit.form.replacement


def opened(path: Path, lang: str = "en") -> Compiled:
    return shelf.opened([path], {}, lang)


def no_compiling(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(*_: object) -> NoReturn:
        raise AssertionError("compiled again")

    monkeypatch.setattr(shelf, "load", load)


# What is found is the same.


def flat(form: Form) -> list[object]:
    values = [getattr(form, field.name) for field in fields(form) if field.name != "concept"]
    return [form.concept.id, *values]


def test_nothing_is_lost_in_compiling() -> None:
    glossary = load([builtin_folder()])
    bare = {id_: replace(concept, examples=()) for id_, concept in glossary.concepts.items()}
    for lang in ("en", "fi"):
        found = Compiled(compiled(glossary, lang, {}))
        expected: dict[str, list[Form]] = {}
        for form in forms(bare.values(), lang):
            expected.setdefault(fold(form.surface), []).append(form)
        concepts = {}
        for spelling, meant in expected.items():
            read = found.meaning(found.needles.trie[spelling]).forms
            assert [flat(form) for form in read] == [flat(form) for form in meant]
            concepts |= {form.concept.id: form.concept for form in read}
        assert concepts == {id_: bare[id_] for id_ in concepts}
        entries = {
            wording.entry
            for number in range(len(found.needles.trie))
            for wording in (*found.meaning(number).wordings, *found.meaning(number).lines)
        }
        assert entries == {
            entry for entry in glossary.entries if entry.family == "residue" or entry.lang == lang
        }


def findings(checker: Checker) -> list[object]:
    """What a checker finds in the articles, and what the glossary has in each case."""
    articles = (checker.read(path.read_text(encoding="utf-8"), path.name) for path in ARTICLES)
    found: list[object] = [checker.check(doc).findings for doc in articles]
    for case in cases():
        hits = checker.resources.hits(scan(Document("case", unmark(case.text).text)))
        wordings = (*hits.phrases, *hits.quantities, *hits.residue)
        found.append([(hit.start, hit.end, hit.tail, flat(hit.form)) for hit in hits.terms])
        found.append([(hit.start, hit.end, hit.entry, hit.match.groups()) for hit in wordings])
    return found


def test_findings_are_the_same_without_a_cache_into_it_and_from_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    into = findings(Checker())
    (path,) = folder.iterdir()
    no_compiling(monkeypatch)
    assert findings(Checker()) == into
    monkeypatch.undo()
    monkeypatch.setenv("CALQUE_CACHE", NOWHERE)
    assert findings(Checker()) == into
    assert path.exists()


def test_what_is_not_to_be_translated_is_known_without_reading_the_glossary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = tmp_path / "house.toml"
    gazette = '[gazette]\nkind = "organisation"\nref = "house"\nkeep = "Hafenblatt"\n'
    house.write_text(HOUSE + gazette, encoding="utf-8")
    opened(house)
    no_compiling(monkeypatch)
    ((concept, term),) = opened(house).kept
    assert (concept.id, term.text, term.status) == ("gazette", "Hafenblatt", "preferred")


# What has changed is seen.


@pytest.mark.parametrize("tick", [shelf._TICK, -(10**18)], ids=["just now", "long ago"])
def test_a_changed_file_is_seen(house: Path, monkeypatch: pytest.MonkeyPatch, tick: int) -> None:
    monkeypatch.setattr(shelf, "_TICK", tick)
    assert acronym(opened(house)) == "NHPX"
    before = house.stat()
    house.write_text(OTHER, encoding="utf-8")
    os.utime(house, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert acronym(opened(house)) == "NHPY"


def test_a_file_that_is_only_touched_is_not_compiled_again(
    house: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(house)
    os.utime(house)
    no_compiling(monkeypatch)
    assert acronym(opened(house)) == "NHPX"


def test_files_that_have_lain_for_a_while_are_not_read(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "_TICK", -(10**18))
    opened(house)
    monkeypatch.setattr(shelf._Inputs, "content", None)
    assert acronym(opened(house)) == "NHPX"


def test_another_file_setting_or_language_is_seen(tmp_path: Path, folder: Path) -> None:
    desk = tmp_path / "desk"
    desk.mkdir()
    (desk / "house.toml").write_text(HOUSE, encoding="utf-8")
    digests = [opened(desk).about["content"]]
    (desk / "more.toml").write_text('[oslo]\nkind = "place"\nref = "map"\nen = "Oslo"\n')
    digests.append(opened(desk).about["content"])
    digests.append(opened(desk, "fi").about["content"])
    digests.append(shelf.opened([desk], {"oslo": {"en": "Christiania"}}, "en").about["content"])
    assert len(set(digests)) == 4
    assert len(list(folder.iterdir())) == 3


# What is no good is made anew.


@cache
def whole() -> bytes:
    return compiled(load([builtin_folder() / "concepts" / "sport.toml"]), "en", {"slot": ""})


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_cut_short_or_written_over_it_is_seen_to_be_damaged(data: st.DataObject) -> None:
    size = len(whole())
    with pytest.raises(Damaged):
        Compiled(whole()[: data.draw(st.integers(0, size - 1))])
    with pytest.raises(Damaged):
        Compiled(data.draw(st.binary(max_size=400)))
    tries = whole().index(b"We love Marisa")
    at = data.draw(st.integers(tries, tries + 4000))
    with pytest.raises(Damaged):
        Compiled(whole()[:at] + bytes([whole()[at] ^ 1]) + whole()[at + 1 :])


@pytest.mark.parametrize("junk", [b"", b"calque", b"x" * 5000, b"\0" * 100_000])
def test_a_foreign_file_is_replaced(house: Path, folder: Path, junk: bytes) -> None:
    opened(house)
    (path,) = folder.iterdir()
    made = path.read_bytes()
    for bad in (junk, made[: len(made) // 2], made + b"more"):
        path.unlink()
        path.write_bytes(bad)
        assert acronym(opened(house)) == "NHPX"
        assert len(path.read_bytes()) == len(made)


def test_another_glossary_in_its_place_is_replaced(house: Path, folder: Path) -> None:
    opened(house)
    (path,) = folder.iterdir()
    opened(house, "fi")
    (other,) = set(folder.iterdir()) - {path}
    other.replace(path)
    assert acronym(opened(house)) == "NHPX"


def test_records_lost_on_the_disk_are_made_anew_while_checking(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom = Newsroom(tmp_path / "room", monkeypatch)
    assert "NHPX" in newsroom.run("fix", "-", stdin=WRONG).stdout
    (path,) = folder.iterdir()
    made = path.read_bytes()
    after_tries = made.rindex(b"We love Marisa") + 4200
    path.write_bytes(made[:after_tries] + b"\0" * (len(made) - after_tries))
    done = newsroom.run("fix", "-", stdin=WRONG)
    assert "NHPX" in done.stdout
    assert not done.exception or isinstance(done.exception, SystemExit)
    assert path.read_bytes()[-200:] == made[-200:]


@pytest.mark.parametrize("place", [NOWHERE, "a file"])
def test_without_a_place_to_write_it_works_and_says_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    if place == "a file":
        (tmp_path / place).write_text("")
        place = str(tmp_path / place)
    newsroom = Newsroom(tmp_path / "room", monkeypatch)
    done = newsroom.process("fix", "-", input=WRONG, env={"CALQUE_CACHE": place})
    assert ("NHPX" in done.stdout, done.stderr.count("\n")) == (True, 1), done.stderr


# Whole or absent.


def _open_at_once(path: Path, barrier: Barrier) -> str | None:
    barrier.wait()
    return acronym(opened(path))


def test_eight_at_once_leave_one_whole_file(
    house: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = multiprocessing.get_context("spawn")
    with context.Manager() as manager, context.Pool(8) as pool:
        barrier = manager.Barrier(8)
        found = pool.starmap(_open_at_once, [(house, barrier)] * 8, chunksize=1)
    assert found == ["NHPX"] * 8
    assert len(shelf.kept()) == len(list(folder.iterdir()))
    no_compiling(monkeypatch)
    assert acronym(opened(house)) == "NHPX"


HALF = """
import os, sys, time
from pathlib import Path
from calque.glossary import cache

def fsync(number):
    os.ftruncate(number, os.fstat(number).st_size // 2)
    print("half-way", flush=True)
    time.sleep(60)

os.fsync = fsync
cache.opened([Path(sys.argv[1])], {}, "en")
"""


def test_killed_half_way_it_leaves_the_old_one_whole(
    house: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(house)
    (path,) = folder.iterdir()
    made = path.read_bytes()
    house.write_text(OTHER, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-c", HALF, str(house)], stdout=subprocess.PIPE, text=True
    ) as run:
        assert run.stdout
        assert run.stdout.readline() == "half-way\n"
        run.kill()
    (left,) = set(folder.iterdir()) - {path}
    assert path.read_bytes() == made
    house.write_text(HOUSE, encoding="utf-8")
    with monkeypatch.context() as patch:
        no_compiling(patch)
        assert acronym(opened(house)) == "NHPX"
    os.utime(left, (0, 0))
    house.write_text(OTHER, encoding="utf-8")
    assert acronym(opened(house)) == "NHPY"
    assert list(folder.iterdir()) == [path]


# Looking after it.


def test_the_cache_can_be_seen_and_emptied(
    house: Path, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom = Newsroom(tmp_path / "room", monkeypatch)
    assert newsroom.run("glossary", "cache").stdout == f"{folder}: 0 files kept, 0.0 MB\n"
    opened(house)
    (folder / "notes.txt").write_text("mine")
    assert newsroom.run("glossary", "cache", "--where").stdout == f"{folder}\n"
    assert "1 file kept" in newsroom.run("glossary", "cache").stdout
    assert "1 file removed" in newsroom.run("glossary", "cache", "--clear").stdout
    assert [path.name for path in folder.iterdir()] == ["notes.txt"]


def test_the_system_says_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CALQUE_CACHE")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", "/some/where")
    assert shelf.folder() == Path("/some/where/calque")
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", "/home/desk")
    assert shelf.folder() == Path("/home/desk/.cache/calque")
    monkeypatch.setattr(sys, "platform", "darwin")
    assert shelf.folder() == Path("/home/desk/Library/Caches/calque")
