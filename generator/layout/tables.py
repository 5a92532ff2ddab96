"""Table sections → rows of the draft: headers of one or two rows, blank or fixed rows, totals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..model import Control, FactList, FormField, ListColumn, ListItem, TableSection
from .draft import PendingFormula, SheetDraft
from .grid import BlockKind, CellKind, Input, Ref
from .measure import text_height
from .sections import MONEY_UNIT, Options, Words, field_input

HEADER_ROW = 7.5
TICKS = ("√", "×", "—")


@dataclass(frozen=True)
class Column:
    """A column as printed: a form's column, or one of those it repeats into."""

    id: str
    label: str
    group: str
    field: FormField
    width: float
    item: ListItem | None = None


def expand(section: TableSection, find: Callable[[str], FactList | None]) -> list[Column]:
    """The printed columns; `repeat_for` columns once for each item of their list."""
    columns: list[Column] = []
    for field in section.columns:
        listed = find(field.repeat_for) if field.repeat_for else None
        width = field.width or 10.0
        if listed is None:
            columns.append(Column(field.id, field.label, field.group, field, width))
            continue
        for item in listed.items:
            columns.append(Column(f"{field.id}-{item.id}", item.mark or item.title, field.label, field, width, item))
    return columns


class TableMaker:
    """Lays out one table section on a draft."""

    def __init__(
        self,
        draft: SheetDraft,
        section: TableSection,
        columns: list[Column],
        lines: list[float],
        listed: FactList | None,
        words: Words,
        options: Options,
    ) -> None:
        self.draft, self.section, self.columns, self.lines = draft, section, columns, lines
        self.items: list[ListItem | None] = list(listed.items) if listed else [None] * (section.rows or 1)
        self.words, self.options = words, options
        self.size = self._type_size()

    def _type_size(self) -> float:
        mean = self.draft.lines.width / len(self.columns)
        return min(self.draft.size, 9.0 if mean < 19 else 10.0)

    def add(self) -> None:
        """Headers, rows, totals."""
        first = len(self.draft.heights)
        if self.section.title:
            self.draft.heading(self.section.title)
            first += 1
        headers = self._headers()
        start = len(self.draft.heights)
        for number, item in enumerate(self.items, 1):
            self._row(number, item)
        self._merge_groups(start)
        last = len(self.draft.heights) - 1
        for index, column in enumerate(self.columns):
            left, count = self.draft.lines.columns(self.lines[index], self.lines[index + 1])
            name = f"{self.section.id}.{column.id}"
            self.draft.columns[name] = Ref(self.draft.source.id, start, left, last, left + count - 1)
        for total in self.section.totals:
            self._total(total.label, total.formulas, total.percent)
        self.draft.close(BlockKind.TABLE, first, headers, self.section.title)

    def _headers(self) -> int:
        draft, grouped = self.draft, any(column.group for column in self.columns)
        labels = [self.words(c.label) + ("*" if c.field.required and not c.item else "") for c in self.columns]
        heights = [text_height(label, self.size, self.lines[i + 1] - self.lines[i]) for i, label in enumerate(labels)]
        top = draft.row(HEADER_ROW) if grouped else -1
        row = draft.row(max(HEADER_ROW, *heights))
        index = 0
        while index < len(self.columns):
            column, end = self.columns[index], index + 1
            while column.group and end < len(self.columns) and self.columns[end].group == column.group:
                end += 1
            if grouped and column.group:
                left, right = self.lines[index], self.lines[end]
                draft.put(top, left, right, CellKind.HEADER, self.words(column.group), align="center", size=self.size)
            for at in range(index, end):
                whole = grouped and not column.group
                draft.put(
                    top if whole else row,
                    self.lines[at],
                    self.lines[at + 1],
                    CellKind.HEADER,
                    labels[at],
                    rows=2 if whole else 1,
                    align="center",
                    size=self.size,
                )
            index = end
        return 2 if grouped else 1

    def _row(self, number: int, item: ListItem | None) -> None:
        draft = self.draft
        shown = {i: self._fixed(column, item) for i, column in enumerate(self.columns) if column.field.shows and item}
        height = self.section.row_height
        for index, text in shown.items():
            if self.columns[index].field.shows is not ListColumn.GROUP:
                height = max(height, text_height(text, self.size, self.lines[index + 1] - self.lines[index]))
        row = draft.row(height)
        for index, column in enumerate(self.columns):
            left, right = self.lines[index], self.lines[index + 1]
            control = column.field.control
            if index in shown:
                narrow = column.field.shows in (ListColumn.MARK, ListColumn.GROUP, ListColumn.ON)
                align = "center" if narrow else "left"
                draft.put(row, left, right, CellKind.FIXED, shown[index], align=align, size=self.size)
            elif control is Control.INDEX:
                draft.put(row, left, right, CellKind.FIXED, str(number), align="center", size=self.size)
            elif column.item and item and column.item.id not in item.on:
                draft.put(row, left, right, CellKind.STRUCK, size=self.size)
            elif control is Control.FORMULA:
                path = f"{self.section.id}.{column.id}.{number}"
                draft.put(row, left, right, CellKind.FORMULA, align="center", size=self.size, path=path)
                unit = column.field.unit
                pending = PendingFormula(
                    column.field.formula, self.section.id, number, column.field.needs, unit == "%", unit == MONEY_UNIT
                )
                draft.pending[len(draft.cells) - 1] = pending
            else:
                made = self._input(column, number, item)
                align = "left" if control in (Control.TEXT, Control.LONG) else "center"
                draft.put(row, left, right, CellKind.INPUT, input=made, align=align, size=self.size)

    def _input(self, column: Column, number: int, item: ListItem | None) -> Input:
        made = field_input(
            column.field, f"{self.section.id}.{column.id}", self.options(column.field), self.words, number
        )
        if column.group and not column.item:
            made = Input(**{**made.__dict__, "label": f"{self.words(column.group)}·{made.label}"})
        if column.item:
            label = f"{self.words(column.field.label)}·{column.item.title}（第{number}行）"
            ticks = TICKS if made.control is Control.CHOICE and not made.options else made.options
            made = Input(**{**made.__dict__, "label": label, "options": ticks})
            if item and item.entry:
                made = Input(**{**made.__dict__, "control": Control.NUMBER, "unit": item.entry, "options": ()})
        return made

    def _fixed(self, column: Column, item: ListItem) -> str:
        match column.field.shows:
            case ListColumn.TITLE:
                return self.words(item.title)
            case ListColumn.MARK:
                return self.words(item.mark)
            case ListColumn.DETAIL:
                return self.words(item.detail)
            case ListColumn.GROUP:
                return self.words(item.group)
        marks = {c.item.id: c.item.mark or c.item.title for c in self.columns if c.item}
        return "、".join(marks.get(name, name) for name in item.on)

    def _merge_groups(self, start: int) -> None:
        """Equal neighbours in a group column become one cell."""
        for column in self.columns:
            if column.field.shows is not ListColumn.GROUP:
                continue
            index = self.columns.index(column)
            left, _ = self.draft.lines.columns(self.lines[index], self.lines[index + 1])
            cells = [c for c in self.draft.cells if c.row >= start and c.column == left and c.kind is CellKind.FIXED]
            merged, run = [], cells[:1]
            for cell in cells[1:]:
                if cell.text and cell.text == run[0].text:
                    run.append(cell)
                else:
                    merged.append(run)
                    run = [cell]
            merged.append(run)
            for run in merged:
                if len(run) > 1:
                    at = self.draft.cells.index(run[0])
                    self.draft.cells[at] = type(run[0])(**{**run[0].__dict__, "rows": len(run)})
                    for cell in run[1:]:
                        self._drop(cell)

    def _drop(self, cell: object) -> None:
        at = next(i for i, other in enumerate(self.draft.cells) if other is cell)
        del self.draft.cells[at]
        self.draft.pending = {(i - 1 if i > at else i): p for i, p in self.draft.pending.items()}

    def _total(self, label: str, formulas: dict[str, str], percent: tuple[str, ...]) -> None:
        row = self.draft.row(max(8.0, self.section.row_height))
        named = [i for i, column in enumerate(self.columns) if column.id in formulas]
        until = max(1, min(named, default=len(self.columns)))
        self.draft.put(
            row, self.lines[0], self.lines[until], CellKind.LABEL, self.words(label), align="center", size=self.size
        )
        for index in range(until, len(self.columns)):
            column = self.columns[index]
            left, right = self.lines[index], self.lines[index + 1]
            if column.id in formulas:
                path = f"{self.section.id}.{label}.{column.id}"
                self.draft.put(row, left, right, CellKind.FORMULA, align="center", size=self.size, path=path)
                money = column.field.control is Control.MONEY or column.field.unit == MONEY_UNIT
                pending = PendingFormula(formulas[column.id], self.section.id, 0, None, column.id in percent, money)
                self.draft.pending[len(self.draft.cells) - 1] = pending
            else:
                self.draft.put(row, left, right, CellKind.FIXED, size=self.size)
