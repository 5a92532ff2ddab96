"""Words that try to be something else."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import openpyxl
import pytest

from generator.excel import render
from generator.excel.lint import lint
from generator.excel.text import clean, sheet_names, shorten
from generator.layout import Block, BlockKind, Cell, CellKind, FormLayout, Input, Sheet
from generator.model import Control, Orientation

from .samples import sample

WORDS = [
    "=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(\"http://x\")", "https://example.com", "007", "1e5", "TRUE", "</v>&amp;<x>",
    "a\x00b\x0bc\ud800d\ufffe", "_x0041_", "  前后空格  ", "换\r\n行", "😀" * 300, "'引号", '"', "&P&N", "]]>", "{=A1}", "",
]  # fmt: skip


def hostile(word: str) -> FormLayout:
    inputs = [
        Input("a", word, Control.CHOICE, options=(word, "乙,丙"), hint=word),
        Input("b", word, Control.CHOICE, options=(word,), hint=word),
        Input("c", word, Control.NUMBER, unit=word, hint=word),
        Input("a", word, Control.TEXT, hint=word),
        Input(word, word, Control.TEXT),
    ]
    cells = [Cell(0, 0, CellKind.TITLE, word, columns=2), Cell(1, 0, CellKind.LABEL, word, rows=len(inputs))]
    cells += [Cell(row, 1, CellKind.INPUT, word, input=input) for row, input in enumerate(inputs, 1)]
    cells.append(Cell(6, 0, CellKind.SIGNATURE, f"{word}\n{word}", columns=2, path=word))
    blocks = (Block(BlockKind.FIELDS, 1, 5, title=word), Block(BlockKind.SIGN, 6, 6))
    sheets = [Sheet(name, word, Orientation.PORTRAIT, (60, 120), (9,) * 7, tuple(cells), blocks, 1) for name in "xy"]
    words = ("id", "title", "version", "status", "clause_address", "fingerprint", "notice", "company", "footer_left")
    names = {"body_font": word, "heading_font": word, "accent": word, "dated": word}
    return replace(sample(*sheets), **dict.fromkeys(words, word), **names)


@pytest.mark.parametrize("word", WORDS)
def test_any_words_stay_words(word: str) -> None:
    data = render(hostile(word))
    assert lint(data) == []
    book = openpyxl.load_workbook(io.BytesIO(data))
    cell = book.worksheets[0]["A1"]
    assert (cell.value or "") == clean(word)
    assert cell.data_type != "f"
    assert book.worksheets[0]["A1"].hyperlink is None
    assert render(hostile(word)) == data


@pytest.mark.office
def test_the_validator_reads_all_of_them(validate: Callable[[bytes], list[str]]) -> None:
    sheets = [
        replace(sheet, id=f"{sheet.id}{number}") for number, word in enumerate(WORDS) for sheet in hostile(word).sheets
    ]
    assert validate(render(replace(hostile("".join(WORDS)), sheets=tuple(sheets)))) == []


def test_words_like_formulas_stay_words_when_typed_again() -> None:
    book = openpyxl.load_workbook(io.BytesIO(render(hostile("=1+1"))))
    assert book.worksheets[0]["A1"].quotePrefix


def test_sheet_names_are_legal_and_different() -> None:
    names = sheet_names(
        ["登记", "登记", "a/b:c[d]*?\\", "'引号'", "", "History", "很" * 40, "很" * 40, "ABC", "abc", "😀" * 20]
    )
    assert names[:6] == ["登记", "登记（2）", "a／b：c［d］＊？＼", "引号", "第5页", "History（2）"]
    assert len({name.casefold() for name in names}) == len(names)
    assert all(0 < len(name.encode("utf-16-le")) // 2 <= 31 for name in names)


def test_a_sheet_may_be_called_like_the_hidden_one() -> None:
    layout = sample()
    named = replace(layout, sheets=(replace(layout.sheets[0], title="选项"), *layout.sheets[1:]))
    data = render(named)
    assert lint(data) == []
    assert openpyxl.load_workbook(io.BytesIO(data)).sheetnames == ["选项", "巡视", "两张表", "选项（2）"]


def test_text_longer_than_a_cell_is_cut() -> None:
    sheet = Sheet("a", "页", Orientation.PORTRAIT, (180,), (9,), (Cell(0, 0, CellKind.NOTE, "长" * 40_000),), (), 1)
    value = openpyxl.load_workbook(io.BytesIO(render(sample(sheet)))).active["A1"].value
    assert len(value) == 32_767 and value.endswith("…")


def test_shorten() -> None:
    assert shorten("甲乙丙", 3) == "甲乙丙"
    assert shorten("甲乙丙丁", 3) == "甲乙…"
    assert shorten("😀😀", 3) == "😀…"


def test_a_sheet_without_anything() -> None:
    data = render(sample(Sheet("a", "空", Orientation.PORTRAIT, (), (), (), (), 1)))
    assert openpyxl.load_workbook(io.BytesIO(data)).sheetnames == ["空"]
