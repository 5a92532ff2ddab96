"""Sample layouts made by hand, with one of everything."""

from __future__ import annotations

from generator.layout import Block, BlockKind, Cell, CellKind, FormLayout, Formula, Input, Ref, Sheet
from generator.model import Control, Medium, Orientation

LONG_OPTIONS = tuple(f"第{number}种很长很长的选项名称" for number in range(1, 31))
ROWS = 40
FIRST_ROW = 5  # of the table's body


def head(columns: int, title: str) -> list[Cell]:
    return [
        Cell(0, 0, CellKind.CAPTION, "样例保险公司", columns=2, size=9),
        Cell(0, 2, CellKind.CAPTION, "F99-01　1.0版　拟稿", columns=columns - 2, align="right", size=9),
        Cell(1, 0, CellKind.TITLE, title, columns=columns, align="center", size=18, bold=True),
    ]


FIELDS = (
    Input("unit", "单位", Control.TEXT, required=True, hint="柜面的全称"),
    Input("day1", "日期", Control.DATE, required=True),
    Input("start", "开始时间", Control.TIME),
    Input("end", "结束时间", Control.TIME),
    Input("expected", "应到人数", Control.NUMBER, unit="人", minimum=0, maximum=500),
    Input("present", "实到人数", Control.NUMBER, unit="人"),
    Input("hours", "用时", Control.NUMBER, unit="小时", minimum=0.5, maximum=24),
    Input("sum-paid", "金额", Control.MONEY),
    Input("share", "比例", Control.PERCENT),
    Input("kind", "类别", Control.CHOICE, options=("晨会", "周例会", "其他"), inline=True),
    Input("way", "方式", Control.CHOICE, options=LONG_OPTIONS),
    Input("place", "地点", Control.CHOICE, options=("一楼,大厅", "二楼")),
    Input("public", "是否公示", Control.CHECK),
    Input("plain", "备注", Control.TEXT),
)


def fields_sheet() -> Sheet:
    """Portrait, one page: every control, formulas, a text area, signatures, notes."""
    cells = head(4, "样例登记表")
    cells.append(Cell(3, 0, CellKind.HEADING, "一、情况", columns=4, size=11.5, bold=True))
    at = {}
    for number, input in enumerate(FIELDS):
        row, column = 4 + number // 2, 2 * (number % 2)
        cells.append(Cell(row, column, CellKind.LABEL, input.label + ("*" if input.required else ""), align="center"))
        cells.append(Cell(row, column + 1, CellKind.INPUT, input=input))
        at[input.path] = Ref("main", row, column + 1, row, column + 1)
    rate = Formula((at["present"], "/", at["expected"]), (at["present"], at["expected"]), percent=True)
    minutes = Formula(("ROUND((", at["end"], "-", at["start"], ")*1440,0)"), (at["start"], at["end"]))
    column = Ref("patrol", FIRST_ROW, 1, FIRST_ROW + ROWS - 1, 2)
    listed = Formula(('TEXTJOIN("、",TRUE,', column, ")"), (column,))
    row = 4 + len(FIELDS) // 2
    cells += [
        Cell(row, 0, CellKind.LABEL, "到会率", align="center"),
        Cell(row, 1, CellKind.FORMULA, formula=rate, align="center", path="rate"),
        Cell(row, 2, CellKind.LABEL, "时长（分钟）", align="center"),
        Cell(row, 3, CellKind.FORMULA, formula=minutes, align="center", path="duration"),
        Cell(row + 1, 0, CellKind.LABEL, "环节", align="center"),
        Cell(row + 1, 1, CellKind.FORMULA, columns=3, formula=listed, path="listed"),
        Cell(row + 3, 0, CellKind.LABEL, "摘要", align="center"),
        Cell(row + 3, 1, CellKind.INPUT, columns=3, input=Input("summary", "摘要", Control.LONG)),
        Cell(row + 5, 0, CellKind.SIGNATURE, "主持人（签字）：\n年　　月　　日", columns=2, path="sign.chair"),
        Cell(
            row + 5,
            2,
            CellKind.SIGNATURE,
            "客服中心经理或者柜面主管或者他们的代理人（签字）：\n年　　月　　日",
            columns=2,
            path="sign.boss",
        ),
        Cell(row + 7, 0, CellKind.NOTE, "本表保存三年。", columns=4, size=9),
    ]
    blocks = (
        Block(BlockKind.TOP, 0, 1),
        Block(BlockKind.FIELDS, 3, row + 1, title="一、情况"),
        Block(BlockKind.TEXT, row + 3, row + 3),
        Block(BlockKind.SIGN, row + 5, row + 5),
        Block(BlockKind.NOTES, row + 7, row + 7),
    )
    heights = (6, 13, 2.4, 8, *[9] * (row - 2), 2.4, 30, 2.4, 14, 2.4, 5.5)
    return Sheet("main", "登记", Orientation.PORTRAIT, (24, 66, 24, 66), heights, tuple(cells), blocks, 1)


