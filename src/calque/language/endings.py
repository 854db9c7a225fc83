"""
Case endings that a name or acronym may still wear when it comes out of a translation.

Only endings that a language puts on foreign proper names in writing. A form matches when what
follows it, up to the end of the word, is one of these. Latvian and Lithuanian are not here: they
change the name itself, which is a matter for their romanisation schemes.

Sources: Institute for the Languages of Finland, Kielitoimiston ohjepankki, "Vieraskielisten nimien
taivutus"; Eesti keele käsiraamat, "Võõrnimede käänamine"; Duden, "Eigennamen, Genitiv";
Språkrådet, Svenska skrivregler, "Genitiv"; Beygingarlýsing íslensks nútímamáls (Icelandic);
A. A. Zaliznyak, Grammatichesky slovar russkogo yazyka (Russian); Türk Dil Kurumu, Yazım Kuralları,
"Kesme işareti" (Turkish).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from calque.language.common import is_word
from calque.language.letters import APOSTROPHES

_FINNISH: Final = "i?(?:n|a|ä|ssa|ssä|sta|stä|lla|llä|lta|ltä|lle|ksi|na|nä|tta|ttä)|iin|ille"
_ESTONIAN: Final = "i(?:t|s|st|le|l|lt|ga|ks|ni|ta)?|s|st|le|l|lt|ga"
_GENITIVE_S: Final = "s"
_NAME_ENDINGS: Final = {
    "fi": _FINNISH,
    "et": _ESTONIAN,
    "de": _GENITIVE_S,
    "sv": _GENITIVE_S,
    "no": _GENITIVE_S,
    "da": _GENITIVE_S,
    "nl": _GENITIVE_S,
}
# Languages that put endings of their own on names, some in the place of others: with a vowel, a
# consonant that closes endings, or behind an apostrophe.
_INFLECTING: Final = frozenset(
    (
        *("be", "bg", "bs", "cs", "el", "et", "fi", "hr", "hu", "is", "la", "lt", "lv", "mk", "pl"),
        *("ro", "ru", "sk", "sl", "sr", "tr", "uk"),
    )
)
_OWN_ENDING: Final = re.compile(
    rf"[{APOSTROPHES}].+|[jmntskrlhмйхвт]|ch"
    r"|(?=.{0,3}[aeiouyąęěůőűıāēīūáéíóúýаеиоуыэюяіїєαεηιουω])\w{1,4}"
)
_STEM: Final = 3
# Those that only add endings, to names and to what is made of them.
_ADDED: Final = dict.fromkeys(
    ("da", "no", "sv"), re.compile("(?:a|ar|e|en|ena|ene|er|et|n|na|ne|or|r)?s?")
) | {"nl": re.compile("en?|s"), "de": re.compile(_GENITIVE_S)}
_GENITIVES: Final = {"n", "in", "s", "i", "ın", "un", "ün", "nın", "nin", "nun", "nün"}
_NEXT: Final = re.compile(rf"[{APOSTROPHES}]?[ \n]([^\W_]+)")
# What nobody owns: words of English that begin no noun phrase, or end a clause's subject.
_NOT_OWNED: Final = frozenset(
    """
    a about above according across after against ago all also always although am among an and any
    are around as at be became because been before behind being below beside between both but by
    came can could did do does during each either else even ever every except following for from
    gave goes got had has have he her here him his how however i if in inside into is it its just
    may me might more most must my near neither never nor not now of off on once one only onto or
    our out outside over per said same saw says shall she should since so some still such than that
    the their them then there these they this those though through throughout till to told too took
    toward towards under unless until up upon us very was we went were what when where whether
    which while who whom whose why will with within without would yet you your
    """.split()  # noqa: SIM905
)
_DATIVES: Final = {("is", "i")}
# What an apostrophe parts from a name, besides what English has there ('s, 're, 'll).
_PARTED: Final = re.compile(rf"(\w.+)[{APOSTROPHES}](\w+)")
_AFTER_APOSTROPHE: Final = {
    "fi": re.compile(_FINNISH),
    "tr": re.compile(
        "[dt][ae](?:n|ki)?|n?[ıiuü]n|[yn]?[ıiuü]|[yn]?[ae]|n[dt][ae]n?|y?l[ae]|l[ae]r(?:[ıi]n?)?"
    ),
}
# A colon parts an acronym from its ending in Finnish and Swedish: ODKB:n, FN:s.
_ACRONYM_ENDING: Final = re.compile(r":[a-zäö]{1,5}(?![^\W_])")
_WORD_REST: Final = re.compile(r"[^\W_]*")


class Inflected(NamedTuple):
    """
    What a word could be a case form of: `base`, and the `tail` that stands for its ending.

    `telling` says that the tail by itself points to the language: hardly any other name ends so.
    """

    lang: str
    base: str
    tail: str
    telling: bool


class _Change(NamedTuple):
    """A case form's tail, the base's own ending that it replaces, and what stands before both."""

    tail: str
    own: str
    stem: str
    telling: bool


def _changes(text: str, *, stem: str = "", telling: bool = False) -> tuple[_Change, ...]:
    """Read `tail` or `tail<own ending` items."""
    pairs = (item.partition("<") for item in text.split())
    return tuple(_Change(tail, own, stem, telling) for tail, _, own in pairs)


_CONSONANT: Final = "bcdfghjklmnpqrstvwxz"
# Longest first: a form is read with the longest tail whose base is there.
_INFLECTION: Final[dict[str, tuple[_Change, ...]]] = {
    "fi": (
        *_changes("illa illä ilta iltä ille issa issä istä iksi itta ittä iin", telling=True),
        *_changes("lla llä lta ltä lle ssa ssä sta stä ksi tta ttä ien sen<nen", telling=True),
        *_changes("in ia iä it", stem=_CONSONANT, telling=True),
        # English makes followers with -ista (Sandinista).
        *_changes("ista n t"),
    ),
    "is": (
        *_changes("sonar<son dóttur<dóttir", telling=True),
        *_changes("ar<ur ar s<ur i<ur a<i u<a s i um<ur"),
    ),
    # A man's name in -ov, -ev, -in has a woman's beside it (Petrova): those are no case forms.
    # Nor is Borovskyi a case of Borovsky, but another spelling.
    "ru": (
        *_changes("om em oy a u e ya<y yu<y u<a y<a e<a", stem=f"{_CONSONANT}y"),
        *_changes("i", stem=_CONSONANT),
    ),
}
_TAILS: Final = {lang: tuple(c.tail for c in changes) for lang, changes in _INFLECTION.items()}
# Languages whose names inflect as those of another that is here.
INFLECTS_LIKE: Final = dict.fromkeys(("uk", "be", "bg", "sr", "mk"), "ru")
_PAIRED: Final = ("ov", "ev", "in", "yn")


def ending(text: str, end: int, langs: tuple[str, ...], *, acronym: bool) -> str | None:
    """
    Return the case ending at `text[end:]`: empty for a whole word, None for another word.

    `langs` are the languages whose form stands before `end`.
    """
    rest = _WORD_REST.match(text, end)
    tail = rest.group() if rest else ""
    if unicodedata.combining(text[end + len(tail) : end + len(tail) + 1] or " "):
        return None
    if not tail:
        colon = _ACRONYM_ENDING.match(text, end) if acronym else None
        return colon.group() if colon else ""
    if acronym:
        return None
    if tail.lower() == "a" and text[max(0, end - 2) : end].lower() in _PAIRED:
        return None  # Tokajeva is a woman before she is a case of Tokajev
    for lang in langs:
        if lang in _NAME_ENDINGS and re.fullmatch(_NAME_ENDINGS[lang], tail.lower()):
            return tail
    return None


def one_name(one: str, other: str, lang: str) -> bool:
    """
    Whether two spellings differ as forms of one name do in `lang`: Polish *Norris*, *Norrisa*.

    Told by form: what parts them is at the end, and each has an ending there or none.
    """
    first, second = one.casefold(), other.casefold()
    if lang in _ADDED:
        short, long = sorted((first, second), key=len)
        return long.startswith(short) and _ADDED[lang].fullmatch(long[len(short) :]) is not None
    if lang not in _INFLECTING:
        return False
    stem = next((n for n, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), None)
    stem = min(len(first), len(second)) if stem is None else stem
    rests = first[stem:], second[stem:]
    return (
        stem >= _STEM
        and rests[0][-1:] != rests[1][-1:]
        and all(not rest or _OWN_ENDING.fullmatch(rest) for rest in rests)
    )


@lru_cache(maxsize=4096)
def is_ending(rest: str) -> bool:
    """Whether the rest of a word, in lower case, is nothing or an ending of some language."""
    return not rest or any(re.fullmatch(endings, rest) for endings in _NAME_ENDINGS.values())


def is_genitive(tail: str, lang: str = "") -> bool:
    """Whether an ending, of `lang` where that is known, says "of": English writes 's there."""
    tail = tail.lstrip(":").lower()
    return tail in _GENITIVES and (lang, tail) not in _DATIVES


