"""The preview on a form's page shows what the paper shows."""

from __future__ import annotations

from html import escape

import pytest

from generator import html
from generator.layout import CellKind
from generator.references import Index
from generator.source import load
from generator.stationery import layouts

from ..support import ROOT

_library = load(ROOT / "regulations").library
assert _library is not None
LAYOUTS = {layout.id: layout for layout in layouts(Index(_library))}


@pytest.mark.parametrize("form", list(LAYOUTS))
def test_every_cell_of_the_grid_stands_in_the_preview_once(form: str) -> None:
    shown = html.render(LAYOUTS[form])
    cells = [cell for sheet in LAYOUTS[form].sheets for cell in sheet.cells]
    for kind in CellKind:
        assert shown.count(f'class="paper-{kind.value}"') == sum(cell.kind is kind for cell in cells), kind
    for cell in cells:
        if cell.kind is CellKind.HEADING:
            assert escape(cell.text) in shown
