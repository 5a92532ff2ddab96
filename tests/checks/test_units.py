"""Units are told apart, and what is wrong with them is said in the words of the file it stands in."""

from __future__ import annotations

from pathlib import Path

from generator.checks.units import examine_units
from generator.intake import read_units
from generator.problems import Problem, Severity, in_order
from generator.source import load_profiles

from .. import cupboard

HEAD = "机构编码,机构名称,层级,上级机构,电话\n"


def of_list(rows: str) -> list[Problem]:
    listed = read_units(f"{HEAD}{rows}".encode(), "名单.csv", cupboard.library())
    return in_order([*listed.problems, *examine_units(cupboard.index(), listed.units)])


def of_profile(folder: Path, units: str) -> list[Problem]:
    (folder / "units.yml").write_text(f"title: 名单\nunits:\n{units}", encoding="utf-8")
    found, problems = load_profiles(folder / "units.yml")
    return in_order([*problems, *examine_units(cupboard.index(), found)])


def said(problems: list[Problem]) -> str:
    return "\n".join(f"{p.position} {p.message}。{p.remedy}" for p in problems)


def test_a_code_written_twice_is_named_with_the_row_that_has_it() -> None:
    (problem,) = of_list("1,甲,柜面,,\n2,乙,柜面,,\n1,丙,柜面,,\n")
    assert (problem.code, str(problem.position)) == ("duplicate-id", "名单.csv:4:1")
    assert "机构编码 1 与甲（名单.csv:2:1）的相同" in problem.message and "“机构编码”" in problem.remedy
    (problem,) = of_list("a1,甲,柜面,,\nA1,乙,柜面,,\n")
    assert "机构编码 A1 与甲（名单.csv:2:1）的“a1”相同" in problem.message
    (problem,) = of_list(",甲,柜面,,\n,甲,柜面,,\n")
    assert "名单.csv:2:2" in problem.message and "机构编码" in problem.message


def test_one_name_under_one_superior_is_an_error_elsewhere_a_warning_if_nothing_else_differs(tmp_path: Path) -> None:
    top = "1,甲市,地市分公司,,\n2,乙市,地市分公司,,\n"
    (problem,) = of_list(f"{top}11,城东,柜面,甲市,\n12,城东,柜面,1,\n")
    assert (problem.code, problem.severity, problem.position.line) == ("ambiguous-name", Severity.ERROR, 5)
    assert of_list(f"{top}11,城东,柜面,甲市,\n21,城东,柜面,乙市,\n") == []
    loose = of_list("11,城东,柜面,,\n12,城东,柜面,,\n")
    assert [problem.severity for problem in loose] == [Severity.WARNING]
    units = "".join(
        f"  - {{id: u{n}, level: {level}, name: {name}{parent}}}\n"
        for n, level, name, parent in (
            (1, "city", "甲市", ""), (2, "city", "乙市", ""),
            (3, "counter", "城东", ", parent: u1"), (4, "counter", "城东", ", parent: u2"),
        )
    )  # fmt: skip
    (problem,) = of_profile(tmp_path, units)
    assert (problem.code, problem.severity) == ("ambiguous-name", Severity.WARNING)


def test_names_where_a_profile_wants_ids_are_answered_with_the_ids(tmp_path: Path) -> None:
    units = """  - {id: one, level: 柜面, name: 甲, parent: 示例市客服中心, facts: {营业开始时间: "9:00"}}
  - {id: two, level: city, name: 同名}
  - {id: three, level: city, name: 同名, code: "3"}
  - {id: four, level: counter, name: 丁, parent: 同名}
  - {id: five, level: counter, name: 戊, parent: five}
"""
    words = said(of_profile(tmp_path, units))
    assert "是不是 counter（柜面）？" in words
    assert "是不是 example-city（" in words
    assert "是不是 01/opening_time？" in words
    assert "叫“同名”的机构有 2 个" in words and "two（同名）、three（3）" in words
    assert "“戊”的上级写成了自己" in words


def test_a_list_is_spoken_of_by_its_heads_and_a_profile_by_its_keys(tmp_path: Path) -> None:
    words = said(of_list("1,甲,柜面,,\n2,乙,地市分公司,甲,\n"))
    assert "核对“层级”和“上级机构”" in words and "parent" not in words
    units = "  - {id: a, level: counter, name: 甲}\n  - {id: b, level: city, name: 乙, parent: a}\n"
    assert "核对 level 和 parent，" in said(of_profile(tmp_path, units))


def test_braces_in_words_that_are_printed_are_refused() -> None:
    problems = of_list("1,甲{机构},柜面,,\n2,乙,柜面,,｛1｝\n")
    assert [(p.code, str(p.position), p.severity) for p in problems] == [
        ("bad-value", "名单.csv:2:2", Severity.ERROR), ("bad-value", "名单.csv:3:5", Severity.ERROR),
    ]  # fmt: skip


def test_a_telephone_number_without_a_number_is_a_warning() -> None:
    (problem,) = of_list("1,甲,柜面,,二楼\n2,乙,柜面,,０５７１－１\n")
    assert (str(problem.position), problem.severity) == ("名单.csv:2:5", Severity.WARNING)
    assert "没有数字" in problem.message
