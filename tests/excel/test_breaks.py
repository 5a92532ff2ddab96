"""Where pages end."""

from __future__ import annotations

from dataclasses import replace

from generator.excel.breaks import stretched
from generator.excel.page import Repeated, page_starts, repeated
from generator.layout import page_height

from .samples import table_sheet, two_tables_sheet


def test_a_short_table_that_would_be_cut_begins_the_next_page() -> None:
    sheet = two_tables_sheet()
    room, repeat = page_height(sheet), repeated(sheet)
    assert repeat == Repeated(0, 0, False)
    assert page_starts(sheet.heights, room, repeat) == [0, 8], "after its first row, without care"
    heights = stretched(sheet, repeat)
    assert page_starts(heights, room, repeat) == [0, 5], "with its heading"
    assert [row for row, height in enumerate(heights) if height != sheet.heights[row]] == [4]


def test_nothing_is_stretched_if_that_takes_another_page() -> None:
    sheet = two_tables_sheet()
    full = replace(sheet, heights=(*sheet.heights[:16], *[28.0] * 8))
    assert len(page_starts(full.heights, page_height(full), repeated(full))) == 2
    assert stretched(full, repeated(full)) == full.heights


def test_a_long_table_runs_on() -> None:
    sheet = table_sheet()
    assert stretched(sheet, repeated(sheet)) == sheet.heights


def test_headers_repeat_only_above_their_own_rows() -> None:
    one = table_sheet(10, 1)
    assert repeated(one) == Repeated(3, 4, True)
    assert repeated(table_sheet()) == Repeated(3, 4, True)
    # A second table after the first: its page must not begin with the first one's header.
    sheet = two_tables_sheet()
    assert repeated(replace(sheet, pages=1)) is None


def test_tall_headers_are_not_frozen() -> None:
    sheet = table_sheet()
    tall = replace(sheet, heights=(*sheet.heights[:2], 80.0, *sheet.heights[3:]))
    found = repeated(tall)
    assert found and not found.freeze
