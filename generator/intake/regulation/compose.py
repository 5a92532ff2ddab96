"""One article's texts → plain values of a source: placeholders, proposed facts, duties, lists, and what is unsure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ...model import Library
from .facts import Facts
from .lines import Grid, Remark
from .marking import Marker, Marks, Span, put
from .numerals import in_words
from .outline import ArticleText
from .slugs import name, slug

Place = tuple[str | int, ...]
_BRACE = re.compile(r"[{}｛｝]")
_HEADS = 12
_DUTIES = 20  # of one paragraph
_TABLES = 100
_TITLE = 14
_USUAL = tuple(
    (re.compile(pattern), title)
    for pattern, title in (
        ("制定本(规定|办法|制度|细则|规范|指引)", "目的"), ("适用(于?本|范围|本)|本(规定|办法|制度|细则)适用", "适用范围"),
        ("负责解释|解释权", "解释"), ("起(施行|实施|执行)", "施行"),
    )
)  # fmt: skip
_LOOKED_AT = 300
_LEAD = re.compile(r"^(?:第[^条]{1,6}条(?:规定)?的?|为了?|根据|依据|按照|本规定|本办法|本制度|各级?|应当?)+")


@dataclass
class Composer:
    """Puts texts into words of the sources. `clauses`: addresses of the regulation's articles by number.

    `source` is the number of the text in sources.yml. With `every` a figure written otherwise (上午九时) becomes a fact
    too, and is then shown as facts are (9:00).
    """

    library: Library
    marker: Marker
    facts: Facts
    source: str
    clauses: Mapping[int, str]
    every: bool = False
    lists: dict[str, dict[str, Any]] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)

    def remark(self, kind: str, number: int, message: str, remedy: str, path: Place = ()) -> None:
        """Note something for a person to settle; `number` is the article's, 0 for the whole text."""
        place = f"第{in_words(number)}条" if number else "全文"
        self.remarks.append(Remark(kind, place, message, remedy, path))

    def cites(self, number: int) -> list[str]:
        """Where a sentence of an article comes from."""
        return [f"{self.source} 第{number}条"]

    def text(self, text: str, article: ArticleText, path: Place, kept: Sequence[Span] = ()) -> tuple[str, Marks]:
        """The text with placeholders, those in `kept` before any other; and what it speaks of."""
        if _BRACE.search(text):
            text = text.translate(str.maketrans("{}｛｝", "（）（）"))
            self.remark("brace", article.number, "原文里的花括号改成了圆括号", "花括号只用来写参数", path)
        marks = self.marker.marks(text, self.clauses)
        spans = [*kept, *(span for span in marks.spans if not _overlap(span, kept))]
        for figure in marks.figures:
            span = Span(figure.start, figure.end, "")
            if _overlap(span, kept):
                continue
            if not figure.same and not self.every:
                message = f"“{figure.text}”是{figure.type} {figure.value}，写法与参数不同，照原文留着"
                self.remark(
                    "figure",
                    article.number,
                    message,
                    "要登记成参数的，加 --figures all 再导入，或在 facts 里登记",
                    path,
                )
                continue
            fact = self.facts.propose(
                figure, text, title_of(article)[0], self.cites(article.number), self.marker.titles
            )
            if not fact:
                continue
            spans.append(Span(figure.start, figure.end, fact))
            if not figure.same:
                message = f"“{figure.text}”登记成参数 {fact}，从此显示为 {figure.value}"
                self.remark("figure", article.number, message, "不要改写法的，改回原文", path)
        for words, role in marks.aliases:
            title = self.library.role_by_id[role].title
            self.remark(
                "role", article.number, f"“{words}”看作角色“{title}”，照原文留着", f"统一叫法的，写 {{@{role}}}", path
            )
        for title in marks.unknown:
            self.remark(
                "form",
                article.number,
                f"《{title}》还没有登记成表单",
                "在 forms 文件夹里登记，或在已有表单的 aliases 里加上这个叫法",
                path,
            )
        return put(text, spans), Marks(
            tuple(spans), marks.figures, marks.forms, marks.aliases, marks.unknown, marks.duties, marks.cycle
        )

    def paragraph(
        self, texts: tuple[str, list[str]], article: ArticleText, path: Place
    ) -> tuple[dict[str, Any], list[tuple[str, Marks]]]:
        """A paragraph that the sources do not have yet, and what its texts speak of."""
        body, marks = self.text(texts[0], article, path)
        found = [(texts[0], marks)]
        value: dict[str, Any] = {"text": body, "basis": "据材料", "cites": self.cites(article.number)}
        items = []
        for number, item in enumerate(texts[1]):
            written, marks = self.text(item, article, (*path, "items", number))
            items.append({"text": written})
            found.append((item, marks))
        if items:
            value["items"] = items
        return value, found

    def duties(
        self, found: Sequence[tuple[str, Marks]], article: ArticleText, path: Place, taken: set[str]
    ) -> list[dict[str, Any]]:
        """Proposed duties: sentences that say who does what, how often."""
        made: list[dict[str, Any]] = []
        for text, marks in found:
            for told in marks.duties[:_DUTIES]:
                action = put(text, marks.spans, told.start, told.end)
                key = slug(text[told.start : told.end], taken, "duty")
                taken.add(key)
                duty: dict[str, Any] = {"id": key, "roles": list(told.roles), "action": action, "cycle": told.cycle}
                forms = [
                    s.inner
                    for s in marks.spans
                    if re.fullmatch(r"F\d\d-\d\d", s.inner) and told.start <= s.start < told.end
                ]
                if forms:
                    duty["evidence"] = forms
                made.append(duty)
                who = "、".join(self.library.role_by_id[role].title for role in told.roles)
                message = f"从“{text[told.start : told.end][:30]}”认出职责：{who}，{told.cycle}"
                self.remark(
                    "duty",
                    article.number,
                    message,
                    "核对谁做、做什么、周期，补上时段、时限、留下的记录",
                    (*path, "duties", key),
                )
            if marks.cycle and not marks.duties:
                message = f"说了“{marks.cycle}”，没有认出由谁做，没有登记职责：“{text[:24]}”"
                self.remark("cycle", article.number, message, "是职责的，在这一条的 duties 里登记", path)
        return made

    def forms(self, found: Sequence[tuple[str, Marks]]) -> list[str]:
        """Forms that the texts mention by another name than the sources use."""
        return list(dict.fromkeys(form for _, marks in found for form in marks.forms))

    def table(self, caption: str, grid: Grid, article: ArticleText, old: Mapping[str, Any]) -> None:
        """A table becomes a list: its first column the titles, the others cells under their heads."""
        label = caption or f"{title_of(article)[0]}（表）"
        if len(self.lists) >= _TABLES:
            self.remark(
                "table", article.number, f"表格超过 {_TABLES} 个，这一个没有读", "一次导入一项制度；合订本请拆开"
            )
            return
        rows = [row for row in grid.rows if any(cell.strip() for cell in row)]
        if len(rows) < 2 or sum(not cell.strip() for row in rows[1:] for cell in row) * 2 > sum(map(len, rows[1:])):
            message = f"“{label}”多半是空格，看作表样，没有读进来"
            self.remark("table", article.number, message, "表样在 forms 文件夹里编成表单")
            return
        value = list_of(label, rows, self.cites(article.number))
        known = next((key for key, listed in {**old, **self.lists}.items() if listed.get("label") == label), None)
        key = known if known in old else name(label, {*self.facts.taken, *self.lists}, "table")
        self.lists[str(key)] = value
        message = f"表格读成了列表“{label}”（{len(rows) - 1} 行）" + (
            "，合并的格子在每一行都写上了" if grid.merged else ""
        )
        self.remark(
            "table", article.number, message, f"核对各行各栏；正文要列出它的，写 {{{key}}}", ("lists", str(key))
        )


