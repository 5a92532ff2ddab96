"""A new edition of a regulation: the text of the present one is kept, the record gets one more line, at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nicegui import ui
from pydantic import ValidationError

from ..editions.begin import begun, complaints, following, kept, place_of
from ..model import Edition, Regulation
from ..source.editing import Unwritable
from ..source.save import Overtaken, save_all
from .catalogue import Entry
from .dialogs import opened

if TYPE_CHECKING:
    from .page import Page


def edition_tools(page: Page, entry: Entry) -> None:
    """The button that begins an edition of the open regulation."""
    with ui.row().classes("gap-1 items-center"):
        ui.button("立新版", icon="library_add", on_click=lambda: new_edition(page, entry)).props("flat dense")
        ui.label("现在的正文、题目、表单先原样留存成旧版；以后改的就是新版。").classes("desk-hint")


def new_edition(page: Page, entry: Entry) -> None:
    """Ask for the version, what is new in it, and its days."""
    library = page.state.library
    page.flush()
    if library is None or entry.key not in library.regulation_by_key:
        return
    if page.work.drafts:
        ui.notify("有改动没有保存：先保存或者撤销，再立新版。没有保存的改动不会留存。", type="warning")
        return
    regulation = library.regulation_by_key[entry.key]
    now = regulation.editions[0].version
    dialog, column = opened(f"{regulation.short}：立新版")
    with column:
        ui.label(f"现在是 {now} 版。立了新版，网站上两版都在，各写明从哪天起施行。")
        fields = {
            "version": ui.input("版本号 *", value=following(now)),
            "summary": ui.input("改了什么 *", placeholder="一句话，写在更新记录里"),
            "date": ui.input("成稿日期 *", value=page.settings.clock().date().isoformat()),
            "published": ui.input("发布日期", placeholder="如 2026-12-01"),
            "effective": ui.input("施行日期", placeholder="如 2027-01-01；这一天以前按旧版"),
        }
        for field in fields.values():
            field.props("outlined dense stack-label").classes("w-full")
        wrong = ui.label("").classes("desk-error").props("role=alert")

        def begin() -> None:
            wrong.set_text(
                _begun(page, regulation, {name: str(field.value or "").strip() for name, field in fields.items()})
            )
            if not wrong.text:
                dialog.close()
                ui.notify(f"{now} 版已经留存；现在起改的是 {fields['version'].value} 版。", type="positive")
                page.open(entry)
                page.changed()

        ui.button("立新版", icon="library_add", on_click=begin)


def _begun(page: Page, regulation: Regulation, answers: dict[str, Any]) -> str:
    """Why there cannot be such an edition, "" if it has begun."""
    try:
        edition = Edition.model_validate({name: value for name, value in answers.items() if value})
    except ValidationError as error:
        place = str(error.errors()[0]["loc"][0])
        return {"version": "版本号写成 1.1 这样", "summary": "写一句改了什么"}.get(place, "日期写成 2026-12-01 这样")
    root, files = page.work.root, page.state.files
    if (root / place_of(regulation, regulation.editions[0].version)).exists():
        return f"{regulation.editions[0].version} 版已经留存过"
    try:
        documents = begun(files, root, regulation, edition, kept(files, root.name, regulation))
        for problem in complaints(root, documents[-1]):
            return f"{problem.message}。{problem.remedy}"
        page.work.history.keep(documents[-1].name, documents[-1].original, page.settings.clock())
        save_all(documents)
    except (Unwritable, Overtaken) as error:
        return str(error)
    except OSError as error:
        return f"写不进 {error.filename or '文件'}：{error.strerror or error}"
    page.work.drop(documents[-1].name)
    return ""
