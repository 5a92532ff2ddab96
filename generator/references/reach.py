"""What a form rests on: the facts and lists that its paper shows or reckons with, directly or through a list."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator

from ..facts import SegmentKind, derived_lists
from ..model import Element, FlowSection, Form, ProseSection, TableSection
from .index import Index

_VALUES = (SegmentKind.FACT, SegmentKind.LIST, SegmentKind.COUNT)


class Reach:
    """What the forms of one Library rest on."""

    def __init__(self, index: Index) -> None:
        self.index = index
        uses: dict[str, dict[str, None]] = defaultdict(dict)
        for placed, segment in index.segments:
            if segment.kind in _VALUES:
                uses[placed.owner.partition("#")[0]].setdefault(segment.target)
        for name, forms in index.in_formulas.items():
            for form in forms:
                uses[form].setdefault(name.partition("#")[0].partition(":")[0])
        self._uses = {owner: tuple(targets) for owner, targets in uses.items()}
        # Lists made of the plan (00/tasks) hold its texts, and those its facts.
        facts = [f"00/{name}" for name in index.library.plan.facts]
        of_plan = [target for owner in self._uses if owner.startswith("00") for target in self._uses[owner]]
        self._uses |= dict.fromkeys(derived_lists(), tuple(dict.fromkeys((*facts, *of_plan))))
        self._common = _digest(*self._everywhere())

    def of(self, form: Form) -> list[str]:
        """The addresses of those facts and lists, sorted."""
        found: set[str] = set()
        waiting = [*self._uses.get(form.id, ()), *_lists(form)]
        while waiting:
            address = waiting.pop()
            if address and address not in found:
                found.add(address)
                waiting += self._uses.get(address, ())
        return sorted(found)

    def key(self, form: Form) -> str:
        """A digest that stays the same while nothing that the form's paper shows has changed."""
        values = []
        for address in self.of(form):
            key, _, name = address.partition("/")
            values.append((address, self.index.library.facts_of(key).get(name), self.index.resolver.list_at(address)))
        paper = form.model_copy(update={"fingerprint": "", "reviewed": None})  # who confirmed it is not on it
        return _digest(self._common, paper, self.index.fingerprints.get(form.clause, ""), values)

    def _everywhere(self) -> Iterator[object]:
        """What any form may name: the company, its roles and units, regulations, clauses and forms by their names."""
        library = self.index.library
        yield library.organization
        yield library.units
        yield [(r.key, r.title, r.short, r.number, r.purpose, r.responsible) for r in library.regulations]
        yield [(address, clause.number, clause.article.title) for address, clause in library.clauses.items()]
        yield [(form.id, form.title, form.short) for form in library.forms]
        yield library.plan


def _lists(form: Form) -> Iterator[str]:
    for sheet in form.sheets:
        for section in sheet.sections:
            if isinstance(section, TableSection):
                yield from (section.rows_from, section.each)
            elif isinstance(section, FlowSection):
                yield section.steps_from
            elif isinstance(section, ProseSection):
                yield from (block.each for block in section.blocks)
            for name in ("fields", "columns"):
                for item in getattr(section, name, ()):
                    yield from (item.options_from, item.repeat_for)


def _digest(*values: object) -> str:
    return hashlib.sha256("\n".join(map(_written, values)).encode()).hexdigest()


def _written(value: object) -> str:
    """What a value says, without where it stands."""
    if isinstance(value, Element):
        return f"{type(value).__name__}{value.model_dump_json()}"
    if isinstance(value, tuple | list):
        return f"[{','.join(map(_written, value))}]"
    return repr(value)


__all__ = ["Reach"]
