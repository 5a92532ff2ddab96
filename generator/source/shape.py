"""Finding one's way in the model: the types and fields at a location such as ("facts", "opening_time", "type")."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from ..model import Element

Path = list[str | int]


def types_of(annotation: Any) -> Iterator[Any]:
    """The concrete types an annotation allows, through Annotated, unions and aliases."""
    if hasattr(annotation, "__metadata__"):
        yield from types_of(get_args(annotation)[0])
    elif get_origin(annotation) in (Union, UnionType):
        for part in get_args(annotation):
            yield from types_of(part)
    else:
        yield annotation


def elements(types: list[Any]) -> list[type[Element]]:
    """Those of `types` that are model elements."""
    return [kind for kind in types if isinstance(kind, type) and get_origin(kind) is None and issubclass(kind, Element)]


def walk(model: type[Element], loc: tuple[str | int, ...]) -> tuple[list[Any], Path]:
    """The types at `loc` and the location without union tags."""
    types: list[Any] = [model]
    path: Path = []
    for step in loc:
        if step == "[key]":
            continue
        types, real = _step(types, step)
        if real:
            path.append(step)
    return types, path


def _step(types: list[Any], step: str | int) -> tuple[list[Any], bool]:
    """The types one step further along a location; False if the step is only a union's tag."""
    found: list[Any] = []
    for kind in elements(types):
        for name, field in kind.model_fields.items():
            if step in (name, field.alias):
                found += types_of(field.annotation)
    for kind in types:
        origin = get_origin(kind)
        if origin is tuple and isinstance(step, int):
            found += types_of(get_args(kind)[0])
        elif origin is dict and isinstance(step, str):
            found += types_of(get_args(kind)[1])
    if not found and isinstance(step, str):
        tagged = [kind for kind in elements(types) if step in tags(kind)]
        if tagged:
            return list(tagged), False
    return found, True


def tag_of(kind: type[Element]) -> tuple[str, FieldInfo] | None:
    """The field whose value chooses this element among its alternatives, such as `kind: 表格`; None if it has none."""
    return next(((name, f) for name, f in kind.model_fields.items() if get_origin(f.annotation) is Literal), None)


def tags(kind: type[Element]) -> tuple[str, ...]:
    """The values that choose this element among its alternatives."""
    tag = tag_of(kind)
    return tuple(value for value in get_args(tag[1].annotation) if isinstance(value, str)) if tag else ()


def field_at(model: type[Element], path: Path) -> FieldInfo | None:
    """The model's field at `path`; None for an item of a list or of a named group."""
    parents, _ = walk(model, tuple(path[:-1]))
    for kind in elements(parents):
        if path and path[-1] in kind.model_fields:
            return kind.model_fields[str(path[-1])]
    return None


def keys_at(model: type[Element], path: Path) -> dict[str, str]:
    """{key: Chinese title} of what may stand at `path`."""
    types, _ = walk(model, tuple(path))
    return {
        name: field.title or name
        for kind in elements(types)
        for name, field in kind.model_fields.items()
        if not hidden(field)
    }


def hidden(field: FieldInfo) -> bool:
    """Whether the program fills the field in, and no file may."""
    return str(field.alias).startswith("__")


def homes(model: type[Element], key: str) -> list[str]:
    """Titles of the groups below `model` whose entries know `key`: where a misplaced key belongs."""
    found: list[str] = []
    todo, seen = [model], {model}
    while todo:
        for name, field in todo.pop(0).model_fields.items():
            inner = [part for kind in types_of(field.annotation) for part in _inside(kind)]
            for kind in elements(inner):
                if key in kind.model_fields and not hidden(kind.model_fields[key]):
                    found.append(f"“{field.title}”（{name}）")
                if kind not in seen:
                    seen.add(kind)
                    todo.append(kind)
    return list(dict.fromkeys(found))


def _inside(kind: Any) -> Iterator[Any]:
    arguments = get_args(kind)
    if get_origin(kind) in (tuple, dict):
        yield from types_of(arguments[-1] if get_origin(kind) is dict else arguments[0])
    else:
        yield kind


def choices(types: list[Any]) -> list[str]:
    """The words an enumeration or a literal allows."""
    found: list[str] = []
    for kind in types:
        if isinstance(kind, type) and issubclass(kind, Enum):
            found += [str(member.value) for member in kind]
        else:
            found += [str(value) for value in get_args(kind) if isinstance(value, str)]
    return list(dict.fromkeys(found))  # alternatives may share a field


def pattern_of(field: FieldInfo | None, types: list[Any]) -> str:
    """The regular expression that a text must match, "" if any text will do."""
    if field is None:
        return ""
    for part in (*field.metadata, *(m for t in _annotated(field.annotation) for m in t.__metadata__)):
        pattern = getattr(part, "pattern", None)
        if pattern:
            return str(pattern)
    return ""


def _annotated(annotation: Any) -> Iterator[Any]:
    if hasattr(annotation, "__metadata__"):
        yield annotation
    for part in get_args(annotation):
        yield from _annotated(part)
