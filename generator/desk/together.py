"""Which other facts have to move with those that somebody changed, so that every constraint holds again."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import count

from ..facts.constraints import RuleError, failing, names_in
from ..facts.values import BadValue, Value, parse_value
from ..model import Fact, FactType, Strictness
from ..references import Index

_MOST_MOVES = 14
_MOST_STATES = 1500  # looked at before giving up; about a second
_DAY = 24 * 60
_UNITS = {"分钟": 1, "小时": 60}


@dataclass(frozen=True)
class Move:
    """A fact that is to have another value: where it is, what it is called, what it is now and should become."""

    address: str
    label: str
    old: str
    new: str


class Trial:
    """The facts of a library with some values tried in place of their own, and the constraints they break."""

    def __init__(self, index: Index, strict: bool = False) -> None:
        """`strict`: warnings count as well as errors."""
        self.facts: dict[str, Fact] = {}
        self._rules: list[tuple[str, dict[str, str]]] = []  # the rule, and the address of each fact by its name there
        for regulation in index.library.regulations:
            self.facts |= {f"{regulation.key}/{name}": fact for name, fact in regulation.facts.items()}
        for regulation in index.library.regulations:
            for constraint in regulation.constraints:
                if strict or constraint.strictness is Strictness.ERROR:
                    self._add(regulation.key, constraint.rule)
        self.values = {address: _read(fact, fact.value) for address, fact in self.facts.items()}
        self._rules_of: dict[str, list[int]] = {}
        for number, (_, names) in enumerate(self._rules):
            for address in names.values():
                self._rules_of.setdefault(address, []).append(number)

    def _add(self, key: str, rule: str) -> None:
        try:
            names = {name: name if "/" in name else f"{key}/{name}" for name in names_in(rule)}
        except RuleError:
            return
        if all(address in self.facts for address in names.values()):
            self._rules.append((rule, names))

    def standing(self, address: str) -> tuple[bool, Decimal]:
        """What is to move rather: times before lengths of time, of these the longest, since it follows from the others."""
        value = self.values[address]
        timed = self.facts[address].type is FactType.TIME
        return not timed, Decimal(0) if timed or value is None else -value.amount

    def broken(self, tried: Mapping[str, Value], known: Mapping[int, list[str]] | None = None, moved: str = "") -> dict[int, list[str]]:  # fmt: skip
        """The facts that fail, by constraint. Given what was `known` before `moved` moved, only its constraints are looked at."""
        numbers = range(len(self._rules)) if known is None else self._rules_of.get(moved, [])
        found = dict(known or {})
        for number in numbers:
            found.pop(number, None)
            rule, names = self._rules[number]
            values = {name: tried.get(address) or self.values[address] for name, address in names.items()}
            if any(value is None for value in values.values()):
                continue
            try:
                bad = [names[name] for name in dict.fromkeys(failing(rule, values))]
            except RuleError:
                continue
            if bad:
                found[number] = bad
        return found


def companions(before: Index, now: Index) -> tuple[Move, ...]:
    """The fewest other facts found that make every constraint hold, each moved as far as one that somebody changed.

    () if nothing is broken, or if no such set was found. `before` is what was saved, `now` what stands in the page.
    """
    return _companions(before, now, strict=True) or _companions(before, now, strict=False)


def _companions(before: Index, now: Index, strict: bool) -> tuple[Move, ...]:
    trial, former = Trial(now, strict), Trial(before)
    shifts: list[Decimal] = []
    fixed = set()
    for address, value in trial.values.items():
        old = former.values.get(address)
        if old is not None and value is not None and old.dimension == value.dimension and old.amount != value.amount:
            fixed.add(address)
            if value.dimension in ("time", "duration"):
                shifts.append(value.amount - old.amount)
    broken = trial.broken({})
    if not broken or not shifts:
        return ()
    tried = _search(trial, broken, fixed, list(dict.fromkeys(shifts)))
    return tuple(
        Move(address, trial.facts[address].label, trial.facts[address].value, value.text)
        for address, value in tried.items()
    )


def _search(trial: Trial, broken: dict[int, list[str]], fixed: set[str], shifts: list[Decimal]) -> dict[str, Value]:
    order = count()
    waiting: list[tuple[int, int, dict[str, Value], dict[int, list[str]]]] = [(len(broken), next(order), {}, broken)]
    seen: set[frozenset[tuple[str, Decimal]]] = set()
    for _ in range(_MOST_STATES):
        if not waiting:
            break
        _, _, tried, failed = heapq.heappop(waiting)
        if not failed:
            return tried
        if len(tried) >= _MOST_MOVES:
            continue
        for address in sorted(next(iter(failed.values())), key=trial.standing):
            if address in fixed or address in tried:
                continue
            for value in _nearby(trial.facts[address], trial.values[address], shifts):
                further = {**tried, address: value}
                mark = frozenset((one, moved.amount) for one, moved in further.items())
                if mark in seen:
                    continue
                seen.add(mark)
                left = trial.broken(further, failed, address)
                heapq.heappush(waiting, (len(further) + 2 * len(left), next(order), further, left))
    return {}


def _nearby(fact: Fact, value: Value | None, shifts: list[Decimal]) -> Iterator[Value]:
    """The values a fact may be moved to; a length of time may grow where a time moves back."""
    if value is None or fact.type not in (FactType.TIME, FactType.DURATION):
        return
    for shift in [*shifts, *([-one for one in shifts] if fact.type is FactType.DURATION else [])]:
        written = _written(fact, value.amount + shift)
        moved = _read(fact, written) if written else None
        if moved is not None and _within(fact, moved):
            yield moved


def _written(fact: Fact, amount: Decimal) -> str:
    if fact.type is FactType.TIME:
        return f"{int(amount) // 60}:{int(amount) % 60:02d}" if 0 <= amount < _DAY and amount == int(amount) else ""
    unit = next((unit for unit in _UNITS if fact.value.endswith(unit)), "")
    return f"{(amount / _UNITS[unit]).normalize():f}{unit}" if unit and amount > 0 else ""


def _within(fact: Fact, value: Value) -> bool:
    low, high = _read(fact, fact.minimum), _read(fact, fact.maximum)
    return (low is None or low.amount <= value.amount) and (high is None or value.amount <= high.amount)


def _read(fact: Fact, written: str) -> Value | None:
    try:
        return parse_value(fact.type, written) if written else None
    except BadValue:
        return None
