"""
Spans of the reader's text where a fix may not write.

Addresses, handles, hashtags, code, and words that the writer vouched for with (sic) or only speaks
of. Markup is not here: formats know it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from calque.document import Span

_FLAGS: Final = re.VERBOSE | re.DOTALL | re.IGNORECASE
_ENDINGS: Final = r"""(?:com|org|net|info|gov|edu|int|eu|io|news
    |ru|ua|by|kz|kg|uz|tj|fi|se|no|dk|de|fr|es|it|pl|uk|at|ch|be|nl|cz|sk|hu|ro|bg|ee|lv|lt|tv
    |pdf|txt|jpe?g|png|docx?|xlsx?|html?|csv|mp[34])\b"""
_SIC: Final = r"(?<![\w'’-])[\w'’-]++[”\"»*]?\s*{}\s*[*_]?sic[*_]?\s*[!.]?\s*[\])]"
# What is protected, with a cue that every such span has: few texts have any, and a cue that begins
# with a sign is searched for at memory speed, one that is a sign even more so.
_KINDS: Final = tuple(
    (cue if len(cue) == 1 else re.compile(cue, _FLAGS), pattern)
    for cue, pattern in (
        # address with a scheme
        (
            ":/",
            r"""\b(?:https?|ftp|mailto|tel|file)://?[^\s<>"“”\u3000-\u3015\uff01-\uff20]+(?<![.,;:!?)\]'’])""",
        ),
        (r"\.(?<=www\.)", r"""\bwww\.[^\s<>"“”\u3000-\u3015\uff01-\uff20]+(?<![.,;:!?)\]'’])"""),
        ("@", r"(?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)*"),  # e-mail
        # bare host with its path, file
        (
            rf"\.{_ENDINGS}",
            rf"""(?<![\w.-])(?:[\w-]++\.)+{_ENDINGS}(?:/[^\s<>"“”\u3000-\u3015\uff01-\uff20]*(?<![.,;:!?)\]'’]))?""",
        ),
        ("@", r"(?<!\w)@\w+"),  # handle
        ("#", r"(?<![\w&])\#(?=\w*[a-z\u00c0-\u024f])\w+"),  # hashtag
        ("`", r"(?<!`)(?P<ticks>`{1,2})(?!`)[^\n]+?(?<!`)(?P=ticks)(?!`) | ```.*?```"),  # code
        ("_", r"(?<![\w%{\[/])[^\W_]++(?:_[^\W_]+)+"),  # identifier
        # template
        ("{", r"\{%[^{}\n]*%\} | \{\{[<%][^{}\n]*[%>]\}\} | \{[.\#][^{}\s]*\}"),
        (r"\[\^", r"\[\^[^\]\s]{1,40}\]"),  # footnote
        ("<", r"<[a-z][\w-]*\s[^<>\n]*=[^<>\n]*>"),  # tag with attributes
        # path
        (
            r"/[\w.-]+/[\w.-]",
            r"(?<![\w.-])(?:[\w.-]++/){2,}[\w.-]+ | (?<![\w/])/[\w.-]+/[\w.-]+",
        ),
        (r":\\", r"""(?<!\w)[a-z]:\\[^\s"<>|]+"""),
        # vouched for
        *((rf"{opening}\s*[*_]?sic", _SIC.format(opening)) for opening in (r"\(", r"\[")),
    )
)


def protected_spans(text: str, spoken_of: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the protected spans of `text` in order; `spoken_of` are words mentioned, not used."""
    kinds = tuple(pattern for cue, pattern in _KINDS if _has(text, cue))
    found = [Span(*match.span()) for match in _any_of(kinds).finditer(text)] if kinds else []
    return tuple(sorted({*found, *spoken_of}))


def _has(text: str, cue: str | re.Pattern[str]) -> bool:
    return cue in text if isinstance(cue, str) else cue.search(text) is not None


@cache
def _any_of(kinds: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(kinds), _FLAGS)
