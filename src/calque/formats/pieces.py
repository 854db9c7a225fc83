"""What the formats with markup share: what the pieces of a block say, and tidying them."""

from __future__ import annotations

from collections.abc import Iterable

from calque.document import Piece


def tidy(text: str, pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Return the pieces with touching plain ones joined and white space at both ends left out."""
    joined: list[Piece] = []
    for piece in pieces:
        before = joined[-1] if joined else None
        if before and before.text is piece.text is None and before.end == piece.start:
            joined[-1] = Piece(before.start, piece.end)
        else:
            joined.append(piece)
    while joined and said(text, joined[0]).isspace():
        del joined[0]
    while joined and said(text, joined[-1]).isspace():
        del joined[-1]
    if joined and joined[0].text is None:
        start, end, _ = joined[0]
        joined[0] = Piece(end - len(text[start:end].lstrip()), end)
    if joined and joined[-1].text is None:
        start, end, _ = joined[-1]
        joined[-1] = Piece(start, start + len(text[start:end].rstrip()))
    return tuple(joined)


def said(text: str, piece: Piece) -> str:
    """What a reader sees of a piece."""
    return text[piece.start : piece.end] if piece.text is None else piece.text
