"""Questions in a workbook: what people write is understood, what is wrong is told at its cell, all at once."""

from __future__ import annotations

import datetime
import random
import zipfile
from io import BytesIO
from typing import Any

import openpyxl
import pytest
import yaml

from generator.excel.entry_book import render_entry
from generator.intake.questions import QuestionList, cells_of, entry_book, read_questions
from generator.intake.questions.figures import proposals, proposed
from generator.problems import Problem

from .. import cupboard
from ..support import ROOT
from .question_sheets import question, workbook


def read(*rows: dict[str, Any]) -> QuestionList:
    return read_questions(workbook(rows), "题目.xlsx", cupboard.library())


def value(**cells: Any) -> dict[str, Any]:
    found = read(question(**cells))
    assert not found.problems, found.problems
    return found.rows[0].value


def wrong(**cells: Any) -> Problem:
    (problem,) = read(question(**cells)).problems
    assert problem.remedy
    return problem


def sources() -> list[tuple[str, dict[str, Any]]]:
    return [
        (path.parent.name[:2], one)
        for path in sorted(ROOT.glob("regulations/*/questions.yml"))
        for one in yaml.load(path.read_text("utf-8"), yaml.BaseLoader)["questions"]
    ]


def test_every_question_comes_back_from_its_row_as_it_was() -> None:
    library, listed = cupboard.library(), sources()
    made = read_questions(render_entry(entry_book(library, listed, listed[:3])), "x.xlsx", library)
    assert not made.problems
    assert len(made.rows) == len(listed) > 800
    for row, (key, one) in zip(made.rows, listed, strict=True):
        assert row.regulation == key
        assert row.value == {"pool": "练习", **{k: v for k, v in one.items() if k != "fingerprint"}}


def test_the_workbook_is_the_same_each_time_and_has_an_example_of_each_type() -> None:
    library, listed = cupboard.library(), sources()
    first = {one["type"]: (key, one) for key, one in reversed(listed)}
    book = entry_book(library, [], list(first.values()))
    data = render_entry(book)
    assert data == render_entry(book)
    opened = openpyxl.load_workbook(BytesIO(data))
    assert opened.sheetnames[:3] == ["说明", "题目", "示例"] or {"说明", "题目", "示例", "条款"} <= set(
        opened.sheetnames
    )
    assert opened["题目"].freeze_panes == "B2"
    assert opened["题目"].max_row <= 302
    types = {cell.value for column in opened["示例"].columns if column[0].value == "题型*" for cell in column[1:]}
    assert types == {"单选", "多选", "判断", "填空", "排序", "简答", "案例"}
    lists = [rule for rule in opened["题目"].data_validations.dataValidation if rule.type == "list"]
    assert len(lists) == 4


@pytest.mark.parametrize(
    "written", ["04/teller/time", "teller/time", "time", "teller--time", "../04-daily-closing/#teller--time"]
)
def test_a_clause_is_named_by_its_address_or_a_part_of_it(written: str) -> None:
    assert value(条款=written)["clauses"] == ["04/teller/time"]


@pytest.mark.parametrize("written", ["第7条", "第七条", "第７条", 7, "7", "《业务日清日结管理制度》第七条"])
def test_a_clause_is_named_by_its_number(written: Any) -> None:
    library = cupboard.library()
    (address,) = (a for a, c in library.clauses.items() if c.regulation.key == "04" and c.number == 7)
    if isinstance(written, str):
        written = written.replace("业务日清日结管理制度", library.regulation_by_key["04"].title)
    assert value(条款=written)["clauses"] == [address]


def test_several_clauses_and_a_duty() -> None:
    made = value(条款="04/teller/time#finish、teller/content\n04/teller/time#finish")
    assert made["clauses"] == ["04/teller/time#finish", "04/teller/content"]


@pytest.mark.parametrize("regulation", ["04", 4, "4", "04 日清日结", "日清日结", "04-daily-closing", None])
def test_a_regulation_is_named_in_many_ways(regulation: Any) -> None:
    row = read(question(制度=regulation, 条款="04/teller/time")).rows[0]
    assert row.regulation == "04"


