"""
Codes of languages, and English names for messages.

Source: CLDR 47, languageDisplayNames, English.
"""

from __future__ import annotations

import re
from typing import Final

_NAMES: Final = {
    "ar": "Arabic",
    "be": "Belarusian",
    "bs": "Bosnian",
    "bg": "Bulgarian",
    "ca": "Catalan",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "et": "Estonian",
    "fa": "Persian",
    "fi": "Finnish",
    "fr": "French",
    "he": "Hebrew",
    "hr": "Croatian",
    "hu": "Hungarian",
    "hy": "Armenian",
    "is": "Icelandic",
    "it": "Italian",
    "ja": "Japanese",
    "ka": "Georgian",
    "kk": "Kazakh",
    "ko": "Korean",
    "ky": "Kyrgyz",
    "lt": "Lithuanian",
    "lv": "Latvian",
    "mk": "Macedonian",
    "mn": "Mongolian",
    "nl": "Dutch",
    "no": "Norwegian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sk": "Slovak",
    "sl": "Slovenian",
    "sr": "Serbian",
    "sv": "Swedish",
    "tg": "Tajik",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "uz": "Uzbek",
    "zh": "Chinese",
}

KNOWN_LANGUAGES: Final = tuple(_NAMES.values())
# Those languages by how many people speak them where they are official (CLDR 41, language
# populations).
_BY_SPEAKERS: Final = """
    zh en es ar pt fr ru ja de fa tr ko it pl uz uk nl ro sr kk sv el cs hu be tg he ca bs bg mn
    da fi no sk hr ka hy ky lt sl mk lv et is
    """.split()  # noqa: SIM905
# Every language that CLDR has a name for, by the shortest code there is: `en`, never `eng`.
_CODES: Final = frozenset(
    """
    aa ab ace ach ada ady ae aeb af afh agq ain ak akk akz ale aln alt am an ang ann anp ar arc
    arn aro arp arq ars arw ary arz as asa ase ast atj av avk awa ay az ba bal ban bar bas bax
    bbc bbj be bej bem bew bez bfd bfq bg bgc bgn bho bi bik bin bjn bkm bla blo blt bm bn bo
    bpy bqi br bra brh brx bs bss bua bug bum byn byv ca cad car cay cch ccp ce ceb cgg ch chb
    chg chk chm chn cho chp chr chy cic ckb clc co cop cps cr crg crh crj crk crl crm crr crs cs
    csb csw cu cv cy da dak dar dav de del den dgr din dje doi dsb dtp dua dum dv dyo dyu dz dzg
    ebu ee efi egl egy eka el elx en enm eo es esu et eu ewo ext fa fan fat ff fi fil fit fj fo
    fon fr frc frm fro frp frr frs fur fy ga gaa gag gan gay gba gbz gd gez gil gl glk gmh gn
    goh gon gor got grb grc gsw gu guc gur guz gv gwi ha hai hak haw hax he hi hif hil hit hmn
    hnj ho hr hsb hsn ht hu hup hur hy hz ia iba ibb id ie ig ii ik ikt ilo inh io is it iu izh
    ja jam jbo jgo jmc jpr jrb jut jv ka kaa kab kac kaj kam kaw kbd kbl kcg kde kea ken kfo kg
    kgp kha kho khq khw ki kiu kj kk kkj kl kln km kmb kn ko koi kok kos kpe kr krc kri krj krl
    kru ks ksb ksf ksh ku kum kut kv kw kwk kxv ky la lad lag lah lam lb lez lfn lg li lij lil
    liv lkt lmo ln lo lol lou loz lrc lsm lt ltg lu lua lui lun luo lus luy lv lzh lzz mad maf
    mag mai mak man mas mde mdf mdr men mer mfe mg mga mgh mgo mh mi mic min mk ml mn mnc mni
    moe moh mos mr mrj ms mt mua mus mwl mwr mwv my mye myv mzn na nan nap naq nb nd nds ne new
    ng nia niu njo nl nmg nn nnh no nog non nov nqo nr nso nus nv nwc ny nym nyn nyo nzi oc oj
    ojb ojc ojs ojw oka om or os osa ota pa pag pal pam pap pau pcd pcm pdc pdt peo pfl phn pi
    pis pl pms pnt pon pqm prg pro ps pt qu quc qug raj rap rar rgn rhg rif rm rn ro rof rom rtm
    ru rue rug rup rw rwk sa sad sah sam saq sas sat saz sba sbp sc scn sco sd sdc sdh se see
    seh sei sel ses sg sga sgs sh shi shn shu si sid sk sl slh sli sly sm sma smj smn sms sn snk
    so sog sq sr srn srr ss ssy st stq str su suk sus sux sv sw swb syc syr szl ta tce tcy te
    tem teo ter tet tg tgx th tht ti tig tiv tk tkl tkr tl tlh tli tly tmh tn to tog tok tpi tr
    tru trv trw ts tsd tsi tt ttm ttt tum tvl tw twq ty tyv tzm udm ug uga uk umb ur uz vai ve
    vec vep vi vls vmf vmw vo vot vro vun wa wae wal war was wbp wo wuu xal xh xmf xnr xog yao
    yap yav ybb yi yo yrl yue za zap zbl zea zen zgh zh zu zun zza
    """.split()  # noqa: SIM905
)


def language_code(tag: str) -> str:
    """
    The language of a tag: `en` for `en`, `EN`, `en-GB` or `en_US`.

    Raises ValueError, which says what to write, where the tag names no language.
    """
    code = re.split("[-_]", tag, maxsplit=1)[0].lower()
    if code in _CODES:
        return code
    named = next((code for code, name in _NAMES.items() if name.lower() == tag.lower()), None)
    remedy = repr(named) if named else "one such as 'en' or 'fi'"
    raise ValueError(f"{tag!r} is no language code; write {remedy}")


# Ways of writing a language that some data have: `nb` for Norwegian, codes no longer in use.
_ALIASES: Final = {"iw": "he", "mo": "ro", "nb": "no", "nn": "no", "sh": "sr"}


def canonical(code: str) -> str:
    """
    The code by which names go by their language: `nb` is `no`, `pt-BR` is `pt`, `ru?` is `ru`.

    A question mark, which some data have after a code that was guessed, counts for nothing.
    """
    if not code:
        return code
    if code not in _CODES:
        code = re.split("[-_?]", code.strip(), maxsplit=1)[0].lower()
    return _ALIASES.get(code, code)


def by_speakers(code: str) -> int:
    """The place of a language among all by how many speak it, for sorting."""
    return _BY_SPEAKERS.index(code) if code in _BY_SPEAKERS else len(_BY_SPEAKERS)


def languages() -> tuple[str, ...]:
    """The languages that have a name here, those that most people speak first."""
    return tuple(sorted(_NAMES, key=lambda code: (by_speakers(code), code)))


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
