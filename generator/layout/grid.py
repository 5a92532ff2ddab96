"""The neutral grid: what a form looks like on paper, before any file format.

Lengths are millimetres, type sizes points; rows and columns count from 0 within a sheet.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ..model import Control, Medium, Orientation

PAPER = {Orientation.PORTRAIT: (210.0, 297.0), Orientation.LANDSCAPE: (297.0, 210.0)}
MARGIN_LEFT = MARGIN_RIGHT = 15.0
MARGIN_TOP = 14.0
MARGIN_BOTTOM = 17.0
FOOTER = 8.0


class CellKind(StrEnum):
    """What a cell is; renderers decide fill, border and type from it alone."""

    CAPTION = "caption"  # the line above the title: company left, form number and standing right
    TITLE = "title"
    HEADING = "heading"  # a section's heading: no border
    LABEL = "label"  # names the input to its right
    HEADER = "header"  # names the column below
    FIXED = "fixed"  # printed content of a row
    INPUT = "input"
    FORMULA = "formula"
    SIGNATURE = "signature"  # room to sign, with its label inside
    NOTE = "note"  # printed words across the sheet: no border
    STRUCK = "struck"  # does not apply: nothing may be written


class BlockKind(StrEnum):
    """What a run of rows is; a word processor makes each block a table (TOP and NOTES paragraphs)."""

    TOP = "top"
    FIELDS = "fields"
    TABLE = "table"
    TEXT = "text"
    SIGN = "sign"
    NOTES = "notes"


@dataclass(frozen=True)
class Ref:
    """A cell or a range of cells on a sheet; `last_row`/`last_column` are inclusive."""

    sheet: str
    row: int
    column: int
    last_row: int
    last_column: int

    @property
    def single(self) -> bool:
        """Whether it is one cell."""
        return self.row == self.last_row and self.column == self.last_column


@dataclass(frozen=True)
class Formula:
    """A computed cell: the expression as words and references, and the cells that must be filled first."""

    parts: tuple[str | Ref, ...]
    needs: tuple[Ref, ...]
    percent: bool = False
    money: bool = False


@dataclass(frozen=True)
class Input:
    """A cell that a person fills.

    `path` is the permanent name: `topic` for a field, `agenda.topic` for a column; `row` counts the table's rows
    from 1 (0 for a field). `inline` choices are printed as boxes to tick. `maximum_length` bounds text.
    """

    path: str
    label: str
    control: Control
    row: int = 0
    options: tuple[str, ...] = ()
    inline: bool = False
    required: bool = False
    hint: str = ""
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None

    @property
    def tag(self) -> str:
        """The permanent name of this one cell: `topic`, `agenda.topic.3`."""
        return f"{self.path}.{self.row}" if self.row else self.path


@dataclass(frozen=True)
class Cell:
    """A cell with its place, span and content."""

    row: int
    column: int
    kind: CellKind
    text: str = ""
    rows: int = 1
    columns: int = 1
    input: Input | None = None
    formula: Formula | None = None
    align: str = "left"  # left | center | right
    size: float = 10.5
    bold: bool = False
    path: str = ""  # of formula cells: their permanent name

    @property
    def last_row(self) -> int:
        """The last row it covers."""
        return self.row + self.rows - 1

    @property
    def last_column(self) -> int:
        """The last column it covers."""
        return self.column + self.columns - 1


@dataclass(frozen=True)
class Block:
    """Rows `first` to `last` (inclusive) that belong together; the first `headers` of them repeat on each page.

    Rows between two blocks that hold no cells are empty space; a heading's row belongs to no block.
    """

    kind: BlockKind
    first: int
    last: int
    headers: int = 0
    title: str = ""


@dataclass(frozen=True)
class Sheet:
    """One sheet: column widths and row heights in mm, cells, blocks; `breaks` are the rows that begin a page."""

    id: str
    title: str
    orientation: Orientation
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    cells: tuple[Cell, ...]
    blocks: tuple[Block, ...]
    pages: int
    only: Medium | None = None
    breaks: tuple[int, ...] = ()

    @property
    def width(self) -> float:
        """The sum of the column widths."""
        return sum(self.widths)

    def span_width(self, cell: Cell) -> float:
        """The width of a cell in mm."""
        return sum(self.widths[cell.column : cell.column + cell.columns])

    def span_height(self, cell: Cell) -> float:
        """The height of a cell in mm."""
        return sum(self.heights[cell.row : cell.row + cell.rows])

    def cells_in(self, block: Block) -> Iterator[Cell]:
        """The cells of a block, by row then column."""
        return (cell for cell in self.cells if block.first <= cell.row <= block.last)


@dataclass(frozen=True)
class FormLayout:
    """A form made up: its sheets and the words around them."""

    id: str
    title: str
    short: str
    version: str
    status: str
    clause: str  # the clause it rests on, as people read it
    clause_address: str
    fingerprint: str
    notice: str
    company: str
    footer_left: str
    dated: str  # ISO date of the version
    body_font: str
    heading_font: str
    accent: str
    sheets: tuple[Sheet, ...]

    def for_medium(self, medium: Medium) -> tuple[Sheet, ...]:
        """The sheets that this file format carries."""
        return tuple(sheet for sheet in self.sheets if sheet.only in (None, medium))