@pytest.mark.parametrize("key", ["AC", "A、C", "ａ，ｃ", "A C", "c;a", "A和C", "A.C"])
def test_letters_of_a_key(key: str) -> None:
    options = value(题型="多选题", 选项D="再想想", 答案=key)["options"]
    assert [one.get("right") for one in options] == ["是", None, "是", None]


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        ("对", "对"),
        ("√", "对"),
        (True, "对"),
        ("正确", "对"),
        ("T", "对"),
        ("错", "错"),
        ("×", "错"),
        (False, "错"),
        ("x", "错"),
    ],
)
def test_a_statement_holds_or_not(written: Any, answer: str) -> None:
    assert value(题型="判断", 答案=written, 选项A=None, 选项B=None, 选项C=None)["answer"] == answer


@pytest.mark.parametrize("answer", ["甲｜乙\n丙", "甲|乙；丙", "甲｜乙;丙"])
def test_blanks_in_order_with_other_wordings(answer: str) -> None:
    made = value(题型="填空", 题干="由（　　）记，由____看。", 答案=answer, 选项A=None, 选项B=None, 选项C=None)
    assert made["stem"] == "由{?blank-1}记，由{?blank-2}看。"
    assert [one["accept"] for one in made["blanks"]] == [["甲", "乙"], ["丙"]]


def test_figures_typed_as_numbers_times_and_percentages() -> None:
    made = value(选项A=30, 选项B=datetime.time(9, 30), 选项C=2.5)
    assert [one["text"] for one in made["options"]] == ["30", "9:30", "2.5"]


def test_points_have_marks_and_steps_an_order() -> None:
    short = {"选项A": None, "选项B": None, "选项C": None, "答案": None}
    made = value(题型="简答", 评分点="1. 先报主管（2分）\n（2）写明原因(3分)；", **short)
    assert made["points"] == [{"text": "先报主管", "marks": "2"}, {"text": "写明原因", "marks": "3"}]
    assert value(题型="排序", 答案="C→A→B")["steps"] == ["请人代做", "说明原因", "留到次日"]


