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

from tools.generated import written
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


def files() -> dict[Path, str]:
    """Every file with what is to stand in it."""
    return {TARGET / f"{name}.toml": _file(name, title) for name, title in _TITLES.items()}


def _file(name: str, title: str) -> str:
    header = _HEADER.format(title=title, cldr=CLDR, babel=__version__, name=name)
    return "\n".join([header, *entries(name)])


if __name__ == "__main__":
    sys.exit(written(files(), "python -m tools.places", sys.argv[1:]))
