"""What a workbook computes from what is filled in, by IronCalc: the results that an example shows and caches."""

from __future__ import annotations

import ironcalc

from ..layout import CellKind, FormLayout
from ..model import Medium
from .formulas import Addresses
from .variables import number_of

Place = tuple[str, int, int]
Result = float | str


def compute(layout: FormLayout) -> dict[Place, Result]:
    """(sheet id, row, column) → result of every computed cell that shows something; rows and columns from 0."""
    sheets = layout.for_medium(Medium.EXCEL)
    if not sheets:
        return {}
    titles = {sheet.id: f"S{number}" for number, sheet in enumerate(sheets, 1)}
    addresses = Addresses(sheets, titles)
    model = ironcalc.create("example", "en", "UTC")
    for number, title in enumerate(titles.values()):
        if number:
            model.new_sheet()
        model.rename_sheet(number, title)
    computed: list[tuple[int, Place]] = []
    for number, sheet in enumerate(sheets):
        for cell in sheet.cells:
            row, column = cell.row + 1, cell.column + 1
            if cell.kind is CellKind.FORMULA and cell.formula:
                formula = addresses.formula(cell.formula, sheet.id).replace("_xlfn.", "")
                if formula:
                    model.set_user_input(number, row, column, formula)
                    computed.append((number, (sheet.id, cell.row, cell.column)))
            elif cell.kind is CellKind.INPUT and cell.input and cell.input.value:
                numeric = number_of(cell.input.control, cell.input.value)
                if numeric:
                    model.update_cell_with_number(number, row, column, float(numeric))
                else:
                    model.update_cell_with_text(number, row, column, cell.input.value)
            elif cell.number:
                model.update_cell_with_number(number, row, column, float(cell.number))
            elif cell.text:
                model.update_cell_with_text(number, row, column, cell.text)
    model.evaluate()
    found: dict[Place, Result] = {}
    for number, place in computed:
        value = model.get_cell_value(number, place[1] + 1, place[2] + 1)
        if value is not None and value != "":
            found[place] = (
                float(value) if isinstance(value, int | float) and not isinstance(value, bool) else str(value)
            )
    return found
