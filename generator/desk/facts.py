"""The facts of a regulation as a table: value, bounds, and every place that uses each."""

from __future__ import annotations

from collections import Counter
from typing import Any

from nicegui import ui

from ..model import Fact
from ..problems import Problem, Severity
from ..references import Index, Reach
from .edits import Path
from .form import Editor, say
from .slots import Slot, slots

_COLUMNS = ("value", "minimum", "maximum", "vary")
_SHOWN = 6
_KINDS = {"moment": "时段", "term": "名词", "paper": "试卷"}


def uses(index: Index, reach: Reach, asked: Counter[str], address: str) -> list[str]:
    """Where a fact is used, in people's words: clauses, forms, questions, constraints. `asked` counts questions' texts by fact."""
    library, names = index.library, []
    moments = {moment.id: moment.title for moment in library.organization.moments}
    for user in index.users.get(address, ()):
        clause = library.clauses.get(user.partition("#")[0])
        kind, _, called = user.partition(":")
        if clause is not None:
            names.append(
                f"{clause.regulation.short}{index.resolver.clause_name(clause.address, clause.regulation.key)}"
            )
        elif kind in _KINDS and called:
            names.append(f"{_KINDS[kind]}“{moments.get(called, called)}”")
        elif user in library.regulation_by_key:
            names.append(f"{library.regulation_by_key[user].short}的要点")
        else:
            names.append(user)
    names += [form.id for form in library.forms if address in reach.of(form)]
    key, asking = address[:2], asked[address]
    names += [f"题目 {asking} 处"] if asking else []
    for regulation in library.regulations:
        for constraint in regulation.constraints:
            own = address.partition("/")[2] if regulation.key == key else address
            if own in constraint.rule.replace("(", " ").replace(")", " ").split():
                names.append(f"约束“{regulation.short} {constraint.id}”")
    return list(dict.fromkeys(names))


class Table:
    """The table of one regulation's facts."""

    def __init__(self, editor: Editor) -> None:
        self._editor = editor
        self._spots: dict[str, Any] = {}
        self._fields: dict[tuple[str, str], Any] = {}

    def show(self, index: Index, key: str) -> None:
        """Make it, in the container that is open."""
        known = {slot.key: slot for slot in slots(Fact)}
        reach = Reach(index)
        asked = Counter(segment.target for placed, segment in index.segments if placed.asking)
        for name, fact in index.library.facts_of(key).items():
            with ui.column().classes("w-full desk-fact gap-1"):
                with ui.row().classes("items-baseline gap-2"):
                    ui.label(fact.label).classes("text-weight-bold")
                    ui.label(f"{{{name}}}　{fact.type}　{fact.basis}").classes("desk-hint")
                with ui.row().classes("w-full no-wrap gap-2"):
                    for column in _COLUMNS:
                        self._cell(name, known[column], str(getattr(fact, column)))
                self._spots[name] = ui.column().classes("w-full gap-0").props("aria-live=polite")
                places = uses(index, reach, asked, f"{key}/{name}")
                more = f" 等 {len(places)} 处" if len(places) > _SHOWN else ""
                told = ui.label(f"用在：{'、'.join(places[:_SHOWN]) or '没有地方用'}{more}").classes("desk-hint")
                if more:
                    told.tooltip("、".join(places))

    def tell(self, problems: list[tuple[Path, Problem]], base: Path) -> int:
        """Put each problem beside its fact; how many are the facts'."""
        for spot in self._spots.values():
            spot.clear()
        for field in self._fields.values():
            field.props(remove="error")
        told = 0
        for path, problem in problems:
            if len(path) < 2 or path[:1] != base or str(path[1]) not in self._spots:
                continue
            told += 1
            field = self._fields.get((str(path[1]), str(path[2]))) if len(path) > 2 else None
            if field is not None and problem.severity is Severity.ERROR:
                field.props("error hide-bottom-space")
            with self._spots[str(path[1])]:
                say(problem)
        return told

    def refuse(self, path: Path, message: str) -> None:
        """Say beside a fact that what was typed cannot be written."""
        with self._spots[str(path[1])]:
            ui.label(message).classes("desk-error").props("role=alert")

    def _cell(self, name: str, slot: Slot, value: str) -> None:
        path: Path = ("facts", name, slot.key)
        changed = lambda event: self._editor.edit(path, slot, event.value, Fact)  # noqa: E731
        field: Any
        if slot.choices:
            field = ui.select(list(slot.choices), label=slot.title, value=value, on_change=changed)
        else:
            field = ui.input(slot.title, value=value, on_change=changed)
        field.props("outlined dense stack-label").classes("grow")
        field.props["data-path"] = "/".join(map(str, path))
        self._fields[name, slot.key] = field
