"""Adding an article, and the order of articles and chapters: ids stay, numbers follow."""

from __future__ import annotations

import re
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from nicegui import ui

from ..model import Basis, Regulation
from ..model.base import SLUG
from ..references import Index
from ..source.editing import Document, Step
from .catalogue import Entry, Shelf
from .dialogs import opened

if TYPE_CHECKING:
    from .page import Page


def with_article(document: Document, chapter: str, article: dict[str, Any], at: int | None = None) -> Document:
    """One more article in a chapter, at an index, else last."""
    path: tuple[Step, ...] = ("chapters", chapter, "articles")
    if "articles" not in document.get(path[:-1]):
        return document.insert(path, [article])
    return document.insert_entry(path, article, at)


def complaint(regulation: Regulation, chapter: str, name: str, title: str, text: str) -> str:
    """Why there cannot be such an article, "" if there can."""
    if not re.match(SLUG, name):
        return "标识用小写英文单词，单词之间用连字符，如 queue-guide；它是永久的，公布以后不改"
    if any(article.id == name for one in regulation.chapters if one.id == chapter for article in one.articles):
        return f"这一章已经有标识 {name}，换一个"
    return "" if title.strip() and text.strip() else "条名和正文都要写"


def new_article(page: Page, key: str) -> None:
    """Ask for an article's id, title, text and place."""
    library = page.state.library
    if library is None or key not in library.regulation_by_key:
        return
    regulation = library.regulation_by_key[key]
    places = {
        f"{chapter.id}/{number}": f"{chapter.title}：{f'《{chapter.articles[number - 1].title}》之后' if number else '最前面'}"
        for chapter in regulation.chapters
        for number in range(len(chapter.articles) + 1)
    }
    dialog, column = opened(f"{regulation.short}：加一条")
    with column:
        place = ui.select(
            places, label="放在哪里", value=_behind(page, regulation) or list(places)[-1], with_input=True
        )
        place.classes("w-full")
        name = ui.input("标识 *", placeholder="queue-guide").classes("w-full").props("autofocus")
        title = ui.input("条名 *", placeholder="排队引导").classes("w-full")
        text = ui.textarea("正文 *").classes("w-full").props("autogrow")
        basis = ui.select([str(one) for one in Basis], label="出处", value=str(Basis.DRAFT)).classes("w-full")
        wrong = ui.label("").classes("desk-error").props("role=alert")

        def add() -> None:
            chapter, _, number = str(place.value).partition("/")
            slug = (name.value or "").strip()
            wrong.set_text(complaint(regulation, chapter, slug, title.value or "", text.value or ""))
            if wrong.text:
                return
            article = {
                "id": slug,
                "title": title.value.strip(),
                "paragraphs": [{"text": text.value.strip(), "basis": basis.value}],
            }
            source = regulation.at.position.file
            if page.reshape_in(source, lambda document: with_article(document, chapter, article, int(number))):
                dialog.close()
                page.open_when_there(f"{key}/{chapter}/{slug}")

        ui.button("加上", icon="add", on_click=add)


def _behind(page: Page, regulation: Regulation) -> str:
    """The place behind the open article, "" if none of this regulation is open."""
    address = page.entry.address if page.entry and page.entry.shelf is Shelf.ARTICLES else ""
    for chapter in regulation.chapters:
        for number, article in enumerate(chapter.articles, 1):
            if address == f"{regulation.key}/{chapter.id}/{article.id}":
                return f"{chapter.id}/{number}"
    return ""


