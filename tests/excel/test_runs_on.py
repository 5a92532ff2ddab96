"""A table that runs on to another printed page of a workbook names its columns there again."""

from __future__ import annotations

from itertools import accumulate

import pytest

from generator.excel import breaks
from generator.excel.measure import drawn
from generator.excel.sheets import CODE_LEFT
from generator.layout import BlockKind, Sheet, page_height
from generator.model import Medium, PageStyle

from .. import cupboard


@pytest.mark.parametrize("form", list(cupboard.FORMS))
def test_no_page_goes_on_without_its_header(form: str) -> None:
    for sheet in cupboard.layout(form).for_medium(Medium.EXCEL):
        assert assert_headed(drawn(sheet)) == sheet.pages


def assert_headed(sheet: Sheet) -> int:
    """Every page that begins inside a table repeats its header, and no other; returns how many pages there are."""
    rows = breaks.repeated(sheet)
    starts = breaks.page_starts(sheet.heights, page_height(sheet), rows, breaks.page_breaks(sheet, rows))
    for row in starts[1:]:
        tables = [b for b in sheet.blocks if b.kind is BlockKind.TABLE and b.first + b.headers <= row <= b.last]
        for table in tables:
            if table.headers:
                assert rows and table.first <= rows.first <= table.first + 1, f"{sheet.title} row {row}"
        assert tables or not rows, f"{sheet.title} row {row} repeats a header where no table runs on"
    return len(starts)


@pytest.mark.parametrize("form", list(cupboard.FORMS))
def test_the_printed_code_stands_at_the_left_of_its_column(form: str) -> None:
    """Where the ruler's font is another, columns are wider: the code keeps its distance from its column's left."""
    for sheet in cupboard.layout(form).for_medium(Medium.EXCEL):
        if sheet.style is PageStyle.FORM:
            place = sheet.width - CODE_LEFT
            left = max(line for line in accumulate(sheet.widths, initial=0.0) if line <= place)
            assert place - left <= 13, sheet.title
