"""Formulas: each slip is told where it was made with what to write, and nothing that is right is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.checks.formulas.fault import Fault
from generator.checks.formulas.functions import ARITY, USAGE
from generator.checks.formulas.syntax import parsed

from ..samples import HERE
from .slips import F1, F2, found

HANDBOOK = HERE.parent / "site" / "help" / "administrator.md"

FAULTS = [
    # the formula, the piece it is about, words of the message, words of the remedy
    ("IF()", "IF", "2 到 3 个参数，写了 0 个", "IF(条件,成立时,[不成立时])"),
    ("IF(1,2,3,4)", "IF", "写了 4 个", "IF("),
    ("SUMIFS({a},{b})", "SUMIFS", "3、5、7……个参数", "求和的区域"),
    ("COUNTIFS({a},1,{b})", "COUNTIFS", "2、4、6……个参数，写了 3 个", "COUNTIFS(区域,条件"),
    ("SUM()", "SUM", "至少 1 个参数", "SUM(数,…)"),
    ("TRUE(1)", "TRUE", "要 0 个参数", "TRUE()"),
    ("IF({end}>{start};1;0)", ";", "分号", "英文逗号"),
    ("IF({end>{start},1,0)", "{", "花括号没有成对", "{标识}"),
    ("{end}>{start}}", "}", "花括号没有成对", "{标识}"),
    ("{ }+1", "{ }", "空着", "标识"),
    ("A1+B2", "A1", "格子的地址 A1", "{标识}"),
    ("SUM(B2:B9)", "B2", "格子的地址 B2", "{表格.列}"),
    ("SUM($A$1,2)", "$A$1", "格子的地址", "{表格.列}"),
    ("SUM({a}:{b})", ":", "冒号", "{列@各}"),
    ("{a}≥3", "≥", "“≥”", "写 >="),
    ("{a}≠3", "≠", "“≠”", "写 <>"),
    ("{a}+１０", "１０", "全角的 “１０”", "换成半角 10"),
    ("ＳＵＭ({a})", "ＳＵＭ", "全角", "半角 SUM"),
    ("SUM（{a})", "（", "“（”", "英文的 ("),
    ("SUM({a}，1)", "，", "“，”", "英文的 ,"),
    ("{a}=“好”", "“", "“", '英文的 "'),
    ("{a}=合格", "合格", "没有加引号", '"合格"'),
    ("{a}='x'", "'", "单引号", "双引号"),
    ('{a}="x', '"', "双引号没有成对", "各写一个"),
    ("SUM({a}", "(", "括号没有成对", "补上右括号"),
    ("SUM({a}))", ")", "括号没有成对", "去掉多的"),
    ("={a}", "=", "以等号开头", "去掉"),
    ("{a}==1", "==", "不是运算符", "只写一个 ="),
    ("{a}=>1", "=>", "不是运算符", ">="),
    ("{a}!=1", "!", "!=", "<>"),
    ("{a}&&{b}", "&&", "不是运算符", "AND("),
    ("{a}||{b}", "|", "|", "OR("),
    ("{a}+", "+", "不完整", "两边都要有内容"),
    ("SUM(,1)", ",", "不完整", "逗号之间"),
    ("()", ")", "不完整", "括号里面"),
    ("({a},{b})", ",", "逗号不在函数里", "AND("),
    ("{a}{b}", "{b}", "少了运算符", "逗号"),
    ("IF({a} {b},1)", "{b}", "少了运算符", "逗号"),
    ("({a} {b})", "{b}", "少了运算符", "逗号"),
    ("XLOOKUP({a},{b},{c})", "XLOOKUP", "不认识的函数", "INDEX(取值的区域,MATCH("),
    ("SMU({a})", "SMU", "不认识的函数 SMU", "是不是 SUM？"),
    ("QQQQ({a})", "QQQQ", "不认识的函数", "算式里能用的函数"),
    ("SUM", "SUM", "没有括号", "SUM(数,…)"),
    ("total*2", "total", "没有写在花括号里", "{total}"),
    ('"共{a}项"', "{a}", "写在了引号里", "&{a}&"),
    ("{a}#", "#", "#", "IFERROR"),
    ("{a}~", "~", "~", "删掉"),
    ("(" * 70 + "1" + ")" * 70, "(", "60 层", "另一栏"),
]
FINE = [
    "--{a}%", '{prefix}&"-"&TEXT({index}+MAX({start},1)-1,"000")', "INDEX({a.b},)", '"他说""好"""&{a}', "1/0", "TRUE",
    "SUMPRODUCT(({a.b}<>\"\")*({a.c}>{02/daily_hours:小时}))", "ROW($1:$40)", "1.5E3+.5", "if({a}>=1,true,FALSE())", "{本格}<>0",
    "SWITCH({a},1,2)", "SWITCH({a},1,2,3)", "-({a}+{b})^2", "SUBSTITUTE({a},\" \",\"\")", 'COUNTIF({a},">="&1)',
]  # fmt: skip


