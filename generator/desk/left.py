"""The left column: the regulations, what each has to edit, and a search over everything."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from nicegui import ui

from . import additions, articles
from .catalogue import Entry, Shelf, found

if TYPE_CHECKING:
    from .page import Page

_MOST = 400  # entries shown at once
_ALONE = {"机构": Shelf.UNITS, "公共": Shelf.COMMON}  # what stands outside the regulations
_NAMES = {"00": "00 实施方案", "公共": "公司、依据、试卷、节假日"}


class Left:
    """What the left column shows: a regulation and a kind, or what a search found."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._key = next((entry.key for entry in page.entries if entry.key != "00"), "01")
        self._shelf = Shelf.ARTICLES
        self._search: Any = None
        self._keys: Any = None
        self._kinds: Any = None
        self._extra: Any = None
        self._listed: Any = None

    def build(self) -> None:
        """Make the widgets, in the container that is open."""
        self._search = (
            ui.input("查找（全部制度）", on_change=self.show).props("dense outlined clearable").classes("w-full")
        )
        keys: dict[str, str] = {}
        library = self._page.state.library
        for regulation in library.regulations if library else ():
            keys[regulation.key] = f"{regulation.key} {regulation.short}"
        keys |= {"00": _NAMES["00"], "机构": "机构", "公共": _NAMES["公共"]}
        first = self._key if self._key in keys else None
        self._keys = ui.select(keys, label="改哪里", value=first, on_change=lambda event: self._choose(key=event.value))
        self._keys.props("dense outlined").classes("w-full")
        kinds = [str(shelf) for shelf in Shelf if shelf not in _ALONE.values()]
        self._kinds = ui.toggle(kinds, value=str(self._shelf), on_change=lambda event: self._choose(shelf=event.value))
        self._kinds.props("dense no-caps unelevated spread").classes("w-full")
        self._extra = ui.row().classes("gap-1")
        self._listed = ui.column().classes("w-full gap-0")
        self.show()

    def show(self) -> None:
        """List the entries anew."""
        wanted = (self._search.value or "").strip()
        shelf = _ALONE.get(self._key, self._shelf)
        self._kinds.set_visibility(self._key not in _ALONE)
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
        if not wanted:
            with self._extra:
                self._tools(shelf)

    def reveal(self, entry: Entry) -> None:
        """Turn to where an entry is listed."""
        self._key, self._shelf = entry.key, entry.shelf if entry.key not in _ALONE else self._shelf
        self._search.set_value("")
        self._keys.set_value(self._key)
        self._kinds.set_value(str(self._shelf))

    def _item(self, entry: Entry, of_all: bool) -> None:
        name = f"{entry.key} {entry.shelf}　{entry.title}" if of_all else entry.title
        chosen = " desk-chosen" if self._page.entry and entry.id == self._page.entry.id else ""
        button = ui.button(name, on_click=partial(self._page.open, entry), color=None)
        button.props("flat dense no-caps align=left")
        button.classes(f"w-full desk-item{chosen}").props["data-entry"] = entry.id

    def _tools(self, shelf: Shelf) -> None:
        page, key = self._page, self._key
        if shelf is not Shelf.ARTICLES:
            additions.adding(page, shelf, key)
        elif key != "00":
            add = ui.button("加一条", icon="add", on_click=lambda: articles.new_article(page, key))
            order = ui.button("章的次序", icon="swap_vert", on_click=lambda: articles.chapters(page, key))
            for button in (add, order):
                button.props("flat dense")

    def _choose(self, key: str | None = None, shelf: str | None = None) -> None:
        self._key = key or self._key
        self._shelf = Shelf(shelf) if shelf else self._shelf
        held = {entry.shelf for entry in self._page.entries if entry.key == self._key}
        if key and key not in _ALONE and self._shelf not in held:
            self._shelf = next((one for one in Shelf if one in held), self._shelf)
            self._kinds.set_value(str(self._shelf))
        self.show()
