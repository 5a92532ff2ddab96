"""The bar at the top: what can be done with everything, how the checks stand, whether something is not yet saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from nicegui import ui

from ..problems import Severity
from . import dialogs, restore, review
from .amendments import amendments
from .publish import publish
from .work import State

if TYPE_CHECKING:
    from .page import Page


class Bar:
    """Its widgets."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._save: Any = None
        self._problems: Any = None
        self._suspects: Any = None
        self._status: Any = None

    def build(self) -> None:
        """Make them, in the container that is open."""
        page = self._page
        with ui.header().classes("items-center desk-bar"):
            ui.label("十项制度 · 编辑").classes("text-weight-bold desk-name")
            self._save = _button("保存", "save", page.save, "Ctrl+S")
            _button("撤销", "undo", page.take_back, "收回还没有保存的上一步")
            _button("以前的版本", "history", lambda: restore.history(page), "每次保存以前的样子，可以取回")
            self._problems = _button("检查结果", "rule", lambda: dialogs.problems(page), "全部源文件的问题")
            self._suspects = _button("待核对", "fact_check", lambda: review.suspects(page), "条款改过的题目和表单")
            _button("修订对照", "difference", lambda: amendments(page), "和以前的版本比，改了什么")
            _button("发布", "publish", lambda: publish(page), "检查、生成，装成一个可以核对的发布包")
            ui.space()
            self._status = ui.label("").props("role=status aria-live=polite")

    def tell(self, state: State) -> None:
        """How many errors, warnings and suspects there are."""
        errors = sum(problem.severity is Severity.ERROR for problem in state.problems)
        warnings = len(state.problems) - errors
        told = [f"{errors} 错"] if errors else []
        told += [f"{warnings} 提醒"] if warnings else []
        self._problems.set_text(f"检查结果：{' '.join(told)}" if told else "检查通过")
        self._problems.classes(add="desk-alarm" if errors else "", remove="" if errors else "desk-alarm")
        count = len(review.waiting(state))
        self._suspects.set_text(f"待核对 {count}" if count else "待核对")

    def busy(self) -> None:
        """The checks are running."""
        self._status.set_text("正在检查……")

    def unsaved(self, unsaved: bool) -> None:
        """Whether something is not yet saved; the browser asks before such a page is left."""
        ui.run_javascript(f"window.deskUnsaved = {'true' if unsaved else 'false'}")
        self._status.set_text("有改动没有保存" if unsaved else "")
        self._save.classes(add="desk-waiting" if unsaved else "", remove="" if unsaved else "desk-waiting")


def _button(name: str, icon: str, act: Callable[[], Any], tip: str) -> Any:
    return ui.button(name, icon=icon, on_click=act, color=None).props("flat dense").tooltip(tip)
