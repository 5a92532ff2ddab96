"""Facts are readable, within bounds, used, and agree with each other."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping

from ..facts import PLACEHOLDER, BadValue, RuleError, SegmentKind, Value, holds, parse_value
from ..facts.constraints import failing, names_in
from ..model import Constraint, Fact, FactType, Library, Strictness, Vary
from ..problems import Problem, Severity
from ..references import Index, form_fields
from .links import BRACE, nearest


def _facts(library: Library) -> Iterator[tuple[str, str, Fact]]:
    for name, fact in library.plan.facts.items():
        yield "00", name, fact
    for regulation in library.regulations:
        for name, fact in regulation.facts.items():
            yield regulation.key, name, fact


def _read(fact: Fact, written: str) -> Value | None:
    try:
        return parse_value(fact.type, written) if written else None
    except BadValue:
        return None


def bad_values(index: Index) -> Iterator[Problem]:
    """A value or bound that is not of its type; a missing value nobody may fill in."""
    for _, _, fact in _facts(index.library):
        for field in ("value", "minimum", "maximum"):
            written = getattr(fact, field)
            try:
                if written:
                    parse_value(fact.type, written)
            except BadValue as error:
                message = f"“{fact.label}”是{fact.type}，写成了“{written}”"
                yield Problem("bad-fact", fact.position_of(field), message, str(error))
        if not fact.value and fact.vary in (Vary.NOBODY, Vary.PROVINCE):
            message = f"“{fact.label}”没有值，又不许下级填写"
            yield Problem("bad-fact", fact.at.position, message, "填上 value；或把 vary 改成可调，由下级机构填写")


def out_of_bounds(index: Index) -> Iterator[Problem]:
    """A value below its minimum, above its maximum, or not among its choices."""
    for _, _, fact in _facts(index.library):
        value = _read(fact, fact.value)
        if fact.value and fact.type is FactType.TEXT and fact.choices and fact.value not in fact.choices:
            message = f"“{fact.label}”写成了“{fact.value}”"
            yield Problem("out-of-bounds", fact.position_of("value"), message, f"只能取：{'、'.join(fact.choices)}")
        low, high = _read(fact, fact.minimum), _read(fact, fact.maximum)
        if low and high and low.dimension == high.dimension and low.amount > high.amount:
            message = f"“{fact.label}”的下限 {low.text} 大于上限 {high.text}"
            yield Problem("out-of-bounds", fact.position_of("minimum"), message, "检查上下限是否写反")
            continue
        for bound, wrong, word in ((low, -1, "小于下限"), (high, 1, "大于上限")):
            if value is None or bound is None:
                continue
            if value.dimension != bound.dimension:
                message = f"“{fact.label}”的值与上下限单位不同（{value.text}、{bound.text}）"
                yield Problem("out-of-bounds", fact.position_of("value"), message, "值与上下限用同一个单位")
            elif (value.amount - bound.amount) * wrong > 0:
                message = f"“{fact.label}”是 {value.text}，{word} {bound.text}"
                yield Problem(
                    "out-of-bounds", fact.position_of("value"), message, "改值；确要放宽时先改上下限并注明依据"
                )


def unused(index: Index) -> Iterator[Problem]:
    """A fact or list that no text, constraint or form uses."""
    used = set(index.users) | _meant(index)
    for regulation in index.library.regulations:
        for constraint in regulation.constraints:
            used |= {name if "/" in name else f"{regulation.key}/{name}" for name in _names(constraint.rule)}
        for listed in regulation.lists.values():
            used |= {f"{regulation.key}/{name}" for name in _lists_named(regulation.lists, listed)}
    for _, _, item in form_fields(index.library):
        used |= {item.options_from, item.repeat_for}
    for form in index.library.forms:
        for sheet in form.sheets:
            for section in sheet.sections:
                used |= {getattr(section, name, "") for name in ("rows_from", "each", "steps_from")}
                used |= {block.each for block in getattr(section, "blocks", ())}
    for key, name, fact in _facts(index.library):
        if f"{key}/{name}" not in used:
            message = f"参数 {name}（{fact.label}）没有任何地方用到"
            yield Problem(
                "unused-fact", fact.at.position, message, f"在正文里写 {{{name}}}，或删掉这个参数", Severity.WARNING
            )
    for regulation in index.library.regulations:
        for name, listed in regulation.lists.items():
            if f"{regulation.key}/{name}" not in used:
                message = f"列表 {name}（{listed.label}）没有任何地方用到"
                remedy = f"在正文里写 {{{name}}}，或删掉这个列表"
                yield Problem("unused-fact", listed.at.position, message, remedy, Severity.WARNING)


def _meant(index: Index) -> set[str]:
    """Facts and lists that a broken reference was probably meant for: they are not unused as well."""
    found = set()
    for placed, segment in index.segments:
        if segment.kind is SegmentKind.BROKEN:
            name = segment.target.partition("/")[2] or segment.target
            known = [*index.library.facts_of(placed.key), *index.library.lists_of(placed.key)]
            found |= {f"{placed.key}/{near}" for near in difflib.get_close_matches(name, known, 1, 0.6)}
    for placed in index.texts:
        if BRACE.search(PLACEHOLDER.sub("", placed.text)):
            found |= {f"{placed.key}/{name}" for name in re.findall(r"[a-z][a-z0-9_]*", placed.text)}
    return found


def _lists_named(lists: Mapping[str, object], listed: object) -> list[str]:
    """Lists of the same regulation whose item ids `listed` refers to with `on`."""
    wanted = {ident for item in listed.items for ident in item.on}  # type: ignore[attr-defined]
    return [n for n, other in lists.items() if wanted & {item.id for item in other.items}]  # type: ignore[attr-defined]


def values_for(index: Index, key: str, rule: str = "") -> dict[str, Value | None]:
    """The readable values of a regulation's facts, and of those of others that `rule` names; None where not set."""
    values = {name: _read(fact, fact.value) for name, fact in index.library.facts_of(key).items()}
    for name in _names(rule):
        fact = _fact(index, key, name)
        if fact is not None:
            values[name] = _read(fact, fact.value)
    return values


