"""Table sections → rows of the draft: headers of one or two rows, blank or fixed rows, totals."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import pairwise

from ..model import Control, FormField, ListColumn, ListItem, TableSection, Total
from .draft import PIXEL, Pending, SheetDraft
from .grid import BlockKind, Cell, CellKind, Input, Ref
from .measure import label_size, text_height
from .sections import MONEY_UNIT, add_alert, computed, field_input
from .words import MONTH_DAYS, Words

HEADER_ROW = 7.5
LOWEST = 0.75  # of a row, to make room for more people
TICKS = ("√", "×", "—")
NARROW = (ListColumn.MARK, ListColumn.GROUP, ListColumn.ON, ListColumn.WHEN)


@dataclass(frozen=True)
class Column:
    """A column as printed: a form's column, or one of those it repeats into."""

    id: str
    label: str
    group: str
    field: FormField
    width: float
    item: ListItem | None = None
    number: int = 0  # of the repeated column, from 1


@dataclass(frozen=True)
class Part:
    """A table section to be laid out: one of those it repeats into, its columns, and the list its rows come from."""

    section: TableSection
    id: str
    columns: tuple[Column, ...]
    items: tuple[ListItem | None, ...]
    each: ListItem | None = None

    @property
    def grouped(self) -> bool:
        """Whether some columns share a head."""
        return any(column.group for column in self.columns)


def expand(section: TableSection, words: Words) -> tuple[Column, ...]:
    """The printed columns; `repeat_for` columns once for each item of their list."""
    columns: list[Column] = []
    for field in section.columns:
        listed = words.listed(field.repeat_for)
        width = field.width or 10.0
        if listed is None:
            columns.append(Column(field.id, field.label, field.group, field, width))
            continue
        for number, item in enumerate(listed.items, 1):
            name = item.mark or item.title
            columns.append(Column(f"{field.id}-{item.id}", name, field.label, field, width, item, number))
    return tuple(columns)


def parts_of(section: TableSection, words: Words, staff: int) -> list[Part]:
    """The section, or one for each item of the list it repeats for."""
    columns = expand(section, words)
    listed = words.listed(section.rows_from)
    count = section.rows or 1
    items = tuple(listed.items) if listed else (None,) * max(count, staff if section.staff else 0)
    repeated = words.listed(section.each)
    if repeated is None:
        return [Part(section, section.id, columns, items)]
    return [Part(section, f"{section.id}-{item.id}", columns, items, item) for item in repeated.items]


