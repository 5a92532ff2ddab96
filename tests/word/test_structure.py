"""What the document is made of: package, fonts, pages, tables."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from generator.layout import FormLayout
from generator.model import Medium
from generator.word import render

from .parts import W, find, members, part

SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")


def test_equal_layouts_give_equal_bytes(layout: FormLayout) -> None:
    assert render(layout) == render(replace(layout))


def test_package_is_ours_sorted_and_small(layout: FormLayout) -> None:
    data = render(layout)
    names = list(members(data))
    assert names[0] == "[Content_Types].xml"
    assert names[1:] == sorted(names[1:])
    assert not [name for name in names if "theme" in name or "header" in name or "stylesWithEffects" in name]
    assert len(data) < 20_000


def test_every_run_and_style_names_its_font_in_all_slots(layout: FormLayout) -> None:
    data = render(layout)
    for name in members(data):
        if not name.startswith("word/") or not name.endswith(".xml"):
            continue
        tree = part(data, name)
        assert not find(tree, "//w:rFonts/@*[contains(local-name(), 'Theme')]"), name
        for fonts in find(tree, "//w:rFonts"):
            values = {fonts.get(W + slot) for slot in SLOTS}
            assert len(values) == 1 and values <= {"宋体", "黑体", "仿宋", "MS Gothic"}, (name, values)
        assert not find(tree, "//w:r[not(w:rPr/w:rFonts)][not(w:drawing)]"), name
        assert not find(tree, "//w:style[@w:type='paragraph'][not(w:rPr/w:rFonts)]"), name


def test_language_is_chinese(layout: FormLayout) -> None:
    data = render(layout)
    assert find(part(data, "word/styles.xml"), "//w:docDefaults//w:lang/@w:eastAsia") == ["zh-CN"]
    settings = part(data, "word/settings.xml")
    assert find(settings, "//w:themeFontLang/@w:eastAsia") == ["zh-CN"]
    assert find(settings, "//w:compatSetting[@w:name='compatibilityMode']/@w:val") == ["15"]
    assert find(settings, "//w:autoHyphenation/@w:val") == ["0"]


def test_each_sheet_is_an_a4_section_of_its_own(layout: FormLayout) -> None:
    sections = find(part(render(layout)), "//w:sectPr")
    sizes = [{key.removeprefix(W): value for key, value in s.find(W + "pgSz").items()} for s in sections]
    assert sizes[0] == {"w": "11906", "h": "16838", "code": "9"}
    assert sizes[1] == {"w": "16838", "h": "11906", "code": "9", "orient": "landscape"}
    assert find(sections[1], "w:type/@w:val") == ["nextPage"]
    assert find(sections[0], "w:pgMar/@w:left") == ["850"]
    assert not find(sections[0], "w:headerReference")


def test_footer_holds_the_form_and_the_page(layout: FormLayout) -> None:
    data = render(layout)
    places = {}
    left, notice = "F99-01  1.0版（拟稿）", "拟稿，以正式文件为准"
    data = render(replace(layout, footer_left=f"{left}\n{notice}"))
    for orientation, width in (("portrait", 210), ("landscape", 297)):
        tree = part(data, f"word/footer-form-{width}.xml")
        assert "".join(find(tree, "//w:t/text()")) == f"{left}第 1 页 共 3 页{notice}"
        assert [code.strip() for code in find(tree, "//w:fldSimple/@w:instr")] == ["PAGE", "NUMPAGES"]
        places[orientation] = int(find(tree, "//w:tab/@w:pos")[0])
    assert places["landscape"] - places["portrait"] == 16838 - 11906


def test_tables_have_fixed_columns_and_rows_that_do_not_split(layout: FormLayout) -> None:
    for table in find(part(render(layout)), "//w:tbl"):
        grid = [int(width) for width in find(table, "w:tblGrid/w:gridCol/@w:w")]
        assert find(table, "w:tblPr/w:tblLayout/@w:type") == ["fixed"]
        assert find(table, "w:tblPr/w:tblCaption/@w:val")[0]
        for row in find(table, "w:tr"):
            assert find(row, "w:trPr/w:cantSplit")
            assert find(row, "w:trPr/w:trHeight/@w:hRule") == ["atLeast"]
            assert sum(int(width) for width in find(row, "w:tc/w:tcPr/w:tcW/@w:w")) == sum(grid)
            spans = [int((find(cell, "w:tcPr/w:gridSpan/@w:val") or [1])[0]) for cell in find(row, "w:tc")]
            assert sum(spans) == len(grid)


def test_tables_are_as_wide_as_the_page_allows(layout: FormLayout) -> None:
    widths = find(part(render(layout)), "//w:tbl/w:tblPr/w:tblW/@w:w")
    assert widths == ["10205", "10205", "10205", "15137"]


def test_header_rows_repeat(layout: FormLayout) -> None:
    table = find(part(render(layout)), "//w:tbl")[-1]
    marked = [bool(find(row, "w:trPr/w:tblHeader")) for row in find(table, "w:tr")]
    assert marked[:3] == [True, True, False]
    assert sum(marked) == 2
    assert find(table, "w:tr[1]//w:pPr/w:keepNext")


def test_merged_cells(layout: FormLayout) -> None:
    table = find(part(render(layout)), "//w:tbl")[-1]
    assert find(table, "w:tr[1]/w:tc/w:tcPr/w:vMerge/@w:val") == ["restart", "restart"]
    assert find(table, "w:tr[2]/w:tc/w:tcPr/w:vMerge/@w:val") == ["continue", "continue"]
    assert find(table, "w:tr[1]/w:tc/w:tcPr/w:gridSpan/@w:val") == ["2"]


def test_struck_cells_are_grey_and_hold_nothing(layout: FormLayout) -> None:
    cells = find(part(render(layout)), "//w:tc[w:tcPr/w:shd/@w:fill='E7E7E7']")
    assert len(cells) == 1
    assert not find(cells[0], ".//w:sdt | .//w:r")


def test_two_tables_never_touch_and_the_last_paragraph_is_low(layout: FormLayout) -> None:
    body = find(part(render(layout)), "/w:document/w:body")[0]
    kinds = [child.tag.removeprefix(W) for child in body]
    assert ("tbl", "tbl") not in itertools.pairwise(kinds)
    assert kinds[-2:] == ["p", "sectPr"]
    assert find(body[-2], "w:pPr/w:spacing/@w:line") == ["20"]


def test_headings_are_headings(layout: FormLayout) -> None:
    data = render(layout)
    styled = find(part(data), "//w:p[starts-with(w:pPr/w:pStyle/@w:val, 'Heading')]")
    assert ["".join(find(p, ".//w:t/text()")) for p in styled] == [
        "样例登记表",
        "一、情况",
        "样例登记表（明细）",
        "二、明细",
    ]
    levels = find(part(data, "word/styles.xml"), "//w:style[starts-with(@w:styleId, 'Heading')]//w:outlineLvl/@w:val")
    assert levels == ["0", "1"]


def test_properties_say_which_form_it_is(layout: FormLayout) -> None:
    data = render(layout)
    custom = part(data, "docProps/custom.xml")
    found = {entry.get("name"): "".join(entry.itertext()) for entry in custom}
    assert found == {
        "FormId": "F99-01",
        "FormVersion": "1.0",
        "ClauseAddress": "03/records/diary",
        "Fingerprint": "f1a2b3",
    }
    core = {entry.tag.rpartition("}")[2]: entry.text for entry in part(data, "docProps/core.xml")}
    assert core["title"] == "样例登记表"
    assert core["created"] == core["modified"] == "2026-11-24T00:00:00Z"


def test_other_fonts_are_taken_from_the_layout(layout: FormLayout) -> None:
    data = render(replace(layout, body_font="仿宋", heading_font="楷体"))
    fonts = set(find(part(data), "//w:rFonts/@w:eastAsia"))
    assert fonts == {"仿宋", "楷体", "MS Gothic"}


def test_a_form_without_a_word_sheet_is_refused(layout: FormLayout) -> None:
    with pytest.raises(ValueError, match="F99-01"):
        render(replace(layout, sheets=tuple(replace(sheet, only=Medium.EXCEL) for sheet in layout.sheets)))
