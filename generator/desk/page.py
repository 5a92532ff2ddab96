"""The page: what there is on the left, the form in the middle, what becomes of it on the right."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from nicegui import ui

from ..model import Element, Position
from ..problems import Severity
from ..source.editing import Document, NoSuchPlace, NotExact, Unreadable, Unwritable
from ..source.save import Overtaken
from . import articles, dialogs, edits, review
from .aside import Aside
from .catalogue import Entry, Shelf, catalogue, offers
from .edits import Path
from .facts import Table
from .form import Form
from .left import Left
from .settings import Settings
from .slots import Offer, Slot
from .work import State, Work, checked, read, touched

PAUSE = 0.7  # seconds without typing before what was typed is taken up


class Page:
    """One page in one browser window; it shares nothing with other windows but the files."""

    def __init__(self, settings: Settings, base: State) -> None:
        self.settings = settings
        self.work = Work(settings.source, settings.history)
        self.saved = self.state = base
        self.frame: Any = None  # outlives every dialog
        self.entry: Entry | None = None
        self.form: Form | Table | None = None
        self._pending: dict[tuple[str, Path], tuple[Slot, Any, type[Element] | None]] = {}
        self._refused: dict[tuple[str, Path], str] = {}
        self._typed = 0.0
        self._stale = True  # nothing is checked yet
        self._busy = False
        self._awaited = ""
        self.entries: list[Entry] = catalogue(base.index) if base.index else []
        self._left = Left(self)
        self._aside = Aside(settings.styles)

    def build(self) -> None:
        """Make the page's widgets."""
        self.frame = ui.context.client.content
        ui.on("desk-save", self.save)
        with ui.header().classes("items-center desk-bar"):
            ui.label("十项制度 · 编辑").classes("text-weight-bold")
            self._button("保存", "save", self.save, "Ctrl+S")
            self._button("撤销", "undo", self.take_back, "收回还没有保存的上一步")
            self._button("以前的版本", "history", lambda: dialogs.history(self), "每次保存以前的样子，可以取回")
            self._problems = self._button("检查结果", "rule", lambda: dialogs.problems(self), "全部源文件的问题")
            self._suspects = self._button("待核对", "fact_check", lambda: review.suspects(self), "条款改过的题目和表单")
            self._button("修订对照", "difference", lambda: review.amendments(self), "和以前的版本比，改了什么")
            self._button("发布", "publish", lambda: review.publish(self), "检查并生成网站和表单")
            ui.space()
            self._status = ui.label("").props("role=status aria-live=polite")
        with ui.row().classes("w-full no-wrap items-stretch gap-2 desk-panes"):
            with ui.column().classes("desk-left gap-2").props("role=navigation aria-label=目录"):
                self._left.build()
            with ui.column().classes("desk-middle gap-2").props("role=main"):
                self._middle = ui.column().classes("w-full gap-2")
                with self._middle:
                    ui.label("从左边选一条条款、参数、清单、表单、题目或机构。")
            with ui.column().classes("desk-right gap-2").props("role=complementary aria-label=预览和影响"):
                self._aside.build()
        ui.timer(0.25, self._tick)
        self._tell()

    def _button(self, name: str, icon: str, act: Callable[[], Any], tip: str) -> Any:
        return ui.button(name, icon=icon, on_click=act).props("flat dense color=white").tooltip(tip)

    def open(self, entry: Entry) -> None:
        """Show an entry's form."""
        self.flush()
        if self._refused:
            ui.notify(f"写不进去的没有留下：{next(iter(self._refused.values()))}", type="warning")
            self._refused.clear()
        try:
            document = self.work.refreshed(entry.name)
        except Unreadable as error:
            dialogs.unreadable(error)
            return
        except OSError as error:
            ui.notify(f"打不开 {entry.name}：{error.strerror or error}", type="negative")
            return
        self.entry = entry
        self._middle.clear()
        with self._middle:
            with ui.row().classes("items-baseline gap-2"):
                ui.label(entry.title).classes("desk-title")
                ui.label(f"{entry.address}　{entry.name}").classes("desk-hint")
            if entry.shelf is Shelf.ARTICLES:
                articles.article_tools(self, entry)
            try:
                self._show(document, entry)
            except NoSuchPlace:
                self.form = None
                ui.label("这一项已经不在文件里了。").classes("desk-error")
        self._left.show()
        self._show_state(self.state)

    def _show(self, document: Document, entry: Entry) -> None:
        if entry.shelf is Shelf.FACTS:
            self.form = table = Table(self)
            if self.state.index is not None:
                table.show(self.state.index, entry.key)
            return
        held = Document.of(document.original, document.name).value
        known = offers(self.state.index) if self.state.index else {}
        self.form = form = Form(self, known, set(edits.identifiers(held)))
        form.show(document, entry)

    def edit(self, path: Path, slot: Slot, value: Any, model: type[Element] | None) -> None:
        """A slot's value is another; it is taken up when the typing pauses."""
        if self.entry is not None:
            self._pending[self.entry.name, path] = slot, value, model
            self._typed = asyncio.get_running_loop().time()
            self._mark_unsaved(True)

    def reshape(self, how: Callable[[Document], Document]) -> None:
        """A change of shape; the form is made anew."""
        if self.entry is not None and self.reshape_in(self.entry.name, how):
            self.open(self.entry)

    async def insert_into(self, field: Any) -> None:
        """Ask what to insert where the cursor of a text stands."""
        script = f'return getElement({field.id}).$el.querySelector("textarea").selectionStart'
        place = await ui.run_javascript(script)
        dialogs.insertion(self, field, int(place or 0))

    def reshape_in(self, name: str, how: Callable[[Document], Document]) -> bool:
        """A change of shape of any source; False, with a message, if it cannot be."""
        self.flush()
        try:
            self.work.change(name, how)
        except (NoSuchPlace, Unwritable, NotExact, Unreadable, OSError) as error:
            ui.notify(f"没有改成：{error}", type="negative")
            return False
        self.changed()
        return True

    def open_when_there(self, address: str) -> None:
        """Open the clause of that address as soon as the sources with it have been read."""
        self._awaited = address

    def entry_at(self, position: Position) -> Entry | None:
        """The entry in whose part of a file a position is, None if there is none or the file cannot be changed here."""
        mine = [entry for entry in self.entries if entry.name == position.file]
        if not mine:
            return None
        path = self.state.path_of(position)
        try:
            document = self.work.document(position.file)
            fitting = [entry for entry in mine if path[: len(entry.path)] == edits.numbered(document, entry.path)]
        except (Unreadable, NoSuchPlace, OSError):
            return None
        return max(fitting, key=lambda entry: len(entry.path), default=None)

    def offered(self, offer: Offer) -> Mapping[str, str]:
        """What of the library a slot may be filled with."""
        return offers(self.state.index)[offer] if self.state.index else {}

    def settled(self) -> None:
        """Something was saved by a dialog: what is on the disk is looked at anew."""
        self.saved = self.state
        self.changed()
        if self.entry is not None:
            self.open(self.entry)

    def flush(self) -> None:
        """Take up everything typed so far."""
        waiting, self._pending = self._pending, {}
        for (name, path), (slot, value, model) in waiting.items():
            self._refused.pop((name, path), None)
            try:
                self.work.change(name, lambda document: edits.put(document, path, slot, value, model))  # noqa: B023
            except (NoSuchPlace, Unwritable, NotExact, Unreadable, OSError) as error:
                self._refused[name, path] = str(error)
        if waiting:
            self._stale = True

    def changed(self) -> None:
        """Something was changed by another way than typing: look at it as soon as possible."""
        self._stale = True
        self._mark_unsaved(bool(self.work.drafts))

    def take_back(self) -> None:
        """Undo the last change that is not yet saved."""
        self.flush()
        name = self.work.take_back()
        if name is None:
            ui.notify("没有还没保存的改动；已经保存过的，用“以前的版本”取回。")
            return
        self.changed()
        if self.entry is not None:
            self.open(self.entry)

    async def save(self) -> None:
        """Save everything changed, and say what it touches."""
        self.flush()
        if self._refused:
            ui.notify(f"有写不进去的内容，没有保存：{next(iter(self._refused.values()))}", type="negative")
            return
        if not self.work.drafts:
            ui.notify("没有要保存的改动。")
            return
        try:
            names = self.work.save(self.settings.clock())
        except Overtaken as error:
            dialogs.overtaken(self, error)
            return
        except OSError as error:
            ui.notify(f"没有保存：写不进 {error.filename or '文件'}（{error.strerror or error}）。看看文件是否只读、是否被别的程序打开。", type="negative", timeout=0, close_button="知道了")  # fmt: skip
            return
        self._mark_unsaved(False)
        ui.notify(f"已保存：{'、'.join(names)}", type="positive")
        while self._busy:
            await asyncio.sleep(0.05)
        before, self._stale = self.saved, False
        await self._look()
        self.saved = self.state
        await dialogs.after_saving(names, before, self.state)
        self._aside.impact(None, False)

    def _mark_unsaved(self, unsaved: bool) -> None:
        ui.run_javascript(f"window.deskUnsaved = {'true' if unsaved else 'false'}")
        self._status.set_text("有改动没有保存" if unsaved else "")

    async def _tick(self) -> None:
        if self._busy:
            return
        if self._pending and asyncio.get_running_loop().time() - self._typed >= PAUSE:
            self.flush()
        if self._stale:
            self._stale = False
            self._mark_unsaved(bool(self.work.drafts))
            await self._look()

    async def _look(self) -> None:
        """Read everything anew with what is changed, show the preview, then what the checks and the comparison find."""
        self._busy = True
        try:
            state = await asyncio.to_thread(read, self.settings.source, self.work.drafts)
            if state.index is not None:
                self.entries = catalogue(state.index)
                self._left.show()
            awaited = next((entry for entry in self.entries if entry.address == self._awaited), None)
            if awaited is not None:
                self.state, self._awaited = state, ""
                self.open(awaited)
            self._show_preview(state)
            self._status.set_text("正在检查……")
            self.state = state = await asyncio.to_thread(checked, state)
            self._show_state(state)
            if not state.drafts:
                self.saved = state
            told = await asyncio.to_thread(touched, self.saved, state) if self.work.drafts else None
            self._aside.impact(told, bool(self.work.drafts))
            self._status.set_text("有改动没有保存" if self.work.drafts else "")
        finally:
            self._busy = False

    def _tell(self) -> None:
        errors = sum(problem.severity is Severity.ERROR for problem in self.state.problems)
        self._problems.set_text(
            f"检查结果 {errors} 错 {len(self.state.problems) - errors} 警" if self.state.problems else "检查通过"
        )
        count = len(review.waiting(self.state))
        self._suspects.set_text(f"待核对 {count}" if count else "待核对")

    def _show_state(self, state: State) -> None:
        self._tell()
        if self.entry is None or self.form is None:
            return
        name = self.entry.name
        try:
            base = edits.numbered(self.work.document(name), self.entry.path)
        except NoSuchPlace:
            return
        told = self.form.tell(state.beside(name), base)
        for (file, path), message in self._refused.items():
            if file == name:
                self.form.refuse(path, message)
        self._aside.hint(told, len(state.problems) - told)
        self._show_preview(state)

    def _show_preview(self, state: State) -> None:
        if self.entry is not None and state.index is not None:
            self._aside.preview(state.index, self.entry)
