"""Paragraphs of an official document (GB/T 9704—2012): 3号仿宋, headings in 黑体 and 楷体, two characters of indent."""

from __future__ import annotations

from ..layout import DOCUMENT_LINES, Cell, FormLayout, Input, Sheet
from ..model import ProseStyle
from ..ooxml import twips
from .controls import Controls, input_runs
from .text import Spacing, Type, paragraph, run
from .xml import Element, w

# Twenty-eight characters of 16 points are 158 mm wide, the line 156: each character gives up a quarter of a point.
TIGHT = -5
INDENTED = (ProseStyle.BODY, ProseStyle.FIRST, ProseStyle.SECOND, ProseStyle.THIRD)
OUTLINE = {ProseStyle.TITLE: 0, ProseStyle.FIRST: 1, ProseStyle.SECOND: 2}


def line_height(sheet: Sheet) -> int:
    """The distance of two lines in twips."""
    return int(twips(sheet.page.room_height) / DOCUMENT_LINES)


def prose(cell: Cell, sheet: Sheet, layout: FormLayout, controls: Controls, new_page: bool) -> Element:
    """A cell of prose as a paragraph."""
    assert cell.prose is not None
    style = cell.prose
    type = _type(style, layout, cell.size)
    content: list[Element] = []
    for part in cell.runs:
        content += [run(part, type)] if isinstance(part, str) else _blank(part, controls, type)
    line = line_height(sheet)
    spacing = Spacing(line, after=line if style is ProseStyle.TITLE else 0)
    indent = None
    if style in INDENTED:
        indent = w("ind", firstLineChars=200, firstLine=round(2 * cell.size * 20))
    elif style is ProseStyle.SIGNED:
        indent = w("ind", rightChars=400, right=round(4 * cell.size * 20))
    return paragraph(
        "FormProse",
        content,
        spacing,
        cell.align if cell.align != "left" else "both",
        keep_next=style in OUTLINE,
        mark=type,
        new_page=new_page,
        indent=indent,
        outline=OUTLINE.get(style),
    )


def _type(style: ProseStyle, layout: FormLayout, size: float) -> Type:
    fonts = layout.fonts
    font = {
        ProseStyle.TITLE: fonts.title,
        ProseStyle.FIRST: fonts.heading,
        ProseStyle.SECOND: fonts.emphasis,
    }.get(style, fonts.document)
    return Type(font, size, style is ProseStyle.THIRD, spacing=0 if style is ProseStyle.TITLE else TIGHT)


def _blank(made: Input, controls: Controls, type: Type) -> list[Element]:
    """A blank in a line, drawn as a line to write on."""
    return input_runs(made, controls, type, made.width, line=True)