@pytest.mark.parametrize(
    ("cells", "said", "head"),
    [
        ({"题型": "选择"}, "“题型”不能是“选择”", "题型"),
        ({"难度": "很难"}, "“难度”不能是“很难”", "难度"),
        ({"用途": "公开"}, "“用途”不能是“公开”", "用途"),
        ({"条款": "第99条"}, "没有第 99 条", "条款"),
        ({"条款": "teller/tiem"}, "没有条款“teller/tiem”", "条款"),
        ({"条款": "teller/time#x"}, "没有职责“x”", "条款"),
        ({"制度": "十一"}, "没有制度“十一”", "制度"),
        ({"答案": "E"}, "没有选项E", "答案"),
        ({"答案": "AB"}, "单选题的答案有 2 个", "答案"),
        ({"答案": "甲"}, "不是选项的字母", "答案"),
        ({"答案": ""}, "没有填“答案”", "答案"),
        ({"解析": ""}, "没有填“解析”", "解析"),
        ({"选项B": ""}, "选项B 是空的，后面却有选项C", "选项C"),
        ({"选项C": ""}, "单选题有 2 个选项", "选项A"),
        ({"理由E": "因为"}, "没有选项E，却有它的理由", "理由E"),
        ({"评分点": "一（1分）"}, "单选题不用填这一格", "评分点"),
        ({"案情": "某日"}, "单选题没有案情", "案情"),
        ({"题型": "填空", "选项A": None, "选项B": None, "选项C": None, "答案": "甲"}, "有 0 个空，答案有 1 个", "答案"),
        ({"选项A": datetime.date(2026, 3, 4)}, "被 Excel 当成了日期", "选项A"),
        ({"选项A": "#N/A"}, "出错的公式", "选项A"),
        ({"审定人": "张三"}, "只填了一样", "审定人"),
        ({"题干": "长" * 2500}, "太长", "题干"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_at_its_cell(cells: dict[str, Any], said: str, head: str) -> None:
    problem = wrong(**cells)
    assert said in problem.message
    names = list(question(**cells))
    assert (problem.position.file, problem.position.line) == ("题目.xlsx[题目]", 2)
    assert problem.position.column == names.index(head) + 1


def test_every_mistake_is_told_at_once() -> None:
    found = read(question(题型="选择", 条款="x-y"), question(答案="Z", 难度="无"), question())
    assert {(p.position.line, p.code) for p in found.problems} == {
        (2, "bad-value"), (2, "unknown-clause"), (3, "bad-value"),
    }  # fmt: skip
    assert len(found.problems) == 4
    assert len(found.rows) == 1


def test_heads_are_told_and_needed() -> None:
    found = read_questions(workbook([question()], heads=["题干", "答按"]), "题目.xlsx", cupboard.library())
    assert [p.message for p in found.problems] == ["不认识表头“答按”", "缺少“条款、题型、难度、解析”这几列"]
    assert "是不是“答案”" in found.problems[0].remedy


def test_a_figure_of_the_clause_is_proposed_as_its_fact_but_never_a_wrong_option() -> None:
    library = cupboard.library()
    row = read(
        question(
            条款="teller/time", 题干="做完要多久？", 选项A="30分钟", 选项B="130分钟", 答案="B", 解析="30分钟以内。"
        )
    ).rows[0]
    (found,) = proposals(row.value, "04", library)
    assert (found.path, found.placeholder) == (("explain",), "{teller_limit}")
    assert proposed("30分钟以内，不是130分钟，{x30分钟}", found) == "{teller_limit}以内，不是130分钟，{x30分钟}"


def test_cells_of_a_question_say_it_all() -> None:
    one = {"id": "a", "type": "单选", "clauses": ["04/a/b"], "difficulty": "易", "stem": "问", "explain": "因",
           "options": [{"text": "甲", "right": "是"}, {"text": "乙", "why": "错"}]}  # fmt: skip
    cells = cells_of(one, "04", cupboard.library())
    assert cells["answer"] == "A" and cells["why_B"] == "错" and cells["pool"] == "练习" and "why_A" not in cells


def test_a_sheet_of_too_many_rows_is_refused_without_reading_them_all() -> None:
    found = read(*[question()] * 5_001)
    assert [(p.code, p.position.line) for p in found.problems] == [("bad-table", 5_001)]
    assert "5000 行" in found.problems[0].message and not found.rows


@pytest.mark.parametrize("seed", range(100))
def test_no_mutated_workbook_leaves_a_trace(seed: int) -> None:
    """Bytes turned, parts dropped or emptied, words and numbers swapped in the XML: problems or rows, never an exception."""
    chance = random.Random(seed)
    data = workbook([question(), question(题型="多选", 选项D="丁", 答案="AC"), question(题干="另一道")])
    if seed % 4 == 0:
        broken = bytearray(data)
        for _ in range(chance.randint(1, 40)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        data = bytes(broken)
    else:
        with zipfile.ZipFile(BytesIO(data)) as source:
            parts = {name: source.read(name) for name in source.namelist()}
        name = chance.choice(sorted(parts))
        content = parts[name].decode()
        at, length = chance.randrange(len(content)), chance.randint(1, 200)
        swap = chance.choice(["", "<x>", "&#0;", "9" * 400, 't="d"', "\ufffe", "XFD1048577", "-1", "]]>"])
        parts[name] = (content[:at] + swap + content[at + length * (seed % 3) :]).encode()
        if seed % 7 == 0:
            del parts[chance.choice(sorted(parts))]
        stream = BytesIO()
        with zipfile.ZipFile(stream, "w") as target:
            for part, text in parts.items():
                target.writestr(part, text)
        data = stream.getvalue()
    found = read_questions(data, "题目.xlsx", cupboard.library())
    assert found.problems or found.rows
    assert all(problem.message and problem.remedy for problem in found.problems)
