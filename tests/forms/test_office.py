"""Every designed form as its reader gets it: valid to Microsoft's own validator, printed by LibreOffice as designed."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest

from generator.excel.lint import lint
from generator.layout import page_count
from generator.model import Medium
from generator.references import Index
from generator.source import load
from generator.stationery import Stationery, render

from ..support import ROOT, complaints, office, pdf_of, pdf_text

_library = load(ROOT / "regulations").library
assert _library is not None
MADE = {made.layout.id: made for made in render(Index(_library))}
EACH = pytest.mark.parametrize("form", list(MADE.values()), ids=list(MADE))


def saved(form: Stationery, suffix: str, folder: Path) -> Path:
    path = folder / f"{form.layout.id}.{suffix}"
    path.write_bytes(form.files[suffix])
    return path


def test_there_are_forms() -> None:
    assert {"F01-01", "F03-01", "F08-01", "F10-01"} <= set(MADE)


@EACH
def test_the_design_says_how_many_pages(form: Stationery) -> None:
    for sheet in form.layout.sheets:
        assert page_count(sheet) == sheet.pages, sheet.title


@EACH
@pytest.mark.office
@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
def test_the_open_xml_sdk_finds_nothing_wrong(form: Stationery, suffix: str, tmp_path: Path) -> None:
    assert complaints(saved(form, suffix, tmp_path)) == []


@EACH
def test_our_own_lint_finds_nothing_wrong(form: Stationery) -> None:
    assert lint(form.files["xlsx"]) == []


@EACH
@pytest.mark.office
@pytest.mark.parametrize(("suffix", "medium"), [("docx", Medium.WORD), ("xlsx", Medium.EXCEL)])
def test_libreoffice_prints_the_pages_designed(form: Stationery, suffix: str, medium: Medium, tmp_path: Path) -> None:
    document = pdf_of(saved(form, suffix, tmp_path))
    sheets = form.layout.for_medium(medium)
    assert len(document) == sum(sheet.pages for sheet in sheets)
    sizes = []
    for sheet in sheets:
        wide = sheet.orientation.value == "横"
        sizes += [(842, 595) if wide else (595, 842)] * sheet.pages
    for page, (width, height) in zip(document, sizes, strict=True):
        assert abs(page.get_width() - width) < 2 and abs(page.get_height() - height) < 2
    for number, text in enumerate(pdf_text(document), 1):
        squeezed = re.sub(r"\s", "", text)
        assert form.layout.id in squeezed, f"page {number} has no form number"
        assert f"第{number}页" in squeezed
        assert "拟稿" in squeezed, f"page {number} hides that the form is drafted"


@EACH
@pytest.mark.office
def test_recalculated_workbook_agrees_with_the_cached_values(form: Stationery, tmp_path: Path) -> None:
    path = saved(form, "xlsx", tmp_path)
    ours = openpyxl.load_workbook(path, data_only=True)
    theirs = openpyxl.load_workbook(office(path, "xlsx"), data_only=True)
    formulas = openpyxl.load_workbook(path)
    seen = 0
    for sheet in formulas.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    seen += 1
                    cached = ours[sheet.title][cell.coordinate].value or ""
                    again = theirs[sheet.title][cell.coordinate].value or ""
                    assert cached == again == "", f"{sheet.title}!{cell.coordinate}: {cached!r} {again!r}"
    assert seen
