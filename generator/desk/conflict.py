"""Somebody else saved the file meanwhile: both versions side by side, a choice for each difference, nothing lost."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from nicegui import ui

from ..model import Position
from ..source.editing import Unreadable
from ..source.save import Overtaken
from .dialogs import opened
from .form import say
from .merge import Difference, Side, Versions, compared, words

if TYPE_CHECKING:
    from .page import Page

_MOST = 200
_END_OF_LINE = 10_000  # a column behind whatever begins on the line
_WHO = {Side.MINE: "只有您改了", Side.THEIRS: "只有对方改了", None: "两边都改了，请选"}


def overtaken(page: Page, error: Overtaken) -> None:
    """Show both versions and ask which words hold; the other version goes to the history."""
    name = error.document.name
    dialog, column = opened("没有保存：这个文件读过以后又被改过", wide=True)
    if error.now is None:
        with column:
            ui.label(f"{name}：文件已经不在了，可能被移走或改名。您的改动还在这里；把文件放回原处再保存。")
        return
    versions = compared(error.document.original, error.now, error.document.data)
    with column:
        ui.label(
            f"{name}：别的窗口或别的程序保存过它。两份都在下面，选好以后再保存；没有选上的一份留在“以前的版本”里。"
        )
        choices: dict[int, Side] = {}
        with ui.row().classes("gap-2 items-center"):
            merge = ui.button(
                "按下面选的保存", icon="merge", on_click=lambda: _merge(page, dialog, error, versions, choices)
            )
            ui.button("全部用我的", on_click=lambda: _whole(page, dialog, error, Side.MINE)).props("outline")
            ui.button("全部用文件里现在的", on_click=lambda: _whole(page, dialog, error, Side.THEIRS)).props("outline")
            ui.button("先不动", on_click=dialog.close).props("flat")
        if versions is None or len(versions.differences) > _MOST:
            merge.set_enabled(False)
            ui.label("差别太多，或者文件不是 UTF-8 文字，不能逐处选。").classes("desk-warning")
            return

        def choose(number: int, event: Any) -> None:
            choices[number] = Side(event.value)
            merge.set_enabled(versions.merged(choices) is not None)

        merge.set_enabled(versions.merged(choices) is not None)
        for difference in versions.differences:
            with ui.column().classes("w-full gap-1 desk-difference"):
                with ui.row().classes("items-center gap-2"):
                    ui.label(_where(page, name, difference)).classes("text-weight-bold")
                    ui.label(_WHO[difference.proposed]).classes("desk-hint" if difference.proposed else "desk-error")
                ui.html(str(beside(difference)), sanitize=False).classes("w-full")
                pick = ui.radio([str(side) for side in Side], value=difference.proposed and str(difference.proposed))
                pick.props("inline dense").on_value_change(partial(choose, difference.number))


def _where(page: Page, name: str, difference: Difference) -> str:
    """What of the file it is, as far as that can be told, and the line."""
    entry = page.entry_at(Position(name, difference.own, _END_OF_LINE))
    return f"{f'{entry.title[:30]}　' if entry else ''}第 {difference.line} 行"


def beside(difference: Difference, heads: Sequence[str] = tuple(Side)) -> Markup:
    """Both versions of what differs, side by side, with what is only in one of them marked."""
    theirs, mine = "".join(difference.theirs), "".join(difference.mine)
    left, right = Markup(""), Markup("")
    for old, new, same in words(theirs, mine):
        left += Markup("{}" if same else "<del>{}</del>").format(old)
        right += Markup("{}" if same else "<ins>{}</ins>").format(new)
    nothing = Markup("<i>（没有这几行）</i>")
    return Markup(
        '<table class="desk-beside"><tr><th>{}</th><th>{}</th></tr><tr><td>{}</td><td>{}</td></tr></table>'
    ).format(*heads, left if theirs else nothing, right if mine else nothing)


async def _merge(
    page: Page, dialog: Any, error: Overtaken, versions: Versions | None, choices: dict[int, Side]
) -> None:
    data = versions.merged(choices) if versions else None
    if data is not None:
        await _settled(page, dialog, error, data)


async def _whole(page: Page, dialog: Any, error: Overtaken, side: Side) -> None:
    if side is Side.MINE:
        await _settled(page, dialog, error, error.document.data)
        return
    dialog.close()
    _keep_mine(page, error)
    page.work.drop(error.document.name)
    page.settled()


async def _settled(page: Page, dialog: Any, error: Overtaken, data: bytes) -> None:
    assert error.now is not None
    try:
        page.work.settle(error.document.name, error.now, data)
    except Unreadable as wrong:
        _, column = opened("合在一起读不通，没有保存")
        with column:
            ui.label("这几处连在一起，要选同一边的。")
            for problem in wrong.problems:
                say(problem)
        return
    if data != error.document.data:
        _keep_mine(page, error)
    dialog.close()
    with page.frame:  # the button that was pressed is gone before everything is said
        if page.work.drafts:
            await page.save()
        else:
            page.settled()
        if page.entry is not None:
            page.open(page.entry)


def _keep_mine(page: Page, error: Overtaken) -> None:
    page.settings.history.keep(error.document.name, error.document.data, page.settings.clock())
