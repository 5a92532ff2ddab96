"""A Library without mention of what is in none of its own sources, only in those of another time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from ..model import Element, Library, PlacedQuestion

E = TypeVar("E", bound=Element)


def trimmed(library: Library, known: Iterable[Library]) -> Library:
    """`library` with the addresses taken out of it that there are in the `known` ones and not in it.

    An address goes from the tuples and mappings that hold it; one that stands alone gives way to its field's default, if
    it has one. Questions on nothing but such addresses go altogether. Texts are left as they are.
    """
    own = _addresses(library)
    gone = frozenset(address for other in known for address in _addresses(other) if address not in own)
    if not gone:
        return library
    regulations = {regulation.key: _without(regulation, gone) for regulation in library.regulations}
    asked = (
        PlacedQuestion(regulations[placed.regulation.key], _without(placed.question, gone))
        for placed in library.questions
    )
    return replace(
        library,
        organization=_without(library.organization, gone),
        plan=_without(library.plan, gone),
        regulations=tuple(regulations.values()),
        forms=tuple(_without(form, gone) for form in library.forms),
        units=tuple(_without(unit, gone) for unit in library.units),
        questions=tuple(placed for placed in asked if placed.question.clauses),
    )


def _addresses(library: Library) -> set[str]:
    """Everything of regulations that another source may point at."""
    found = {*library.clauses, *library.form_by_id, *(placed.address for placed in library.duties)}
    for regulation in library.regulations:
        for name in (*regulation.facts, *regulation.lists):
            found.add(f"{regulation.key}/{name}")
    return found


def _is_gone(value: Any, gone: frozenset[str]) -> bool:
    return isinstance(value, str) and (value in gone or value.partition("#")[0] in gone)


def _without(element: E, gone: frozenset[str]) -> E:
    changed = {}
    for name, field in type(element).model_fields.items():
        value = getattr(element, name)
        if _is_gone(value, gone):
            made = value if field.is_required() else field.get_default(call_default_factory=True)
        else:
            made = _value(value, gone)
        if made is not value:
            changed[name] = made
    return element.model_copy(update=changed) if changed else element


def _value(value: Any, gone: frozenset[str]) -> Any:
    """The value without what is gone; the very same object if nothing in it is."""
    if isinstance(value, Element):
        return _without(value, gone)
    if isinstance(value, tuple):
        made = tuple(_value(one, gone) for one in value if not _is_gone(one, gone))
        same = len(made) == len(value) and all(one is two for one, two in zip(made, value, strict=True))
        return value if same else made
    if isinstance(value, Mapping):
        kept = {key: _value(one, gone) for key, one in value.items() if not _is_gone(key, gone)}
        same = len(kept) == len(value) and all(kept[key] is value[key] for key in kept)
        return value if same else kept
    return value
