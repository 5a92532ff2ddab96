"""Dialogs that add something new, or take an entry out."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from nicegui import ui

from .asks import Addition, complaint
from .catalogue import Entry, Shelf
from .dialogs import opened
from .fresh import addition

if TYPE_CHECKING:
    from .page import Page


def show(page: Page, what: Addition) -> None:
    """The dialog; what was added is opened, not yet saved."""
    dialog, column = opened(what.title)
    fields: dict[str, Any] = {}
    with column:
        for ask in what.asks:
            label = f"{ask.title}{' *' if ask.required else ''}"
            field: Any
            if ask.choices is not None:
                first: Any = [] if ask.many else ask.value or None
                field = ui.select(dict(ask.choices), label=label, value=first, multiple=ask.many, with_input=True)
            else:
                field = ui.input(label, value=ask.value)
            field.props("outlined dense stack-label").classes("w-full")
            field.props["hint"] = ask.hint
            fields[ask.key] = field
        wrong = ui.label("").classes("desk-error").props("role=alert")

        def add() -> None:
            answers = {key: _stripped(field.value) for key, field in fields.items()}
            wrong.set_text(complaint(what, answers))
            if wrong.text:
                return
            entry = what.make(page, answers)
            if entry is not None:
                dialog.close()
                page.made(entry)

        ui.button("加上", icon="add", on_click=add)


def _stripped(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def removal(page: Page, entry: Entry) -> None:
    """Ask whether an entry is to be taken out, and say what speaks of it."""
    dialog, column = opened(f"删去：{entry.title[:40]}")
    index = page.state.index
    told = [] if index is None else list(dict.fromkeys(index.users.get(entry.address, ())))
    with column:
        ui.label("保存以前可以撤销；保存以后可以从“以前的版本”取回。")
        if entry.shelf is Shelf.QUESTIONS:
            ui.label("做过这道题的人，学习记录里不再有它。")
        if told:
            ui.label(f"还有 {len(told)} 处用到它，删去以后检查会逐处指出来。").classes("desk-warning")

        def remove() -> None:
            if page.reshape_in(entry.name, lambda document: document.remove(entry.path)):
                dialog.close()
                page.closed()

        ui.button("删去", icon="delete", color="negative", on_click=remove)


def adding(page: Page, shelf: Shelf, key: str) -> None:
    """The button that adds to what is listed, in the container that is open."""
    what = addition(page, shelf, key)
    if what is not None:
        name = what.title.partition("（")[0]
        ui.button(name, icon="add", on_click=partial(show, page, what)).props("flat dense")
