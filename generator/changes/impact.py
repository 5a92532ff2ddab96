"""What changes touch: duties, roles, the calendar, forms and their fields, questions, papers, units, printed copies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from ..checks.facts import broken_constraints
from ..checks.units import registered
from ..facts import SegmentKind
from ..model import FieldsSection, Form, FormField, PlacedDuty, ProseSection, TableSection
from ..problems import Problem
from ..references import Index, Reach
from .printed import printed
from .record import Aspect, Changes, EntryChange
from .trials import Trials, trials


@dataclass(frozen=True, slots=True)
class Touched:
    """Something that a change touches; `because` are the addresses of the clauses, facts and lists that changed."""

    address: str
    name: str
    because: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Impact:
    """What changes touch. `waiting` are forms to be looked at against a reworded clause; `profiles` and `rules` are what
    is wrong now and was not before."""

    duties: tuple[Touched, ...]
    roles: tuple[Touched, ...]
    calendar: tuple[Touched, ...]
    forms: tuple[Touched, ...]
    waiting: tuple[Touched, ...]
    fields: tuple[Touched, ...]
    trials: Trials
    profiles: tuple[Problem, ...]
    rules: tuple[Problem, ...]
    printed: tuple[Touched, ...]


def impact(changes: Changes, old: Index, new: Index) -> Impact:
    """Everything that these changes, between the Libraries of these indexes, touch."""
    found = _Impact(changes, old, new)
    return Impact(
        duties=tuple(found.duties()),
        roles=tuple(found.roles()),
        calendar=tuple(found.calendar()),
        forms=tuple(found.forms()),
        waiting=tuple(found.waiting()),
        fields=tuple(found.fields()),
        trials=trials(changes, old, new),
        profiles=tuple(_newly(registered(new), registered(old))),
        rules=tuple(_newly(broken_constraints(new), broken_constraints(old))),
        printed=tuple(
            Touched(form.id, _name(form), found.because(form), "；".join(reasons))
            for form, reasons in printed(changes, old, new, found.values)
        ),
    )


_ENDS = {"从": "开始", "到": "结束"}


class _Impact:
    def __init__(self, changes: Changes, old: Index, new: Index) -> None:
        self.changes, self.old, self.new = changes, old, new
        self.reach = Reach(new)

    @cached_property
    def clauses(self) -> dict[str, None]:
        """The clauses whose words changed, came or went."""
        worded = {Aspect.ADDED, Aspect.REMOVED, Aspect.WORDING, Aspect.VALUES, Aspect.TITLE}
        return {c.address: None for c in self.changes.clauses() if worded & {*c.aspects}}

    @cached_property
    def values(self) -> dict[str, None]:
        """The facts and lists that changed, came or went, their own words or what these show."""
        return {entry.address: None for what in ("参数", "列表") for entry in self.changes.entries(what)}

    def duties(self) -> Iterator[Touched]:
        """Duties that differ, and those of clauses whose words changed."""
        told = set()
        for clause in self.changes.clauses():
            for duty in clause.duties:
                told.add(duty.address)
                yield Touched(duty.address, self._duty(duty), (clause.address,), duty.aspect.value)
        for address in self.clauses:
            for placed in self.new.library.duties_of_clause.get(address, ()):
                if placed.address not in told:
                    yield Touched(placed.address, _duty_name(self.new, placed), (address,), "所在条文改变")

    def _duty(self, entry: EntryChange) -> str:
        """A changed duty by its clause, who holds it and what it is, as it is now or was."""
        return next((_duty_name(index, placed) for index, placed in self._placed(entry.address)), entry.name)

    def roles(self) -> Iterator[Touched]:
        """Who holds these duties, now or before."""
        found: dict[str, dict[str, None]] = {}
        for duty in self.duties():
            for holder in (role for _, placed in self._placed(duty.address) for role in placed.duty.roles):
                found.setdefault(holder, {}).setdefault(duty.because[0])
        for entry in self.changes.entries("角色"):
            found.setdefault(entry.address, {})
        for library in (self.new.library, self.old.library):
            for role in library.organization.roles:
                if role.id in found:
                    yield Touched(role.id, role.title, tuple(found.pop(role.id)))

    def _placed(self, address: str) -> Iterator[tuple[Index, PlacedDuty]]:
        """A duty on the new side, then on the old, where it is there."""
        was = {after: before for before, after in self.changes.addresses.items()}
        clause, _, duty = address.partition("#")
        for index, home in ((self.new, clause), (self.old, was.get(clause, clause))):
            for placed in index.library.duties_of_clause.get(home, ()):
                if placed.duty.id == duty:
                    yield index, placed

    def calendar(self) -> Iterator[Touched]:
        """Parts of the day that begin or end otherwise, and duties that fall due otherwise."""
        for entry in self.changes.entries("时段"):
            yield Touched(entry.address, entry.name, (), _spelled(entry))
        for clause in self.changes.clauses():
            for duty in clause.duties:
                when = [d for d in duty.details if d.label in ("周期", "时段", "触发", "时限")]
                if when or duty.aspect in (Aspect.ADDED, Aspect.REMOVED):
                    yield Touched(
                        duty.address, self._duty(duty), (clause.address,), _spelled(duty, {d.label for d in when})
                    )

    def because(self, form: Form) -> tuple[str, ...]:
        """The changed clauses that ask for a form or that it rests on, and the changed values that it shows."""
        asked = [a for a in self.new.clauses_of_form.get(form.id, ()) if a in self.clauses]
        asked += [form.clause] if form.clause in self.clauses and form.clause not in asked else []
        return (*asked, *(address for address in self.reach.of(form) if address in self.values))

    def forms(self) -> Iterator[Touched]:
        """Forms that differ themselves, and those that a changed clause asks for or a changed value stands on."""
        differing = {e.address: e for e in self.changes.entries("表单")}
        for form in self.new.library.forms:
            because = self.because(form)
            entry = differing.pop(form.id, None)
            if because or entry:
                note = entry.aspect.value if entry and entry.aspect is not Aspect.VALUES else ""
                yield Touched(form.id, _name(form), because, note)
        for address, entry in differing.items():
            yield Touched(address, entry.name, (), entry.aspect.value)

    def waiting(self) -> Iterator[Touched]:
        """Forms that somebody found right against other words than the clauses they cite have now."""
        before = self.old.library.form_by_id
        for form in self.new.library.forms:
            if self.new.is_stale(form) and not (form.id in before and self.old.is_stale(before[form.id])):
                because = tuple(address for address in self.new.rests_on(form) if address in self.clauses)
                yield Touched(form.id, _name(form), because)

    def fields(self) -> Iterator[Touched]:
        """Fields of forms that cite a changed clause or draw on a changed value."""
        for form in self.new.library.forms:
            key = f"{self.new.library.owners.get(form.id, 0):02d}"
            for path, field in _fields(form):
                because = [field.clause] if field.clause in self.clauses else []
                because += [address for address in self._drawn(field, key) if address in self.values]
                if because:
                    label = self.new.resolver.plain(field.label, key)
                    yield Touched(f"{form.id}#{path}", f"{_name(form)}“{label}”", tuple(dict.fromkeys(because)))

    def _drawn(self, field: FormField, key: str) -> Iterator[str]:
        """The facts and lists that a field shows, offers or reckons with."""
        yield from (address.partition("#")[0] for address in (field.options_from, field.repeat_for) if address)
        for text in (field.label, field.hint, field.prefill, field.group, field.formula, field.alert):
            for segment in self.new.resolver.segments(text, key) if "{" in text else ():
                if segment.kind in (SegmentKind.FACT, SegmentKind.LIST, SegmentKind.COUNT):
                    yield segment.target
                elif segment.kind is SegmentKind.BROKEN:  # of a formula: {02/weekly_hours:小时}
                    yield segment.target.partition(":")[0].partition("#")[0]


def _fields(form: Form) -> Iterator[tuple[str, FormField]]:
    for sheet in form.sheets:
        for section in sheet.sections:
            if isinstance(section, FieldsSection | ProseSection):
                yield from ((field.id, field) for field in section.fields)
            elif isinstance(section, TableSection):
                yield from ((f"{section.id}.{column.id}", column) for column in section.columns)


def _duty_name(index: Index, placed: PlacedDuty) -> str:
    clause, roles = placed.clause, index.library.role_by_id
    number = index.resolver.clause_name(clause.address, clause.regulation.key)
    who = "、".join(roles[role].title for role in placed.duty.roles if role in roles)
    return (
        f"{clause.regulation.short}{number}　{who}：{index.resolver.plain(placed.duty.action, clause.regulation.key)}"
    )


def _name(form: Form) -> str:
    return f"{form.id}《{form.short}》"


def _spelled(entry: EntryChange, labels: set[str] | None = None) -> str:
    """周期 每日→每周，时限 9:00前→8:30前"""
    if entry.aspect in (Aspect.ADDED, Aspect.REMOVED):
        return entry.aspect.value
    told = []
    for detail in entry.details:
        old, new = ("".join(run.text for run in runs) for runs in (detail.old, detail.new))
        if labels is None or detail.label in labels:
            told.append(f"{_ENDS.get(detail.label, detail.label)} {old or '（无）'}→{new or '（无）'}")
    return "，".join(told)


def _newly(now: Iterable[Problem], before: Iterable[Problem]) -> Iterator[Problem]:
    """Problems that were not there before, wherever they stand."""
    known = {(problem.code, problem.message) for problem in before}
    yield from (problem for problem in now if (problem.code, problem.message) not in known)


__all__ = ["Impact", "Touched", "impact"]
