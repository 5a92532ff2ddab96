"""What holds for every exchange format: which items go out, marks, determinism, hostile texts."""

from __future__ import annotations

import io
import sqlite3
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from generator.exams import Choice, Item
from generator.exams.exchange import EXPORTS, Context, context_of, custom_export, left_out
from generator.exams.exchange.order import as_choice, mixed
from generator.exams.exchange.words import letter, pieces
from generator.model import QuestionType

from ..cupboard import index
from .exchange_bank import bank, context, invented, surroundings, written

CUSTOM, _ = custom_export('name: 甲\ncolumns: {题: "{题干}", 答: "{答案}"}\n'.encode(), "m.yml")
assert CUSTOM is not None
FORMATS = {**EXPORTS, "custom": CUSTOM}


def words(data: bytes) -> str:
    """Everything that can be read in a file, wherever it stands."""
    if data[:2] != b"PK":
        return data.decode()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        if "xl/workbook.xml" in names:
            rows = load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(values_only=True)
            return "\n".join(str(cell) for row in rows for cell in row)
        if "collection.anki2" in names:
            with sqlite3.connect(":memory:") as base:
                base.deserialize(archive.read("collection.anki2"))
                return "\n".join(f"{flds} {tags}" for flds, tags in base.execute("SELECT flds, tags FROM notes"))
        return "\n".join(archive.read(name).decode() for name in names)


def test_the_formats_are_those_of_the_brief() -> None:
    assert list(EXPORTS) == ["anki", "moodle", "qti", "gift", "kaoshibao", "xuexitong", "wenjuanxing"]
    assert len({export.file for export in EXPORTS.values()}) == len(EXPORTS)


@pytest.mark.parametrize("key", FORMATS)
class TestEveryFormat:
    def test_takes_the_whole_bank_and_says_what_is_drafted(self, key: str) -> None:
        data = FORMATS[key].render(written(), context())
        read = words(data)
        assert read.count("（含拟稿）") >= sum(item.drafted for item in written())
        assert data == FORMATS[key].render(list(written()), context()), "the same items give the same bytes"

    def test_holds_every_item_of_the_bank(self, key: str) -> None:
        assert [item.id for item in bank() if not FORMATS[key].holds(item)] == []

    def test_keeps_derived_items_back_unless_asked(self, key: str) -> None:
        some = [*written()[:3], *[item for item in bank() if item.derived][:3]]
        held = FORMATS[key].render(some, context())
        assert held == FORMATS[key].render(some[:3], context())
        asked = words(FORMATS[key].render(some, replace(context(), derived=True)))
        assert asked.count("（自动生成）") == 3

    def test_takes_no_items(self, key: str) -> None:
        assert FORMATS[key].render([], context())

    @settings(max_examples=40, deadline=None)
    @given(items=st.lists(invented(), min_size=1, max_size=4), around=surroundings())
    def test_takes_hostile_texts(self, key: str, items: list[Item], around: Context) -> None:
        items = list({item.id: item for item in items}.values())
        data = FORMATS[key].render(items, around)
        assert data == FORMATS[key].render(items, around)
        assert words(data).count("含拟稿") >= sum(item.drafted for item in items)


def test_what_a_format_cannot_hold_is_told() -> None:
    wide = replace(written()[0], id="wide", options=tuple(Choice(str(n), n == 1) for n in range(9)))
    assert left_out("kaoshibao", [*written(), wide]) == [wide]
    assert left_out("xuexitong", [wide]) == [wide]
    assert left_out("moodle", [wide]) == []
    assert "wide" not in words(EXPORTS["kaoshibao"].render([wide], context()))


def test_dates_come_from_the_caller_and_else_from_the_regulation() -> None:
    item = written()[0]
    newest = max(edition.date for edition in index().library.regulation_by_key[item.regulation].editions)
    known = context_of(index(), changed={item.id: 1_798_848_000})
    assert context().modified(item) == (newest - date(1970, 1, 1)).days * 86400
    assert known.modified(item) == 1_798_848_000


@given(invented((QuestionType.ORDER,)))
def test_an_order_becomes_a_choice_with_one_right_order(item: Item) -> None:
    made, shown = as_choice(item), mixed(item)
    assert sorted(shown) == sorted(item.steps)
    numbers = "①②③④⑤⑥⑦⑧"
    told = [tuple(shown[numbers.index(sign)] for sign in choice.text) for choice in made.options]
    assert [order for order, choice in zip(told, made.options, strict=True) if choice.right] == [item.steps]
    assert len(set(told)) == len(told)
    if len(set(item.steps)) > 2:
        assert 3 <= len(told) <= 4


@given(invented((QuestionType.CLOZE,)))
def test_a_stem_has_a_place_for_each_blank(item: Item) -> None:
    assert len(pieces(item)) == len(item.blanks) + 1


def test_letters_go_on_beyond_the_alphabet() -> None:
    assert [letter(at) for at in (0, 25, 26, 27, 52)] == ["A", "Z", "AA", "AB", "BA"]
