"""打印版: the same sheets to be written on by hand, with ruled lines and the marks a writer needs."""

from __future__ import annotations

import math
from dataclasses import replace

from ..model import Control, Medium, PageStyle
from .grid import Cell, CellKind, FormLayout, Input, Sheet
from .measure import text_width
from .sections import inline_text
from .tokens import has_slot

RULED = 8.0  # mm from line to line
DATES, TIME = ("　　　　年　　月　　日", "　　　年　月　日", "　　年　月　日", "　月　日"), "　　：　　"


def by_hand(layout: FormLayout) -> FormLayout:
    """The layout for paper: every place to fill becomes a place to write."""
    return replace(layout, hand=True, sheets=tuple(_sheet(sheet) for sheet in layout.sheets))


def has_hand(layout: FormLayout) -> bool:
    """Whether a form has a version for paper: whether anything on a sheet of tables is filled in."""
    kinds = (CellKind.INPUT, CellKind.FORMULA)
    sheets = (sheet for sheet in layout.for_medium(Medium.WORD) if sheet.style is PageStyle.FORM)
    return any(cell.kind in kinds for sheet in sheets for cell in sheet.cells)


def _sheet(sheet: Sheet) -> Sheet:
    return replace(sheet, cells=tuple(_cell(sheet, cell) for cell in sheet.cells), alerts=())


def _cell(sheet: Sheet, cell: Cell) -> Cell:
    if cell.kind is CellKind.FORMULA:
        return replace(cell, kind=CellKind.WRITE, formula=None)
    if cell.kind is not CellKind.INPUT or cell.input is None:
        return cell
    made = cell.input
    if made.value:
        otherwise = _cell(sheet, replace(cell, input=replace(made, value=""))) if has_slot(made.value) else None
        text = f"{made.value}{made.unit}"
        return replace(cell, kind=CellKind.WRITE, input=None, text=text, control=made.control, otherwise=otherwise)
    text, align = _prompt(made, sheet.span_width(cell), cell)
    height = sheet.span_height(cell)
    ruled = made.ruled and made.control is Control.LONG and height >= 2 * RULED
    lines = math.floor(height / RULED) if ruled else 0
    return replace(
        cell, kind=CellKind.WRITE, input=None, text=text, align=align, lines=lines, control=made.control, variable=False
    )


def _prompt(made: Input, width: float, cell: Cell) -> tuple[str, str]:
    """What is printed in a place to write, and how it stands."""
    if made.options and made.inline:
        return inline_text(made.options, cell.size, width) + made.unit, cell.align
    if made.control is Control.CHECK:
        return "□", "center"
    if made.control is Control.DATE:
        fitting = next((p for p in DATES if text_width(p, cell.size) < width - 3), "")
        return fitting, "center"
    if made.control is Control.TIME:
        return (TIME if text_width(TIME, cell.size) < width - 3 else ""), "center"
    if made.unit and text_width(made.unit, cell.size) < width / 2:
        return made.unit, "right"
    return "", cell.align
