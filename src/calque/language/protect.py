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
      \b(?:https?|ftp|mailto|tel|file)://?[^\s<>"“”]+(?<![.,;:!?)\]'’])   # address with a scheme
    | \bwww\.[^\s<>"“”]+(?<![.,;:!?)\]'’])
    | [\w.+-]+@[\w-]+(?:\.[\w-]+)+                                        # e-mail
    | (?<![\w.])(?:[\w-]+\.)+(?:com|org|net|info|gov|edu|int|eu|io|news   # bare host, with its path
        |ru|ua|by|kz|kg|uz|tj|fi|se|no|dk|de|fr|es|it|pl|uk|at|ch|be|nl|cz|sk|hu|ro|bg|ee|lv|lt|tv)
        \b(?:/[^\s<>"“”]*(?<![.,;:!?)\]'’]))?
    | (?<![\w&])[@\#](?=\w*[^\W\d])\w+                                       # handle, hashtag
    | ```.*?```|`[^`\n]+`                                                 # code
    | (?<!\w)(?:[\w.-]+/){2,}[\w.-]+                                      # path
    | \w+\s*[\[(]\s*sic\s*[!.]?\s*[\])]                                   # vouched for
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)


def protected_spans(text: str, spoken_of: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the protected spans of `text` in order; `spoken_of` are words mentioned, not used."""
    found = [Span(*match.span()) for match in _PROTECTED.finditer(text)]
    return tuple(sorted({*found, *spoken_of}))
