"""Rows of the grid → one Word table."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ..layout import Cell, CellKind
from ..ooxml import twips
from .cells import SIDE, CellWriter
from .controls import short
from .text import Spacing, Type, paragraph
from .xml import Element, kept, w

FILLS = {CellKind.LABEL: "F2F4F3", CellKind.HEADER: "F2F4F3", CellKind.STRUCK: "E7E7E7"}
# Width in eighths of a point, in the order that the format asks for.
OUTER, INNER = 8, 4
BORDERS = {"top": OUTER, "left": OUTER, "bottom": OUTER, "right": OUTER, "insideH": INNER, "insideV": INNER}
TWIPS_PER_EIGHTH = 2.5


class Table:
    """The rows `first` to `last` of a sheet as a table; the first `headers` of them repeat on every page.

    A table that goes on from the page before begins with that one's head, the rows in `again`.
    """

    def __init__(
        self,
        writer: CellWriter,
        first: int,
        last: int,
        headers: int = 0,
        title: str = "",
        bordered: bool = True,
        again: range = range(0),
    ) -> None:
        self.again = again
        self.writer, self.sheet, self.bordered = writer, writer.sheet, bordered
        self.first, self.last, self.headers = first, last, headers
        self.cells = [cell for cell in self.sheet.cells if first <= cell.row <= last or cell.row in again]
        self.title = title or next((cell.text for cell in self.cells if cell.text), self.sheet.title)
        # Only the lines that this table draws: the sheet's other lines would litter it with spans.
        lines = {0, len(self.sheet.widths)}
        lines.update(line for cell in self.cells for line in (cell.column, cell.last_column + 1))
        self.lines = sorted(lines)
        at = [twips(sum(self.sheet.widths[:line])) for line in self.lines]
        self.widths = [right - left for left, right in pairwise(at)]
        self.owner = {
            (row, line): cell
            for cell in reversed(self.cells)
            for row in range(cell.row, cell.last_row + 1)
            for line in range(self.lines.index(cell.column), self.lines.index(cell.last_column + 1))
        }

    def element(self) -> Element:
        """The table."""
        return w(
            "tbl",
            self._properties(),
            w("tblGrid", *(w("gridCol", w=width) for width in self.widths)),
            *(self._row(row) for row in (*self.again, *range(self.first, self.last + 1))),
        )

    def _properties(self) -> Element:
        line = "single" if self.bordered else "nil"
        borders = [w(side, val=line, sz=size, space=0, color="000000") for side, size in BORDERS.items()]
        sides = {"top": 0.0, "left": SIDE, "bottom": 0.0, "right": SIDE}
        margins = [w(side, w=twips(width), type="dxa") for side, width in sides.items()]
        return w(
            "tblPr",
            w("tblW", w=sum(self.widths), type="dxa"),
            w("tblInd", w=0, type="dxa"),
            w("tblBorders", *borders),
            w("tblLayout", type="fixed"),
            w("tblCellMar", *margins),
            w("tblLook", val="0020" if self.headers else "0000", firstRow=1 if self.headers else 0),
            w("tblCaption", val=short(self.title, 200)),
            w("tblDescription", val=short(f"{self.writer.layout.title}：{self.title}", 200)),
        )

    def _row(self, row: int) -> Element:
        header = row < self.first + self.headers or row in self.again
        return w(
            "tr",
            w(
                "trPr",
                w("cantSplit"),
                w("trHeight", val=self._height(row), hRule="atLeast" if self.bordered else "exact"),
                w("tblHeader") if header else None,
            ),
            *(self._cell(row, column, span, cell, header) for column, span, cell in self._walk(row)),
        )

    def _height(self, row: int) -> int:
        """The height of a row without its borders, which a word processor may add, so that pages stay full."""
        if not self.bordered:
            return max(1, twips(self.sheet.heights[row]))
        borders = OUTER if row == (self.again.start if self.again else self.first) else INNER
        if row == self.last:
            borders += OUTER
        return max(1, twips(self.sheet.heights[row]) - round(borders * TWIPS_PER_EIGHTH))

    def _walk(self, row: int) -> Iterator[tuple[int, int, Cell | None]]:
        """(first column, columns, cell) along a row; None where the grid has no cell."""
        column = 0
        while column < len(self.widths):
            cell = self.owner.get((row, column))
            end = column + 1
            while cell and end < len(self.widths) and self.owner.get((row, end)) is cell:
                end += 1
            yield column, end - column, cell
            column = end

    def _cell(self, row: int, column: int, span: int, cell: Cell | None, header: bool) -> Element:
        last = min(cell.last_row, self.last) if cell else row
        merged = cell is not None and last > cell.row
        starts = cell is not None and row == cell.row
        fill = FILLS.get(cell.kind) if cell else None
        if cell and cell.banner:
            fill = self.writer.layout.accent.lstrip("#")
        merge = ("restart" if starts else "continue") if merged else ""
        top = "top" if cell and self.writer.at_top(cell) else "center"
        width = sum(self.widths[column : column + span])
        made = w("tc", _cell_properties(width, span, merge, self._ruled(row), fill, top))
        made.extend(self.writer.paragraphs(cell, header) if cell and starts else [self._empty(cell)])
        return made

    def _ruled(self, row: int) -> bool:
        """Whether a labelled line of a sign has a line below it."""
        return not self.bordered and any(
            cell.kind is CellKind.BOARD and cell.column == 0 and cell.columns < len(self.sheet.widths)
            for cell in self.cells
            if cell.row == row
        )

    def _empty(self, cell: Cell | None) -> Element:
        type = self.writer.type_of(cell) if cell else Type(self.writer.layout.body_font, 9)
        return paragraph("FormCell", [], Spacing(20), mark=type)


@kept
def _cell_properties(width: int, span: int, merge: str, ruled: bool, fill: str | None, top: str) -> Element:
    line = w("bottom", val="single", sz=6, space=0, color="BFBFBF") if ruled else None
    return w(
        "tcPr",
        w("tcW", w=width, type="dxa"),
        w("gridSpan", val=span) if span > 1 else None,
        w("vMerge", val=merge) if merge else None,
        w("tcBorders", line) if ruled else None,
        w("shd", val="clear", color="auto", fill=fill) if fill else None,
        w("vAlign", val=top),
    )
