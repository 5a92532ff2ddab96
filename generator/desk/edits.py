"""What a person does in a form → exact changes of the source that the form shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from ..model import Element
from ..source.editing import Document, Step
from .slots import Kind, Slot, blank, slots

Path = tuple[Step, ...]


def numbered(document: Document, path: Sequence[Step]) -> Path:
    """The path with entries of lists by number, as problems name them."""
    made: Path = ()
    for step in path:
        held = document.get(made)
        made = (*made, document.index((*made, step)) if isinstance(held, list) else step)
    return made


def put(document: Document, path: Path, slot: Slot, value: Any, model: type[Element] | None = None) -> Document:
    """A slot's value. What is empty and need not be written is taken out, what is new stands where the model has it."""
    value = _typed(slot, value)
    holder = document.get(path[:-1])
    if not isinstance(holder, dict):
        return document.set(path, value)
    key = str(path[-1])
    if not slot.required and (value in ("", [], None) or (key not in holder and _is_default(slot, value))):
        return document.remove(path) if key in holder else document
    if key in holder:
        return document.set(path, value)
    names = list(model.model_fields) if model else []
    before = names[: names.index(key)][::-1] if key in names else []
    return document.update({path: value}, before)


def _typed(slot: Slot, value: Any) -> Any:
    if slot.kind is Kind.FLAG:
        return bool(value)
    if slot.kind is Kind.NUMBER and isinstance(value, str):
        text = value.strip()
        return int(text) if text.isascii() and text.isdigit() else text
    if slot.kind is Kind.DAY and isinstance(value, str):
        try:
            return date.fromisoformat(value.strip())
        except ValueError:
            return value.strip()
    if isinstance(value, str):
        return value.strip(" \n") if slot.kind is Kind.LINE else value.rstrip("\n ")
    return value


def _is_default(slot: Slot, value: Any) -> bool:
    return slot.default == ({True: "是", False: "否"}[value] if isinstance(value, bool) else str(value))


def added(document: Document, path: Path, slot: Slot, model: type[Element] | None) -> Document:
    """One more entry of a list, or the first of one that is not there; a group that is not there; empty but for what
    it must say."""
    fresh: Any = blank(model) if model else ""
    kinds = [one for one in slots(model) if one.key in ("kind", "type")] if model else []
    for one in kinds:
        if one.choices:
            fresh[one.key] = one.choices[0]
    holder = document.get(path[:-1])
    there = not isinstance(holder, dict) or path[-1] in holder
    if slot.kind is Kind.ELEMENT:
        return document if there else document.insert(path, fresh)
    if there:
        return document.insert_entry(path, fresh)
    return document.insert(path, [fresh])


def identifiers(value: Any) -> Iterator[str]:
    """Every `id` in a source."""
    if isinstance(value, Mapping):
        if isinstance(value.get("id"), str):
            yield value["id"]
        for one in value.values():
            yield from identifiers(one)
    elif isinstance(value, list):
        for one in value:
            yield from identifiers(one)