@pytest.mark.parametrize(("formula", "text", "message", "remedy"), FAULTS, ids=[row[0][:30] for row in FAULTS])
def test_a_fault_is_told_at_its_place(formula: str, text: str, message: str, remedy: str) -> None:
    fault = parsed(formula)
    assert isinstance(fault, Fault), fault
    assert (fault.text, formula[fault.at : fault.at + len(text)]) == (text, text)
    assert message in fault.message
    assert remedy in fault.remedy


@pytest.mark.parametrize("formula", FINE)
def test_a_good_formula_has_no_fault(formula: str) -> None:
    assert not isinstance(parsed(formula), Fault), parsed(formula)


def test_the_handbook_lists_every_function_and_no_other() -> None:
    """The list stands under “算式里能用的函数”."""
    section = HANDBOOK.read_text(encoding="utf-8").partition("{ #functions }")[2].partition("\n## ")[0]
    assert set(re.findall(r"`([A-Z]+)\(", section)) == set(USAGE) == set(ARITY)
    for name, parts in USAGE.items():
        assert f"`{name}({','.join(part.removesuffix('成对') for part in parts)})`" in section, name


LIMIT = "{id: limit, label: 限期, control: 数字, unit: 天, width: 20}"
ALERT = '"{answered}>{limit}"'
TOTAL = '"SUM({minutes})"'
EXAMPLE = ', limit: "3"}\n      - {date: 2026-03-09, opinion: 灯光太暗, answered: "5", limit: "3"}'


ANSWERED = "{id: answered, label: 答复用时, control: 数字, unit: 天, minimum: 0, width: 24, alert: " + ALERT + "}"


def computed(formula: str) -> str:
    return f"{{id: limit, label: 限期, control: 计算, formula: '{formula}', width: 20}}"


IN_A_TABLE = [
    # the formula of the column `limit`, where the problem stands, words of the message, words of the remedy
    ("{limit}+1", "'{limit}+1'", "用到了它自己", "让人填写"),
    ("{本格}+1", "'{本格}", "用到了它自己", "让人填写"),
    ("SUM({opinions.limit})", "'SUM(", "用到了它自己", "让人填写"),
    ("{opinion}*2", "{opinion}*2", "拿文字“意见”去计算", "control: 数字"),
    ("SUM({opinions.opinion})", "{opinions.opinion}", "拿文字“意见”去合计", "COUNTA"),
    ('{answered}+"三"', '"三"', "拿文字“三”去计算", "VALUE"),
    ('SUMIFS({opinions.opinion},{opinions.date},1)', "{opinions.opinion}", "拿文字", "control"),
    ("{answerd}+1", "{answerd}", "不是本表的栏目", "是不是 answered？"),
    ("{答复用时}+1", "{答复用时}", "不是本表的栏目", "是不是 {opinions.answered}？"),
    ("{answered}+{answered@前}", "{answered@前}", "没有展开", "{answered}"),
    ("{head.unit}", "{head.unit}", "不是本表的栏目", "写作 {unit}"),
    ("{unit@页}", "{unit@页}", "只有一份", "{unit}"),
    ("IF({answered}=1,{01/checkpoints#morningg},0)", "{01/checkpoints#morningg}", "没有登记", "是不是 morning？"),
    ("IF({answered}=1,{01/checkpoints#上午},0)", "{01/checkpoints#上午}", "没有登记", "是不是 morning？"),
    ("IF({answered}=1,{01/checkpoint#morning},0)", "{01/checkpoint#morning}", "没有登记", "是不是 01/checkpoints？"),
    ("IF({answered}=1,{01/checkpoints#morning.name},0)", "{01/checkpoints#morning.name}", "没有登记", ".mark"),
    ("{answered}+{02/reply_limi:工作日}", "{02/reply_limi:工作日}", "没有登记", "是不是 reply_limit？"),
    ("{answered}+{02/reply_limit:年}", "{02/reply_limit:年}", "没有登记", "不能按这个单位"),
    ("{answered}+{02/reply_limit}", "{02/reply_limit}", "没有写明按什么单位", "{02/reply_limit:工作日}"),
    ("IF({answered}>3,1,2", "(", "括号没有成对", "补上右括号"),
]  # fmt: skip


