"""Dialogs about what the sources say: what is to be confirmed, what was amended, and publishing it."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Any

from nicegui import ui
from pydantic import ValidationError

from ..changes import compare
from ..changes.impact import impact
from ..changes.record import Mark
from ..changes.report import Report, as_text
from ..changes.table import table
from ..model import Review
from ..problems import stops
from ..review import Entry, clause_row, confirmed, entries
from ..source.editing import Unwritable
from ..source.save import Overtaken, save_all
from .dialogs import opened
from .work import State, read

if TYPE_CHECKING:
    from .page import Page


def waiting(state: State) -> list[Entry]:
    """The questions and forms whose clauses were reworded since somebody found them right."""
    return [entry for entry in entries(state.index) if entry.is_suspect] if state.index is not None else []


def suspects(page: Page) -> None:
    """The suspect entries, each under its clauses as they now read, with a box to tick; a name settles those ticked."""
    if page.work.drafts:
        ui.notify("先保存改动，再核对：核对记的是保存过的条款。", type="warning")
        return
    if page.state.index is None or stops(page.state.problems):
        ui.notify("源文件有错误，改好以后再核对。", type="warning")
        return
    listed = waiting(page.state)
    dialog, column = opened("待核对：条款改过的题目和表单", wide=True)
    ticked: set[str] = set()
    with column:
        if not listed:
            ui.label("没有待核对的。")
            return
        for entry in listed:
            for address in entry.clauses:
                row = clause_row(page.state.index, address)
                ui.label(f"{row['name']} {row['title']}").classes("text-weight-bold")
                for text in row["text"]:
                    ui.label(text).classes("desk-line")
            box = ui.checkbox(f"{entry.kind} {entry.address}　{entry.title[:80]}")
            box.on_value_change(partial(_tick, ticked, entry.address))
            if entry.reviewed:
                ui.label(f"上次核对：{entry.reviewed.by}，{entry.reviewed.on}").classes("desk-hint")
        with ui.row().classes("items-center gap-2"):
            name = ui.input("核对人姓名 *")
            ui.button(
                "看过了，没有问题", icon="done", on_click=lambda: _settle(page, dialog, listed, ticked, name.value)
            )
            ui.label("只核对打勾的；日期记今天。").classes("desk-hint")


def _tick(ticked: set[str], address: str, event: Any) -> None:
    (ticked.add if event.value else ticked.discard)(address)


def _settle(page: Page, dialog: Any, listed: list[Entry], ticked: set[str], name: str) -> None:
    chosen = [entry for entry in listed if entry.address in ticked]
    now = page.settings.clock()
    try:
        review = Review.model_validate({"by": name, "on": now.date()})
    except ValidationError:
        ui.notify("姓名写成一行，不超过 80 个字，不带看不见的字符", type="warning")
        return
    if not review.by or not chosen:
        ui.notify("写上姓名，并在看过的前面打勾", type="warning")
        return
    try:
        documents = confirmed(page.state.files, page.settings.source, chosen, review)
        for document in documents:
            page.settings.history.keep(document.name, document.original, now)
        save_all(documents)
    except (Unwritable, Overtaken, OSError) as error:
        ui.notify(f"没有写：{error}。重新打开这个窗口再核对。", type="negative")
        return
    for document in documents:
        page.work.drop(document.name)
    dialog.close()
    page.settled()
    ui.notify(f"已核对 {len(chosen)} 项：{review.by}，{review.on}。", type="positive")


async def amendments(page: Page) -> None:
    """修订对照 between the version that the command line names and the sources with what is not yet saved."""
    dialog, column = opened("修订对照", wide=True)
    with column:
        ui.label("正在比较……")
    earlier = await asyncio.to_thread(page.settings.earlier)
    report = await asyncio.to_thread(_report, page, *earlier) if earlier else None
    if dialog.is_deleted:
        return
    column.clear()
    with column:
        if report is None:
            ui.label("没有可比的以前版本，或者有一方的源文件有错误，比不了。").classes("desk-warning")
        else:
            ui.label("［-…-］是删去的，{+…+} 是增加的；后面是影响到什么。").classes("desk-hint")
            ui.label(as_text(report, _painted)).classes("desk-report")


def _painted(text: str, mark: Mark) -> str:
    return {Mark.DELETED: f"［-{text}-］", Mark.INSERTED: f"{{+{text}+}}"}.get(mark, text)


def _report(page: Page, files: dict[str, bytes], name: str) -> Report | None:
    old = read(page.settings.source, files)
    new = page.state
    if old.index is None or new.index is None or not new.comparable:
        return None
    changes = compare(old.index, new.index)
    return Report((name, "现在"), changes, table(changes, old.index, new.index), impact(changes, old.index, new.index))


async def publish(page: Page) -> None:
    """Build everything from what is saved, and say what came of it."""
    page.flush()
    if page.work.drafts:
        ui.notify("还有改动没有保存；先保存再发布。", type="warning")
        return
    dialog, column = opened("发布")
    with column:
        ui.label("正在检查、生成网站和表单，要几十秒到几分钟；可以先关掉这个窗口，不影响生成。")
        ui.spinner(size="lg")
    published = await asyncio.to_thread(page.settings.publish)
    text = "发布完成。" if published.good else "没有发布，原来的网站不变。"
    if dialog.is_deleted:
        return
    column.clear()
    with column:
        ui.label(text).classes("desk-title" if published.good else "desk-error").props("role=status")
        for line in published.lines:
            ui.label(line).classes("desk-line")


__all__ = ["amendments", "publish", "suspects", "waiting"]
