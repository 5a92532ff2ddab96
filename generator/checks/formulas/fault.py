"""What is wrong with a formula, and the place in the source where it is."""

from __future__ import annotations

from typing import NamedTuple

from ...model import Mark, Position


class Fault(NamedTuple):
    """What is wrong: the text it is about and where that begins in the formula, what it is, and how to mend it."""

    text: str
    at: int
    message: str
    remedy: str


def place(mark: Mark, formula: str, text: str, at: int) -> Position:
    """The position of `text`, which stands at `at` in the formula, in the source as written: quotes and folded lines
    shift it, but it is the same one of those that look alike."""
    number = formula.count(text, 0, at)
    offset = -1
    for _ in range(number + 1):
        offset = mark.raw.find(text, offset + 1)
        if offset < 0:
            return mark.find(text)
    before = mark.raw[:offset]
    lines = before.count("\n")
    column = offset - before.rfind("\n") if lines else mark.position.column + offset
    return Position(mark.position.file, mark.position.line + lines, column)
