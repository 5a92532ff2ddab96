"""Computed cells."""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl

from generator.excel.formulas import Addresses
from generator.layout import Formula, Ref

from .samples import fields_sheet, table_sheet

TITLES = {"main": "登记", "patrol": "巡 '视"}


def addresses() -> Addresses:
    return Addresses([fields_sheet(), table_sheet()], TITLES)


def test_formulas_wait_for_what_they_need(book: openpyxl.Workbook) -> None:
    sheet = book["登记"]
    assert sheet["B12"].value == '=IF(OR($D$7="",$B$7=""),"",IFERROR($D$7/$B$7,""))'
    assert sheet["B12"].number_format == "0.0%" and sheet["D12"].number_format == "General"
    assert sheet["D12"].value == '=IF(OR($B$6="",$D$6=""),"",IFERROR(ROUND(($D$6-$B$6)*1440,0),""))'
    assert book["巡视"]["F6"].value == '=IF($E$6="","",IFERROR($E$6*2,""))'


def test_other_sheets_are_quoted_merged_columns_are_one_and_new_functions_are_marked(book: openpyxl.Workbook) -> None:
    assert book["登记"]["B13"].value == (
        '=IF(COUNTA(\'巡视\'!$B$6:$B$45)=0,"",IFERROR(_xlfn.TEXTJOIN("、",TRUE,\'巡视\'!$B$6:$B$45),""))'
    )


def test_ranges_of_computed_cells_are_not_taken_for_filled(book: openpyxl.Workbook) -> None:
    assert book["巡视"]["F46"].value == (
        '=IF(COUNT($F$6:$F$45)+COUNTIF($F$6:$F$45,"?*")=0,"",IFERROR(SUM($F$6:$F$45),""))'
    )


def test_cached_values_are_empty_words(data: bytes) -> None:
    seen = 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"):
            for cell in re.findall(r"<c [^>]*><f>.*?</c>", archive.read(name).decode()):
                assert ' t="str">' in cell and cell.endswith("<v></v></c>")
                seen += 1
        assert 'fullCalcOnLoad="1"' in archive.read("xl/workbook.xml").decode()
    assert seen == 44


def test_formula_cells_are_locked(book: openpyxl.Workbook) -> None:
    for sheet in book:
        for row in sheet.iter_rows():
            assert all(cell.protection.locked for cell in row if cell.data_type == "f")


def test_a_reference_to_a_sheet_that_is_not_there_makes_no_formula() -> None:
    lost = Ref("word", 0, 0, 0, 0)
    assert addresses().formula(Formula((lost,), ()), "main") == ""
    assert addresses().formula(Formula(("1",), (lost,)), "main") == ""


def test_sheet_names_are_quoted_and_their_quotes_doubled() -> None:
    ref = Ref("patrol", 5, 4, 5, 4)
    assert (
        addresses().formula(Formula((ref,), (ref, ref)), "main")
        == "=IF('巡 ''视'!$E$6=\"\",\"\",IFERROR('巡 ''视'!$E$6,\"\"))"
    )


def test_without_needs_only_errors_are_hidden() -> None:
    assert addresses().formula(Formula(("TODAY()",), ()), "main") == '=IFERROR(TODAY(),"")'


def test_formulas_longer_than_excel_reads_are_left_out() -> None:
    assert addresses().formula(Formula(("1+" * 5000 + "1",), ()), "main") == ""
