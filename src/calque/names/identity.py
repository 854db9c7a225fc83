"""
Do two spellings in one text name one person or place?

How alike they are (`comparison`) is where it starts; what the text says of them is added as
evidence, in log-odds: the names they stand beside, whether English knows them as names or words of
their own, whether one sentence sets them side by side. Some things no likeness outweighs: Petrov
and Petrova are two, and so are names that differ by a number or by what English itself adds.

Source of the method: I. P. Fellegi and A. B. Sunter, "A theory for record linkage", JASA 64, 1969.
"""

from __future__ import annotations

import math
import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, combinations
from typing import Final, NamedTuple

from calque.language.common import is_known_name, is_word
from calque.language.endings import inflections
from calque.language.letters import APOSTROPHES, UPPER
from calque.language.mentions import Spelling
from calque.language.scan import Scan
from calque.language.tokens import Memory
from calque.names.align import FLOOR
from calque.names.apart import told_apart
from calque.names.comparison import Comparison, compare
from calque.names.fold import fold as bare
from calque.names.lookalikes import likeness, lookalikes
from calque.names.pinyin import is_pinyin
from calque.names.source import Source, source_of

# What each circumstance says, in log-odds; learned by benchmarks/drift_learn.py, all but the three
# that it lists as chosen.
WEIGHTS: Final[Mapping[str, float]] = {
    "start": -1.03,
    "how many names": -1.66,
    "likeness": 1.29,
    "only marks differ": 0.17,
    "company shared": -0.28,
    "company differs": -1.74,
    "words shared": 1.52,
    "case form": 4.91,
    "two known names": -3.96,
    "one known name": -1.02,
    "two words": -4.44,
    "one word": -2.78,
    "one in the glossary": -1.14,
    "two in pinyin": -0.31,
    "short": -0.74,
    "only at the start": 1.15,
    "one word of the source": 1.53,
    "mostly one word there": 1.16,
    "seldom one word there": 1.36,
    "no word of the source": -2.15,
    "known, but one word there": -2.49,
    "two words of the source": -1.65,
    "sounds like the word there": 0.28,
    "read from characters there": 0.3,
    "one adjective there": 3.0,
    "explained there by another": -0.74,
    "no sign of translation": -3.10,
}
_KNOWN: Final = frozenset(("two known names", "one known name", "two words", "one word"))
# In what part of a source word's segments two spellings must stand to be always or mostly it.
_ALWAYS: Final = 0.9
_MOSTLY: Final = 0.5
# From this likeness on (0 to 100) two spellings are worth asking the source about.
_SOMEWHAT: Final = 50
# What only the source can say for two spellings being one.
_FROM_SOURCE: Final = frozenset(
    (
        *("one word of the source", "mostly one word there", "seldom one word there"),
        *("sounds like the word there", "read from characters there", "one adjective there"),
    )
)
# The most that it can say without Han characters or an adjective of a place.
_MOST_FROM_SOURCE: Final = WEIGHTS["sounds like the word there"] + max(
    WEIGHTS[key]
    for key in ("one word of the source", "mostly one word there", "seldom one word there")
)
_DESPITE: Final = frozenset(("read from characters there", "one adjective there"))
# The most that the text around them can say for two spellings being one.
_MOST_IN_TEXT: Final = WEIGHTS["words shared"] + WEIGHTS["only at the start"]
# Weights that are no circumstances, or hold too seldom to be reckoned with from the start.
_COUNTED: Final = frozenset(("start", "how many names", "likeness", "case form"))
_SHORTEST: Final = 3
# As many names as an article has; from there it counts how many more or fewer there are.
_MANY: Final = 50
_FEW: Final = 25
_LONGEST_ENDING: Final = 3
_SHORT: Final = 4
# What stands between two names that are two people's; each may go on: Jon Berg and John Dahl.
_BETWEEN_TWO: Final = re.compile(
    rf"(?:[ \n][{UPPER}]\w+){{0,2}}[^.!?;]{{0,3}}\b(?:and|or|with|met|vs|versus|against|from|to)\b"
    r"(?:[ \n](?:his|her|their)[ \n]\w+)?[^.!?;]{0,3}"
)
# A firm or its goods keep the spelling under which they are sold: Smirnoff, founded by a Smirnov.
# Source: https://wikisum.wiki/wiki/Smirnoff_Vodka.
_OLD_ENDING: Final = re.compile(r"ff$")
_FIRM: Final = re.compile(
    r"[ \n-](?:bank|brand|chain|cigarettes|company|companies|distillery|firm|foundation|group"
    r"|holding|restaurants?|shops?|stores?|vodka)\b",
    re.IGNORECASE,
)
_CLITIC: Final = re.compile(rf"[{APOSTROPHES}](?:ve?|ll|re|[dmt])$")


class Verdict(NamedTuple):
    """Two spellings, how likely they are one name (0 to 1), and how they compare."""

    one: Spelling
    other: Spelling
    chance: float
    comparison: Comparison


