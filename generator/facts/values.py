"""The typed values of facts: how they are read, compared and shown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ..model import Fact, FactType

UNSET = "（由各地填写）"
_WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
# What one unit is worth in minutes; working days are counted apart from natural ones.
_MINUTES: dict[str, int | Decimal] = {
    "秒": Decimal(1) / 60, "分钟": 1, "小时": 60, "日": 1440, "天": 1440, "个工作日": 1440, "工作日": 1440,
    "周": 10080, "个月": 43800, "个季度": 131400, "年": 525600,
}  # fmt: skip
_ALIKE = (("秒", "分钟", "小时", "日", "天", "周"), ("工作日",), ("月", "季度", "年"))
# Twelve digits are enough for anything a company counts, and keep arithmetic exact.
_NUMBER = r"([0-9]{1,12}(?:\.[0-9]{1,6})?)"
_TIME = re.compile(r"^([0-9]{1,2})[:：]([0-9]{2})$")
_DURATION = re.compile(rf"^{_NUMBER}\s*({'|'.join(_MINUTES)})$")
_COUNT = re.compile(rf"^{_NUMBER}\s*([^\s\d.]\D{{0,9}})$")
_DATE = re.compile(r"^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})$")
_MONTH_DAY = re.compile(r"^([0-9]{1,2})\s*日$")
_MONEY = re.compile(rf"^{_NUMBER}\s*(万?)元$")
_PERCENT = re.compile(rf"^{_NUMBER}\s*[%％]$")

_EXPECTED = {
    FactType.TIME: "时点写成 9:00，从 0:00 到 23:59",
    FactType.DURATION: "时长写成 30分钟、24小时、3个工作日、15日、2个月、10年",
    FactType.COUNT: "数量写成 数字加量词，如 4次、1人、5份",
    FactType.DATE: "日期写成 2011-08-01",
    FactType.MONTH_DAY: "每月日期写成 25日",
    FactType.WEEKDAY: f"星期写成 {'、'.join(_WEEKDAYS)} 之一",
    FactType.MONEY: "金额写成 500元 或 5万元",
    FactType.PERCENT: "百分比写成 85%",
}


class BadValue(Exception):
    """A value that is not of its fact's type; the message says how to write it."""


@dataclass(frozen=True)
class Value:
    """A parsed value: `amount` orders values of one `dimension`; `text` is what people read."""

    dimension: str
    amount: Decimal
    text: str
    unit: str = ""


def parse_value(kind: FactType, written: str) -> Value:
    """Read `written` as a value of type `kind`. Raises BadValue with advice in Chinese."""
    text = written.strip()
    value = _READERS[kind](text)
    if value is None:
        raise BadValue(_EXPECTED[kind])
    return value


def fact_text(fact: Fact) -> str:
    """What people read for this fact; as written when it cannot be parsed."""
    if not fact.value:
        return UNSET
    try:
        return parse_value(fact.type, fact.value).text
    except BadValue:
        return fact.value


def number_of(kind: FactType, written: str, unit: str = "") -> str:
    """The value as a spreadsheet formula writes it; a length of time in `unit`, else in the unit it is written in.

    Times are parts of a day, percentages fractions, sums of money yuan; texts are quoted. Raises BadValue, also for a
    length of time that cannot be told in `unit`.
    """
    value = parse_value(kind, written)
    match kind:
        case FactType.TIME:
            return _plain(f"{value.amount / 1440:.17f}")  # as many digits as a spreadsheet needs to show 17:00
        case FactType.PERCENT:
            return f"{value.amount / 100:f}"
        case FactType.DURATION:
            return _plain(f"{value.amount / _minutes(unit or value.unit, value.unit):f}")
        case FactType.DATE:
            day = date.fromordinal(int(value.amount))
            return f"DATE({day.year},{day.month},{day.day})"
        case FactType.TEXT | FactType.WEEKDAY:
            return '"' + value.text.replace('"', '""') + '"'
    return _plain(f"{value.amount:f}")


def _minutes(unit: str, like: str) -> Decimal:
    plain = unit.removeprefix("个")
    if plain not in units_like(like):
        raise BadValue(f"{like.removeprefix('个')}不能换算成{plain}")
    return Decimal(_MINUTES[plain] if plain in _MINUTES else _MINUTES[f"个{plain}"])


def units_like(unit: str) -> tuple[str, ...]:
    """The units that a length of time in `unit` can be told in exactly: 小时 in 分钟, but not 月 in 日 or 日 in 工作日."""
    plain = unit.removeprefix("个")
    return next((group for group in _ALIKE if plain in group), ())


def _plain(number: str) -> str:
    return f"{Decimal(number):f}".rstrip("0").rstrip(".") if "." in number else number.lstrip("0") or "0"


def _time(text: str) -> Value | None:
    match = _TIME.match(text)
    if not match or int(match[1]) > 23 or int(match[2]) > 59:
        return None
    return Value("time", Decimal(int(match[1]) * 60 + int(match[2])), f"{int(match[1])}:{match[2]}")


def _duration(text: str) -> Value | None:
    match = _DURATION.match(text)
    if not match:
        return None
    unit = "个工作日" if match[2] == "工作日" else match[2]
    amount = Decimal(match[1]) * Decimal(_MINUTES[unit])
    return Value("duration", amount, f"{_plain(match[1])}{unit}", unit)


def _count(text: str) -> Value | None:
    match = _COUNT.match(text)
    if not match:
        return None
    unit = match[2].strip()
    return Value(f"count:{unit}", Decimal(match[1]), f"{_plain(match[1])}{unit}", unit)


def _date(text: str) -> Value | None:
    match = _DATE.match(text)
    if not match:
        return None
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
    return Value("date", Decimal(day.toordinal()), f"{day.year}年{day.month}月{day.day}日")


def _month_day(text: str) -> Value | None:
    match = _MONTH_DAY.match(text)
    if not match or not 1 <= int(match[1]) <= 31:
        return None
    return Value("month_day", Decimal(match[1]), f"{int(match[1])}日")


def _weekday(text: str) -> Value | None:
    return Value("weekday", Decimal(_WEEKDAYS.index(text)), text) if text in _WEEKDAYS else None


def _money(text: str) -> Value | None:
    match = _MONEY.match(text)
    if not match:
        return None
    yuan = Decimal(match[1]) * (10_000 if match[2] else 1)
    shown = f"{_plain(str(yuan / 10_000))}万元" if yuan >= 10_000 and yuan % 1_000 == 0 else f"{_plain(str(yuan))}元"
    return Value("money", yuan, shown, "元")


def _percent(text: str) -> Value | None:
    match = _PERCENT.match(text)
    return Value("percent", Decimal(match[1]), f"{_plain(match[1])}%", "%") if match else None


def _words(text: str) -> Value | None:
    return Value("text", Decimal(0), text)


_READERS = {
    FactType.TIME: _time,
    FactType.DURATION: _duration,
    FactType.COUNT: _count,
    FactType.DATE: _date,
    FactType.MONTH_DAY: _month_day,
    FactType.WEEKDAY: _weekday,
    FactType.MONEY: _money,
    FactType.PERCENT: _percent,
    FactType.TEXT: _words,
}
