"""The names by which a returned workbook is read."""

from __future__ import annotations

import openpyxl
import pytest

from generator.excel.names import absolute, excel_name, path_of


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("topic", "f.topic"),
        ("day1", "f.day1"),
        ("r", "f.r"),
        ("follow-up", "f.follow_up"),
        ("agenda.topic", "t.agenda.topic"),
        ("f.topic", "t.f.topic"),
        ("patrol.result-before", "t.patrol.result_before"),
    ],
)
def test_paths_and_names_are_two_ways_to_write_the_same(path: str, name: str) -> None:
    assert excel_name(path) == name
    assert path_of(name) == path


@pytest.mark.parametrize("path", ["", "合计", "a b", "A", "a_b", "-a", "a.b.c", "a!b", "a" * 254])
def test_what_is_no_path_has_no_name(path: str) -> None:
    assert excel_name(path) == ""


@pytest.mark.parametrize("name", ["list_1_", "f.a.b", "t.a", "f.Topic", "_xlnm.Print_Area", "f.a-b", ""])
def test_other_names_are_no_paths(name: str) -> None:
    assert path_of(name) == ""


def test_fields_are_cells_and_columns_are_ranges(book: openpyxl.Workbook) -> None:
    names = {name: made.attr_text for name, made in book.defined_names.items()}
    assert names["f.unit"] == "'登记'!$B$5"
    assert names["f.day1"] == "'登记'!$D$5"
    assert names["f.sum_paid"] == "'登记'!$D$8"
    assert names["f.summary"] == "'登记'!$B$15"
    assert names["f.rate"] == "'登记'!$B$12"
    assert names["t.patrol.item"] == "'巡视'!$B$6:$B$45", "merged cells: the first column holds the values"
    assert names["t.patrol.double"] == "'巡视'!$F$6:$F$45"


def test_a_column_begins_with_the_table_even_if_its_first_cells_are_struck(book: openpyxl.Workbook) -> None:
    assert book.defined_names["t.patrol.result_before"].attr_text == "'巡视'!$D$6:$D$45"


def test_totals_and_signatures_have_no_names(book: openpyxl.Workbook) -> None:
    assert not [name for name in book.defined_names if "合计" in name or "sign" in name]


@pytest.mark.parametrize(("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_addresses(column: int, letters: str) -> None:
    assert absolute(4, column) == f"${letters}$5"
