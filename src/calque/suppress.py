"""
What an editor has asked not to hear of: comments in the text, and a baseline of known findings.

    <!-- calque: ignore ACR001 NAM -->        this line; alone on its line, the next one
    <!-- calque: ignore-start ACR001 -->      from here ...
    <!-- calque: ignore-end -->               ... to here, or to the end of the text

Without ids everything is ignored. Per-file ignores are in `calque.toml`.
"""

from __future__ import annotations

import json
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
Baseline = Mapping[str, Mapping[str, str]]


class _Silence(NamedTuple):
    span: Span
    rules: tuple[str, ...]


def kept(
    findings: Iterable[Finding], doc: Document, config: Config, baseline: Baseline
) -> list[Finding]:
    """The findings that nobody has suppressed."""
    silences = [*_comments(doc.text), *_per_file(doc, config)]
    audible = [
        finding
        for finding in findings
        if not any(
            silence.span.overlaps(finding.span) and _covers(silence.rules, finding.rule.id)
            for silence in silences
        )
    ]
    known = baseline.get(doc.id)
    if not known:
        return audible
    prints = fingerprints(doc, audible)
    return [finding for finding, key in zip(audible, prints, strict=True) if key not in known]


def fingerprints(doc: Document, findings: Sequence[Finding]) -> list[str]:
    """
    A key for each finding that survives edits elsewhere in the text.

    It is made of the rule, the words found, the line they stand in and, where that repeats, a
    count: sixteen hex digits.
    """
    seen: Counter[str] = Counter()
    keys = []
    for finding in findings:
        start = doc.text.rfind("\n", 0, finding.span.start) + 1
        end = doc.text.find("\n", finding.span.end)
        line = doc.text[start : len(doc.text) if end < 0 else end]
        words = doc.text[finding.span.start : finding.span.end]
        base = "\0".join((finding.rule.id, fold(words), fold(" ".join(line.split()))))
        seen[base] += 1
        keys.append(sha256(f"{base}\0{seen[base]}".encode(errors="surrogatepass")).hexdigest()[:16])
    return keys


def read_baseline(path: Path) -> Baseline:
    """Read a baseline file. Raises ConfigError where it is missing or not one of ours."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["version"] == _VERSION:
            documents: Baseline = content["documents"]
            return documents
    except FileNotFoundError:
        raise ConfigError(f"{path}: no such baseline; make one with --write-baseline") from None
    except (OSError, ValueError, KeyError, TypeError):
        pass
    raise ConfigError(f"{path}: not a calque baseline; make a new one with --write-baseline")


def baseline_json(findings: Mapping[str, Mapping[str, str]]) -> str:
    """A baseline file's content: for each document, fingerprint to a word on what it is."""
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


def _per_file(doc: Document, config: Config) -> Iterator[_Silence]:
    for glob, rules in config.per_file_ignores.items():
        if fnmatch(doc.id, glob) or fnmatch(doc.id, f"*/{glob}"):
            yield _Silence(Span(0, len(doc.text)), rules)


def _covers(rules: tuple[str, ...], rule_id: str) -> bool:
    return not rules or rule_id.startswith(rules)
