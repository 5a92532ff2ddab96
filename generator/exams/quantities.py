"""Quantities in words: two texts that name the same amount in another unit or numeral say the same."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

_DIGITS = dict(zip("零〇一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_POWERS = {"十": 10, "百": 100, "千": 1000}
_CHINESE = "[零〇一二两三四五六七八九十百千]+"
# What a unit is worth in the smallest one of its kind; working days are not natural days.
_UNITS: dict[str, tuple[str, Decimal]] = {
    "秒": ("seconds", Decimal(1)),
    "秒钟": ("seconds", Decimal(1)),
    "分钟": ("seconds", Decimal(60)),
    "刻钟": ("seconds", Decimal(900)),
    "小时": ("seconds", Decimal(3600)),
    "个小时": ("seconds", Decimal(3600)),
    "日": ("seconds", Decimal(86400)),
    "天": ("seconds", Decimal(86400)),
    "周": ("seconds", Decimal(604800)),
    "个星期": ("seconds", Decimal(604800)),
    "工作日": ("workdays", Decimal(1)),
    "个工作日": ("workdays", Decimal(1)),
    "月": ("months", Decimal(1)),
    "个月": ("months", Decimal(1)),
    "季度": ("months", Decimal(3)),
    "个季度": ("months", Decimal(3)),
    "年": ("months", Decimal(12)),
    "元": ("money", Decimal(1)),
    "万元": ("money", Decimal(10000)),
    "%": ("share", Decimal(1)),
    "成": ("share", Decimal(10)),
    "折": ("share", Decimal(10)),
}
_COUNTERS = "次遍人名位份项条件笔台套张个户级分单"
_WORDS = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_CLOCK = re.compile(r"(?<!\d)(\d{1,2}):(\d{2})(?!\d)")
_SPOKEN = re.compile(
    rf"(上午|下午|晚上|中午)?(\d{{1,2}}|{_CHINESE})[点时](?:(半)|(?:(\d{{1,2}}|{_CHINESE})分?))?(?!间|长|段|限|候)"
)
_HALF = re.compile(rf"(\d+|{_CHINESE})个半({_WORDS})|(\d+|{_CHINESE})({_WORDS})半|半个?({_WORDS})")
_PERCENT = re.compile(rf"百分之({_CHINESE}|\d+(?:\.\d+)?)")
_AMOUNT = re.compile(rf"(\d+(?:\.\d+)?|{_CHINESE})\s*({_WORDS}|[{_COUNTERS}])")
_MONTH_DAY = re.compile(r"(\d{1,2})[日号]")


def number(text: str) -> Decimal:
    """A number in digits or Chinese numerals up to the thousands."""
    if text[0].isdigit():
        return Decimal(text)
    total, digit = 0, 0
    for character in text:
        if character in _POWERS:
            total += (digit or 1) * _POWERS[character]
            digit = 0
        else:
            digit = _DIGITS[character]
    return Decimal(total + digit)


def quantities(text: str) -> list[tuple[str, Decimal]]:
    """(kind, amount) of every quantity in a text, in order: seconds, workdays, clock (minutes), money, count:次 …"""
    return [(kind, Decimal(amount)) for kind, amount in _MARK.findall(canonical(text))]


_MARK = re.compile(r"⟦([^⟦⟧|]+)\|(-?[0-9.]+)⟧")


def canonical(text: str) -> str:
    """The text with width, spaces and marks folded and every quantity in one form: two texts that come out alike say
    the same."""
    plain = unicodedata.normalize("NFKC", text).replace("**", "")
    plain = _CLOCK.sub(lambda m: _mark("clock", Decimal(m[1]) * 60 + Decimal(m[2])), plain)
    plain = _PERCENT.sub(lambda m: _mark("share", number(m[1])), plain)
    plain = _HALF.sub(_half, plain)
    plain = _AMOUNT.sub(_amount, plain)
    plain = _SPOKEN.sub(_spoken, plain)
    return re.sub(r"[\s，。；、,.;!！?？（）()“”\"'：:]+(?![^⟦]*⟧)", "", plain)


def _mark(kind: str, amount: Decimal) -> str:
    shown = f"{amount.normalize():f}"
    return f"⟦{kind}|{shown}⟧"


def _amount(match: re.Match[str]) -> str:
    kind, worth = _UNITS.get(match[2], (f"count:{match[2]}", Decimal(1)))
    return _mark(kind, number(match[1]) * worth)


def _half(match: re.Match[str]) -> str:
    whole, unit = match[1] or match[3], match[2] or match[4] or match[5]
    kind, worth = _UNITS[unit]
    return _mark(kind, (number(whole) + Decimal("0.5")) * worth if whole else worth / 2)


def _spoken(match: re.Match[str]) -> str:
    hour = number(match[2])
    if match[1] in ("下午", "晚上") and hour < 12:
        hour += 12
    minutes = 30 if match[3] else number(match[4]) if match[4] else 0
    return _mark("clock", hour * 60 + minutes) if hour < 25 else match[0]
