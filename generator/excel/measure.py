"""Millimetres → the units in which Excel keeps columns, rows and margins.

Excel measures columns in digits of the workbook's default font. 宋体 at 10.5 points draws them exactly 7 pixels wide
on every screen, which is also what XlsxWriter reckons with; so that font is the ruler, whatever font the cells name.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

RULER_FONT = "宋体"
RULER_SIZE = 10.5
PIXELS_PER_MM = 96 / 25.4
POINTS_PER_MM = 72 / 25.4
MM_PER_INCH = 25.4
MAX_COLUMN = 1790  # pixels: 255 digits
MAX_ROW = 409.0  # points


def column_pixels(widths: Sequence[float]) -> list[int]:
    """Column widths in pixels: the lines are rounded, not the widths, so that errors never add up."""
    lines = [round(x * PIXELS_PER_MM) for x in accumulate(widths, initial=0.0)]
    return [min(max(right - left, 1), MAX_COLUMN) for left, right in pairwise(lines)]


def row_points(height: float) -> float:
    """A row's height in points."""
    return min(max(height * POINTS_PER_MM, 0.75), MAX_ROW)


def inches(mm: float) -> float:
    """A margin in inches, to a ten-thousandth."""
    return round(mm / MM_PER_INCH, 4)
