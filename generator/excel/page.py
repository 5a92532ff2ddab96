"""A worksheet's page: paper, margins, footer, what repeats on each page and what stays on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter.worksheet import Worksheet

from ..layout import (
    FOOTER,
    MARGIN_BOTTOM,
    MARGIN_LEFT,
    MARGIN_RIGHT,
    MARGIN_TOP,
    Block,
    BlockKind,
    FormLayout,
    Sheet,
    page_height,
)
from ..model import Orientation
from .measure import inches
from .text import length, one_line, shorten

A4 = 9
FOOTER_SIZE = 8
FOOTER_LIMIT = 255
LONG_TABLE = 0.6  # of a page: shorter tables are kept in one piece
FROZEN_ROWS = 12
FROZEN_HEIGHT = 85.0  # mm: more would leave a small screen no room to scroll


def set_page(worksheet: Worksheet, sheet: Sheet, layout: FormLayout) -> None:
    """Everything about the page of a worksheet."""
    worksheet.set_paper(A4)
    if sheet.orientation is Orientation.LANDSCAPE:
        worksheet.set_landscape()
    else:
        worksheet.set_portrait()
    worksheet.set_margins(inches(MARGIN_LEFT), inches(MARGIN_RIGHT), inches(MARGIN_TOP), inches(MARGIN_BOTTOM))
    worksheet.set_footer(footer(layout), {"margin": inches(FOOTER), "scale_with_doc": False})
    worksheet.set_header("", {"margin": inches(FOOTER)})
    worksheet.center_horizontally()
    worksheet.fit_to_pages(1, max(1, sheet.pages))
    worksheet.hide_gridlines(2)
    worksheet.set_zoom(100)
    worksheet.print_area(0, 0, max(0, len(sheet.heights) - 1), max(0, len(sheet.widths) - 1))
    repeat = repeated(sheet)
    if repeat:
        worksheet.repeat_rows(repeat.first, repeat.last)
        if repeat.freeze:
            worksheet.freeze_panes(repeat.last + 1, 0)


def footer(layout: FormLayout) -> str:
    """The footer in Excel's code: the form on the left, page numbers on the right."""
    font = one_line(layout.body_font).translate({ord(c): None for c in '",&'}) or "宋体"
    # The size stands before the font: after it, digits at the start of the words would belong to it.
    style = f'&{FOOTER_SIZE}&"{font},Regular"'
    left, right = f"&L{style}", f"&R{style}第 &P 页 共 &N 页"
    words = one_line(layout.footer_left)
    room = FOOTER_LIMIT - length(left) - length(right)
    while length(words.replace("&", "&&")) > room:
        words = shorten(words, length(words) - 1)
    return left + words.replace("&", "&&") + right


@dataclass(frozen=True)
class Repeated:
    """Rows printed on every page; `freeze` if they also stay on the screen."""

    first: int
    last: int
    freeze: bool


def repeated(sheet: Sheet) -> Repeated | None:
    """The header rows of the sheet's one long table; else, on several pages, the row that names the form.

    A header repeats on all later pages, so it may only do so if all of them begin inside its table.
    """
    tables = [block for block in sheet.blocks if block.kind is BlockKind.TABLE and block.headers]
    longest = max(tables, key=lambda block: _height(sheet, block), default=None)
    if longest and (len(tables) == 1 if sheet.pages <= 1 else _runs_on(sheet, longest)):
        last = longest.first + longest.headers - 1
        return Repeated(longest.first, last, last < FROZEN_ROWS and sum(sheet.heights[: last + 1]) <= FROZEN_HEIGHT)
    return Repeated(0, 0, False) if sheet.pages > 1 else None


def page_starts(heights: Sequence[float], room: float, repeat: Repeated | None) -> list[int]:
    """The row that begins each page of height `room`."""
    starts, used = [0], 0.0
    for row, height in enumerate(heights):
        if used + height > room and row > starts[-1]:
            starts.append(row)
            used = again(heights, row, repeat)
        used += height
    return starts


def again(heights: Sequence[float], row: int, repeat: Repeated | None) -> float:
    """The height of what is repeated above `row` when it begins a page."""
    if repeat is None or row <= repeat.last:
        return 0.0
    return sum(heights[repeat.first : repeat.last + 1])


def _runs_on(sheet: Sheet, table: Block) -> bool:
    """Whether the table is long and every page after the first begins with one of its rows."""
    body = table.first + table.headers
    room = page_height(sheet)
    starts = page_starts(sheet.heights, room, Repeated(table.first, body - 1, False))[1:]
    inside = bool(starts) and all(body <= row <= table.last for row in starts)
    return inside and _height(sheet, table) > LONG_TABLE * room


def _height(sheet: Sheet, block: Block) -> float:
    return sum(sheet.heights[block.first : block.last + 1])
