"""Workdays: the State Council's arrangements as the library carries them, and a year entered by hand."""

from __future__ import annotations

from datetime import date

from generator.model import Calendar
from generator.workdays import DayKind, days_of, is_known, kind_of, known_years, not_known, years_in

# 国办发明电〔2025〕7号: the arrangement for 2026.
HOLIDAYS_2026 = {
    "元旦": ("01-01", "01-03"), "春节": ("02-15", "02-23"), "清明": ("04-04", "04-06"), "劳动节": ("05-01", "05-05"),
    "端午": ("06-19", "06-21"), "中秋": ("09-25", "09-27"), "国庆节": ("10-01", "10-07"),
}  # fmt: skip
MAKEUP_2026 = ("01-04", "02-14", "02-28", "05-09", "09-20", "10-10")


def test_the_year_2026_is_as_it_was_announced() -> None:
    off = [
        date.fromordinal(number)
        for first, last in HOLIDAYS_2026.values()
        for number in range(
            date.fromisoformat(f"2026-{first}").toordinal(), date.fromisoformat(f"2026-{last}").toordinal() + 1
        )
    ]
    work = [date.fromisoformat(f"2026-{day}") for day in MAKEUP_2026]
    for month in range(1, 13):
        for day in days_of(2026, month):
            wanted = (
                DayKind.HOLIDAY if day.date in off
                else DayKind.MAKEUP if day.date in work
                else DayKind.REST if day.date.weekday() >= 5
                else DayKind.WORK
            )  # fmt: skip
            assert day.kind is wanted, day.date


def test_a_holiday_is_named() -> None:
    assert kind_of(date(2026, 10, 1)) == (DayKind.HOLIDAY, "国庆节")


def test_weeks_of_a_month_begin_on_monday() -> None:
    assert [day.week for day in days_of(2026, 11)][:9] == [1, 2, 2, 2, 2, 2, 2, 2, 3]
    assert len(days_of(2028, 2)) == 29 and len(days_of(2026, 2)) == 28


def test_a_year_that_is_not_known_says_so_and_marks_saturdays_and_sundays_only() -> None:
    year = known_years()[-1] + 1
    assert not is_known(year)
    kinds = {day.date: day.kind for day in days_of(year, 5)}
    assert {kind for day, kind in kinds.items() if day.weekday() < 5} == {DayKind.UNKNOWN}
    assert {kind for day, kind in kinds.items() if day.weekday() >= 5} == {DayKind.REST}
    assert "周六、周日标“休”" in not_known(year)
    assert f"{year} 年" in not_known(year) and "regulations/calendar.yml" in not_known(year)


def test_a_year_entered_by_hand_is_known_and_comes_first() -> None:
    year = known_years()[-1] + 1
    calendar = Calendar.model_validate(
        {
            "years": [
                {
                    "year": str(year), "notice": "国办发明电", "basis": "据公开规定", "cites": ["L-06"],
                    "holidays": [
                        {"name": "元旦", "start": f"{year}-01-01", "end": f"{year}-01-03", "workdays": [f"{year}-01-04"]}
                    ],
                }
            ],
        }
    )  # fmt: skip
    assert is_known(year, calendar)
    kinds = [day.kind for day in days_of(year, 1, calendar)]
    assert kinds[:4] == [DayKind.HOLIDAY] * 3 + [DayKind.MAKEUP]
    assert year in set(years_in(calendar, 2026))
    assert min(years_in(calendar, 2026)) == 2026
