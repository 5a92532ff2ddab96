"""Values that do not fit the model: one problem for one mistake, and the rest is still read."""

from __future__ import annotations

import pytest

from generator.model import Form, Organization, Regulation
from generator.source.conform import Conformed, conform
from generator.source.reader import read_source

from ..checks.test_samples import check_wording
from ..samples import MINIMAL

REGULATION = (MINIMAL / "regulations/02-visitors/regulation.yml").read_text(encoding="utf-8")
FORM = (MINIMAL / "regulations/01-opening/forms/F01-01.yml").read_text(encoding="utf-8")


def made(text: str, model: type = Regulation) -> Conformed:
    source = read_source(text.encode(), "f.yml")
    assert source.problems == []
    extra = {"__number__": 2, "__slug__": "visitors"} if model is Regulation else None
    return conform(model, source.value, source.mark, extra)


def one(old: str, new: str, text: str = REGULATION, model: type = Regulation) -> tuple[str, str, str]:
    """The only problem after a change; its line is the changed one."""
    assert old in text
    changed = text.replace(old, new, 1)
    result = made(changed, model)
    assert [p.code for p in result.problems] == [result.problems[0].code]
    problem = result.problems[0]
    check_wording(problem)
    assert result.element is not None
    return problem.code, problem.message, problem.remedy


REGULATION_TABLE = [
    ("title: 读者接待规定", "titel: 读者接待规定", "unknown-key", "titel", "是不是 title（制度全称）？"),
    ("status: 试行", "Status: 试行", "unknown-key", "Status", "是不是 status"),
    ("purpose: 读", "要点: 读", "unknown-key", "要点", "是不是 purpose"),
    ("    label: 答", "    名称: 答", "unknown-key", "名称", "是不是 label"),
    ("            action: 登", "            acton: 登", "unknown-key", "acton", "是不是 action"),
    (
        "            evidence: [F02-01]",
        "            form: [F02-01]",
        "unknown-key",
        "form",
        "相关表单|forms|evidence|缩进",
    ),
    (
        "        related: [01/patrol/rounds]",
        "            related: [01/patrol/rounds]",
        "unknown-key",
        "related",
        "缩进错了",
    ),
    ("        title: 登记与答复\n", "", "missing-key", "“条名”（title）", "在这一条里补上一行 title:"),
    ("responsible: [room-keeper]\n", "", "missing-key", "“责任人”（responsible）", "在文件里补上一行"),
    ("            basis: 据材料\n", "", "missing-key", "“出处”（basis）", "basis"),
    ("status: 试行", "status: 试运行", "bad-value", "不能是“试运行”", "是不是“试行”？只能写：试行、正式、待核"),
    ("status: 试行", "status:", "bad-value", "是空的", "填上内容"),
    ("    type: 时长", "    type: 时 长", "bad-value", "时 长", "是不是“时长”"),
    ('version: "1.0"', "version: 1", "bad-value", "“版本”（version）", "例如 1.0"),
    ("date: 2026-02-01", "date: 2026/02/01", "bad-value", "不是日期", "2026-11-24"),
    ("date: 2026-02-01", "date: 2026-02-30", "bad-value", "没有这一天", "那个月有几天"),
    ("- id: register", "- id: 登记", "bad-value", "“登记”", "小写英文字母"),
    ("- id: register", "- id: Register", "bad-value", "“Register”", "小写英文字母"),
    ("evidence: [F02-01]", "evidence: [F2-1]", "bad-value", "第 1 项写成了“F2-1”", "F03-01"),
    ("  reply_limit:\n", "  答复期限:\n", "bad-value", "名称“答复期限”", "opening_time"),
    ("responsible: [room-keeper]", "responsible: room-keeper", "wrong-type", "应是一个列表", "短横线"),
    ("responsible: [room-keeper]", "responsible: []", "bad-value", "是空的", "填上"),
    ("purpose: 读者的意见当天登记，限期答复。", "purpose: {reply_limit}", "wrong-type", "应是一段文字", "双引号"),
    ("cites: [R2-01]", "cites: [[R2-01]]", "wrong-type", "“依据编号”（cites）第 1 项", "双引号"),
    (
        "      - id: register\n",
        "      - 登记\n      - id: register\n",
        "wrong-type",
        "“各条”（articles）第 1 项",
        "键: 值",
    ),
    (
        "      - id: register\n",
        "      -\n      - id: register\n",
        "bad-value",
        "“各条”（articles）第 1 项是空的",
        "删掉这一行",
    ),
    ("title: 读者接待规定", "number: 2\ntitle: 读者接待规定", "unknown-key", "number", "可用的键"),
    ("title: 读者接待规定", "at: 2\ntitle: 读者接待规定", "unknown-key", "at", "可用的键"),
    ("title: 读者接待规定", "　title: 2\ntitle: 读者接待规定", "unknown-key", "title", "全角空格"),
]
FORM_TABLE = [
    ("id: F01-01", "id: F1-1", "bad-value", "“表号”（id）", "F03-01"),
    ("required: 是", "required: 要", "bad-value", "不能是“要”", "是、否"),
    ("width: 40", "width: 四十", "bad-value", "应是一个数字", "阿拉伯数字"),
    ("width: 40", "width: 40mm", "bad-value", "应是一个数字", "不带单位"),
    ("width: 40", "width: nan", "bad-value", "超出", "大于"),
    ("width: 40", "width: 999", "bad-value", "超出允许范围：“999”", "不大于 390"),
    ("width: 40", "width: {a: 1}", "wrong-type", "列宽", "分项"),
    (
        "        label: 发现的问题",
        "        label: 发现的问题\n        height: 999",
        "bad-value",
        "超出允许范围",
        "不大于 140",
    ),
    ("- kind: 要素", "- kind: 要 素", "bad-value", "不能是“要 素”", "是不是“要素”？"),
    ("- kind: 要素\n        id: head", "- id: head", "missing-key", "“种类”（kind）", "要素、表格、文字区、签字、说明"),
    ("{id: day, label: 日期,", "{id: day, lable: 日期,", "unknown-key", "lable", "是不是 label"),
    ('formulas: {minutes: "SUM({minutes})"}', "formulas: 无", "wrong-type", "各列算式", "键: 值"),
    ('"SUM({minutes})"', "{minutes}", "wrong-type", "不是若干", "英文单引号"),
    ("control: 数字, unit: 分", "control: 计算, formula: {result}", "wrong-type", "不是若干", "英文单引号"),
    ('"SUM({minutes})"', "{minutes}", "wrong-type", "不是若干", "英文单引号"),
    ("control: 数字, unit: 分", "control: 计算, formula: {result}", "wrong-type", "不是若干", "英文单引号"),
    ('"SUM({minutes})"', "{minutes}", "wrong-type", "不是若干", "英文单引号"),
    ("control: 数字, unit: 分", "control: 计算, formula: {result}", "wrong-type", "不是若干", "英文单引号"),
    ('"SUM({minutes})"', "{minutes}", "wrong-type", "不是若干", "英文单引号"),
    ("control: 数字, unit: 分", "control: 计算, formula: {result}", "wrong-type", "不是若干", "英文单引号"),
    ("orientation: 纵", "orientation: 竖", "bad-value", "竖", "纵、横"),
    (
        "          - {id: keeper, label: 主管}",
        "\n".join(f"          - {{id: k{n}, label: 主管}}" for n in range(7)),
        "bad-value",
        "有 7 项，最多 6 项",
        "删去",
    ),
]


