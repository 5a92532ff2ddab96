"""Quantities in words: two texts that name the same amount in another unit or numeral say the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache

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
    "星期": ("seconds", Decimal(604800)),
    "个礼拜": ("seconds", Decimal(604800)),
    "工作日": ("workdays", Decimal(1)),
    "个工作日": ("workdays", Decimal(1)),
    "月": ("month", Decimal(1)),  # of the year
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
_COUNTERS = "次遍人名位份项条件笔台套张个户级分单倍类"
_PEOPLE = "人名位"  # two of them are the same two
_WORDS = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_DAYTIME = r"(上午|早上|早晨|清晨|凌晨|下午|晚上|傍晚|中午)?"
_CLOCK = re.compile(rf"{_DAYTIME}(?<!\d)(\d{{1,2}}):(\d{{2}})(?!\d)")
_SPOKEN = re.compile(
    rf"{_DAYTIME}(\d{{1,2}}|{_CHINESE})[点时](?:(半)|(?:(\d{{1,2}}|{_CHINESE})分?)|(整|钟))?(?!间|长|段|限|候|一)"
)
_DATE = re.compile(r"(\d{4})(?:年(\d{1,2})月(\d{1,2})[日号]?|-(\d{1,2})-(\d{1,2}))(?!\d)")
_WEEKDAY = re.compile(rf"(?:周|星期|礼拜)([一二三四五六日天])(?![{_COUNTERS}日天]|个)")
_HOURS_MINUTES = re.compile(rf"(个?小时)((?:\d+|{_CHINESE})分)(?!钟|之)")
_TOGETHER = re.compile(r"⟦seconds\|([\d.]+)⟧[又零]?⟦seconds\|([\d.]+)⟧")
# Said in other words, in this order: what must be there at all, the pattern, the words instead.
_SAID = tuple(
    (there, re.compile(pattern), words)
    for there, pattern, words in (
        (",", r"(?<=\d),(?=\d{3}(?!\d))", ""),
        ("日", r"次日|隔日|第[二2]日", "次日"),
        ("天", r"第[二2]天", "次日"),
        ("号", r"(?<=\d)号(?![窗柜令文])", "日"),
        ("天", r"([当每本同])天", r"\1日"),
        ("一半", r"一半(?![^内]*小时)", "50%"),
    )
)
_SAID_AS_WELL = tuple(
    (said, words)
    for words, others in (
        ("2人", "双人"),
        ("2项", "两者"),
        ("内", "以内 之内"),
        ("后", "以后 之后"),
        ("前", "以前 之前"),
        ("不超过", "至多 最多 不多于 不大于 不高于"),
        ("不少于", "至少 最少 不低于 不小于"),
    )
    for said in others.split()
)
_BOUND = re.compile(r"(⟦[^⟦⟧]*⟧)(?:及以|以|之)([上下])")
_HALF = re.compile(rf"(\d+|{_CHINESE})个半({_WORDS})|(\d+|{_CHINESE})({_WORDS})半|半个?({_WORDS})")
_PERCENT = re.compile(rf"百分之({_CHINESE}|\d+(?:\.\d+)?)")
_AMOUNT = re.compile(rf"(\d+(?:\.\d+)?|{_CHINESE})\s*({_WORDS}|[{_COUNTERS}])")


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
    """(kind, amount) of every quantity in a text, in order: seconds, workdays, clock (minutes), money, count:次 …

    What only sounds like one is left out: 一名 (somebody), 第一, 十分 (very), 一时, 一点.
    """
    plain = _NO_AMOUNT.sub("某", unicodedata.normalize("NFKC", text))
    return [(kind, Decimal(amount)) for kind, amount in _MARK.findall(canonical(plain))]


_NO_AMOUNT = re.compile(
    rf"(?<![{''.join(_DIGITS)}十百千\d])(?:第?一(?:[{_COUNTERS}](?!工作日|月|小时|星期|礼拜|季度))|[哪某这那]一[天日月年]|上一级|十分(?!钟|之)|一时(?!半|整)|一点(?!半|整|钟|[{''.join(_DIGITS)}十\d]))"
)
_MARK = re.compile(r"⟦([^⟦⟧|]+)\|(-?[0-9.]+)⟧")


@lru_cache(maxsize=50_000)
def canonical(text: str) -> str:
    """The text with width, spaces and marks folded and every quantity in one form: two texts that come out alike say
    the same."""
    plain = unicodedata.normalize("NFKC", text).replace("**", "").lower()
    for there, pattern, words in _SAID:
        if there in plain:
            plain = pattern.sub(words, plain)
    for said, words in _SAID_AS_WELL:
        plain = plain.replace(said, words)
    for there, pattern, marked in _MARKED:
        if there in plain:
            plain = pattern.sub(marked, plain)
    return _SPACE.sub("", plain)


_SPACE = re.compile(r"(?:[\s，。；、,;!！?？（）()“”‘’「」『』《》\"'：:]|(?<!\d)\.|\.(?!\d))+(?![^⟦]*⟧)")


def _date(match: re.Match[str]) -> str:
    month, day = match[2] or match[4], match[3] or match[5]
    return _mark("date", Decimal(f"{match[1]}{month:0>2}{day:0>2}"))


def _time(half_of_day: str | None, hour: Decimal, minutes: Decimal, whole: str) -> str:
    if half_of_day in ("下午", "晚上", "傍晚") and hour < 12:
        hour += 12
    return _mark("clock", hour * 60 + minutes) if hour < 25 else whole


def _mark(kind: str, amount: Decimal) -> str:
    shown = f"{amount.normalize():f}"
    return f"⟦{kind}|{shown}⟧"


def _amount(match: re.Match[str]) -> str:
    counted = "人" if match[2] in _PEOPLE else match[2]
    kind, worth = _UNITS.get(match[2], (f"count:{counted}", Decimal(1)))
    return _mark(kind, number(match[1]) * worth)


def _half(match: re.Match[str]) -> str:
    whole, unit = match[1] or match[3], match[2] or match[4] or match[5]
    kind, worth = _UNITS[unit]
    return _mark(kind, (number(whole) + Decimal("0.5")) * worth if whole else worth / 2)


def _spoken(match: re.Match[str]) -> str:
    minutes = Decimal(30) if match[3] else number(match[4]) if match[4] else Decimal(0)
    return _time(match[1], number(match[2]), minutes, match[0])


def _weekday(match: re.Match[str]) -> str:
    return _mark("weekday", Decimal("一二三四五六日".index(match[1].replace("天", "日")) + 1))


# Quantities, in this order: what must be there at all, the pattern, what makes a mark of it.
_MARKED: tuple[tuple[str, re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    ("", _DATE, _date),
    ("", _WEEKDAY, _weekday),
    (":", _CLOCK, lambda m: _time(m[1], Decimal(m[2]), Decimal(m[3]), m[0])),
    ("百分之", _PERCENT, lambda m: _mark("share", number(m[1]))),
    ("半", _HALF, _half),
    ("小时", _HOURS_MINUTES, lambda m: f"{m[1]}{m[2]}钟"),
    ("", _SPOKEN, _spoken),
    ("", _AMOUNT, _amount),
    ("⟦", _TOGETHER, lambda m: _mark("seconds", Decimal(m[1]) + Decimal(m[2]))),
    ("⟦", _BOUND, lambda m: ("不少于" if m[2] == "上" else "不超过") + m[1]),
)
