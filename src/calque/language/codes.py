"""
Languages: their codes as people write them, and their English names for messages.

Source: ISO 639-1; names from CLDR 47, languageDisplayNames, English.
"""

from __future__ import annotations

from typing import Final

_NAMES: Final = dict(
    entry.strip().split(" ", 1)
    for entry in """
aa Afar; ab Abkhazian; af Afrikaans; ak Akan; am Amharic; an Aragonese; ar Arabic; as Assamese;
av Avaric; ay Aymara; az Azerbaijani; ba Bashkir; be Belarusian; bg Bulgarian; bi Bislama; bm
Bambara; bn Bangla; bo Tibetan; br Breton; bs Bosnian; ca Catalan; ce Chechen; ch Chamorro; co
Corsican; cr Cree; cs Czech; cu Church Slavic; cv Chuvash; cy Welsh; da Danish; de German; dv
Divehi; dz Dzongkha; ee Ewe; el Greek; en English; eo Esperanto; es Spanish; et Estonian; eu
Basque; fa Persian; ff Fula; fi Finnish; fj Fijian; fo Faroese; fr French; fy Western Frisian;
ga Irish; gd Scottish Gaelic; gl Galician; gn Guarani; gu Gujarati; gv Manx; ha Hausa; he
Hebrew; hi Hindi; ho Hiri Motu; hr Croatian; ht Haitian Creole; hu Hungarian; hy Armenian; hz
Herero; ia Interlingua; id Indonesian; ie Interlingue; ig Igbo; ii Sichuan Yi; ik Inupiaq; io
Ido; is Icelandic; it Italian; iu Inuktitut; ja Japanese; jv Javanese; ka Georgian; kg Kongo; ki
Kikuyu; kj Kuanyama; kk Kazakh; kl Kalaallisut; km Khmer; kn Kannada; ko Korean; kr Kanuri; ks
Kashmiri; ku Kurdish; kv Komi; kw Cornish; ky Kyrgyz; la Latin; lb Luxembourgish; lg Ganda; li
Limburgish; ln Lingala; lo Lao; lt Lithuanian; lu Luba-Katanga; lv Latvian; mg Malagasy; mh
Marshallese; mi Māori; mk Macedonian; ml Malayalam; mn Mongolian; mr Marathi; ms Malay; mt
Maltese; my Burmese; na Nauru; nd North Ndebele; ne Nepali; ng Ndonga; nl Dutch; no Norwegian;
nr South Ndebele; nv Navajo; ny Nyanja; oc Occitan; oj Ojibwa; om Oromo; or Odia; os Ossetic; pa
Punjabi; pi Pali; pl Polish; ps Pashto; pt Portuguese; qu Quechua; rm Romansh; rn Rundi; ro
Romanian; ru Russian; rw Kinyarwanda; sa Sanskrit; sc Sardinian; sd Sindhi; se Northern Sami; sg
Sango; si Sinhala; sk Slovak; sl Slovenian; sm Samoan; sn Shona; so Somali; sq Albanian; sr
Serbian; ss Swati; st Southern Sotho; su Sundanese; sv Swedish; sw Swahili; ta Tamil; te Telugu;
tg Tajik; th Thai; ti Tigrinya; tk Turkmen; tn Tswana; to Tongan; tr Turkish; ts Tsonga; tt
Tatar; tw Twi; ty Tahitian; ug Uyghur; uk Ukrainian; ur Urdu; uz Uzbek; ve Venda; vi Vietnamese;
vo Volapük; wa Walloon; wo Wolof; xh Xhosa; yi Yiddish; yo Yoruba; za Zhuang; zh Chinese; zu
Zulu
""".replace("\n", " ").split(";")
)
# Codes that are no longer used, and two ways of writing one language.
_ALIASES: Final = {"iw": "he", "mo": "ro", "nb": "no", "nn": "no", "sh": "sr"}


def canonical(code: str) -> str:
    """
    The code by which a language is known here: `nb` is `no`, `pt-BR` is `pt`, `ru?` is `ru`.

    A question mark, which some data has after a code that was guessed, counts for nothing.
    """
    if code in _NAMES or not code:
        return _ALIASES.get(code, code)
    head = code.strip().rstrip("?").replace("_", "-").partition("-")[0].lower()
    return _ALIASES.get(head, head)


def languages() -> tuple[str, ...]:
    """The canonical codes of all languages, in alphabetical order."""
    return tuple(_NAMES)


def language_name(code: str) -> str:
    """The English name of a language, or its code where we have none."""
    return _NAMES.get(code, code)


def language_names(codes: tuple[str, ...]) -> str:
    """The names of a few languages in a row: `Finnish, Swedish or 7 more`."""
    names = [language_name(code) for code in codes]
    if not names:
        return "another system"
    if len(names) <= 3:
        return " or ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
    return f"{names[0]}, {names[1]} or {len(names) - 2} more"
