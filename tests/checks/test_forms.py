"""Forms, the lists they show and their examples: the first cause of a slip is told, and nothing that follows from it."""

from __future__ import annotations

from pathlib import Path

from .slips import F1, F2, R1, changed, found

LIGHTS, EXITS = "        title: 灯光\n", "        title: 消防通道\n"
STANDARD = "{id: standard, label: 标准, control: 固定内容, shows: 标准或说明, width: 70}"
SCORE = "{id: standard, label: 分值, control: 数字, shows: 内容, cell: score, width: 20}"


def more_items(*cells: str) -> tuple[str, str]:
    """More items of the list of patrol items, with these cells."""
    items = "".join(f"      - {{id: more{n}, title: 项{n}, cells: {{{cell}}}}}\n" for n, cell in enumerate(cells))
    return "\nconstraints:\n", f"{items}\nconstraints:\n"


def test_a_misspelt_cell_is_told_with_the_nearest(source: Path) -> None:
    lights, exits = LIGHTS + "        cells: {value: 1}\n", EXITS + "        cells: {valeu: 2}\n"
    told = found(source, R1, (LIGHTS, lights), (EXITS, exits), more_items("value: 3", "value: 4"))
    assert [(p.code, p.here) for p in told] == [("bad-cell", "valeu: 2}")]
    assert "是不是 value？" in told[0].remedy


def test_a_cell_that_the_others_have(source: Path) -> None:
    lights, exits = LIGHTS + "        cells: {value: 1, unit: 盏}\n", EXITS + "        cells: {value: 2, unit: 条}\n"
    told = found(source, R1, (LIGHTS, lights), (EXITS, exits), more_items("value: 3, unit: 个", "unit: 个"))
    assert [p.code for p in told] == ["bad-cell"]
    assert "没有 value" in told[0].message
    assert told[0].here == "{unit: 个}}"


def test_an_item_without_any_cells_where_all_others_have_some(source: Path) -> None:
    lights = LIGHTS + "        cells: {value: 1}\n"
    told = found(source, R1, (LIGHTS, lights), more_items("value: 3", "value: 4", "value: 5"))
    assert [(p.code, "“消防通道”的 cells 里没有 value" in p.message) for p in told] == [("bad-cell", True)]


def test_cells_left_empty_and_cells_of_a_few_are_fine(source: Path) -> None:
    lights, exits = LIGHTS + '        cells: {value: "", unit: 盏}\n', EXITS + "        cells: {value: 2}\n"
    assert found(source, R1, (LIGHTS, lights), (EXITS, exits), more_items("value: 3, unit: 个", "value: 4")) == []


def test_items_of_another_kind_are_fine(source: Path) -> None:
    lights, exits = LIGHTS + "        cells: {value: 1}\n", EXITS + "        cells: {value: 2}\n"
    items = "".join(f"      - {{id: bare{n}, title: 素{n}}}\n" for n in range(2))
    assert found(source, R1, (LIGHTS, lights), (EXITS, exits), ("\nconstraints:\n", f"{items}\nconstraints:\n")) == []


def test_a_cell_to_be_reckoned_with_is_a_number(source: Path) -> None:
    cells = (LIGHTS, LIGHTS + "        cells: {score: 5}\n"), (EXITS, EXITS + "        cells: {score: 五分}\n")
    changed(source, R1, *cells)
    told = found(source, F1, (STANDARD, SCORE))
    assert [(p.code, p.here) for p in told] == [("bad-cell", "五分}")]
    assert "“五分”，不是数字；表单的“分值”要用它计算" in told[0].message


def test_printed_words_of_a_list_are_not_reckoned_with(source: Path) -> None:
    changed(
        source, R1, (LIGHTS, LIGHTS + "        cells: {score: 5}\n"), (EXITS, EXITS + "        cells: {score: 6}\n")
    )
    printed = SCORE.replace("数字", "固定内容")
    totals = ("formulas: {minutes", "formulas: {standard: 'SUM({standard})', minutes")
    assert [p.code for p in found(source, F1, (STANDARD, printed), totals)] == ["bad-formula"]
    assert found(source, F1, (printed, SCORE)) == []


def test_pages_that_are_not_written(source: Path) -> None:
    told = found(source, F2, ("rows: 12", "rows: 60"))
    assert [(p.code, p.here) for p in told] == [("form-pages", "id: book")]
    assert "没有写 pages" in told[0].message
    assert "补上 pages: 3" in told[0].remedy or "补上 pages: 2" in told[0].remedy


def test_pages_that_a_list_fills(source: Path) -> None:
    items = "".join(f"      - {{id: more{n}, title: 项{n}}}\n" for n in range(40))
    told = found(source, R1, ("\nconstraints:\n", f"{items}\nconstraints:\n"))
    assert [p.code for p in told] == ["form-pages"]
    assert "01/patrol_items（“巡查内容”，42 项）" in told[0].remedy


def test_rows_in_words_are_one_mistake(source: Path) -> None:
    assert [p.code for p in found(source, F2, ("rows: 12", "rows: 六"))] == ["bad-value"]


def test_a_bad_column_id_is_one_mistake(source: Path) -> None:
    assert [p.code for p in found(source, F2, ("{id: opinion,", "{id: Opinion,"))] == ["bad-value"]
    source_of_totals = ("{id: minutes,", "{id: Minutes,")
    told = found(source, F1, source_of_totals)
    assert {p.code for p in told} == {"bad-value"}


def test_a_column_that_lost_its_control_is_one_mistake(source: Path) -> None:
    told = found(source, F1, ("label: 用时, control: 数字", "label: 用时, control: 数子"))
    assert [p.code for p in told] == ["bad-value"]


def test_a_strange_column_of_an_example_is_told_once(source: Path) -> None:
    told = found(source, F2, ("opinion: 座位太少", "opinoin: 座位太少"), ("opinion: 灯光太暗", "opinoin: 灯光太暗"))
    assert [p.code for p in told] == ["bad-example"]
    assert "是不是 opinion？" in told[0].remedy


def test_two_columns_of_one_name(source: Path) -> None:
    told = found(source, F2, ("label: 限期", "label: 意见"))
    assert [(p.code, p.here[:2]) for p in told] == [("bad-form", "意见")]


def test_signatures_need_a_place(source: Path) -> None:
    sign = "      - kind: 签字\n        id: sign\n        signers:\n          - {id: keeper, label: 主管}\n"
    told = found(source, F1, (sign, ""))
    assert [(p.code, p.here) for p in told] == [("bad-form", "[room-keeper]")]
    column = ("{id: minutes,", "{id: who, label: 签名, control: 签名, width: 20}\n          - {id: minutes,")
    assert found(source, F1, column) == []


def test_what_a_unit_s_value_was_meant_to_be(source: Path) -> None:
    told = found(source, F2, ("{#机构名称}", "{#机构名}"))
    assert [p.code for p in told] == ["unknown-reference"]
    assert "是不是 {#机构名称}？" in told[0].remedy


def test_what_an_item_of_a_list_was_meant_to_be(source: Path) -> None:
    told = found(source, R1, ("在{checkpoints}各", "在{checkpoints#mornin}各"))
    assert [p.code for p in told] == ["unknown-reference"]
    assert "是不是 morning？" in told[0].remedy
    told = found(source, R1, ("{checkpoints#mornin}", "{checkpoints#傍晚}"))
    assert "是不是 evening？" in told[0].remedy
    told = found(source, R1, ("{checkpoints#傍晚}", "{checkpoint#evening}"))
    assert "是不是 checkpoints？" in told[0].remedy
