"""
Print `src/calque/language/languages.tsv`: the English name of each language that CLDR has.

From CLDR, by way of Babel; kinds of a language (Swiss German) and what is none are left out.

    python tools/languages.py > src/calque/language/languages.tsv
"""

from __future__ import annotations

from babel import Locale
from babel.core import get_cldr_version

NONE = ("mul", "und", "zxx")


def main() -> None:
    """Print."""
    print("# Codes of languages and their English names.")
    print(f"# Made by tools/languages.py from CLDR {get_cldr_version()} (Unicode License).")
    for code, name in sorted(Locale("en").languages.items()):
        if "_" not in code and code not in NONE:
            print(code, name, sep="\t")


if __name__ == "__main__":
    main()
