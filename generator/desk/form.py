"""The form in the middle: widgets for the slots of one element, problems beside them, entries to add, move, remove."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Protocol

from nicegui import ui

from ..model import Element
from ..problems import Problem, Severity
from ..source.editing import Document
from . import edits
from .catalogue import Entry
from .edits import Path
from .slots import Kind, Offer, Slot, model_of, part, slots

_OPEN = 8  # as many entries of a list are opened at once; more would be slow to show
_STALE = {"stale-question", "stale-form"}
_CONFIRM = "对照条款核对；没有问题的，按上面的“待核对”按钮，打勾并写上姓名"
_CALLED = ("title", "label", "term", "subject", "text", "name", "action", "stem", "id", "note")


def called(value: Mapping[str, Any]) -> str:
    """What an entry of a list is called: by its title or text, else by the first words that it says."""
    for said in (*(value.get(key) for key in _CALLED), *value.values()):
        words = "、".join(map(str, said)) if isinstance(said, list) and not any(map(_nested, said)) else said
        if isinstance(words, str) and words:
            return words
    return "（新的一项）"


def _nested(value: Any) -> bool:
    return isinstance(value, dict | list)


class Editor(Protocol):
    """What the form tells the page."""

    def edit(self, path: Path, slot: Slot, value: Any, model: type[Element] | None) -> None:
        """A slot's value is another; it is taken up when the typing pauses."""

    def reshape(self, how: Callable[[Document], Document]) -> None:
        """Entries come, go or move; the form is made anew."""

    async def insert_into(self, field: Any) -> None:
        """Ask what to insert where the cursor of a text stands."""


