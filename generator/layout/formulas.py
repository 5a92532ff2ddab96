"""Formulas as written in a form, `{told}/{should}`, → references to cells.

{field} a field of the form, or in a table the same row's cell of that column, or in a total row the whole column;
{table.column} a whole column; {table.column@行} the cell of that column with the same row number.
"""

from __future__ import annotations

import re

from .draft import PendingFormula, SheetDraft
from .grid import Formula, Ref

_NAME = re.compile(r"\{([^{}]+)\}")


class Names:
    """Where every field and column of a form stands."""

    def __init__(self, sheets: list[SheetDraft]) -> None:
        self.fields = {name: ref for sheet in sheets for name, ref in sheet.fields.items()}
        self.columns = {name: ref for sheet in sheets for name, ref in sheet.columns.items()}

    def find(self, name: str, table: str, row: int) -> Ref | None:
        """The reference for a name inside `table` at its row `row` (0: outside, or a total row)."""
        if name.endswith("@行"):
            column = self.columns.get(name.removesuffix("@行"))
            return _row_of(column, row) if column else None
        if table and f"{table}.{name}" in self.columns:
            column = self.columns[f"{table}.{name}"]
            return _row_of(column, row) if row else column
        return self.fields.get(name) or self.columns.get(name)


def _row_of(column: Ref, row: int) -> Ref:
    at = column.row + row - 1
    return Ref(column.sheet, at, column.column, at, column.last_column)


def resolve(pending: PendingFormula, names: Names) -> Formula | None:
    """The formula with references; None if a name stands nowhere (the checks report it)."""
    parts: list[str | Ref] = []
    found: list[Ref] = []
    start = 0
    for match in _NAME.finditer(pending.text):
        ref = names.find(match[1], pending.table, pending.row)
        if ref is None:
            return None
        parts += [pending.text[start : match.start()], ref]
        found.append(ref)
        start = match.end()
    parts.append(pending.text[start:])
    if pending.needs is None:
        # A single merged cell counts as one cell.
        single = [ref for ref in found if ref.row == ref.last_row]
        needs = tuple(dict.fromkeys(single or found))
    else:
        wanted = [names.find(name, pending.table, pending.row) for name in pending.needs]
        needs = tuple(ref for ref in wanted if ref is not None)
    return Formula(tuple(part for part in parts if part != ""), needs, pending.percent, pending.money)
