"""Lists of units from outside: what people write is understood, what is broken or hostile is refused with a message."""

from __future__ import annotations

import csv
import io
import random
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


def told(rows: list[list[str]], name: str = "名单.csv") -> list[str]:
    return [f"{p.position} {p.message}。{p.remedy}" for p in read(as_csv(rows), name).problems]


HEAD = ["机构编码", "机构名称", "层级", "上级机构", "地址", "电话"]


@pytest.mark.parametrize("separator", [",", "\t"])
def test_a_row_with_more_cells_than_heads_is_refused_with_all_that_points_at_it_untold(separator: str) -> None:
    """Else what stands behind a comma in an address is printed as the telephone number."""
    rows = [
        HEAD,
        ["1", "甲市", "地市分公司", "", "甲路1号", "二楼", "0571-1"],
        ["2", "城东", "柜面", "甲市", "路", ""],
        ["3", "城西", "柜面", "", "路", "5", "", ""],
    ]
    found = read(as_csv(rows, separator))
    assert [str(p.position) for p in found.problems] == ["名单.csv:2:1", "名单.csv:4:1"]
    assert "比表头多 1 格" in found.problems[0].message and "比表头多 2 格" in found.problems[1].message
    assert "英文双引号" in found.problems[0].remedy
    assert [unit.name for unit in found.units] == ["城东"]


def test_empty_columns_beside_the_list_do_no_harm_but_words_without_a_head_do() -> None:
    padded = [[*row, "", ""] for row in ROWS]
    assert read(as_csv(padded)).problems == []
    padded[2][-1] = "备注"
    assert "比表头多 2 格" in told(padded)[0]
    book: list[list[object]] = [["机构名称"], ["甲"], ["乙", "备注"]]
    assert [str(p.position) for p in read(as_workbook(book), "名单.xlsx").problems] == ["名单.xlsx[Sheet]:3:1"]


def test_a_superior_whose_name_several_have_is_asked_for_by_its_code() -> None:
    rows = [
        HEAD[:4],
        ["1", "客户服务中心", "地市分公司", ""],
        ["2", "客户服务中心", "地市分公司", ""],
        ["3", "城东", "柜面", "客户服务中心"],
        ["4", "城西", "柜面", "2"],
    ]
    found = read(as_csv(rows))
    assert [(p.code, str(p.position)) for p in found.problems] == [("ambiguous-name", "名单.csv:4:4")]
    assert "有 2 个" in found.problems[0].message
    assert "1（名单.csv:2:1）、2（名单.csv:3:1）" in found.problems[0].remedy
    assert [unit.parent for unit in found.units] == [None, None, None, "u-2"]


def test_a_superior_of_the_list_comes_before_one_that_is_registered() -> None:
    registered = cupboard.library().units[1]
    found = read(as_csv([HEAD[:4], ["x1", registered.name, "地市分公司", ""], ["x2", "城东", "柜面", registered.name]]))
    assert found.problems == [] and found.units[1].parent == "u-x1"


def test_a_unit_that_is_its_own_superior_is_not_advised_to_write_the_same() -> None:
    (said,) = told([HEAD[:4], ["1", "城东柜面", "柜面", "城东柜面"]])
    assert "上级写成了自己" in said and "留空" in said and "是不是" not in said


@pytest.mark.parametrize(
    "staff", ["张某（柜面主管、李某（柜员）", "张某（柜面主管", "张某）", "张某（主管、信息员）", "张某（甲）乙"]
)
def test_brackets_of_staff_come_in_pairs(staff: str) -> None:
    (said,) = told([["机构名称", "员工"], ["甲", staff]])
    assert said.startswith("名单.csv:2:2 ") and "括号没有成对" in said and "张某（柜面主管）" in said


def test_brackets_of_staff_may_be_english_and_a_post_may_be_missing() -> None:
    (unit,) = read(as_csv([["机构名称", "员工"], ["甲", "张某(主管),李某；王某（柜员） "]])).units
    assert [(p.name, p.post) for p in unit.staff] == [("张某", "主管"), ("李某", ""), ("王某", "柜员")]


def test_codes_that_differ_in_more_than_letters_and_digits_are_different_units() -> None:
    found = read(as_csv([HEAD[:2], ["甲01", "甲"], ["乙01", "乙"], ["3-1", "丙"], ["31", "丁"], ["一", "戊"]]))
    assert len({unit.id for unit in found.units}) == 5 and found.units[3].id == "u-31"


def damaged(seed: int) -> bytes:
    chance, data = random.Random(seed), bytearray(as_workbook([["机构名称", "电话"], ["甲", "1"]]))
    for _ in range(chance.choice((1, 3, 20))):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


def test_a_damaged_workbook_is_said_to_be_damaged() -> None:
    """Damaged compressed data once were our bug, and a damaged first byte an unknown head."""
    for seed in range(300):
        read(damaged(seed), "名单.xlsx")
    for data in (b"QK" + as_workbook([["机构名称"], ["甲"]])[2:], b"nonsense", "机构名称\n甲\n".encode()):
        (problem,) = read(data, "名单.XLSX").problems
        assert "工作簿损坏" in problem.message and "另存为 .xlsx" in problem.remedy


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
    found = read(data, f"{name}{'.xlsx' if data.startswith(b'PK') else '.csv'}")
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
