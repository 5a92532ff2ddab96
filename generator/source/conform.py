"""Plain values → a model element, with the model's complaints as positioned problems in Chinese."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from ..model import Element, Mark, Position
from ..problems import Problem
from .repair import repaired
from .shape import walk
from .type_messages import explain, meant

E = TypeVar("E", bound=Element)
MAX_PROBLEMS = 200
_ROUNDS = 8


@dataclass
class Conformed(Generic[E]):
    """`element` is None if the value could not even be repaired.

    `doubtful` holds where the element is not as written: findings there are shadows of the problems.
    `lost` says that something others may point at is missing from it.
    """

    element: E | None
    problems: list[Problem] = field(default_factory=list)
    doubtful: set[Position] = field(default_factory=set)
    lost: bool = False


def conform(model: type[E], value: Any, mark: Mark, extra: dict[str, Any] | None = None) -> Conformed[E]:
    """`value` as `model`. `extra` adds keys that the file does not hold."""
    if not isinstance(value, dict):
        message = "文件的最外层应是“键: 值”，不是列表或一段文字"
        problem = Problem("wrong-type", mark.position, message, "对照同类文件，从 title: 这样的键开始写")
        return Conformed(None, [problem], lost=True)
    made: Conformed[E] = Conformed(None)
    data = {**value, **(extra or {})}
    for number in range(_ROUNDS):
        try:
            made.element = model.model_validate(data)
            return made
        except ValidationError as error:
            details = _real(error.errors(include_url=False))
        if number == 0:
            _note(made, model, details, mark)
        # What comes up later is the work of the repairs, not of the writer.
        data = repaired(model, data, [(detail["type"], tuple(detail["loc"])) for detail in details], drop=number > 1)
    made.lost = True
    return made


def _real(details: list[Any]) -> list[Any]:
    """Without the follow-up complaint that a list is too short because its items are wrong."""
    return [d for d in details if d["type"] != "too_short" or not d["input"]] or details


def _note(made: Conformed[Any], model: type[Element], details: list[Any], mark: Mark) -> None:
    misspelt = {guess for detail in details[:MAX_PROBLEMS] if (guess := meant(model, detail, mark))}
    for detail in details[:MAX_PROBLEMS]:
        # A misspelt key is one mistake, not an unknown key and a missing one.
        if detail["type"] != "missing" or tuple(detail["loc"]) not in misspelt:
            made.problems.append(explain(model, detail, mark))
    if len(details) > MAX_PROBLEMS:
        message = f"还有 {len(details) - MAX_PROBLEMS} 处类似的错误没有列出"
        made.problems.append(Problem("too-complex", mark.position, message, "先改好列出的这些，再检查一次"))
    owners: dict[tuple[str | int, ...], Mark] = {}
    for detail in details:
        _, path = walk(model, tuple(detail["loc"]))
        owners.setdefault(tuple(path[:-1]), mark.of(*path[:-1]))
        here = mark.of(*path)
        made.doubtful.add(here.position)
        made.lost = made.lost or bool(here.children) or "[key]" in detail["loc"] or path[-1:] in (["id"], ["term"])
        made.lost = made.lost or detail["type"] in ("missing", "model_type", "tuple_type", "dict_type")
    for owner in owners.values():
        made.doubtful |= {owner.position, *owner.keys.values()}
        made.doubtful |= {child.position for child in owner.children.values() if not child.children}
