"""
What a worker process does with glossaries: look something up, try what a desk wants to learn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from calque.apps.web.work import task
from calque.decisions.house import Learned, house_toml
from calque.errors import InputError
from calque.formats.files import write_text
from calque.glossary.concept import Concept, Entry, Glossary
from calque.glossary.forms import RIGHT, Form
from calque.glossary.load import builtin_folder, load, read
from calque.language.codes import language_code
from calque.pipeline import Checker
from calque.render.entries import concepts, verdict, wordings


@task
def ready(own: Checker) -> None:
    """Read all entries in full, which takes a second, before somebody asks for one."""
    _glossary(own)


@task
def find(own: Checker, term: str, lang: str | None) -> dict[str, Any]:
    """The answer to `/v1/glossary`."""
    try:
        lang = language_code(lang) if lang else own.config.lang
    except ValueError as error:
        raise InputError(f"lang {error}") from None
    known = _glossary(own)
    named = concepts(known, term, own.resources.named(term, lang))
    return {
        "term": term,
        "lang": lang,
        "concepts": [_concept(one, found, lang) for one, found in named],
        "entries": [_entry(one) for one in wordings(known, term)],
    }


@task
def learn(own: Checker, entries: Sequence[Learned]) -> dict[str, Any]:
    """What entries make of the glossary of a house: `toml`, and `problems` if it can't be so."""
    content = house_toml(entries, _glossary(own))
    problems: list[str] = []
    if content:
        with TemporaryDirectory(prefix="calque-") as folder:
            path = Path(folder, "desk.toml")
            write_text(path, [content])
            layers = [builtin_folder(), *own.config.glossaries, path]
            problems = [problem.message for problem in read(layers, own.config.concepts)[1]]
    return {"toml": content, "problems": problems}


@lru_cache(2)
def _glossary(own: Checker) -> Glossary:
    """All entries that a checker has, in full."""
    return load([builtin_folder(), *own.config.glossaries], own.config.concepts)


def _concept(concept: Concept, found: Sequence[Form], lang: str) -> dict[str, Any]:
    wrong = [verdict(form, lang) for form in found if form.status != RIGHT]
    return {
        "id": concept.id,
        "kind": concept.kind,
        "terms": [asdict(term) for term in concept.terms],
        "ref": list(concept.ref),
        "house": concept.house,
        "says": wrong[0] if wrong else None,
    }


def _entry(entry: Entry) -> dict[str, Any]:
    fields = ("id", "family", "lang", "source_lang", "wrong", "right", "why", "ref")
    return {name: getattr(entry, name) for name in fields}
