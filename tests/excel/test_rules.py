"""What inputs accept and how they show it."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest
from openpyxl.worksheet.datavalidation import DataValidation

from generator.excel import render
from generator.excel.figures import bounds
from generator.excel.rules import inline, rule_of
from generator.layout import Input
from generator.model import Control

from .samples import LONG_OPTIONS, fields_sheet, sample

AT = {
    "unit": "B5", "day1": "D5", "start": "B6", "expected": "B7", "present": "D7", "hours": "B8", "sum-paid": "D8",
    "share": "B9", "kind": "D9", "way": "B10", "place": "D10", "public": "B11", "plain": "D11", "summary": "B15",
}  # fmt: skip


def rule(book: openpyxl.Workbook, name: str, sheet: str = "登记") -> DataValidation:
    place = AT.get(name, name)
    found = [r for r in book[sheet].data_validations.dataValidation if place in r.sqref]
    assert len(found) == 1
    return found[0]


def test_every_input_has_a_rule_that_speaks_chinese(book: openpyxl.Workbook) -> None:
    for name in AT:
        made = rule(book, name)
        assert made.errorTitle == "请重新填写" and made.error
        assert made.showErrorMessage and made.allowBlank
        assert (made.errorStyle or "stop") == "stop"


@pytest.mark.parametrize(
    ("name", "type", "operator", "first", "second", "shown"),
    [
        ("unit", "textLength", "lessThanOrEqual", "2000", None, "General"),
        ("day1", "date", "greaterThanOrEqual", "36526", None, 'yyyy"年"m"月"d"日"'),
        ("start", "time", "between", "0", "0.999988425925926", "h:mm"),
        ("expected", "whole", "between", "0", "500", '0"人"'),
        ("present", "whole", "greaterThanOrEqual", "0", None, '0"人"'),
        ("hours", "decimal", "between", "0.5", "24", 'General"小时"'),
        ("sum-paid", "decimal", "between", "-1000000000000", "1000000000000", "#,##0.00"),
        ("share", "decimal", "between", "0", "1", "0.0%"),
        ("kind", "list", "between", '"晨会,周例会,其他"', None, "General"),
        ("way", "list", "between", "list_1_", None, "General"),
        ("place", "list", "between", "list_2_", None, "General"),
        ("public", "list", "between", '"√"', None, "General"),
        ("summary", "textLength", "lessThanOrEqual", "2000", None, "General"),
    ],
)
def test_rule(
    book: openpyxl.Workbook, name: str, type: str, operator: str, first: str, second: str | None, shown: str
) -> None:
    made = rule(book, name)
    assert (made.type, made.operator or "between") == (type, operator)
    for wanted, found in ((first, made.formula1), (second, made.formula2)):
        try:
            assert wanted is found is None or float(str(wanted)) == float(found)
        except ValueError:
            assert wanted == found
    assert book["登记"][AT[name]].number_format == shown


def test_long_or_awkward_lists_stand_on_a_hidden_sheet(book: openpyxl.Workbook) -> None:
    assert book.defined_names["list_1_"].attr_text == "'选项'!$A$1:$A$30"
    assert book.defined_names["list_2_"].attr_text == "'选项'!$B$1:$B$2"
    assert tuple(cell.value for cell in book["选项"]["A"]) == LONG_OPTIONS
    assert book["选项"]["B1"].value == "一楼,大厅"


def test_prompts(book: openpyxl.Workbook) -> None:
    assert (rule(book, "unit").promptTitle, rule(book, "unit").prompt) == ("单位", "必填。柜面的全称。")
    assert rule(book, "day1").prompt == "必填。填日期，如 2026-3-5。"
    assert rule(book, "expected").prompt == "填 0 到 500 之间的整数，不写单位。"
    assert rule(book, "present").error == "请填不小于 0 的整数。"
    assert rule(book, "share").error == "请填 0% 到 100% 之间的百分数，如 95%。"
    assert not rule(book, "plain").prompt


def test_a_column_has_one_rule(book: openpyxl.Workbook) -> None:
    made = rule(book, "E6", "巡视")
    assert str(made.sqref) == "E6:E45" and made.promptTitle == "人数"
    assert str(rule(book, "D7", "巡视").sqref) == "D7 D9:D45", "struck cells have none"
    assert rule(book, "D7", "巡视").formula1 == '"√,×,—"'


def test_messages_never_exceed_what_excel_reads() -> None:
    made = rule_of(Input("a", "很长的栏名" * 30, Control.DATE, hint="很长的说明" * 300))
    assert len(made.title) == 32 and made.title.endswith("…")
    assert len(made.prompt) == 255
    emoji = rule_of(Input("a", "😀" * 40, Control.TEXT, hint="😀" * 400))
    assert len(emoji.title.encode("utf-16-le")) // 2 <= 32 and len(emoji.prompt.encode("utf-16-le")) // 2 <= 255


def test_when_a_list_is_inline() -> None:
    assert inline(("甲", "乙"))
    assert inline(("一" * 127, "二" * 127)) and not inline(("一" * 128, "二" * 127))
    assert not inline(("甲,乙",)) and not inline(('说"是"',)) and not inline(("=A1",))
    assert not inline(("😀" * 128,)), "Excel counts such characters twice"


def test_repeated_and_empty_options_go_once() -> None:
    assert rule_of(Input("a", "栏", Control.CHOICE, options=("甲", " 甲 ", "", "乙"))).options == ("甲", "乙")
    assert rule_of(Input("a", "栏", Control.CHOICE)).check == "length"


@pytest.mark.parametrize(
    ("input", "whole", "low", "high"),
    [
        (Input("a", "栏", Control.NUMBER), False, 0, None),
        (Input("a", "栏", Control.NUMBER, unit="人"), True, 0, None),
        (Input("a", "栏", Control.NUMBER, unit="℃", minimum=-20, maximum=60), False, -20, 60),
        (Input("a", "栏", Control.NUMBER, unit="个", minimum=0.5), False, 0.5, None),
        (Input("a", "栏", Control.NUMBER, maximum=-1), False, -1, -1),
        (Input("a", "栏", Control.MONEY, minimum=0), False, 0, 1e12),
        (Input("a", "栏", Control.PERCENT, minimum=50, maximum=120), False, 0.5, 1.2),
        (Input("a", "栏", Control.PERCENT, maximum=0.5), False, 0, 0.5),
    ],
)
def test_bounds(input: Input, whole: bool, low: float, high: float | None) -> None:
    found = bounds(input)
    assert (found.whole, found.minimum, found.maximum) == (whole, low, high)


def test_narrow_dates_are_short() -> None:
    sheet = replace(fields_sheet(), widths=(66, 24, 66, 24))
    book = openpyxl.load_workbook(io.BytesIO(render(sample(sheet))))
    assert book["登记"]["D5"].number_format == "yyyy-mm-dd"
    assert book["登记"]["D5"].alignment.shrink_to_fit
