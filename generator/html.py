"""Grid → HTML preview at true proportions: the page the branch will print, readable on a screen."""

from __future__ import annotations

from collections import defaultdict
from html import escape

from .layout import PAPER, Block, BlockKind, Cell, CellKind, FormLayout, Sheet, first_row, inline_text

PT_IN_MM = 25.4 / 72


def render(layout: FormLayout) -> str:
    """Every sheet as a figure; class names start with `paper`. Lengths are multiples of --mm, so a narrow screen scales the sheet."""
    return "\n".join(_sheet(layout, sheet) for sheet in layout.sheets)


def _sheet(layout: FormLayout, sheet: Sheet) -> str:
    width = PAPER[sheet.orientation][0]
    blocks = "\n".join(_block(sheet, block) for block in sheet.blocks)
    name = escape(f"{layout.short}·{sheet.title}")
    return (
        f'<div class="paper-scroll" tabindex="0" role="region" aria-label="{name}样张">\n'
        f'<div class="paper" style="--paper-width:{width:g}">\n{blocks}\n'
        f'<p class="paper-footer"><span>{escape(layout.footer_left)}</span>'
        f"<span>共 {sheet.pages} 页</span></p>\n</div>\n</div>"
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
    columns = "".join(f'<col style="width:{width / sheet.width * 100:.3f}%">' for width in sheet.widths)
    heads: list[str] = []
    body: list[str] = []
    for row in range(first, block.last + 1):
        inside = "".join(_cell(sheet, cell) for cell in rows.get(row, []))
        line = f'<tr style="height:{_mm(sheet.heights[row])}">{inside}</tr>'
        (heads if block.headers and row < block.first + block.headers else body).append(line)
    head = f"<thead>{''.join(heads)}</thead>" if heads else ""
    kind = f"paper-{block.kind.value}"
    role = "" if block.kind is BlockKind.TABLE else ' role="presentation"'
    return (
        f'<table class="{kind}"{role} style="margin-top:{_mm(_gap_before(sheet, first))}">'
        f"<colgroup>{columns}</colgroup>{head}<tbody>{''.join(body)}</tbody></table>"
    )


def _cell(sheet: Sheet, cell: Cell) -> str:
    tag = "th" if cell.kind in (CellKind.HEADER, CellKind.LABEL) else "td"
    spans = (f' rowspan="{cell.rows}"' if cell.rows > 1 else "") + (
        f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    )
    scope = ' scope="col"' if cell.kind is CellKind.HEADER else ' scope="row"' if cell.kind is CellKind.LABEL else ""
    style = f"text-align:{cell.align};font-size:{_mm(cell.size * PT_IN_MM)}"
    return f'<{tag}{scope} class="paper-{cell.kind.value}"{spans} style="{style}">{_content(cell)}</{tag}>'


def _content(cell: Cell) -> str:
    if cell.input is None:
        return escape(cell.text).replace("\n", "<br>")
    if cell.input.inline:
        boxes = (
            f'<span class="paper-choice">{escape(box)}</span>' for box in inline_text(cell.input.options).split("　")
        )
        return "　".join(boxes) + escape(cell.input.unit)
    return f'<span class="paper-unit">{escape(cell.input.unit)}</span>' if cell.input.unit else ""
