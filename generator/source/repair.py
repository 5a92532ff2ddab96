"""What could not be typed is replaced by a stand-in or left out, so that one mistake does not hide the others.

A stand-in is as neutral as its type allows; findings about it are dropped (see `conform.Conformed`).
The result is good enough to check, never to publish.
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Any, get_args, get_origin

from pydantic.fields import FieldInfo

from ..model import MARK_KEY, NAME, SLUG, Element
from .shape import Path, choices, elements, field_at, pattern_of, types_of, walk

PLACEHOLDER = "（缺）"
_NOTHING = object()


def repaired(model: type[Element], data: Any, errors: list[tuple[str, tuple[str | int, ...]]], drop: bool) -> Any:
    """A copy of `data` without what `errors` complain of. With `drop`, whole entries that hold a mistake are left out."""
    copy = _copy(data)
    for kind, loc in errors:
        _, path = walk(model, loc)
        if not path:
            continue
        if kind == "extra_forbidden" or "[key]" in loc:
            _put(copy, path, _NOTHING)
        elif drop:
            _put(copy, _entry(model, path), _NOTHING)
        elif _optional(field_at(model, path)):
            _put(copy, path, _NOTHING)
        else:
            stand_in = _stand_in(model, path)
            _put(copy, _entry(model, path) if stand_in is _NOTHING else path, stand_in)
    return _purged(copy)


def _optional(field: FieldInfo | None) -> bool:
    return field is not None and not field.is_required()


def _entry(model: type[Element], path: Path) -> Path:
    """The path of the list item or named entry that holds `path`; `path` itself outside any."""
    for end in range(len(path), 0, -1):
        if field_at(model, path[:end]) is None:
            return path[:end]
    return path


def _put(data: Any, path: Path, value: Any) -> None:
    for step in path[:-1]:
        if not _holds(data, step):
            return
        data = data[step]
    if _holds(data, path[-1]) or (isinstance(data, dict) and isinstance(path[-1], str)):
        data[path[-1]] = value


def _holds(data: Any, step: str | int) -> bool:
    if isinstance(data, list):
        return isinstance(step, int) and step < len(data)
    return isinstance(data, dict) and step in data


def _purged(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: v if k == MARK_KEY else _purged(v) for k, v in value.items() if v is not _NOTHING}
    return [_purged(v) for v in value if v is not _NOTHING] if isinstance(value, list) else value


def _copy(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: v if k == MARK_KEY else _copy(v) for k, v in value.items()}
    return [_copy(v) for v in value] if isinstance(value, list) else value


def _stand_in(model: type[Element], path: Path) -> Any:
    """A stand-in for a required field or an item of a list; _NOTHING if there is none."""
    field = field_at(model, path)
    if field is None:
        outer = field_at(model, path[:-1])
        types, _ = walk(model, tuple(path))
        return _make(types, outer, path) if outer is not None and isinstance(path[-1], int) else _NOTHING
    return _make(list(types_of(field.annotation)), field, path)


def _make(types: list[Any], field: FieldInfo, path: Path) -> Any:
    # The last choice is the one that asks least: 拟稿, 文字, 随时, 横.
    allowed = choices([kind for kind in types if get_origin(kind) is not tuple])
    if allowed and not elements(types):
        return allowed[-1]
    for kind in types:
        if kind is str:
            return _text(field, types, path)
        if kind is date:
            return "2000-01-01"
        if kind in (int, float):
            return "1"
        if get_origin(kind) is tuple and not isinstance(path[-1], int):
            inner = list(types_of(get_args(kind)[0]))
            item = _make(inner, field, [*path, 0])
            return _NOTHING if item is _NOTHING else [item]
        if isinstance(kind, type) and issubclass(kind, Element) and not issubclass(kind, Enum):
            return _element(kind, path)
    return _NOTHING


def _text(field: FieldInfo, types: list[Any], path: Path) -> Any:
    pattern = pattern_of(field, types)
    if pattern in (SLUG, NAME):
        return (
            "x-missing-" + "-".join(str(step) for step in path if isinstance(step, int))
            if pattern == SLUG
            else _NOTHING
        )
    if not pattern:
        return PLACEHOLDER
    return field.examples[0] if field.examples and path[-1] != "id" else _NOTHING


def _element(kind: type[Element], path: Path) -> Any:
    made: dict[str, Any] = {}
    for name, field in kind.model_fields.items():
        if field.is_required():
            value = _make(list(types_of(field.annotation)), field, [*path, name])
            if value is _NOTHING:
                return _NOTHING
            made[name] = value
    return made
