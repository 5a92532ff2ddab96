"""Entries of the wrong kind, as pasting brings them: seen in LibreOffice."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, time

import openpyxl
import pypdfium2
import pytest
from xlsxwriter.workbook import Workbook

from generator.excel.kinds import is_wrong, kind_of
from generator.excel.lists import Lists
from generator.excel.rules import rule_of
from generator.layout import Input
from generator.model import Control

from .samples import LONG_OPTIONS

Convert = Callable[[bytes, str], bytes]
Value = str | float
RED = (0xF8, 0xD7, 0xDA)
AT = {"day1": "D5", "start": "B6", "expected": "B7", "present": "D7", "hours": "B8", "sum-paid": "D8",
      "share": "B9", "kind": "D9", "way": "B10", "place": "D10", "public": "B11"}  # fmt: skip

ENTRIES: list[tuple[Input, tuple[Value, ...], tuple[Value, ...]]] = [
    (Input("a", "人数", Control.NUMBER, unit="人", maximum=500), (0, 20, 500), (-1, 1.5, 501, "5", "5人", " ")),
    (Input("a", "人数", Control.NUMBER, unit="人", minimum=1), (1, 9), (0, "２", "无", "~", "*")),
    (Input("a", "用时", Control.NUMBER, unit="小时", minimum=0.5, maximum=24), (0.5, 1.25), (0.25, 25, "2小时", "")),
    (Input("a", "温度", Control.NUMBER, unit="℃", minimum=-20, maximum=60), (-20, 0), (-21, "零下")),
    (Input("a", "金额", Control.MONEY, minimum=0), (0, 2000.5), (-0.01, "2,000元", "2000.00 ")),
    (Input("a", "差额", Control.MONEY), (-5, 0), ("-5元", 1e13)),
    (Input("a", "比例", Control.PERCENT), (0, 0.95, 1), (95, -0.1, "95%")),
    (Input("a", "日期", Control.DATE), (46_000, 46_000.5), ("2026.10.10", "2026-10-10", 20_261_010_000 * -1, 5)),
    (Input("a", "时间", Control.TIME), (0, 0.5), (1, -0.1, "8点半", "8:30 ")),
    (Input("a", "类别", Control.CHOICE, options=("晨会", "W", "1")), ("晨会", "w", 1, "1"), ("早", "W ", " W", "*", "?", "~W")),
    (Input("a", "打勾", Control.CHECK), ("√",), ("√ ", "×", 1, "?")),
    (Input("a", "地点", Control.CHOICE, options=LONG_OPTIONS), LONG_OPTIONS[:2], ("第1种", "第*", f"{LONG_OPTIONS[0]} ")),
    (Input("a", "引文", Control.CHOICE, options=("甲,乙", '说"是"')), ("甲,乙", '说"是"'), ("甲", "*是*")),
]  # fmt: skip


@pytest.mark.office
def test_every_kind_tells_right_from_wrong(convert: Convert) -> None:
    lists, target = Lists(), io.BytesIO()
    workbook = Workbook(target, {"in_memory": True, "strings_to_numbers": False})
    sheet = workbook.add_worksheet("试")
    expected: list[tuple[str, bool]] = []
    for input, right, wrong in ENTRIES:
        kind = kind_of(rule_of(input))
        assert kind
        for value in (*right, *wrong):
            row = len(expected)
            # An empty word counts as blank, as Excel's own formulas take it.
            expected.append((f"{input.label} {value!r}", value not in right and value != ""))
            sheet.write(row, 0, value)
            sheet.write_formula(row, 1, f"={is_wrong(kind, f'A{row + 1}', lists)}")
    lists.write(workbook, "选项")
    workbook.close()
    bare = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(target.getvalue())).save(bare)
    again = openpyxl.load_workbook(io.BytesIO(convert(bare.getvalue(), "xlsx")), data_only=True)["试"]
    for row, (what, bad) in enumerate(expected, 1):
        assert again.cell(row, 2).value is bad, what


def filled(data: bytes, values: dict[str, object], patrol: dict[str, object] | None = None) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    for place, value in values.items():
        book["登记"][AT.get(place, place)] = value
    for place, value in (patrol or {}).items():
        book["巡视"][place] = value
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def reds(pdf: bytes) -> list[int]:
    """How many points of each page are red."""
    found = []
    for page in pypdfium2.PdfDocument(pdf):
        pixels = page.render(scale=0.5).to_pil().convert("RGB").tobytes()
        points = [pixels[at : at + 3] for at in range(0, len(pixels), 3)]
        found.append(points.count(bytes(RED)))
    return found


@pytest.mark.office
def test_what_is_wrong_is_red(convert: Convert, data: bytes) -> None:
    good = {"day1": date(2026, 3, 5), "start": time(8, 30), "expected": 20, "sum-paid": 1.5, "share": 0.95,
            "kind": "晨会", "way": LONG_OPTIONS[1], "place": "二楼", "public": "√"}  # fmt: skip
    right = filled(data, good)
    assert not any(reds(convert(right, "pdf")))
    wrong = filled(data, {**good, "day1": "2026.3.5", "kind": "晨会 "}, {"E9": "2人"})
    assert [n > 0 for n in reds(convert(wrong, "pdf"))][:2] == [True, True]
