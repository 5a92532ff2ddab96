"""The left column: the regulations, what each has to edit, and a search over everything."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from nicegui import ui

from . import articles
from .catalogue import Entry, Shelf, found

if TYPE_CHECKING:
    from .page import Page

_MOST = 400  # entries shown at once
_UNITS = "机构"


class Left:
    """What the left column shows: a regulation and a kind, or what a search found."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._key = next((entry.key for entry in page.entries), "01")
        self._shelf = Shelf.ARTICLES
        self._search: Any = None
        self._extra: Any = None
        self._listed: Any = None

    def build(self) -> None:
        """Make the widgets, in the container that is open."""
        self._search = (
            ui.input("查找（全部制度）", on_change=self.show).props("dense outlined clearable").classes("w-full")
        )
        keys = {entry.key: entry.key for entry in self._page.entries}
        library = self._page.state.library
        for regulation in library.regulations if library else ():
            keys[regulation.key] = f"{regulation.key} {regulation.short}"
        keys |= {"00": "00 实施方案"} if "00" in keys else {}
        first = self._key if self._key in keys else None
        choose = ui.select(keys, label="制度", value=first, on_change=lambda event: self._choose(key=event.value))
        choose.props("dense outlined").classes("w-full")
        kinds = [str(shelf) for shelf in Shelf if shelf is not Shelf.UNITS]
        toggle = ui.toggle(kinds, value=str(self._shelf), on_change=lambda event: self._choose(shelf=event.value))
        toggle.props("dense no-caps unelevated spread").classes("w-full")
        self._extra = ui.row().classes("gap-1")
        self._listed = ui.column().classes("w-full gap-0")
        self.show()

    def show(self) -> None:
        """List the entries anew."""
        wanted = (self._search.value or "").strip()
        shelf = Shelf.UNITS if self._key == _UNITS else self._shelf
        entries = self._page.entries
        shown = (
            found(entries, wanted) if wanted else [one for one in entries if (one.key, one.shelf) == (self._key, shelf)]
        )
        self._listed.clear()
        with self._listed:
            group = ""
            for entry in shown[:_MOST]:
                if entry.group != group and not wanted:
                    group = entry.group
                    ui.label(group).classes("desk-group-name")
                self._item(entry, bool(wanted))
            if len(shown) > _MOST:
                ui.label(f"还有 {len(shown) - _MOST} 项，写得具体些再找").classes("desk-hint")
            if not shown:
                ui.label("没有找到" if wanted else "这里还没有").classes("desk-hint")
        self._extra.clear()
        if shelf is Shelf.ARTICLES and not wanted and self._key != "00":
            self._tools(self._key)

    def _item(self, entry: Entry, of_all: bool) -> None:
        name = f"{entry.key} {entry.shelf}　{entry.title}" if of_all else entry.title
        chosen = " desk-chosen" if self._page.entry and entry.id == self._page.entry.id else ""
        button = ui.button(name, on_click=partial(self._page.open, entry)).props("flat dense no-caps align=left")
        button.classes(f"w-full desk-item{chosen}").props["data-entry"] = entry.id

    def _tools(self, key: str) -> None:
        with self._extra:
            add = ui.button("加一条", icon="add", on_click=lambda: articles.new_article(self._page, key))
            order = ui.button("章的次序", icon="swap_vert", on_click=lambda: articles.chapters(self._page, key))
            for button in (add, order):
                button.props("flat dense")

    def _choose(self, key: str | None = None, shelf: str | None = None) -> None:
        self._key = key or self._key
        self._shelf = Shelf(shelf) if shelf else self._shelf
        self.show()
