"""Every formula and condition of a form, with where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...model import Form, FormField, Mark, Position, TableSection, Total
from ..forms import fields_of
from .fault import place

_NAME = re.compile(r"\{([^{}]+)\}")


class Written(NamedTuple):
    """A formula as written: its mark, whose it is, and the table and the column it stands in ("" and None outside).

    `total` says that it stands below the table's rows, `alert` that it only colours a cell.
    """

    text: str
    mark: Mark
    owner: FormField | Total
    table: str = ""
    column: FormField | None = None
    total: bool = False
    alert: bool = False

    @property
    def names(self) -> list[tuple[str, int]]:
        """What it names in braces, and where each brace begins."""
        return [(match[1], match.start()) for match in _NAME.finditer(self.text)]

    def place(self, text: str, at: int) -> Position:
        """The position in the source of a piece of it."""
        return place(self.mark, self.text, text, at)


def written_in(form: Form) -> Iterator[Written]:
    """The formulas and conditions of a form, from top to bottom."""
    for sheet in form.sheets:
        for section in sheet.sections:
            table = section.id if isinstance(section, TableSection) else ""
            for item in fields_of(section):
                column = item if table else None
                if item.formula:
                    yield Written(item.formula, item.at.of("formula"), item, table, column)
                if item.alert:
                    yield Written(item.alert, item.at.of("alert"), item, table, column, alert=True)
            if isinstance(section, TableSection):
                yield from _totals(section)


def _totals(section: TableSection) -> Iterator[Written]:
    for total in section.totals:
        for name, formula in total.formulas.items():
            column = column_named(section.columns, name)
            yield Written(formula, total.at.of("formulas", name), total, section.id, column, total=True)
        if total.alert:
            # It colours the total's cells; one under a repeated column stands for all of them.
            columns = [column for name in total.formulas if (column := column_named(section.columns, name))]
            column = next((column for column in columns if column.repeat_for), None)
            yield Written(total.alert, total.at.of("alert"), total, section.id, column, total=True, alert=True)


def column_named(columns: Sequence[FormField], name: str) -> FormField | None:
    """The column that a total's formula stands under; of a repeated one, `result` or `result-morning`."""
    exact = next((column for column in columns if column.id == name), None)
    return exact or next((c for c in columns if c.repeat_for and name.startswith(f"{c.id}-")), None)
