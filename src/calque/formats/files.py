"""
Bytes in, bytes out: nothing is guessed on the way in, nothing half-written on the way out.

Line ends and byte-order mark are kept. A file is written beside its target first and moved into
place, so a full disk or a power cut leaves the old one.
"""

from __future__ import annotations

import codecs
import errno
import glob
import os
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from calque.disk import write_whole
from calque.errors import InputError, OutputError
from calque.finding import Edit
from calque.formats.encodings import is_mostly_utf_8, single_byte, wide

LONGEST_LINE = 5_000_000  # characters

_BINARY = frozenset(
    """
    .7z .avi .bin .bmp .bz2 .db .dll .doc .epub .exe .gif .gz .ico .jpeg .jpg .mov .mp3 .mp4
    .odt .ogg .otf .parquet .pdf .png .ppt .pptx .pyc .so .sqlite .svgz .tar .tif .tiff .ttf .wav
    .webm .webp .woff .woff2 .xls .xlsx .xz .zip .zst
    """.split()  # noqa: SIM905
)
# Often without breaks.
_ONE_LINE = frozenset((".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".mxliff", ".tmx"))
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_COMPRESSED = {
    b"\x1f\x8b": ".gz",
    b"BZh": ".bz2",
    b"\xfd7zXZ\0": ".xz",
    b"\x28\xb5\x2f\xfd": ".zst",
}
# An XML file says itself what it is written in.
_DECLARED = re.compile(rb"""<\?xml[^>]*?\bencoding\s*=\s*["']([^"'>]*)["']""")
# Codecs that are no encoding of files.
_PYTHONS = frozenset(("idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"))
_BINARY_FILE = "looks like a binary file; give a text file"
_DEVICES = Path("/dev")
_REMEDIES = {
    errno.ENOSPC: "make room, or write elsewhere with -o",
    errno.EDQUOT: "make room, or write elsewhere with -o",
    errno.EFBIG: "raise the limit on file sizes (ulimit -f), or write elsewhere with -o",
    errno.EACCES: "make it writable, or write elsewhere with -o",
    errno.EPERM: "make it writable, or write elsewhere with -o",
    errno.EROFS: "write elsewhere with -o",
    errno.ENOENT: "create the folder first",
    errno.ENOTDIR: "create the folder first",
}


@dataclass(frozen=True, slots=True)
class Source:
    """A file's text, its line ends untouched, and how it was written down."""

    text: str
    encoding: str = "utf-8"
    mark: bytes = b""  # the byte-order mark
    declared: bool = False  # whether an XML declaration names the encoding

    def encoded(self, text: str) -> bytes:
        """
        Return a text as bytes in the same encoding, without the mark.

        What the encoding lacks becomes a character reference where the file is XML. Raises
        UnicodeEncodeError for half a surrogate pair; a byte that could not be decoded comes back.
        """
        errors = "xmlcharrefreplace" if self.declared else "surrogateescape"
        return text.encode(self.encoding, errors)

    def mended(self, text: str, edits: Sequence[Edit]) -> Iterator[bytes]:
        """Yield the file with `text` in it; `edits` are what made it of the old one."""
        yield self.mark
        yield self.encoded(text)


def read_text(path: str | Path) -> Source:
    """
    Return a file's text.

    Raises InputError where there is no such file, or it can't be read, isn't text, isn't UTF-8 (nor
    UTF-16 with a byte-order mark, nor XML in the encoding that it declares) or has a line over five
    million characters, which translation files may.
    """
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error
    return decode(data, str(path))


def unreadable(path: str | Path, error: OSError) -> InputError:
    """Say why a file can't be read."""
    if isinstance(error, FileNotFoundError):
        if Path(path).is_symlink():
            return InputError(f"{path}: a link to what is not there; mend or remove it")
        return InputError(f"{path}: no such file; check the path")
    if isinstance(error, IsADirectoryError):
        return InputError(f"{path}: a folder; name the files in it")
    if isinstance(error, PermissionError):
        return InputError(f"{path}: may not be read; check its permissions")
    return InputError(f"{path}: cannot be read ({error.strerror or error})")


def decode(data: bytes, name: str) -> Source:
    """Return bytes as text; `name` is what errors call them. Raises InputError as `read_text`."""
    source = decode_data(data, name)
    if Path(name).suffix.lower() not in _ONE_LINE:
        _check_lines(source.text, name)
    return source


def decode_data(data: bytes, name: str) -> Source:
    """The same for what is no text to be read: its lines may be of any length."""
    if compression(data):
        raise InputError(f"{name}: is compressed; unpack it, or read it with calque batch")
    mark, encoding = next(
        ((mark, encoding) for mark, encoding in _MARKS if data.startswith(mark)), (b"", "utf-8")
    )
    body = data.removeprefix(mark)
    declared = "" if mark else _declared(data, name)
    encoding = declared or encoding
    if encoding == "utf-8" and b"\0" in body:
        raise InputError(f"{name}: {_not_text(body)}")
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(f"{name}: {_not_decoded(error, data, len(mark))}") from error
    except UnicodeError as error:  # a codec that tells no place
        raise InputError(f"{name}: broken {encoding} ({error}); save it again as UTF-8") from error
    if "\0" in text:
        raise InputError(f"{name}: {_BINARY_FILE}")
    return Source(text, encoding, mark, bool(declared))


def compression(data: bytes) -> str:
    """How a file that begins so is compressed, as a suffix (`.gz`); empty where it is not."""
    return next((suffix for magic, suffix in _COMPRESSED.items() if data.startswith(magic)), "")


def _declared(data: bytes, name: str) -> str:
    """The encoding other than UTF-8 that XML says it is in; empty where there is none."""
    found = _DECLARED.match(data)
    if not found:
        return ""
    said = found[1].decode("ascii", "replace")
    try:
        codec = codecs.lookup(said).name
        "".encode(codec)  # not every codec is one of text
    except (LookupError, ValueError):
        codec = ""
    if not codec or codec in _PYTHONS:
        raise InputError(f"{name}: line 1: no encoding {said!r}; save it as UTF-8")
    # It was read byte by byte as far as here, so it is not UTF-16, whatever it says.
    return "" if codec.startswith(("utf", "ascii")) else codec


def _not_decoded(error: UnicodeDecodeError, data: bytes, shift: int) -> str:
    offset = error.start + shift
    if error.encoding.lower() != "utf-8":
        kind = "UTF-16" if shift else error.encoding
        return f"broken {kind} at offset {offset}; save it again as UTF-8"
    line = data.count(b"\n", 0, offset) + 1
    said = f"not UTF-8 (byte 0x{data[offset]:02X} at offset {offset}, line {line})"
    if is_mostly_utf_8(data):
        return f"{said}, though the rest is; mend that place"
    if likely := single_byte(data):
        return f"{said} but likely {likely}; convert it first: iconv -f {likely} -t utf-8"
    return f"{said}; convert it first, or save it as UTF-8"


def _not_text(data: bytes) -> str:
    if likely := wide(data):
        return (
            f"likely UTF-16 without a byte-order mark; convert it first: iconv -f {likely} -t utf-8"
        )
    return _BINARY_FILE


def _check_lines(text: str, name: str) -> None:
    start, number = 0, 1
    while len(text) - start > LONGEST_LINE:
        end = text.rfind("\n", start, start + LONGEST_LINE + 1)
        if end < 0:
            raise InputError(
                f"{name}: line {number} has over {LONGEST_LINE:,} characters; "
                "break it into paragraphs, or put one article a row into a .jsonl file"
            )
        number += text.count("\n", start, end + 1)
        start = end + 1


def write_text(path: str | Path, parts: Iterable[str]) -> None:
    """Write the parts of a text in order, in UTF-8, as `write_bytes` does."""
    write_bytes(path, map(Source("").encoded, parts))


def write_bytes(path: str | Path, chunks: Iterable[bytes]) -> None:
    """
    Write a file: all of it or nothing.

    It keeps its mode, a link stays a link. Raises OutputError, and then nothing has changed.
    """
    target = Path(os.path.realpath(path))
    try:
        before = _permitted(target)
        if Path(path).parent == _DEVICES:  # /dev/stdout may be a file that others write to as well
            with Path(path).open("ab") as file:
                file.writelines(chunks)
        elif before and not stat.S_ISREG(before.st_mode):  # a pipe: nothing to keep
            with target.open("wb") as file:
                file.writelines(chunks)
        else:
            write_whole(target, chunks, like=before)
    except UnicodeEncodeError as error:
        raise OutputError(f"{path}: half a surrogate pair cannot be written; remove it") from error
    except OSError as error:
        remedy = _REMEDIES.get(error.errno or 0, "write elsewhere with -o")
        reason = error.strerror or str(error)
        raise OutputError(f"{path}: cannot be written ({reason}); {remedy}") from error


def _permitted(target: Path) -> os.stat_result | None:
    """Return what is at `target`, None if nothing; a read-only file stays, whoever asks."""
    try:
        before = target.stat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(before.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not before.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "read-only")
    return before


def expand(paths: Iterable[str | Path], suffixes: Iterable[str]) -> Iterator[Path]:
    """
    Yield the files that `paths` mean, each once: files, folders with all below, globs.

    A file that is named is taken whatever its suffix; in folders only those with one of `suffixes`
    are, and nothing hidden. Raises InputError where a path means nothing, or a folder may not be
    read.
    """
    wanted = tuple(suffixes)
    seen: set[str] = set()
    for path in paths:
        for file in _files(Path(path), wanted):
            real = os.path.realpath(file)
            if real not in seen:
                seen.add(real)
                yield file


def _files(path: Path, suffixes: tuple[str, ...]) -> Iterator[Path]:
    if path.is_dir():
        yield from _in_folder(path, suffixes)
    elif path.exists() or not glob.has_magic(str(path)):
        yield path
    else:
        found = [
            file
            for hit in sorted(_matching(path))
            for file in (_below(hit, suffixes) if hit.is_dir() else [hit])
            if file.suffix.lower() not in _BINARY or _is_one_of(file.name, suffixes)
        ]
        if not found:
            raise InputError(f"{path}: matches no text file; check the pattern")
        yield from found


def _matching(pattern: Path) -> Iterator[Path]:
    """
    What a pattern means. `**` goes into no link to a folder, since links may lead round in circles;
    what is hidden is meant only where the pattern says so.
    """
    if "**" not in pattern.parts:
        yield from map(Path, glob.glob(str(pattern)))
        return
    at = pattern.parts.index("**")
    below = Path(*pattern.parts[at:])
    tops = glob.glob(str(Path(*pattern.parts[:at]))) if at else ["."]
    for top in map(Path, tops):
        for hit in top.glob(str(below / "*" if below.name == "**" else below)):
            inside = hit.relative_to(top).parts
            hidden = any(part.startswith(".") and part not in below.parts for part in inside)
            if not hidden and not (hit.is_symlink() and hit.is_dir()):
                yield hit


def _in_folder(path: Path, suffixes: tuple[str, ...]) -> Iterator[Path]:
    empty = True
    for file in _below(path, suffixes):
        empty = False
        yield file
    if empty:
        looked_for = " ".join(suffixes)
        raise InputError(f"{path}: no text in this folder; looked for {looked_for}")


def _below(folder: Path, suffixes: tuple[str, ...]) -> Iterator[Path]:
    for place, folders, names in os.walk(folder, onerror=_raise):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and _is_one_of(name, suffixes):
                yield Path(place, name)


def _raise(error: OSError) -> None:
    """For a folder that may not be read: nothing in it must be passed over unsaid."""
    raise unreadable(error.filename, error) from error


def _is_one_of(name: str, suffixes: tuple[str, ...]) -> bool:
    return name.lower().endswith(suffixes)
