"""Plain values → a model element, with the model's complaints as positioned problems in Chinese.

What cannot be typed is left out or replaced by a placeholder and typed again, so that one mistake
does not hide the others: the result is good enough to check, never to publish.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from enum import Enum
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

from pydantic import ValidationError

from ..model import MARK_KEY, Element, Mark, Position
from ..problems import Problem

E = TypeVar("E", bound=Element)
PLACEHOLDER = "（缺）"
_ROUNDS = 4


def conform(model: type[E], value: Any, mark: Mark, extra: dict[str, Any] | None = None) -> tuple[E | None, list[Problem]]:
    """`value` as `model`; None if it cannot even be repaired. `extra` adds keys that the file does not hold."""
    problems: list[Problem] = []
    if not isinstance(value, dict):
        message = "文件的最外层应是“键: 值”，不是列表或一段文字"
        return None, [Problem("wrong-type", mark.position, message, "对照同类文件，从 title: 这样的键开始写")]
    data = {**value, **(extra or {})}
    for _ in range(_ROUNDS):
        try:
            return model.model_validate(data), problems
        except ValidationError as error:
            details = error.errors(include_url=False)
        for detail in details:
            problem = _problem(model, detail, mark)
            if problem.message.find(PLACEHOLDER) < 0:
                problems.append(problem)
        data = _repaired(model, data, [(d["type"], d["loc"]) for d in details])
    return None, problems


def _types_of(annotation: Any) -> Iterator[Any]:
    """The concrete types an annotation allows, through Annotated, unions and aliases."""
    if hasattr(annotation, "__metadata__"):
        yield from _types_of(get_args(annotation)[0])
    elif get_origin(annotation) in (Union, UnionType):
        for part in get_args(annotation):
            yield from _types_of(part)
    else:
        yield annotation


def _step(types: list[Any], step: str | int) -> tuple[list[Any], bool]:
    """The types one step further along a location; False if the step is only a union's tag."""
    found: list[Any] = []
    for kind in types:
        origin = get_origin(kind)
        if isinstance(kind, type) and origin is None and issubclass(kind, Element):
            for name, field in kind.model_fields.items():
                if step in (name, field.alias):
                    found += _types_of(field.annotation)
        elif origin is tuple and isinstance(step, int):
            found += _types_of(get_args(kind)[0])
        elif origin is dict and isinstance(step, str):
            found += _types_of(get_args(kind)[1])
    if not found and isinstance(step, str):
        tagged = [k for k in types if isinstance(k, type) and issubclass(k, Element) and step in _tags(k)]
        if tagged:
            return tagged, False
    return found, True


def _tags(kind: type[Element]) -> tuple[Any, ...]:
    field = kind.model_fields.get("kind")
    return get_args(field.annotation) if field else ()


def _walk(model: type[Element], loc: tuple[str | int, ...]) -> tuple[list[Any], list[str | int]]:
    """The types at `loc` and the location without union tags."""
    types: list[Any] = [model]
    path: list[str | int] = []
    for step in loc:
        if step == "[key]":
            continue
        types, real = _step(types, step)
        if real:
            path.append(step)
    return types, path


def _field_title(model: type[Element], path: list[str | int]) -> str:
    parents, _ = _walk(model, tuple(path[:-1]))
    name = str(path[-1]) if path else ""
    for kind in parents:
        if isinstance(kind, type) and issubclass(kind, Element) and name in kind.model_fields:
            return f"“{kind.model_fields[name].title or name}”（{name}）"
    return f"“{name}”"


def _example(kind_types: list[Any], model: type[Element], path: list[str | int]) -> str:
    parents, _ = _walk(model, tuple(path[:-1]))
    for kind in parents:
        if isinstance(kind, type) and issubclass(kind, Element):
            field = kind.model_fields.get(str(path[-1]))
            if field is not None and field.examples:
                return f"，例如 {field.examples[0]}"
            if field is not None and field.description:
                return f"（{field.description}）"
    return ""


