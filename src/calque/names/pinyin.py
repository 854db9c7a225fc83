"""
Which Latin words are Chinese names in pinyin, and of what syllables.

Source: ISO 7098:2015, table of syllables of Putonghua.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from calque.names.fold import fold

_BACK: Final = "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang"
_SYLLABLES: Final = {
    "": "a o e ai ei ao ou an en ang eng er",
    "b": "a o ai ei ao an en ang eng i ie iao ian in ing u",
    "p": "a o ai ei ao ou an en ang eng i ie iao ian in ing u",
    "m": "a o e ai ei ao ou an en ang eng i ie iao iu ian in ing u",
    "f": "a o ei ou an en ang eng u",
    "d": "a e ai ei ao ou an en ang eng ong i ia ie iao iu ian ing u uo ui uan un",
    "t": "a e ai ao ou an ang eng ong i ie iao ian ing u uo ui uan un",
    "n": "a e ai ei ao ou an en ang eng ong i ie iao iu ian in iang ing u uo uan ue",
    "l": "a e ai ei ao ou an ang eng ong i ia ie iao iu ian in iang ing u uo uan un ue",
    "g": _BACK,
    "k": _BACK,
    "h": _BACK,
    "j": "i ia ie iao iu ian in iang ing iong u ue uan un",
    "q": "i ia ie iao iu ian in iang ing iong u ue uan un",
    "x": "i ia ie iao iu ian in iang ing iong u ue uan un",
    "zh": f"{_BACK} i",
    "ch": f"{_BACK} i",
    "sh": f"{_BACK} i",
    "r": "e i ao ou an en ang eng ong u ua uo ui uan un",
    "z": "a e i ai ei ao ou an en ang eng ong u uo ui uan un",
    "c": "a e i ai ei ao ou an en ang eng ong u uo ui uan un",
    "s": "a e i ai ei ao ou an en ang eng ong u uo ui uan un",
    "y": "a o e ai ao ou an ang ong i in ing u ue uan un",
    "w": "a o ai ei an en ang eng u",
}
_WORD: Final = re.compile(
    "(?:"
    + "|".join(
        f"{initial}(?:{'|'.join(sorted(finals.split(), key=len, reverse=True))})"
        for initial, finals in _SYLLABLES.items()
    )
    + "){1,4}"
)


@lru_cache(maxsize=16384)
def is_pinyin(word: str) -> bool:
    """Whether `word`, marks apart, is made of one to four syllables of pinyin."""
    return _WORD.fullmatch(fold(word)) is not None
