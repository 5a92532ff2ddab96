"""How wide and high a text is: full-width characters are as wide as the type is high, others half."""

from __future__ import annotations

import math
import re
import unicodedata
from functools import lru_cache

MM_PER_POINT = 25.4 / 72
LINE_SPACING = 1.3
PADDING = 1.4  # mm, each side of a cell
SLACK = 2.0  # mm above and below the words of a cell
SHORT_LABEL, LEAST_LABEL = 5.0, 8.0  # characters, points
# Words too long for their cell: smaller in half points, down to 八号, the smallest Chinese type, and closer to the lines.
STEP, LEAST_SIZE, SNUG = 0.5, 5.0, 0.4
# What a line is made of: a word or number in half-width letters, else one character; marks that may not begin a line
# stay with what is before them, and those that may not end one with what follows (避头尾, GB/T 15834, Unicode UAX 14).
_PIECE = re.compile(
    r"[“‘（《〈【〔「『(\[]*(?:[A-Za-z0-9.,:%/@&+_~-]+|.)[，。、；：？！”’）》〉】〕」』)\],.;:?!%…·～]*| +"
)


def text_width(text: str, size: float) -> float:
    """Width in mm of one line of `text` at `size` points."""
    halves = sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1.1 for character in text)
    return halves * size * MM_PER_POINT / 2


@lru_cache(maxsize=50_000)
def line_count(text: str, size: float, width: float) -> int:
    """Lines that `text` takes in a cell `width` mm wide."""
    room = max(width - 2 * PADDING, size * MM_PER_POINT) + 0.01
    return sum(_lines(line, size, room) for line in text.split("\n"))


def _lines(text: str, size: float, room: float) -> int:
    """Lines of a paragraph that breaks between its pieces; a piece wider than the room breaks anywhere."""
    if text_width(text, size) <= room:
        return 1
    lines, used = 1, 0.0
    for piece in _PIECE.findall(text):
        width = text_width(piece, size)
        if used + width <= room:
            used += width
        elif width <= room:
            lines, used = lines + 1, width
        else:
            for character in piece:
                width = text_width(character, size)
                if used + width > room:
                    lines, used = lines + 1, 0.0
                used += width
    return lines


def text_height(text: str, size: float, width: float) -> float:
    """Height in mm of a cell that holds `text`."""
    return line_count(text, size, width) * size * MM_PER_POINT * LINE_SPACING + SLACK


def type_size(text: str, size: float, width: float, height: float) -> float:
    """The largest type up to `size` points in which `text` has room in a cell, broken into lines; 0 if none has."""
    if text_height(text, size, width) <= height + 0.01:
        return size
    smaller = size
    while smaller >= LEAST_SIZE:
        if snug_height(text, smaller, width) <= height + 0.01:
            return smaller
        smaller -= STEP
    return 0.0


def label_size(text: str, size: float, width: float) -> float:
    """The type size of a label: a short one that is a little too wide is set smaller, so that it stays on one line."""
    short = text_width(text, 1.0) <= SHORT_LABEL * MM_PER_POINT
    smaller = size
    while short and smaller >= LEAST_LABEL:
        if line_count(text, smaller, width) == 1:
            return smaller
        smaller -= STEP
    return size


def snug_height(text: str, size: float, width: float) -> float:
    """Height in mm of a cell that `text` fills."""
    return line_count(text, size, width) * size * MM_PER_POINT * LINE_SPACING + SNUG


def fitting_size(text: str, size: float, width: float, height: float) -> float:
    """The largest type up to `size` points in which `text` stands on one line in a cell, in whole points."""
    room = max(width - 2 * PADDING, 1.0)
    wide = room / max(text_width(text, 1.0), 0.001)
    high = height / (MM_PER_POINT * LINE_SPACING)
    return float(max(6, math.floor(min(size, wide, high))))
