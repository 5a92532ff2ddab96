"""The sheet of results to print and sign (成绩单): those who sat the paper, in the order in which they were entered."""

from __future__ import annotations

from collections.abc import Mapping

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from .styles import Styles

COLUMNS = (
    ("序号", 6),
    ("单位", 26),
    ("姓名", 13),
    ("工号", 10),
    ("岗位", 10),
    ("总分", 7),
    ("结果", 8),
    ("名次", 6),
    ("签名", 14),
)
HEAD = 3  # row of the names of the columns
_ROW = 21.0  # points: room to sign
_EDGE = {"border": 1}


def write_roll(
    workbook: Workbook, sheet: Worksheet, styles: Styles, people: int, numbers: str, columns: Mapping[str, str]
) -> None:
    """The list for at most `people`; `numbers` is the range that counts those who sat it, `columns` those they are
    described in, by head. Beyond them rows have no lines, and Excel prints none."""
    for column, (name, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(HEAD, column, name, styles.head)
    last = HEAD + people
    for row in range(HEAD + 1, last + 1):
        sheet.set_row(row, _ROW)
        count = row - HEAD
        first = xl_rowcol_to_cell(row, 0, False, True)
        sheet.write_formula(row, 0, f'=IF(COUNT({numbers})<{count},"",{count})', styles.plain, "")
        for column, (name, _) in enumerate(COLUMNS[1:], 1):
            if name in columns:
                value = f'INDEX({columns[name]},MATCH({first},{numbers},0))&""'
                value = value.removesuffix('&""') if name in ("总分", "名次") else value
                sheet.write_formula(row, column, f'=IF({first}="","",{value})', styles.plain, "")
            else:
                sheet.write_blank(row, column, None, styles.plain)
    there = f'={xl_rowcol_to_cell(HEAD + 1, 0, False, True)}<>""'
    sheet.conditional_format(
        HEAD + 1, 0, last, len(COLUMNS) - 1,
        {"type": "formula", "criteria": there, "format": workbook.add_format(_EDGE)},
    )  # fmt: skip
    print_used(workbook, sheet, f"{HEAD + 1}+MAX(1,COUNT({numbers}))", len(COLUMNS))


def print_used(workbook: Workbook, sheet: Worksheet, rows: str, columns: int) -> None:
    """Print only the first `rows` rows, a formula, of so many columns. (LibreOffice prints them all.)"""
    name = f"'{sheet.get_name()}'"
    area = xl_range_abs(0, 0, 0, 0)
    workbook.define_name(f"{name}!_xlnm.Print_Area", f"=OFFSET({name}!{area},0,0,{rows},{columns})")
