"""What a format needs to know besides the items, and what a format is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from ...references import Index
from ..items import Item

_OLDEST = date(2000, 1, 1)  # for items of a regulation that the context does not know


@dataclass(frozen=True)
class Context:
    """Names and dates around the items.

    `titles` are those of the regulations by key, `clauses` the clauses' names by address. `changed` says when an item
    last changed, in seconds since 1970; one that it does not name is as old as the newest edition of its regulation
    (`editions`, by key).
    Derived items go out only if `derived` says so.
    """

    program: str
    titles: Mapping[str, str] = field(default_factory=dict)
    clauses: Mapping[str, str] = field(default_factory=dict)
    editions: Mapping[str, date] = field(default_factory=dict)
    changed: Mapping[str, int] = field(default_factory=dict)
    derived: bool = False

    def title(self, item: Item) -> str:
        """The title of the item's regulation."""
        return self.titles.get(item.regulation, item.regulation)

    def cited(self, item: Item) -> str:
        """The names of the item's clauses, joined."""
        return "；".join(self.clauses.get(address, address) for address in item.clauses)

    def modified(self, item: Item) -> int:
        """When the item last changed, in seconds since 1970."""
        if self.changed.get(item.id):
            return self.changed[item.id]
        day = self.editions.get(item.regulation) or _OLDEST
        return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())


def context_of(
    index: Index, program: str = "十项制度", changed: Mapping[str, int] | None = None, derived: bool = False
) -> Context:
    """The names and dates of a library as it is."""
    library = index.library
    return Context(
        program=program,
        titles={regulation.key: regulation.title for regulation in library.regulations},
        clauses={
            address: f"{index.resolver.clause_name(address)}“{clause.article.title}”"
            for address, clause in library.clauses.items()
        },
        editions={
            regulation.key: max(edition.date for edition in regulation.editions) for regulation in library.regulations
        },
        changed=changed or {},
        derived=derived,
    )


Render = Callable[[Sequence[Item], Context], bytes]


def _everything(item: Item) -> bool:
    return True


@dataclass(frozen=True)
class Export:
    """A format: its Chinese name, the name of its file, the bytes of that file, and which items it can hold."""

    name: str
    file: str
    write: Render
    holds: Callable[[Item], bool] = _everything

    def render(self, items: Sequence[Item], context: Context) -> bytes:
        """The file with those items that may go out and that the format can hold; the same items, the same bytes."""
        return self.write([i for i in items if (context.derived or not i.derived) and self.holds(i)], context)
