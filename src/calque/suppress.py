"""
What an editor has asked not to hear of: comments in the text, and a baseline of known findings.

    <!-- calque: ignore ACR001 NAM -->        this line; alone on its line, the next one
    <!-- calque: ignore-start ACR001 -->      from here ...
    <!-- calque: ignore-end -->               ... to here, or to the end of the text

Without ids everything is ignored. Per-file ignores are in `calque.toml`.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatch
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

from calque.config import Config
from calque.document import Document, Span
from calque.errors import ConfigError
from calque.finding import Finding
from calque.language.letters import fold

_COMMENT: Final = re.compile(
    r"<!--\s*calque:\s*(ignore(?:-start|-end)?)((?:[ ,]+[A-Z]+\d*)*)\s*-->"
)
_VERSION: Final = 1


class Baseline(NamedTuple):
    """Findings that are known: for each document, fingerprint to a word on what it is."""

    folder: Path
    documents: Mapping[str, Mapping[str, str]]


NOTHING_KNOWN: Final = Baseline(Path(), {})


class _Silence(NamedTuple):
    span: Span
    rules: tuple[str, ...]


def audible(findings: Iterable[Finding], doc: Document, config: Config) -> list[Finding]:
    """The findings that neither a comment nor the configuration suppresses."""
    silences = [*_comments(doc.text), *_per_file(doc, config)]
    return [
        finding
        for finding in findings
        if not any(
            silence.span.overlaps(finding.span) and _covers(silence.rules, finding.rule.id)
            for silence in silences
        )
    ]


def new(findings: Sequence[Finding], doc: Document, baseline: Baseline) -> list[Finding]:
    """The findings that the baseline does not know."""
    if not baseline.documents:
        return list(findings)
    known = baseline.documents.get(document_key(doc, baseline.folder), {})
    prints = fingerprints(doc, findings)
    return [finding for finding, key in zip(findings, prints, strict=True) if key not in known]


def document_key(doc: Document, folder: Path) -> str:
    """What a baseline in `folder` calls a document: its path from there, and a row's id."""
    inside = _inside(doc, folder)
    return inside if doc.id == doc.meta.get("path", doc.id) else f"{inside}#{doc.id}"


def fingerprints(doc: Document, findings: Sequence[Finding]) -> list[str]:
    """
    A key for each finding that survives edits elsewhere in the text.

    It is made of the rule, the words found and, where they repeat, a count: sixteen hex digits. The
    line they stand in is left out, since a line of prose is a paragraph and any fix changes it.
    """
    seen: Counter[str] = Counter()
    keys = []
    for finding in findings:
        base = f"{finding.rule.id}\0{fold(' '.join(doc.text[slice(*finding.span)].split()))}"
        seen[base] += 1
        key = f"{base}\0{seen[base]}".encode(errors="surrogatepass")
        keys.append(sha256(key).hexdigest()[:16])
    return keys


def read_baseline(path: Path) -> Baseline:
    """Read a baseline file. Raises ConfigError where it is missing or not one of ours."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["version"] == _VERSION:
            documents = {name: dict(known) for name, known in content["documents"].items()}
            return Baseline(path.parent, documents)
    except FileNotFoundError:
        raise ConfigError(f"{path}: no such baseline; make one with --write-baseline") from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        pass
    raise ConfigError(f"{path}: not a calque baseline; make a new one with --write-baseline")


def baseline_json(findings: Mapping[str, Mapping[str, str]]) -> str:
    """A baseline file's content; `findings` are as in `Baseline.documents`."""
    return (
        json.dumps({"version": _VERSION, "documents": findings}, indent=1, ensure_ascii=False)
        + "\n"
    )


def _comments(text: str) -> Iterator[_Silence]:
    if "calque:" not in text:
        return
    opened: list[tuple[int, tuple[str, ...]]] = []
    for comment in _COMMENT.finditer(text):
        rules = tuple(comment.group(2).replace(",", " ").split())
        if comment.group(1) == "ignore-start":
            opened.append((comment.end(), rules))
        elif comment.group(1) == "ignore-end":
            if opened:
                start, rules = opened.pop()
                yield _Silence(Span(start, comment.start()), rules)
        else:
            yield _Silence(_line_meant(text, comment), rules)
    for start, rules in opened:
        yield _Silence(Span(start, len(text)), rules)


def _line_meant(text: str, comment: re.Match[str]) -> Span:
    start = text.rfind("\n", 0, comment.start()) + 1
    end = text.find("\n", comment.end())
    end = len(text) if end < 0 else end
    if (text[start : comment.start()] + text[comment.end() : end]).strip():
        return Span(start, end)
    following = re.compile(r"\s*(\S[^\n]*)").match(text, end)
    return Span(*following.span(1)) if following else Span(end, end)


def _inside(doc: Document, folder: Path) -> str:
    """The path from `folder` to the document's file; its id where it has none."""
    path = doc.meta.get("path")
    return Path(os.path.relpath(path, folder)).as_posix() if path else doc.id


def _per_file(doc: Document, config: Config) -> Iterator[_Silence]:
    inside = _inside(doc, config.folder) if config.per_file_ignores else ""
    for glob, rules in config.per_file_ignores.items():
        if fnmatch(inside, glob) or fnmatch(inside, f"*/{glob}"):
            yield _Silence(Span(0, len(doc.text)), rules)


def _covers(rules: tuple[str, ...], rule_id: str) -> bool:
    return not rules or rule_id.startswith(rules)
