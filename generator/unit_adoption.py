"""Units from outside → regulations/profiles, not yet saved: what is new, what changes in which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from .intake.units import UnitList
from .model import Library, Unit
from .source.draft import fresh
from .source.editing import Document

_SCHEMA = "../../schemas/profiles.schema.json"
_KEYS = (
    "id", "level", "parent", "name", "short", "branch", "code", "address", "phone", "complaint", "hotline", "manager",
    "windows", "facts", "staff", "approval", "example",
)  # fmt: skip


@dataclass
class AdoptedUnits:
    """The lists with the units in them; `changes` are (as it was, as it is to be), the former None of a new one."""

    documents: list[Document] = field(default_factory=list)
    changes: list[tuple[Unit | None, Unit]] = field(default_factory=list)
    unchanged: int = 0


def known_as(library: Library, listed: UnitList) -> list[tuple[Unit | None, Unit]]:
    """Each unit of a list with the one of the library that it is, by id, code or name, None if there is none; it then
    has that one's id, and what the list has no column for."""
    by_id = library.unit_by_id
    by_code = {unit.code: unit for unit in library.units if unit.code}
    by_name: dict[str, Unit] = {unit.name: unit for unit in library.units}
    pairs = []
    renamed: dict[str, str] = {}
    for unit in listed.units:
        old = by_id.get(unit.id) or by_code.get(unit.code)
        named = by_name.get(unit.name)
        if old is None and named is not None and (not unit.code or not named.code):
            old = named
        if old is not None:
            renamed[unit.id] = old.id
            kept = {key: getattr(old, key) for key in _KEYS if key not in listed.columns and key not in ("facts", "id")}
            facts = {**{key: text for key, text in old.facts.items() if key not in listed.columns}, **unit.facts}
            unit = unit.model_copy(update={**kept, "id": old.id, "facts": facts})
        pairs.append((old, unit))
    return [
        (old, unit.model_copy(update={"parent": renamed.get(unit.parent or "", unit.parent)})) for old, unit in pairs
    ]


def adopted_units(
    files: Mapping[str, bytes], source: Path, pairs: Sequence[tuple[Unit | None, Unit]], to: str
) -> AdoptedUnits:
    """The lists as they would be; new units go to the list `to`. Unwritable if no source may hold a text."""
    made = AdoptedUnits()
    documents: dict[str, Document] = {}

    def document(name: str) -> Document:
        path = source / name.partition("/")[2]
        return documents.get(name) or Document.of(files[name], name, path)

    news = []
    for old, unit in pairs:
        if old is not None and _value(old) == _value(unit):
            made.unchanged += 1
            continue
        made.changes.append((old, unit))
        if old is None:
            news.append(_value(unit))
            continue
        name = old.position_of("id").file
        there = document(name)
        raw = there.get(("units", old.id))
        documents[name] = there.set(("units", old.id), _over(raw, _value(old), _value(unit)))
    name = f"{source.name}/profiles/{to}"
    if news and name in files:
        there = document(name)
        for value in news:
            there = there.insert_entry(("units",), value)
        documents[name] = there
    elif news:
        data = fresh({"title": "机构名单", "units": news}, name, _SCHEMA)
        documents[name] = replace(Document.of(data, name, source / "profiles" / to), original=b"")
    made.documents = list(documents.values())
    return made


def _over(raw: Mapping[str, Any], old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """What is written of a unit with what differs put in its place."""
    kept = {key: value if old.get(key) == new.get(key) else new[key] for key, value in raw.items() if key in new}
    added = {key: new[key] for key in _KEYS if key in new and key not in raw}
    return {**kept, **added}


def _value(unit: Unit) -> dict[str, Any]:
    """A unit as its source says it; what is empty left out."""
    said = {key: getattr(unit, key) for key in _KEYS if key not in ("staff", "example", "facts")}
    people = [{key: text for key in ("name", "post", "skills") if (text := getattr(one, key))} for one in unit.staff]
    said |= {"facts": dict(unit.facts), "staff": people, "example": "是" if unit.example else ""}
    return {key: said[key] for key in _KEYS if said[key] not in ("", None, [], {})}
