"""
Write the glossaries of places in `glossaries/concepts/`.

    python -m tools.places            write countries.toml, cities.toml and regions.toml
    python -m tools.places --check    exit 1 when a file is not what this would write
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from babel import __version__

from tools.places.entries import entries
from tools.places.sources import CLDR

TARGET: Final = Path(__file__).parents[2] / "glossaries" / "concepts"
_TITLES: Final = {
    "countries": "Countries, territories and continents",
    "cities": "Cities of all countries",
    "regions": "Regions, and countries that are part of one",
}
_HEADER: Final = """\
# {title}: the English press form, and what other languages call them.
# Written by tools/places from CLDR {cldr} (Babel {babel}) and the names kept there: change the
# tables in tools/places/{name}.toml and forms.toml, not this.
"""


def main(arguments: list[str]) -> int:
    """Write or check the files; 1 when a check finds one stale, 2 for a wrong argument."""
    if arguments not in ([], ["--check"]):
        print("usage: python -m tools.places [--check]", file=sys.stderr)
        return 2
    stale = False
    for name, title in _TITLES.items():
        header = _HEADER.format(title=title, cldr=CLDR, babel=__version__, name=name)
        text = "\n".join([header, *entries(name)])
        path = TARGET / f"{name}.toml"
        if not arguments:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            print(f"{path}: stale; run python -m tools.places", file=sys.stderr)
            stale = True
    return int(stale)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