def table_sheet(rows: int = ROWS, pages: int = 3) -> Sheet:
    """Landscape: a long table with two header rows, merged and struck cells, totals."""
    cells = head(6, "样例巡视表")
    header = {"align": "center", "size": 9.0}
    cells += [
        Cell(3, 0, CellKind.HEADER, "序", rows=2, **header),
        Cell(3, 1, CellKind.HEADER, "环节", rows=2, columns=2, **header),
        Cell(3, 3, CellKind.HEADER, "结果", columns=2, **header),
        Cell(4, 3, CellKind.HEADER, "开门前", **header),
        Cell(4, 4, CellKind.HEADER, "关门后", **header),
        Cell(3, 5, CellKind.HEADER, "应到比例", rows=2, **header),
    ]
    for number in range(1, rows + 1):
        row = FIRST_ROW + number - 1
        before = Input("patrol.result-before", f"结果·开门前（第{number}行）", Control.CHECK, number, ("√", "×", "—"))
        after = Input("patrol.score", f"人数（第{number}行）", Control.NUMBER, number, unit="人")
        struck = number in (1, 3)
        double = Formula((Ref("patrol", row, 4, row, 4), "*2"), (Ref("patrol", row, 4, row, 4),))
        cells += [
            Cell(row, 0, CellKind.FIXED, str(number), align="center", size=9),
            Cell(
                row,
                1,
                CellKind.INPUT,
                columns=2,
                input=Input("patrol.item", f"环节（第{number}行）", Control.TEXT, number),
            ),
            Cell(row, 3, CellKind.STRUCK) if struck else Cell(row, 3, CellKind.INPUT, align="center", input=before),
            Cell(row, 4, CellKind.INPUT, align="center", input=after),
            Cell(row, 5, CellKind.FORMULA, align="center", formula=double, path=f"patrol.double.{number}"),
        ]
    last = FIRST_ROW + rows - 1
    whole = Ref("patrol", FIRST_ROW, 5, last, 5)
    cells += [
        Cell(last + 1, 0, CellKind.LABEL, "合计", columns=5, align="center", size=9),
        Cell(
            last + 1,
            5,
            CellKind.FORMULA,
            align="center",
            formula=Formula(("SUM(", whole, ")"), (whole,)),
            path="patrol.合计.double",
        ),
    ]
    blocks = (Block(BlockKind.TOP, 0, 1), Block(BlockKind.TABLE, 3, last + 1, headers=2))
    heights = (6, 13, 2.4, 7.5, 7.5, *[9.0] * rows, 9.0)
    widths = (12, 60.5, 39.5, 50, 50, 55)
    return Sheet("patrol", "巡视", Orientation.LANDSCAPE, widths, heights, tuple(cells), blocks, pages)


def two_tables_sheet() -> Sheet:
    """Portrait, two pages: a text area, then a short table whose rows would begin the second page."""
    cells = head(4, "样例")
    cells.append(Cell(3, 0, CellKind.LABEL, "内容", rows=2, align="center"))
    cells.append(Cell(3, 1, CellKind.INPUT, rows=2, columns=3, input=Input("content", "内容", Control.LONG)))
    for first, name in ((7, "agenda"), (17, "decisions")):
        cells.append(Cell(first - 1, 0, CellKind.HEADING, name, columns=4, size=11.5, bold=True))
        cells += [Cell(first, column, CellKind.HEADER, f"栏{column}", align="center") for column in range(4)]
        cells += [
            Cell(first + row, column, CellKind.INPUT, input=Input(f"{name}.c{column}", "栏", Control.TEXT, row))
            for row in range(1, 8)
            for column in range(4)
        ]
    blocks = (
        Block(BlockKind.TOP, 0, 1),
        Block(BlockKind.TEXT, 3, 4),
        Block(BlockKind.TABLE, 7, 14, headers=1, title="agenda"),
        Block(BlockKind.TABLE, 17, 24, headers=1, title="decisions"),
    )
    heights = (6, 13, 2.4, 105, 105, 2.4, 8, 8, *[9.0] * 7, 2.4, 8, 8, *[9.0] * 7)
    return Sheet("two", "两张表", Orientation.PORTRAIT, (45, 45, 45, 45), heights, tuple(cells), blocks, 2)


def sample(*sheets: Sheet, **changes: str) -> FormLayout:
    """A form of these sheets; without any, of all samples and one that only the Word document has."""
    words = {
        "id": "F99-01", "title": "样例登记表", "short": "样例", "version": "1.0", "status": "拟稿",
        "clause": "会议管理第十条", "clause_address": "03/records/diary", "fingerprint": "f1a2b3",
        "notice": "拟稿，以正式文件为准", "company": "样例保险公司", "footer_left": "F99-01  1.0版（拟稿） R&D",
        "dated": "2026-11-24", "body_font": "宋体", "heading_font": "黑体", "accent": "#0B6B50",
    }  # fmt: skip
    only_word = Sheet("word", "只在 Word", Orientation.PORTRAIT, (180,), (9,), (), (), 1, Medium.WORD)
    every = (fields_sheet(), table_sheet(), two_tables_sheet(), only_word)
    return FormLayout(**{**words, **changes}, sheets=sheets or every)
