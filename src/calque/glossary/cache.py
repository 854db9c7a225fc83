"""
Compiled glossaries kept in the user's cache folder, so that only the first run compiles them.

One file serves one set of layers and one language. It says what it was made from, and counts only
as long as that is unchanged: the same files, unaltered by their sizes and times or, where those
leave room for doubt, by their content. It is replaced whole or not at all, so runs side by side and
a run cut short do no harm. A folder that can't be written to, or a file that is no good, costs time
and nothing else.

`CALQUE_CACHE` names another folder than the system's (the XDG Base Directory Specification; Apple's
File System Programming Guide; Microsoft's known folders).
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from hashlib import file_digest, sha256
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any, Final

from calque._version import __version__
from calque.disk import UNFINISHED, write_whole
from calque.errors import OutputError
from calque.glossary.compiled import Compiled, Damaged, compiled
from calque.glossary.load import files, load

_SUFFIX: Final = ".compiled"
# A file may change twice within a tick of its clock: times this close (ns) prove nothing.
_TICK: Final = 2_000_000_000
_DAY: Final = 86_400
_UNUSED_DAYS: Final = 30
# What goes into a compiled glossary beside the layers: the code, words' forms, the schemes.
_OWN: Final = (
    *("glossary/*.py", "language/*.py", "language/inflections/*.txt"),
    *("names/*.py", "names/schemes/*.toml"),
)


def folder() -> Path:
    """Where compiled glossaries are kept; it need not exist."""
    given = os.environ.get("CALQUE_CACHE")
    if given:
        return Path(given)
    try:
        home = Path.home()
    except RuntimeError:  # a user without a home, as in containers: nothing can be kept there
        home = Path(os.devnull)
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = home / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    return base / "calque"


def kept() -> dict[Path, int]:
    """The files of the cache, finished or not, and how many bytes each has."""
    sizes = {}
    for path in folder().glob("*"):
        if path.suffix in (_SUFFIX, UNFINISHED):
            with suppress(FileNotFoundError):  # another run was quicker
                sizes[path] = path.stat().st_size
    return sizes


def clear() -> dict[Path, int]:
    """Remove the files of the cache; return them. Raises OutputError where one can't be removed."""
    found = kept()
    for path in found:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise OutputError(f"{path}: cannot be removed ({error.strerror})") from error
    return found


def opened(
    layers: Iterable[Path], overrides: Mapping[str, Any], lang: str, *, afresh: bool = False
) -> Compiled:
    """
    Return the glossary of these layers (see `load`) compiled for texts in `lang`.

    Taken from the cache where it is there, unless `afresh`; else made and put there if possible.
    Raises ConfigError where a layer is at fault.
    """
    inputs = _Inputs(list(layers), overrides, lang)
    path = folder() / f"{inputs.slot}{_SUFFIX}"
    found = None if afresh else _current(path, inputs)
    if found:
        return found
    about = inputs.about()  # before reading: what changes meanwhile is seen by the next run
    glossary = load(inputs.layers, overrides)
    return _put(path, compiled(glossary, lang, {**about, "digest": glossary.digest}))


class _Inputs:
    """What a compiled glossary is made from; `slot` names its place in the cache."""

    def __init__(self, layers: Sequence[Path], overrides: Mapping[str, Any], lang: str) -> None:
        package = Path(__file__).parents[1]
        self.layers = layers
        self.files = [file for layer in layers for file in files(layer)]
        self.files += sorted(file for pattern in _OWN for file in package.glob(pattern))
        self._settings = repr((__version__, sorted(overrides.items()), lang)).encode()
        places = "\0".join(str(path.resolve()) for path in (package, *layers)).encode()
        self.slot = sha256(places + b"\0" + self._settings).hexdigest()[:32]

    def about(self) -> dict[str, Any]:
        """What to remember of them: when that was, the files' stamps, and the content."""
        made = time.time_ns()
        try:
            stamps, content = self.stamps(), self.content()
        except OSError:  # `load` says what is wrong with which file
            stamps, content = [], ""
        return {"slot": self.slot, "made": made, "stamps": stamps, "content": content}

    def made(self, about: Mapping[str, Any]) -> bool:
        """Whether what is remembered is of them as they are now."""
        if about.get("slot") != self.slot:
            return False
        stamps = self.stamps()
        latest = max(when for *_, modified, changed in stamps for when in (modified, changed))
        if stamps == about["stamps"] and latest + _TICK < about["made"]:
            return True
        return bool(about["content"] == self.content())

    def stamps(self) -> list[list[Any]]:
        """What tells a file from another, or from itself before a change, without reading it."""
        stats = [(file, file.stat()) for file in self.files]
        return [
            [str(file), stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns]
            for file, stat in stats
        ]

    def content(self) -> str:
        """A name for the content of all files and settings."""
        digest = sha256(self._settings)
        for path in self.files:
            with path.open("rb") as file:
                own = file_digest(file, "sha256").hexdigest()
            digest.update(f"\0{path.parent.name}/{path.name}\0{own}".encode())
        return digest.hexdigest()


def _current(path: Path, inputs: _Inputs) -> Compiled | None:
    """The compiled glossary in that file, if it is one and still holds."""
    try:
        found = Compiled(_mapped(path))
        if not inputs.made(found.about):
            return None
    except (OSError, ValueError, Damaged):
        return None
    with suppress(OSError):
        if time.time() - path.stat().st_mtime > _DAY:
            path.touch()  # still in use
    return found


def _mapped(path: Path) -> mmap:
    with path.open("rb") as file:
        return mmap(file.fileno(), 0, access=ACCESS_READ)


def _put(path: Path, data: bytes) -> Compiled:
    """Put a compiled glossary in its place, whole or not at all, and use it from there."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(path, [data], mode=0o600)
        _tidy()
        return Compiled(_mapped(path))
    except OSError:
        return Compiled(data)


def _tidy() -> None:
    """Remove what runs that were killed left behind, and what nobody has used for long."""
    now = time.time()
    for path in kept():
        days = _UNUSED_DAYS if path.suffix == _SUFFIX else 1
        with suppress(OSError):
            if now - path.stat().st_mtime > days * _DAY:
                path.unlink()
