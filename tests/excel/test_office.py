"""The workbook as Microsoft's validator and LibreOffice see it."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, time

import openpyxl
import pypdfium2
import pytest

pytestmark = pytest.mark.office
Convert = Callable[[bytes, str], bytes]
MM_PER_POINT = 25.4 / 72


def words(document: pypdfium2.PdfDocument) -> list[str]:
    return ["".join(page.get_textpage().get_text_range().split()) for page in document]


def test_valid(validate: Callable[[bytes], list[str]], data: bytes) -> None:
    assert validate(data) == []


def test_prints_as_designed(convert: Convert, data: bytes) -> None:
    document = pypdfium2.PdfDocument(convert(data, "pdf"))
    sizes = [(round(page.get_width()), round(page.get_height())) for page in document]
    assert sizes == [(595, 842)] + [(842, 595)] * 3 + [(595, 842)] * 2
    pages = words(document)
    assert all(f"第{number}页共6页" in page and "F99-01" in page for number, page in enumerate(pages, 1))
    assert all("开门前" in page for page in pages[1:4]), "the header repeats"
    assert "agenda" not in pages[4] and "agenda" in pages[5], "the table is in one piece"
    assert not any("#" in page or "0.00" in page for page in pages)


def test_widths_on_paper(convert: Convert, data: bytes) -> None:
    """From the left edge of the words in column A to those in column C: 24 + 66 mm."""
    page = pypdfium2.PdfDocument(convert(data, "pdf"))[0].get_textpage()
    edges = []
    for word in ("到会率", "时长（分钟）"):
        found = page.search(word).get_next()
        assert found
        first = page.get_charbox(found[0])
        last = page.get_charbox(found[0] + found[1] - 1)
        edges.append((first[0] + last[2]) / 2 * MM_PER_POINT)
    assert edges[1] - edges[0] == pytest.approx(90, rel=0.02)


def test_recalculated_it_stays_empty(convert: Convert, data: bytes) -> None:
    # Saved by openpyxl it has no cached values, so that LibreOffice must compute them.
    target = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(data)).save(target)
    again = openpyxl.load_workbook(io.BytesIO(convert(target.getvalue(), "xlsx")), data_only=True)
    for sheet, places in (("登记", ("B12", "D12", "B13")), ("巡视", ("F6", "F45", "F46"))):
        assert [again[sheet][place].value or "" for place in places] == ["", "", ""]
    names = set(again.defined_names)
    assert {"f.unit", "f.day1", "t.patrol.result_before", "list_1_"} <= names


def test_filled_in_it_computes(convert: Convert, data: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(data))
    main, patrol = book["登记"], book["巡视"]
    main["D5"], main["B6"], main["D6"] = date(2026, 3, 5), time(8, 30), time(9, 15)
    main["B7"], main["D7"] = 20, 15
    patrol["B6"], patrol["B8"], patrol["E6"], patrol["E8"] = "大厅", "柜台", 3, 4
    target = io.BytesIO()
    book.save(target)
    again = openpyxl.load_workbook(io.BytesIO(convert(target.getvalue(), "xlsx")), data_only=True)
    assert again["登记"]["B12"].value == 0.75
    assert again["登记"]["D12"].value == 45
    assert again["登记"]["B13"].value == "大厅、柜台"
    assert (again["巡视"]["F6"].value, again["巡视"]["F7"].value or "", again["巡视"]["F46"].value) == (6, "", 14)
    printed = words(pypdfium2.PdfDocument(convert(target.getvalue(), "pdf")))
    assert "2026年3月5日" in printed[0] and "8:30" in printed[0] and "20人" in printed[0] and "75.0%" in printed[0]
