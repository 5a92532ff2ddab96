"""The same changes made to plain values: what a changed source must say when it is read again."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from ...model import MARK_KEY
from .tree import Path, Step


def unmarked(value: Any) -> Any:
    """A value of the reader without its marks."""
    if isinstance(value, dict):
        return {key: unmarked(one) for key, one in value.items() if key != MARK_KEY}
    return [unmarked(one) for one in value] if isinstance(value, list) else value


def same(one: Any, other: Any) -> bool:
    """Whether two values are equal, the order of their keys too."""
    return json.dumps(one) == json.dumps(other)


def value_at(value: Any, steps: Path) -> Any:
    """What stands at keys and indexes that exist."""
    for step in steps:
        value = value[step]
    return value


def within(value: Any, steps: Path, change: Callable[[Any], Any]) -> Any:
    """`value` with what stands at `steps` changed; nothing else is copied."""
    if not steps:
        return change(value)
    copy: Any = dict(value) if isinstance(value, dict) else list(value)
    copy[steps[0]] = within(value[steps[0]], steps[1:], change)
    return copy


def with_key(old: dict[str, Any], key: str, value: Any, after: str | None, before: str | None) -> dict[str, Any]:
    """A mapping with one more key behind or in front of another, else last."""
    names = list(old)
    number = names.index(after) + 1 if after is not None else names.index(before) if before is not None else len(names)
    pairs = list(old.items())
    return dict([*pairs[:number], (key, value), *pairs[number:]])


def with_entry(old: list[Any], number: int | None, value: Any) -> list[Any]:
    """A list with one more entry at an index, else last."""
    number = len(old) if number is None else number
    return [*old[:number], value, *old[number:]]


def without(old: Any, step: Step) -> Any:
    """A mapping without a key, a list without an entry."""
    if isinstance(old, dict):
        return {key: one for key, one in old.items() if key != step}
    return [one for number, one in enumerate(old) if number != step]


def moved(old: list[Any], number: int, to: int) -> list[Any]:
    """A list with an entry taken out and put in again so that it is number `to`."""
    rest = without(old, number)
    return [*rest[:to], old[number], *rest[to:]]
