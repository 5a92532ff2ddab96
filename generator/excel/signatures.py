"""Room to sign in one cell: the label above, the date below at the right (the cell spreads its lines)."""

from __future__ import annotations

from dataclasses import replace

from ..layout import Cell, Sheet
from ..layout.measure import PADDING, text_width

SMALLEST = 8.0


def signature(cell: Cell, sheet: Sheet) -> Cell:
    """The cell with its label small enough for one line and its last line moved to the right."""
    room = sheet.span_width(cell) - 2 * PADDING
    size = cell.size
    while size > SMALLEST and any(text_width(line, size) > room for line in cell.text.split("\n")):
        size -= 0.5
    label, _, last = cell.text.rpartition("\n")
    if not label:
        return replace(cell, size=size)
    spaces = int((room - text_width(last, size)) / text_width("　", size) - 0.5)
    return replace(cell, size=size, text=f"{label}\n{'　' * max(0, spaces)}{last}")
