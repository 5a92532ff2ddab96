"""Content controls: named, numbered, blank."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from generator.layout import FormLayout, Input
from generator.layout.measure import text_width
from generator.model import Control
from generator.word import render
from generator.word.controls import Controls, input_runs
from generator.word.text import Type

from .parts import find, part
from .samples import fields_sheet


def control(data: bytes, tag: str) -> Any:
    """The one control with that tag."""
    (found,) = find(part(data), f"//w:sdt[w:sdtPr/w:tag/@w:val='{tag}']")
    return found


def with_input(layout: FormLayout, made: Input) -> FormLayout:
    """The layout with its first input replaced."""
    sheet = fields_sheet()
    cells = tuple(
        replace(cell, input=made) if cell.input and cell.input.path == "unit" else cell for cell in sheet.cells
    )
    return replace(layout, sheets=(replace(sheet, cells=cells),))


def test_tags_and_numbers_are_unique(layout: FormLayout) -> None:
    tree = part(render(layout))
    tags, numbers = find(tree, "//w:sdtPr/w:tag/@w:val"), find(tree, "//w:sdtPr/w:id/@w:val")
    assert len(set(tags)) == len(tags) == len(find(tree, "//w:sdt"))
    assert len(set(numbers)) == len(numbers)
    assert all(0 < int(number) < 2**31 for number in numbers)


def test_numbers_stay_when_other_fields_come_and_go(layout: FormLayout) -> None:
    sheet = layout.sheets[0]
    fewer = replace(sheet, cells=tuple(c for c in sheet.cells if not c.input or c.input.path != "day"))
    before = control(render(layout), "summary")
    after = control(render(replace(layout, sheets=(fewer,))), "summary")
    assert find(before, "w:sdtPr/w:id/@w:val") == find(after, "w:sdtPr/w:id/@w:val")


def test_inputs_print_blank(layout: FormLayout) -> None:
    data = render(layout)
    blanks = find(part(data), "//w:sdt[w:sdtPr/w:showingPlcHdr]")
    assert len(blanks) > 60
    for blank in blanks:
        text = "".join(find(blank, "w:sdtContent//w:t/text()"))
        assert text
        assert set(text) == {"\u2002"}


def test_cleared_controls_print_blank_again(layout: FormLayout) -> None:
    data = render(layout)
    glossary = part(data, "word/glossary/document.xml")
    spaces = {
        find(entry, ".//w:docPartPr/w:name/@w:val")[0]: "".join(find(entry, ".//w:t/text()"))
        for entry in find(glossary, "//w:docPart")
    }
    assert {text.strip("\u2002").strip("_") for text in spaces.values()} == {""}
    for blank in find(part(data), "//w:sdt[w:sdtPr/w:placeholder]"):
        name = find(blank, "w:sdtPr/w:placeholder/w:docPart/@w:val")[0]
        assert "".join(find(blank, "w:sdtContent//w:t/text()")) == spaces[name]


def test_each_way_of_filling_has_its_control(layout: FormLayout) -> None:
    data = render(layout)
    assert find(control(data, "unit"), "w:sdtPr/w:text[not(@w:multiLine)]")
    assert find(control(data, "summary"), "w:sdtPr/w:text/@w:multiLine") == ["1"]
    assert find(control(data, "day"), "w:sdtPr/w:date/w:dateFormat/@w:val") == ["yyyy年M月d日"]
    assert find(control(data, "day"), "w:sdtPr/w:date/w:lid/@w:val") == ["zh-CN"]
    assert find(control(data, "kind"), "w:sdtPr/w:dropDownList/w:listItem/@w:value") == ["甲", "乙", " "]
    assert find(control(data, "items.score.1"), "w:sdtPr/w:text")
    assert find(control(data, "items.score.1"), "w:sdtPr/w:alias/@w:val") == ["得分"]
    assert find(control(data, "items.合计.score"), "w:sdtPr/w:alias/@w:val") == ["合计"]


def test_boxes_to_tick(layout: FormLayout) -> None:
    data = render(layout)
    for tag in ("public", "way:现场", "way:视频"):
        box = control(data, tag)
        assert "".join(find(box, "w:sdtContent//w:t/text()")) == "☐"
        assert find(box, "w:sdtPr/w14:checkbox/w14:checked/@w14:val") == ["0"]
        assert find(box, "w:sdtPr/w14:checkbox/w14:checkedState/@w14:val") == ["2611"]
        assert find(box, "w:sdtPr/w14:checkbox/w14:uncheckedState/@w14:val") == ["2610"]
    (paragraph,) = find(control(data, "way:现场"), "..")
    assert "".join(find(paragraph, ".//w:t/text()")) == "☐现场　☐视频"


def test_boxes_and_their_labels_stay_on_one_line(layout: FormLayout) -> None:
    options = tuple(f"第{number}种选项" for number in range(6))
    data = render(with_input(layout, Input("unit", "单位", Control.CHOICE, options=options, inline=True)))
    (paragraph,) = find(control(data, f"unit:{options[0]}"), "..")
    assert len(find(paragraph, ".//w:br")) == 2
    assert len(find(paragraph, "w:r[w:br]/following-sibling::*[1][self::w:sdt]")) == 2


def test_unit_follows_the_control(layout: FormLayout) -> None:
    (paragraph,) = find(control(render(layout), "people"), "..")
    assert find(paragraph, "w:r/w:t/text()") == ["人"]


def test_long_names_are_cut_and_stay_apart(layout: FormLayout) -> None:
    options = tuple(f"{'很长的选项' * 20}{number}" for number in range(3))
    data = render(with_input(layout, Input("unit", "单位" * 50, Control.CHOICE, options=options, inline=True)))
    tags = [tag for tag in find(part(data), "//w:tag/@w:val") if tag.startswith("unit")]
    assert len(set(tags)) == 3
    assert all(len(name) <= 64 for name in find(part(data), "//w:tag/@w:val | //w:alias/@w:val"))


def test_equal_hashes_do_not_collide() -> None:
    def number(controls: Controls) -> str:
        control_ = controls.tick("unit", "单位", Type("宋体", 10))
        return str(find(control_, "w:sdtPr/w:id/@w:val")[0])

    own = number(Controls("F"))
    assert number(Controls("F")) == own
    assert number(Controls("F", used={int(own)})) != own


def test_blanks_never_push_the_unit_to_a_second_line() -> None:
    """Even in a font that sets an en space as wide as a character."""
    for room in (5.0, 12.0, 21.6, 60.0):
        control_, _ = input_runs(Input("sum", "金额", Control.MONEY, unit="元"), Controls("F"), Type("宋体", 10), room)
        spaces = "".join(find(control_, "w:sdtContent//w:t/text()"))
        assert len(spaces) == 1 or text_width("　" * len(spaces) + "元", 10) <= room


def test_a_unit_that_would_take_a_line_of_its_own_is_not_printed() -> None:
    for room, printed in ((6.0, False), (20.0, True)):
        runs = input_runs(Input("wait", "最长等候", Control.NUMBER, unit="分钟"), Controls("F"), Type("宋体", 9), room)
        assert ("分钟" in "".join("".join(run.itertext()) for run in runs)) is printed