def is_candidate(name: Spelling) -> bool:
    """
    Whether a spelling is looked at: a name, no short acronym and no common word.

    As short as She and See, or in another language, it must have its capital inside a sentence
    as well.
    """
    if not (_MAY_BE_NAME[name.name] and name.is_name):
        return False
    if name.lang != "en" and not name.capitalised_inside:
        return False  # no dictionary says whether what opens a sentence is a word
    size = len(name.name)
    return size > _SHORT or (
        (size > _SHORTEST or name.capitalised_inside)
        and not all(mark.kind == "acronym" for mark in name.marks)
    )


def _may_be_name(name: str) -> bool:
    return len(name) >= _SHORTEST and not _CLITIC.search(name)


_MAY_BE_NAME: Final = Memory(_may_be_name)


def verdicts(
    scan: Scan,
    names: Iterable[Spelling],
    known: Container[str] = (),
    *,
    least: float,
    translated: bool = True,
) -> Iterator[Verdict]:
    """
    Yield each two spellings that are one name with a chance of `least` or more.

    `known` are spellings that the glossary has; `translated` says that the text shows that it is a
    translation: names drift there far oftener than in what people write. Where the text's source
    is known, it is asked as well.
    """
    candidates = list(filter(is_candidate, names))
    source = source_of(scan)
    start = WEIGHTS["start"] + WEIGHTS["how many names"] * many(candidates)
    if not translated:
        start += WEIGHTS["no sign of translation"]
    floor = math.log(least / (1 - least))
    most = sum(
        weight
        for key, weight in WEIGHTS.items()
        if weight > 0 and key not in _COUNTED and (source or key not in _FROM_SOURCE)
    )
    least_alike = (floor - start - most) / WEIGHTS["likeness"]
    # Rounded, so that most texts ask the same of two spellings.
    needed = -math.inf if source else math.floor(2 * least_alike) / 2
    for one, other in pairs(candidates, source, least_alike):
        alike = _alike_enough(one.name, other.name, needed)
        if alike is None:
            continue
        total = start + WEIGHTS["likeness"] * alike
        if total + _most_beside(source, one, other, known) < floor:
            continue
        holding = circumstances(one, other, known, source)
        alike = despite_reading(alike, holding)
        total = start + WEIGHTS["likeness"] * alike + sum(WEIGHTS[key] for key in holding)
        if total < floor or told_apart(one, other, source) or _side_by_side(scan, one, other):
            continue
        if _is_firm(scan, one, other) or _is_firm(scan, other, one):
            continue
        yield Verdict(one, other, 1 / (1 + math.exp(-total)), compare(one.name, other.name))


def _most_beside(
    source: Source | None, one: Spelling, other: Spelling, known: Container[str]
) -> float:
    """The most that all but likeness can say for two spellings; asking text or source is dear."""
    shown = _of_spellings(one, other, known)
    if source is None:
        return _MOST_IN_TEXT + sum(WEIGHTS[key] for key in shown)
    if source.has_han or source.one_adjective(one, other):
        return math.inf  # readings and adjectives need not be alike
    return _MOST_FROM_SOURCE + sum(
        max(0.0, WEIGHTS[key]) if key in _KNOWN else WEIGHTS[key]
        for key in (*shown, *_in_text(one, other))
    )


def many(names: Sequence[Spelling]) -> float:
    """Return how many names there are, as a logarithm: pairs grow faster than names that drift."""
    return math.log(max(_FEW, len(names)) / _MANY)


def pairs(
    names: Sequence[Spelling], source: Source | None, least: float = FLOOR
) -> Iterator[tuple[Spelling, Spelling]]:
    """
    Yield the pairs worth a closer look: alike, or for the source one word and somewhat alike.

    Those that can't reach `least` in likeness may be left out.
    """
    found = lookalikes(names, least)
    if source is None:
        yield from found
        return
    seen = set()
    for one, other in chain(found, source.read_alike(names), source.adjectives(names)):
        if frozenset((one.name, other.name)) not in seen:
            seen.add(frozenset((one.name, other.name)))
            yield one, other
    from rapidfuzz.fuzz import ratio

    no_words = [(name, bare(name.name)) for name in names if not is_word(name.name)]
    for (one, left), (other, right) in combinations(no_words, 2):
        if (
            ratio(left, right, score_cutoff=_SOMEWHAT)
            and frozenset((one.name, other.name)) not in seen
            and (shared := source.shared(one, other))
            and shared.part >= _MOSTLY
        ):
            yield one, other


@lru_cache(maxsize=65536)
def _alike_enough(one: str, other: str, least: float) -> float | None:
    """
    Return how alike two spellings are; None where that is less than `least`.

    What English knows must be more alike than that, and case forms of a word need not be.
    """
    if _are_case_forms(one, other):
        return likeness(one, other)
    least -= sum(WEIGHTS[key] for key in _known_to_english(one, other)) / WEIGHTS["likeness"]
    alike = likeness(one, other, least)
    return alike if alike >= least else None