def _problem(model: type[Element], detail: Any, mark: Mark) -> Problem:
    kind: str = detail["type"]
    loc = tuple(detail["loc"])
    types, path = _walk(model, loc)
    title = _field_title(model, path)
    given = detail.get("input")
    where = mark.of(*path).position
    if kind == "extra_forbidden":
        return _unknown_key(model, path, mark)
    if kind == "missing":
        parent = mark.of(*path[:-1]).position
        return Problem("missing-key", parent, f"缺少{title}", f"补上一行 {path[-1]}: …{_example(types, model, path)}")
    if "[key]" in loc:
        position = mark.of(*path[:-1]).keys.get(str(path[-1]), where)
        return Problem("bad-value", position, f"名称 “{path[-1]}” 不合规则", "用小写英文字母开头，词之间用下划线，如 opening_time")
    if kind in ("enum", "literal_error", "union_tag_invalid"):
        choices = _choices(types) or str(detail.get("ctx", {}).get("expected_tags", "")).replace("'", "").split(", ")
        near = difflib.get_close_matches(str(given), choices, 1, 0.3)
        tip = f"是不是“{near[0]}”？" if near else ""
        shown = given.get("kind", "") if isinstance(given, dict) else given
        return Problem("bad-value", where, f"{title}不能是“{shown}”", f"{tip}只能写：{'、'.join(choices)}")
    if kind == "union_tag_not_found":
        return Problem("missing-key", where, "缺少“种类”（kind）", "补上一行 kind: 要素、表格、文字区、签字或说明")
    if kind in ("tuple_type", "list_type"):
        return Problem("wrong-type", where, f"{title}应是一个列表", "每项另起一行，以短横线加空格开头；没有内容就删掉这个键")
    if kind in ("dict_type", "model_type", "model_attributes_type"):
        return Problem("wrong-type", where, f"{title}下面应是若干“键: 值”", "对照同类条目，在下一行缩进两个空格逐项填写")
    if kind == "string_type":
        tip = "以 { 或 [ 开头的文字要加双引号" if isinstance(given, dict | list) else "这里只写一段文字"
        return Problem("wrong-type", where, f"{title}应是一段文字", tip)
    if kind in ("string_too_short", "too_short"):
        return Problem("bad-value", where, f"{title}是空的", f"填上内容{_example(types, model, path)}")
    if kind == "string_pattern_mismatch":
        return Problem(
            "bad-value", where, f"{title}写成了“{given}”，不合规则", f"标识用小写英文字母、数字和连字符{_example(types, model, path)}"
        )
    if kind.startswith(("date", "datetime")):
        return Problem("bad-value", where, f"{title}不是日期：“{given}”", "写成 年-月-日，例如 2026-11-24")
    if kind.startswith("bool"):
        return Problem("bad-value", where, f"{title}不能是“{given}”", "只能写：是、否")
    if kind.startswith(("int", "float")):
        return Problem("bad-value", where, f"{title}应是一个数字，写的是“{given}”", "只写阿拉伯数字，不带单位")
    if kind in ("greater_than", "greater_than_equal", "less_than", "less_than_equal", "too_long", "string_too_long"):
        limit = " ".join(str(v) for k, v in detail.get("ctx", {}).items() if k in ("gt", "ge", "lt", "le", "max_length"))
        return Problem("bad-value", where, f"{title}超出允许范围：“{given}”", f"界限是 {limit}")
    return Problem("bad-value", where, f"{title}不合要求：“{given}”", f"对照同类条目改正{_example(types, model, path)}")


def _choices(types: list[Any]) -> list[str]:
    found: list[str] = []
    for kind in types:
        if isinstance(kind, type) and issubclass(kind, Enum):
            found += [str(member.value) for member in kind]
        else:
            found += [str(value) for value in get_args(kind) if isinstance(value, str)]
    return found


def _unknown_key(model: type[Element], path: list[str | int], mark: Mark) -> Problem:
    key = str(path[-1])
    parent = mark.of(*path[:-1])
    position: Position = parent.keys.get(key, parent.position)
    owners, _ = _walk(model, tuple(path[:-1]))
    known: dict[str, str] = {}
    for kind in owners:
        if isinstance(kind, type) and issubclass(kind, Element):
            known |= {n: f.title or n for n, f in kind.model_fields.items() if n not in ("at", "number", "slug")}
    near = difflib.get_close_matches(key, known, 1, 0.5)
    by_title = [name for name, title in known.items() if key and (key in title or title in key)]
    guess = near[0] if near else (by_title[0] if by_title else "")
    tip = f"是不是 {guess}（{known[guess]}）？" if guess else "删掉它。"
    return Problem("unknown-key", position, f"没有 “{key}” 这个键", f"{tip}这里可用的键：{'、'.join(known)}")


def _repaired(model: type[Element], data: Any, errors: list[tuple[str, Any]]) -> Any:
    """A copy of `data` in which every complained-of value is left out or replaced by a placeholder."""
    copy = _copy(data)
    for kind, loc in sorted(errors, key=lambda e: [str(s) for s in e[1]], reverse=True):
        types, path = _walk(model, tuple(loc))
        parent = copy
        try:
            for step in path[:-1]:
                parent = parent[step]
            last = path[-1] if path else None
            if kind == "extra_forbidden" or "[key]" in loc:
                parent.pop(last, None)
            elif isinstance(parent, list):
                if isinstance(last, int) and str in types:
                    parent[last] = PLACEHOLDER
            elif isinstance(parent, dict):
                stand_in = _stand_in(model, path, types)
                if stand_in is None:
                    parent.pop(last, None)
                else:
                    parent[last] = stand_in
        except (KeyError, IndexError, TypeError):
            continue
    return copy


def _stand_in(model: type[Element], path: list[str | int], types: list[Any]) -> Any:
    """A placeholder for a required field, None for one that may be left out or has none."""
    parents, _ = _walk(model, tuple(path[:-1]))
    for kind in parents:
        if isinstance(kind, type) and issubclass(kind, Element):
            field = kind.model_fields.get(str(path[-1]))
            if field is None or not field.is_required():
                return None
    choices = _choices(types)
    if choices:
        return choices[0]
    if any(kind is str for kind in types):
        name = str(path[-1])
        if name == "id":
            return "x-missing-" + "-".join(str(step) for step in path if isinstance(step, int))
        return "0.0" if name == "version" else PLACEHOLDER
    return None


def _copy(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: v if k == MARK_KEY else _copy(v) for k, v in value.items()}
    return [_copy(v) for v in value] if isinstance(value, list) else value
