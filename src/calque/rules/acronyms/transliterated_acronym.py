"""
An acronym of the source was carried over letter for letter.

Why it matters: the letters stand for words that the reader does not have: ЗАЕС is the ZNPP, and
ZAES is nothing.
Fix: what the glossary has for the source's acronym, for review; where it knows none, a hint that
quotes the source. Silent where English dictionaries or the glossary have the acronym, where the
text explains it by words that fit its letters, and where the source has it in a name of several
words in quotation marks.
Source: the source text; the romanisation schemes for what letters stand for what; SCOWL for the
acronyms that English has.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from itertools import islice, takewhile
from typing import Final, NamedTuple

from calque.document import Span
from calque.finding import Edit, Evidence, Finding, Fix, Safety
from calque.glossary.concept import EVERY, Concept
from calque.glossary.forms import FOREIGN, RIGHT, borrowed
from calque.glossary.hits import TermHit
from calque.language.aligned import Aligned, aligned
from calque.language.articles import article_edit
from calque.language.common import is_acronym
from calque.language.expansions import SMALL_WORDS, expansions, explained_after, fits
from calque.language.letters import fold
from calque.language.quotes import quotations
from calque.language.scan import Mark, Scan
from calque.names.lettering import is_lettered
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="ACR009",
    name="transliterated-acronym",
    category="accuracy/untranslated",
    its_type="untranslated",
    severity="major",
    message="{found} is the source’s {said} letter for letter{wanted}",
    in_quotes=True,
    needs=("source",),
)
# A word that is not part of a designation (МИГ-29).
_WORD: Final = re.compile(r"(?<!\w)[^\W\d_]{2,9}(?!\w|-\d)")
_LONGEST: Final = 7
_ENDING: Final = 2
# In words.
_LONGEST_NAME: Final = 4
# Of two letters too many acronyms are made.
_SHORTEST: Final = 3
# A longer word of capitals that can be read out is mostly a name.
_READABLE: Final = re.compile(r"(?:[^AEIOUY]{0,2}[AEIOUY]){2,}[^AEIOUY]{0,2}")
_LONG: Final = 5
_SHOUTED: Final = 0.5


class _Said(NamedTuple):
    """An acronym of the source, and what the glossary takes it for."""

    letters: str
    place: Span
    concept: Concept | None


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for each acronym that says what the source's letters say."""
    marks = [_singular(mark) for mark in scan.marks if sum(map(str.isupper, mark.text)) > 1]
    hits = res.hits(scan).terms
    terms = defaultdict(list)
    for part, hit in res.source_terms(scan):
        if not hit.form.near:
            terms[part].append(hit)
    branded = {word for part in aligned(scan) for word in _branded(part.source)}
    for part in aligned(scan):
        said = list(_said(part, terms[part], branded)) if part.sure else []
        for mark in marks if said else ():
            span = Span(mark.start, mark.end)
            if not part.span.contains(span):
                continue
            status = {hit.form.status for hit in hits if Span(*hit[:2]).contains(span)}
            # What is foreign in any text is for ACR001 to say.
            if FOREIGN not in status:
                known = RIGHT in status
                found = (_finding(scan, mark, one, part, known=known) for one in said)
                yield from islice(filter(None, found), 1)


def _singular(mark: Mark) -> Mark:
    """A mark without the s of an English plural (UAVs)."""
    if mark.text.endswith("s") and mark.text[:-1].isupper():
        return mark._replace(end=mark.end - 1, text=mark.text[:-1])
    return mark


