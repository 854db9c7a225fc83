"""
What the form of a name in a Russian or Ukrainian source says: a man, a woman, an adjective.

In a translation Orlin and Orlina are a man and a woman. In the source *по словам Орлина* can only
be the man: after these words a woman would be Орлиной. So too Zaretsky and Zaretskaya are two
people; but where the source has one adjective of a place, both are that place.

Source: A. A. Zaliznyak, Grammatichesky slovar russkogo yazyka, declension of surnames and of
adjectives.
"""

from __future__ import annotations

import re
from typing import Final

# Words after which a noun stands in the genitive.
_GENITIVE_AFTER: Final = frozenset(
    """
    словам словами мнению думку данным даними информации інформацією заявлению у від от для до после
    після против проти без из кроме крім вместо замість около біля
    """.split()  # noqa: SIM905
)
_SURNAME: Final = "(?:[оеєё]в|їв|[иі]н)"
_MAN: Final = re.compile(f"(?:{_SURNAME}|сь?кий|{_SURNAME}ым|{_SURNAME}им|ого|ому)$")
_MAN_OR_WOMAN: Final = re.compile(f"{_SURNAME}а$")
_WOMAN: Final = re.compile(f"(?:{_SURNAME}ой|{_SURNAME}ою|сь?ка|ская|скую)$")
_ADJECTIVE: Final = re.compile(
    r"(?<=\w\w)сь?к(?:ий|ого|ому|им|ім|ом|ая|ой|ої|ую|ое|ие|их|ими|ій|ою|[аеіу])$"
)
_LATIN_ADJECTIVE: Final = re.compile(
    "(?<=[a-z]{3})s'?[kc](?:a[iyj]a|o[iyj]?e|o[iyj]|ogo|om|[iy][iyj]|[yiae])$"
)
_MASCULINE: Final = re.compile(r"сь?к(?:ий|ого|ому|им|ім|ом)$")
_FEMININE: Final = re.compile(r"сь?к(?:ая|ой|ої|ую|ою|ій|а|у)$")
_LATIN_MASCULINE: Final = re.compile(r"s'?[kc](?:[iy][iyj]|[iy])$")
_LATIN_FEMININE: Final = re.compile(r"s'?[kc]a(?:[iyj]a)?$")


def sex(word: str, before: str) -> str:
    """
    Return "m" or "f" where the form of a surname tells whose it is, else nothing.

    `before` is the word in front of it.
    """
    word, before = word.casefold(), before.casefold()
    if _MAN_OR_WOMAN.search(word):
        return "m" if before in _GENITIVE_AFTER else ""
    if _WOMAN.search(word):
        return "f"
    return "m" if _MAN.search(word) else ""


def adjective_of(word: str) -> str:
    """Return what an adjective in -ский, -ський is made from, in any form; else nothing."""
    found = _ADJECTIVE.search(word.casefold())
    return word[: found.start()] if found else ""


def without_adjective(name: str) -> str:
    """Return a Latin name without the ending of a Slavonic adjective, in lower case."""
    return _LATIN_ADJECTIVE.sub("", name.casefold())


def is_adjective(name: str) -> bool:
    """Whether a Latin name has the ending of a Slavonic adjective."""
    return _LATIN_ADJECTIVE.search(name.casefold()) is not None


def agrees(name: str, word: str) -> bool:
    """Whether a Latin adjective has the gender of its Cyrillic form: Kalininsky, в Калининском."""
    name, word = name.casefold(), word.casefold()
    return bool(
        (_LATIN_MASCULINE.search(name) and _MASCULINE.search(word))
        or (_LATIN_FEMININE.search(name) and _FEMININE.search(word))
    )
