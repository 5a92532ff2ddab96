"""A sheet being laid out: rows are added from the top, formulas wait until every sheet has its cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..model import FormSheet, PageStyle
from .grid import Alert, Block, BlockKind, Cell, CellKind, Chart, Formula, Input, Ref
from .lines import Lines
from .measure import text_height
from .tokens import Measure, filled, has_slot

GAP = 2.4
HEADING_HEIGHT = 8.0
PIXEL = 25.4 / 96  # mm


@dataclass(frozen=True)
class Pending:
    """A formula as written, and where it stands: its table and row there (0 outside), its column, its copy."""

    text: str
    table: str = ""
    row: int = 0
    column: str = ""
    needs: tuple[str, ...] | None = None
    percent: bool = False
    money: bool = False


@dataclass(frozen=True)
class PendingAlert:
    """A condition for marking `rows` cells from (row, column) on."""

    formula: Pending
    row: int
    column: int
    rows: int


@dataclass(frozen=True)
class PendingChart:
    """A chart whose columns are still names."""

    cell: int
    categories: str
    series: tuple[tuple[str, str], ...]


@dataclass
class SheetDraft:
    """Cells and rows of one sheet; `fields`, `columns`, `groups` say where names stand; `values` those of slots,
    `blanks` those of slots in a blank form."""

    source: FormSheet
    lines: Lines
    size: float
    values: Mapping[str, str] = field(default_factory=dict)
    blanks: Mapping[str, str] = field(default_factory=dict)
    copy: int = 0
    heights: list[float] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    pending: dict[int, Pending] = field(default_factory=dict)
    alerts: list[PendingAlert] = field(default_factory=list)
    charts: list[PendingChart] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    fields: dict[str, Ref] = field(default_factory=dict)
    columns: dict[str, Ref] = field(default_factory=dict)
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)
    measures: list[Measure] = field(default_factory=list)
    new_pages: list[int] = field(default_factory=list)

    @property
    def all_columns(self) -> int:
        """How many columns the sheet has."""
        return len(self.lines.at) - 1

    def fitted(self, text: str, size: float, width: float, least: float = 0) -> tuple[float, float]:
        """The height of a cell that holds `text`, and the size it is set in; its row is at least `least` high anyway.

        A cell with slots is as high as in a blank form; words that have no room there are set smaller.
        """
        room = max(least, text_height(filled(text, self.blanks), size, width))
        if not has_slot(text):
            return room, size
        measure = Measure(text, size, round(width, 3), round(room, 3))
        self.measures.append(measure)
        return measure.cell(self.values)

    def fitted_row(self, least: float, cells: Sequence[tuple[str, float, float]]) -> tuple[float, list[float]]:
        """The height of a row of cells (text, type size, width), and the size that each is set in."""
        room = max([least, *(text_height(filled(text, self.blanks), size, width) for text, size, width in cells)])
        fitted = [self.fitted(*cell, room) for cell in cells]
        return max([room, *(height for height, _ in fitted)]), [size for _, size in fitted]

    def row(self, height: float) -> int:
        """Add a row; returns its index. Tables are as high on a worksheet, which counts in pixels, as in a document."""
        form = self.source.style is PageStyle.FORM
        self.heights.append(round(round(height / PIXEL) * PIXEL, 3) if form else round(height, 2))
        return len(self.heights) - 1

    def gap(self) -> None:
        """Empty space between two blocks."""
        if self.heights:
            self.row(GAP)

    def heading(self, text: str) -> None:
        """A section's heading across the sheet, inside the block that follows."""
        row = self.row(HEADING_HEIGHT)
        self.cells.append(Cell(row, 0, CellKind.HEADING, text, columns=self.all_columns, size=self.size + 1, bold=True))

    def put(
        self,
        row: int,
        left: float,
        right: float,
        kind: CellKind,
        text: str = "",
        *,
        rows: int = 1,
        input: Input | None = None,
        align: str = "left",
        size: float | None = None,
        bold: bool = False,
        path: str = "",
        pending: Pending | None = None,
    ) -> Cell:
        """A cell between two lines."""
        column, columns = self.lines.columns(left, right)
        cell = Cell(row, column, kind, text, rows, columns, input, None, align, size or self.size, bold, path)
        if has_slot(text) or (input is not None and has_slot(input.value)):
            cell = replace(cell, variable=True)
        self.cells.append(cell)
        if pending is not None:
            self.pending[len(self.cells) - 1] = pending
        return cell

    def ref(self, cell: Cell) -> Ref:
        """The reference to a cell of this sheet."""
        return Ref(self.source.id, cell.row, cell.column, cell.last_row, cell.last_column)

    def close(self, kind: BlockKind, first: int, headers: int = 0, title: str = "") -> None:
        """End a block that began at row `first`."""
        self.blocks.append(Block(kind, first, len(self.heights) - 1, headers, title))

    def resolved(self, formulas: Mapping[int, Formula], charts: Mapping[int, Chart]) -> tuple[Cell, ...]:
        """The cells in reading order, formulas and charts put in."""
        done = [
            replace(cell, formula=formulas.get(index), chart=charts.get(index))
            if index in formulas or index in charts
            else cell
            for index, cell in enumerate(self.cells)
        ]
        return tuple(sorted(done, key=lambda cell: (cell.row, cell.column)))


def alert_of(pending: PendingAlert, formula: Formula) -> Alert:
    """The alert with its formula resolved."""
    return Alert(formula, pending.row, pending.column, pending.rows)