def genitive(name: str, text: str, end: int) -> str:
    """
    Return `name` as English writes a genitive that ends at `text[end]`.

    With 's where what follows can be its own; else alone, since who broke the phrase that it was
    in is not known ("Lambin said", "near Lambin, in the mind of Lambin").
    """
    following = _NEXT.match(text, end)
    owner = following and following[1].lower() not in _NOT_OWNED
    if not owner:
        return name
    # Many things have a plural's name: the Tigers' coach.
    return f"{name}'" if name.endswith("s") and is_word(name) else f"{name}'s"


@lru_cache(maxsize=65536)
def inflections(word: str, source_lang: str | None) -> tuple[Inflected, ...]:
    """
    Return what `word` could be a case form of, the longest tail first in each language.

    `source_lang` None is for any language. Nothing says that the bases exist.
    """
    return tuple(_inflections(word, source_lang))


def _inflections(word: str, source_lang: str | None) -> Iterator[Inflected]:
    yield from _parted(word, source_lang)
    for lang, changes in _INFLECTION.items():
        if not word.endswith(_TAILS[lang]):
            continue
        if source_lang not in (None, lang) and INFLECTS_LIKE.get(source_lang or "") != lang:
            continue
        for tail, own, stem, telling in changes:
            if not word.endswith(tail):
                continue
            base = word.removesuffix(tail) + own
            before = base.removesuffix(own)
            if len(before) < 2 or (stem and before[-1].lower() not in stem):
                continue
            if lang == "ru" and base.endswith(_PAIRED):
                continue
            yield Inflected(lang, base, tail, telling)


def _parted(word: str, source_lang: str | None) -> Iterator[Inflected]:
    """Yield what `word` is a case form of where an apostrophe parts the ending: Ankara'da."""
    parted = _PARTED.fullmatch(word)
    if parted:
        base, tail = parted.groups()
        for lang, endings in _AFTER_APOSTROPHE.items():
            if source_lang in (None, lang) and endings.fullmatch(tail):
                yield Inflected(lang, base, tail, telling=True)
