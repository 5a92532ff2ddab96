"""The neutral grid: what a form looks like on paper, before any file format.

Lengths are millimetres, type sizes points; rows and columns count from 0 within a sheet.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ..model import ChartKind, Control, Medium, Orientation, PageStyle, PaperSize, ProseStyle
from .drawing import Drawing
from .paper import Page, page_of
from .tokens import Measure


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
    WRITE = "write"  # blank to write on by hand, perhaps with ruled lines or a prompt such as 年 月 日
    PROSE = "prose"  # a paragraph of a document: no border
    BOARD = "board"  # words of a sign: no border
    DRAWING = "drawing"
    CHART = "chart"


class BlockKind(StrEnum):
    """What a run of rows is; a word processor makes each block a table, but for TOP, NOTES and PROSE: paragraphs."""

    TOP = "top"
    FIELDS = "fields"
    TABLE = "table"
    TEXT = "text"
    SIGN = "sign"
    NOTES = "notes"
    PROSE = "prose"
    BOARD = "board"
    DRAWING = "drawing"
    CHART = "chart"


@dataclass(frozen=True)
class Ref:
    """A cell or a range of cells on a sheet; `last_row`/`last_column` are inclusive.

    `moving` marks a row of a table: in the row below, the same formula means the row below.
    """

    sheet: str
    row: int
    column: int
    last_row: int
    last_column: int
    moving: bool = False

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
class Alert:
    """A condition under which a cell is marked red. With `rows`, the cells below it are marked likewise, references
    to its own row moving along."""

    formula: Formula
    row: int
    column: int
    rows: int = 1


@dataclass(frozen=True)
class Chart:
    """A chart of columns of numbers: (name, categories, values) of each series."""

    kind: ChartKind
    title: str
    series: tuple[tuple[str, Ref, Ref], ...]


@dataclass(frozen=True)
class Input:
    """A cell that a person fills.

    `path` is the permanent name: `topic` for a field, `agenda.topic` for a column; `row` counts the table's rows
    from 1 (0 for a field). `inline` choices are printed as boxes to tick. `value` is what is filled in already.
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
    value: str = ""
    width: float = 0  # mm of a blank in running text
    ruled: bool = True  # whether a tall place is ruled to write on by hand

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
    number: str = ""  # of printed cells: the number behind the words, for formulas
    control: Control | None = None  # of printed numbers: how they are shown
    variable: bool = False  # what it says differs from unit to unit
    prose: ProseStyle | None = None
    runs: tuple[str | Input, ...] = ()  # of a paragraph: words and blanks
    lines: int = 0  # of a place to write by hand: ruled lines
    fit: str = ""  # of a sign: the key of its type size (tokens.fit_key)
    inset: float = 0  # mm kept free at its right end
    banner: bool = False  # white on the accent colour
    drawing: Drawing | None = None
    chart: Chart | None = None
    otherwise: Cell | None = None  # of a place to write by hand that is filled in already: as it is when it is not

    @property
    def last_row(self) -> int:
        """The last row it covers."""
        return self.row + self.rows - 1

    @property
    def last_column(self) -> int:
        """The last column it covers."""
        return self.column + self.columns - 1

    @property
    def inputs(self) -> tuple[Input, ...]:
        """Everything a person fills in it."""
        return (self.input,) if self.input else tuple(part for part in self.runs if isinstance(part, Input))


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
    style: PageStyle = PageStyle.FORM
    paper: PaperSize = PaperSize.A4
    volume: str = ""
    alerts: tuple[Alert, ...] = ()
    copy: int = 0  # of a sheet repeated for each person, from 1

    @property
    def page(self) -> Page:
        """The paper and its margins."""
        return page_of(self.style, self.paper, self.orientation)

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
class Fonts:
    """The faces of the papers, by the names that Office knows."""

    body: str = "宋体"
    heading: str = "黑体"
    document: str = "仿宋"
    title: str = "方正小标宋简体"
    emphasis: str = "楷体"


@dataclass(frozen=True)
class FormLayout:
    """A form made up: its sheets and the words around them.

    `unit`, `code` and `period` say for whom and when it is made out, "" in a blank form (see `slots`).
    """

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
    fonts: Fonts = Fonts()
    code: str = ""  # what the printed code (QR) says
    made_out: bool = False
    unit: str = ""
    unit_code: str = ""
    period: str = ""
    volume: str = ""
    staff: int = 0  # people for whom it has rows or pages by name
    hand: bool = False  # 打印版: to be written on by hand
    measures: tuple[Measure, ...] = ()  # what another unit must have equal to share this layout

    def for_medium(self, medium: Medium) -> tuple[Sheet, ...]:
        """The sheets that this file format carries."""
        return tuple(sheet for sheet in self.sheets if sheet.only in (None, medium))
