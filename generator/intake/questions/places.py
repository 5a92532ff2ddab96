"""Which column of the sheet a part of a question comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .columns import LETTERS

_OF = {"blanks": "answer", "points": "points", "reviewed": "by"}


def column_at(value: Mapping[str, Any], path: Sequence[str | int]) -> str:
    """The key of the column of what stands at `path` in a question, "" of the question as a whole."""
    if not path:
        return ""
    name, number = str(path[0]), path[1] if len(path) > 1 else None
    if name in ("options", "steps"):
        if not isinstance(number, int) or number >= len(LETTERS):
            return "answer" if name == "options" else "option_A"
        return f"{'why' if path[2:3] == ('why',) else 'option'}_{LETTERS[number]}"
    return _OF.get(name, name)
