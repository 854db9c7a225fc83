"""
Names for programs, as JSON: two compared, one spelled as another language does, one explained.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from calque.names.comparison import Comparison
from calque.names.explanation import Spelled
from calque.names.reading import Reading
from calque.names.rendering import Rendering
from calque.render.names import elsewhere


def comparison(found: Comparison) -> str:
    """Return an object: the names, `score`, `same`, and the explanation's fields."""
    explanation = found.explanation
    return _dumped(
        {
            "name_a": found.names[0],
            "name_b": found.names[1],
            "score": round(found.score, 4),
            "same": found.same,
            "origin": explanation.origin,
            "origin_form": explanation.origin_form,
            "spelled_a": [_spelled(part) for part in explanation.spelled[0]],
            "spelled_b": [_spelled(part) for part in explanation.spelled[1]],
            "alignment": [column._asdict() for column in explanation.columns],
            "remarks": [remark._asdict() for remark in explanation.remarks],
        }
    )


def renderings(name: str, found: Sequence[Rendering]) -> str:
    """Return an object: the name and its `renderings`, the likeliest first."""
    return _dumped(
        {
            "name": name,
            "renderings": [
                {
                    "text": one.text,
                    "confidence": round(one.confidence, 4),
                    "reading": _reading(one.reading) if one.reading else None,
                }
                for one in found
            ],
        }
    )


def readings(name: str, found: Sequence[Reading]) -> str:
    """Return an object: the name, its `readings`, and how others spell the likeliest."""
    return _dumped(
        {
            "name": name,
            "readings": [_reading(one) for one in found],
            "spellings": elsewhere(found[0]) if found else {},
        }
    )


def _spelled(part: Spelled) -> dict[str, Any]:
    ways = [{"id": way.id, "name": way.name, "langs": way.langs} for way in part.conventions]
    return {"text": part.text, "conventions": ways}


def _reading(one: Reading) -> dict[str, Any]:
    return {
        "origin": one.origin,
        "origin_form": one.text,
        "convention": one.convention,
        "share": round(one.share, 4),
        "exact": one.exact,
    }


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