def list_of(label: str, rows: Sequence[Sequence[str]], cites: list[str]) -> dict[str, Any]:
    """A list's plain value; `rows` has the heads first."""
    heads = {f"c{n}": head or f"第{in_words(n)}栏" for n, head in enumerate(rows[0][1 : _HEADS + 1], 2)}
    taken: set[str] = set()
    items = []
    for number, row in enumerate(rows[1:], 1):
        title = row[0] or next(cell for cell in row if cell)
        key = slug(title[:8], taken, f"row-{number}")
        taken.add(key)
        cells = {f"c{n}": _safe(cell) for n, cell in enumerate(row[1 : _HEADS + 1], 2)}
        items.append(
            {"id": key, "title": _safe(title), "cells": cells} if cells else {"id": key, "title": _safe(title)}
        )
    note = {"note": f"第一栏是“{_safe(rows[0][0])}”"} if rows[0][0] else {}
    heads_value = {"heads": {key: _safe(head) for key, head in heads.items()}} if heads else {}
    return {"label": _safe(label), "basis": "据材料", "cites": cites, **note, **heads_value, "items": items}


def title_of(article: ArticleText) -> tuple[str, bool]:
    """An article's title, and whether the text itself gives it; else what such articles are always called, or the first
    words of the text."""
    if article.title:
        return _safe(article.title), True
    text = article.paragraphs[0].text if article.paragraphs else ""
    if len(article.paragraphs) == 1:
        for pattern, title in _USUAL:
            if pattern.search(text[:_LOOKED_AT]):
                return title, False
    words = _LEAD.sub("", re.split("[，。；：！？、]", text)[0])
    words = words if len(words) > 3 else _LEAD.sub("", text)
    return _safe(words[:_TITLE].strip("（(《“") or "（缺）"), False


def _safe(text: str) -> str:
    return text.translate(str.maketrans("{}｛｝", "（）（）"))


def _overlap(span: Span, others: Sequence[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)
