"""
How Han characters are read in names; prints `src/calque/names/han.tsv`.

From the Unihan database of the Unicode Standard: kMandarin, kJapaneseOn, kJapaneseKun and kHangul
of the characters in the lists of the People's Republic (kTGH), of Taiwan (Big Five, level 1), of
Japan (JIS X 0208) and of Korean schools. Takes the folder of the unpacked `Unihan_*.txt`.

    python tools/han.py FOLDER > src/calque/names/han.tsv
"""

from __future__ import annotations

import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

from calque.names.write import write

_WANTED = ("kTGH", "kJis0", "kKoreanEducationHanja", "kBigFive")
_LEVEL_1 = range(0xA440, 0xC67F)


def properties(file: Path) -> dict[str, dict[str, str]]:
    """The properties of each character in a file of Unihan."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for line in file.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            code, key, value = line.split("\t")
            found[chr(int(code[2:], 16))][key] = value
    return found


def is_common(mappings: dict[str, str]) -> bool:
    """Whether one of the lists has the character."""
    return any(
        key in mappings and (key != "kBigFive" or int(mappings[key], 16) in _LEVEL_1)
        for key in _WANTED
    )


def toneless(pinyin: str) -> str:
    """A syllable of pinyin without its tone; ü stays."""
    letters = unicodedata.normalize("NFD", pinyin.lower()).replace("u\u0308", "ü")
    return "".join(char for char in letters if not unicodedata.combining(char))


def readings(values: dict[str, str]) -> list[str]:
    """The readings in Mandarin, Japanese and Korean, of each a list parted by blanks."""
    japanese = (values.get(key, "").lower() for key in ("kJapaneseOn", "kJapaneseKun"))
    hangul = (word.split(":")[0] for word in values.get("kHangul", "").split())
    return [
        " ".join(dict.fromkeys(words))
        for words in (
            (toneless(word) for word in values.get("kMandarin", "").split()),
            (word for some in japanese for word in some.split()),
            (write(word, "ko", "revised").lower() for word in hangul),
        )
    ]


def main() -> None:
    """Print the table."""
    folder = Path(sys.argv[1])
    mappings = properties(folder / "Unihan_OtherMappings.txt")
    print("# Character, and how Mandarin, Japanese and Korean read it.")
    print("# Made by tools/han.py from the Unihan database 15.0, Copyright Unicode, Inc.")
    print("# Terms of use: https://www.unicode.org/copyright.html")
    for char, values in sorted(properties(folder / "Unihan_Readings.txt").items()):
        if is_common(mappings.get(char, {})) and any(columns := readings(values)):
            print(char, *columns, sep="\t")


if __name__ == "__main__":
    main()
