"""
Scores for programs: one JSON object.
"""

from __future__ import annotations

import json
from typing import Any

from calque._version import __version__
from calque.translate.score.change import Change
from calque.translate.score.retained import Kept
from calque.translate.score.scored import Scored, Scores, System


def scores_json(scores: Scores, change: Change | None) -> str:
    """
    All figures: `systems` (the baseline first), and `change` where there are two texts.

    A segment's `model` compares renderings of that segment in the systems, nothing else. `need` is
    what most needs an editor, the highest first.
    """
    found = {
        "calque": __version__,
        "standard": scores.standard or None,
        "signatures": scores.signatures,
        "model": {"name": scores.judge, "use": "within a segment only", "judged": scores.judged}
        if scores.judge
        else None,
        "systems": [_system(system) for system in scores.systems],
        "change": _change(change) if change else None,
    }
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _system(system: System) -> dict[str, Any]:
    categories, rules = system.by_category(), system.by_rule()
    return {
        "name": system.text.name,
        "segments": [_segment(one) for one in system.segments],
        "words": system.text.words,
        "metrics": {
            one.name: {"score": one.score, "mean": one.mean, "interval": one.interval, "p": one.p}
            for one in system.metrics
        },
        **{f"{what}_kept": _kept(system.kept(what)) for what in ("numbers", "names", "terms")},
        "preferred_by_model": system.preferred,
        "findings": {
            "total": categories.total(),
            "per_1000_words": system.per_thousand(categories.total()),
            "by_category": {
                key: {"count": count, "per_1000_words": system.per_thousand(count)}
                for key, count in sorted(categories.items())
            },
            "by_rule": {id: count for (id, _), count in sorted(rules.items())},
        },
    }


def _kept(kept: Kept | None) -> dict[str, Any] | None:
    if kept is None:
        return None
    return {"total": kept.total, "kept": kept.total - len(kept.lost), "share": kept.share}


def _segment(one: Scored) -> dict[str, Any]:
    segment = one.segment
    return {
        "label": segment.label,
        "text": segment.text,
        "need": one.need,
        "chrf": one.chrf,
        "model": one.model,
        "lost": {
            what: list(kept.lost)
            for what in ("numbers", "names", "terms")
            if (kept := getattr(one, what)) is not None
        },
        "findings": [
            {"rule": finding.rule.id, "severity": finding.severity, "text": words}
            for finding, words in zip(segment.findings, segment.found, strict=True)
        ],
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "verdict": change.verdict,
        "changed": [
            {
                "before": step.before.segment.label,
                "after": step.after.segment.label,
                "outcome": step.outcome,
                "lost": list(step.lost),
            }
            for step in change.steps
        ],
        "removed": change.removed,
        "added": change.added,
        "dropped": [one.label for one in change.dropped],
        "lost": change.lost,
        "rules": {
            id: {"name": name, "before": had, "after": has} for id, name, had, has in change.rules()
        },
    }
