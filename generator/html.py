"""Grid → HTML preview at true proportions: the page the branch will print, readable on a screen."""

from __future__ import annotations

import math
from collections import defaultdict
from html import escape

from . import codes
from .layout import (
    Arrow,
    Block,
    BlockKind,
    Cell,
    CellKind,
    Drawing,
    FormLayout,
    Input,
    Shape,
    ShapeKind,
    Sheet,
    first_row,
    inline_text,
)
from .layout.example import LONG_DATE, spoken
from .model import PageStyle, ProseStyle

PT_IN_MM = 25.4 / 72
LINE = 1.3
HEAD = 2.4  # mm: an arrow's head
_PLAIN = (BlockKind.TABLE,)


def render(layout: FormLayout, called: str = "样张") -> str:
    """Every sheet as a figure, named by what it is `called`; class names start with `paper`. Lengths are multiples of --mm, so a narrow screen scales the sheet."""
    # A sheet that repeats another for one more person shows nothing new.
    return "\n".join(_sheet(layout, sheet, called) for sheet in layout.sheets if sheet.copy <= 1)


def _sheet(layout: FormLayout, sheet: Sheet, called: str) -> str:
    page = sheet.page
    blocks = "\n".join(_block(sheet, block) for block in sheet.blocks)
    name = escape(f"{layout.short}·{sheet.title}")
    code = ""
    if sheet.style is not PageStyle.BOARD:
        words = escape(f"二维码：{layout.id} {layout.version}版")
        code = f'<span class="paper-code" role="img" aria-label="{words}">{codes.svg(layout.code)}</span>'
    style = (
        f"--paper-width:{page.width:g};--paper-left:{page.left:g};--paper-right:{page.right:g};--paper-top:{page.top:g}"
    )
    return (
        f'<div class="paper-scroll" tabindex="0" role="region" aria-label="{name}{called}">\n'
        f'<div class="paper paper-{sheet.style.name.lower()}" style="{style}">{code}\n{blocks}\n'
        f'<p class="paper-footer"><span>{escape(layout.footer_left).replace(chr(10), "<br>")}</span>'
        f"<span>{escape(sheet.title)}　共 {sheet.pages} 页</span></p>\n</div>\n</div>"
    )


def _mm(length: float) -> str:
    return f"calc({length:.3f}*var(--mm))"


def _gap_before(sheet: Sheet, first: int) -> float:
    """The height of the empty rows above row `first`."""
    covered = {row for block in sheet.blocks for row in range(block.first, block.last + 1)}
    gap, row = 0.0, first - 1
    while row >= 0 and row not in covered:
        gap += sheet.heights[row]
        row -= 1
    return gap


def _block(sheet: Sheet, block: Block) -> str:
    first = first_row(sheet, block)
    rows: dict[int, list[Cell]] = defaultdict(list)
    for cell in sheet.cells:
        rows[cell.row].append(cell)
    gap = _gap_before(sheet, first)
    if block.kind is BlockKind.PROSE:
        return "".join(_prose(cell) for row in range(first, block.last + 1) for cell in rows.get(row, []))
    if block.kind is BlockKind.DRAWING:
        parts = [cell for row in range(first, block.last + 1) for cell in rows.get(row, [])]
        return "".join(_figure(cell, gap) for cell in parts)
    columns = "".join(f'<col style="width:{width / sheet.width * 100:.3f}%">' for width in sheet.widths)
    heads: list[str] = []
    body: list[str] = []
    for row in range(first, block.last + 1):
        inside = "".join(_cell(sheet, cell) for cell in rows.get(row, []))
        line = f'<tr style="height:{_mm(sheet.heights[row])}">{inside}</tr>'
        (heads if block.headers and row < block.first + block.headers else body).append(line)
    head = f"<thead>{''.join(heads)}</thead>" if heads else ""
    role = "" if block.kind in _PLAIN else ' role="presentation"'
    return (
        f'<table class="paper-{block.kind.value}"{role} style="margin-top:{_mm(gap)}">'
        f"<colgroup>{columns}</colgroup>{head}<tbody>{''.join(body)}</tbody></table>"
    )


def _cell(sheet: Sheet, cell: Cell) -> str:
    tag = "th" if cell.kind in (CellKind.HEADER, CellKind.LABEL) else "td"
    spans = (f' rowspan="{cell.rows}"' if cell.rows > 1 else "") + (
        f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    )
    scope = ' scope="col"' if cell.kind is CellKind.HEADER else ' scope="row"' if cell.kind is CellKind.LABEL else ""
    style = f"text-align:{cell.align};font-size:{_mm(cell.size * PT_IN_MM)}"
    if cell.inset:
        style += f";padding-right:{_mm(cell.inset)}"
    kinds = f"paper-{cell.kind.value}" + (" paper-banner" if cell.banner else "") + (" paper-bold" if cell.bold else "")
    return f'<{tag}{scope} class="{kinds}"{spans} style="{style}">{_content(sheet, cell)}</{tag}>'


