"""How a cell looks: from its kind, its control and its place in a block to a cell format."""

from __future__ import annotations

from dataclasses import dataclass

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from ..layout import Block, BlockKind, Cell, CellKind, FormLayout, Sheet
from ..model import Control
from .figures import cell_format
from .text import font_name, formula_like

THIN, MEDIUM = 1, 2
GREY, STRUCK_GREY, PALE_GREY = "#F2F4F3", "#E7E7E7", "#F8F9F9"
INDENT = 2.4  # mm: one step of indentation
TALL = 14.0  # mm: from here on long text begins at the top, as one writes by hand
GB_CHARSET, MODERN = 134, 3  # as Excel itself marks Chinese fonts
WORDS = (BlockKind.TOP, BlockKind.NOTES)
Edges = tuple[int, int, int, int]  # top, left, bottom, right
BORDERLESS = (CellKind.CAPTION, CellKind.TITLE, CellKind.HEADING, CellKind.NOTE, CellKind.CHART, CellKind.DRAWING)
IN_HEADING_FONT = (CellKind.TITLE, CellKind.HEADING, CellKind.LABEL, CellKind.HEADER)
ON_ONE_LINE = (CellKind.CAPTION, CellKind.TITLE, CellKind.HEADING)
FILLS = {
    CellKind.LABEL: GREY,
    CellKind.HEADER: GREY,
    CellKind.STRUCK: STRUCK_GREY,
    CellKind.FORMULA: PALE_GREY,
}


@dataclass(frozen=True)
class Look:
    """Everything that tells one cell format from another."""

    font: str
    size: float
    bold: bool
    align: str
    valign: str
    fill: str
    number: str
    wrap: bool
    shrink: bool
    locked: bool
    quoted: bool
    indent: int
    edges: Edges


class Styles:
    """The cell formats of one workbook; cells that look alike share one."""

    def __init__(self, workbook: Workbook, layout: FormLayout) -> None:
        self.workbook = workbook
        self.body = font_name(layout.body_font)
        self.heading = font_name(layout.heading_font, self.body)
        self.formats: dict[object, Format] = {}

    def of(self, cell: Cell, sheet: Sheet, edges: Edges) -> Format:
        """The format of a cell whose borders are `edges`."""
        return self._format(self._look(cell, sheet, edges))

    def alert(self, properties: dict[str, object]) -> Format:
        """The format of what is marked; one for the whole workbook."""
        if "alert" not in self.formats:
            self.formats["alert"] = self.workbook.add_format(properties)
        return self.formats["alert"]

    def _look(self, cell: Cell, sheet: Sheet, edges: Edges) -> Look:
        number = cell_format(cell, sheet.span_width(cell))
        one_line_only = cell.kind in ON_ONE_LINE
        # Numbers and dates that do not fit would turn into #### ; shrunk they stay readable.
        shrink = one_line_only or (number != "General" and cell.kind in (CellKind.INPUT, CellKind.FORMULA))
        return Look(
            font=self.heading if cell.kind in IN_HEADING_FONT else self.body,
            size=cell.size,
            bold=cell.bold,
            align=cell.align if cell.align in ("left", "center", "right") else "left",
            valign=_valign(cell, sheet),
            fill=FILLS.get(cell.kind, ""),
            number=number,
            wrap=not shrink,
            shrink=shrink,
            locked=cell.kind is not CellKind.INPUT,
            quoted=formula_like(cell.text) and not cell.number,
            indent=round(cell.inset / INDENT),
            edges=edges,
        )

    def _format(self, look: Look) -> Format:
        if look not in self.formats:
            self.formats[look] = self.workbook.add_format(_properties(look))
        return self.formats[look]


def _valign(cell: Cell, sheet: Sheet) -> str:
    if cell.kind is CellKind.SIGNATURE:
        # Spreads the lines: the label at the top, the date at the bottom.
        return "vdistributed" if "\n" in cell.text else "top"
    if cell.kind is CellKind.NOTE:
        return "top"
    long = cell.input is not None and cell.input.control is Control.LONG
    return "top" if long and sheet.span_height(cell) >= TALL else "vcenter"


def _properties(look: Look) -> dict[str, object]:
    properties: dict[str, object] = {
        "font_name": look.font,
        "font_size": look.size,
        "font_charset": GB_CHARSET,
        "font_family": MODERN,
        "font_scheme": "none",
        "font_color": "#000000",
        "bold": look.bold,
        "align": look.align,
        "valign": look.valign,
        "num_format": look.number,
        "text_wrap": look.wrap,
        "shrink": look.shrink,
        "locked": look.locked,
        "quote_prefix": look.quoted,
    }
    if look.indent:
        properties["indent"] = look.indent
    if look.fill:
        properties["bg_color"] = look.fill
        properties["pattern"] = 1
    for side, width in zip(("top", "left", "bottom", "right"), look.edges, strict=True):
        if width:
            properties[side] = width
            properties[f"{side}_color"] = "#000000"
    return properties


class Frames:
    """The outlines of a sheet's blocks, for the borders of its cells."""

    def __init__(self, sheet: Sheet) -> None:
        block_of = {row: block for block in sheet.blocks for row in range(block.first, block.last + 1)}
        self.block_of = {row: block for row, block in block_of.items() if block.kind not in WORDS}
        self.outlines: dict[Block, Edges] = {}
        for cell in sheet.cells:
            block = self.block_of.get(cell.row)
            if block is not None and cell.kind not in BORDERLESS:
                own = (cell.row, cell.column, cell.last_row, cell.last_column)
                known = self.outlines.get(block, own)
                self.outlines[block] = (
                    min(known[0], own[0]), min(known[1], own[1]), max(known[2], own[2]), max(known[3], own[3]),
                )  # fmt: skip

    def edges(self, cell: Cell) -> Edges:
        """Border widths of a cell: medium where its block ends, thin inside."""
        if cell.kind in BORDERLESS:
            return (0, 0, 0, 0)
        block = self.block_of.get(cell.row)
        if block is None:
            return (THIN, THIN, THIN, THIN)
        top, left, bottom, right = self.outlines[block]
        return (
            MEDIUM if cell.row == top else THIN,
            MEDIUM if cell.column == left else THIN,
            MEDIUM if cell.last_row == bottom else THIN,
            MEDIUM if cell.last_column == right else THIN,
        )
