"""The middle column: the open entry's form or table, with what can be done to the whole of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from nicegui import ui

from ..model import Fact, Regulation
from ..problems import Problem
from ..source.editing import Document, NoSuchPlace
from . import additions, articles, editions, edits
from .catalogue import Entry, Shelf, offers
from .edits import Path
from .facts import Table
from .form import Form

if TYPE_CHECKING:
    from .page import Page

_REMOVABLE = {Shelf.FACTS, Shelf.LISTS, Shelf.QUESTIONS, Shelf.UNITS}


class Middle:
    """Its widgets."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._column: Any = None
        self._form: Form | Table | None = None

    def build(self) -> None:
        """Make them, in the container that is open."""
        self._column = ui.column().classes("w-full gap-2")
        self.clear()

    def clear(self) -> None:
        """Nothing is open."""
        self._form = None
        self._column.clear()
        with self._column:
            ui.label("从目录里选一条条款、参数、清单、表单、题目、制度或机构，在这里改。")
            ui.label(
                "改的时候就检查，问题写在栏目旁边；右边看得到预览和影响。按“保存”才写进文件，每次保存以前的样子都留着。"
            )

    def show(self, document: Document, entry: Entry) -> None:
        """Make the form of an entry."""
        self._column.clear()
        with self._column:
            with ui.row().classes("w-full items-center gap-2"):
                ui.label(entry.title).classes("desk-title")
                if entry.shelf in _REMOVABLE and entry.path != ("facts",):
                    remove = ui.button("删去", icon="delete", on_click=lambda: additions.removal(self._page, entry))
                    remove.props("flat dense")
            ui.label(f"{entry.address}　{entry.name}").classes("desk-hint")
            try:
                if entry.shelf is Shelf.ARTICLES:
                    articles.article_tools(self._page, entry)
                if entry.shelf is Shelf.WHOLE and entry.model is Regulation:
                    editions.edition_tools(self._page, entry)
                self._form = self._made(document, entry)
            except NoSuchPlace:
                self._form = None
                ui.label("这一项已经不在文件里了。").classes("desk-error")

    def _made(self, document: Document, entry: Entry) -> Form | Table:
        index = self._page.state.index
        if entry.shelf is Shelf.FACTS and entry.model is not Fact:
            table = Table(self._page)
            if index is not None:
                table.show(index, entry.key, document)
            return table
        held = Document.of(document.original, document.name).value
        plain = (lambda text: index.resolver.plain(text, entry.key)) if index else str
        form = Form(self._page, offers(index) if index else {}, set(edits.identifiers(held)), plain)
        form.show(document, entry)
        return form

    def tell(self, entry: Entry, problems: list[tuple[Path, Problem]], refused: Mapping[Path, str]) -> int | None:
        """Put each problem, and what cannot be written, beside its field; how many problems the form has, None if
        there is no form."""
        if self._form is None:
            return None
        try:
            base = edits.numbered(self._page.work.document(entry.name), entry.path)
        except NoSuchPlace:
            return None
        told = self._form.tell(problems, base)
        for path, message in refused.items():
            self._form.refuse(path, message)
        return told
