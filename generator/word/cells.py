"""The paragraphs inside a table cell."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..layout import Cell, CellKind, FormLayout, Sheet
from ..layout.measure import line_count
from ..model import Control
from .controls import Controls, input_runs
from .text import Spacing, Type, paragraph, run
from .xml import Element, twips

SIDE = 1.2  # mm between a vertical border and the words
TOP = 1.0  # mm between the upper border and words that stand at the top of a cell
BOTTOM = 0.8
TALL = 14.0  # mm: from here on long text begins at the top, as one writes by hand
_DATE = re.compile(r"年\s*月\s*日")


@dataclass(frozen=True)
class CellWriter:
    """Fills the cells of one sheet."""

    layout: FormLayout
    sheet: Sheet
    controls: Controls

    def paragraphs(self, cell: Cell, keep_next: bool) -> list[Element]:
        """What stands in a cell, one paragraph at least."""
        type = self.type_of(cell)
        if cell.kind is CellKind.SIGNATURE:
            return self._signature(cell, type)
        if cell.kind in (CellKind.LABEL, CellKind.HEADER):
            content = [run(cell.text, type)] if cell.text else []
            return [paragraph("FormLabel", content, Spacing(type.line), cell.align, keep_next=keep_next, mark=type)]
        spacing = Spacing(type.line)
        content = [run(cell.text, type)] if cell.text else []
        if cell.kind is CellKind.INPUT and cell.input:
            content += input_runs(cell.input, self.controls, type, self._room(cell))
            if self.at_top(cell):
                spacing = Spacing(type.line, before=twips(TOP), rule="atLeast")
            elif cell.input.control in (Control.LONG, Control.SIGN):
                # A picture put into a line of exact height would be cut off.
                spacing = Spacing(type.line, rule="atLeast")
        elif cell.kind is CellKind.FORMULA and cell.path:
            content.append(self.controls.text(cell.path, self._label(cell), type, self._room(cell)))
        return [paragraph("FormCell", content, spacing, cell.align, keep_next=keep_next, mark=type)]

    def type_of(self, cell: Cell) -> Type:
        """The type a cell is set in."""
        heading = cell.kind in (CellKind.LABEL, CellKind.HEADER, CellKind.HEADING, CellKind.TITLE)
        return Type(self.layout.heading_font if heading else self.layout.body_font, cell.size, cell.bold)

    def at_top(self, cell: Cell) -> bool:
        """Whether the words stand at the top of the cell and not in its middle."""
        if cell.kind is CellKind.SIGNATURE:
            return True
        long = cell.input is not None and cell.input.control is Control.LONG
        return long and self.sheet.span_height(cell) >= TALL

    def _signature(self, cell: Cell, type: Type) -> list[Element]:
        """The label at the top, the date at the bottom right, room to sign between."""
        label, _, last = cell.text.rpartition("\n")
        dated = bool(label) and bool(_DATE.fullmatch(last))
        label = label if dated else cell.text
        top = paragraph("FormCell", [run(label, type)], Spacing(type.line, twips(TOP), rule="atLeast"), mark=type)
        if not dated:
            return [top]
        lines = line_count(label, type.size, self.sheet.span_width(cell)) + 1
        free = twips(self.sheet.span_height(cell) - TOP - BOTTOM) - lines * type.line
        spacing = Spacing(type.line, before=max(0, free), after=twips(BOTTOM))
        return [top, paragraph("FormCell", [run(last, type)], spacing, "right", mark=type)]

    def _room(self, cell: Cell) -> float:
        return self.sheet.span_width(cell) - 2 * SIDE

    def _label(self, cell: Cell) -> str:
        """What a computed cell is called: the label to its left, else the header above it."""
        for other in self.sheet.cells:
            if other.kind is CellKind.LABEL and other.last_column + 1 == cell.column and _covers(other, cell.row):
                return other.text
        above = [
            other.text
            for other in self.sheet.cells
            if other.kind is CellKind.HEADER
            and other.row < cell.row
            and other.column <= cell.column <= other.last_column
        ]
        return above[-1] if above else cell.path


def _covers(cell: Cell, row: int) -> bool:
    return cell.row <= row <= cell.last_row
