"""Two versions of a file: what differs, who changed it, what comes of the choices."""

from __future__ import annotations

import random

import pytest

from generator.desk.merge import Side, compared, words

BASE = b"a: 1\nb: 2\nc: 3\nd: 4\n"


def test_what_one_side_changed_is_proposed_and_what_both_changed_is_asked() -> None:
    versions = compared(BASE, b"a: 1\nb: 20\nc: 30\nd: 4\ne: 5\n", b"a: 10\nb: 2\nc: 31\nd: 4\n")
    assert versions is not None
    told = [("".join(one.theirs), "".join(one.mine), one.proposed) for one in versions.differences]
    assert told == [
        ("a: 1\n", "a: 10\n", Side.MINE),
        ("b: 20\n", "b: 2\n", Side.THEIRS),
        ("c: 30\n", "c: 31\n", None),
        ("e: 5\n", "", Side.THEIRS),
    ]
    assert versions.merged({}) is None
    assert versions.merged({2: Side.MINE}) == b"a: 10\nb: 20\nc: 31\nd: 4\ne: 5\n"
    assert versions.merged({0: Side.THEIRS, 2: Side.THEIRS, 3: Side.MINE}) == b"a: 1\nb: 20\nc: 30\nd: 4\n"


def test_line_breaks_and_a_mark_at_the_start_stay() -> None:
    versions = compared(
        b"\xef\xbb\xbfa: 1\r\nb: 2\r\n", b"\xef\xbb\xbfa: 1\r\nb: 3\r\n", b"\xef\xbb\xbfa: 2\r\nb: 2\r\n"
    )
    assert versions is not None and versions.merged({}) == b"\xef\xbb\xbfa: 2\r\nb: 3\r\n"


def test_what_is_no_text_is_not_compared() -> None:
    assert compared(BASE, b"\xff", BASE) is None


@pytest.mark.parametrize("seed", range(200))
def test_all_of_one_side_is_that_side_whatever_was_changed(seed: int) -> None:
    chance = random.Random(seed)

    def edited() -> bytes:
        lines = [f"line {number}\n" for number in range(20)]
        for _ in range(chance.randint(0, 6)):
            at = chance.randrange(len(lines) or 1)
            lines[at : at + chance.randint(0, 2)] = [f"new {chance.randint(0, 3)}\n"] * chance.randint(0, 2)
        return "".join(lines).encode()

    base, theirs, mine = (edited() for _ in range(3))
    versions = compared(base, theirs, mine)
    assert versions is not None
    numbers = [one.number for one in versions.differences]
    assert versions.merged(dict.fromkeys(numbers, Side.MINE)) == mine
    assert versions.merged(dict.fromkeys(numbers, Side.THEIRS)) == theirs
    alone = compared(base, base, mine)
    assert alone is not None and alone.merged({}) == mine


def test_words_of_a_line_are_marked() -> None:
    assert [piece for piece in words("开门 9:00\n", "开门 9:15\n") if not piece[2]] == [("00", "15", False)]
