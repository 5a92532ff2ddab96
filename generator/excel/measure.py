"""Millimetres → the units in which Excel keeps columns, rows and margins.

Excel measures columns in digits of the workbook's default font. 宋体 at 10.5 points draws them exactly 7 pixels wide
on every screen, which is also what XlsxWriter reckons with; so that font is the ruler, whatever font the cells name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from ..layout import Sheet

RULER_FONT = "宋体"
RULER_SIZE = 10.5
PIXELS_PER_MM = 96 / 25.4
MM_PER_INCH = 25.4
MAX_COLUMN = 1790  # pixels: 255 digits
MAX_ROW = 545  # pixels: 409 points


def column_pixels(widths: Sequence[float]) -> list[int]:
    """Column widths in pixels: the lines are rounded, not the widths, so that errors never add up."""
    lines = [round(x * PIXELS_PER_MM) for x in accumulate(widths, initial=0.0)]
    return [min(max(right - left, 1), MAX_COLUMN) for left, right in pairwise(lines)]


def drawn(sheet: Sheet) -> Sheet:
    """The sheet with its rows in whole pixels, none higher than Excel allows: pages are reckoned from these."""
    pixels = (min(max(round(height * PIXELS_PER_MM), 1), MAX_ROW) for height in sheet.heights)
    return replace(sheet, heights=tuple(height / PIXELS_PER_MM for height in pixels))


def row_pixels(height: float) -> int:
    """A row's height in pixels."""
    return round(height * PIXELS_PER_MM)


def inches(mm: float) -> float:
    """A margin in inches, to a ten-thousandth."""
    return round(mm / MM_PER_INCH, 4)
