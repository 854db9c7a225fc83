"""
What is counted in English text, and what became of it: "at least a hundred people died".

A quantity with the noun after it and the verb after that, so that two statements of one count can
be told from statements of two.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from calque.document import Span
from calque.language.quantities import Quantity, quantities_in, quantities_of
from calque.language.quantities.lexicon import lexicon
from calque.language.scan import Scan
from calque.language.tokens import Trait

# What happens to what is counted, by the word it is compared under.
_VERBS: Final = {
    "die": "die|dies|died|dead|killed",
    "injure": "injured|hurt|wounded",
    "arrest": "arrested|detained|held",
    "miss": "missing",
    "drown": "drown|drowned",
    "hospital": "hospitali[sz]ed",
    "evacuate": "evacuated",
    "send": "sent|deployed",
    "displace": "displaced",
    "flee": "flee|fled",
    "rescue": "rescued",
    "charge": "charged",
    "sentence": "sentenced",
    "wait": "waited",
    "gather": "gathered|gather|attended|attend|rally|rallied",
    "vote": "voted",
    "lose": "lost",
    "destroy": "destroyed",
    "damage": "damaged",
}
_VERB: Final = "|".join(_VERBS.values())
_LEMMAS: Final = {
    form: lemma for lemma, forms in _VERBS.items() for form in forms.replace("[sz]", "s").split("|")
}
_HELPING: Final = (
    *("was", "were", "are", "is", "have", "has", "had", "been", "being", "reportedly", "also"),
)
_BE: Final = rf"(?:(?:{'|'.join(_HELPING)})[ \n]){{0,4}}"
_NO_NOUN: Final = rf"(?!(?:{_VERB}|was|were|are|is|have|has|had|been)\b)"
_NOUN: Final = rf"{_NO_NOUN}[a-z]{{3,}}(?:[ \n]{_NO_NOUN}[a-z]{{3,}})?"
_AFTER: Final = re.compile(
    rf"(?:[ \n](?P<noun>{_NOUN}))?(?:[ \n]{_BE}(?P<verb>{_VERB})\b)?", re.IGNORECASE
)
# Another hundred, a further 20: on top of a count given before.
_MORE: Final = re.compile(r"(?:another|a further|additional)[ \n]$", re.IGNORECASE)
_REACH: Final = 14
# Further before a verb than this no number ends that it goes with.
_FAR: Final = 120


class Count(NamedTuple):
    """
    A quantity of `noun` to which `verb` happened; both empty where none follows.

    `verb` is a word for all of one meaning (`die` for died, killed, dead). `more` says that it
    comes on top of another count.
    """

    quantity: Quantity
    more: bool
    noun: str
    verb: str

    def contradicts(self, other: Count) -> bool:
        """Whether both cannot be true of one count: no common value, or one is on top of it."""
        if self.more != other.more:
            return True
        return not self.quantity.interval.meets(other.quantity.interval)


def verb_lemma(word: str) -> str:
    """The word that a verb is compared under; empty for one that counts nothing."""
    return _LEMMAS.get(word.lower().replace("iz", "is"), "")


def counted_twice(scan: Scan) -> list[Span]:
    """The sentences in which one thing may be counted twice: numbers before one noun and verb."""
    lex = lexicon(scan.doc.lang)
    found = [(start, lemma) for start, lemmas in scan.tokens.having(_VERBS_IN) for lemma in lemmas]
    times = Counter(lemma for _, lemma in found)
    things: defaultdict[tuple[str, str], set[Span]] = defaultdict(set)
    for start, lemma in found:
        if lex and times[lemma] > 1:
            *run, noun = _run_before(scan.folded, start)
            if lex.seeds.search(" ".join(run)):
                things[lemma, noun].add(scan.sentence(start))
    several = [places for places in things.values() if len(places) > 1]
    return sorted(set().union(*several))


def _run_before(folded: str, start: int) -> list[str]:
    """
    The words before a verb, back to the first that is not of letters alone, that one too.

    The last is the noun: what may stand between it and the verb is left out.
    """
    run: list[str] = []
    for word in reversed(folded[max(0, start - _FAR) : start].split(" ")[:-1]):
        if run or word not in _HELPING:
            run.append(word)
            if not word.isalpha():
                break
    return run[::-1] or [""]


def _verbs_in(token: str) -> tuple[str, ...]:
    words = (token,) if token.isalpha() else _WORD.findall(token)
    return tuple(filter(None, map(verb_lemma, words)))


_WORD: Final = re.compile(r"[^\W\d_]+")
_VERBS_IN: Final = Trait(_verbs_in)


def counts(scan: Scan, places: Sequence[Span] | None = None) -> Iterator[Count]:
    """What an English text counts, in order; only in `places` where sentences are given."""
    for one in quantities_of(scan) if places is None else quantities_in(scan, places):
        if one.kind in ("cardinal", "vague") and not one.unit:
            after = _AFTER.match(scan.text, one.end)
            noun = (after["noun"] or "").lower().split() if after else []
            verb = (after["verb"] or "") if after else ""
            before = max(0, one.start - _REACH), one.start
            more = _MORE.search(scan.text, *before) is not None
            yield Count(one, more, noun[-1] if noun else "", verb_lemma(verb))
