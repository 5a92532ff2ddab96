"""Lines that words take: whole characters to a line, marks where they may stand."""

from __future__ import annotations

import pytest

from generator.layout.measure import LEAST_SIZE, LINE_SPACING, MM_PER_POINT, PADDING, label_size, line_count, type_size

SIZE = 10.0


def lines(text: str, characters: float) -> int:
    """Lines in a cell that many full-width characters wide."""
    return line_count(text, SIZE, characters * SIZE * MM_PER_POINT + 2 * PADDING)


@pytest.mark.parametrize(
    ("text", "characters", "expected"),
    [
        ("", 4, 1),
        ("一二三四", 4, 1),
        ("一二三四五", 4, 2),
        ("一二三四五六七八", 4.9, 2),  # nine tenths of a character are no room for one
        ("一二三四五六七八九", 4.9, 3),
        ("一二三四，五六七", 4, 3),  # the comma may not begin a line and takes 四 along
        ("一二三《四五》六", 4, 3),
        ("一二三四\n五", 4, 2),
        ("甲12345678乙", 6, 2),  # a number is not parted
        ("甲1234567890123乙", 4, 3),  # unless it is longer than a line
        ("abc def ghi", 4, 2),
    ],
)
def test_lines(text: str, characters: float, expected: int) -> None:
    assert lines(text, characters) == expected


def test_more_room_never_takes_more_lines() -> None:
    text = "领导小组、地市客户中心经理，2026年12月31日（星期四）前报送《F01-01 日营业巡视工具》。"
    counts = [lines(text, width / 4) for width in range(20, 200)]
    assert counts == sorted(counts, reverse=True)


def test_words_too_long_for_their_cell_are_set_smaller_and_never_below_the_smallest_type() -> None:
    assert type_size("张三", 8, 11.3, 7.3) == 8
    assert type_size("收费、付费", 8, 11.3, 7.3) == 7.5
    for text in ("收费、付费、保全", "阿依古丽·买买提江吉"):
        size = type_size(text, 8, 11.3, 7.3)
        assert LEAST_SIZE <= size < 8
        assert line_count(text, size, 11.3) * size * MM_PER_POINT * LINE_SPACING <= 7.3
    assert type_size("收费、付费、保全、理赔、咨询、授权", 8, 11.3, 7.3) == 0


def test_a_short_label_stays_on_one_line() -> None:
    assert label_size("单位*", 10.5, 17.0) == 10.5
    assert label_size("单位*", 10.5, 11.0) == 9
    assert label_size("首周工时", 10.5, 11.0) == 10.5, "two and two"
    assert label_size("本月发生的事项", 10.5, 17.0) == 10.5
