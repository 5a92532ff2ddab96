"""An element of the model as labelled properties in words, so that any two can be compared: the labels are those of
the model's own fields, so what is added there is compared too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum
from functools import cache

from ..facts import fact_text
from ..model import Element, Fact
from ..references import Index

# Hints for the administrator, where things stand, and what is confirmed by whom: not what a rule says.
LEFT_OUT = frozenset(
    {"at", "id", "note", "readings", "fingerprint", "reviewed", "example", "aliases", "asked", "also", "cites"}
)
_ROLES = frozenset({"roles", "responsible", "filled_by", "signed_by"})
_FORMS = frozenset({"forms", "evidence"})
_CLAUSES = frozenset({"clause", "related", "clauses"})
_LISTS = frozenset({"rows_from", "each", "options_from", "repeat_for"})


class Describer:
    """Puts elements of one Library into words."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.library = index.library
        self._moments = {moment.id: moment.title for moment in self.library.organization.moments}

    def properties(self, element: Element, key: str, without: frozenset[str] = frozenset()) -> dict[str, str]:
        """{label: words} of everything an element says that stands in no element of its own with an id."""
        found: dict[str, str] = {}
        for name, label in _labels(type(element)):
            value = getattr(element, name)
            if name in without or (isinstance(value, tuple) and value and _identified(value[0])):
                continue
            if isinstance(value, dict) and value and isinstance(next(iter(value.values())), Element):
                continue
            found[label] = (
                fact_text(element) if isinstance(element, Fact) and name == "value" else self._words(name, value, key)
            )
        cites = getattr(element, "cites", ())
        if cites and (basis := dict(_labels(type(element))).get("basis")) in found:
            found[basis] = f"{found[basis]}（{'、'.join(cites)}）"
        return found

    def children(self, element: Element) -> Iterator[tuple[str, Element]]:
        """The elements with an id right inside this one: (id, element)."""
        for name, _ in _labels(type(element)):
            value = getattr(element, name)
            if isinstance(value, tuple) and value and _identified(value[0]):
                for child in value:
                    yield getattr(child, "id"), child  # noqa: B009  the union of all elements has no id

    def name_of(self, element: Element, key: str) -> str:
        """What people call an element."""
        for name in ("label", "title", "term", "short", "action", "stem", "message", "text", "id"):
            value = getattr(element, name, "")
            if value:
                return self.index.resolver.plain(value if isinstance(value, str) else value[0], key)
        return str(getattr(element, "kind", ""))

    def _words(self, name: str, value: object, key: str) -> str:
        match value:
            case None | "" | ():
                return ""
            case bool():
                return "是" if value else "否"
            case Enum():
                return str(value.value)
            case date():
                return value.isoformat()
            case str():
                return self._one(name, value, key)
            case tuple():
                mark = (
                    "\n" if isinstance(value[0], Element) or name in ("text", "guidance", "steps", "points") else "、"
                )
                return mark.join(self._words(name, entry, key) for entry in value)
            case Element():
                pairs = self.properties(value, key).items()
                return "，".join(f"{label} {words}" for label, words in pairs if words)
            case Mapping():
                return "\n".join(f"{entry}：{self._words('', words, key)}" for entry, words in value.items())
        return str(value)

    def _one(self, name: str, value: str, key: str) -> str:
        library = self.library
        if name in _ROLES and value in library.role_by_id:
            return library.role_by_id[value].title
        if name in _FORMS and value in library.form_by_id:
            return f"{value}《{library.form_by_id[value].short}》"
        if name in _CLAUSES:
            address, _, duty = value.partition("#")
            if address in library.clauses:
                clause = library.clauses[address]  # by its title: its number may shift
                return f"{clause.regulation.short}“{clause.article.title}”" + (f"的职责 {duty}" if duty else "")
            place = library.plan_places.get(address)
            return f"推广实施方案“{place.title}”" if place else value
        if name in _LISTS and (listed := self.index.resolver.list_at(value)):
            return listed.label
        if name == "moment":
            return self._moments.get(value, value)
        return self.index.resolver.plain(value, key)


@cache
def _labels(kind: type[Element]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name, field.title or name) for name, field in kind.model_fields.items()
        if name not in LEFT_OUT and not (field.alias or "").startswith("__")
    )  # fmt: skip


def _identified(value: object) -> bool:
    return isinstance(value, Element) and "id" in type(value).model_fields
