"""修订对照 in the page: 原条款, 修订后, 修订说明 as the table that circulates, and what the changes touch."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from nicegui import ui

from ..changes import compare
from ..changes.impact import impact
from ..changes.record import Mark, Run
from ..changes.report import Report, impact_lines
from ..changes.table import Line, Row, Section, table
from .dialogs import opened
from .work import read

if TYPE_CHECKING:
    from .page import Page

_TAGS = {Mark.DELETED: Markup("<del>{}</del>"), Mark.INSERTED: Markup("<ins>{}</ins>")}
_MOST = 300


async def amendments(page: Page) -> None:
    """What differs between an earlier version, which can be chosen, and the sources with what is not yet saved."""
    page.flush()
    _, column = opened("修订对照", wide=True)
    versions = await asyncio.to_thread(page.settings.versions)
    if column.is_deleted:
        return
    with column:
        choose = ui.select(versions, label="和哪一版比", value=next(iter(versions))).props("outlined dense")
        choose.classes("w-full").style("max-width: 36rem")
        told = ui.column().classes("w-full gap-2")
    choose.on_value_change(lambda event: _show(page, told, str(event.value)))
    await _show(page, told, str(choose.value))


async def _show(page: Page, told: Any, wanted: str) -> None:
    told.clear()
    with told:
        ui.label("正在比较……")
    earlier = await asyncio.to_thread(page.settings.earlier, wanted)
    report = await asyncio.to_thread(_report, page, *earlier) if earlier else None
    if told.is_deleted:
        return
    told.clear()
    with told:
        if report is None:
            ui.label("比不了：找不到这个版本，或者有一方的源文件有错误，改好以后再比。").classes("desk-warning")
            return
        ui.html(str(as_html(report)), sanitize=False).classes("w-full desk-amendments")


def _report(page: Page, files: dict[str, bytes], name: str) -> Report | None:
    old = read(page.settings.source, files)
    new = read(page.settings.source, page.work.drafts)
    if old.index is None or new.index is None or not page.state.comparable:
        return None
    changes = compare(old.index, new.index)
    now = "现在（连同没有保存的改动）" if page.work.drafts else "现在"
    return Report((name, now), changes, table(changes, old.index, new.index), impact(changes, old.index, new.index))


def as_html(report: Report) -> Markup:
    """The report as HTML; every word of the sources is escaped."""
    made = Markup("<p>{} → {}。删去的字{}，增加的字{}。</p>").format(
        *report.sides, Markup("<del>划掉</del>"), Markup("<ins>加下划线</ins>")
    )
    if report.changes.nothing:
        return made + Markup("<p><b>内容没有改动。</b></p>")
    made += Markup("").join(map(_section, report.table.sections))
    if report.changes.typographic:
        made += Markup("<p>另有 {} 条只是标点宽窄、空格、换行或引号不同，不算修订。</p>").format(
            len(report.changes.typographic)
        )
    for name, entries in impact_lines(report.impact, in_words=True):
        rest = [f"还有 {len(entries) - _MOST} 项"] if len(entries) > _MOST else []
        rows = Markup("").join(Markup("<li>{}</li>").format(one) for one in entries[:_MOST] + rest)
        made += Markup("<details><summary>{}（{}）</summary><ul>{}</ul></details>").format(
            f"影响：{name}", len(entries), rows
        )
    return made


def _section(section: Section) -> Markup:
    made = Markup("<h3>{} <small>{}</small></h3>").format(section.title, section.brief)
    if section.rows:
        made += Markup(
            '<div class="desk-scroll"><table><thead><tr><th>原条款</th><th>修订后</th><th>修订说明</th></tr></thead><tbody>{}</tbody></table></div>'
        ).format(Markup("").join(map(_row, section.rows)))
    return made + _paragraphs((*section.after, *section.renamed))


def _row(row: Row) -> Markup:
    cells = (
        Markup('<td data-head="{}"><b>{}</b>{}</td>').format(name, _runs(head), Markup("").join(map(_line, lines)))
        for name, head, lines in zip(("原条款", "修订后"), row.heads, (row.old, row.new), strict=True)
    )
    return Markup('<tr>{}<td data-head="修订说明">{}</td></tr>').format(Markup("").join(cells), _paragraphs(row.notes))


def _line(line: Line) -> Markup:
    drafted = Markup(" <small>拟稿</small>") if line.drafted else ""
    return Markup("<p>{}{}{}</p>").format(line.lead, _runs(line.runs), drafted)


def _runs(runs: Iterable[Run]) -> Markup:
    return Markup("").join(_TAGS.get(run.mark, Markup("{}")).format(run.text) for run in runs)


def _paragraphs(texts: Iterable[str]) -> Markup:
    return Markup("").join(Markup("<p>{}</p>").format(text) for text in texts)
