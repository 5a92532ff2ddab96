"""A template of one's own: what its columns hold, and what is said about mistakes in it."""

from __future__ import annotations

import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from generator.exams import Item
from generator.exams.exchange import Context, custom_export
from generator.exams.exchange.custom import FIELDS
from generator.exams.exchange.order import as_choice
from generator.model import QuestionType

from .exchange_bank import context, folded, invented, spaced, surroundings, written

MAPPING = """\
name: 省公司题库
file: 省公司.xlsx
sheet: 试题
types:
  单选: 单项选择题
  案例: 简答题
judge: [正确, 错误]
separator: "，"
columns:
  试题内容: "{题干}"
  试题类型: "{题型}"
  A: "{选项A}"
  B: "{选项B}"
  标准答案: "{答案}"
  备注: "{章节}：{解析}（{条款}）{难度}/{标记}"
  编号: "T-{序号}-{标识}"
"""


def sheet(text: str, items: list[Item], around: Context) -> list[list[Any]]:
    made, problems = custom_export(text.encode(), "模板.yml")
    assert made is not None and not problems, problems
    (worksheet,) = load_workbook(io.BytesIO(made.render(items, around))).worksheets
    assert all(cell.data_type == "s" for row in worksheet.iter_rows() for cell in row if cell.value is not None)
    return [["" if cell is None else cell for cell in row] for row in worksheet.iter_rows(values_only=True)]


def test_each_column_holds_what_its_text_says() -> None:
    firsts = {item.type: item for item in reversed(written())}
    header, *rows = sheet(MAPPING, list(firsts.values()), context())
    assert header == ["试题内容", "试题类型", "A", "B", "标准答案", "备注", "编号"]
    found = dict(zip(firsts, rows, strict=True))
    single, judge, many = (firsts[kind] for kind in (QuestionType.SINGLE, QuestionType.JUDGE, QuestionType.MULTIPLE))
    assert found[QuestionType.SINGLE][:4] == [single.stem, "单项选择题", *(c.text for c in single.options[:2])]
    assert found[QuestionType.JUDGE][1:5] == ["判断", "", "", "正确" if judge.holds else "错误"]
    assert found[QuestionType.MULTIPLE][4].count("，") == sum(c.right for c in many.options) - 1
    assert found[QuestionType.ORDER][1] == "单项选择题" and "①" in found[QuestionType.ORDER][0]
    assert found[QuestionType.CASE][1] == "简答题" and "（2分）" in found[QuestionType.CASE][4]
    assert found[QuestionType.MULTIPLE][5].startswith("客户服务中心营业管理规定：")
    assert found[QuestionType.MULTIPLE][5].endswith(f"{many.difficulty.value}/含拟稿")
    assert {row[6].split("-", 2)[2] for row in rows} == {item.id for item in firsts.values()}


def test_only_some_types_go_out() -> None:
    made, _ = custom_export(f"{MAPPING}only: [单选, 判断]\n".encode(), "模板.yml")
    assert made is not None and made.name == "省公司题库" and made.file == "省公司.xlsx"
    assert {item.type for item in written() if made.holds(item)} == {QuestionType.SINGLE, QuestionType.JUDGE}


def test_every_field_has_a_value() -> None:
    columns = "\n".join(f'  列{n}: "<{{{name}}}>"' for n, name in enumerate(FIELDS))
    _, *rows = sheet(f"name: 全\ncolumns:\n{columns}\n", list(written()), context())
    assert len(rows) == len(written())
    assert not [cell for row in rows for cell in row if not cell.startswith("<") or "{" in cell[:2]]


@given(st.lists(invented(), min_size=1, max_size=3), surroundings())
def test_hostile_texts_stay_text(items: list[Item], around: Context) -> None:
    _, *rows = sheet('name: 甲\ncolumns: {题: "{题干}", 选: "{选项A}"}\n', items, around)
    assert len(rows) == len(items)
    for item, row in zip(items, rows, strict=True):
        asked = as_choice(item)
        assert spaced(row[0].replace("_x005F_", "_")).startswith(folded(f"{item.case}\n{item.stem}"))
        assert spaced(row[1].replace("_x005F_", "_")) == (folded(asked.options[0].text) if asked.options else "")


@pytest.mark.parametrize(
    ("text", "code", "line", "column", "said"),
    [
        ('name: 甲\ncolumns:\n  题: "{题干}"\n  答: "甲{正确答案}"\n', "unknown-reference", 4, 8, "没有“正确答案”"),
        ('name: 甲\ntypes:\n  单选题: 单\ncolumns:\n  题: "{题干}"\n', "bad-value", 3, 3, "没有题型“单选题”"),
        ('name: 甲\ncolumns:\n  答: "{答案}"\n', "bad-value", 3, 3, "没有一列写题干"),
        ('columns:\n  题: "{题干}"\n', "missing-key", 1, 1, "缺少“名称”"),
        ("name: 甲\n", "missing-key", 1, 1, "缺少“各列”"),
        ('name: 甲\ncolumn:\n  题: "{题干}"\n', "unknown-key", 2, 1, "column"),
        ('name: 甲\nfile: 题库.xls\ncolumns:\n  题: "{题干}"\n', "bad-value", 2, 7, "文件名"),
        ('name: 甲\nfile: ../题库.xlsx\ncolumns:\n  题: "{题干}"\n', "bad-value", 2, 7, "文件名"),
        ('name: 甲\nonly: [选择]\ncolumns:\n  题: "{题干}"\n', "bad-value", 2, 8, "选择"),
        ('name: 甲\njudge: [对]\ncolumns:\n  题: "{题干}"\n', "bad-value", 2, 8, "要写两个"),
        ('name: 甲\ncolumns:\n  题: "{题干}"\n  题: "{答案}"\n', "duplicate-key", 4, 3, "写了两次"),
        ('name: 甲\ncolumns:\n\t题: "{题干}"\n', "tab-indent", 3, 1, "制表符"),
        ("name: !!python/object 甲\n", "tag", 1, 7, "标签"),
        ("- 甲\n", "wrong-type", 1, 1, "最外层"),
        ("", "file-empty", 1, 1, "空"),
    ],
)
def test_mistakes_are_told_in_chinese_where_they_stand(text: str, code: str, line: int, column: int, said: str) -> None:
    made, problems = custom_export(text.encode(), "模板.yml")
    assert made is None
    told = [p for p in problems if said in p.message]
    assert told, problems
    assert told[0].position == ("模板.yml", line, column), told
    assert told[0].remedy and told[0].code == code, told
