"""A handbook → a Word document in the type of GB/T 9704—2012, with contents, bookmarks and links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count, groupby

from ..handbook import Block, Book, Cover, Heading, Line, Row, Span, Style, Table, Text
from ..model import Look
from ..ooxml import clean
from .book import LINE, ROOM, About, Section, bound
from .contents import contents
from .text import Spacing, Type, paragraph, run
from .xml import Element, w

STYLES = {
    Style.BODY: "HandbookBody",
    Style.EDITION: "HandbookEdition",
    Style.NOTE: "HandbookNote",
    Style.FRONT: "HandbookFront",
}
_FILL = "F2F4F3"
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_PADDING = (("top", 24), ("left", 68), ("bottom", 24), ("right", 68))


def render_handbook(book: Book, look: Look, pages: Mapping[str, str] | None = None) -> bytes:
    """The book as a .docx; the same book and pages give the same bytes.

    `pages` gives the page of each heading in the contents, by its place; without it the contents have no page numbers
    and Word asks on opening whether to compute them.
    """
    return _Writer(book, look, pages).document()


class _Writer:
    def __init__(self, book: Book, look: Look, pages: Mapping[str, str] | None) -> None:
        self.book, self.look, self.pages = book, look, pages
        blocks = [*book.preface, *(block for part in book.parts for block in part.blocks)]
        places = [place for block in blocks for place in _places(block)]
        self.bookmarks = {place: f"_p{number:04d}" for number, place in enumerate(dict.fromkeys(places), 1)}
        self.ids = count(1)

    def document(self) -> bytes:
        book = self.book
        about = About(
            book.title, "" if book.cover is None else book.cover.title, book.company, book.dated.isoformat(),
            f"{book.dated:%Y.%m}", book.notice,
        )  # fmt: skip
        return bound(about, self.look, list(self._sections()), ask=self.pages is None)

    def _sections(self) -> Iterator[Section]:
        book = self.book
        if book.cover is not None:
            yield Section(list(self._cover(book.cover)), format="")
            front = [element for block in book.preface for element in self._block(block)]
            front += [_break(), self._contents(), _gap()]
            yield Section(front, book.title, "upperRoman", 1)
        for number, part in enumerate(book.parts):
            body = [element for block in part.blocks for element in self._block(block)]
            if book.cover is None and number == 0:
                chapters = (n for n, e in enumerate(body) if _style(e) == "Heading2")
                place = next(chapters, len(body))
                body[place:place] = [self._contents(), _gap()]
            if _style(body[-1]) == "TableGap":
                body[-1] = _gap(last=True)
            yield Section(body, part.running, first=1 if number == 0 else None)

    def _contents(self) -> Element:
        return contents(self.book.contents, self.book.levels, self.bookmarks, self.pages or {})

    def _cover(self, cover: Cover) -> Iterator[Element]:
        look = self.look
        title, name = Type(look.title_font, 30), Type(look.title_font, 42)
        said, plain = Type(look.emphasis_font, 14), Type(look.document_font, 18)
        first, *rest = cover.standing or ("",)
        lines = [
            (cover.company, Type(look.heading_font, 20), 20),
            # A name in quotation marks stands on a line of its own.
            (cover.title.replace("“", "\n“", 1), title, 90),
            (cover.subtitle, name, 30),
            (first, Type(look.heading_font, 22), 50),
            *((text, said, 6) for text in rest),
            (cover.department, plain, 70),
            (cover.date, plain, 6),
        ]
        for text, type, before in lines:
            yield paragraph(
                "Normal", [run(text, type)], Spacing(round(type.size * 28), before * 20), "center", mark=type
            )

    def _block(self, block: Block) -> Iterator[Element]:
        if isinstance(block, Heading):
            content = [*self._runs((Span(block.text),)), *self._runs(block.mark)]
            yield _paragraph(f"Heading{block.level}", self._marked(block.place, content))
        elif isinstance(block, Text):
            yield _paragraph(STYLES[block.style], self._runs(block.line))
        else:
            yield self._table(block)
            yield _gap()

    def _marked(self, place: str, content: list[Element]) -> list[Element]:
        """The content as the place that links lead to."""
        if not place:
            return content
        number = next(self.ids)
        return [w("bookmarkStart", id=number, name=self.bookmarks[place]), *content, w("bookmarkEnd", id=number)]

    def _runs(self, line: Line, marks: str = "SourceMark") -> list[Element]:
        """Runs and links; `marks` is the character style of marks, which in a table are no smaller than the rest."""
        found: list[Element] = []
        for (target, mark), spans in groupby(line, key=lambda span: (span.target, span.mark)):
            made = _run("".join(span.text for span in spans), marks if mark else "")
            anchor = self.bookmarks.get(target)
            found.append(w("hyperlink", made, anchor=anchor, history=1) if anchor else made)
        return found

    def _table(self, table: Table) -> Element:
        whole = sum(column.width for column in table.columns)
        widths = [round(ROOM * column.width / whole) for column in table.columns]
        widths[-1] = ROOM - sum(widths[:-1])
        head, text = ("DenseHead", "DenseText") if table.dense else ("TableHead", "TableText")
        heads = [_cell(n, _paragraph(head, [_run(column.head)]), _FILL) for n, column in zip(widths, table.columns, strict=True)]  # fmt: skip
        borders = (w(side, val="single", sz=4, space=0, color="000000") for side in _SIDES)
        return w(
            "tbl",
            w(
                "tblPr",
                w("tblW", w=ROOM, type="dxa"),
                w("tblBorders", *borders),
                w("tblLayout", type="fixed"),
                w("tblCellMar", *(w(side, w=padding, type="dxa") for side, padding in _PADDING)),
                w("tblLook", val="0020"),
                w("tblCaption", val=table.title),
            ),
            w("tblGrid", *(w("gridCol", w=width) for width in widths)),
            w("tr", w("trPr", w("cantSplit"), w("tblHeader")), *heads),
            *(self._row(row, table, widths, text) for row in table.rows),
        )

    def _row(self, row: Row, table: Table, widths: Sequence[int], style: str) -> Element:
        if len(row.cells) == 1 < len(table.columns):
            head = _paragraph(style.replace("Text", "Head"), self._runs(row.cells[0]))
            return w("tr", w("trPr", w("cantSplit")), _cell(ROOM, head, span=len(widths)))
        cells = []
        for number, (cell, column, width) in enumerate(zip(row.cells, table.columns, widths, strict=True)):
            content = self._runs(cell, marks="")
            made = _paragraph(style, self._marked(row.place, content) if number == 0 else content, column.center)
            cells.append(_cell(width, made))
        return w("tr", w("trPr", w("cantSplit")), *cells)


def _places(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield block.place
    elif isinstance(block, Table):
        yield from (row.place for row in block.rows if row.place)


def _run(text: str, style: str = "") -> Element:
    words = w("t")
    words.text = clean(text)
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return w("r", w("rPr", w("rStyle", val=style)) if style else None, words)


def _paragraph(style: str, content: Iterable[Element], center: bool = False) -> Element:
    return w("p", w("pPr", w("pStyle", val=style), w("jc", val="center") if center else None), *content)


def _cell(width: int, content: Element, fill: str = "", span: int = 1) -> Element:
    shade = w("shd", val="clear", color="auto", fill=fill) if fill else None
    return w(
        "tc",
        w(
            "tcPr",
            w("tcW", w=width, type="dxa"),
            w("gridSpan", val=span) if span > 1 else None,
            shade,
            w("vAlign", val="center"),
        ),
        content,
    )


def _gap(last: bool = False) -> Element:
    """A low empty paragraph: keeps a table apart from what follows; the `last` of a section, which carries its
    properties, is as low as can be, or a table that fills its page would be followed by an empty one."""
    low = w("spacing", before=0, after=0, line=20, lineRule="exact") if last else None
    return w("p", w("pPr", w("pStyle", val="TableGap"), low))


def _break() -> Element:
    return w("p", w("pPr", w("pStyle", val="TableGap")), w("r", w("br", type="page")))


def _style(element: Element) -> str | None:
    """The style of a paragraph; None for anything else."""
    found = element.find("w:pPr/w:pStyle", element.nsmap)
    return None if found is None else str(next(iter(found.attrib.values())))


__all__ = ["LINE", "render_handbook"]
