"""The facts of a regulation as a table: value, bounds, and every place that uses each."""

from __future__ import annotations

from collections import Counter
from typing import Any

from nicegui import ui

from ..model import Fact
from ..problems import Problem, Severity
from ..references import Index, Reach
from ..source.editing import Document
from .edits import Path
from .form import Editor, say
from .slots import Slot, slots
from .uses import uses

_COLUMNS = ("value", "minimum", "maximum", "vary")
_SHOWN = 6


class Table:
    """The table of one regulation's facts."""

    def __init__(self, editor: Editor) -> None:
        self._editor = editor
        self._spots: dict[str, Any] = {}
        self._fields: dict[tuple[str, str], Any] = {}

    def show(self, index: Index, key: str, document: Document) -> None:
        """Make it, in the container that is open, with the values that `document` has by now."""
        held = document.get(("facts",))
        known = {slot.key: slot for slot in slots(Fact)}
        reach = Reach(index)
        asked = Counter(segment.target for placed, segment in index.segments if placed.asking)
        for name, fact in index.library.facts_of(key).items():
            written = held.get(name, {})
            with ui.column().classes("w-full desk-fact gap-1"):
                with ui.row().classes("items-baseline gap-2"):
                    ui.label(fact.label).classes("text-weight-bold")
                    ui.label(f"{{{name}}}　{fact.type}　{fact.basis}").classes("desk-hint")
                with ui.row().classes("w-full gap-2 desk-cells"):
                    for column in _COLUMNS:
                        self._cell(name, known[column], str(written.get(column, getattr(fact, column))))
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
