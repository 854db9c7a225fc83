"""
Plain Finnish sentences with their English, made from templates.
"""

from __future__ import annotations

import random
from typing import NamedTuple


class Pair(NamedTuple):
    """A sentence, its English, and the names and figures in both."""

    fi: str
    en: str
    names: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()


PEOPLE = ("Anna", "Tom", "Maria", "Peter", "Leena", "Mikko", "Olga", "Simon")
# Town, its inessive, its illative.
TOWNS = (
    ("Espoo", "Espoossa", "Espooseen"),
    ("Oslo", "Oslossa", "Osloon"),
    ("Turku", "Turussa", "Turkuun"),
    ("Vaasa", "Vaasassa", "Vaasaan"),
    ("Kerava", "Keravalla", "Keravalle"),
    ("Riika", "Riiassa", "Riikaan"),
    ("Kuopio", "Kuopiossa", "Kuopioon"),
)
ENGLISH_TOWNS = {"Riika": "Riga"}
# Partitive singular, English plural.
THINGS = (
    ("koiraa", "dogs"),
    ("kissaa", "cats"),
    ("autoa", "cars"),
    ("kirjaa", "books"),
    ("omenaa", "apples"),
    ("taloa", "houses"),
    ("venettä", "boats"),
    ("tuolia", "chairs"),
)
# Present, negated present, English, English negated.
VERBS = (
    ("nukkuu", "ei nuku", "is sleeping", "is not sleeping"),
    ("lukee", "ei lue", "is reading", "is not reading"),
    ("laulaa", "ei laula", "is singing", "is not singing"),
    ("odottaa", "ei odota", "is waiting", "is not waiting"),
    ("puhuu", "ei puhu", "is talking", "is not talking"),
    ("juoksee", "ei juokse", "is running", "is not running"),
)
COLOURS = (("punainen", "red"), ("sininen", "blue"), ("vanha", "old"), ("uusi", "new"))
NUMBERS = ("kaksi", "kolme", "neljä", "viisi", "kuusi", "seitsemän")
ENGLISH_NUMBERS = ("two", "three", "four", "five", "six", "seven")
KNOWN = (
    Pair("Minulla on kaksi lasta.", "I have two children."),
    Pair("Tänään on kylmä.", "It is cold today."),
    Pair("Missä sinä asut?", "Where do you live?"),
)


def genitive(name: str) -> str:
    """A name with its Finnish genitive ending."""
    return name + ("n" if name[-1] in "aeiouyäö" else "in")


def pair(chance: random.Random) -> Pair:
    """One sentence with its English."""
    one, other = chance.sample(PEOPLE, 2)
    town, inside, into = chance.choice(TOWNS)
    english = ENGLISH_TOWNS.get(town, town)
    thing, things = chance.choice(THINGS)
    verb, no_verb, does, does_not = chance.choice(VERBS)
    colour, coloured = chance.choice(COLOURS)
    figure = str(chance.randint(2, 99))
    at = chance.randrange(len(NUMBERS))
    number, word = NUMBERS[at], ENGLISH_NUMBERS[at]
    return chance.choice(
        (
            Pair(f"{one} asuu {inside}.", f"{one} lives in {english}.", (one, english)),
            Pair(f"{one} ei asu {inside}.", f"{one} does not live in {english}.", (one, english)),
            Pair(f"{one} menee {into}.", f"{one} is going to {english}.", (one, english)),
            Pair(
                f"{one} osti {number} {thing}.", f"{one} bought {word} {things}.", (one,), (word,)
            ),
            Pair(
                f"{one} näki {figure} {thing}.", f"{one} saw {figure} {things}.", (one,), (figure,)
            ),
            Pair(
                f"{one} osti {figure} {thing} {inside}.",
                f"{one} bought {figure} {things} in {english}.",
                (one, english),
                (figure,),
            ),
            Pair(
                f"{one} ja {other} tapasivat {inside}.",
                f"{one} and {other} met in {english}.",
                (one, other, english),
            ),
            Pair(
                f"{one} {verb} ja {other} {no_verb}.",
                f"{one} {does} and {other} {does_not}.",
                (one, other),
            ),
            Pair(f"{genitive(one)} auto on {colour}.", f"{one}'s car is {coloured}.", (one,)),
            Pair(
                f"{one} sanoo, että {other} {verb}.",
                f"{one} says that {other} {does}.",
                (one, other),
            ),
            Pair(
                f"{one} ei nähnyt {genitive(other)} autoa.",
                f"{one} did not see {other}'s car.",
                (one, other),
            ),
            chance.choice(KNOWN),
        )
    )


def pairs(count: int, seed: int) -> list[Pair]:
    """So many sentences, the same for the same seed."""
    chance = random.Random(seed)
    return [pair(chance) for _ in range(count)]
