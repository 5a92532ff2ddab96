"""Permanent ids and fact names from Chinese words: their pinyin, short and different from each other."""

from __future__ import annotations

import re
from collections.abc import Container

from pypinyin import lazy_pinyin

_USUAL = {
    "总则": "general", "附则": "supplementary", "目的": "purpose", "适用范围": "scope", "解释": "interpretation",
    "施行": "effective", "责任": "responsible", "监督检查": "supervision", "定义": "definitions",
}  # fmt: skip
_SAID = 4  # syllables of an id
_LONGEST = 32
_EMPTY = re.compile(r"^(为了?|根据|依据|按照|关于|对于?|本规定|本办法|本制度|各级?|应当?|由|凡是?|在|的|和|与|及)")


def slug(words: str, taken: Container[str], otherwise: str) -> str:
    """An id such as ying-ye-shi-jian, English for what every regulation has; `otherwise` when the words give none. A
    number follows if it is taken."""
    if words in _USUAL:
        return _free(_USUAL[words], taken, "-")
    return _free("-".join(_syllables(words)) or otherwise, taken, "-")


def name(words: str, taken: Container[str], otherwise: str) -> str:
    """A fact's name such as ying_ye_shi_jian, as `slug`."""
    return _free("_".join(_syllables(words)) or otherwise, taken, "_")


def _syllables(words: str) -> list[str]:
    plain = re.sub(r"[^\u4e00-\u9fffA-Za-z0-9]", "", words)
    while len(plain) > _SAID and (match := _EMPTY.match(plain)):
        plain = plain[match.end() :]
    said: list[str] = []
    for syllable in lazy_pinyin(plain[:12], errors=str.lower):
        ascii_ = re.sub("[^a-z0-9]", "", syllable.replace("ü", "v"))
        if ascii_ and (said or ascii_[0].isalpha()):
            said.append(ascii_[:8])
    said = said[:_SAID]
    while said and len("-".join(said)) > _LONGEST:
        said.pop()
    return said


def _free(wanted: str, taken: Container[str], joint: str) -> str:
    number, made = 1, wanted
    while made in taken:
        number += 1
        made = f"{wanted}{joint}{number}"
    return made
