"""The preview on a form's page shows what the paper shows."""

from __future__ import annotations

import re
from html import escape

import pytest

from generator import html
from generator.layout import CellKind

from .. import cupboard

EACH = pytest.mark.parametrize("form", list(cupboard.FORMS))
APART = (CellKind.PROSE, CellKind.DRAWING)


@EACH
def test_every_cell_of_the_grid_stands_in_the_preview_once(form: str) -> None:
    layout = cupboard.layout(form)
    shown = html.render(layout)
    first = [sheet for sheet in layout.sheets if sheet.copy <= 1]
    cells = [cell for sheet in first for cell in sheet.cells]
    for kind in CellKind:
        if kind not in APART:
            found = len(re.findall(rf'class="paper-{kind.value}(?: paper-b[a-z]+)*"', shown))
            tables = sum(block.kind.value == kind.value for sheet in first for block in sheet.blocks)
            assert found - tables == sum(cell.kind is kind for cell in cells), kind
    assert shown.count('class="paper-prose ') == sum(cell.kind is CellKind.PROSE for cell in cells)
    assert shown.count('class="paper-drawing"') == sum(cell.kind is CellKind.DRAWING for cell in cells)
    for cell in cells:
        if cell.kind in (CellKind.HEADING, CellKind.BOARD):
            assert escape(cell.text) in shown


@EACH
def test_the_example_shows_what_is_filled_in_and_what_comes_of_it(form: str) -> None:
    filled = cupboard.example(form)
    assert filled is not None, f"{form} has no example"
    shown = html.render(filled)
    example = cupboard.FORMS[form].example
    assert example is not None and (example.values or example.rows)
    first = [sheet for sheet in filled.sheets if sheet.copy <= 1]
    values = [cell.input for sheet in first for cell in sheet.cells if cell.input and cell.input.value]
    runs = [run for sheet in first for cell in sheet.cells for run in cell.inputs if run.value]
    assert values or runs
    assert shown.count("paper-filled") >= len(values) / 2
