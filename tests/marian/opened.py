"""A model opened for a test, and whether it translates."""

from __future__ import annotations

from pathlib import Path

from calque.translate.engine import Settings
from calque.translate.translator import Translator, open_translator

FLOAT = Settings(engine="ctranslate2", precision="float32", threads=1)
SLOW = Settings(engine="transformers", threads=1)


def opened(model: Path | str, settings: Settings = FLOAT, **more: str) -> Translator:
    return open_translator(str(model), "fi", "en", settings, memory=False, **more)


def says(translator: Translator) -> None:
    assert translator.translate(["Anna asuu Oslossa."]) == ["Anna lives in Oslo."]
