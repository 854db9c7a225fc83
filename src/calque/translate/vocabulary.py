"""
From text to a model's pieces and back, with sentencepiece alone.

Same ids as transformers' MarianTokenizer gives: pieces of `source.spm` or `target.spm`, looked up
in `vocab.json`; what is not in there is `<unk>`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from calque.document import Span
from calque.errors import ModelError
from calque.translate.engine import PAD, UNKNOWN, Pieces, missing_library
from calque.translate.model import Model

_TOKEN: Final = re.compile(r">>[^<>\s]+<<")
# What a vocabulary may lack, and the nearest thing that it has.
_NEAREST: Final[Mapping[str, tuple[str, ...]]] = {
    "—": ("–", "-"),
    "–": ("—", "-"),
    "−": ("-",),
    "‑": ("-",),
    "“": ('"', "'"),
    "”": ('"', "'"),
    "„": ('"', "'"),
    "«": ('"', "'"),
    "»": ('"', "'"),
    "’": ("'",),
    "‘": ("'",),
    "…": (".",),
    "\u00a0": (" ",),
    "\u202f": (" ",),
}


class Vocabulary:
    """
    The pieces of a model.

    `token` (`>>fin<<`) is put before every source where the model wants one. Raises ModelError
    where a file is broken, or where sentencepiece is not installed.
    """

    def __init__(self, model: Model, token: str = "") -> None:
        try:
            from sentencepiece import SentencePieceProcessor
        except ImportError as error:
            raise missing_library(error.name, "translate") from error
        self.token = token
        self.source_ids, self.target_ids = _ids(model)
        self._target = list(self.target_ids)
        self._processors: list[Any] = []
        for file in ("source.spm", "target.spm"):
            try:
                self._processors.append(SentencePieceProcessor(model_file=str(model.folder / file)))
            except (OSError, RuntimeError) as error:
                raise ModelError(
                    f"{model.name}: {file} is broken; fetch the model again"
                ) from error

    def source(self, text: str) -> list[str]:
        """Return the pieces of a source sentence, the model's `>>xxx<<` first if it wants one."""
        pieces: list[str] = self._processors[0].encode(self.known(text), out_type=str)
        return [self.token, *pieces] if self.token else pieces

    def target(self, text: str) -> list[str]:
        """Return the pieces of a translation."""
        pieces: list[str] = self._processors[1].encode(text, out_type=str)
        return pieces

    def source_places(self, text: str) -> list[Span]:
        """
        Return where each piece of a source stands in it; the model's `>>xxx<<` is nowhere.

        Nothing where pieces are not the text's own characters (sentencepiece takes ½ for 1/2).
        """
        known = self.known(text)
        return _places(self.source(text), known, self.token)

    def target_places(self, text: str) -> list[Span]:
        """Return where each piece of a translation stands in it; nothing as above."""
        return _places(self.target(text), text, "")

    def text(self, pieces: Pieces) -> str:
        """Return what the pieces of a translation say."""
        kept = [piece for piece in pieces if piece not in (UNKNOWN, PAD)]
        return str(self._processors[1].decode_pieces(kept)).replace("▁", " ").strip()

    def likelihood(self, word: str) -> float:
        """The log-probability of a source word on its own, by sentencepiece's unigram model."""
        processor = self._processors[0]
        return float(sum(processor.get_score(number) for number in processor.encode(word)))

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """The `>>xxx<<` that the model knows."""
        return tuple(piece for piece in self.source_ids if _TOKEN.fullmatch(piece))

    def known(self, text: str) -> str:
        """
        Return a source in characters that the model has: it would read others as `<unk>`.

        A dash or quotation mark is replaced by one that it has; of what has no like (emoji) only a
        space stays. The length stays what it was.
        """
        return "".join(self._known(char) for char in text)

    def _known(self, char: str) -> str:
        if char.isascii() or self._has(char):
            return char
        nearest = (other for other in _NEAREST.get(char, ()) if all(map(self._has, other)))
        return next(nearest, " " if not char.isalnum() else char)

    def _has(self, char: str) -> bool:
        known = self._characters.get(char)
        if known is None:
            pieces = self._processors[0].encode(char, out_type=str)
            known = all(piece in self.source_ids for piece in pieces)
            self._characters[char] = known
        return known

    @cached_property
    def _characters(self) -> dict[str, bool]:
        return {}


def _ids(model: Model) -> tuple[dict[str, int], dict[str, int]]:
    """The ids of source pieces and of target pieces."""
    folder = model.folder
    if model.is_converted and not (folder / "vocab.json").exists():
        shared = folder / "shared_vocabulary.json"
        files = [shared] * 2 if shared.exists() else _parted(folder)
    else:
        other = folder / "target_vocab.json"
        files = [folder / "vocab.json", other if other.exists() else folder / "vocab.json"]
    first = _table(model, files[0])
    return first, first if files[0] == files[1] else _table(model, files[1])


def _parted(folder: Path) -> list[Path]:
    return [folder / "source_vocabulary.json", folder / "target_vocabulary.json"]


def _table(model: Model, path: Path) -> dict[str, int]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        table = found if isinstance(found, dict) else _numbered(found)
        if UNKNOWN in table:
            return table
    except (OSError, ValueError, TypeError) as error:
        raise ModelError(f"{model.name}: {path.name} is broken; fetch the model again") from error
    raise ModelError(f"{model.name}: {path.name} has no {UNKNOWN}; this is no Marian vocabulary")


def _numbered(pieces: Iterable[str]) -> dict[str, int]:
    return {piece: number for number, piece in enumerate(pieces)}


def _places(pieces: Pieces, text: str, token: str) -> list[Span]:
    places = []
    done = 0
    for piece in pieces:
        characters = "" if piece == token else piece.replace("▁", "")
        while done < len(text) and text[done].isspace():
            done += 1
        if text[done : done + len(characters)] != characters:
            return []
        places.append(Span(done, done + len(characters)))
        done += len(characters)
    return places
