"""The model's elements → what a form asks for: one slot for each key, with its title, hint and choices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from annotated_types import MinLen
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from ..model import Chapter, Element, Organization, Plan, Regulation, Sources


class Kind(StrEnum):
    """What a person does in a slot."""

    LINE = "一行文字"
    TEXT = "文字"
    CHOICE = "选择"
    FLAG = "是否"
    DAY = "日期"
    NUMBER = "数字"
    WORDS = "几个词"
    ELEMENT = "一组"
    LIST = "若干项"
    TABLE = "对照"


class Offer(StrEnum):
    """What of the library a slot may be filled with."""

    ROLE = "角色"
    FORM = "表单"
    CLAUSE = "条款"
    DUTY = "条款或职责"
    MOMENT = "时段"
    LEVEL = "层级"
    UNIT = "机构"


@dataclass(frozen=True)
class Slot:
    """One key of an element. `inner` is what a list or table holds, `least` how many a list that must
    be there begins with, `models` what an element may be."""

    key: str
    title: str
    hint: str
    kind: Kind
    required: bool = False
    default: str = ""
    choices: tuple[str, ...] = ()
    offer: Offer | None = None
    models: tuple[type[Element], ...] = ()
    inner: Slot | None = None
    least: int = 1


_OFFERS = {
    "roles": Offer.ROLE, "responsible": Offer.ROLE, "filled_by": Offer.ROLE, "signed_by": Offer.ROLE, "evidence": Offer.FORM,
    "forms": Offer.FORM, "clause": Offer.CLAUSE, "related": Offer.CLAUSE, "clauses": Offer.DUTY, "moment": Offer.MOMENT,
    "level": Offer.LEVEL, "parent": Offer.UNIT,
}  # fmt: skip
_ONE_LINE = {
    "title", "short", "label", "value", "minimum", "maximum", "mark", "name", "unit", "group", "version", "frequency", "retention",
    "effective", "entry", "volume", "deadline", "format", "width", "formula", "rule",
}  # fmt: skip
# Written by other commands, or by the page itself.
_HIDDEN = {"at", "fingerprint", "reviewed"}
# A regulation's own number comes from its folder; what is listed here has a place of its own in the page.
_APART: dict[type[Element], set[str]] = {
    Regulation: {"number", "slug", "facts", "lists", "chapters"},
    Chapter: {"articles"},
    Organization: {"levels", "roles", "moments", "glossary"},
    Plan: {"positioning", "goals", "group", "facts", "phases", "checks", "requirements"},
    Sources: {"material", "public_rules", "fragments", "ambiguities"},
}
_LAST = ("basis", "cites", "readings", "note")


@cache
def slots(model: type[Element]) -> tuple[Slot, ...]:
    """What a form for this element asks for, in the order of the model; where it comes from stands last."""
    hidden = _HIDDEN | _APART.get(model, set())
    fields = sorted(model.model_fields.items(), key=lambda field: _LAST.index(field[0]) if field[0] in _LAST else -1)
    return tuple(made for key, info in fields if key not in hidden and (made := _slot(key, info)) is not None)


def part(model: type[Element], key: str) -> Slot | None:
    """The slot of one key, also of one that has a place of its own."""
    return _slot(key, model.model_fields[key]) if key in model.model_fields else None


def model_of(models: tuple[type[Element], ...], value: Mapping[str, Any]) -> type[Element]:
    """Which of several elements a value is, told by its `kind` or `type`; the first if it does not say."""
    for model in models:
        for key, info in model.model_fields.items():
            if get_origin(info.annotation) is Literal and value.get(key) in get_args(info.annotation):
                return model
    return models[0]


def blank(model: type[Element]) -> dict[str, Any]:
    """The least that such an element says: its required keys, with something to be written over."""
    made: dict[str, Any] = {}
    for slot in slots(model):
        if slot.required:
            made[slot.key] = _blank(slot)
    return made


def _blank(slot: Slot) -> Any:
    if slot.choices:
        return "拟稿" if "拟稿" in slot.choices else slot.choices[0]
    if slot.kind in (Kind.LIST, Kind.WORDS):
        return [blank(slot.models[0]) for _ in range(slot.least)] if slot.models else []
    if slot.kind is Kind.ELEMENT:
        return blank(slot.models[0])
    return {Kind.TABLE: {}, Kind.NUMBER: 1}.get(slot.kind, "")


def _slot(key: str, info: FieldInfo) -> Slot | None:
    hint = info.description or ""
    if info.examples:
        hint += f"{'；' if hint else ''}如 {_example(info.examples[0])}"
    default = info.get_default(call_default_factory=True) if not info.is_required() else PydanticUndefined
    return _of(key, info.title or key, hint, info.annotation, info.is_required(), info.metadata, _default(default))


def _example(value: Any) -> str:
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)


def _default(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Enum):
        return str(value.value)
    return str(value) if isinstance(value, str | int | float) else ""


def _of(
    key: str, title: str, hint: str, kind: Any, required: bool, metadata: Any = (), default: str = ""
) -> Slot | None:
    kind, metadata, optional = _bare(kind, metadata)
    required = required and not optional
    common: dict[str, Any] = {"key": key, "title": title, "hint": hint, "required": required, "default": default}
    origin, inside = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        models = tuple(one for one in map(_plain, inside) if _is_element(one))
        return Slot(**common, kind=Kind.ELEMENT, models=models) if models else None
    if origin is Literal:
        return Slot(**common, kind=Kind.CHOICE, choices=tuple(map(str, inside)))
    if origin is tuple:
        inner = _of(key, title, "", inside[0], True)
        if inner is None:
            return None
        words = inner.kind in (Kind.LINE, Kind.CHOICE) and (inner.offer or inner.choices or key == "cites")
        made = Kind.WORDS if words else Kind.LIST
        least = max((one.min_length for one in metadata if isinstance(one, MinLen)), default=1)
        return Slot(**common, kind=made, choices=inner.choices, offer=inner.offer, models=inner.models, inner=inner, least=least)  # fmt: skip
    if origin is dict:
        inner = _of("", title, "", inside[1], True)
        return Slot(**common, kind=Kind.TABLE, models=inner.models, inner=inner) if inner else None
    if _is_element(kind):
        return Slot(**common, kind=Kind.ELEMENT, models=(kind,))
    return _scalar(common, kind, metadata)


def _scalar(common: dict[str, Any], kind: Any, metadata: Any) -> Slot | None:
    key = common["key"]
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return Slot(**common, kind=Kind.CHOICE, choices=tuple(str(one) for one in kind))
    if kind is bool:
        return Slot(**common, kind=Kind.FLAG)
    if kind in (int, float):
        return Slot(**common, kind=Kind.NUMBER)
    if kind is date:
        return Slot(**common, kind=Kind.DAY)
    if kind is not str:
        return None
    narrow = any(getattr(one, "pattern", None) for one in metadata) or key in _ONE_LINE | {"id", "cites"}
    offer = _OFFERS.get(key)
    return Slot(**common, kind=Kind.LINE if narrow or offer else Kind.TEXT, offer=offer)


def _bare(kind: Any, metadata: Any) -> tuple[Any, list[Any], bool]:
    """A type without `Annotated` and without `| None`, what was noted on it, and whether None would do."""
    notes, optional = list(metadata), False
    while True:
        if get_origin(kind) is Annotated:
            kind, *more = get_args(kind)
            notes += more
        elif get_origin(kind) in (Union, UnionType) and type(None) in get_args(kind):
            optional = True
            rest = [one for one in get_args(kind) if one is not type(None)]
            if len(rest) > 1:
                return Union[tuple(rest)], notes, True  # noqa: UP007
            kind = rest[0]
        else:
            return kind, notes, optional


def _plain(kind: Any) -> Any:
    return _bare(kind, ())[0]


def _is_element(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Element)
