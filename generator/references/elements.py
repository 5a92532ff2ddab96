"""Every element of a model, for what concerns all of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from ..model import Element

_PLAIN = (str, bool, int, float)


def elements_of(*roots: Element) -> Iterator[Element]:
    """These elements and every element inside them, depth first."""
    stack: list[object] = list(reversed(roots))
    while stack:
        value = stack.pop()
        if isinstance(value, Element):
            yield value
            inside = value.__dict__
            stack.extend(inside[name] for name in _fields(type(value)))
        elif isinstance(value, tuple):
            stack.extend(reversed(value))
        elif isinstance(value, dict):
            stack.extend(reversed(list(value.values())))


@cache
def _fields(kind: type[Element]) -> tuple[str, ...]:
    """The fields that may hold elements, the last one first."""
    fields = reversed(list(kind.model_fields.items()))
    return tuple(name for name, field in fields if name != "at" and field.annotation not in _PLAIN)
