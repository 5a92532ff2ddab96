"""Units: they exist once, under superiors that exist, and set only facts that the rules let them, within bounds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..facts import BadValue, RuleError, Value, holds, parse_value
from ..facts.constraints import failing, names_in
from ..model import Constraint, Fact, FactType, Regulation, Strictness, Unit, Vary
from ..problems import Problem, Severity
from ..references import Index
from ..units import Overlays
from .links import nearest
from .unit_identity import identity


def registered(index: Index) -> Iterator[Problem]:
    """The units of regulations/profiles."""
    yield from examine_units(index, index.library.units)


def examine_units(index: Index, units: Iterable[Unit]) -> Iterator[Problem]:
    """Everything wrong with a list of units, those of the library counted among their superiors."""
    listed = list(units)
    known = {unit.id for unit in listed}
    overlays = Overlays(index.library, [*(u for u in index.library.units if u.id not in known), *listed])
    yield from identity(index.library, listed, overlays)
    checked: dict[tuple[tuple[str, str], ...], list[tuple[Constraint, str, list[str]]]] = {}
    for unit in listed:
        wrong = list(_facts(index, overlays, unit))
        yield from wrong
        if not wrong and unit.facts:
            yield from _constraints(index, overlays, unit, checked)


def _facts(index: Index, overlays: Overlays, unit: Unit) -> Iterator[Problem]:
    """What a unit may not set, or sets out of bounds."""
    for address, written in unit.facts.items():
        key, _, name = address.partition("/")
        facts = index.library.facts_of(key)
        fact = facts.get(name)
        position = unit.at.of("facts").keys.get(address, unit.position_of("facts"))
        if fact is None:
            labels = {f.label: f"{r.key}/{n}" for r in index.library.regulations for n, f in r.facts.items()}
            meant = labels.get(address)
            tip = f"是不是 {meant}？" if meant else nearest(address, labels.values())
            remedy = f"{tip}参数写作 编号/名称，如 01/opening_time"
            yield Problem("unknown-reference", position, f"没有参数 “{address}”", remedy)
            continue
        if not overlays.may_set(unit, fact) and not (unit.approval and fact.vary is not Vary.NOBODY):
            yield _not_allowed(index, unit, key, name, fact)
            continue
        yield from _bounds(unit, address, fact, written)


def _not_allowed(index: Index, unit: Unit, key: str, name: str, fact: Fact) -> Problem:
    position = unit.at.of("facts").keys.get(f"{key}/{name}", unit.position_of("facts"))
    clause = _clause_of(index, f"{key}/{name}")
    if fact.vary is Vary.NOBODY:
        return Problem(
            "not-variable", position, f"“{fact.label}”{clause}不可调整，{unit.name}改成了 {unit.facts[f'{key}/{name}']}",
            "删去这一项，按制度的规定执行",
        )  # fmt: skip
    message = f"“{fact.label}”{clause}是{fact.vary.value}，{unit.name}不能自行改"
    approval = "approval（核定依据）" if position.file.endswith((".yml", ".yaml")) else "“核定依据”"
    return Problem("not-variable", position, message, f"先报上一级核定，再在{approval}写明文号；没有核定的删去这一项")


def _clause_of(index: Index, address: str) -> str:
    """（营业管理第六条） for the first clause that speaks of a fact."""
    users = (user.partition("#")[0] for user in index.users.get(address, ()))
    clause = next((index.library.clauses[user] for user in users if user in index.library.clauses), None)
    if clause is None:
        return ""
    number = index.resolver.clause_name(clause.address, clause.regulation.key)
    return f"（{clause.regulation.short}{number}）"


def _bounds(unit: Unit, address: str, fact: Fact, written: str) -> Iterator[Problem]:
    position = unit.at.of("facts", address).position
    try:
        value = parse_value(fact.type, written)
    except BadValue as error:
        yield Problem("bad-fact", position, f"“{fact.label}”是{fact.type}，{unit.name}写成了“{written}”", str(error))
        return
    if fact.type is FactType.TEXT and fact.choices and written not in fact.choices:
        message = f"“{fact.label}”，{unit.name}写成了“{written}”"
        yield Problem("out-of-bounds", position, message, f"只能取：{'、'.join(fact.choices)}")
    for bound, wrong, word in ((fact.minimum, -1, "小于下限"), (fact.maximum, 1, "大于上限")):
        limit = _read(fact, bound)
        if limit is None:
            continue
        if limit.dimension != value.dimension or (value.amount - limit.amount) * wrong > 0:
            message = f"“{fact.label}”，{unit.name}定为 {value.text}，{word} {limit.text}"
            yield Problem("out-of-bounds", position, message, f"改到{'不少于' if wrong < 0 else '不超过'} {limit.text}")


def _read(fact: Fact, written: str) -> Value | None:
    try:
        return parse_value(fact.type, written) if written else None
    except BadValue:
        return None


Broken = list[tuple[Constraint, str, list[str]]]


def _constraints(
    index: Index, overlays: Overlays, unit: Unit, checked: dict[tuple[tuple[str, str], ...], Broken]
) -> Iterator[Problem]:
    """Rules that the unit's values break; units with the same values are reckoned once."""
    facts = overlays.facts(unit)
    key = tuple(sorted(facts.items()))
    if key not in checked:
        checked[key] = [
            (constraint, regulation.key, names)
            for regulation in index.library.regulations
            for constraint in regulation.constraints
            if (names := _broken(index, regulation, constraint, facts))
        ]
    for constraint, home, names in checked[key]:
        yield _contradiction(index, unit, facts, constraint, home, names)


def _broken(index: Index, regulation: Regulation, constraint: Constraint, facts: dict[str, str]) -> list[str]:
    """The addresses of the facts with which a constraint does not hold; [] if it holds, or does not hold anyway."""
    try:
        names = names_in(constraint.rule)
    except RuleError:
        return []  # told where the constraint stands
    addresses = {name: name if "/" in name else f"{regulation.key}/{name}" for name in names}
    if not any(address in facts for address in addresses.values()):
        return []
    ruled: dict[str, Value | None] = {}
    values: dict[str, Value | None] = {}
    for name, address in addresses.items():
        key, _, own = address.partition("/")
        fact = index.library.facts_of(key).get(own)
        ruled[name] = _read(fact, fact.value) if fact else None
        values[name] = _read(fact, facts.get(address, fact.value)) if fact else None
    try:
        if holds(constraint.rule, values) is not False or holds(constraint.rule, ruled) is False:
            return []
        return [addresses[name] for name in dict.fromkeys(failing(constraint.rule, values))]
    except RuleError:
        return []


def _contradiction(
    index: Index, unit: Unit, facts: dict[str, str], constraint: Constraint, home: str, names: list[str]
) -> Problem:
    shown = []
    for address in names:
        key, _, own = address.partition("/")
        fact = index.library.facts_of(key)[own]
        shown.append(f"{fact.label} {facts.get(address, fact.value)}")
    own_name = next((name for name in names if name in unit.facts), "")
    position = unit.at.of("facts").keys.get(own_name, unit.position_of("facts"))
    message = index.resolver.plain(constraint.message, home)
    clause = constraint.clause
    cited = index.resolver.clause_name(clause) if clause in index.library.clauses else clause
    severity = Severity.ERROR if constraint.strictness is Strictness.ERROR else Severity.WARNING
    text = f"{unit.name}：{message}（{cited}）；现在是 {'，'.join(shown)}"
    return Problem("contradiction", position, text, "改这个机构的其中一个值，使它们相符", severity)
