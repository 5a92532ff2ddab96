"""Runs and paragraphs. Every run names its font in all four slots, so that no theme or fallback decides."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from functools import cache

from ..layout import token
from ..ooxml import clean
from .xml import Element, W, kept, w

LINE = 1.3  # line spacing in multiples of the type size, as the layout measures it
ALIGN = {"left": "left", "center": "center", "right": "right", "both": "both"}


@dataclass(frozen=True)
class Type:
    """The type that a run is set in; `size` in points."""

    font: str
    size: float
    bold: bool = False
    color: str = ""
    spacing: int = 0  # between characters, in twips
    fit: str = ""  # of a template: the key of the size

    @property
    def line(self) -> int:
        """The height of a line in twips."""
        return round(self.size * LINE * 20)

    def properties(self, style: str = "") -> Element:
        """The run properties; `style` is a character style."""
        return deepcopy(_properties(self, style))  # copying is many times faster than making


@cache
def _properties(type: Type, style: str) -> Element:
    half_points = token(type.fit) if type.fit else round(type.size * 2)
    return w(
        "rPr",
        w("rStyle", val=style) if style else None,
        w("rFonts", ascii=type.font, hAnsi=type.font, eastAsia=type.font, cs=type.font),
        w("b") if type.bold else None,
        w("bCs") if type.bold else None,
        w("color", val=type.color) if type.color else None,
        w("spacing", val=type.spacing) if type.spacing else None,
        w("sz", val=half_points),
        w("szCs", val=half_points),
    )


def run(text: str, type: Type, style: str = "") -> Element:
    """A run; line feeds become line breaks, tabs become tabs."""
    element = w("r", type.properties(style))
    for number, line in enumerate(clean(text).split("\n")):
        if number:
            element.append(w("br"))
        for place, piece in enumerate(line.split("\t")):
            if place:
                element.append(w("tab"))
            if piece:
                element.append(_text(piece))
    return element


def _text(piece: str) -> Element:
    element = w("t")
    element.text = piece
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element


@dataclass(frozen=True)
class Spacing:
    """Space around and between lines in twips; `rule` is `exact` or `atLeast`."""

    line: int
    before: int = 0
    after: int = 0
    rule: str = "exact"


def paragraph(
    style: str,
    content: list[Element],
    spacing: Spacing,
    align: str = "left",
    *,
    keep_next: bool = False,
    right_tab: int = 0,
    mark: Type | None = None,
    new_page: bool = False,
    indent: Element | None = None,
    borders: Element | None = None,
    outline: int | None = None,
) -> Element:
    """A paragraph; `right_tab` is the place of a right tab stop, `mark` the type of the paragraph's end."""
    properties = _paragraph(style, spacing, align, keep_next, right_tab, mark, new_page, outline)
    if borders is not None:
        _before(properties, borders, "tabs", "snapToGrid", "spacing")
    if indent is not None:
        _before(properties, indent, "jc")
    element = w("p", properties)
    element.extend(content)
    return element


@kept
def _paragraph(
    style: str,
    spacing: Spacing,
    align: str,
    keep_next: bool,
    right_tab: int,
    mark: Type | None,
    new_page: bool,
    outline: int | None,
) -> Element:
    return w(
        "pPr",
        w("pStyle", val=style),
        w("keepNext") if keep_next else None,
        w("pageBreakBefore") if new_page else None,
        w("tabs", w("tab", val="right", pos=right_tab)) if right_tab else None,
        # Only documents lie on the grid of their lines; LibreOffice snaps everything else to it too.
        w("snapToGrid", val=0) if style != "FormProse" else None,
        w("spacing", before=spacing.before, after=spacing.after, line=max(spacing.line, 20), lineRule=spacing.rule),
        w("jc", val=ALIGN.get(align, "left")),
        w("outlineLvl", val=outline) if outline is not None else None,
        mark.properties() if mark else None,
    )


def _before(properties: Element, element: Element, *tags: str) -> None:
    """Put an element before the first of these that is there: the order of a paragraph's properties is fixed."""
    place = next(child for tag in tags if (child := properties.find(f"{{{W}}}{tag}")) is not None)
    place.addprevious(element)


def paragraph_of(text: str, type: Type, align: str = "left") -> Element:
    """A plain paragraph of one run."""
    return paragraph("FormCell", [run(text, type)], Spacing(type.line), align, mark=type)


def gap(height: int, font: str, new_page: bool = False) -> Element:
    """An empty paragraph exactly `height` twips high: keeps two tables apart."""
    return paragraph("FormGap", [], Spacing(height), mark=Type(font, 1), new_page=new_page)
