"""What the open file held before each saving: looked at, and taken back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from nicegui import ui

from ..source.editing import Unreadable
from .conflict import beside
from .dialogs import opened
from .history import Version
from .merge import compared

if TYPE_CHECKING:
    from .page import Page

_MOST = 200


def history(page: Page) -> None:
    """What the open file held before each saving."""
    if page.entry is None:
        ui.notify("先从左边打开一项。")
        return
    name = page.entry.name
    dialog, column = opened(f"以前的版本：{name}", wide=True)
    with column:
        versions = page.settings.history.versions(name)
        if not versions:
            ui.label("还没有在这里保存过这个文件。")
        for version in versions:
            with ui.row().classes("items-center gap-2"):
                ui.label(f"{version.when:%Y-%m-%d %H:%M:%S} 保存以前的样子")
                ui.button("看差别", on_click=partial(_difference, page, version)).props("flat dense")
                ui.button("取回", on_click=partial(_restore, page, dialog, version)).props("flat dense")


def _difference(page: Page, version: Version) -> None:
    _, column = opened(f"{version.when:%Y-%m-%d %H:%M:%S} → 现在", wide=True)
    then, now = version.read(), page.work.document(version.name).data
    versions = compared(then, then, now)
    with column:
        if versions is None:
            ui.label("不是 UTF-8 文字，比不了。")
        elif not versions.differences:
            ui.label("没有差别。")
        for difference in versions.differences[:_MOST] if versions else ():
            ui.label(f"第 {difference.line} 行").classes("desk-hint")
            ui.html(str(beside(difference, ("那时", "现在"))), sanitize=False).classes("w-full")


def _restore(page: Page, dialog: Any, version: Version) -> None:
    dialog.close()
    page.flush()
    try:
        page.work.restore(version)
    except (Unreadable, OSError) as error:
        ui.notify(f"取不回：{error}", type="negative")
        return
    page.changed()
    if page.entry is not None:
        page.open(page.entry)
    ui.notify("已取回，还没有保存；看过没有问题再按“保存”。")
