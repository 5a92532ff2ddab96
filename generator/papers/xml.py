"""OOXML elements, paragraphs and tables for papers: every run names its font, every table its widths."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from lxml import etree

from ..ooxml import clean, twips

Element: TypeAlias = Any  # lxml's elements carry no types

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}
W = f"{{{NAMESPACES['w']}}}"
GREY = "595959"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BOLD = re.compile(r"\*\*(.+?)\*\*")


def w(tag: str, *children: Element | None, **attributes: object) -> Element:
    """A `w:` element with `w:` attributes; children that are None are left out."""
    element = etree.Element(f"{W}{tag}", nsmap={"w": NAMESPACES["w"]})
    for name, value in attributes.items():
        element.set(f"{W}{name}", clean(str(value)))
    element.extend(child for child in children if child is not None)
    return element


def drawn(name: str, /, *children: Element | str | None, **attributes: object) -> Element:
    """An element of a drawing, `prefix:tag`, with plain attributes."""
    prefix, _, tag = name.partition(":")
    element = etree.Element(f"{{{NAMESPACES[prefix]}}}{tag}", nsmap=NAMESPACES)
    for key, value in attributes.items():
        element.set(key, clean(str(value)))
    for child in children:
        if isinstance(child, str):
            element.text = child
        elif child is not None:
            element.append(child)
    return element


@dataclass(frozen=True)
class Type:
    """What a run is set in; `size` in points, `line` the distance of lines in points."""

    font: str
    size: float
    line: float = 0.0
    bold: bool = False
    color: str = ""
    dotted: bool = False  # a dot under each character: what a reader must not overlook
    stacked: bool = False  # two lines in the height of one, which no line end parts

    @property
    def leading(self) -> float:
        """The distance of lines."""
        return self.line or self.size * 1.5

    def properties(self) -> Element:
        """The run's properties."""
        size = round(self.size * 2)
        return w(
            "rPr",
            w("rFonts", ascii=self.font, hAnsi=self.font, eastAsia=self.font, cs=self.font),
            w("b") if self.bold else None,
            w("bCs") if self.bold else None,
            w("color", val=self.color) if self.color else None,
            w("sz", val=size),
            w("szCs", val=size),
            w("em", val="underDot") if self.dotted else None,
            w("eastAsianLayout", id=1, combine=1, combineBrackets="square") if self.stacked else None,
        )


def run(text: str, type: Type) -> Element:
    """A run; line feeds become line breaks, tabs become tabs."""
    element = w("r", type.properties())
    for number, line in enumerate(clean(text).split("\n")):
        if number:
            element.append(w("br"))
        for place, piece in enumerate(line.split("\t")):
            if place:
                element.append(w("tab"))
            if piece:
                words = w("t")
                words.text = piece
                words.set(_SPACE, "preserve")
                element.append(words)
    return element


def runs(text: str, type: Type) -> list[Element]:
    """The runs of a text in which **words** are emphasised."""
    found = []
    for number, piece in enumerate(_BOLD.split(text)):
        if piece:
            found.append(run(piece, replace(type, bold=True, dotted=True) if number % 2 else type))
    return found


def field(code: str, type: Type) -> Element:
    """A field that the word processor computes, such as PAGE."""
    return w("fldSimple", run("1", type), instr=f" {code} ")


@dataclass(frozen=True)
class Tab:
    """A tab stop, in mm."""

    at: float
    kind: str = "left"
    leader: str = ""


