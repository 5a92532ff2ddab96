"""A sheet of the grid → paragraphs, tables and a section of the document."""

from __future__ import annotations

from ..layout import FOOTER, BlockKind, Cell, CellKind, FormLayout, Sheet, parted_groups
from ..layout.measure import line_count
from ..model import Orientation, PageStyle
from ..ooxml import twips
from .cells import CellWriter
from .drawings import figure, picture
from .package import CODE_RELATION, edges_of
from .prose import line_height, prose
from .tables import Table
from .text import Spacing, gap, paragraph, run
from .xml import Element, R, W, w

WORDS = {
    CellKind.CAPTION: "FormCaption",
    CellKind.TITLE: "Heading1",
    CellKind.HEADING: "Heading2",
    CellKind.NOTE: "FormNote",
}
LEAST = 20  # twips: the lowest line that Word sets
# How much of a row's free height stands above its words.
ABOVE = {CellKind.CAPTION: 0.0, CellKind.TITLE: 0.5, CellKind.HEADING: 0.7, CellKind.NOTE: 0.0}
CODE_SIZE = 17.0  # mm
DOCUMENT_CODE_TOP = 14.0
# Where the words at the foot stand, in mm from the edge: GB/T 9704 sets the page number 7 mm below the text.
FEET = {PageStyle.FORM: FOOTER, PageStyle.DOCUMENT: 17.0, PageStyle.BOARD: 6.0}
DRAWINGS_FROM = 1000


def section_properties(sheet: Sheet, layout: FormLayout, sheets: tuple[Sheet, ...]) -> Element:
    """The paper lying as asked, a page of its own, with its header and footers; `sheets` are all of the document."""
    page = sheet.page
    references = []
    for edge, pages in edges_of(sheet, layout, sheets):
        reference = w(f"{edge.kind}Reference", type=pages)
        reference.set(f"{{{R}}}id", edge.relation)
        references.append(reference)
    references.sort(key=lambda reference: reference.tag != f"{{{W}}}headerReference")
    size: dict[str, object] = {"w": twips(page.width), "h": twips(page.height)}
    if sheet.orientation is Orientation.LANDSCAPE:
        size["orient"] = "landscape"
    size["code"] = 9 if sheet.paper.value == "A4" else 8
    margins = {
        "top": twips(page.top),
        "right": twips(page.right),
        "bottom": twips(page.bottom),
        "left": twips(page.left),
        "header": twips(FOOTER),
        "footer": twips(FEET[sheet.style]),
        "gutter": 0,
    }
    grid = w("docGrid", type="lines", linePitch=line_height(sheet)) if sheet.style is PageStyle.DOCUMENT else None
    return w("sectPr", *references, w("type", val="nextPage"), w("pgSz", **size), w("pgMar", **margins), grid)


class SheetWriter:
    """Walks down the rows of one sheet: words become paragraphs, runs of other rows become tables."""

    def __init__(self, writer: CellWriter) -> None:
        self.writer = writer
        self.sheet: Sheet = writer.sheet
        self.font = writer.layout.body_font
        self.block_of = {row: block for block in self.sheet.blocks for row in range(block.first, block.last + 1)}
        # A table whose groups are named again on the next page ends with the page, so that they are.
        # So does one that goes on, on a page that must begin inside it, with its header above.
        inside = {
            row
            for block in self.sheet.blocks
            for row in range(block.first + block.headers + 1, block.last + 1)
            if block.kind is BlockKind.TABLE
        }
        self.parted = parted_groups(self.sheet) | (inside & set(self.sheet.breaks))
        self.starting: dict[int, list[Cell]] = {}
        for cell in self.sheet.cells:
            self.starting.setdefault(cell.row, []).append(cell)

    def elements(self) -> list[Element]:
        """The content of the section, ending with a paragraph that can carry the section's properties."""
        body = self._rows()
        if self.sheet.style is not PageStyle.BOARD:
            self._add_code(body)
        return body

    def _add_code(self, body: list[Element]) -> None:
        """The printed code, at the upper right of the first page."""
        layout, page = self.writer.layout, self.sheet.page
        top = page.top if self.sheet.style is PageStyle.FORM else DOCUMENT_CODE_TOP
        left = page.width - page.right - CODE_SIZE
        number = 1 + layout.sheets.index(self.sheet)
        name = f"{layout.id} {layout.version}版"
        first = next((element for element in body if element.tag == f"{{{W}}}p"), None)
        if first is None or first is not body[0]:
            first = gap(LEAST, self.font)
            body.insert(0, first)
        first.append(picture(name, CODE_RELATION, left, top, CODE_SIZE, number))

    def _rows(self) -> list[Element]:
        body: list[Element] = []
        row, space = 0, 0  # `space`: height of the empty rows passed, not yet used
        while row < len(self.sheet.heights):
            new_page = row in self.sheet.breaks or row in self.parted
            space = 0 if new_page else space
            if self._is_words(row):
                body.append(self._words(row, space, new_page))
                row, space = row + 1, 0
            elif self._is(row, CellKind.PROSE):
                cell = self.starting[row][0]
                body.append(prose(cell, self.sheet, self.writer.layout, self.writer.controls, new_page))
                row, space = row + 1, 0
            elif self._is(row, CellKind.DRAWING):
                body.append(self._drawing(row, new_page))
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

    def _is(self, row: int, kind: CellKind) -> bool:
        return any(cell.kind is kind for cell in self.starting.get(row, []))

    def _drawing(self, row: int, new_page: bool) -> Element:
        cell, layout = self.starting[row][0], self.writer.layout
        assert cell.drawing is not None
        number = DRAWINGS_FROM * (1 + layout.sheets.index(self.sheet)) + row
        made = figure(cell.drawing, layout.body_font, layout.heading_font, number)
        # A line as high as the drawing: it must grow with it.
        spacing = Spacing(240, rule="auto")
        return paragraph("FormCell", [made], spacing, mark=self.writer.type_of(cell), new_page=new_page)

    def _table(self, first: int) -> Table:
        """The table that begins at row `first` and ends with its block, or before words inside the block."""
        block = self.block_of.get(first)
        last = first
        while last + 1 < len(self.sheet.heights) and self.block_of.get(last + 1) is block is not None:
            if self._is_words(last + 1) or last + 1 in self.parted:
                break
            last += 1
        headers = min(block.first + block.headers, last + 1) - first if block else 0
        bordered = block is None or block.kind is not BlockKind.BOARD
        again = range(block.first, block.first + block.headers) if block and first in self.parted else range(0)
        return Table(self.writer, first, last, max(0, headers), block.title if block else "", bordered, again)

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
            right_tab=twips(self.sheet.width - cells[-1].inset) if tabbed else 0,
            mark=type,
            new_page=new_page,
        )


def _ends_with_table(body: list[Element]) -> bool:
    return bool(body) and body[-1].tag == f"{{{W}}}tbl"
