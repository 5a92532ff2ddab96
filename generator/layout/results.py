"""Computed cells whose result is known when a form is made out: copies of what is filled in already, joined by &."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from .grid import Cell, CellKind, FormLayout, Formula, Ref, Sheet
from .measure import text_height
from .tokens import Measure, has_slot, optional

PRINTED = (CellKind.FIXED, CellKind.LABEL, CellKind.HEADER, CellKind.STRUCK)
Place = tuple[str, int, int]
_JOIN = re.compile(r'\s*&\s*(?:"([^"]*)"\s*&\s*)*')
_LITERAL = re.compile(r'"([^"]*)"')


def with_results(layout: FormLayout, values: Mapping[str, str]) -> FormLayout:
    """The layout with the words that such cells show, set smaller where these values have no room."""
    if not layout.made_out:
        return layout
    measures = list(layout.measures)
    filled = {
        (sheet.id, cell.row, cell.column): cell.input.value
        for sheet in layout.sheets
        for cell in sheet.cells
        if cell.input
    }

    def result(sheet: Sheet, cell: Cell) -> Cell:
        if cell.kind is not CellKind.FORMULA or cell.formula is None:
            return cell
        words = joined(cell.formula, filled)
        if not words:
            return cell
        room = max(sheet.span_height(cell), text_height("", cell.size, sheet.width))
        measure = Measure(words, cell.size, round(sheet.span_width(cell), 3), round(room, 3))
        measures.append(measure)
        return replace(cell, text=words, variable=True, size=measure.cell(values)[1])

    sheets = tuple(replace(sheet, cells=tuple(result(sheet, cell) for cell in sheet.cells)) for sheet in layout.sheets)
    return replace(layout, sheets=sheets, measures=tuple(dict.fromkeys(measures)))


def constants(layout: FormLayout) -> set[Place]:
    """The computed cells whose result nothing that is filled in can change: totals of printed numbers."""
    cells = {
        (sheet.id, row, column): cell
        for sheet in layout.sheets
        for cell in sheet.cells
        for row in range(cell.row, cell.last_row + 1)
        for column in range(cell.column, cell.last_column + 1)
    }
    known: dict[Place, bool] = {}

    def constant(place: Place) -> bool:
        cell = cells.get(place)
        if cell is None or cell.kind in PRINTED:
            return cell is None or not has_slot(cell.text + cell.number)
        if cell.kind is not CellKind.FORMULA or cell.formula is None:
            return False
        if place not in known:
            known[place] = False  # also ends a circle
            parts = cell.formula.parts
            refs = [ref for ref in (*parts, *cell.formula.needs) if isinstance(ref, Ref)]
            known[place] = (
                bool(refs)
                and not any(has_slot(p) for p in parts if isinstance(p, str))
                and all(
                    constant((ref.sheet, row, column))
                    for ref in refs
                    for row in range(ref.row, ref.last_row + 1)
                    for column in range(ref.column, ref.last_column + 1)
                )
            )
        return known[place]

    return {
        (sheet.id, cell.row, cell.column)
        for sheet in layout.sheets
        for cell in sheet.cells
        if cell.kind is CellKind.FORMULA and constant((sheet.id, cell.row, cell.column))
    }


def joined(formula: Formula, filled: dict[tuple[str, int, int], str]) -> str:
    """The words a formula of references and & gives, "" if it is another kind of formula or still waits for something."""
    words = ""
    for number, part in enumerate(formula.parts):
        if isinstance(part, Ref):
            place = (part.sheet, part.row, part.column)
            if place not in filled:
                return ""
            words += filled[place]
        elif number in (0, len(formula.parts) - 1) or not _JOIN.fullmatch(part):
            return ""
        else:
            words += "".join(_LITERAL.findall(part))
    needed = [filled.get((ref.sheet, ref.row, ref.column), "") for ref in formula.needs]
    return words if all(needed) and has_slot(words) and optional(words) else ""
