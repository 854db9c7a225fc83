"""
A template's slot, a shortcode, a script or an escape code shows where its content should be.

Why it matters: the reader sees machinery (`%d bloggers like this:`, `{{ title }}`, `[caption …]`,
`&nbsp;`) and may miss the word that belonged there.
Fix: a line that is nothing but slots or script, or that the glossary knows, is deleted; an escape
code becomes its character; a comment of the page is deleted. The brackets of a shortcode are for
review, its text stays, but a caption goes with its brackets. A slot inside a sentence is only
shown: what belongs there can't be known. A line that is a picture's file name, an embedded post's
link or a player's time ("00:00 / 03:14") is deleted for review.
Source: printf(3) and ICU message formats; WordPress Shortcode API, block comments and
`<!--nextpage-->`; Drupal's Token API and media tags; Joomla's content plugins; the merge tags of
Mailchimp; Twig, ERB and Smarty; HTML's named character references (`html.entities`).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from calque.cues import Cues
from calque.document import Span
from calque.finding import Edit, Evidence, Finding, Fix, Safety
from calque.glossary.left_over import left_over, without_line
from calque.language.scan import Scan
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="RES006",
    name="placeholder-left",
    category="accuracy/addition",
    its_type="pattern-problem",
    severity="major",
    message="template code left in the text: {line}",
    in_quotes=True,
)
_SLOT: Final = r"""
      (?<![\w%])%(?:\d{1,2}\$)?[sd@](?!\w)                    # %s %d %1$s
    | %\([a-z_]{1,30}\)[sd]                                   # %(name)s
    | \{\{\{?[^{}\n]{1,60}\}\}\}?                             # {{ title }}
    | <%[=-]?[^<>\n]{1,80}%>                                 # <%= title %>
    | [$\#]?\{[A-Za-z_0-9$][\w.]{0,30}\}                      # {0} ${name} #{name} {$name}
    | %%?(?-i:[A-Z]+_[A-Z_]+|[a-z]+_[a-z_]+)%%?               # %TOTAL_PAGES%
    | %%\w{3,30}%%                                            # %%POSTLINK%%
    | \*\|[^|\n]{1,40}\|\*                                    # *|FNAME|*
    | (?<!\w)(?-i:\#\#[A-Z][A-Z_]{2,30}\#\#|__[A-Z][A-Z_]{2,30}__)
    | \[(?:node|site|user|term|comment|file|random|vocabulary|menu-link|current-(?:user|page|date)
        |date):[\w:-]{2,60}\]                                 # [node:title]
    | \[insert\ [^\]\n]{2,40}\ here\]
    | \[object\x20Object\]
"""
_SHORTCODE: Final = r"""
      \[/?(?:caption|gallery|embed|playlist|audio|video|contact-form(?:-7)?|vc_\w+|et_pb_\w+
        |adrotate|toc|social_\w+|ad_\d|youtube|embedyt|tweet|su_\w+|fusion_\w+|td_\w+|tdc_\w+
        |penci_\w+|mc4wp_form|wpforms|mailpoet_form|addtoany|jetpack_\w+|elementor-template
        |rev_slider|sharethis|dropcap)
        (?:\s+\w+=[^\]\n]{0,200}|\s+https?:[^\]\s]{1,200})?\s*/?\]
    | \[\w+(?:\s+\w+=["'”“″][^\]\n]{0,200})\s*/?\]            # [caption id="…"]
    | \[\[\{[^\n]{1,400}?\}\]\] | \[\[nid:\d+[^\]\n]{0,80}\]\]
    | \{/?(?:loadposition|loadmodule|loadmoduleid|mosimage|mospagebreak|jcomments|youtube|vimeo
        |gallery|slider|tab|tabs|modal|source)(?:[\ =:][^{}\n]{0,80})?\}   # {loadposition user1}
    | \[(?P<bb>[biu]|url|img|quote|color|size|center)(?:=[^\]\n]{1,200})?\]
        (?=[^\[\]\n]{1,300}\[/(?P=bb)\])                      # [b]…[/b]
    | \[/(?:[biu]|url|img|quote|color|size|center)\]
"""
_FILES: Final = Cues((".jpg", ".jpeg", ".png", ".webp", ".gif", "pic.twitter.com/", "0:00"))
_FILE: Final = re.compile(
    r"""^(?:[\w.()%+-]{1,80}\.(?:jpe?g|png|webp|gif) | pic\.twitter\.com/\w{4,20}
        | 0?0:00(?:\ ?/\ ?\d?\d:\d\d)+)$""",
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
_EMBEDDED: Final = Evidence("pattern", "all that is left of a picture, a post or a player")
_SIGNS: Final = Cues(("%", "{", "[", "&", "<", "*|", "##", "__"))
_BEGUN: Final = re.compile(r"%[\w@%(=-]|\{|\[[/\w\[]|&[A-Za-z#]|<[!%]|\*\||##[A-Z]|__[A-Z]")
_SCRIPTED: Final = Cues(
    (
        *("(adsbygoogle", "googletag.", "=", "{", "document.", "$(document)", "jquery("),
        *("gtag(", "fbq(", "ga('", 'ga("', "@media"),
    )
)
# What a slot stands behind in a formula (TeX: x_{i}, \\mathbf {x}) or a program (ATTR{name}), or
# beside in a date's pattern.
_IN_FORMULA: Final = re.compile(r"(?:[\w^}]|\\[A-Za-z]{1,20} ?)$")
_DIRECTIVE_BEFORE: Final = re.compile(r"%[A-Za-z][\W_]{0,2}$")
_DIRECTIVE_AFTER: Final = re.compile(r"[\W_]{0,2}%[A-Za-z]")
_EDITORS: Final = re.compile(r"\[/?(?:audio|video|gallery|embed|playlist|toc)\]", re.IGNORECASE)
_CODE: Final = Evidence("pattern", "code that a template fills in before a page is shown")


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield left-over lines that the glossary knows, and slots and scripts by their form."""
    known = list(left_over(RULE, "placeholder", scan, res.furniture(scan)))
    yield from known
    taken = {finding.span for finding in known}
    for match in _script().finditer(scan.text) if scan.has(_SCRIPTED) else ():
        if len(scan.lines) > 1 and (line := scan.line(match.start())) not in taken:
            taken.add(line)
            yield without_line(RULE, scan, line, sure=True, evidence=(_CODE,))
    for match in _FILE.finditer(scan.text) if scan.has(_FILES) else ():
        line = Span(*match.span())
        if line.start and line not in taken:
            taken.add(line)
            yield without_line(RULE, scan, line, sure=False, evidence=(_EMBEDDED,))
    if not (scan.has(_SIGNS) and _BEGUN.search(scan.text)):
        return
    worded: set[Span] = set()
    for match in _placeholder().finditer(scan.text):
        line = scan.line(match.start())
        if line in taken or _is_editors_note(match) or _is_notation(match):
            continue
        bare = line not in worded and _is_bare(scan.text[line.start : line.end])
        if bare and len(scan.lines) > 1:
            taken.add(line)
            yield without_line(RULE, scan, line, sure=True, evidence=(_CODE,))
            continue
        worded.add(line)
        if finding := _inline(scan, match):
            yield finding


def _is_editors_note(match: re.Match[str]) -> bool:
    """[VIDEO] in a headline is an editor's word; a shortcode of that name has attributes."""
    return _EDITORS.fullmatch(match.group()) is not None


def _is_notation(match: re.Match[str]) -> bool:
    """Whether it belongs to a formula (x_{i}) or to the pattern of a date (%Y-%m-%d)."""
    text, (start, end) = match.string, match.span()
    if text[start] == "{":
        return _IN_FORMULA.search(text, max(0, start - 22), start) is not None
    return text[start] == "%" and bool(
        _DIRECTIVE_BEFORE.search(text, max(0, start - 4), start)
        or _DIRECTIVE_AFTER.match(text, end)
    )


def _is_bare(line: str) -> bool:
    """Whether a line has slots or shortcodes and no word beside them, or only escaped spaces."""
    rest = _placeholder().sub(lambda slot: html.unescape(slot["escape"] or ""), line)
    slots = any(not slot["escape"] for slot in _placeholder().finditer(line))
    return not any(char.isalnum() for char in rest) if slots else not rest.strip()


def _inline(scan: Scan, match: re.Match[str]) -> Finding | None:
    start, end = match.span()
    message = RULE.message.format(line=match.group())
    if match["escape"]:
        char = html.unescape(match.group())
        if len(char) != 1 or (not char.isprintable() and char != "\u00a0"):
            return None
        edit = _unescaped(scan.text, start, end, char)
        fix = Fix((edit,), Safety.SAFE, f"Write {edit.text!r}")
        return Finding(RULE, Span(start, end), message, 0.97, (fix,), (_CODE,))
    if match["short"] or match["comment"] or match["caption"]:
        safety = Safety.SAFE if match["comment"] else Safety.REVIEW
        fix = Fix((_without(scan.text, start, end),), safety, "Delete the code")
        return Finding(RULE, Span(start, end), message, 0.9, (fix,), (_CODE,))
    return Finding(RULE, Span(start, end), message, 0.9, (), (_CODE,))


def _without(text: str, start: int, end: int) -> Edit:
    """The edit that deletes code with one of the spaces around it, or all at a line's edge."""
    opens = start == 0 or text[start - 1] == "\n"
    spaced = text[start - 1 : start] == " " and text[end : end + 1] in (" ", "\n", "")
    if opens and text[end : end + 1] == " ":
        return Edit(start, end + 1, "")
    return Edit(start - 1, end, "") if spaced and not opens else Edit(start, end, "")


def _unescaped(text: str, start: int, end: int, char: str) -> Edit:
    """The edit that puts in the character; a space takes the spaces around it along."""
    if not char.isspace():
        return Edit(start, end, char)
    while text[start - 1 : start] == " ":
        start -= 1
    while text[end : end + 1] == " ":
        end += 1
    return Edit(start, end, " ")


@cache
def _placeholder() -> re.Pattern[str]:
    return re.compile(
        rf"""
    (?=[%{{\[&<*#_$])                      # fails at once where there is nothing to see
    (?:
      {_SLOT}
    | (?P<caption>\[caption(?:\s[^\]\n]{{0,200}})?\][^\[\]\n]{{0,400}}\[/caption\])
    | (?P<short>{_SHORTCODE})
    | (?P<comment><!--(?!\s*calque:)[^\n]{{0,300}}?-->)         # <!--nextpage-->
    | (?P<escape>&(?:[A-Za-z]{{2,8}}|\#\d{{2,5}}|\#x[0-9A-Fa-f]{{2,5}});)
    )
    """,
        re.VERBOSE | re.IGNORECASE,
    )


@cache
def _script() -> re.Pattern[str]:
    return re.compile(
        r"""^(?:\(adsbygoogle\b|googletag\.|window\.[\w.]+\s*=|(?:var|let|const)\ [\w$]+\s*=
        |!?\(?function\s*\w*\([^\n{]*\)\s*\{|document\.\w+[.(]|\$\(document\)|jQuery\(|gtag\(|fbq\(|ga\(['"]
        |\{"@context"|@media\b|\.[\w-]+(?:\ [.\w-]+)*\ ?\{)[^\n]*[;})\]]$""",
        re.VERBOSE | re.MULTILINE,
    )
