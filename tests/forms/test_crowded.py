"""Forms made out to units with long names and many people: no further page, and none with nothing but notes on it."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from generator.excel import compute
from generator.excel.measure import drawn
from generator.layout import (
    BlockKind,
    FileKind,
    FormLayout,
    Sheet,
    page_count,
    page_starts,
    volume_of,
    with_values,
)
from generator.layout.measure import LEAST_SIZE
from generator.model import Medium, Staff, Unit
from generator.press import Press

from .. import cupboard
from ..excel.test_runs_on import assert_headed
from ..support import office_all, pdf_text

EACH = pytest.mark.parametrize("form", list(cupboard.FORMS))
LONG = "新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县支公司客户服务中心营业一部大厅"
SKILLS = "收费、付费"


def _unit(id: str, name: str, people: int, person: str, skills: str = SKILLS) -> Unit:
    staff = tuple(Staff(name=person, post="柜面主管", skills=skills) for _ in range(people))
    address = "察布查尔镇查鲁盖西街与布哈街交叉口西北侧人寿保险大厦一楼东侧营业大厅"
    return Unit(id=id, level="counter", name=name, address=address, manager="欧阳建国", windows=6, staff=staff)


# As many people as every form has rows for; more than most have; more than any.
HARD = _unit("hard", LONG, 10, "阿依古丽·买买提江吉")
MORE = _unit("more", "中国人寿保险股份有限公司五莲县支公司客户服务中心", 23, "阿依古丽·买买提", "收费、付费、保全")
MOST = _unit("most", "短", 44, "张三")
UNITS = {unit.id: unit for unit in (HARD, MORE, MOST)}


@cache
def press() -> Press:
    return Press(cupboard.index(), [*cupboard.library().units, *UNITS.values()], cupboard.MONTH)


@cache
def layout(form: str, unit: str) -> FormLayout:
    made = press().made_out(UNITS[unit])
    return with_values(press().layout(cupboard.FORMS[form], made), made.values)


def test_the_names_are_as_long_as_they_may_be() -> None:
    assert len(LONG) == 40
    assert len(HARD.staff[0].name) == 10


@EACH
def test_long_names_take_no_further_page(form: str) -> None:
    for sheet in layout(form, "hard").sheets:
        assert page_count(sheet) == sheet.pages, sheet.title
        assert all(cell.size >= LEAST_SIZE for cell in sheet.cells)


def _alone(sheet: Sheet) -> list[int]:
    """The pages of a sheet that hold nothing but notes, or a table's head without a row."""
    starts = [*page_starts(sheet, sheet.breaks), len(sheet.heights)]
    found = []
    for page, (first, end) in enumerate(pairwise(starts), 1):
        blocks = [block for block in sheet.blocks if block.last >= first and block.first < end]
        written = [b for b in blocks if b.kind is not BlockKind.NOTES and end > b.first + b.headers]
        if not written:
            found.append(page)
    return found


@EACH
@pytest.mark.parametrize("unit", list(UNITS))
def test_no_page_holds_notes_or_a_head_alone(form: str, unit: str) -> None:
    for sheet in layout(form, unit).sheets:
        assert _alone(sheet) == [], sheet.title


@pytest.mark.office
@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
def test_libreoffice_prints_them_on_the_pages_of_the_blank_forms(suffix: str, tmp_path: Path) -> None:
    paths, wanted = [], []
    for form in cupboard.FORMS:
        for file in press().files_of(cupboard.FORMS[form], press().made_out(HARD)):
            if file.kind.suffix == suffix:
                paths.append(cupboard.saved(form, file.kind, tmp_path, file.content))
                wanted.append(_pages(layout(form, "hard"), file.kind))
    found = {}
    for path, pages, document in zip(paths, wanted, office_all(paths, "pdf"), strict=True):
        if len(document) != pages:
            found[path.name] = (pages, len(document), [len(text) for text in pdf_text(document)])
    assert found == {}


STAFFED = ("F00-04", "F01-05", "F01-06", "F02-01", "F02-02", "F08-01")  # with rows for people by name


@pytest.mark.office
def test_libreoffice_prints_more_people_on_the_pages_laid_out(tmp_path: Path) -> None:
    paths, wanted = [], []
    for form in STAFFED:
        for file in press().files_of(cupboard.FORMS[form], press().made_out(UNITS["more"])):
            if file.kind.suffix == "docx":
                paths.append(cupboard.saved(form, file.kind, tmp_path, file.content))
                part = volume_of(layout(form, "more"), file.kind.volume)
                wanted.append(sum(map(page_count, part.for_medium(Medium.WORD))))
    found = [len(document) for document in office_all(paths, "pdf")]
    assert found == wanted


# With 44 people two forms have several tables of more than a page; a worksheet repeats the header of one.
@pytest.mark.parametrize(
    ("form", "unit"),
    [(form, unit) for form in STAFFED for unit in UNITS if unit != "most" or form not in ("F01-05", "F02-01")],
)
def test_a_workbook_for_more_people_names_its_columns_on_every_page(form: str, unit: str) -> None:
    for sheet in layout(form, unit).for_medium(Medium.EXCEL):
        assert_headed(drawn(sheet))


BEHIND = ("engine-sheet", "tally-sheet")  # of F02-01: computed for its other sheets, not printed


@EACH
def test_totals_stay_empty_before_anyone_has_entered_anything(form: str) -> None:
    made, known = layout(form, "hard"), compute(cupboard.layout(form))
    copies = {(sheet.id, cell.row, cell.column) for sheet in made.sheets for cell in sheet.cells if cell.text}
    shown = {
        place: result
        for place, result in compute(made).items()
        if isinstance(result, float) and place not in known and place not in copies and place[0] not in BEHIND
    }
    assert shown == {}


def _pages(made: FormLayout, kind: FileKind) -> int:
    medium = Medium.EXCEL if kind.suffix == "xlsx" else Medium.WORD
    return sum(sheet.pages for sheet in volume_of(made, kind.volume).for_medium(medium))
