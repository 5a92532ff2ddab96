"""Wrong values beside a right one: of the same type, plausible in size, never true by the clause's own logic.

They depend on the right value and the words around it alone, so that a change elsewhere never ripples here.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from ..facts import BadValue, Value, parse_value
from ..model import Fact, FactType

WANTED = 3
# Where a clause sets an upper bound, a larger value would be true as well; where it sets a lower one, a smaller.
_AT_MOST_BEFORE = re.compile(
    r"(不超过|不得超过|不多于|最多|至多|不晚于|不迟于|(?<!不)(?<!不得)(超过|满|不足|低于|少于))$"
)
_AT_MOST_AFTER = re.compile(r"^(以内|之内|内|前|之前|以前|以下)")
_AT_LEAST_BEFORE = re.compile(r"(不少于|不低于|不得少于|不得低于|至少|最少|提前|早于|不短于|不得早于)$")
_AT_LEAST_AFTER = re.compile(r"^(以上|后|之后|以后|起)")
# Figures that rules use.
_ROUND = (1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 24, 30, 40, 45, 48, 50, 60, 70, 72, 75, 80, 85, 90, 95, 100, 120, 150,
          180, 200, 300, 360, 500, 800, 1000, 1500, 2000, 3000, 5000, 8000, 10000, 20000, 50000, 100000)  # fmt: skip
_WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_TIME_STEPS = (-15, 15, -30, 30, -10, 10, -60, 60)


def wrong_values(fact: Fact, before: str, after: str, taken: Iterable[str] = ()) -> list[str]:
    """Up to three wrong values for a fact that stands between two texts, as people read them, nearest first."""
    try:
        value = parse_value(fact.type, fact.value)
    except BadValue:
        return []
    found: list[str] = []
    known = {value.text, *taken}
    for other in _others(fact.type, value):
        if _ruled_out(other.amount, value.amount, before, after) or other.text in known:
            continue
        known.add(other.text)
        found.append(other.text)
    return found[:WANTED]


def by_weight(key: str, names: Iterable[str], wanted: int = WANTED) -> list[str]:
    """`wanted` of the names, chosen by the weight that each has for `key` alone (rendezvous hashing): adding or taking
    away a name changes nothing but the choices in which that name wins."""
    return sorted(names, key=lambda name: hashlib.sha256(f"{key}\n{name}".encode()).digest())[:wanted]


def _ruled_out(other: Decimal, right: Decimal, before: str, after: str) -> bool:
    at_most = _AT_MOST_BEFORE.search(before) or _AT_MOST_AFTER.search(after)
    at_least = _AT_LEAST_BEFORE.search(before) or _AT_LEAST_AFTER.search(after)
    return bool(at_most and other > right) or bool(at_least and other < right)


def _others(kind: FactType, value: Value) -> Iterator[Value]:
    written: Iterable[str] = ()
    match kind:
        case FactType.TIME:
            minutes = [int(value.amount) + step for step in _TIME_STEPS]
            written = [f"{m // 60}:{m % 60:02d}" for m in minutes if 0 <= m < 1440]
        case FactType.WEEKDAY:
            at = _WEEKDAYS.index(value.text) if value.text in _WEEKDAYS else 0
            written = [_WEEKDAYS[(at + step) % 7] for step in (1, -1, 2, -2)]
        case FactType.MONTH_DAY:
            written = [f"{day}日" for day in _near(Decimal(int(value.amount)), range(1, 29))]
        case FactType.DATE:
            day = date.fromordinal(int(value.amount))
            months = [day.year * 12 + day.month - 1 + step for step in (-1, 1, -2, 2)]
            written = [f"{m // 12}-{m % 12 + 1:02d}-{min(day.day, 28):02d}" for m in months]
        case FactType.DURATION | FactType.COUNT | FactType.MONEY | FactType.PERCENT:
            match = re.match(r"^([0-9.]+)(.*)$", value.text)
            if match:
                most = 100 if kind is FactType.PERCENT else 10**9
                written = [f"{n}{match[2]}" for n in _near(Decimal(match[1]), _ROUND) if n <= most]
    for text in written:
        try:
            yield parse_value(kind, text)
        except BadValue:
            continue


def _near(right: Decimal, figures: Iterable[int]) -> list[int]:
    """The figures nearest in proportion, a larger and a smaller one in turn."""
    smaller = sorted((n for n in figures if n < right), reverse=True)
    larger = sorted(n for n in figures if n > right)
    found: list[int] = []
    for pair in range(max(len(smaller), len(larger))):
        found += larger[pair : pair + 1] + smaller[pair : pair + 1]
    return found


__all__ = ["by_weight", "wrong_values"]