def despite_reading(likeness: float, circumstances: Sequence[str]) -> float:
    """
    Return how alike two spellings count as, given what else holds.

    Two readings of the same characters, Uehara and Kamihara, need not be alike at all, nor two
    renderings of an adjective, Zarechin and Zarechinskaya.
    """
    return likeness if _DESPITE.isdisjoint(circumstances) else max(0.0, likeness)


def circumstances(
    one: Spelling,
    other: Spelling,
    known: Container[str] = (),
    source: Source | None = None,
) -> list[str]:
    """Return the keys of `WEIGHTS` that hold for two spellings."""
    holding = [*_of_spellings(one, other, known), *_in_text(one, other)]
    if source is None:
        return holding
    said = list(_in_source(source, one, other))
    two_people = {"two known names", "company differs"} <= set(holding)
    if "one word of the source" in said and set(holding) & _KNOWN and not two_people:
        return [*(key for key in holding if key not in _KNOWN), *said, "known, but one word there"]
    return [*holding, *said]


def _of_spellings(one: Spelling, other: Spelling, known: Container[str]) -> list[str]:
    """What two spellings show by themselves, as keys of `WEIGHTS`."""
    glossary = (one.name in known) != (other.name in known)
    return [*_shown(one.name, other.name), *(("one in the glossary",) if glossary else ())]


@lru_cache(maxsize=65536)
def _shown(one: str, other: str) -> tuple[str, ...]:
    """What two spellings show in any text."""
    marks_only = bare(one) == bare(other)
    told = {
        "only marks differ": marks_only,
        "case form": _are_case_forms(one, other),
        "two in pinyin": not marks_only and is_pinyin(one) and is_pinyin(other),
        "short": min(len(one), len(other)) <= _SHORT,
    }
    return *(key for key, holds in told.items() if holds), *_known_to_english(one, other)


def _known_to_english(one: str, other: str) -> Iterator[str]:
    """Whether one or both are names or words that English has, as keys of `WEIGHTS`."""
    if known_names := is_known_name(one) + is_known_name(other):
        yield "two known names" if known_names > 1 else "one known name"
    if common := is_word(one) + is_word(other):
        yield "two words" if common > 1 else "one word"


def _in_text(one: Spelling, other: Spelling) -> list[str]:
    """What the text around two spellings says of them, as keys of `WEIGHTS`."""
    marks_only = bare(one.name) == bare(other.name)
    shared = _near(one.before, other.before) or _near(one.after, other.after)
    told = {
        "company shared": shared,
        "company differs": not (shared or marks_only)
        and (bool(one.before and other.before) or bool(one.after and other.after)),
        "words shared": bool(one.words_beside & other.words_beside),
        "only at the start": not (one.capitalised_inside or other.capitalised_inside),
    }
    return [key for key, holds in told.items() if holds]


def _in_source(source: Source, one: Spelling, other: Spelling) -> Iterator[str]:
    """Yield what the source says of two spellings, as keys of `WEIGHTS`."""
    if source.sets_apart(one, other):
        yield "two words of the source"
    if source.one_adjective(one, other):
        yield "one adjective there"
    shared = source.shared(one, other)
    if shared is None:
        yield "no word of the source"
        return
    if shared.part >= _ALWAYS:
        yield "one word of the source"
    else:
        yield "mostly one word there" if shared.part >= _MOSTLY else "seldom one word there"
    if shared.is_heard:
        yield "read from characters there" if shared.is_han else "sounds like the word there"
    elif (shared.sound is None or shared.is_han) and source.explained(shared, one, other):
        yield "explained there by another"


def _are_case_forms(one: str, other: str) -> bool:
    """Whether one of two words is a case form of the other, which English does not know."""
    shared = min(len(one), len(other)) - _LONGEST_ENDING
    if shared <= 0 or one[:shared] != other[:shared]:
        return False
    return _is_case_form(one, other) or _is_case_form(other, one)


def _is_case_form(word: str, base: str) -> bool:
    """Whether some language inflects `base` into `word`, and English knows no such word."""
    return not (is_known_name(word) or is_word(word)) and any(
        inflected.base == base for inflected in inflections(word, None)
    )


def _near(some: set[str], others: set[str]) -> bool:
    """Whether one of some names is one of the others, in whatever spelling."""
    return bool(some & others) or any(compare(a, b).same for a in some for b in others)


def _side_by_side(scan: Scan, one: Spelling, other: Spelling) -> bool:
    """Whether the text sets one beside the other: Petrov and Pietrov are then two people."""
    for left, right in ((a, b) for a in one.marks for b in other.marks):
        low, high = sorted((left, right), key=lambda mark: mark.start)
        if _BETWEEN_TWO.fullmatch(scan.text, low.end, high.start):
            return True
    return False


def _is_firm(scan: Scan, one: Spelling, other: Spelling) -> bool:
    """Whether `one` names only a firm, as Russian names were once spelled, and `other` a person."""
    founder = _OLD_ENDING.sub("v", one.name)
    return founder == other.name != one.name and all(
        _FIRM.match(scan.text, mark.end) for mark in one.marks
    )
