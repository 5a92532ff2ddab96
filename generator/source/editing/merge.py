"""A list or mapping → the fewest changes that make it say something else, so that what is the same stays as written."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from .emit import plain
from .tree import Step

if TYPE_CHECKING:
    from .document import Document


def merged(document: Document, path: tuple[Step, ...], value: Any) -> Document:
    """The document with `value`, a list or mapping as stands at `path` already, there."""
    old, new = document.get(path), plain(value)
    if isinstance(old, dict):
        names = old.keys() & new.keys()
        return _mapping(document, path, old, value) if names else document.replace(path, value)
    before, behind = _named(old), _named(new)
    if before is None or behind is None:
        if len(old) == len(new):
            for number, one in enumerate(value):
                document = document.set((*path, number), one)
            return document
        before, behind = _counted(old), _counted(new)
    if not set(before) & set(behind):
        return document.replace(path, value)
    return _list(document, path, (before, behind), value)


def _mapping(document: Document, path: tuple[Step, ...], old: Mapping[str, Any], value: Mapping[str, Any]) -> Document:
    for key in old:
        if key not in value:
            document = document.remove((*path, key))
    first = next(key for key in old if key in value)
    last: str | None = None
    for key, one in value.items():
        if key in old:
            document = document.set((*path, key), one)
        else:
            document = document.insert((*path, key), one, after=last, before=None if last else first)
            first = key if last is None else first
        last = key
    return document


def _list(
    document: Document, path: tuple[Step, ...], names: tuple[list[Any], list[Any]], value: Sequence[Any]
) -> Document:
    """`names` tell the entries of the list as it is, and as it shall be, from one another."""
    now, wanted = list(names[0]), names[1]
    for number in reversed(range(len(now))):
        if now[number] not in wanted:
            document = document.remove((*path, number))
            del now[number]
    for number, (name, one) in enumerate(zip(wanted, value, strict=True)):
        if name not in now:
            document = document.insert_entry(path, one, number)
            now.insert(number, name)
            continue
        place = now.index(name)
        if place != number:
            document = document.move((*path, place), number)
            now.insert(number, now.pop(place))
        document = document.set((*path, number), one)
    return document


def _named(entries: list[Any]) -> list[Any] | None:
    """The ids of the entries if each has one of its own."""
    names = [one.get("id") if isinstance(one, dict) else None for one in entries]
    return names if all(isinstance(name, str) for name in names) and len(set(names)) == len(names) else None


def _counted(entries: list[Any]) -> list[Any]:
    """What each entry says, and how many before it say the same."""
    seen: Counter[str] = Counter()
    names = []
    for one in entries:
        text = json.dumps(one)
        names.append((text, seen[text]))
        seen[text] += 1
    return names
