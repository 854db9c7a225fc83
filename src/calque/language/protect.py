"""
Spans of the reader's text where a fix may not write.

Addresses, handles, hashtags, code, and words that the writer vouched for with (sic) or only speaks
of. Markup is not here: formats know it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from calque.cues import Cues
from calque.document import Span

_FLAGS: Final = re.VERBOSE | re.DOTALL | re.IGNORECASE
_ENDINGS: Final = (
    *("com", "org", "net", "info", "gov", "edu", "int", "eu", "io", "news"),
    *("ru", "ua", "by", "kz", "kg", "uz", "tj", "fi", "se", "no", "dk", "de", "fr", "es", "it"),
    *("pl", "uk", "at", "ch", "be", "nl", "cz", "sk", "hu", "ro", "bg", "ee", "lv", "lt", "tv"),
    *("pdf", "txt", "jpg", "jpeg", "png", "doc", "docx", "xls", "xlsx", "htm", "html", "csv"),
    *("mp3", "mp4"),
)
_ENDING: Final = rf"(?:{'|'.join(_ENDINGS)})\b"
# Of a host's name: East Asian words have no blank before it.
_LETTER: Final = r"[^\W\u3040-\u30ff\u3400-\u9fff]"
_SIC: Final = r"(?<![\w'’-])[\w'’-]++[”\"»*]?\s*{}\s*[*_]?sic[*_]?\s*[!.]?\s*[\])]"
# What is protected, with what every such span has in it.
_KINDS: Final = tuple(
    (Cues(cues), pattern)
    for cues, pattern in (
        # address with a scheme
        (
            (":/",),
            r"""\b(?:https?|ftp|mailto|tel|file)://?[^\s<>"“”\u3000-\u3015\uff01-\uff20]+(?<![.,;:!?)\]'’])""",
        ),
        (("www.",), r"""\bwww\.[^\s<>"“”\u3000-\u3015\uff01-\uff20]+(?<![.,;:!?)\]'’])"""),
        (("@",), r"(?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)*"),  # e-mail
        # bare host with its path, file
        (
            (f".{ending}" for ending in _ENDINGS),
            rf"""(?<!{_LETTER}|[.-])(?:(?:{_LETTER}|-)++\.)+{_ENDING}(?:/[^\s<>"“”\u3000-\u3015\uff01-\uff20]*(?<![.,;:!?)\]'’]))?""",
        ),
        (("@",), r"(?<!\w)@\w+"),  # handle
        (("#",), r"(?<![\w&])\#(?=\w*[a-z\u00c0-\u024f])\w+"),  # hashtag
        # code
        (("`",), r"(?<!`)(?P<ticks>`{1,2})(?!`)[^\n]+?(?<!`)(?P=ticks)(?!`) | ```.*?```"),
        (("_",), r"(?<![\w%{\[/])[^\W_]++(?:_[^\W_]+)+"),  # identifier
        # template
        (("{",), r"\{%[^{}\n]*%\} | \{\{[<%][^{}\n]*[%>]\}\} | \{[.\#][^{}\s]*\}"),
        (("[^",), r"\[\^[^\]\s]{1,40}\]"),  # footnote
        (("<",), r"<[a-z][\w-]*\s[^<>\n]*=[^<>\n]*>"),  # tag with attributes
        (("/",), r"(?<![\w.-])(?:[\w.-]++/){2,}[\w.-]+ | (?<![\w/])/[\w.-]+/[\w.-]+"),  # path
        ((":\\",), r"""(?<!\w)[a-z]:\\[^\s"<>|]+"""),
        # vouched for
        *(
            ([f"{opening}{blank}{mark}sic" for blank in ("", " ") for mark in ("", *"*_")], pattern)
            for opening, pattern in (("(", _SIC.format(r"\(")), ("[", _SIC.format(r"\[")))
        ),
    )
)


def protected_spans(
    text: str, cues: frozenset[str], spoken_of: tuple[Span, ...]
) -> tuple[Span, ...]:
    """
    Return the protected spans of `text` in order.

    `cues` are those that it has, `spoken_of` words that are mentioned, not used.
    """
    kinds = tuple(pattern for kind, pattern in _KINDS if not kind.isdisjoint(cues))
    found = [Span(*match.span()) for match in _any_of(kinds).finditer(text)] if kinds else []
    return tuple(sorted({*found, *spoken_of}))


@cache
def _any_of(kinds: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(kinds), _FLAGS)
