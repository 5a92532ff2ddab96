"""A computed cell → the formula that Excel keeps: empty until what it needs is filled, never an error value."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ..layout import Alert, Cell, CellKind, Formula, Ref, Sheet
from .names import absolute
from .text import clean, quoted_sheet

FORMULA_LIMIT = 8_192  # what Excel accepts
# Functions newer than the file format carry a prefix in the file; people never see it.
_NEWER = re.compile(r"\b(?<!_xlfn\.)(DAYS|IFNA|IFS|MAXIFS|MINIFS|NUMBERVALUE|SWITCH|TEXTJOIN|XOR)(?=\()")


class Addresses:
    """Where the cells of a workbook stand, so that references become addresses."""

    def __init__(self, sheets: Sequence[Sheet], titles: Mapping[str, str]) -> None:
        self.titles = titles
        self.cells: dict[tuple[str, int, int], Cell] = {
            (sheet.id, cell.row, cell.column): cell for sheet in sheets for cell in sheet.cells
        }
        self.computed = {key for key, cell in self.cells.items() if cell.kind is CellKind.FORMULA}

    def formula(self, formula: Formula, sheet: str) -> str:
        """The formula as a cell of `sheet` holds it; "" if it refers to a sheet this workbook does not have."""
        refs = [*(part for part in formula.parts if isinstance(part, Ref)), *formula.needs]
        if not formula.parts or any(ref.sheet not in self.titles for ref in refs):
            return ""
        words = [self.address(part, sheet) if isinstance(part, Ref) else clean(part) for part in formula.parts]
        result = f'IFERROR({"".join(words)},"")'
        tests = [self._blank(ref, sheet) for ref in dict.fromkeys(formula.needs)]
        if tests:
            test = tests[0] if len(tests) == 1 else f"OR({','.join(tests)})"
            result = f'IF({test},"",{result})'
        result = _newer(result)
        return f"={result}" if len(result) < FORMULA_LIMIT else ""

    def condition(self, alert: Alert, sheet: str) -> str:
        """The formula of a condition, as the first of its cells needs it: its own row moves along, the rest stays."""
        refs = [part for part in alert.formula.parts if isinstance(part, Ref)]
        if any(ref.sheet not in self.titles for ref in refs):
            return ""
        words = ""
        for part in alert.formula.parts:
            if isinstance(part, Ref):
                address = self.address(part, sheet)
                moves = alert.rows > 1 and part.moving
                words += re.sub(r"\$(?=\d)", "", address) if moves else address
            else:
                words += clean(part)
        return f"={_newer(words)}" if words else ""

    def address(self, ref: Ref, sheet: str) -> str:
        """A reference as a formula on `sheet` writes it."""
        row, column = self._last(ref)
        address = absolute(ref.row, ref.column)
        if (row, column) != (ref.row, ref.column):
            address += f":{absolute(row, column)}"
        return address if ref.sheet == sheet else f"{quoted_sheet(self.titles[ref.sheet])}!{address}"

    def _last(self, ref: Ref) -> tuple[int, int]:
        """The last cell of a reference; merged cells count as the one cell that holds their value."""
        first = self.cells.get((ref.sheet, ref.row, ref.column))
        if first is None:
            return ref.last_row, ref.last_column
        return (
            ref.row if first.last_row >= ref.last_row else ref.last_row,
            ref.column if first.last_column >= ref.last_column else ref.last_column,
        )

    def _blank(self, ref: Ref, sheet: str) -> str:
        """The test whether nothing is filled in."""
        address = self.address(ref, sheet)
        row, column = self._last(ref)
        if (row, column) == (ref.row, ref.column):
            return f'{address}=""'
        places = ((ref.sheet, r, c) for r in range(ref.row, row + 1) for c in range(ref.column, column + 1))
        if any(place in self.computed for place in places):
            # COUNTA counts computed cells that show nothing.
            return f'COUNT({address})+COUNTIF({address},"?*")=0'
        return f"COUNTA({address})=0"


def _newer(formula: str) -> str:
    return _NEWER.sub(r"_xlfn.\1", formula)
