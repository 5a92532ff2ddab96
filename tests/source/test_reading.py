"""Bytes → values and marks: nothing is retyped, every position is exact."""

from __future__ import annotations

import pytest

from generator.model import MARK_KEY, Position
from generator.source.reader import Source, read_source


def read(text: str) -> Source:
    return read_source(text.encode(), "f.yml")


def value(text: str) -> object:
    source = read(text)
    assert source.problems == []
    return {key: entry for key, entry in source.value.items() if key != MARK_KEY}


@pytest.mark.parametrize(
    "written",
    [
        "9:00",
        "1.10",
        "no",
        "否",
        "yes",
        "on",
        "true",
        "2026-03-01",
        "null",
        "~",
        "0x1F",
        "1e3",
        "010",
        ".inf",
        "1_000",
        "60:00:00",
    ],
)
def test_scalars_stay_as_written(written: str) -> None:
    assert value(f"a: {written}\n") == {"a": written}
    assert value(f"a: [{written}]\n") == {"a": [written]}


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("a:\n", ""),
        ('a: ""\n', ""),
        ('a: "甲：乙"\n', "甲：乙"),
        ("a: '它''s'\n", "它's"),
        ("a: |\n  甲\n  乙\n", "甲\n乙\n"),
        ("a: >-\n  甲\n  乙\n", "甲 乙"),
        ("a: 甲\n  乙\n", "甲 乙"),
        ("a: 甲#乙 # 注\n", "甲#乙"),
        ("a: ! 甲\n", "甲"),
    ],
)
def test_every_style_of_text_is_read(text: str, read_as: str) -> None:
    assert value(text) == {"a": read_as}


def test_positions_of_keys_items_and_values() -> None:
    text = "标题: 甲\nlist:\n  - 一\n  -   二\n  - {id: x, on: [p, q]}\nempty:\nlast: 完\n"
    mark = read(text).mark
    assert mark.position == Position("f.yml", 1, 1)
    assert mark.keys["标题"] == Position("f.yml", 1, 1)
    assert mark.of("标题").position == Position("f.yml", 1, 5)
    assert mark.keys["list"] == Position("f.yml", 2, 1)
    assert mark.of("list").position == Position("f.yml", 3, 3)
    assert [mark.of("list", n).position[1:] for n in range(3)] == [(3, 5), (4, 7), (5, 5)]
    assert mark.of("list", 2).keys["on"] == Position("f.yml", 5, 13)
    assert mark.of("list", 2, "on", 1).position == Position("f.yml", 5, 21)
    assert mark.of("empty").position == Position("f.yml", 6, 7)
    assert mark.of("last").position == Position("f.yml", 7, 7)
    assert mark.of("list", 9, "no").position == mark.of("list").position


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_do_not_move_positions(end: str) -> None:
    text = end.join(["a: 甲", "", "# 注", "b: 乙", ""])
    assert read(text).mark.of("b").position == Position("f.yml", 4, 4)


@pytest.mark.parametrize(
    ("text", "wanted", "place"),
    [
        ("a: 甲乙{x}丙\n", "{x}", (1, 6)),
        ('a: "甲乙{x}丙"\n', "{x}", (1, 7)),
        ("a: |\n  甲\n  乙{x}\n", "{x}", (3, 4)),
        ("a: >\n    甲\n    {x}\n", "{x}", (3, 5)),
        ('a: "甲\n   乙{x}"\n', "{x}", (2, 5)),
        ("a: 😀{x}\n", "{x}", (1, 5)),
        ("a: 甲\n", "{x}", (1, 4)),
    ],
)
def test_words_inside_a_text_are_found_where_they_stand(text: str, wanted: str, place: tuple[int, int]) -> None:
    assert read(text).mark.of("a").find(wanted) == Position("f.yml", *place)


def test_the_byte_order_mark_does_not_move_positions() -> None:
    source = read_source(b"\xef\xbb\xbfa: 1\n", "f.yml")
    assert source.value["a"] == "1"
    assert source.mark.of("a").position == Position("f.yml", 1, 4)


def test_every_mapping_knows_its_mark() -> None:
    source = read("a: {b: {c: 1}}\n")
    assert source.value[MARK_KEY] is source.mark
    assert source.value["a"]["b"][MARK_KEY].position == Position("f.yml", 1, 8)
