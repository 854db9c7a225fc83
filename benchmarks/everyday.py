"""
Plain Finnish sentences with their English, of our own making: what a small model can translate.
"""

from __future__ import annotations

import random
from typing import NamedTuple


class Everyday(NamedTuple):
    """A sentence, its English, and the name and the number that both have."""

    fi: str
    en: str
    name: str
    number: str


class TermPair(NamedTuple):
    """A sentence with a term of the glossary, its English, and the term there."""

    fi: str
    en: str
    term: str


_PEOPLE = ("Tom", "Mary", "Mari", "Ken", "Bob", "Anna", "Jim", "Pekka", "Leena")
# What is counted (partitive singular), in English.
_THINGS = (
    ("koiraa", "dogs"),
    ("kissaa", "cats"),
    ("kirjaa", "books"),
    ("lasta", "children"),
    ("veljeä", "brothers"),
    ("autoa", "cars"),
    ("tuntia", "hours"),
    ("päivää", "days"),
    ("taloa", "houses"),
    ("ystävää", "friends"),
)
_NUMBERS = (
    ("kaksi", "two"),
    ("kolme", "three"),
    ("neljä", "four"),
    ("viisi", "five"),
    ("10", "10"),
    ("20", "20"),
    ("30", "30"),
    ("100", "100"),
)
# Adessive of the owner: who has something.
_OWNERS = (("Tomilla", "Tom"), ("Marylla", "Mary"), ("Pekalla", "Pekka"), ("Leenalla", "Leena"))
_COUNTED = (
    ("{owner} on {n} {things}.", "{name} has {m} {counted}."),
    ("{name} osti {n} {things}.", "{name} bought {m} {counted}."),
    ("{name} näki {n} {things}.", "{name} saw {m} {counted}."),
    ("{name} haluaa {n} {things}.", "{name} wants {m} {counted}."),
    ("{name} tarvitsee {n} {things}.", "{name} needs {m} {counted}."),
)
_PLAIN = (
    ("{name} ei tullut eilen kotiin.", "{name} didn't come home yesterday."),
    ("{name} on nyt sairas.", "{name} is sick now."),
    ("{name} asuu täällä.", "{name} lives here."),
    ("{name} ei asu täällä.", "{name} doesn't live here."),
    ("{name} rakastaa musiikkia.", "{name} loves music."),
    ("{name} ei osaa uida.", "{name} can't swim."),
    ("{name} osaa puhua ranskaa.", "{name} can speak French."),
    ("{name} lukee kirjaa.", "{name} is reading a book."),
    ("{name} ei pidä kahvista.", "{name} doesn't like coffee."),
    ("{name} odotti minua asemalla.", "{name} waited for me at the station."),
    ("{name} kirjoitti minulle kirjeen.", "{name} wrote me a letter."),
    ("{name} tuli kotiin myöhään.", "{name} came home late."),
    ("{name} ei tiedä, missä olen.", "{name} doesn't know where I am."),
    ("Luulen, että {name} on oikeassa.", "I think {name} is right."),
    ("Tiedätkö, missä {name} on?", "Do you know where {name} is?"),
    ("{name} oli väsynyt ja meni nukkumaan.", "{name} was tired and went to bed."),
    ("{name} auttoi minua paljon.", "{name} helped me a lot."),
    ("{name} antoi minulle rahaa.", "{name} gave me some money."),
)


def sentences(count: int, seed: int = 1) -> list[Everyday]:
    """So many different sentences or fewer, in an order that the seed decides."""
    made = {}
    for name in _PEOPLE:
        for fi, en in _PLAIN:
            made[fi.format(name=name)] = Everyday(
                fi.format(name=name), en.format(name=name), name, ""
            )
    for owner, name in _OWNERS:
        for things, counted in _THINGS:
            for n, m in _NUMBERS:
                for fi, en in _COUNTED:
                    source = fi.format(owner=owner, name=name, n=n, things=things)
                    target = en.format(name=name, m=m, counted=counted)
                    made[source] = Everyday(source, target, name, m)
    everything = list(made.values())
    random.Random(seed).shuffle(everything)
    return everything[:count]


# Terms of the built-in glossary, as Finnish news has them: bare, genitive, inessive; in English.
_TERMS = (
    ("Tokajev", "Tokajevin", "Tokajevissa", "Tokayev"),
    ("Zelenskyi", "Zelenskyin", "Zelenskyissa", "Zelenskyy"),
    ("Mangistau", "Mangistaun", "Mangistaussa", "Mangystau"),
    ("ETYJ", "ETYJ:n", "ETYJ:ssä", "OSCE"),
    ("Kiina", "Kiinan", "Kiinassa", "China"),
    ("Venäjä", "Venäjän", "Venäjällä", "Russia"),
    ("Ukraina", "Ukrainan", "Ukrainassa", "Ukraine"),
    ("ODKB", "ODKB:n", "ODKB:ssa", "CSTO"),
    ("Ruotsi", "Ruotsin", "Ruotsissa", "Sweden"),
    ("Kazakstan", "Kazakstanin", "Kazakstanissa", "Kazakhstan"),
    ("Tšekki", "Tšekin", "Tšekissä", "Czechia"),
    ("EKP", "EKP:n", "EKP:ssä", "ECB"),
    ("Kreikka", "Kreikan", "Kreikassa", "Greece"),
    ("Lontoo", "Lontoon", "Lontoossa", "London"),
)
_WITH_TERM = (
    ("{0} auttoi minua paljon.", "{3} helped me a lot."),
    ("{0} on oikeassa.", "{3} is right."),
    ("{0} ei auttanut meitä.", "{3} didn't help us."),
    ("Luulen, että {0} on väärässä.", "I think {3} is wrong."),
    ("Missä {0} on?", "Where is {3}?"),
    ("{0} kirjoitti minulle kirjeen.", "{3} wrote me a letter."),
    ("Tiedätkö, mikä {0} on?", "Do you know what {3} is?"),
    ("Minä rakastan {1} musiikkia.", "I love the music of {3}."),
    ("Tämä on {1} kirja.", "This is {3}'s book."),
    ("Näin eilen {1} talon.", "I saw {3}'s house yesterday."),
    ("Tom oli eilen {2}.", "Tom was in {3} yesterday."),
    ("Mary asuu {2}.", "Mary lives in {3}."),
)


def with_terms() -> list[TermPair]:
    """Every frame with every term."""
    return [
        TermPair(fi.format(*forms), en.format(*forms), forms[3])
        for fi, en in _WITH_TERM
        for forms in _TERMS
    ]
