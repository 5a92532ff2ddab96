"""A filled form: what its example says in every cell, and what is computed from it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from ..model import Control, FormExample
from .grid import Cell, CellKind, FormLayout, Formula, Input, Sheet

Place = tuple[str, int, int]
Compute = Callable[[FormLayout], Mapping[Place, float | str]]
_DATE = re.compile(r"^(\d{4})-(\d{2})-(\d{2})$")
LONG_DATE = 32.0  # mm


def filled_in(layout: FormLayout, example: FormExample, compute: Compute) -> FormLayout:
    """The layout with the example's values and their results."""
    written = replace(layout, sheets=tuple(_written(sheet, example) for sheet in layout.sheets))
    return computed(written, compute(written))


def computed(layout: FormLayout, results: Mapping[Place, float | str]) -> FormLayout:
    """The layout showing these results."""
    return replace(layout, sheets=tuple(_computed(sheet, results) for sheet in layout.sheets))


def _written(sheet: Sheet, example: FormExample) -> Sheet:
    return replace(sheet, cells=tuple(_cell(cell, example) for cell in sheet.cells))


def _cell(cell: Cell, example: FormExample) -> Cell:
    if cell.input is not None:
        value = value_in(example, cell.input)
        return replace(cell, input=replace(cell.input, value=value), variable=True) if value else cell
    if any(isinstance(run, Input) for run in cell.runs):
        runs = tuple(replace(run, value=value_in(example, run)) if isinstance(run, Input) else run for run in cell.runs)
        return replace(cell, runs=runs)
    return cell


def value_in(example: FormExample, made: Input) -> str:
    """What an example says in an input."""
    table, _, column = made.path.partition(".")
    if not column:
        return example.values.get(made.path, "")
    rows = example.rows.get(table, ())
    return rows[made.row - 1].get(column, "") if 0 < made.row <= len(rows) else ""


def _computed(sheet: Sheet, results: Mapping[Place, float | str]) -> Sheet:
    cells = []
    for cell in sheet.cells:
        result = results.get((sheet.id, cell.row, cell.column))
        if cell.kind is CellKind.FORMULA and cell.formula and result is not None:
            number = repr(result) if isinstance(result, float) else ""
            cell = replace(cell, text=shown(result, cell.formula), number=number, variable=True)
        cells.append(cell)
    return replace(sheet, cells=tuple(cells))


def shown(result: float | str, formula: Formula) -> str:
    """A result as its cell shows it."""
    if isinstance(result, str):
        return result
    if formula.percent:
        return f"{result * 100:.1f}%"
    if formula.money:
        return f"{result:,.2f}"
    return f"{round(result, 9):.10g}"


def spoken(made: Input, width: float) -> str:
    """What is filled in, as people read it in a cell `width` mm wide."""
    match = _DATE.match(made.value) if made.control is Control.DATE else None
    if match:
        year, month, day = (int(part) for part in match.groups())
        return f"{year}年{month}月{day}日" if width >= LONG_DATE else made.value
    if made.control is Control.MONEY and re.fullmatch(r"-?\d+(\.\d+)?", made.value):
        return f"{float(made.value):,.2f}"
    return made.value
