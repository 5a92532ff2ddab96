"""The page: what there is on the left, the form in the middle, what becomes of it on the right."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from nicegui import ui

from ..model import Element, Position
from ..source.editing import Document, NoSuchPlace, NotExact, Unreadable, Unwritable
from ..source.save import Overtaken
from . import dialogs, edits
from .aside import Aside
from .bar import Bar
from .catalogue import Entry, catalogue, offers
from .conflict import overtaken
from .edits import Path
from .left import Left
from .middle import Middle
from .settings import Settings
from .slots import Offer, Slot
from .together import Move, companions
from .work import NotASource, State, Work, checked, read, touched

_PANES = {"left": "目录", "middle": "编辑", "right": "预览和影响"}
PAUSE = 0.7  # seconds without typing before what was typed is taken up


class Page:
    """One page in one browser window; it shares nothing with other windows but the files."""

    def __init__(self, settings: Settings, base: State) -> None:
        self.settings = settings
        self.work = Work(settings.source, settings.history)
        self.saved = self.state = base
        self.frame: Any = None  # outlives every dialog
        self.entry: Entry | None = None
        self._pending: dict[tuple[str, Path], tuple[Slot, Any, type[Element] | None]] = {}
        self._refused: dict[tuple[str, Path], str] = {}
        self._typed = 0.0
        self._stale = True  # nothing is checked yet
        self._busy = False
        self._awaited = ""
        self.entries: list[Entry] = catalogue(base.index) if base.index else []
        self._bar = Bar(self)
        self._left = Left(self)
        self._middle = Middle(self)
        self._aside = Aside(settings.styles, self.move_together)
        self._fresh: dict[str, Entry] = {}  # made here, and not yet so far that the library knows it

    def build(self) -> None:
        """Make the page's widgets."""
        self.frame = ui.context.client.content
        ui.on("desk-save", self.save)
        self._bar.build()
        self._pane = ui.toggle(_PANES, value="left", on_change=self._choose_pane).props(
            "dense no-caps unelevated spread"
        )
        self._pane.classes("w-full desk-narrow")
        self._panes = ui.row().classes("w-full no-wrap items-stretch gap-2 desk-panes")
        self._panes.props["data-pane"] = "left"
        with self._panes:
            with ui.column().classes("desk-left gap-2").props("role=navigation aria-label=目录"):
                self._left.build()
            with ui.column().classes("desk-middle gap-2").props("role=main"):
                self._middle.build()
            with ui.column().classes("desk-right gap-2").props("role=complementary aria-label=预览和影响"):
                self._aside.build()
        ui.timer(0.25, self._tick)
        self._bar.tell(self.state)

    def _choose_pane(self, event: Any) -> None:
        """On a narrow screen one of the three columns is shown."""
        self._panes.props["data-pane"] = event.value

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
        self._pane.set_value("middle")
        self._middle.show(document, entry)
        self._left.show()
        self._show_state(self.state)

    def edit(self, path: Path, slot: Slot, value: Any, model: type[Element] | None) -> None:
        """A slot's value is another; it is taken up when the typing pauses."""
        if self.entry is not None:
            self._pending[self.entry.name, path] = slot, value, model
            self._typed = asyncio.get_running_loop().time()
            self._bar.unsaved(True)

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

    def made(self, entry: Entry) -> None:
        """Open what was just added, whether or not it says enough yet to be part of the library."""
        self._fresh[entry.id] = entry
        self.entries = [*self.entries, entry]
        self._left.reveal(entry)
        self.open(entry)

    def closed(self) -> None:
        """The open entry is no more."""
        if self.entry is not None:
            self._fresh.pop(self.entry.id, None)
        self.entry = None
        self._middle.clear()
        self._pane.set_value("left")
        self.changed()

    def create(self, name: str, document: Document) -> bool:
        """Write a new source at once; False, with a message, if it cannot be."""
        self.flush()
        try:
            self.work.create(name, document)
        except (NotASource, Overtaken, OSError) as error:
            ui.notify(f"没有建成 {name}：{error}", type="negative")
            return False
        self.changed()
        return True

    def move_together(self, moves: tuple[Move, ...]) -> None:
        """Give several facts of any regulation other values, as one step in each file."""
        values: dict[str, dict[Path, str]] = {}
        for move in moves:
            key, _, own = move.address.partition("/")
            held = self.state.library.regulation_by_key.get(key) if self.state.library else None
            if held is not None:
                values.setdefault(held.at.position.file, {})["facts", own, "value"] = move.new
        for name, wanted in values.items():
            if not self.reshape_in(name, partial(Document.update, values=wanted)):
                return
        if self.entry is not None:
            self.open(self.entry)

    async def caught_up(self) -> None:
        """Wait until what was typed so far has been checked."""
        self.flush()
        if self._stale or self._busy:
            await self.looked()

    async def looked(self) -> None:
        """Wait until the files as they are now have been read and checked."""
        self._stale = False
        while self._busy:
            await asyncio.sleep(0.05)
        await self._look()

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
        self._bar.unsaved(bool(self.work.drafts))

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
            overtaken(self, error)
            return
        except OSError as error:
            ui.notify(f"没有保存：写不进 {error.filename or '文件'}（{error.strerror or error}）。看看文件是否只读、是否被别的程序打开。", type="negative", timeout=0, close_button="知道了")  # fmt: skip
            return
        self._bar.unsaved(False)
        ui.notify(f"已保存：{'、'.join(names)}", type="positive")
        before = self.saved
        await self.looked()
        self.saved = self.state
        await dialogs.after_saving(names, before, self.state)
        self._aside.impact(None, False)

    async def _tick(self) -> None:
        if self._busy:
            return
        if self._pending and asyncio.get_running_loop().time() - self._typed >= PAUSE:
            self.flush()
        if self._stale:
            self._stale = False
            self._bar.unsaved(bool(self.work.drafts))
            await self._look()

    async def _look(self) -> None:
        """Read everything anew with what is changed, show the preview, then what the checks and the comparison find."""
        self._busy = True
        try:
            state = await asyncio.to_thread(read, self.settings.source, self.work.drafts)
            if state.index is not None:
                known = catalogue(state.index)
                for entry in known:
                    self._fresh.pop(entry.id, None)
                self.entries = [*known, *self._fresh.values()]
                self._left.show()
            awaited = next((entry for entry in self.entries if entry.address == self._awaited), None)
            if awaited is not None:
                self.state, self._awaited = state, ""
                self.open(awaited)
            self._show_preview(state)
            self._bar.busy()
            self.state = state = await asyncio.to_thread(checked, state)
            self._show_state(state)
            if not state.drafts:
                self.saved = state
            told = await asyncio.to_thread(touched, self.saved, state) if self.work.drafts else None
            self._aside.impact(told, bool(self.work.drafts))
            await self._propose(state)
            self._bar.unsaved(bool(self.work.drafts))
        finally:
            self._busy = False

    async def _propose(self, state: State) -> None:
        """Say which other facts have to move, if some that were changed break a constraint."""
        moves: tuple[Move, ...] = ()
        broken = any(problem.code == "contradiction" for problem in state.problems)
        if broken and self.work.drafts and state.index is not None and self.saved.index is not None:
            moves = await asyncio.to_thread(companions, self.saved.index, state.index)
        self._aside.propose(moves)
        panes = {**_PANES, "right": "预览、改法"} if moves else _PANES
        if self._pane.options != panes:  # an update would take back what is being pressed
            self._pane.set_options(panes)

    def _show_state(self, state: State) -> None:
        self._bar.tell(state)
        if self.entry is None:
            return
        refused = {path: message for (file, path), message in self._refused.items() if file == self.entry.name}
        told = self._middle.tell(self.entry, state.beside(self.entry.name), refused)
        if told is not None:
            self._aside.hint(told, len(state.problems) - told)
            self._show_preview(state)

    def _show_preview(self, state: State) -> None:
        if self.entry is not None and state.index is not None:
            self._aside.preview(state.index, self.entry)
