"""The days of a month: weekdays, weeks, public holidays and make-up workdays.

Holidays come from `chinese_calendar`, which carries the arrangements that the State Council has published, and from
regulations/calendar.yml for a year it does not know yet.
"""

from __future__ import annotations

import calendar as months
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import chinese_calendar
from chinese_calendar import constants

from .model import Calendar, HolidayYear

WEEKDAYS = "一二三四五六日"


class DayKind(StrEnum):
    """What a day is; the value is the mark that forms print."""

    WORK = ""
    REST = "休"
    HOLIDAY = "节"
    MAKEUP = "班"
    UNKNOWN = "?"


@dataclass(frozen=True)
class MonthDay:
    """A day of a month: `week` counts the month's weeks from 1, each beginning on Monday; `holiday` names the holiday."""

    date: date
    week: int
    kind: DayKind
    holiday: str = ""

    @property
    def weekday(self) -> str:
        """一 to 日."""
        return WEEKDAYS[self.date.weekday()]


def is_known(year: int, calendar: Calendar | None = None) -> bool:
    """Whether the holidays of a year are known."""
    return _entered(year, calendar) is not None or year in known_years()


def known_years() -> range:
    """The years that the library knows."""
    years = {day.year for day in constants.holidays}
    return range(min(years), max(years) + 1)


def days_of(year: int, month: int, calendar: Calendar | None = None) -> tuple[MonthDay, ...]:
    """Every day of a month; in a year whose holidays are not known every day but Saturdays and Sundays is UNKNOWN."""
    first = date(year, month, 1)
    count = months.monthrange(year, month)[1]
    days = []
    for number in range(count):
        day = first + timedelta(days=number)
        kind, name = kind_of(day, calendar)
        days.append(MonthDay(day, (number + first.weekday()) // 7 + 1, kind, name))
    return tuple(days)


def kind_of(day: date, calendar: Calendar | None = None) -> tuple[DayKind, str]:
    """What a day is, and the holiday it belongs to."""
    entered = _entered(day.year, calendar)
    if entered is not None:
        return _of_notice(day, entered)
    if day.year not in known_years():
        return (DayKind.REST if day.weekday() >= 5 else DayKind.UNKNOWN), ""
    off, name = chinese_calendar.get_holiday_detail(day)
    chinese = chinese_calendar.Holiday(name).chinese if name else ""
    if off:
        return (DayKind.HOLIDAY, chinese) if chinese else (DayKind.REST, "")
    return (DayKind.MAKEUP, chinese) if day.weekday() >= 5 else (DayKind.WORK, "")


def _of_notice(day: date, year: HolidayYear) -> tuple[DayKind, str]:
    for holiday in year.holidays:
        if holiday.start <= day <= holiday.end:
            return DayKind.HOLIDAY, holiday.name
        if day in holiday.workdays:
            return DayKind.MAKEUP, holiday.name
    return (DayKind.REST, "") if day.weekday() >= 5 else (DayKind.WORK, "")


def _entered(year: int, calendar: Calendar | None) -> HolidayYear | None:
    return next((entry for entry in calendar.years if entry.year == year), None) if calendar else None


def not_known(year: int) -> str:
    """What an administrator is told about a year whose holidays are not known."""
    return (
        f"{year} 年的放假安排还不知道（程序所带的日历到 {known_years()[-1]} 年为止）："
        "表上照印日期和星期，周六、周日标“休”，不标节假日和调休上班。放假通知公布以后，登记在 regulations/calendar.yml，"
        "或者升级程序包 chinesecalendar，再生成一次。"
    )


def years_in(calendar: Calendar | None, first: int) -> Iterator[int]:
    """The years from `first` on whose holidays are known."""
    entered = {entry.year for entry in calendar.years} if calendar else set()
    yield from sorted({*entered, *known_years()} - set(range(first)))
