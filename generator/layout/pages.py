"""How many printed pages a sheet takes."""

from __future__ import annotations

from .grid import MARGIN_BOTTOM, MARGIN_TOP, PAPER, Sheet


def page_height(sheet: Sheet) -> float:
    """Printable height in mm."""
    return PAPER[sheet.orientation][1] - MARGIN_TOP - MARGIN_BOTTOM


def page_count(sheet: Sheet) -> int:
    """Pages that the rows take when no row splits and header rows repeat."""
    room = page_height(sheet)
    headers = {row: block for block in sheet.blocks for row in range(block.first, block.last + 1)}
    pages, used = 1, 0.0
    for row, height in enumerate(sheet.heights):
        if used + height > room and used:
            pages += 1
            block = headers.get(row)
            repeated = sheet.heights[block.first : block.first + block.headers] if block else ()
            used = sum(repeated) if block and row >= block.first + block.headers else 0.0
        used += height
    return pages
