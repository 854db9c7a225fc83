"""
Spans of the reader's text where a fix may not write.

Addresses, handles, hashtags, code, and words that the writer vouched for with (sic) or only speaks
of. Markup is not here: formats know it.
"""

from __future__ import annotations

import re

from calque.document import Span

_PROTECTED = re.compile(
    r"""
      \b(?:https?|ftp|mailto|tel|file)://?[^\s<>"“”\u3000-\u3015\uff01-\uff20]+(?<![.,;:!?)\]'’])
    | \bwww\.[^\s<>"“”\u3000-\u3015\uff01-\uff20]+(?<![.,;:!?)\]'’])
    | (?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)*                           # e-mail
    | (?<![\w.-])(?:[\w-]++\.)+(?:com|org|net|info|gov|edu|int|eu|io|news # bare host, with its path
        |ru|ua|by|kz|kg|uz|tj|fi|se|no|dk|de|fr|es|it|pl|uk|at|ch|be|nl|cz|sk|hu|ro|bg|ee|lv|lt|tv
        |pdf|txt|jpe?g|png|docx?|xlsx?|html?|csv|mp[34])                  # file
        \b(?:/[^\s<>"“”\u3000-\u3015\uff01-\uff20]*(?<![.,;:!?)\]'’]))?
    | (?<!\w)@\w+ | (?<![\w&])\#(?=\w*[a-z\u00c0-\u024f])\w+               # handle, hashtag
    | (?<!`)(?P<ticks>`{1,2})(?!`)[^\n]+?(?<!`)(?P=ticks)(?!`) | ```.*?```      # code
    | (?<![\w%{\[/])[^\W_]++(?:_[^\W_]+)+                                 # identifier
    | \{%[^{}\n]*%\} | \{\{[<%][^{}\n]*[%>]\}\} | \{[.\#][^{}\s]*\}       # template
    | \[\^[^\]\s]{1,40}\]                                                 # footnote
    | <[a-z][\w-]*\s[^<>\n]*=[^<>\n]*>                                      # tag with attributes
    | (?<![\w.-])(?:[\w.-]++/){2,}[\w.-]+ | (?<![\w/])/[\w.-]+/[\w.-]+    # path
    | (?<!\w)[a-z]:\\[^\s"<>|]+
    | (?<![\w'’-])[\w'’-]++[”"»*]?\s*[\[(]\s*[*_]?sic[*_]?\s*[!.]?\s*[\])]  # vouched for
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)


def protected_spans(text: str, spoken_of: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the protected spans of `text` in order; `spoken_of` are words mentioned, not used."""
    found = [Span(*match.span()) for match in _PROTECTED.finditer(text)]
    return tuple(sorted({*found, *spoken_of}))
