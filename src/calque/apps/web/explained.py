"""
`/v1/rules/{id}`: what `calque explain` says of a rule.
"""

from __future__ import annotations

from typing import Any, Final

from fastapi import APIRouter

from calque.apps.web.answers import ERRORS
from calque.apps.web.errors import Refused
from calque.apps.web.models import Failed, RuleModel
from calque.detect import all_rules
from calque.render.rule_docs import read

routes = APIRouter(prefix="/v1", tags=["texts"], responses=ERRORS)
_MISSING: Final[dict[int | str, dict[str, Any]]] = {
    404: {"model": Failed, "description": "There is no such rule."},
}


@routes.get("/rules/{rule_id}", response_model=RuleModel, responses=_MISSING)
def rule(rule_id: str) -> dict[str, Any]:
    """Explain a rule: what it finds, why it matters, how sure it is."""
    loaded = next((one for one in all_rules() if one.rule.id == rule_id), None)
    if not loaded:
        raise Refused(404, "not-found", f"no rule {rule_id[:20]}; calque rules lists them")
    doc = read(loaded)
    return {
        "id": doc.rule.id,
        "name": doc.rule.name,
        "category": doc.rule.category,
        "its": doc.rule.its_type,
        "severity": doc.rule.severity,
        "summary": doc.summary,
        "sections": doc.sections,
        "precision": doc.precision,
    }