@pytest.mark.parametrize(("formula", "place", "message", "remedy"), IN_A_TABLE, ids=[row[0] for row in IN_A_TABLE])
def test_a_column_s_formula(source: Path, formula: str, place: str, message: str, remedy: str) -> None:
    told = found(source, F2, (LIMIT, computed(formula)), (ALERT, '"{answered}>3"'), (EXAMPLE, "}"))
    assert [code for code, *_ in told] == ["bad-formula"], told
    assert message in told[0][1]
    assert remedy in told[0][2]
    assert told[0][3].startswith(place)


def test_a_circle_names_its_fields(source: Path) -> None:
    other = "{id: answered, label: 答复用时, control: 计算, width: 24, formula: '{limit}/2'}"
    told = found(
        source,
        F2,
        (LIMIT, computed("{answered}*2")),
        (ANSWERED, other),
        (', answered: "2", limit: "3"', ""),
        (', answered: "5", limit: "3"', ""),
    )
    assert [code for code, *_ in told] == ["bad-formula"]
    assert "答复用时 → 限期 → 答复用时" in told[0][1]


IN_A_TOTAL = [
    ("SUM({minutes@行})", "{minutes@行}", "不能用在合计行", "{items.minutes}"),
    ("COUNTA({result})", "{result}", "展开成了多列", "{result@各}"),
    ("SUM({item})", "{item}", "拿文字“内容”去合计", "COUNTA"),
    ("SUM({minutes}) + SUM({minute})", "{minute}", "不是本表的栏目", "是不是 minutes？"),
]


@pytest.mark.parametrize(("formula", "place", "message", "remedy"), IN_A_TOTAL, ids=[row[0] for row in IN_A_TOTAL])
def test_a_total_s_formula(source: Path, formula: str, place: str, message: str, remedy: str) -> None:
    told = found(source, F1, (TOTAL, f'"{formula}"'))
    assert [code for code, *_ in told] == ["bad-formula"], told
    assert message in told[0][1]
    assert remedy in told[0][2]
    assert told[0][3].startswith(place)


def test_a_row_s_cell_outside_any_table(source: Path) -> None:
    field = "{id: day, label: 日期, control: 日期, required: 是}"
    new = "{id: day, label: 日期, control: 计算, formula: '{items.minutes@行}'}"
    told = found(source, F1, (field, new))
    assert [code for code, *_ in told] == ["bad-formula"]
    assert "不能用在表格外面" in told[0][1]
    assert "INDEX({items.minutes},第几行)" in told[0][2]


def test_the_place_in_a_folded_formula(source: Path) -> None:
    folded = "formulas:\n              minutes: >-\n                SUM({minutes})+\n                SUM({minutes};1)"
    told = found(source, F1, (f"formulas: {{minutes: {TOTAL}}}", folded))
    assert [code for code, *_ in told] == ["bad-formula"]
    assert told[0][3] == ";1)"


def test_needs_of_a_total_are_names_too(source: Path) -> None:
    told = found(source, F1, (TOTAL + "}", TOTAL + "}\n            needs: [minuts]"))
    assert [(code, "needs 里的 “minuts”" in message) for code, message, *_ in told] == [("bad-formula", True)]
    assert "是不是 minutes？" in told[0][2]