def para(
    content: Sequence[Element],
    type: Type,
    *,
    before: float = 0,
    after: float = 0,
    align: str = "left",
    keep: bool = False,
    left: float = 0,
    hanging: float = 0,
    right: float = 0,
    tabs: Sequence[Tab] = (),
    new_page: bool = False,
    style: str = "",
) -> Element:
    """A paragraph of lines that stay together; `keep` holds it with the next. Spaces in points, indents in mm."""
    indents: dict[str, object] = {"left": twips(left)} if left else {}
    indents |= {"right": twips(right)} if right else {}
    indents |= {"hanging": twips(hanging)} if hanging else {}
    stops = [
        w("tab", val=tab.kind, **({"leader": tab.leader} if tab.leader else {}), pos=twips(tab.at)) for tab in tabs
    ]
    properties = w(
        "pPr",
        w("pStyle", val=style) if style else None,
        w("keepNext") if keep else None,
        w("keepLines"),
        w("pageBreakBefore") if new_page else None,
        w("tabs", *stops) if stops else None,
        w("snapToGrid", val=0),
        w(
            "spacing",
            before=round(before * 20),
            after=round(after * 20),
            line=round(type.leading * 20),
            lineRule="exact",
        ),
        w("ind", **indents) if indents else None,
        w("jc", val=align),
        type.properties(),
    )
    return w("p", properties, *content)


@dataclass(frozen=True)
class Cell:
    """A cell: its paragraphs, how many columns it spans, which of its sides have lines ("" none, None the table's)."""

    content: tuple[Element, ...]
    span: int = 1
    merge: str = ""  # restart | continue
    lines: str | None = None  # of t, l, b, r
    fill: str = ""
    valign: str = "center"


def table(
    widths: Sequence[float],
    rows: Iterable[tuple[float, Sequence[Cell]]],
    *,
    line: str = "single",
    exact: bool = False,
    headers: int = 0,
    padding: float = 1.0,
    caption: str = "",
    left: float = 0,
) -> Element:
    """A table of fixed widths; rows are (height in mm, cells). `line` is the kind of its lines, "nil" for none."""
    at = [twips(width) for width in widths]
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    grid = w("tblGrid", *(w("gridCol", w=width) for width in at))
    properties = w(
        "tblPr",
        w("tblW", w=sum(at), type="dxa"),
        w("tblInd", w=twips(left), type="dxa"),
        w("tblBorders", *(w(side, val=line, sz=4, space=0, color="000000") for side in sides)),
        w("tblLayout", type="fixed"),
        w(
            "tblCellMar",
            *(w(s, w=0 if s in ("top", "bottom") else twips(padding), type="dxa") for s in ("top", "left", "bottom", "right")),
        ),
        w("tblLook", val="0000"),
        w("tblCaption", val=caption) if caption else None,
    )  # fmt: skip
    made = w("tbl", properties, grid)
    for number, (height, cells) in enumerate(rows):
        made.append(_row(at, height, cells, exact, number < headers))
    return made


def _row(widths: Sequence[int], height: float, cells: Sequence[Cell], exact: bool, header: bool) -> Element:
    row = w(
        "tr",
        w(
            "trPr",
            w("cantSplit"),
            w("trHeight", val=twips(height), hRule="exact" if exact else "atLeast"),
            w("tblHeader") if header else None,
        ),
    )
    column = 0
    for cell in cells:
        width = sum(widths[column : column + cell.span])
        column += cell.span
        row.append(
            w(
                "tc",
                w(
                    "tcPr",
                    w("tcW", w=width, type="dxa"),
                    w("gridSpan", val=cell.span) if cell.span > 1 else None,
                    w("vMerge", val=cell.merge) if cell.merge else None,
                    _lines(cell.lines),
                    w("shd", val="clear", color="auto", fill=cell.fill) if cell.fill else None,
                    w("vAlign", val=cell.valign),
                ),
                *cell.content,
            )
        )
    return row


def _lines(lines: str | None) -> Element | None:
    if lines is None:
        return None
    sides = (("top", "t"), ("left", "l"), ("bottom", "b"), ("right", "r"))
    made = []
    for side, letter in sides:
        shown = letter in lines
        made.append(w(side, val="single" if shown else "nil", sz=4, space=0, color="000000"))
    return w("tcBorders", *made)
