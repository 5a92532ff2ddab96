"""A clause, question, form, list or unit as HTML to look at; every word of the sources is escaped."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from .. import html
from ..exams import item_of
from ..facts import SegmentKind
from ..model import Clause, PlacedQuestion, QuestionType
from ..references import Index
from ..stationery import lay_out
from .catalogue import Entry, Shelf

_STYLE = """
:root { color-scheme: light dark; --line: #8888; --md-default-fg-color: inherit; }
body { font: 15px/1.7 "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; margin: 12px; }
h1 { font-size: 1.15em; margin: 0 0 .6em; } h2 { font-size: 1em; margin: 1em 0 .2em; } p { margin: .4em 0; }
.fact, .list { border-bottom: 2px solid #0b6b5088; } .role { font-weight: 600; } .broken { color: #b00020; font-weight: 700; }
.basis { font-size: .8em; opacity: .75; margin-left: .6em; } .right { font-weight: 700; } li.right::marker { content: "✓ "; }
.why { opacity: .75; font-size: .9em; } table { border-collapse: collapse; } td, th { border: 1px solid #8888; padding: 2px 6px; text-align: left; }
.paper { color: #000; background: #fff; } ol.items { list-style: none; padding-left: 2em; }
"""
_WIDTH = 118.0  # millimetres that the frame shows
_NUMBERS = "一二三四五六七八九十"


def preview(index: Index, entry: Entry, styles: str = "") -> str:
    """A whole page of HTML that shows the entry as readers will see it; `styles` are those of printed forms."""
    body = _body(index, entry)
    return str(
        Markup(
            '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>预览</title><style>{}</style>{}</html>'
        ).format(
            Markup(_STYLE + styles.replace("</", "<\\/")),
            Markup('<body class="md-typeset">{}</body>').format(body),
        )
    )


def piece(index: Index, entry: Entry) -> Markup:
    """The same without the page around it."""
    return _body(index, entry)


def _body(index: Index, entry: Entry) -> Markup:
    library = index.library
    if entry.shelf is Shelf.ARTICLES and entry.address in library.clauses:
        return _clause(index, library.clauses[entry.address])
    if entry.shelf is Shelf.QUESTIONS and entry.address in library.question_by_address:
        return _question(index, library.question_by_address[entry.address])
    if entry.shelf is Shelf.FORMS and entry.address in library.form_by_id:
        return _form(index, entry.address)
    if entry.shelf is Shelf.LISTS:
        return _list(index, entry.address)
    return Markup("<p>这里没有要预览的样子；改动影响到什么，看下面的“影响”。</p>")


def words(index: Index, text: str, key: str) -> Markup:
    """A text with its references resolved and set off."""
    made = Markup("")
    for segment in index.resolver.segments(text, key):
        match segment.kind:
            case SegmentKind.WORDS:
                made += escape(segment.text)
            case SegmentKind.FACT | SegmentKind.COUNT:
                made += _span("fact", segment.text)
            case SegmentKind.LIST:
                made += _span("list", segment.text)
            case SegmentKind.ROLE:
                made += _span("role", segment.text)
            case SegmentKind.BROKEN | SegmentKind.AMBIGUOUS:
                made += _span("broken", segment.text)
            case _:
                made += escape(segment.text)
    return made


def _span(kind: str, text: str) -> Markup:
    return Markup('<span class="{}">{}</span>').format(kind, text)


def _clause(index: Index, clause: Clause) -> Markup:
    key, article = clause.regulation.key, clause.article
    parts = [Markup("<h1>{}　{}</h1>").format(index.resolver.clause_name(clause.address, key), article.heading)]
    for paragraph in article.paragraphs:
        parts.append(
            Markup("<p>{}{}</p>").format(words(index, paragraph.text, key), _span("basis", str(paragraph.basis)))
        )
        if paragraph.items:
            rows = (
                Markup("<li>（{}）{}</li>").format(_counted(number), words(index, item.text, key))
                for number, item in enumerate(paragraph.items)
            )
            parts.append(Markup('<ol class="items">{}</ol>').format(Markup("").join(rows)))
    roles = index.library.role_by_id
    for duty in article.duties_in_force:
        who = "、".join(roles[role].title if role in roles else role for role in duty.roles)
        told = [f"周期：{duty.cycle}"]
        told += [
            f"{name}：{index.resolver.plain(text, key)}"
            for name, text in (("触发", duty.trigger), ("时限", duty.deadline))
            if text
        ]
        told += [f"记录：{'、'.join(duty.evidence)}"] if duty.evidence else []
        action = words(index, duty.action, key)
        parts.append(Markup("<h2>职责：{}</h2><p>{}<br>{}</p>").format(who, action, _span("why", "；".join(told))))
    return Markup("").join(parts)


def _counted(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number + 1)


def _question(index: Index, placed: PlacedQuestion) -> Markup:
    item = item_of(index, placed)
    parts = [Markup("<h1>{}（{}）</h1>").format(item.type, item.difficulty)]
    if item.case:
        parts.append(Markup("<p>{}</p>").format(item.case))
    parts.append(Markup("<p>{}</p>").format(item.stem))
    if item.options:
        rows = (
            Markup('<li class="{}">{} {}</li>').format(
                "right" if choice.right else "", choice.text, _span("why", f"（{choice.why}）" if choice.why else "")
            )
            for choice in item.options
        )
        parts.append(Markup('<ol type="A">{}</ol>').format(Markup("").join(rows)))
    if item.type is QuestionType.JUDGE:
        parts.append(Markup('<p class="right">答案：{}</p>').format("对" if item.holds else "错"))
    parts += [_rows("各空的答案", (" / ".join(blank) for blank in item.blanks))] if item.blanks else []
    parts += [_rows("正确的顺序", item.steps)] if item.steps else []
    parts += [_rows("得分点", (f"{text}（{marks} 分）" for text, marks in item.points))] if item.points else []
    parts.append(Markup("<h2>解析</h2><p>{}</p>").format(item.explain))
    if index.is_stale(placed.question):
        parts.append(Markup('<p class="broken">待核对：条款改过，这道题先不出。</p>'))
    return Markup("").join(parts)


def _rows(title: str, rows: Iterable[str]) -> Markup:
    listed = Markup("").join(Markup("<li>{}</li>").format(row) for row in rows)
    return Markup("<h2>{}</h2><ol>{}</ol>").format(title, listed)


def _form(index: Index, address: str) -> Markup:
    form = index.library.form_by_id[address]
    if not form.designed:
        return Markup("<p>{}还没有表样，只登记了用途与依据。</p>").format(form.title)
    layout = lay_out(index, form)
    fitting = _WIDTH / max(sheet.page.width for sheet in layout.sheets)
    return Markup('<div style="zoom:{}">{}</div>').format(f"{min(1.0, fitting):.2f}", Markup(html.render(layout)))


def _list(index: Index, address: str) -> Markup:
    listed = index.resolver.list_at(address)
    if listed is None:
        return Markup("")
    key = address[:2]
    rows = Markup("").join(
        Markup("<tr><td>{}</td><td>{}</td></tr>").format(row.title, words(index, row.detail, key))
        for row in listed.items
    )
    return Markup("<h1>{}</h1><table><tr><th>名称</th><th>标准或说明</th></tr>{}</table>").format(listed.label, rows)
