"""考试宝 and 学习通 read back by openpyxl."""

from __future__ import annotations

import io
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from generator.exams import Item
from generator.exams.exchange import EXPORTS, Context, kaoshibao, xuexitong
from generator.exams.exchange.order import as_choice
from generator.exams.exchange.words import answer, marks
from generator.excel.table import workbook
from generator.model import QuestionType

from .exchange_bank import context, folded, invented, spaced, surroundings, written


def rows(data: bytes) -> list[list[Any]]:
    """The cells of the only sheet; every one that holds words is text, never a formula."""
    book = load_workbook(io.BytesIO(data))
    (sheet,) = book.worksheets
    for row in sheet.iter_rows():
        for cell in row:
            assert cell.data_type in ("s", "n"), cell.coordinate
            assert cell.data_type == "s" or cell.value is None or isinstance(cell.value, int)
            if isinstance(cell.value, str) and cell.value[0] in "=+-@" and cell.row > 2:
                assert cell.quotePrefix
    return [["" if cell is None else cell for cell in row] for row in sheet.iter_rows(values_only=True)]


def shown(text: Any) -> str:
    """A cell's words; openpyxl shows what Excel hides behind _x…_."""
    return spaced(str(text).replace("_x005F_", "_"))


def kaoshibao_agrees(item: Item, row: list[Any]) -> None:
    asked = as_choice(item)
    stem, kind, *options, right, why, chapter, difficulty = row
    assert len(row) == 14
    assert shown(stem).startswith(folded(f"{item.case}\n{item.stem}"))
    assert all(f"（{mark}）" in stem for mark in marks(item))
    assert folded(item.explain) in shown(why) and chapter and difficulty in ("易", "适中", "难")
    match asked.type:
        case QuestionType.SINGLE | QuestionType.MULTIPLE:
            assert kind == ("单选题" if asked.type is QuestionType.SINGLE else "多选题")
            assert [shown(o) for o in options if o] == [folded(choice.text) for choice in asked.options]
            assert [ord(letter) - 65 for letter in right] == [n for n, c in enumerate(asked.options) if c.right]
        case QuestionType.JUDGE:
            assert (kind, options[:2]) == ("判断题", ["对", "错"]) and right == ("A" if item.holds else "B")
        case QuestionType.CLOZE:
            assert kind == "填空题" and len(right.split("|")) == len(item.blanks)
        case _:
            assert kind == "简答题" and shown(right) == spaced(answer(item))


def xuexitong_agrees(item: Item, row: list[Any]) -> None:
    asked = as_choice(item)
    folder, kind, stem, _, _, right, why, difficulty, _, tags, count, *options = row
    assert len(row) == 19 and folder.startswith("/") and folder.count("/") == 2
    assert shown(stem).startswith(folded(f"{item.case}\n{item.stem}"))
    assert tags == "；".join(marks(item)) and difficulty == item.difficulty.value
    assert folded(item.explain) in shown(why) and count == len([o for o in options if o])
    match asked.type:
        case QuestionType.SINGLE | QuestionType.MULTIPLE:
            assert [shown(o) for o in options if o] == [folded(choice.text) for choice in asked.options]
            assert [ord(letter) - 65 for letter in right] == [n for n, c in enumerate(asked.options) if c.right]
        case QuestionType.JUDGE:
            assert (kind, options[:2]) == ("判断题", ["正确", "错误"]) and right == ("A" if item.holds else "B")
        case QuestionType.CLOZE:
            assert (kind, right) == ("填空题", "") and count == len(item.blanks)
            assert [len(o.split(";")) for o in options if o] == [len(blank) for blank in item.blanks]
        case _:
            assert kind == "简答题" and shown(right) == spaced(answer(item))


FORMATS = {"kaoshibao": (2, kaoshibao_agrees), "xuexitong": (1, xuexitong_agrees)}


@pytest.mark.parametrize("key", FORMATS)
def test_the_bank_is_read_back_whole(key: str) -> None:
    head, agrees = FORMATS[key]
    found = rows(EXPORTS[key].render(written(), context()))[head:]
    assert len(found) == len(written())
    for item, row in zip(written(), found, strict=True):
        agrees(item, row)


@pytest.mark.parametrize("key", FORMATS)
@settings(max_examples=80)
@given(items=st.lists(invented(), min_size=1, max_size=3), around=surroundings())
def test_hostile_texts_are_read_back_whole(key: str, items: list[Item], around: Context) -> None:
    head, agrees = FORMATS[key]
    found = rows(EXPORTS[key].render(items, around))[head:]
    assert len(found) == len(items)
    for item, row in zip(items, found, strict=True):
        agrees(item, row)


def test_the_columns_are_those_of_the_templates() -> None:
    notes, header = rows(EXPORTS["kaoshibao"].render([], context()))
    assert notes[0].startswith("导入须知") and tuple(header) == kaoshibao.HEADER and len(header) == 14
    (header,) = rows(EXPORTS["xuexitong"].render([], context()))
    assert tuple(header) == xuexitong.HEADER and len(header) == 19


def test_a_cell_takes_what_excel_takes() -> None:
    data = workbook("甲/乙", [("头",), ("长" * 40_000, 7, "=1+1", "")])
    _, (long, number, formula) = rows(data)
    assert len(long) == 32_767 and long.endswith("…") and (number, formula) == (7, "=1+1")
