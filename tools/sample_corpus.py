"""
Make the sample corpus of the notebooks: one coast, forty stories, three translation systems.

Every sentence is ours. Each system has habits, planted with a fixed chance: `nordic` spells names
as Finnish does and takes its acronyms along, `quick` spells some as German does and leaves numbers,
web furniture and words of the source behind, `careful` seldom slips. A story has the same id in all
three.

    python -m tools.sample_corpus            writes notebooks/data/coast.jsonl
    python -m tools.sample_corpus --check    exits 1 if it is not up to date
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path
from typing import Final, NamedTuple

from tools.generated import written

TARGET: Final = Path(__file__).parent.parent / "notebooks" / "data" / "coast.jsonl"
STORIES: Final = 40
OUTLETS: Final = ("Coast Courier", "Harbour Post", "Lighthouse Daily")
# How often a habit shows: name, acronym, wording, number, furniture, left word.
SYSTEMS: Final = {
    "careful": (0.10, 0.05, 0.05, 0.05, 0.05, 0.02),
    "nordic": (0.75, 0.60, 0.45, 0.10, 0.15, 0.05),
    "quick": (0.25, 0.25, 0.20, 0.60, 0.70, 0.35),
}


class Person(NamedTuple):
    """A name in English, and the family name as Finnish and German spell it."""

    first: str
    last: str
    finnish: str
    german: str


PEOPLE: Final = (
    Person("Sergei", "Zhuravlyov", "Zhuravljov", "Schurawljow"),
    Person("Oksana", "Kravchenko", "Kravtšenko", "Krawtschenko"),
    Person("Anatoly", "Shcherbakov", "Štšerbakov", "Schtscherbakow"),
    Person("Marina", "Chernyshova", "Tšernyšova", "Tschernyschowa"),
    Person("Yuri", "Zhdanov", "Ždanov", "Schdanow"),
    Person("Dmytro", "Zhadan", "Žadan", "Schadan"),
    Person("Aigul", "Sadykova", "Sadykova", "Sadykowa"),
    Person("Timur", "Shakirov", "Šakirov", "Schakirow"),
)
# A body in English and as it stays when its acronym is not translated.
BODIES: Final = (
    ("the CSTO", "ODKB"),
    ("the OSCE", "the ETYJ"),
    ("the IMF", "IWF"),
    ("the WTO", "the OMC"),
)
TOWNS: Final = (("Kyiv", "Kiova"), ("Aktau", "Aktau"), ("Warsaw", "Varsova"), ("Vienna", "Wien"))
TRADES: Final = (
    ("harbour master", "the breakwater", "repairs"),
    ("mayor", "the ferry terminal", "the new timetable"),
    ("chief engineer", "the lighthouse", "the winter service"),
    ("port doctor", "the quarantine station", "the vaccinations"),
    ("fleet manager", "the fish market", "the spring season"),
)
FURNITURE: Final = (
    ("Share this article",),
    ("Related Articles",),
    ("Leave a Reply", "Your email address will not be published. Required fields are marked *"),
)
LEFT: Final = ("kuitenkin", "allerdings", "однако")


def stories() -> list[dict[str, str]]:
    """Every story in every system's words, in the order of the file."""
    chance = random.Random(7)
    made = []
    for number in range(STORIES):
        seed = chance.randrange(1 << 30)
        for system in SYSTEMS:
            made.append(_story(number, system, random.Random(f"{seed} {system}"), seed))
    return made


def _story(number: int, system: str, chance: random.Random, seed: int) -> dict[str, str]:
    same = random.Random(seed)  # what happened is one in all three systems
    name, acronym, wording, figure, furniture, left = (
        chance.random() < often for often in SYSTEMS[system]
    )
    person = same.choice(PEOPLE)
    trade, place, matter = same.choice(TRADES)
    body, town = same.choice(BODIES)[acronym], same.choice(TOWNS)[name]
    millions, ships, day = same.randint(2, 9), same.randint(12, 70), same.randint(2, 27)
    later = (person.german if system == "quick" else person.finnish) if name else person.last
    cost = f"{millions},5 million euros" if figure else f"{millions}.5 million euros"
    count = "At least another hundred" if wording else "More than a hundred"
    network = "the internet was broken" if wording else "the internet was down"
    adverb = f", {same.choice(LEFT)}," if left else ""
    paragraphs = [
        f"Storm closes {place} for {same.randint(3, 9)} days",
        f"{trade.capitalize()} {person.first} {person.last} told reporters on Monday that {place} "
        f"would stay closed for repairs. The storm did damage of {cost}, and {ships} ships had to "
        "wait off the coast.",
        f"{count} passengers spent the night in the terminal, where {network} until the morning. "
        f"{later}{adverb} said that {matter} would begin on {day} April.",
        f"Observers of {body} have asked for a report. It will be sent to {town} as soon as "
        f"{place} is open again, {later} said.",
    ]
    if furniture:
        paragraphs += chance.choice(FURNITURE)
    return {
        "id": f"coast-{number + 1:02}",
        "system": system,
        "outlet": OUTLETS[number % len(OUTLETS)],
        "date": f"2026-{1 + number // 7:02}-{day:02}",
        "text": "\n\n".join(paragraphs),
    }


if __name__ == "__main__":
    made = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in stories())
    sys.exit(written({TARGET: made}, "python -m tools.sample_corpus", sys.argv[1:]))
