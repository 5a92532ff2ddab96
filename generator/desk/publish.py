"""Publishing from the page: one archive of what is saved, refused with reasons while errors or suspects stand."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from nicegui import ui

from ..problems import Problem, stops
from ..problems.problem import WITHHELD
from .dialogs import opened, rows_of_problems
from .settings import Wish

if TYPE_CHECKING:
    from .page import Page

_MOST = 100


def standing(problems: tuple[Problem, ...]) -> list[Problem]:
    """What stands in the way of publishing: every error and every suspect."""
    return [problem for problem in problems if stops([problem]) or problem.code in WITHHELD]


async def publish(page: Page) -> None:
    """Ask for the version, release what is saved, say what came of it."""
    page.flush()
    if page.work.drafts:
        ui.notify("还有改动没有保存；先保存再发布。", type="warning")
        return
    dialog, column = opened("发布", wide=True)
    with column:
        ui.label("正在看能不能发布……")
    await page.looked()
    versions = await asyncio.to_thread(page.settings.versions)
    if dialog.is_deleted:
        return
    column.clear()
    told = standing(page.state.problems)
    with column:
        if told:
            ui.label(f"现在不能发布：还有 {len(told)} 处要处理。原来的网站和发布包不变。").classes("desk-error")
            rows_of_problems(page, dialog, told[:_MOST])
            return
        _form(page, column, versions)


def _form(page: Page, column: Any, versions: dict[str, str]) -> None:
    today = page.settings.clock().date()
    ui.label("检查通过，没有待核对的。发布会生成网站、表单、手册、数据和修订对照表，装进一个压缩包，要几分钟。")
    version = ui.input("版本号 *", value=f"{today:%Y.%m.%d}").props("outlined dense stack-label")
    version.classes("w-full").style("max-width: 36rem")
    version.props["hint"] = "数字、字母、点、横线；同一个版本号不能发布两次"
    last = ui.select(versions | {"": "不附修订对照表"}, label="修订对照表和哪一版比", value=next(iter(versions), ""))
    last.props("outlined dense stack-label").classes("w-full").style("max-width: 36rem")
    shots = ui.checkbox("连打印效果图和 PDF（要装 LibreOffice，更慢）")

    async def go() -> None:
        wish = Wish((version.value or "").strip(), str(last.value or ""), bool(shots.value))
        column.clear()
        with column:
            ui.label("正在检查、生成、打包，要几分钟；可以先关掉这个窗口，不影响发布。").props("role=status")
            ui.spinner(size="lg")
        published = await asyncio.to_thread(page.settings.publish, wish)
        if column.is_deleted:
            with page.frame:
                ui.notify(
                    "发布完成。" if published.good else "没有发布。", type="positive" if published.good else "negative"
                )
            return
        column.clear()
        with column:
            text = "发布完成。" if published.good else "没有发布，原来的网站和发布包不变。"
            ui.label(text).classes("desk-title" if published.good else "desk-error").props("role=status")
            for line in published.lines:
                ui.label(line).classes("desk-line")

    ui.button("发布", icon="publish", on_click=go)
