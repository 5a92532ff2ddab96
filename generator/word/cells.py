"""The paragraphs inside a table cell."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from ..layout import Cell, CellKind, FormLayout, Sheet, keys_in, optional, waiting_for
from ..layout.hand import RULED
from ..layout.measure import line_count
from ..model import Control, PageStyle
from ..ooxml import twips
from .controls import Controls, input_runs
from .text import Spacing, Type, paragraph, run
from .xml import Element, either, w

SIDE = 1.2  # mm between a vertical border and the words
TOP = 1.0  # mm between the upper border and words that stand at the top of a cell
BOTTOM = 0.8
TALL = 14.0  # mm: from here on long text begins at the top, as one writes by hand
WHITE = "FFFFFF"
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
        if cell.otherwise is not None:
            full, blank = replace(cell, otherwise=None), cell.otherwise
            return either(
                waiting_for(cell.text),
                lambda: self.paragraphs(full, keep_next),
                lambda: self.paragraphs(blank, keep_next),
            )
        if cell.kind is CellKind.SIGNATURE:
            return self._signature(cell, type)
        if cell.kind is CellKind.WRITE and cell.lines:
            return self._ruled(cell, type)
        if cell.kind in (CellKind.LABEL, CellKind.HEADER):
            content = [run(cell.text, type)] if cell.text else []
            return [paragraph("FormLabel", content, Spacing(type.line), cell.align, keep_next=keep_next, mark=type)]
        # On a sign the size may differ from unit to unit, so the line follows it.
        board = self.sheet.style is PageStyle.BOARD
        spacing = Spacing(240, rule="auto") if board else Spacing(type.line)
        content = self._words(cell, type)
        if cell.kind is CellKind.INPUT and cell.input:
            content += input_runs(cell.input, self.controls, type, self._room(cell), rich=board)
            if self.at_top(cell):
                spacing = Spacing(type.line, before=twips(TOP), rule="atLeast")
            elif cell.input.control in (Control.LONG, Control.SIGN):
                # A picture put into a line of exact height would be cut off.
                spacing = Spacing(type.line, rule="atLeast")
        elif cell.kind is CellKind.FORMULA and cell.path:
            content = self.controls.text(cell.path, self._label(cell), type, self._room(cell), value=cell.text)
        return [paragraph("FormCell", content, spacing, cell.align, keep_next=keep_next, mark=type)]

    def _words(self, cell: Cell, type: Type) -> list[Element]:
        if not cell.text:
            return []
        if not optional(cell.text):
            return [run(cell.text, type)]
        return either([keys_in(cell.text)], lambda: [run(cell.text, type)], list)

    def type_of(self, cell: Cell) -> Type:
        """The type a cell is set in."""
        heading = cell.kind in (CellKind.LABEL, CellKind.HEADER, CellKind.HEADING, CellKind.TITLE, CellKind.BOARD)
        heading = heading or self.sheet.style is PageStyle.BOARD
        return Type(
            self.layout.heading_font if heading else self.layout.body_font,
            cell.size,
            cell.bold,
            WHITE if cell.banner else "",
            fit=cell.fit,
        )

    def at_top(self, cell: Cell) -> bool:
        """Whether the words stand at the top of the cell and not in its middle."""
        if cell.kind is CellKind.SIGNATURE:
            return True
        control = cell.input.control if cell.input else cell.control if cell.kind is CellKind.WRITE else None
        long = control is Control.LONG
        return long and self.sheet.span_height(cell) >= TALL

    def _ruled(self, cell: Cell, type: Type) -> list[Element]:
        """Lines to write on: empty paragraphs with a dotted line below each."""
        rule = twips(RULED)
        return [
            paragraph(
                "FormCell", [], Spacing(rule), mark=type, borders=_dotted(), indent=w("ind", left=4 * (number % 2))
            )
            for number in range(cell.lines - 1)
        ] + [paragraph("FormCell", [], Spacing(rule - 40), mark=type)]

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
        return self._names.get((cell.row, cell.column), cell.path)

    @cached_property
    def _names(self) -> dict[tuple[int, int], str]:
        """(row, column) → what the computed cell there is called."""
        left = {
            (row, cell.last_column + 1): cell.text
            for cell in self.sheet.cells
            if cell.kind is CellKind.LABEL
            for row in range(cell.row, cell.last_row + 1)
        }
        above: dict[int, str] = {}
        found = {}
        for cell in self.sheet.cells:
            if cell.kind is CellKind.HEADER:
                above |= dict.fromkeys(range(cell.column, cell.last_column + 1), cell.text)
            elif cell.kind is CellKind.FORMULA:
                place = (cell.row, cell.column)
                found[place] = left.get(place) or above.get(cell.column, cell.path)
        return found


def _dotted() -> Element:
    # Paragraphs with the same borders and indents share one line; so every other is indented by a hair.
    return w("pBdr", w("bottom", val="dotted", sz=4, space=0, color="808080"))
