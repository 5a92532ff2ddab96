"""One set of vertical lines for a whole sheet."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.layout.lines import Lines


def test_a_table_alone_gets_its_widths_scaled_to_the_paper() -> None:
    lines = Lines(180)
    lines.add_table([10, 20, 30])
    assert lines.widths == (30.0, 60.0, 90.0)


def test_near_lines_are_shared_and_far_ones_added() -> None:
    lines = Lines(180)
    lines.add_table([60, 60, 60])
    taken = lines.add_section([0, 61.5, 100, 180])
    assert taken == [0, 60, 100, 180]
    assert lines.at == [0, 60, 100, 120, 180]


def test_other_sections_take_the_lines_of_a_dense_table() -> None:
    lines = Lines(267)
    lines.add_table([267 / 12] * 12)
    before = list(lines.at)
    lines.add_section([0, 24, 133.5, 157.5, 267])
    assert lines.at == before


@given(
    st.lists(st.floats(5, 60), min_size=1, max_size=14),
    st.lists(st.lists(st.floats(5, 60), min_size=1, max_size=8), max_size=3),
    st.integers(1, 4),
)
def test_every_section_keeps_its_columns_distinct_and_in_order(
    first: list[float], others: list[list[float]], pairs: int
) -> None:
    lines = Lines(180)
    taken = [lines.add_table(widths) for widths in sorted([first, *others], key=len, reverse=True)]
    wanted = [0.0]
    for number in range(pairs):
        wanted += [number * 180 / pairs + 20, (number + 1) * 180 / pairs]
    taken.append(lines.add_section(wanted))
    assert sum(lines.widths) == pytest.approx(180, abs=0.2)
    for own in taken:
        assert own == sorted(own) and len(set(own)) == len(own)
        assert own[0] == 0 and own[-1] == 180
        spans = [lines.columns(left, right) for left, right in itertools.pairwise(own)]
        assert all(count >= 1 for _, count in spans)
        assert sum(count for _, count in spans) == len(lines.at) - 1
