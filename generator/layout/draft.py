"""A sheet being laid out: rows are added from the top, formulas wait until every sheet has its cells."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..model import FormSheet
from .grid import Block, BlockKind, Cell, CellKind, Formula, Input, Ref
from .lines import Lines

GAP = 2.4
HEADING_HEIGHT = 8.0


@dataclass
class PendingFormula:
    """A formula as written, and where it stands: which table, which of its rows (0 outside)."""

    text: str
    table: str
    row: int
    needs: tuple[str, ...] | None
    percent: bool
    money: bool = False


@dataclass
class SheetDraft:
    """Cells and rows of one sheet; `fields`, `columns` say where names stand."""

    source: FormSheet
    lines: Lines
    size: float
    heights: list[float] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    pending: dict[int, PendingFormula] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    fields: dict[str, Ref] = field(default_factory=dict)
    columns: dict[str, Ref] = field(default_factory=dict)

    @property
    def all_columns(self) -> int:
        """How many columns the sheet has."""
        return len(self.lines.at) - 1

    def row(self, height: float) -> int:
        """Add a row; returns its index."""
        self.heights.append(round(height, 2))
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
    ) -> Cell:
        """A cell between two lines."""
        column, columns = self.lines.columns(left, right)
        cell = Cell(row, column, kind, text, rows, columns, input, None, align, size or self.size, bold, path)
        self.cells.append(cell)
        return cell

    def ref(self, cell: Cell) -> Ref:
        """The reference to a cell of this sheet."""
        return Ref(self.source.id, cell.row, cell.column, cell.last_row, cell.last_column)

    def close(self, kind: BlockKind, first: int, headers: int = 0, title: str = "") -> None:
        """End a block that began at row `first`."""
        self.blocks.append(Block(kind, first, len(self.heights) - 1, headers, title))

    def resolved(self, formulas: dict[int, Formula]) -> tuple[Cell, ...]:
        """The cells in reading order, formulas put in."""
        done = [
            Cell(**{**cell.__dict__, "formula": formulas[index]}) if index in formulas else cell
            for index, cell in enumerate(self.cells)
        ]
        return tuple(sorted(done, key=lambda cell: (cell.row, cell.column)))
