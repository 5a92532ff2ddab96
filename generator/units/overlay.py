"""Facts that a unit sets otherwise than the rules: inherited from its superiors, within what the rules allow.

Tailoring by profile follows OSCAL: the base text stays, a profile says what differs and by whose authority.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from ..facts import BadValue, number_of, parse_value, units_like
from ..model import Fact, FactType, Level, Library, Unit, Vary


class Overlays:
    """The units of a library and how they stand to each other. Cycles and unknown superiors end a chain."""

    def __init__(self, library: Library, units: Iterable[Unit]) -> None:
        self.library = library
        self.units = {unit.id: unit for unit in units}
        ranks = {level.id: rank for rank, level in enumerate(_from_the_top(library))}
        self._rank = ranks
        self._least = {level.may: ranks[level.id] for level in library.organization.levels if level.may}

    @property
    def levels(self) -> Collection[str]:
        """The ids of the company's levels."""
        return self._rank.keys()

    def chain(self, unit: Unit) -> list[Unit]:
        """The unit and its superiors, the highest first."""
        found: list[Unit] = []
        current: Unit | None = unit
        while current is not None and current not in found:
            found.insert(0, current)
            current = self.units.get(current.parent) if current.parent else None
        return found

    def rank(self, unit: Unit) -> int:
        """How far below the top a unit's level stands; unknown levels stand lowest."""
        return self._rank.get(unit.level, len(self._rank))

    def may_set(self, unit: Unit, fact: Fact) -> bool:
        """Whether the unit's level may set a fact by itself."""
        if fact.vary is Vary.NOBODY:
            return False
        return self.rank(unit) <= self._least.get(fact.vary, -1)

    def facts(self, unit: Unit) -> dict[str, str]:
        """Address → value of every fact that the unit or a superior sets."""
        return {address: value for member in self.chain(unit) for address, value in member.facts.items()}

    def fact_values(self, unit: Unit) -> dict[str, str]:
        """The slots of those facts: words and numbers."""
        found: dict[str, str] = {}
        for address, written in self.facts(unit).items():
            found |= fact_values(self.library, address, written)
        return found

    def inherited(self, unit: Unit, name: str) -> str:
        """A value such as the hotline, of the unit or its nearest superior that has one."""
        return next((value for member in reversed(self.chain(unit)) if (value := getattr(member, name))), "")

    def superior(self, unit: Unit, may: Vary) -> Unit | None:
        """The unit above this one, or itself, of the level that may set facts of that kind."""
        rank = self._least.get(may)
        return next((member for member in reversed(self.chain(unit)) if self.rank(member) == rank), None)


def _from_the_top(library: Library) -> list[Level]:
    """The company's levels, each after the one above it."""
    levels = {level.id: level for level in library.organization.levels}
    placed: list[Level] = []
    waiting = list(levels.values())
    while waiting:
        ready = [level for level in waiting if level.parent not in {other.id for other in waiting}]
        if not ready:  # a circle: the checks report it
            ready = waiting
        placed += ready
        waiting = [level for level in waiting if level not in ready]
    return placed


def in_force(library: Library, facts: Mapping[str, str]) -> Library:
    """The library with these facts (address → value) in place of its own."""
    if not facts:
        return library
    regulations = tuple(
        regulation.model_copy(update={"facts": _with(regulation.facts, regulation.key, facts)})
        for regulation in library.regulations
    )
    plan = library.plan.model_copy(update={"facts": _with(library.plan.facts, "00", facts)})
    return replace(library, regulations=regulations, plan=plan)


def _with(own: Mapping[str, Fact], key: str, facts: Mapping[str, str]) -> dict[str, Fact]:
    return {
        name: fact.model_copy(update={"value": facts[f"{key}/{name}"]}) if f"{key}/{name}" in facts else fact
        for name, fact in own.items()
    }


def overlaid(units: Iterable[Unit]) -> Iterator[str]:
    """The addresses of all facts that any of these units sets."""
    seen = set()
    for unit in units:
        for address in unit.facts:
            if address not in seen:
                seen.add(address)
                yield address


def fact_values(library: Library, address: str, written: str | None) -> dict[str, str]:
    """A fact's slots: its words and its number, a length of time in every unit; `written` is the value in place of its own."""
    key, _, name = address.partition("/")
    fact = library.facts_of(key).get(name)
    if fact is None:
        return {}
    value = fact.value if written is None else written
    try:
        parsed = parse_value(fact.type, value)
        found = {address: parsed.text, f"{address}=": number_of(fact.type, value)}
        if fact.type is FactType.DURATION:
            # A formula says in which unit it reckons (layout.words).
            found |= {f"{address}={unit}": number_of(fact.type, value, unit) for unit in units_like(parsed.unit)}
        return found
    except BadValue:
        return {address: value, f"{address}=": ""}
