"""Names for the cells and columns that people fill, so that a returned workbook can be read without counting rows.

    topic                  f.topic                 a field, a text area, a computed field
    agenda.topic           t.agenda.topic          a table's column, from its first row to its last
    patrol.result-before   t.patrol.result_before  hyphens, which Excel does not allow, become underscores

Slugs have no underscores, so `path_of` gets the path back. The prefix keeps names from looking like cells (`day1`)
and fields from meeting tables. Row n of a table is cell n of the column's range; `agenda.topic.3` is the third.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter.utility import xl_rowcol_to_cell

from ..layout import Cell, CellKind, Sheet
from .text import quoted_sheet

FIELD, COLUMN = "f.", "t."
NAME_LIMIT = 255
_SLUG = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
_PATH = re.compile(rf"{_SLUG}(\.{_SLUG})?")
_TAG = re.compile(rf"({_SLUG}\.{_SLUG})\.([1-9]\d*)")


def excel_name(path: str) -> str:
    """The defined name for the path of a field (`topic`) or a column (`agenda.topic`); "" if it can have none."""
    match = _PATH.fullmatch(path)
    if match is None:
        return ""
    name = (COLUMN if match[1] else FIELD) + path.replace("-", "_")
    return name if len(name) <= NAME_LIMIT else ""


def path_of(name: str) -> str:
    """The path that a defined name stands for; "" if it is none of ours."""
    if not name.startswith((FIELD, COLUMN)):
        return ""
    path = name[2:].replace("_", "-")
    return path if excel_name(path) == name else ""


def absolute(row: int, column: int) -> str:
    """A cell as formulas write it: $B$5."""
    return str(xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True))


def defined_names(sheets: Sequence[Sheet], titles: Mapping[str, str]) -> dict[str, str]:
    """Name → what it refers to; `titles` are the worksheets' names by sheet id."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for sheet in sheets:
        prefix = quoted_sheet(titles[sheet.id])
        for name, area in _areas(sheet).items():
            if name.casefold() not in taken:
                taken.add(name.casefold())
                names[name] = f"{prefix}!{area}"
    return names


def _areas(sheet: Sheet) -> dict[str, str]:
    fields: dict[str, str] = {}
    columns: dict[str, int] = {}
    rows: dict[str, tuple[int, int]] = {}  # a table's first and last row: a column may begin with struck cells
    for cell in sheet.cells:
        path, row = _place(cell)
        name = excel_name(path)
        if not name:
            continue
        if not row:
            fields.setdefault(name, absolute(cell.row, cell.column))
            continue
        columns.setdefault(name, cell.column)
        table = path.partition(".")[0]
        first, last = rows.get(table, (cell.row, cell.row))
        rows[table] = (max(0, min(first, cell.row - row + 1)), max(last, cell.row))
    ranges = {}
    for name, column in columns.items():
        first, last = rows[path_of(name).partition(".")[0]]
        ranges[name] = f"{absolute(first, column)}:{absolute(last, column)}"
    return fields | ranges


def _place(cell: Cell) -> tuple[str, int]:
    """The path of what a cell holds and its row in the table (0 outside tables); ("", 0) for printed cells."""
    if cell.kind is CellKind.INPUT and cell.input:
        return cell.input.path, cell.input.row
    if cell.kind is CellKind.FORMULA and cell.path:
        match = _TAG.fullmatch(cell.path)
        if match:
            return match[1], int(match[2])
        # A formula outside a table has a plain path; one in a row of totals is named by its label and has no name.
        return ("", 0) if "." in cell.path else (cell.path, 0)
    return "", 0


@dataclass(frozen=True)
class XlsxPlace:
    """A cell: its worksheet and address, and the defined name that covers it, with its place in that range from 1."""

    sheet: str
    cell: str
    name: str
    number: int


def places(sheets: Sequence[Sheet], titles: Mapping[str, str]) -> dict[str, XlsxPlace]:
    """Tag → place of everything that is filled in or computed."""
    found: dict[str, XlsxPlace] = {}
    for sheet in sheets:
        for cell in sheet.cells:
            path, row = _place(cell)
            tag = cell.input.tag if cell.input else cell.path
            if not tag or cell.kind not in (CellKind.INPUT, CellKind.FORMULA):
                continue
            address = xl_rowcol_to_cell(cell.row, cell.column)
            found.setdefault(tag, XlsxPlace(titles[sheet.id], address, excel_name(path), row))
    return found