class Form:
    """The form of one entry. `published` are ids that the file on the disk holds: those do not change; `plain` resolves
    what a text names."""

    def __init__(
        self,
        editor: Editor,
        offers: Mapping[Offer, Mapping[str, str]],
        published: set[str],
        plain: Callable[[str], str] = str,
    ) -> None:
        self._plain = plain
        self._editor = editor
        self._offers = offers
        self._published = published
        self._spots: dict[Path, Any] = {}
        self._fields: dict[Path, Any] = {}

    def show(self, document: Document, entry: Entry) -> None:
        """Make the widgets, in the container that is open."""
        base = edits.numbered(document, entry.path)
        value = document.get(base)
        slot = part(entry.model, str(base[-1])) if base and isinstance(value, list) else None
        if slot is not None:
            self._slot(base, slot, value, entry.model, False)
            return
        model = model_of((entry.model,), value)
        self._spot(base)
        self._element(base, model, value, whole=True)

    def tell(self, problems: list[tuple[Path, Problem]], base: Path) -> int:
        """Put each problem beside its field; how many of them belong to this form."""
        for spot in self._spots.values():
            spot.clear()
        for field in self._fields.values():
            field.props(remove="error")
        told = 0
        for path, problem in problems:
            if path[: len(base)] != base:
                continue
            told += 1
            place = path
            while place not in self._spots and place != base:
                place = place[:-1]
            if place in self._fields and problem.severity is Severity.ERROR:
                self._fields[place].props("error hide-bottom-space")
            with self._spots[place]:
                say(problem)
        return told

    def refuse(self, path: Path, message: str) -> None:
        """Say beside a field that what was typed cannot be written."""
        if path in self._spots:
            with self._spots[path]:
                ui.label(message).classes("desk-error").props("role=alert")

    def _element(self, path: Path, model: type[Element], value: Mapping[str, Any], whole: bool = False) -> None:
        for slot in slots(model):
            with ui.column().classes("w-full gap-0"):
                self._slot((*path, slot.key), slot, value.get(slot.key), model, whole and slot.key == "id")

    def _slot(self, path: Path, slot: Slot, value: Any, model: type[Element] | None, fixed: bool) -> None:
        if slot.kind is Kind.LIST:
            self._list(path, slot, value if isinstance(value, list) else [], model)
        elif slot.kind is Kind.ELEMENT:
            self._group(path, slot, value, model)
        elif slot.kind is Kind.TABLE:
            self._table(path, slot, value if isinstance(value, dict) else {})
        else:
            self._field(path, slot, value, model, fixed or (slot.key == "id" and value in self._published))
            self._spot(path)

    def _field(self, path: Path, slot: Slot, value: Any, model: type[Element] | None, fixed: bool) -> None:
        changed = lambda event: self._editor.edit(path, slot, event.value, model)  # noqa: E731
        label = f"{slot.title}{' *' if slot.required else ''}"
        offered = self._offers.get(slot.offer, {}) if slot.offer else {}
        field: Any
        if slot.kind is Kind.WORDS:
            words = value if isinstance(value, list) else []
            options = {
                **offered,
                **{one: one for one in slot.choices},
                **{one: one for one in words if one not in offered},
            }
            mode: Any = None if slot.offer or slot.choices else "add-unique"
            field = ui.select(options, label=label, value=list(words), multiple=True, with_input=True, new_value_mode=mode, on_change=changed)  # fmt: skip
            field.props("use-chips")
        elif slot.kind is Kind.CHOICE or slot.offer:
            shown = str(value or slot.default)
            options = {**({} if slot.required else {"": "（不填）"}), **offered, **{one: one for one in slot.choices}}
            options |= {} if shown in options else {shown: shown or "（未选）"}
            field = ui.select(options, label=label, value=shown, with_input=bool(slot.offer), on_change=changed)
            fixed = fixed or slot.key in ("type", "kind")
        elif slot.kind is Kind.FLAG:
            field = ui.switch(label, value=(value or slot.default) in ("是", "true"), on_change=changed)
        elif slot.kind is Kind.TEXT:
            field = ui.textarea(label, value=str(value or ""), on_change=changed).props("autogrow")
            with field.add_slot("append"):
                insert = ui.button(icon="data_object", on_click=partial(self._editor.insert_into, field))
                insert.props('flat round dense aria-label="插入参数、角色、表单或条款"').tooltip(
                    "插入参数、角色、表单、条款"
                )
        else:
            field = ui.input(label, value=str(value or ""), on_change=changed)
            if slot.kind is Kind.DAY:
                field.props('placeholder="2026-12-01"')
        field.classes("w-full")
        hint = "公布以后不改" if fixed else slot.hint
        if slot.kind is not Kind.FLAG:
            field.props("outlined dense stack-label")
            field.props["hint"] = hint
            field.props["hide-hint"] = not fixed
        if fixed:
            field.disable()
        field.props["data-path"] = "/".join(map(str, path))
        self._fields[path] = field

    def _list(self, path: Path, slot: Slot, values: list[Any], model: type[Element] | None) -> None:
        self._head(slot, len(values))
        self._spot(path)
        for number, one in enumerate(values):
            place = (*path, number)
            if slot.models and isinstance(one, dict):
                self._entry(place, slot, one, len(values))
            elif slot.inner:
                with ui.row().classes("w-full items-start no-wrap"):
                    with ui.column().classes("grow gap-0"):
                        self._slot(place, slot.inner, one, None, False)
                    self._tools(place, len(values))
        with ui.row().classes("gap-1"):
            for made in slot.models or (None,):
                name = f"加一项（{slot.title}）" if len(slot.models) < 2 else f"加：{_kind(made)}"
                ui.button(name, icon="add", on_click=partial(self._add, path, slot, made, model)).props("flat dense")

    def _entry(self, place: Path, slot: Slot, value: Mapping[str, Any], count: int) -> None:
        title = f"{int(place[-1]) + 1}　{self._plain(called(value))[:40]}"
        opened = count <= _OPEN and len(place) < 8
        with ui.row().classes("w-full items-start no-wrap gap-1 desk-row"):
            folded = ui.expansion(title, value=opened).classes("grow desk-entry").props("dense")
            self._tools(place, count)
        self._spot(place)
        made = model_of(slot.models, value)
        if opened:
            with folded:
                self._element(place, made, value)
        else:
            folded.on_value_change(partial(self._unfold, folded, place, made, value))

    def _unfold(self, folded: Any, place: Path, model: type[Element], value: Mapping[str, Any], event: Any) -> None:
        """A long list's entry gets its widgets when somebody looks at it."""
        if event.value and not folded.default_slot.children:
            with folded:
                self._element(place, model, value)

    def _group(self, path: Path, slot: Slot, value: Any, model: type[Element] | None) -> None:
        self._head(slot, None)
        self._spot(path)
        if isinstance(value, dict):
            with ui.column().classes("w-full desk-group"):
                self._element(path, model_of(slot.models, value), value)
                if not slot.required:
                    take = partial(self._editor.reshape, lambda document: document.remove(path))
                    ui.button("删去", icon="delete", on_click=take).props("flat dense")
        else:
            add = partial(self._add, path, slot, slot.models[0], model)
            ui.button(f"填写{slot.title}", icon="add", on_click=add).props("flat dense")

    def _table(self, path: Path, slot: Slot, values: Mapping[str, Any]) -> None:
        """Names and what they stand for; names are not changed here."""
        self._head(slot, len(values))
        self._spot(path)
        for name, one in values.items():
            if slot.inner and isinstance(one, str):
                self._field((*path, name), Slot(name, name, "", Kind.LINE, required=True), one, None, False)
                self._spot((*path, name))

    def _add(self, path: Path, slot: Slot, made: type[Element] | None, model: type[Element] | None) -> None:
        self._editor.reshape(lambda document: edits.added(document, path, slot, made))

    def _tools(self, place: Path, count: int) -> None:
        number = int(place[-1])
        for icon, name, to in (("arrow_upward", "上移", number - 1), ("arrow_downward", "下移", number + 1)):
            move = partial(self._editor.reshape, partial(_moved, place, to))
            button = ui.button(icon=icon, on_click=move).props(
                f'flat dense round size=sm aria-label="{name}第{number + 1}项"'
            )
            button.set_enabled(0 <= to < count)
        take = partial(self._editor.reshape, lambda document: document.remove(place))
        ui.button(icon="delete", on_click=take).props(f'flat dense round size=sm aria-label="删去第{number + 1}项"')

    def _head(self, slot: Slot, count: int | None) -> None:
        with ui.row().classes("items-baseline gap-2 desk-head"):
            ui.label(f"{slot.title}{' *' if slot.required else ''}{'' if count is None else f'（{count}）'}")
            if slot.hint:
                ui.label(slot.hint).classes("desk-hint")

    def _spot(self, path: Path) -> None:
        self._spots[path] = ui.column().classes("w-full gap-0 desk-spot").props("aria-live=polite")


def say(problem: Problem) -> None:
    """A problem and how to mend it."""
    kind = "desk-error" if problem.severity is Severity.ERROR else "desk-warning"
    remedy = _CONFIRM if problem.code in _STALE else problem.remedy
    ui.label(f"{problem.severity}：{problem.message}。改法：{remedy}").classes(kind)


def _moved(place: Path, to: int, document: Document) -> Document:
    return document.move(place, to)


def _kind(model: type[Element] | None) -> str:
    if model is None:
        return ""
    choices = [slot.choices[0] for slot in slots(model) if slot.key in ("kind", "type") and slot.choices]
    return choices[0] if choices else model.__name__
