"""What a line starts with: 第一章, 第十二条, （一）, 1., ① in all usual spellings."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from .numerals import NUMERAL, number_in


class Kind(StrEnum):
    """The kinds of markers, from what they look like."""

    CHAPTER = "章"
    SECTION = "节"
    ARTICLE = "条"
    APPENDIX = "附件"
    COMMA = "一、"
    PAREN = "（一）"
    DECIMAL = "1.1"
    DOT = "1."
    PAREN_DIGIT = "（1）"
    DIGIT_PAREN = "1）"
    CIRCLE = "①"
    LETTER = "a."
    BULLET = "•"


@dataclass(frozen=True)
class Marker:
    """A line's marker, its number (0 for bullets), what of it was written, and the text behind it."""

    kind: Kind
    number: int
    written: str
    rest: str
    spaced: bool = False  # a gap stands between marker and text
    extra: int = 0  # 第十二条之一
    depth: int = 0  # of 1.2.3


_GAP = r"[\s\u3000:：、.．]*"
_UNIT = re.compile(rf"^第\s*((?:{NUMERAL}\s*){{1,9}})([章编篇节条])(?:\s*之\s*([一二三四五六七八九十]))?")
_APPENDIX = re.compile(rf"^附\s*([件表录])\s*((?:{NUMERAL}){{0,3}})(?=[\s\u3000:：、.．《(（]|$)")
_HAN = "[一二三四五六七八九十百]{1,4}"
_SIMPLE: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.PAREN, re.compile(rf"^[(（〔]\s*({_HAN})\s*[)）〕]")),
    (Kind.PAREN_DIGIT, re.compile(r"^[(（〔]\s*([0-9０-９]{1,3})\s*[)）〕]")),
    (Kind.COMMA, re.compile(rf"^({_HAN})\s*[、．.](?!\d)")),
    (
        Kind.DECIMAL,
        re.compile(
            r"^([0-9]{1,3}(?:[.．][0-9]{1,3}){1,4})[.．]?(?=[\s\u3000“《（(]|(?![万元亿米倍年月日小分秒个公厘毫千克吨度])[\u4e00-\u9fff])"
        ),
    ),
    (Kind.DOT, re.compile(r"^([0-9０-９]{1,3})\s*(?:[、．]|[.](?![0-9]))")),
    (Kind.DIGIT_PAREN, re.compile(r"^([0-9０-９]{1,3})\s*[)）]")),
    (Kind.LETTER, re.compile(r"^([A-Za-zａ-ｚＡ-Ｚ])\s*[)）、．.](?![A-Za-z0-9])")),
)
_CIRCLES = {chr(0x2460 + n): n + 1 for n in range(20)} | {chr(0x2776 + n): n + 1 for n in range(10)}
_CIRCLES |= {chr(0x24F5 + n): n + 1 for n in range(10)} | {chr(0x3251 + n): n + 21 for n in range(15)}
_SINGLE = {chr(0x2474 + n): (Kind.PAREN_DIGIT, n + 1) for n in range(20)}
_SINGLE |= {chr(0x2488 + n): (Kind.DOT, n + 1) for n in range(20)}
_SINGLE |= {chr(0x3220 + n): (Kind.PAREN, n + 1) for n in range(10)}
_BULLETS = "•●■◆▪·○□◇★▶➢✓√-－—*\uf0d8\uf06e\uf075\uf06c\uf0b7\uf0fc\uf0a7"
_REFERRING = re.compile(r"^(规定|所称|所列|第|、|和|及|至|或|的|与|以|中|之)")
_UNITS = {"章": Kind.CHAPTER, "编": Kind.CHAPTER, "篇": Kind.CHAPTER, "节": Kind.SECTION, "条": Kind.ARTICLE}


def marker_of(text: str) -> Marker | None:
    """The marker that a line starts with, None if it has none."""
    text = text.strip()
    if match := _UNIT.match(text):
        found = number_in(match[1])
        rest = text[match.end() :]
        if found is None or _REFERRING.match(rest):
            return None
        extra = number_in(match[3]) if match[3] else 0
        return Marker(
            _UNITS[match[2]], found, match[0], rest.lstrip(" \t\u3000:：、.．"), not rest or rest[0] in " \t\u3000【[（(",
            extra or 0,
        )  # fmt: skip
    if match := _APPENDIX.match(text):
        return Marker(Kind.APPENDIX, number_in(match[2]) or 0, match[0], re.sub(f"^{_GAP}", "", text[match.end() :]))
    if not text:
        return None
    head, rest = text[0], text[1:].lstrip(" \t\u3000、.．")
    if head in _CIRCLES:
        return Marker(Kind.CIRCLE, _CIRCLES[head], head, rest)
    if head in _SINGLE:
        kind, count = _SINGLE[head]
        return Marker(kind, count, head, rest)
    for kind, pattern in _SIMPLE:
        if match := pattern.match(text):
            rest = re.sub(r"^[\s\u3000、.．]*", "", text[match.end() :])
            plain = unicodedata.normalize("NFKC", match[1])
            if kind is Kind.DECIMAL:
                steps = plain.split(".")
                return Marker(kind, int(steps[-1]), match[0], rest, depth=len(steps))
            if kind is Kind.LETTER:
                return Marker(kind, ord(plain.lower()) - 96, match[0], rest)
            count = number_in(plain) or 0
            return Marker(kind, count, match[0], rest)
    if head in _BULLETS and len(text) > 1 and not (head in "-－—*√○" and text[1] not in " \t\u3000"):
        return Marker(Kind.BULLET, 0, head, rest)
    return None


def is_marked(text: str) -> bool:
    """Whether a line starts with a marker."""
    return marker_of(text) is not None
