"""Holidays entered by hand: days that follow each other, of the year they stand under, on the right weekdays."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ..model import Holiday, HolidayYear
from ..problems import Problem
from ..references import Index

_REMEDY = "照放假通知改；日期写成 2027-01-01"


def sensible(index: Index) -> Iterator[Problem]:
    """Years entered twice, holidays that end before they begin or overlap, make-up days that are no weekend."""
    calendar = index.library.calendar
    seen: set[int] = set()
    for year in calendar.years if calendar else ():
        if year.year in seen:
            yield Problem("duplicate-id", year.position_of("year"), f"{year.year} 年登记了两次", "两处合成一处")
        seen.add(year.year)
        yield from _year(year)


def _year(year: HolidayYear) -> Iterator[Problem]:
    """One problem at a time: of the year as a whole, or the first of each holiday, or how they lie to each other."""
    years = {day.year for holiday in year.holidays for day in (holiday.start, holiday.end, *holiday.workdays)}
    if year.year not in years:
        message = f"写的是 {year.year} 年，登记的日子却都是 {'、'.join(map(str, sorted(years)))} 年的"
        yield Problem("bad-value", year.position_of("year"), message, "改年份，或照当年的放假通知改各个日子")
        return
    wrong = [found for holiday in year.holidays if (found := next(_holiday(holiday, year), None))]
    yield from wrong
    if not wrong:
        yield from _overlaps(year)


def _holiday(holiday: Holiday, year: HolidayYear) -> Iterator[Problem]:
    for name, day in (("start", holiday.start), ("end", holiday.end)):
        if day.year != year.year:
            yield Problem("bad-value", holiday.position_of(name), f"{day} 不是 {year.year} 年的日子", _REMEDY)
    if holiday.end < holiday.start:
        message = f"“{holiday.name}”的放假末日 {holiday.end} 早于首日 {holiday.start}"
        yield Problem("bad-value", holiday.position_of("end"), message, "检查 start 和 end 是否写反")
    for number, day in enumerate(holiday.workdays):
        if day.weekday() < 5 or day.year != year.year:
            message = f"“{holiday.name}”的调休上班日 {day} 不是 {year.year} 年的周末"
            yield Problem("bad-value", holiday.position_of("workdays", number), message, _REMEDY)


def _overlaps(year: HolidayYear) -> Iterator[Problem]:
    for holiday in year.holidays:
        for number, day in enumerate(holiday.workdays):
            off = next((other for other in year.holidays if other.start <= day <= other.end), None)
            if off:
                message = f"“{holiday.name}”的调休上班日 {day} 在“{off.name}”的假期（{off.start} 到 {off.end}）里"
                yield Problem("bad-value", holiday.position_of("workdays", number), message, _REMEDY)
    ordered = sorted(year.holidays, key=lambda holiday: holiday.start)
    for first, second in pairwise(ordered):
        if second.start <= first.end:
            message = f"“{first.name}”和“{second.name}”的假期重叠"
            yield Problem("bad-value", second.position_of("start"), message, _REMEDY)
