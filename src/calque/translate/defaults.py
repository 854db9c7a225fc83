"""
Which model a pair of languages has, and what models call languages (`models.toml`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from calque.errors import PairError
from calque.language.codes import canonical, language_name
from calque.translate.model import Model

_ANY = "mul"


def default_model(source_lang: str, target_lang: str) -> str:
    """The hub name of the usual model for a pair. Raises PairError where there is none."""
    known = table()["default"].get(target_lang, {})
    name = known.get(source_lang) or known.get(_ANY)
    if not name:
        pair = f"{language_name(source_lang)} to {language_name(target_lang)}"
        raise PairError(f"no usual model from {pair}; name one with --model")
    return str(name)


def same_language(theirs: str, ours: str) -> bool:
    """
    Whether a model that says `theirs` may be for language `ours`.

    It may, unless it says another language: families (`zle`, `ROMANCE`) are taken at their word.
    """
    two = {three: two for two, three in table()["three"].items()}
    said = two.get(theirs, canonical(theirs))
    return said == canonical(ours) or said not in table()["three"]


def target_token(model: Model, tokens: Sequence[str], lang: str, wanted: str = "") -> str:
    """
    The `>>xxx<<` to put before every sentence; empty where the model knows none.

    Raises PairError where it has none for `lang`, or several to choose from.
    """
    if wanted:
        if wanted not in tokens:
            raise PairError(f"{model.name} has no {wanted}; {_listed(tokens)}")
        return wanted
    if not tokens:
        return ""
    code = table()["three"].get(lang, lang)
    exact = [token for token in (f">>{code}<<", f">>{lang}<<") if token in tokens]
    variants = [token for token in tokens if token.startswith((f">>{code}_", f">>{lang}_"))]
    if exact or len(variants) == 1:
        return (exact or variants)[0]
    what = _listed(variants) if variants else f"it has none for {language_name(lang)}"
    raise PairError(
        f"{model.name} translates into several languages and wants one named with "
        f"--target-token; {what if variants else f'{what}: {_listed(tokens)}'}"
    )


def _listed(tokens: Sequence[str]) -> str:
    shown = ", ".join(tokens[:8]) or "none at all"
    return f"it knows {shown}" + (f" and {len(tokens) - 8} more" if len(tokens) > 8 else "")


@cache
def table() -> dict[str, Any]:
    """What `models.toml` says."""
    return tomllib.loads((files("calque.translate") / "models.toml").read_text(encoding="utf-8"))
