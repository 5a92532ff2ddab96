"""Lists of units from outside: what people write is understood, what is broken or hostile is refused with a message."""

from __future__ import annotations

import csv
import io
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.intake import read_units
from generator.intake.table import MAX_BYTES, MAX_COLUMNS, MAX_ROWS, read_table
from generator.intake.units import UnitList

from .. import cupboard

ROWS = [
    ["编码", "单位名称", "简称", "级别", "上级", "窗口数", "人员", "营业开始时间", "09/video_retention"],
    ["A1", "甲市分公司客户服务中心", "甲市", "地市分公司", "", "8", "", "", ""],
    ["A2", "甲市城东柜面", "城东", "柜面", "甲市", "3", "张某（柜面主管）、李某", "8:45", ""],
    ["", "", "", "", "", "", "", "", ""],
    ["A3", "甲市城西柜面", "", "", "A1", "", "", "", ""],
]


def read(data: bytes, name: str = "名单.csv") -> UnitList:
    return read_units(data, name, cupboard.library())


def as_csv(rows: list[list[str]], separator: str = ",", encoding: str = "utf-8") -> bytes:
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator).writerows(rows)
    return stream.getvalue().encode(encoding)


def as_workbook(rows: list[list[object]]) -> bytes:
    book, stream = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.create_sheet("别的").append(["不读"])
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_whatever_office_saves_is_read_alike(encoding: str, separator: str) -> None:
    found = read(as_csv(ROWS, separator, encoding))
    assert found.problems == []
    assert [unit.name for unit in found.units] == ["甲市分公司客户服务中心", "甲市城东柜面", "甲市城西柜面"]


def test_a_workbook_says_the_same_with_numbers_as_numbers() -> None:
    rows: list[list[object]] = [[int(cell) if cell.isdigit() else cell or None for cell in row] for row in ROWS]
    ours, theirs = read(as_workbook(rows), "名单.xlsx").units, read(as_csv(ROWS)).units
    assert [unit.model_dump() for unit in ours] == [unit.model_dump() for unit in theirs]


def test_every_column_reaches_its_place() -> None:
    city, east, west = read(as_csv(ROWS)).units
    assert (city.level, city.windows, city.parent) == ("city", 8, None)
    assert (east.parent, east.facts) == (city.id, {"01/opening_time": "8:45"})
    assert [(person.name, person.post) for person in east.staff] == [("张某", "柜面主管"), ("李某", "")]
    assert west.level == "counter", "the lowest level where none is given"
    assert west.parent == city.id
    assert str(east.position_of("windows")) == "名单.csv:3:6"
    assert str(east.at.of("facts").keys["01/opening_time"]) == "名单.csv:3:8"


def test_positions_in_a_workbook_name_the_worksheet() -> None:
    found = read(as_workbook([["单位名称", "级别"], ["甲", "部门"]]), "名单.xlsx")
    assert [(p.code, str(p.position)) for p in found.problems] == [("unknown-level", "名单.xlsx[Sheet]:2:2")]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([["单位名"], ["甲"]], "是不是“单位名称”"),
        ([["电话"], ["1"]], "缺少“机构名称”"),
        ([["机构名称", "单位名称"], ["甲", "乙"]], "重复"),
        ([["机构名称"]], "没有机构"),
        ([[""]], "名单是空的"),
        ([["机构名称", "上级"], ["甲", "乙市"]], "乙市"),
        ([["机构名称", "台席数"], ["甲", "三"]], "台席数"),
        ([["机构名称", "台席数"], ["甲", "0"]], "台席数"),
        ([["机构名称", "电话"], ["", "0571-1"]], "没有机构名称"),
    ],
)
def test_what_is_wrong_is_said_with_a_remedy(rows: list[list[str]], told: str) -> None:
    problems = read(as_csv(rows)).problems
    assert problems and any(told in f"{p.message}{p.remedy}" for p in problems)
    assert all(p.remedy and p.position.file == "名单.csv" for p in problems)


def bomb() -> bytes:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(as_workbook([["机构名称"]]))) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(name, source.read(name))
        target.writestr("xl/worksheets/sheet9.xml", b" " * (210 * 1024 * 1024))
    return stream.getvalue()


def entities() -> bytes:
    """The billion laughs in the sheet."""
    laugh = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    )
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(as_workbook([["机构名称"], ["甲"]]))) as source,
        zipfile.ZipFile(stream, "w") as target,
    ):
        for name in source.namelist():
            data = source.read(name)
            if name.endswith("sheet1.xml"):
                data = laugh.encode() + b"]>" + data.replace(b"<sheetData>", b"<sheetData><row><c><v>&j;</v></c></row>")
            target.writestr(name, data)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty", b""),
        ("zeros", b"\0" * 1000),
        ("old-excel", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512),
        ("cut", as_workbook([["机构名称"], ["甲"]])[:900]),
        ("no-workbook", b"PK\x03\x04" + b"x" * 100),
        ("bomb", bomb()),
        ("entities", entities()),
        ("too-large", b"x" * (MAX_BYTES + 1)),
        ("quote", '机构名称\n"甲\n'.encode()),
        ("picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256))),
        ("many-rows", ("机构名称\n" + "甲\n" * (MAX_ROWS + 5)).encode()),
        ("many-columns", (",".join(["机构名称"] * (MAX_COLUMNS + 5))).encode()),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_hostile_and_broken_files_are_refused_with_a_message(name: str, data: bytes) -> None:
    found = read(data, f"{name}.xlsx")
    assert found.problems, name
    assert {problem.code for problem in found.problems} <= {"bad-table", "duplicate-id"}
    assert all(problem.remedy for problem in found.problems)


def test_a_formula_in_a_list_is_only_words() -> None:
    found = read(as_csv([["机构名称"], ['=HYPERLINK("http://x","甲")']]))
    assert found.units[0].name == '=HYPERLINK("http://x","甲")'


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_make_it_fail(data: bytes) -> None:
    table = read_table(data, "名单.csv")
    assert all(cell.position.line for row in table.rows for cell in row)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(st.text(max_size=12), min_size=1, max_size=6), max_size=6))
def test_no_table_makes_it_fail(rows: list[list[str]]) -> None:
    found = read(as_csv([["机构名称", "级别", "上级", "台席数", "人员", "营业开始时间"], *rows], encoding="utf-16"))
    assert len(found.units) <= len(rows)
