"""Sums of forms hold with what people really write."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest

from generator import stationery
from generator.excel import places
from generator.layout import FileKind
from generator.model import Medium

from .. import cupboard
from ..support import office

pytestmark = pytest.mark.office
Again = Callable[..., Callable[[str], object]]


@pytest.fixture
def again(tmp_path: Path) -> Again:
    """The example of a form with some entries exchanged, recalculated: its values by tag."""

    def recalculated(form: str, entries: Mapping[str, object]) -> Callable[[str], object]:
        example = cupboard.example(form)
        assert example
        volume = example.for_medium(Medium.EXCEL)[0].volume
        book = openpyxl.load_workbook(io.BytesIO(stationery.render_file(example, FileKind("xlsx", volume))))
        where = places(example)
        for tag, entry in entries.items():
            book[where[tag].sheet][where[tag].cell] = entry
        path = tmp_path / f"{form}.xlsx"
        book.save(path)
        made = openpyxl.load_workbook(office(path, "xlsx"), data_only=True)
        return lambda tag: made[where[tag].sheet][where[tag].cell].value

    return recalculated


def test_masked_customers_are_told_apart_and_blanks_at_the_end_forgiven(again: Again) -> None:
    large = {"customer": ("KH***1", "KH0001", "KH***1 "), "amount": (30_000, 40_000, 50_000)}
    entries: dict[str, object] = {
        f"large.{column}.{row}": value for column, values in large.items() for row, value in enumerate(values, 1)
    }
    entries |= {
        f"large.{column}.{row}": value for column, value in (("way", "收"), ("currency", "人民币")) for row in (1, 2, 3)
    }
    made = again("F04-01", entries)
    assert [made(f"large.total.{row}") for row in (1, 2, 3)] == [80_000, 40_000, 80_000]


def test_the_total_difference_is_that_of_the_totals(again: Again) -> None:
    good = again("F04-02", {})
    made = again("F04-02", {"tellers.paid-in.1": None})
    sums = [made(f"tellers.合计.{column}") for column in ("due-in", "paid-in", "diff-in")]
    assert good("tellers.paid-in.1") and sums[2] == pytest.approx(sums[1] - sums[0])  # type: ignore[operator]
