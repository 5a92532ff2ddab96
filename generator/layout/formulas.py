"""Formulas as written in a form, `{told}/{should}`, → references to cells.

{field} a field of the form, or in a table the same row's cell of that column, or in a total row the whole column;
{table.column} a whole column; {table.column@行} the cell of that column with the same row number.
Of columns repeated for a list: {column} the one of the same item, {column@各} all of them in the row,
{column@前} the one before (0 at the first). On a summary of copies {field@页} is the field of the copy with the row's
number. {本格} is the cell itself, {02/weekly_hours} the number of a fact, {08/outcomes#closed} an item's name in quotes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache

from .draft import Pending, SheetDraft
from .grid import Formula, Ref

_NAME = re.compile(r"\{([^{}]+)\}")
ROW, ALL, BEFORE, COPY, SELF = "@行", "@各", "@前", "@页", "本格"
Outside = Callable[[str], str | None]


class Names:
    """Where every field and column of a form stands. `outside` gives the words for what is no cell: facts, items."""

    def __init__(self, sheets: Iterable[SheetDraft], outside: Outside) -> None:
        drafts = list(sheets)
        self.fields = {name: ref for sheet in drafts for name, ref in sheet.fields.items()}
        self.columns = {name: ref for sheet in drafts for name, ref in sheet.columns.items()}
        self.groups = {name: columns for sheet in drafts for name, columns in sheet.groups.items()}
        self.outside = outside
        # The same formula stands in every row of a table: only the row is looked up anew.
        self._known: dict[tuple[str, str, str, int], tuple[Ref | str | None, bool]] = {}

    def find(self, name: str, at: Pending, copy: int, own: Ref | None) -> Ref | str | None:
        """What a name stands for where the formula `at` is; None if it stands for nothing."""
        if name == SELF:
            return own
        if name.endswith(COPY):
            return self.fields.get(f"{name.removesuffix(COPY)}-{at.row}") or self.fields.get(name.removesuffix(COPY))
        key = (name, at.table, at.column, copy)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._find(name, at, copy)
        found, by_row = known
        return _row_of(found, at.row or 1) if by_row and isinstance(found, Ref) and (at.row or _flat(found)) else found

    def _find(self, name: str, at: Pending, copy: int) -> tuple[Ref | str | None, bool]:
        """What a name stands for, and whether that is a column of which each row takes its own cell."""
        if "/" in name:
            return self.outside(name), False
        if name.endswith(ROW):
            return self._column(name.removesuffix(ROW), at, copy), True
        for suffix in (BEFORE, ALL):
            if name.endswith(suffix):
                return self._marked(name.removesuffix(suffix), suffix, at, copy), True
        column = self._column(name, at, copy)
        if column:
            # Written with its table, a column stands for all its rows, even inside that table.
            return column, "." not in name
        return self._field(name, copy), False

    def _field(self, name: str, copy: int) -> Ref | None:
        return self.fields.get(f"{name}-{copy}" if copy else name) or self.fields.get(name)

    def _full(self, name: str, at: Pending, copy: int) -> list[str]:
        """The full names that `name` may mean here, nearest first."""
        names = [f"{at.table}.{name}"] if at.table and "." not in name else [name]
        if copy:
            table, _, column = names[0].partition(".")
            names.insert(0, f"{table}-{copy}.{column}")
        return names

    def _column(self, name: str, at: Pending, copy: int) -> Ref | None:
        for full in self._full(name, at, copy):
            if full in self.columns:
                return self.columns[full]
            if full in self.groups and at.column:
                chosen = self._same_item(full, at.column)
                if chosen in self.columns:
                    return self.columns[chosen]
        return None

    def _same_item(self, group: str, column: str) -> str:
        """The column of `group` for the item that the repeated column `column` (id-item) belongs to."""
        found = [name for name in self.groups[group] if column.endswith(name[len(group) :])]
        return found[0] if found else ""

    def _marked(self, name: str, mark: str, at: Pending, copy: int) -> Ref | str | None:
        group = next((full for full in self._full(name, at, copy) if full in self.groups), None)
        if group is None:
            return None
        columns = self.groups[group]
        if mark == BEFORE:
            here = columns.index(self._same_item(group, at.column)) if at.column else 0
            return self.columns[columns[here - 1]] if here else "0"
        first, last = self.columns[columns[0]], self.columns[columns[-1]]
        return Ref(first.sheet, first.row, first.column, last.last_row, last.last_column)


def _flat(ref: Ref) -> bool:
    """Whether it is one row high."""
    return ref.row == ref.last_row


def _row_of(column: Ref, row: int) -> Ref:
    """The cell of a column with that row number; of a table of one row, always that row."""
    if column.row == column.last_row:
        return column
    at = column.row + row - 1
    return replace(column, row=at, last_row=at, moving=True)


@lru_cache(maxsize=4096)
def _cut(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A formula's words, and the names between them."""
    pieces = _NAME.split(text)
    return tuple(pieces[::2]), tuple(pieces[1::2])


def resolve(pending: Pending, names: Names, copy: int = 0, own: Ref | None = None) -> Formula | None:
    """The formula with references; None if a name stands nowhere (the checks report it)."""
    parts: list[str | Ref] = []
    found: list[Ref] = []
    words, wanted_names = _cut(pending.text)
    for before, name in zip(words, wanted_names, strict=False):
        ref = names.find(name, pending, copy, own)
        if ref is None:
            return None
        parts += [before, ref]
        if isinstance(ref, Ref):
            found.append(ref)
    parts.append(words[-1])
    if pending.needs is None:
        # A single merged cell counts as one cell.
        single = [ref for ref in found if ref.row == ref.last_row]
        needs = tuple(dict.fromkeys(single or found))
    else:
        wanted = [names.find(name, pending, copy, own) for name in pending.needs]
        needs = tuple(ref for ref in wanted if isinstance(ref, Ref))
    return Formula(_joined(parts), needs, pending.percent, pending.money)


def _joined(parts: list[str | Ref]) -> tuple[str | Ref, ...]:
    """Words that follow each other as one."""
    done: list[str | Ref] = []
    for part in parts:
        if part == "":
            continue
        if isinstance(part, str) and done and isinstance(done[-1], str):
            done[-1] += part
        else:
            done.append(part)
    return tuple(done)
