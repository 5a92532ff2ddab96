"""Public holidays that the calendar library does not know yet, entered when the notice is out."""

from __future__ import annotations

from pydantic import Field

from .base import Day, Element, Sourced, Text


class Holiday(Element):
    """One holiday of a year: the days off, and the weekend days worked instead."""

    name: Text = Field(title="假期", examples=["元旦"])
    start: Day = Field(title="放假首日")
    end: Day = Field(title="放假末日")
    workdays: tuple[Day, ...] = Field(default=(), title="调休上班的日子")


class HolidayYear(Sourced):
    """The arrangement of a whole year; it replaces what the library knows of that year."""

    year: int = Field(title="年份", ge=2000, le=2100)
    notice: Text = Field(title="依据的通知", description="文件名和文号")
    holidays: tuple[Holiday, ...] = Field(title="各假期", min_length=1)


class Calendar(Element):
    """regulations/calendar.yml (only needed for years that the calendar library does not know)."""

    years: tuple[HolidayYear, ...] = Field(title="各年", min_length=1)
