"""
From counts to entries that an editor reviews: TOML with the evidence above each.

`ref` is left empty, so that lint asks for the page where somebody has seen the form.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from calque.glossary import toml
from calque.glossary.concept import Concept, Term
from calque.glossary.exchange.draft import slug
from calque.growth.clusters import Name
from calque.growth.clusters import names as clusters
from calque.growth.mine import Miner
from calque.growth.tally import Seen
from calque.language.common import is_known_name
from calque.language.expansions import content_words, fits

_FEW: Final = 2
_ALIKE: Final = 0.6  # of the words of two expansions, how many make them one
_UNEXPLAINED: Final = 30
_REASONS: Final = 6  # as many lines say why spellings are one name
_HEAD: Final = """\
# Proposed from {texts} texts, the commonest first. Keep what is right and give it a ref: a page or
# standard where the form is seen. Delete the rest. calque glossary lint asks for what is missing.

"""


def proposals(miner: Miner, lang: str, texts: int, least: int) -> Iterator[str]:
    """
    Yield a glossary of what was mined, for texts in `lang`.

    Only what stands in `least` texts or more is proposed.
    """
    yield _HEAD.format(texts=f"{texts:,}")
    found = [*_bodies(miner, lang, least), *names(miner, lang, least)]
    taken: Counter[str] = Counter()
    for _, concept, evidence in sorted(found, key=lambda item: (-item[0], item[1].terms[0].text)):
        taken[concept.id] += 1
        again = taken[concept.id] > 1
        id = f"{concept.id}-{taken[concept.id]}" if again else concept.id
        yield toml.entry(replace(concept, id=id), evidence)
    yield from _unexplained(miner, least)


Proposal = tuple[int, Concept, list[str]]


def _bodies(miner: Miner, lang: str, least: int) -> Iterator[Proposal]:
    """Acronyms that the texts explain."""
    expansions: dict[str, list[tuple[str, Seen]]] = {}
    for (letters, phrase), seen in miner.explained:
        expansions.setdefault(letters, []).append((phrase, seen))
    for letters, phrases in expansions.items():
        said = miner.acronyms[letters]
        if _texts([said, *(seen for _, seen in phrases)]) < least:
            continue
        best = _best(letters, phrases)
        also = [phrase for phrase, _ in phrases if _is_variant(phrase, best)]
        terms = [
            Term(best, lang, "fullForm", "preferred"),
            Term(letters, lang, "acronym", "preferred"),
            *(Term(phrase, lang, "variant", "admitted") for phrase in also),
        ]
        evidence = [f"{letters} {said}"] if said.count else []
        evidence += [f"explained as {phrase}: {seen}" for phrase, seen in phrases]
        yield said.count, _concept("organisation", terms), evidence


def _texts(seen: list[Seen]) -> int:
    """How many texts have one or the other, as far as is remembered."""
    known = {text for one in seen for text in one.examples}
    return max(len(known), *(one.texts for one in seen))


def _best(letters: str, phrases: list[tuple[str, Seen]]) -> str:
    """The phrase that fits an acronym and that most explanations are or end with."""

    def rank(item: tuple[str, Seen]) -> tuple[bool, int]:
        phrase = item[0]
        ending = (seen.texts for other, seen in phrases if f" {other}".endswith(f" {phrase}"))
        return fits(letters, tuple(phrase.split())), sum(ending)

    return max(phrases, key=rank)[0]


def _is_variant(phrase: str, best: str) -> bool:
    """Whether a phrase names the same body in other words, and not with words before it."""
    ours, theirs = set(content_words(phrase)), set(content_words(best))
    alike = len(ours & theirs) / max(len(ours | theirs), 1) >= _ALIKE
    return alike and not phrase.endswith(best)  # the best itself does, too


def names(miner: Miner, lang: str, least: int) -> Iterator[Proposal]:
    """Names in more than one spelling, each with how often it is seen, and why."""
    given = given_names(miner)
    for name in clusters(miner):
        spelled = [name.preferred, *name.spellings]
        total = sum(miner.names[one].count for one in spelled)
        if _texts([miner.names[one] for one in spelled]) < least:
            continue
        kind, before = "person", next((given[one] for one in spelled if one in given), "")
        if sum(miner.places[one].texts for one in spelled) > bool(before):
            kind, before = "place", ""
        forms = [f"{before} {one}".strip() for one in spelled]
        terms = [
            Term(forms[0], lang, "fullForm", "preferred"),
            *(Term(form, lang, "variant", "deprecated") for form in forms[1:]),
        ]
        yield total, _concept(kind, terms), _evidence(name, miner)


def given_names(miner: Miner) -> dict[str, str]:
    """
    The given name that a name mostly follows.

    A club or a firm stands before many names; English knows no such word as a name.
    """
    followers = Counter(before for (_, before), _ in miner.before)
    given: dict[str, str] = {}
    for (name, before), seen in miner.before:
        titled = before.title()
        likely = is_known_name(titled) or followers[before] <= _FEW
        if likely and 2 * seen.texts >= miner.names[name].texts:
            given.setdefault(name, titled)
    return given


def _evidence(name: Name, miner: Miner) -> list[str]:
    """How often each spelling was seen, then why they are one name."""
    seen = [(one, miner.names[one]) for one in (name.preferred, *name.spellings)]
    counts = [f"{one} {found}" for one, found in seen if found.count]
    if not seen[0][1].count:
        counts.insert(0, f"{name.preferred} is in no text")
    more = len(name.reasons) - _REASONS
    reasons = [*name.reasons[:_REASONS], *([f"and {more} more like these"] if more > 0 else [])]
    return [*counts, *reasons]


def _concept(kind: str, terms: list[Term]) -> Concept:
    return Concept(slug(terms[0].text) or kind, kind, tuple(terms), ref=("",))


def _unexplained(miner: Miner, least: int) -> Iterator[str]:
    """Acronyms that no text explains, in a comment: somebody may know them."""
    explained = {letters for (letters, _), _ in miner.explained}
    left = [
        f"# {letters} {seen}\n"
        for letters, seen in miner.acronyms
        if letters not in explained and seen.texts >= least
    ]
    if left:
        yield "# Acronyms that no text explains:\n"
        yield from left[:_UNEXPLAINED]
