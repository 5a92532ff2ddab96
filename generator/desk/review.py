"""What is to be confirmed: questions and forms whose clauses were reworded, settled with a name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from nicegui import ui
from pydantic import ValidationError

from ..model import Review
from ..problems import stops
from ..review import Entry, clause_row, confirmed, entries
from ..source.editing import Unwritable
from ..source.save import Overtaken, save_all
from .catalogue import Shelf
from .dialogs import opened
from .preview import piece
from .work import State

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
            with ui.column().classes("w-full gap-1 desk-difference"):
                _show(page, entry, ticked)
        with ui.row().classes("items-center gap-2"):
            name = ui.input("核对人姓名 *")
            ui.button(
                "看过了，没有问题", icon="done", on_click=lambda: _settle(page, dialog, listed, ticked, name.value)
            )
            ui.label("只核对打勾的；日期记今天。").classes("desk-hint")


def _show(page: Page, entry: Entry, ticked: set[str]) -> None:
    """One entry: what it says, and its clauses as they now read."""
    index = page.state.index
    assert index is not None
    box = ui.checkbox(f"{entry.kind}　{entry.title[:80]}").classes("text-weight-bold")
    box.on_value_change(partial(_tick, ticked, entry.address))
    ui.label(
        f"{entry.address}{f'　上次核对：{entry.reviewed.by}，{entry.reviewed.on}' if entry.reviewed else ''}"
    ).classes("desk-hint")
    shown = next((one for one in page.entries if one.address == entry.address), None)
    if shown is not None and shown.shelf is Shelf.QUESTIONS:
        with ui.expansion("看题目、答案和解析", icon="visibility").props("dense"):
            ui.html(str(piece(index, shown)), sanitize=False).classes("desk-piece")
    for address in entry.clauses:
        row = clause_row(index, address)
        ui.label(f"条款现在是：{row['name']} {row['title']}")
        for text in row["text"]:
            ui.label(text).classes("desk-line desk-quoted")


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
