"""What files said when they were last read: a file whose bytes are the same is not read again.

The editor and `serve` read all sources after every change of one; `diff` reads two sets that differ in few files.
Elements are frozen, so that several Libraries may share them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from ..model import Element
from ..problems import Problem
from .conform import Conformed, conform
from .reader import read_source

E = TypeVar("E", bound=Element)
_KEPT = 2  # readings of one file: as it is saved, and as it is being changed


@dataclass(frozen=True)
class Reading(Generic[E]):
    """What a file says: the problems of its text, and what it holds, None if it could not be read at all."""

    problems: tuple[Problem, ...]
    made: Conformed[E] | None


@dataclass(frozen=True)
class _Kept:
    data: bytes
    size: int
    extra: Mapping[str, Any]
    reading: Reading[Any]


_kept: dict[tuple[str, type[Element]], tuple[_Kept, ...]] = {}


def read(model: type[E], data: bytes, name: str, size: int, extra: Mapping[str, Any]) -> Reading[E]:
    """`data` (of `size` bytes on the disk, should it be only their beginning) as `model`, with the keys of `extra` added.
    `name` is what positions carry. Nobody may change what this returns."""
    known = _kept.get((name, model), ())
    for one in known:
        if one.data == data and one.size == size and one.extra == extra:
            return one.reading
    source = read_source(data, name, size)
    made = None if source.value is None else conform(model, source.value, source.mark, dict(extra))
    reading = Reading(tuple(source.problems), made)
    _kept[name, model] = (_Kept(data, size, extra, reading), *known)[:_KEPT]
    return reading
