"""
Why two spellings are one name, or are two: for people.

The words are paired as `compare` pairs them. What reconciles them is an origin spelling and the
conventions that give the two from it (`reconciliation`); where there is none, the letters are laid
side by side as `align` weighs them. Remarks say what was let pass and what tells the names apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from calque.language.codes import language_name, language_names
from calque.names.align import groups
from calque.names.comparison import POSSIBLE_FROM, Pair, compare
from calque.names.guards import of_words
from calque.names.paired import Paired, has_initial
from calque.names.reconciliation import Column, Match, reconcile, spread
from calque.names.remarks import Remark, remarks
from calque.names.scheme import Convention, load


class Spelled(NamedTuple):
    """A name, or some of its words, and the conventions any of which spells it so."""

    text: str
    conventions: tuple[Convention, ...]

    def __str__(self) -> str:
        langs = dict.fromkeys(lang for way in self.conventions for lang in way.langs)
        return language_names(tuple(langs)) if langs else self.conventions[0].name


class Explanation(NamedTuple):
    """
    What reconciles two names, or keeps them apart.

    `origin` and `origin_form` are None and empty where no reading gives both, and of names that are
    hardly one. `spelled` are, for
    each name, its words with their conventions; mostly the same for all. `columns` are the letters
    side by side, word after word.
    """

    origin: str | None
    origin_form: str
    spelled: tuple[tuple[Spelled, ...], tuple[Spelled, ...]]
    columns: tuple[Column, ...]
    remarks: tuple[Remark, ...]

    @property
    def differences(self) -> tuple[Column, ...]:
        """The columns where the names differ, each once."""
        return tuple(dict.fromkeys(column for column in self.columns if column.differs))

    def __str__(self) -> str:
        shown = (
            f"{column.one or '–'}↔{column.other or '–'} {column.letters}".rstrip()
            for column in self.differences
        )
        said = [", ".join(shown)]
        if self.origin and said[0]:
            said.append(" ↔ ".join(", ".join(map(str, side)) for side in self.spelled))
            said.append(f"{language_name(self.origin)} {self.origin_form}")
        return "; ".join(filter(None, (*said, *(remark.text for remark in self.remarks))))


@lru_cache(maxsize=1024)
def explain(one: str, other: str, langs: tuple[str, str]) -> Explanation:
    """Explain what `compare` says of two names in texts of `langs` ("" where that is not known)."""
    names = Paired(one, other)
    possible = compare(one, other, *langs).score >= POSSIBLE_FROM
    pairs = [_open(names, pair, langs) if possible else None for pair in names.pairs]
    origin, chosen = reconcile(pairs, langs)
    ids = (_runs(names, chosen, 0), _runs(names, chosen, 1))
    spelled = tuple(_spelled(origin, runs) for runs in ids)
    form = _origin_form(names, chosen) if origin else ""
    return Explanation(
        origin,
        form,
        (spelled[0], spelled[1]),
        tuple(_columns(names, chosen, ids)),
        tuple(remarks(names, langs)),
    )


def _open(names: Paired, pair: Pair, langs: tuple[str, str]) -> tuple[str, str] | None:
    """Return two words to be reconciled; None where one is an initial or they are told apart."""
    letters = names.letters(pair)
    if has_initial(letters):
        return None
    return None if any(of_words(*letters, langs, given=False)) else names.texts(pair)


# Words of a name and the conventions, by id, that spell all of them.
_Run = tuple[list[str], list[str]]


def _runs(names: Paired, chosen: Sequence[Match | None], side: int) -> list[_Run]:
    """Return the conventions of one side, in runs of words as long as possible."""
    runs: list[_Run] = []
    for pair, match in zip(names.pairs, chosen, strict=True):
        if match is None:
            continue
        # What only this side is spelled by comes first.
        ids = sorted(match.ways[side], key=lambda id: id in match.ways[1 - side])
        text = names.texts(pair)[side]
        common = [id for id in runs[-1][1] if id in ids] if runs else []
        if common:
            runs[-1] = ([*runs[-1][0], text], common)
        else:
            runs.append(([text], ids))
    return runs


def _spelled(origin: str | None, runs: list[_Run]) -> tuple[Spelled, ...]:
    if origin is None:
        return ()
    known = load(origin).conventions
    return tuple(Spelled(" ".join(texts), tuple(known[id] for id in ids)) for texts, ids in runs)


def _origin_form(names: Paired, chosen: Sequence[Match | None]) -> str:
    """Return the name in its origin's letters; words that are not reconciled as they are."""
    form = ""
    for pair, match in zip(names.pairs, chosen, strict=True):
        form += match.text if match else names.texts(pair)[0]
        form += names.after(pair.left[-1])
    return form.strip(" -")


def _columns(
    names: Paired, chosen: Sequence[Match | None], runs: tuple[list[_Run], list[_Run]]
) -> Iterator[Column]:
    """Yield the letters of all words, in the order of the first name."""
    firsts = [iter([ids for texts, ids in side for _ in texts]) for side in runs]
    items: list[tuple[float, list[Column]]] = []
    for pair, match in zip(names.pairs, chosen, strict=True):
        texts = names.texts(pair)
        if match:
            ids = [next(side) for side in firsts]
            ways = [next(id for id in ids[i] if id in match.ways[i]) for i in (0, 1)]
            columns = match.columns(texts, (ways[0], ways[1]))
        else:
            columns = _by_sound(texts, names.letters(pair))
        items.append((pair.left[-1], columns))
    place = {j: pair.left[-1] + 0.5 for pair in names.pairs for j in pair.right}
    for side, word in names.missing():
        text = names.raw[side][word]
        if side == 0:
            hyphen = names.after(word).strip()
            items.append((word, [Column("", text + hyphen, "")]))
        else:
            place[word] = place.get(word - 1, -0.5)
            items.append((place[word], [Column("", "", text)]))
    items.sort(key=lambda item: item[0])
    for number, (at, columns) in enumerate(items):
        yield from columns
        if number < len(items) - 1:
            gap = names.after(int(at)) if at == int(at) else " "
            if not columns[-1].one.endswith("-"):
                yield Column(gap, gap, gap)


def _by_sound(texts: tuple[str, str], letters: tuple[str, str]) -> list[Column]:
    """Lay two words side by side by what their letters may stand for."""
    found = [] if has_initial(letters) else groups(*letters)
    if not found:
        return [Column("", *texts)]
    one = spread(texts[0], [step[0] for step in found])
    other = spread(texts[1], [step[1] for step in found])
    return [Column("", *sides) for sides in zip(one, other, strict=True)]
