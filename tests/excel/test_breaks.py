"""Where pages end."""

from __future__ import annotations

from dataclasses import replace

import openpyxl

from generator.excel.breaks import Repeated, page_breaks, page_starts, repeated
from generator.excel.measure import drawn, row_pixels
from generator.layout import page_height

from .samples import table_sheet, two_tables_sheet


def test_a_short_table_that_would_be_cut_begins_the_next_page(book: openpyxl.Workbook) -> None:
    sheet = two_tables_sheet()
    room, repeat = page_height(sheet), repeated(sheet)
    assert repeat is None
    assert page_starts(sheet.heights, room, repeat) == [0, 9], "after its first row, without care"
    assert page_breaks(sheet, repeat) == [6], "with its heading"
    assert page_starts(sheet.heights, room, repeat, [6]) == [0, 6]
    drawn = book["两张表"]
    assert [made.id for made in drawn.row_breaks.brk] == [6]
    assert drawn.page_setup.fitToHeight == 0, "Excel heeds breaks only if the number of pages is open"


def test_no_break_if_that_takes_another_page() -> None:
    sheet = two_tables_sheet()
    full = replace(sheet, heights=(*sheet.heights[:17], *[23.0] * 8))
    assert len(page_starts(full.heights, page_height(full), repeated(full))) == 2
    assert page_breaks(full, repeated(full)) == []


def test_no_break_that_leaves_a_page_mostly_empty() -> None:
    sheet = two_tables_sheet()
    early = replace(sheet, heights=(*sheet.heights[:3], 50.0, 50.0, *sheet.heights[5:8], *[20.0] * 7, *[2.0] * 10))
    room = page_height(early)
    assert any(8 < row <= 14 for row in page_starts(early.heights, room, repeated(early)))
    assert page_breaks(early, repeated(early)) == []


def test_a_long_table_runs_on() -> None:
    sheet = table_sheet()
    assert page_breaks(sheet, repeated(sheet)) == []


def test_headers_repeat_only_above_their_own_rows() -> None:
    assert repeated(table_sheet(10, 1)) == Repeated(3, 4, True)
    assert repeated(table_sheet()) == Repeated(3, 4, True)
    assert repeated(replace(two_tables_sheet(), pages=1)) is None


def test_tall_headers_are_not_frozen() -> None:
    sheet = table_sheet()
    tall = replace(sheet, heights=(*sheet.heights[:2], 80.0, *sheet.heights[3:]))
    found = repeated(tall)
    assert found and not found.freeze


def test_rows_are_whole_pixels_and_no_higher_than_excel_allows() -> None:
    sheet = drawn(replace(two_tables_sheet(), heights=(500.0, 9.0)))
    assert [row_pixels(height) for height in sheet.heights] == [545, 34]
    assert sheet.heights[1] * 96 / 25.4 == 34