class TableMaker:
    """Lays out one table on a draft."""

    def __init__(self, draft: SheetDraft, part: Part, lines: list[float], words: Words) -> None:
        self.draft, self.part, self.lines, self.words = draft, part, lines, words
        self.section, self.columns = part.section, part.columns
        self.id = f"{part.id}-{draft.copy}" if draft.copy else part.id
        self.size = self._type_size()

    def _type_size(self) -> float:
        mean = self.draft.lines.width / len(self.columns)
        if mean < 9.5:
            return 8.0
        return min(self.draft.size, 9.0 if mean < 19 else 10.0)

    def add(self) -> None:
        """Headers, rows, totals."""
        first = len(self.draft.heights)
        each_key = self.section.each[:2]
        title = self.words(self.words.each(self.section.title, self.part.each, each_key))
        if title:
            self.draft.heading(title)
            first += 1
        headers = 0 if self.section.plain else self._headers()
        start = len(self.draft.heights)
        for number, item in enumerate(self.part.items, 1):
            self._row(number, item)
        self._merge_groups(start)
        self._name(start, len(self.draft.heights) - 1)
        for total in self.section.totals:
            self._total(total)
        self.draft.close(BlockKind.TABLE, first, headers, title)

    def _name(self, start: int, last: int) -> None:
        """Enter the columns, so that formulas find them, and mark what is to be marked."""
        for index, column in enumerate(self.columns):
            left, count = self.draft.lines.columns(self.lines[index], self.lines[index + 1])
            name = f"{self.id}.{column.id}"
            ref = Ref(self.draft.source.id, start, left, last, left + count - 1)
            self.draft.columns[name] = ref
            if column.item:
                group = f"{self.id}.{column.field.id}"
                self.draft.groups[group] = (*self.draft.groups.get(group, ()), name)
            if column.field.alert:
                condition = Pending(column.field.alert, self.part.id, 1, column.id)
                add_alert(self.draft, Cell(start, left, CellKind.INPUT), condition, last - start + 1)

    def _headers(self) -> int:
        draft, grouped = self.draft, self.part.grouped
        labels = [self.words(c.label) + ("*" if c.field.required and not c.item else "") for c in self.columns]
        widths = [right - left for left, right in pairwise(self.lines)]
        fitted = [
            draft.fitted(label, label_size(label, self.size, width), width)
            for label, width in zip(labels, widths, strict=True)
        ]
        top = draft.row(HEADER_ROW) if grouped else -1
        row = draft.row(max(HEADER_ROW, *(height for height, _ in fitted)))
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
                    size=fitted[at][1],
                )
            index = end
        return 2 if grouped else 1

    def _row(self, number: int, item: ListItem | None) -> None:
        draft = self.draft
        shown = {i: self._fixed(column, item) for i, column in enumerate(self.columns) if column.field.shows and item}
        inputs = {
            i: self._input(column, number, item)
            for i, column in enumerate(self.columns)
            if i not in shown and self._filled(column, item)
        }
        texts = {
            index: text for index, text in shown.items() if self.columns[index].field.shows is not ListColumn.GROUP
        } | {index: made.value for index, made in inputs.items() if made.value}
        cells = [(text, self.size, self.lines[i + 1] - self.lines[i]) for i, text in texts.items()]
        height, fitted = draft.fitted_row(self._row_height(), cells)
        sizes = dict(zip(texts, fitted, strict=True))
        row = draft.row(height)
        for index, column in enumerate(self.columns):
            left, right = self.lines[index], self.lines[index + 1]
            control = column.field.control
            if index in shown:
                self._put_fixed(row, left, right, column, item, shown[index], sizes.get(index, self.size))
            elif control is Control.INDEX:
                draft.put(row, left, right, CellKind.FIXED, str(number), align="center", size=self.size)
                draft.cells[-1] = replace(draft.cells[-1], number=str(number))
            elif index not in inputs and control is not Control.FORMULA:
                draft.put(row, left, right, CellKind.STRUCK, size=self.size)
            elif control is Control.FORMULA:
                path = f"{self.id}.{column.id}.{number}"
                pending = computed(column.field, self.part.id, number, column.id)
                draft.put(
                    row, left, right, CellKind.FORMULA, align="center", size=self.size, path=path, pending=pending
                )
            else:
                align = "left" if control in (Control.TEXT, Control.LONG) and not column.item else "center"
                draft.put(
                    row, left, right, CellKind.INPUT, input=inputs[index], align=align, size=sizes.get(index, self.size)
                )

    def _row_height(self) -> float:
        """The height of a row: where there are more people than rows, as little lower as keeps the table's height."""
        wanted, rows, count = self.section.row_height, self.section.rows or 0, len(self.part.items)
        if not self.section.staff or count <= rows:
            return wanted
        lower = math.floor(wanted * rows / count / PIXEL) * PIXEL
        return lower if lower >= max(wanted * LOWEST, text_height("", self.size, self.draft.lines.width)) else wanted

    def _filled(self, column: Column, item: ListItem | None) -> bool:
        """Whether a person fills this cell: not computed, not printed, and not struck because it does not apply."""
        if column.field.control in (Control.INDEX, Control.FORMULA):
            return False
        if not column.item or not item or column.item.id in item.on:
            return True
        # An item may also name what it applies to in another list; that strikes nothing here.
        return not any(other.item and other.item.id in item.on for other in self.columns)

    def _put_fixed(
        self, row: int, left: float, right: float, column: Column, item: ListItem | None, text: str, size: float
    ) -> None:
        numeric = ""
        if item is not None:
            numeric = self.words.number(
                column.field, item, self.section.rows_from, self.part.each, self.section.each[:2]
            )
        align = "center" if column.field.shows in NARROW or numeric else "left"
        cell = self.draft.put(row, left, right, CellKind.FIXED, text, align=align, size=size)
        if numeric:
            self.draft.cells[-1] = replace(cell, number=numeric, control=column.field.control)

    def _input(self, column: Column, number: int, item: ListItem | None) -> Input:
        about = number
        if column.field.repeat_for == MONTH_DAYS:
            about = column.number
        elif self.draft.copy and self.section.rows_from != MONTH_DAYS:
            about = self.draft.copy
        field = column.field
        path = f"{self.id}.{column.id}"
        label, options, counted = self.words(field.label), self.words.options(field), ""
        if column.item:
            label = f"{label}·{column.item.title}"
            counted = item.entry if item else ""
            if field.control is Control.CHOICE and not options:
                options = TICKS
        elif column.group:
            label = f"{self.words(column.group)}·{label}"
        return field_input(field, path, options, self.words, number, about, label=label, counted=counted)

    def _fixed(self, column: Column, item: ListItem | None) -> str:
        assert item is not None
        if column.field.shows is ListColumn.ON:
            marks = {c.item.id: c.item.mark or c.item.title for c in self.columns if c.item}
            return "、".join(marks.get(name, name) for name in item.on)
        return self.words.shown(column.field, item, self.section.rows_from, self.part.each, self.section.each[:2])

    def _merge_groups(self, start: int) -> None:
        """Equal neighbours in a group column become one cell."""
        for index, column in enumerate(self.columns):
            if column.field.shows is not ListColumn.GROUP:
                continue
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
                    self.draft.cells[self.draft.cells.index(run[0])] = replace(run[0], rows=len(run))
                    for cell in run[1:]:
                        self._drop(cell)

    def _drop(self, cell: Cell) -> None:
        at = next(i for i, other in enumerate(self.draft.cells) if other is cell)
        del self.draft.cells[at]
        self.draft.pending = {(i - 1 if i > at else i): p for i, p in self.draft.pending.items()}

    def _total(self, total: Total) -> None:
        row = self.draft.row(max(8.0, self.section.row_height) if not self._dense() else self.section.row_height)
        wanted = [self._total_formula(total, column) for column in self.columns]
        until = max(1, next((i for i, formula in enumerate(wanted) if formula), len(self.columns)))
        label = self.words(total.label)
        self.draft.put(row, self.lines[0], self.lines[until], CellKind.LABEL, label, align="center", size=self.size)
        for index in range(until, len(self.columns)):
            column, formula = self.columns[index], wanted[index]
            left, right = self.lines[index], self.lines[index + 1]
            if not formula:
                self.draft.put(row, left, right, CellKind.FIXED, size=self.size)
                continue
            money = column.field.control is Control.MONEY or column.field.unit == MONEY_UNIT
            percent = column.id in total.percent or column.field.id in total.percent
            pending = Pending(formula, self.part.id, 0, column.id, total.needs, percent, money)
            path = f"{self.id}.{label}.{column.id}"
            cell = self.draft.put(
                row, left, right, CellKind.FORMULA, align="center", size=self.size, path=path, pending=pending
            )
            if total.alert:
                add_alert(self.draft, cell, Pending(total.alert, self.part.id, 0, column.id))

    def _dense(self) -> bool:
        return self.size < 9.0

    @staticmethod
    def _total_formula(total: Total, column: Column) -> str:
        return total.formulas.get(column.id) or (total.formulas.get(column.field.id, "") if column.item else "")