def _said(part: Aligned, terms: Sequence[TermHit], branded: Set[str]) -> Iterator[_Said]:
    """The acronyms of a part of the source that is not all capitals, but for unknown brands."""
    letters = [char for char in part.source if char.isalpha()]
    if sum(map(str.isupper, letters)) > _SHOUTED * len(letters):
        return
    known = {hit.start: hit.form.concept for hit in terms if hit.form.type == "acronym"}
    for match in _WORD.finditer(part.source):
        capitals = "".join(takewhile(str.isupper, match[0]))
        size, rest = len(capitals), match[0][len(capitals) :]
        if 2 <= size <= _LONGEST and (not rest or (size > 2 and len(rest) <= _ENDING)):
            concept = known.get(match.start())
            if concept or capitals not in branded:
                yield _Said(capitals, Span(match.start(), match.start() + size), concept)


def _branded(source: str) -> Iterator[str]:
    """The words of names in quotation marks that have several: «ПКЩ Плюс» is not translated."""
    for span in quotations(source):
        words = source[slice(*span)].split()
        if 1 < len(words) <= _LONGEST_NAME and all(word[0].isupper() for word in words):
            yield from words


def _finding(scan: Scan, mark: Mark, said: _Said, part: Aligned, *, known: bool) -> Finding | None:
    if said.concept:
        return _known(scan, mark, said, said.concept, part)
    if scan.doc.lang != "en" or len(mark.text) < _SHORTEST or mark.text in part.source:
        return None
    if not is_lettered(mark.text, said.letters, scan.doc.source_lang):
        return None
    if known or is_acronym(mark.text) or _is_spelled_out(scan, mark.text):
        return None
    if len(mark.text) >= _LONG and _READABLE.fullmatch(mark.text):
        return None
    hint = Fix((), Safety.SHOW, f"{mark.text}: {said.letters} in the source")
    return _made(scan, mark, said, part, "", (hint,), None)


def _is_spelled_out(scan: Scan, acronym: str) -> bool:
    """Whether capitalised words of the text have these initials, or it explains the acronym."""
    initials = rf"\w*(?:[ -](?:{'|'.join(SMALL_WORDS)})){{0,2}}[ -]".join(acronym)
    if re.search(rf"\b{initials}\w+[a-z]", scan.text):
        return True
    said = [(one.letters, one.words) for one in expansions(scan)]
    return any(
        letters == acronym and fits(acronym, words)
        for letters, words in (*said, *explained_after(scan))
    )


def _known(scan: Scan, mark: Mark, said: _Said, concept: Concept, part: Aligned) -> Finding | None:
    """The finding for an acronym of which the glossary knows what it is called in the text."""
    lang = scan.doc.lang
    ours = {term.text for term in concept.terms if term.lang in (lang, EVERY)}
    kinds = ["acronym", "shortForm", "fullForm"]
    if lang != "en" and fold(mark.text) in borrowed(concept):
        kinds.pop()
    wanted = next((term.text for kind in kinds if (term := concept.preferred(lang, kind))), "")
    copied = mark.text == said.letters or is_lettered(mark.text, said.letters, scan.doc.source_lang)
    if not wanted or not copied or mark.text in ours:
        return None
    wanted = scan.cased(mark.start, wanted)
    article = article_edit(scan.text, mark.start, wanted, acronym=wanted.isupper())
    edits = (Edit(mark.start, mark.end, wanted), *((article,) if article else ()))
    fix = Fix(edits, Safety.REVIEW, f"{mark.text} → {wanted}")
    return _made(scan, mark, said, part, f"; {wanted} is meant", (fix,), concept)


def _made(
    scan: Scan,
    mark: Mark,
    said: _Said,
    part: Aligned,
    wanted: str,
    fixes: tuple[Fix, ...],
    concept: Concept | None,
) -> Finding:
    evidence = [Evidence("source", f"the source’s {said.letters}, letter for letter")]
    if concept:
        evidence.append(Evidence("glossary", concept.id, concept.ref[0]))
    return Finding(
        rule=RULE,
        span=Span(mark.start, mark.end),
        message=RULE.message.format(found=mark.text, said=said.letters, wanted=wanted),
        confidence=0.9 if concept else 0.75,
        fixes=fixes,
        evidence=tuple(evidence),
        source_span=part.place(*said.place),
    )