def _fact(index: Index, key: str, name: str) -> Fact | None:
    """The fact that a rule of regulation `key` calls opening_time or 01/opening_time."""
    home, slash, own = name.partition("/")
    return index.resolver.fact(home, own) if slash else index.resolver.fact(key, name)


def broken_constraints(index: Index) -> Iterator[Problem]:
    """A constraint that cannot be read, or that the values break."""
    for regulation in index.library.regulations:
        for constraint in regulation.constraints:
            values = values_for(index, regulation.key, constraint.rule)
            try:
                verdict = holds(constraint.rule, values)
            except RuleError as error:
                unknown = [name for name in _names(constraint.rule) if name not in values]
                tip = nearest(unknown[0], values) if unknown else ""
                remedy = f"{tip}算式由本制度的参数名、+、- 和比较号组成，如 opening_time - work_start >= opening_gap"
                yield Problem("bad-constraint", constraint.position_of("rule"), f"约束读不懂：{error}", remedy)
                continue
            if verdict is False:
                yield _contradiction(index, regulation.key, constraint)


def _names(rule: str) -> list[str]:
    """The facts a rule speaks of, none if it cannot be read."""
    try:
        return names_in(rule)
    except RuleError:
        return []


def _contradiction(index: Index, key: str, constraint: Constraint) -> Problem:
    names = list(dict.fromkeys(failing(constraint.rule, values_for(index, key, constraint.rule))))
    facts = [fact for name in names if (fact := _fact(index, key, name)) is not None]
    shown = "，".join(f"{fact.label} {fact.value}" for fact in facts)
    message = index.resolver.plain(constraint.message, key)
    clause = constraint.clause
    cited = index.resolver.clause_name(clause) if clause in index.library.clauses else clause
    severity = Severity.ERROR if constraint.strictness is Strictness.ERROR else Severity.WARNING
    position = facts[0].position_of("value")
    return Problem(
        "contradiction", position, f"{message}（{cited}）；现在是 {shown}", "改其中一个值，使它们相符", severity
    )
