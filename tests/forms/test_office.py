"""Every designed form as its reader gets it: valid to Microsoft's own validator, printed by LibreOffice as designed."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest
from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from generator import stationery
from generator.excel.lint import lint
from generator.layout import FileKind, page_count, volume_of
from generator.model import Medium, PageStyle, PaperSize

from .. import cupboard
from ..support import complaints, office_all, pdf_text

EACH = pytest.mark.parametrize("form", list(cupboard.FORMS))
POINTS = {PaperSize.A4: (595, 842), PaperSize.A3: (842, 1191)}


def test_every_form_that_a_duty_asks_for_can_be_printed() -> None:
    assert {form.id for form in cupboard.library().forms} == set(cupboard.FORMS)
    assert len(cupboard.FORMS) >= 30


@EACH
def test_the_design_says_how_many_pages(form: str) -> None:
    for sheet in cupboard.layout(form).sheets:
        assert page_count(sheet) == sheet.pages, sheet.title


@EACH
@pytest.mark.office
def test_the_open_xml_sdk_and_our_lint_find_nothing_wrong(form: str, tmp_path: Path) -> None:
    for kind, content in cupboard.files(form).items():
        assert complaints(cupboard.saved(form, kind, tmp_path)) == [], kind.key
        if kind.suffix == "xlsx":
            assert lint(content) == [], kind.key


@EACH
@pytest.mark.office
def test_libreoffice_prints_the_pages_designed(form: str, tmp_path: Path) -> None:
    kinds = cupboard.kinds(form)
    pdfs = office_all([cupboard.saved(form, kind, tmp_path) for kind in kinds], "pdf")
    for kind, document in zip(kinds, pdfs, strict=True):
        medium = Medium.EXCEL if kind.suffix == "xlsx" else Medium.WORD
        sheets = volume_of(cupboard.layout(form), kind.volume).for_medium(medium)
        assert len(document) == sum(sheet.pages for sheet in sheets), kind.key
        wanted = [sheet for sheet in sheets for _ in range(sheet.pages)]
        for number, (page, text, sheet) in enumerate(zip(document, pdf_text(document), wanted, strict=True), 1):
            short, long = POINTS[sheet.paper]
            width, height = (long, short) if sheet.orientation.value == "横" else (short, long)
            assert abs(page.get_width() - width) < 2 and abs(page.get_height() - height) < 2
            squeezed = re.sub(r"\s", "", text)
            assert form in squeezed, f"{kind.key} page {number} has no form number"
            assert "拟稿" in squeezed, f"{kind.key} page {number} hides that the form is drafted"
            if sheet.style is PageStyle.FORM:
                assert f"第{number}页" in squeezed


def settled(sheet: Worksheet, formula: str) -> bool:
    """Whether none of the cells that the formula reads is one to fill in."""
    areas = [token.value for token in Tokenizer(formula).items if token.subtype == Token.RANGE]
    cells = [cell for area in areas for row in CellRange(area).rows for cell in row]
    return bool(cells) and all(sheet.cell(*cell).protection.locked for cell in cells)


@EACH
@pytest.mark.office
def test_recalculated_workbooks_agree_with_the_cached_values_blank_and_filled(form: str, tmp_path: Path) -> None:
    books = [cupboard.saved(form, kind, tmp_path) for kind in cupboard.kinds(form) if kind.suffix == "xlsx"]
    filled = cupboard.example(form)
    if filled and filled.for_medium(Medium.EXCEL):
        volume = filled.for_medium(Medium.EXCEL)[0].volume
        content = stationery.render_file(filled, FileKind("xlsx", volume))
        books.append(cupboard.saved(f"{form}-example", FileKind("xlsx", volume), tmp_path, content))
    if not books:
        return
    # Saved by openpyxl the workbooks have no cached values, so that LibreOffice must compute them.
    bare = []
    for path in books:
        openpyxl.load_workbook(path).save(path.with_name(f"bare-{path.name}"))
        bare.append(path.with_name(f"bare-{path.name}"))
    seen = computed = 0
    for path, again in zip(books, office_all(bare, "xlsx"), strict=True):
        ours = openpyxl.load_workbook(path, data_only=True)
        theirs = openpyxl.load_workbook(again, data_only=True)
        for sheet in openpyxl.load_workbook(path).worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    if not (isinstance(cell.value, str) and cell.value.startswith("=")):
                        continue
                    seen += 1
                    here = ours[sheet.title][cell.coordinate].value
                    there = theirs[sheet.title][cell.coordinate].value
                    place = f"{path.name} {sheet.title}!{cell.coordinate}"
                    if "example" not in path.name:
                        assert (here or "") == (there or ""), f"{place}: {here!r} {there!r}"
                        assert not here or settled(sheet, cell.value), f"{place} shows {here!r} before anyone wrote"
                    elif isinstance(here, int | float) and isinstance(there, int | float):
                        assert here == pytest.approx(there, abs=1e-6), place
                        computed += 1
                    else:
                        assert (here or "") == (there or ""), f"{place}: {here!r} {there!r}"
                        computed += bool(here)
    if seen and filled:
        assert computed, "the example computes nothing"


@EACH
def test_a_form_says_who_it_is_in_three_places(form: str) -> None:
    made = cupboard.layout(form)
    for kind, content in cupboard.files(form).items():
        parts = {name: data.decode("utf-8", "replace") for name, data in cupboard.parts(content).items()}
        properties = parts["docProps/custom.xml"]
        assert f">{made.id}<" in properties and f">{made.version}<" in properties
        assert f">{made.fingerprint}<" in properties
        if kind.suffix == "docx":
            footers = [text for name, text in parts.items() if name.startswith("word/footer")]
        else:
            footers = [
                text for name, text in parts.items() if name.startswith("xl/worksheets/sheet") and "<oddFooter>" in text
            ]
            names = parts["xl/workbook.xml"]
            for name, value in (("id", made.id), ("version", made.version), ("fingerprint", made.fingerprint)):
                assert f'<definedName name="form.{name}">"{value}"</definedName>' in names
        assert footers
        for footer in footers:
            assert made.id in footer and f"{made.version}版" in footer and made.fingerprint in footer
