"""Dialogs about the sources as files: problems, former versions, somebody else's saving, what to insert."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from nicegui import ui

from ..changes.report import impact_lines
from ..problems import Problem
from ..source.editing import Unreadable
from .catalogue import Entry
from .form import say
from .slots import Offer
from .work import State, touched

if TYPE_CHECKING:
    from .page import Page

_MOST = 300


def opened(title: str, wide: bool = False) -> tuple[Any, Any]:
    """A dialog with a title and a button to close it; the column to fill."""
    with ui.context.client.content:  # not in another dialog, which may be closing
        dialog = ui.dialog().props("full-width" if wide else "")
    with dialog, ui.card().classes("w-full desk-dialog" if wide else "desk-dialog desk-small"):
        with ui.row().classes("w-full items-center"):
            ui.label(title).classes("desk-title grow")
            ui.button("关闭", icon="close", on_click=dialog.close).props("flat dense")
        column = ui.column().classes("w-full gap-1")
    dialog.on("hide", dialog.delete)
    dialog.open()
    return dialog, column


async def problems(page: Page) -> None:
    """Every problem of every source; a click leads to it."""
    dialog, column = opened("检查结果（连同没有保存的改动）", wide=True)
    with column:
        ui.label("正在检查……")
    await page.caught_up()
    if dialog.is_deleted:
        return
    column.clear()
    with column:
        if not page.state.problems:
            ui.label("检查通过，没有发现问题。")
        rows_of_problems(page, dialog, page.state.problems[:_MOST])
        if len(page.state.problems) > _MOST:
            ui.label(f"还有 {len(page.state.problems) - _MOST} 个没有列出。")


def rows_of_problems(page: Page, dialog: Any, problems: Sequence[Problem]) -> None:
    """Each problem, and a button that leads to it."""
    for problem in problems:
        with ui.row().classes("w-full items-start gap-2 no-wrap desk-problem"):
            entry = page.entry_at(problem.position)
            if entry is not None:
                ui.button("去改", on_click=partial(_go, page, dialog, entry)).props("flat dense")
            with ui.column().classes("gap-0 grow"):
                say(problem)
                ui.label(f"{entry.title[:40]}　{problem.position}" if entry else str(problem.position)).classes(
                    "desk-hint"
                )


def _go(page: Page, dialog: Any, entry: Entry) -> None:
    dialog.close()
    page.open(entry)


def unreadable(error: Unreadable) -> None:
    """A file that cannot be changed exactly, because it is broken."""
    _, column = opened("这个文件有错误，不能在这里改")
    with column:
        ui.label("先用文本编辑器按下面说的改好，再回到这里。")
        for problem in error.problems:
            ui.label(str(problem.position)).classes("desk-hint")
            say(problem)


def insertion(page: Page, field: Any, place: int) -> None:
    """What may be inserted into a text, by kind."""
    index = page.state.index
    if index is None or page.entry is None:
        return
    library, key = index.library, page.entry.key
    choices: dict[str, str] = {}
    for own in (key, *(other for other in ("00", *library.regulation_by_key) if other != key)):
        prefix = "" if own == key else f"{own}/"
        for name, fact in library.facts_of(own).items():
            choices[f"{{{prefix}{name}}}"] = (
                f"参数　{fact.label}　{fact.value}{'' if own == key else f'（制度 {own}）'}"
            )
        for name, listed in library.lists_of(own).items():
            choices[f"{{{prefix}{name}}}"] = f"清单　{listed.label}{'' if own == key else f'（制度 {own}）'}"
    choices |= {f"{{@{role.id}}}": f"角色　{role.title}" for role in library.organization.roles}
    choices |= {f"{{{form.id}}}": f"表单　{form.id} {form.short}" for form in library.forms}
    choices |= {f"{{{value}}}": f"条款　{name}" for value, name in page.offered(Offer.CLAUSE).items()}
    dialog, column = opened("插入到文字里")
    with column:
        chosen = (
            ui.select(choices, label="查找参数、清单、角色、表单、条款", with_input=True)
            .classes("w-full")
            .props("autofocus")
        )
        chosen.on_value_change(lambda event: _insert(dialog, field, place, event.value))


def _insert(dialog: Any, field: Any, place: int, what: str | None) -> None:
    if what:
        text = field.value or ""
        field.value = text[:place] + what + text[place:]
        dialog.close()


async def after_saving(names: list[str], before: State, now: State) -> None:
    """What a saving touches, at once."""
    told = await asyncio.to_thread(touched, before, now)
    lines = list(impact_lines(told[1], in_words=True)) if told else []
    _, column = opened(f"已保存 {'、'.join(names)}：改动影响到")
    with column:
        if told is None:
            ui.label("源文件里有错误，改好以后才看得出影响；保存的内容在文件里。").classes("desk-warning")
        elif not lines:
            ui.label("没有牵动别的。")
        for what, entries in lines:
            ui.label(f"{what}（{len(entries)}）").classes("text-weight-bold")
            for entry in entries[:_MOST]:
                ui.label(entry).classes("desk-line")
