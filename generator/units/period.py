"""The month (or year) that forms are made out for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..model import Calendar, UnitValue
from ..workdays import DayKind, days_of, is_known

DAYS = 31
QUARTERS = "一二三四"
_MONTH = re.compile(r"^(20\d{2})-(0[1-9]|1[0-2])$")


class BadPeriod(ValueError):
    """Not a month; the message says how to write one."""


@dataclass(frozen=True)
class Period:
    """A month."""

    year: int
    month: int

    @staticmethod
    def parse(text: str) -> Period:
        """`2026-12`. Raises BadPeriod."""
        match = _MONTH.match(text)
        if not match:
            raise BadPeriod("月份写成 2026-12，年份从 2000 到 2099")
        return Period(int(match[1]), int(match[2]))

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02d}"

    def is_known(self, calendar: Calendar | None) -> bool:
        """Whether its holidays are known."""
        return is_known(self.year, calendar)

    def values(self, calendar: Calendar | None) -> dict[str, str]:
        """What forms print of it: the month, the quarter, the year, and of each of 31 days its weekday, kind, week."""
        found = {
            UnitValue.YEAR.value: f"{self.year}年",
            UnitValue.YEAR_NUMBER.value: str(self.year),
            UnitValue.QUARTER.value: f"{self.year}年第{QUARTERS[(self.month - 1) // 3]}季度",
            UnitValue.MONTH.value: f"{self.year}年{self.month}月",
        }
        days = days_of(self.year, self.month, calendar)
        for number in range(1, DAYS + 1):
            day = days[number - 1] if number <= len(days) else None
            kind = day.kind.value if day and day.kind is not DayKind.UNKNOWN else ""
            found[f"{UnitValue.DAY}.{number}"] = str(number) if day else ""
            found[f"{UnitValue.WEEKDAY}.{number}"] = day.weekday if day else ""
            found[f"{UnitValue.DAY_KIND}.{number}"] = kind
            found[f"{UnitValue.WEEK}.{number}"] = str(day.week) if day else ""
        return found
