"""How wide and high a text is: full-width characters are as wide as the type is high, others half."""

from __future__ import annotations

import math
import unicodedata

MM_PER_POINT = 25.4 / 72
LINE_SPACING = 1.3
PADDING = 1.4  # mm, each side of a cell


def text_width(text: str, size: float) -> float:
    """Width in mm of one line of `text` at `size` points."""
    halves = sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1.1 for character in text)
    return halves * size * MM_PER_POINT / 2


def line_count(text: str, size: float, width: float) -> int:
    """Lines that `text` takes in a cell `width` mm wide."""
    room = max(width - 2 * PADDING, size * MM_PER_POINT)
    return sum(max(1, math.ceil(text_width(line, size) / room - 0.001)) for line in text.split("\n"))


def text_height(text: str, size: float, width: float) -> float:
    """Height in mm of a cell that holds `text`."""
    return line_count(text, size, width) * size * MM_PER_POINT * LINE_SPACING + 2.0


def lines_in(height: float, size: float) -> int:
    """How many lines have room in a cell of that height."""
    return int((height - 2.0) / (size * MM_PER_POINT * LINE_SPACING) + 0.001)


def fitting_size(text: str, size: float, width: float, height: float) -> float:
    """The largest type up to `size` points in which `text` stands on one line in a cell, in whole points."""
    room = max(width - 2 * PADDING, 1.0)
    wide = room / max(text_width(text, 1.0), 0.001)
    high = height / (MM_PER_POINT * LINE_SPACING)
    return float(max(6, math.floor(min(size, wide, high))))