def article_tools(page: Page, entry: Entry) -> None:
    """Buttons that move the open article within its chapter; moving it elsewhere would change its address."""
    _, chapter, _, _ = entry.path
    listed = page.work.document(entry.name).get(("chapters", chapter, "articles"))
    number = page.work.document(entry.name).index(entry.path)
    with ui.row().classes("gap-1"):
        for label, icon, to in (("上移一条", "arrow_upward", number - 1), ("下移一条", "arrow_downward", number + 1)):
            move = partial(page.reshape, partial(_moved, entry.path, to))
            ui.button(label, icon=icon, on_click=move).props("flat dense").set_enabled(0 <= to < len(listed))
        retire = ui.button("废止这一条", icon="block", on_click=lambda: retirement(page, entry)).props("flat dense")
        retire.set_enabled("retired" not in page.work.document(entry.name).get(entry.path))
        ui.label("标识和网址不变，条号跟着次序走，引用它的地方自动写新的条号。").classes("desk-hint")


def still_citing(index: Index, address: str) -> list[str]:
    """What rests on a clause and would have to be looked at once it no longer holds."""
    clauses = index.library.clauses
    told = [
        f"{index.resolver.clause_name(one)}“{clauses[one].article.title}”引用它"
        for one in index.cited_by.get(address, ())
    ]
    told += [f"题目 {one.question.id} 考它，以后不再出" for one in index.questions_of_clause.get(address, ())]
    told += [f"{form.id}《{form.short}》依据它" for form in index.library.forms if address in index.rests_on(form)]
    told += [f"职责“{one.duty.action}”以后没有人做" for one in index.library.duties_of_clause.get(address, ())]
    return told


def retirement(page: Page, entry: Entry) -> None:
    """Ask since when the open article no longer holds, and say what rests on it."""
    dialog, column = opened(f"废止：{entry.title}")
    with column:
        ui.label("条号和正文保留，标明废止日期；职责不再派，表单不再要求，题目不再出。反悔就把下面“废止”一栏删去。")
        day = ui.input("废止日期 *", value=page.settings.clock().date().isoformat())
        note = ui.textarea("说明", placeholder="由哪一条代替").classes("w-full").props("autogrow")
        told = still_citing(page.state.index, entry.address) if page.state.index else []
        ui.label("还有这些靠着它，废止后逐个处理：" if told else "没有别的内容引用它。").classes("text-weight-bold")
        for line in told:
            ui.label(line).classes("desk-line")

        def retire() -> None:
            try:
                on = date.fromisoformat((day.value or "").strip())
            except ValueError:
                ui.notify("日期写成 2026-12-01 这样", type="warning")
                return
            said = {"note": note.value.strip()} if (note.value or "").strip() else {}
            dialog.close()
            page.reshape(
                lambda document: document.update({(*entry.path, "retired"): {"on": on, **said}}, ("title", "id"))
            )

        ui.button("废止", icon="block", on_click=retire)


def chapters(page: Page, key: str) -> None:
    """The chapters of a regulation, to be put in another order."""
    library = page.state.library
    if library is None or key not in library.regulation_by_key:
        return
    source = library.regulation_by_key[key].at.position.file
    _, column = opened("章的次序")
    _chapter_rows(page, source, column)


def _chapter_rows(page: Page, source: str, column: Any) -> None:
    column.clear()
    listed = page.work.document(source).get(("chapters",))
    with column:
        ui.label("条号跟着次序走；标识和网址不变。改完按“保存”。").classes("desk-hint")
        for number, chapter in enumerate(listed):
            with ui.row().classes("items-center gap-1"):
                for label, icon, to in (("上移", "arrow_upward", number - 1), ("下移", "arrow_downward", number + 1)):
                    move = partial(_move_chapter, page, source, column, number, to)
                    button = ui.button(icon=icon, on_click=move)
                    button.props(f'flat dense round aria-label="{label}{number + 1}"').set_enabled(
                        0 <= to < len(listed)
                    )
                ui.label(str(chapter.get("title", "")))


def _move_chapter(page: Page, source: str, column: Any, number: int, to: int) -> None:
    if page.reshape_in(source, partial(_moved, ("chapters", number), to)):
        _chapter_rows(page, source, column)


def _moved(path: tuple[Step, ...], to: int, document: Document) -> Document:
    return document.move(path, to)
