"""What stands in the workbook, read by openpyxl."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from itertools import accumulate

import openpyxl
import pytest

from generator.excel import render
from generator.layout import FormLayout
from generator.model import Medium

from .samples import fields_sheet, sample, table_sheet, two_tables_sheet

MM_PER_INCH = 25.4


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def test_one_worksheet_for_each_sheet_of_the_medium(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == ["登记", "巡视", "两张表", "选项"]
    assert [sheet.sheet_state for sheet in book] == ["visible", "visible", "visible", "veryHidden"]
    assert book.active.title == "登记"


def test_a_form_without_sheets_for_excel_has_no_workbook() -> None:
    word = replace(fields_sheet(), only=Medium.WORD)
    with pytest.raises(ValueError, match="no sheet for Excel"):
        render(sample(word))


def test_same_layout_same_bytes(layout: FormLayout, data: bytes) -> None:
    assert render(layout) == data


def test_properties(data: bytes, book: openpyxl.Workbook) -> None:
    assert book.properties.title == "样例登记表"
    assert book.properties.subject == "F99-01 1.0版（拟稿）"
    assert book.properties.creator == "样例保险公司"
    assert f"{book.properties.created:%Y-%m-%d}" == f"{book.properties.modified:%Y-%m-%d}" == "2026-11-24"
    assert {p.name: p.value for p in book.custom_doc_props.props} == {
        "FormId": "F99-01",
        "FormVersion": "1.0",
        "ClauseAddress": "03/records/diary",
        "Fingerprint": "f1a2b3",
    }


def test_page(book: openpyxl.Workbook) -> None:
    for name, orientation, pages, last in (("登记", "portrait", 1, "$D$19"), ("巡视", "landscape", 3, "$F$46")):
        sheet = book[name]
        assert sheet.page_setup.paperSize == 9
        assert (sheet.page_setup.orientation or "portrait") == orientation
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight or 1) == (1, pages)
        assert sheet.print_options.horizontalCentered
        margins = sheet.page_margins
        assert [round(m * MM_PER_INCH, 1) for m in (margins.left, margins.right, margins.top, margins.bottom)] == [
            15,
            15,
            14,
            17,
        ]
        assert round(margins.footer * MM_PER_INCH, 1) == 8
        assert sheet.print_area.replace("'", "") == f"{name}!$A$1:{last}"
        view = sheet.sheet_view
        assert not view.showGridLines and not view.view and (view.zoomScale or 100) == 100


def test_footer_says_which_form_and_which_page(data: bytes) -> None:
    found = re.search("<oddFooter>(.*?)</oddFooter>", part(data, "xl/worksheets/sheet1.xml"))
    assert found and found[1].replace("&quot;", '"') == (
        '&amp;L&amp;8&amp;"宋体,Regular"F99-01 1.0版（拟稿） R&amp;&amp;D&amp;R&amp;8&amp;"宋体,Regular"第 &amp;P 页 共 &amp;N 页'
    )


def test_a_long_footer_is_cut(layout: FormLayout) -> None:
    xml = part(render(replace(layout, footer_left="甲&" * 300)), "xl/worksheets/sheet1.xml")
    found = re.search("<oddFooter>(.*?)</oddFooter>", xml)
    assert found
    footer = found[1].replace("&quot;", '"').replace("&amp;", "&")
    assert len(footer) <= 255 and footer.endswith("第 &P 页 共 &N 页") and "…" in footer


def test_lengths_are_those_of_the_layout(book: openpyxl.Workbook) -> None:
    """Columns as Excel computes pixels from a width, with digits 7 pixels wide."""
    for sheet in (fields_sheet(), table_sheet(), two_tables_sheet()):
        widths = []
        for column in book[sheet.title].column_dimensions.values():
            widths += [column.width] * (column.max - column.min + 1)
        pixels = [int((256 * width + int(128 / 7)) / 256 * 7) for width in widths]
        for mm, px in zip(sheet.widths, pixels, strict=True):
            assert px / 96 * MM_PER_INCH == pytest.approx(mm, rel=0.02)
        lines = zip(accumulate(pixels), accumulate(sheet.widths), strict=True)
        assert all(abs(px / 96 * MM_PER_INCH - mm) < 0.14 for px, mm in lines)
    for sheet in (fields_sheet(), table_sheet()):
        for row, mm in enumerate(sheet.heights, 1):
            assert book[sheet.title].row_dimensions[row].height / 72 * MM_PER_INCH == pytest.approx(mm, abs=0.14)


def test_a_long_table_repeats_its_header_and_keeps_it_on_the_screen(book: openpyxl.Workbook) -> None:
    assert book["巡视"].print_title_rows == "$4:$5"
    assert book["巡视"].freeze_panes == "A6"


def test_a_sheet_of_several_tables_repeats_no_row(book: openpyxl.Workbook) -> None:
    # The footer names the form; a repeated caption would carry half of the printed code.
    assert book["两张表"].print_title_rows is None
    assert book["两张表"].freeze_panes is None
    assert book["登记"].print_title_rows is None
    assert book["登记"].freeze_panes is None


def test_only_inputs_are_unlocked(book: openpyxl.Workbook) -> None:
    sheet = book["登记"]
    protection = sheet.protection
    assert protection.sheet and not protection.password
    # openpyxl: False means "allowed".
    assert not (protection.formatColumns or protection.formatRows or protection.sort or protection.autoFilter)
    assert not (protection.selectLockedCells or protection.selectUnlockedCells)
    assert protection.insertRows and protection.deleteRows and protection.formatCells
    unlocked = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert unlocked == {f"{column}{row}" for row in range(5, 12) for column in "BD"} | {"B15", "C15", "D15"}
    assert book["巡视"]["D6"].protection.locked, "struck"
    assert not book["巡视"]["D7"].protection.locked


def test_kinds_look_different(book: openpyxl.Workbook) -> None:
    sheet, table = book["登记"], book["巡视"]
    fill = {name: sheet[name].fill.fgColor.rgb for name in ("A5", "B5", "B12")}
    # Where people write, the paper stays white.
    assert fill == {"A5": "FFF2F4F3", "B5": "00000000", "B12": "FFF8F9F9"}
    assert table["A4"].fill.fgColor.rgb == "FFF2F4F3" and table["D6"].fill.fgColor.rgb == "FFE7E7E7"
    assert sheet["A5"].font.name == "黑体" and sheet["B5"].font.name == "宋体"
    assert sheet["A2"].font.sz == 18 and sheet["A2"].font.b
    assert sheet["B15"].alignment.wrap_text and sheet["B15"].alignment.vertical == "top"
    assert sheet["B5"].alignment.vertical == "center"
    signature = sheet["A17"]
    assert signature.alignment.vertical == "distributed" and signature.value.startswith("主持人（签字）：\n　")
    assert sheet["C17"].font.sz < 10.5, "the label fits its cell"


def test_no_font_depends_on_the_theme(data: bytes) -> None:
    styles = part(data, "xl/styles.xml")
    assert "<scheme" not in styles and "theme=" not in styles
    assert set(re.findall('<name val="([^"]*)"', styles)) == {"宋体", "黑体"}
    assert styles.index('<sz val="10.5"/>') < styles.index("<fill"), "the ruler for column widths"


def test_borders(book: openpyxl.Workbook) -> None:
    sheet = book["登记"]
    for name in ("A1", "A2", "A4", "A19"):
        assert not sheet[name].border.left.style and not sheet[name].border.top.style
    corner = sheet["A5"].border
    assert (corner.top.style, corner.left.style, corner.bottom.style, corner.right.style) == (
        "medium",
        "medium",
        "thin",
        "thin",
    )
    assert sheet["D5"].border.right.style == "medium"
    # Every cell that a merge covers has its border.
    assert [sheet[f"{column}13"].border.bottom.style for column in "BCD"] == ["medium"] * 3
    assert sheet["D13"].border.right.style == "medium"
    bottom = book["巡视"]["A46"].border
    assert bottom.bottom.style == "medium" and bottom.top.style == "thin"


def test_merges(book: openpyxl.Workbook) -> None:
    merged = {str(area) for area in book["巡视"].merged_cells.ranges}
    assert {"A4:A5", "B4:C5", "D4:E4", "F4:F5", "B6:C6", "A46:E46"} <= merged