def _content(sheet: Sheet, cell: Cell) -> str:
    if cell.input is None:
        if cell.kind is CellKind.CHART:
            return f"{escape(cell.text)}（图表，Excel 中按填写的数据画出）"
        return escape(cell.text).replace("\n", "<br>")
    made = cell.input
    unit = f'<span class="paper-unit">{escape(made.unit)}</span>' if made.unit else ""
    if made.inline:
        ticked = inline_text(made.options, cell.size, sheet.span_width(cell))
        if made.value:
            ticked = ticked.replace(f"□{made.value}", f"☑{made.value}", 1)
        lines = []
        for line in ticked.split("\n"):
            boxes = (_box(box) for box in line.split("　"))
            lines.append("　".join(boxes))
        return "<br>".join(lines) + unit
    words = escape(spoken(made, sheet.span_width(cell))).replace("\n", "<br>")
    return (f'<span class="paper-filled">{words}</span>' if words else "") + unit


def _box(box: str) -> str:
    kind = "paper-choice paper-filled" if box.startswith("☑") else "paper-choice"
    return f'<span class="{kind}">{escape(box)}</span>'


def _prose(cell: Cell) -> str:
    assert cell.prose is not None
    style = cell.prose
    kind = {"TITLE": "title", "FIRST": "first", "SECOND": "second", "THIRD": "third"}.get(style.name, "body")
    indent = (
        ""
        if style in (ProseStyle.TITLE, ProseStyle.NUMBER, ProseStyle.CENTER, ProseStyle.FLUSH)
        else "text-indent:2em;"
    )
    if style is ProseStyle.SIGNED:
        indent = "padding-right:4em;"
    align = "justify" if cell.align == "left" else cell.align
    inside = "".join(escape(part) if isinstance(part, str) else _blank(part) for part in cell.runs)
    size = _mm(cell.size * PT_IN_MM)
    return f'<p class="paper-prose paper-prose-{kind}" style="{indent}text-align:{align};font-size:{size}">{inside}</p>'


def _blank(made: Input) -> str:
    return f'<span class="paper-blank paper-filled">{escape(spoken(made, LONG_DATE))}</span>{escape(made.unit)}'


def _figure(cell: Cell, gap: float) -> str:
    if cell.drawing is None:
        return f'<p class="paper-heading" style="font-size:{_mm(cell.size * PT_IN_MM)}">{escape(cell.text)}</p>'
    return f'<div class="paper-drawing" style="margin-top:{_mm(gap)}">{_svg(cell.drawing)}</div>'


def _svg(drawing: Drawing) -> str:
    """The drawing, a unit a millimetre; its words are HTML, so that lines break as they do elsewhere."""
    parts = [_line(arrow) for arrow in drawing.arrows] + [_shape(shape) for shape in drawing.shapes]
    return (
        f'<svg viewBox="0 0 {drawing.width:g} {drawing.height:g}" role="img" aria-label="{escape(drawing.title)}">'
        f"{''.join(parts)}</svg>"
    )


def _line(arrow: Arrow) -> str:
    line = f'<line x1="{arrow.x1:g}" y1="{arrow.y1:g}" x2="{arrow.x2:g}" y2="{arrow.y2:g}"/>'
    if not arrow.plain:
        # A marker would need an id, and a page may show several drawings.
        length = math.hypot(arrow.x2 - arrow.x1, arrow.y2 - arrow.y1) or 1.0
        along = ((arrow.x2 - arrow.x1) / length, (arrow.y2 - arrow.y1) / length)
        back = (arrow.x2 - HEAD * along[0], arrow.y2 - HEAD * along[1])
        side = (-along[1] * HEAD / 2.4, along[0] * HEAD / 2.4)
        points = ((arrow.x2, arrow.y2), (back[0] + side[0], back[1] + side[1]), (back[0] - side[0], back[1] - side[1]))
        line += f'<polygon class="paper-head" points="{" ".join(f"{x:.2f},{y:.2f}" for x, y in points)}"/>'
    if not arrow.text:
        return line
    level = arrow.y1 == arrow.y2
    x, y = (arrow.x1 + arrow.x2) / 2, (arrow.y1 + arrow.y2) / 2
    place = f'x="{x:g}" y="{y - 1.2:g}" text-anchor="middle"' if level else f'x="{x + 1.5:g}" y="{y + 1.2:g}"'
    return f'{line}<text {place} font-size="3.2">{escape(arrow.text)}</text>'


def _shape(shape: Shape) -> str:
    x, y, width, height = shape.left, shape.top, shape.width, shape.height
    outline = ""
    if shape.kind is ShapeKind.QUESTION:
        points = f"{x + width / 2:g},{y:g} {x + width:g},{y + height / 2:g} {x + width / 2:g},{y + height:g} {x:g},{y + height / 2:g}"
        outline = f'<polygon points="{points}"/>'
    elif shape.kind is not ShapeKind.NOTE:
        radius = f' rx="{height / 3:g}"' if shape.kind is ShapeKind.ROUND else ""
        outline = f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}"{radius}/>'
    size = shape.size * PT_IN_MM
    kind = "paper-shape" + (" paper-shape-strong" if shape.bold else "")
    words = f'<div class="{kind}" style="font-size:{size:.2f}px;line-height:{LINE}">{escape(shape.text)}</div>'
    return (
        f'{outline}<foreignObject x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}">'
        f'<div class="paper-shape-frame">{words}</div></foreignObject>'
    )
