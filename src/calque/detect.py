"""
Every rule looks at the document and yields findings.

Rules are the modules of `rules/`, found by walking it, and those of the entry-point group
`calque.rules`. A rule works in the reader's text; `place` makes of its findings findings in the
document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from hashlib import sha256
from importlib import import_module
from importlib.metadata import entry_points
from inspect import getsource
from pkgutil import walk_packages
from typing import NamedTuple

from calque.document import Document
from calque.errors import ConfigError
from calque.finding import Finding
from calque.language.letters import fold
from calque.language.scan import Scan, scan
from calque.place import placed
from calque.resources import Resources
from calque.rule import Rule

Check = Callable[[Scan, Resources], Iterator[Finding]]


class LoadedRule(NamedTuple):
    """A rule with its check and the docstring that explains it."""

    rule: Rule
    check: Check
    doc: str
    module: str


@cache
def all_rules() -> tuple[LoadedRule, ...]:
    """Every rule there is, by id. Raises ConfigError where two claim one id."""
    import calque.rules

    names = [info.name for info in walk_packages(calque.rules.__path__, "calque.rules.")]
    names += [point.value for point in entry_points(group="calque.rules")]
    found: dict[str, LoadedRule] = {}
    for name in names:
        module = import_module(name)
        if hasattr(module, "RULE"):
            loaded = LoadedRule(module.RULE, module.check, module.__doc__ or "", name)
            other = found.setdefault(loaded.rule.id, loaded)
            if other.module != name:
                raise ConfigError(f"rules {other.module} and {name} share the id {loaded.rule.id}")
    return tuple(found[rule_id] for rule_id in sorted(found))


@cache
def rules_digest() -> str:
    """A name for the rules as they are: eight hex digits that change with any rule's code."""
    modules = (import_module(loaded.module) for loaded in all_rules())
    return sha256("".join(getsource(module) for module in modules).encode()).hexdigest()[:8]


def chosen(select: tuple[str, ...], ignore: tuple[str, ...]) -> tuple[LoadedRule, ...]:
    """
    The rules that `select` and `ignore` leave; ids or prefixes, the longer match wins.

    Raises ConfigError for one that no rule's id starts with.
    """
    require((*select, *ignore))
    return tuple(loaded for loaded in all_rules() if _is_on(loaded.rule, select, ignore))


def require(prefixes: Iterable[str], where: str = "") -> None:
    """Raise ConfigError, which says `where`, for a prefix that no rule's id starts with."""
    for prefix in prefixes:
        if not prefix or not any(loaded.rule.id.startswith(prefix) for loaded in all_rules()):
            raise ConfigError(
                f"{where}unknown rule {prefix!r}: see calque rules for those there are"
            )


def _is_on(rule: Rule, select: tuple[str, ...], ignore: tuple[str, ...]) -> bool:
    def reach(prefixes: tuple[str, ...]) -> int:
        return max((len(prefix) for prefix in prefixes if rule.id.startswith(prefix)), default=0)

    if reach(select) or reach(ignore):
        return reach(select) > reach(ignore)
    return not select and rule.default_on


def detect(doc: Document, res: Resources, rules: tuple[LoadedRule, ...]) -> list[Finding]:
    """Let each rule that the text calls for look at it; findings come in document order."""
    looked = scan(doc)
    findings = [
        put
        for loaded in called(rules, looked)
        for finding in loaded.check(looked, res)
        if (put := placed(finding, looked)) and not _is_accepted(finding, looked, res)
    ]
    return sorted(findings, key=lambda finding: (finding.span, finding.rule.id, finding.message))


def called(rules: Iterable[LoadedRule], looked: Scan) -> list[LoadedRule]:
    """The rules that a text calls for: their language, what they need, and one of their cues."""
    lang, features, cues = looked.doc.lang, looked.features, looked.cues
    return [
        loaded
        for loaded in rules
        if (not loaded.rule.langs or lang in loaded.rule.langs)
        and not (loaded.rule.needs and features.isdisjoint(loaded.rule.needs))
        and not (loaded.rule.cues and loaded.rule.cues.isdisjoint(cues))
    ]


def _is_accepted(finding: Finding, looked: Scan, res: Resources) -> bool:
    """Whether the house's word list has the very words that the finding is about."""
    return fold(looked.text[finding.span.start : finding.span.end]) in res.accepted
