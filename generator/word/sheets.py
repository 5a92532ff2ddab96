"""A sheet of the grid → paragraphs, tables and a section of the document."""

from __future__ import annotations

from ..layout import FOOTER, MARGIN_BOTTOM, MARGIN_LEFT, MARGIN_RIGHT, MARGIN_TOP, PAPER, Cell, CellKind, Sheet
from ..layout.measure import line_count
from ..model import Orientation
from .cells import CellWriter
from .package import FOOTERS
from .tables import Table
from .text import Spacing, gap, paragraph, run
from .xml import Element, R, W, twips, w

WORDS = {
    CellKind.CAPTION: "FormCaption",
    CellKind.TITLE: "Heading1",
    CellKind.HEADING: "Heading2",
    CellKind.NOTE: "FormNote",
}
LEAST = 20  # twips: the lowest line that Word sets
# How much of a row's free height stands above its words.
ABOVE = {CellKind.CAPTION: 0.0, CellKind.TITLE: 0.5, CellKind.HEADING: 0.7, CellKind.NOTE: 0.0}


def section_properties(orientation: Orientation) -> Element:
    """A4 lying as asked, on a page of its own, with its footer."""
    width, height = PAPER[orientation]
    footer = w("footerReference", type="default")
    footer.set(f"{{{R}}}id", FOOTERS[orientation])
    size: dict[str, object] = {"w": twips(width), "h": twips(height), "code": 9}
    if orientation is Orientation.LANDSCAPE:
        size["orient"] = "landscape"
    margins = {
        "top": twips(MARGIN_TOP),
        "right": twips(MARGIN_RIGHT),
        "bottom": twips(MARGIN_BOTTOM),
        "left": twips(MARGIN_LEFT),
        "header": twips(FOOTER),
        "footer": twips(FOOTER),
        "gutter": 0,
    }
    return w("sectPr", footer, w("type", val="nextPage"), w("pgSz", **size), w("pgMar", **margins))


class SheetWriter:
    """Walks down the rows of one sheet: words become paragraphs, runs of other rows become tables."""

    def __init__(self, writer: CellWriter) -> None:
        self.writer = writer
        self.sheet: Sheet = writer.sheet
        self.font = writer.layout.body_font
        self.block_of = {row: block for block in self.sheet.blocks for row in range(block.first, block.last + 1)}
        self.starting: dict[int, list[Cell]] = {}
        for cell in self.sheet.cells:
            self.starting.setdefault(cell.row, []).append(cell)

    def elements(self) -> list[Element]:
        """The content of the section, ending with a paragraph that can carry the section's properties."""
        body: list[Element] = []
        row, space = 0, 0  # `space`: height of the empty rows passed, not yet used
        while row < len(self.sheet.heights):
            new_page = row in self.sheet.breaks
            space = 0 if new_page else space
            if self._is_words(row):
                body.append(self._words(row, space, new_page))
                row, space = row + 1, 0
            elif row not in self.block_of and row not in self.starting:
                row, space = row + 1, space + twips(self.sheet.heights[row])
            else:
                if space or new_page or _ends_with_table(body):
                    body.append(gap(max(space, LEAST), self.font, new_page))
                table = self._table(row)
                body.append(table.element())
                row, space = table.last + 1, 0
        if not body or _ends_with_table(body):
            body.append(gap(LEAST, self.font))
        return body

    def _is_words(self, row: int) -> bool:
        cells = self.starting.get(row, [])
        return bool(cells) and all(cell.kind in WORDS for cell in cells)

    def _table(self, first: int) -> Table:
        """The table that begins at row `first` and ends with its block, or before words inside the block."""
        block = self.block_of.get(first)
        last = first
        while last + 1 < len(self.sheet.heights) and self.block_of.get(last + 1) is block is not None:
            if self._is_words(last + 1):
                break
            last += 1
        headers = min(block.first + block.headers, last + 1) - first if block else 0
        return Table(self.writer, first, last, max(0, headers), block.title if block else "")

    def _words(self, row: int, space: int, new_page: bool) -> Element:
        """A row of words as a paragraph as high as the row, `space` above it included."""
        cells = self.starting[row]
        kind, type = cells[0].kind, self.writer.type_of(cells[0])
        content, tabbed = [], False
        for cell in cells:
            # Left and right stand on one line, parted by a tab; a lone centred or left cell needs none.
            tabbed = tabbed or (cell.align == "right" and kind is CellKind.CAPTION)
            content.append(run(f"\t{cell.text}" if tabbed else cell.text, type))
        lines = line_count(cells[0].text, type.size, self.sheet.width) if len(cells) == 1 else 1
        spare = max(0, twips(self.sheet.heights[row]) - lines * type.line)
        above = round(spare * ABOVE[kind])
        return paragraph(
            WORDS[kind],
            content,
            Spacing(type.line, before=space + above, after=spare - above),
            "left" if tabbed else cells[0].align,
            keep_next=kind in (CellKind.CAPTION, CellKind.TITLE, CellKind.HEADING),
            right_tab=twips(self.sheet.width) if tabbed else 0,
            mark=type,
            new_page=new_page,
        )


def _ends_with_table(body: list[Element]) -> bool:
    return bool(body) and body[-1].tag == f"{{{W}}}tbl"