@pytest.mark.parametrize(
    "row", REGULATION_TABLE, ids=[row[1].strip()[:30] or row[0].strip()[:30] for row in REGULATION_TABLE]
)
def test_a_mistake_in_a_regulation_is_told_once(row: tuple[str, str, str, str, str]) -> None:
    old, new, code, message, remedy = row
    found = one(old, new)
    assert found[0] == code
    assert message in found[1]
    assert any(words in found[2] for words in remedy.split("|")), found[2]


@pytest.mark.parametrize("row", FORM_TABLE, ids=[row[1].strip()[:30] for row in FORM_TABLE])
def test_a_mistake_in_a_form_is_told_once(row: tuple[str, str, str, str, str]) -> None:
    old, new, code, message, remedy = row
    result = made(FORM.replace(old, new, 1), Form)
    assert [problem.code for problem in result.problems] == [code]
    assert message in result.problems[0].message
    assert remedy in result.problems[0].remedy
    check_wording(result.problems[0])


def test_many_mistakes_are_told_in_one_run_each_in_its_place() -> None:
    text = (
        REGULATION.replace("status: 试行", "status: 试用")
        .replace("    label:", "    lable:")
        .replace("- id: register", "- id: X")
    )
    assert [(p.code, p.position[1:]) for p in sorted(made(text).problems, key=lambda p: p.position)] == [
        ("bad-value", (3, 9)),
        ("unknown-key", (15, 5)),
        ("bad-value", (24, 13)),
    ]


def test_what_is_right_survives_a_mistake_beside_it() -> None:
    result = made(REGULATION.replace("    type: 时长", "    type: 时間"))
    assert result.element.facts["reply_limit"].value == "3个工作日"
    assert result.element.chapters[0].articles[0].duties[0].id == "write-down"
    assert not result.lost


def test_what_others_may_point_at_is_known_to_be_lost() -> None:
    assert made(REGULATION.replace("- id: register", "- id: X")).lost
    assert made(REGULATION.replace("  reply_limit:\n", "  X:\n")).lost


@pytest.mark.parametrize("text", ["- a\n", "a\n", '""\n'])
def test_a_file_that_is_no_mapping(text: str) -> None:
    source = read_source(text.encode(), "f.yml")
    result = conform(Organization, source.value, source.mark)
    assert [(p.code, p.position[1:]) for p in result.problems] == [("wrong-type", (1, 1))]
    assert result.element is None
    assert result.lost


def test_a_file_of_nothing_but_mistakes_is_told_briefly() -> None:
    text = REGULATION + "".join(f"k{n}: 1\n" for n in range(40_000))
    result = made(text)
    assert len(result.problems) <= 201
    assert "没有列出" in result.problems[-1].message
