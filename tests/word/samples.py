"""Sample sheets made by hand, with one of everything."""

from __future__ import annotations

from generator.layout import Block, BlockKind, Cell, CellKind, Input, Sheet
from generator.model import Control, Orientation


def head(width: int, title: str) -> tuple[Cell, ...]:
    """The caption and title that begin every sheet."""
    return (
        Cell(0, 0, CellKind.CAPTION, "样例保险公司", columns=1, size=9),
        Cell(0, 1, CellKind.CAPTION, "F99-01　1.0版　拟稿", columns=width - 1, align="right", size=9),
        Cell(1, 0, CellKind.TITLE, title, columns=width, align="center", size=18, bold=True),
    )


def fields_sheet() -> Sheet:
    """Portrait: every control once, then a text area, signatures and notes."""
    made = [
        Input("unit", "单位", Control.TEXT, required=True),
        Input("day", "日期", Control.DATE),
        Input("people", "人数", Control.NUMBER, unit="人"),
        Input("kind", "类别", Control.CHOICE, options=("甲", "乙", "甲"), inline=False),
        Input("way", "方式", Control.CHOICE, options=("现场", "视频"), inline=True),
        Input("public", "是否公示", Control.CHECK),
    ]
    cells = [*head(4, "样例登记表"), Cell(3, 0, CellKind.HEADING, "一、情况", columns=4, size=11.5, bold=True)]
    for number, input in enumerate(made):
        row, column = 4 + number // 2, 2 * (number % 2)
        cells.append(Cell(row, column, CellKind.LABEL, input.label, align="center"))
        cells.append(Cell(row, column + 1, CellKind.INPUT, input=input))
    cells += [
        Cell(8, 0, CellKind.LABEL, "摘要", align="center"),
        Cell(8, 1, CellKind.INPUT, columns=3, input=Input("summary", "摘要", Control.LONG)),
        Cell(10, 0, CellKind.SIGNATURE, "主持人（签字）：\n年　　月　　日", columns=2, path="sign.chair"),
        Cell(10, 2, CellKind.SIGNATURE, "记录人（签字）：\n年　　月　　日", columns=2, path="sign.recorder"),
        Cell(12, 0, CellKind.NOTE, "1. 本表保存三年。", columns=4, size=9),
    ]
    blocks = (
        Block(BlockKind.TOP, 0, 1),
        Block(BlockKind.FIELDS, 3, 6, title="一、情况"),
        Block(BlockKind.TEXT, 8, 8),
        Block(BlockKind.SIGN, 10, 10),
        Block(BlockKind.NOTES, 12, 12),
    )
    heights = (6, 13, 2.4, 8, 9, 9, 9, 2.4, 30, 2.4, 14, 2.4, 5.5)
    return Sheet("main", "登记", Orientation.PORTRAIT, (24, 66, 24, 66), heights, tuple(cells), blocks, 1)


def table_sheet(rows: int = 30) -> Sheet:
    """Landscape: a table of two header rows, merged and struck cells, a total; it ends the document."""
    header = [
        Cell(4, 0, CellKind.HEADER, "序", rows=2, align="center", size=9),
        Cell(4, 1, CellKind.HEADER, "检查", columns=2, align="center", size=9),
        Cell(5, 1, CellKind.HEADER, "环节", align="center", size=9),
        Cell(5, 2, CellKind.HEADER, "结果", align="center", size=9),
        Cell(4, 3, CellKind.HEADER, "得分", rows=2, align="center", size=9),
    ]
    cells = [
        *head(4, "样例登记表（明细）"),
        Cell(3, 0, CellKind.HEADING, "二、明细", columns=4, size=11, bold=True),
        *header,
    ]
    for number in range(1, rows + 1):
        row = 5 + number
        cells.append(Cell(row, 0, CellKind.FIXED, str(number), align="center", size=9))
        if number % 2:
            cells.append(Cell(row, 1, CellKind.FIXED, f"第{number}组", rows=2, size=9))
        if number == 3:
            cells.append(Cell(row, 2, CellKind.STRUCK, size=9))
        else:
            result = Input("items.result", f"结果（第{number}行）", Control.CHOICE, number, ("√", "×"))
            cells.append(Cell(row, 2, CellKind.INPUT, input=result, size=9))
        cells.append(Cell(row, 3, CellKind.FORMULA, size=9, align="center", path=f"items.score.{number}"))
    last = 6 + rows
    cells += [
        Cell(last, 0, CellKind.LABEL, "合计", columns=3, align="center", size=9),
        Cell(last, 3, CellKind.FORMULA, size=9, align="center", path="items.合计.score"),
    ]
    blocks = (Block(BlockKind.TOP, 0, 1), Block(BlockKind.TABLE, 4, last, 2, "二、明细"))
    heights = (6.0, 13.0, 2.4, 8.0, 7.5, 7.5, *[8.0] * rows, 8.0)
    return Sheet("detail", "明细", Orientation.LANDSCAPE, (12, 60, 120, 75), heights, tuple(cells), blocks, 2)
