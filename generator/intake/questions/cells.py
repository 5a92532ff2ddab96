"""Questions → rows of cells, and the workbook to fill in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ...facts import Resolver
from ...model import Library
from ..entry import EntryBook, Reference
from .columns import LETTERS, SHEET, columns, named

_NOTES = (
    "在“题目”页一行写一道题；带星号的列要填。各题型怎么填，照“示例”页；条款在“条款”页查。",
    "写好以后运行：python run.py import questions 本文件.xlsx --dry-run，先看有没有问题；再去掉 --dry-run 写进题库。",
    "编号是空的算新题；有编号的是改那一道题，只改真正不同的地方。从表里删去一行，题库里的题不删。",
    "格子已经设成文本，3/4、1-2 这样的内容不会变成日期。换行用 Alt+Enter。",
    "会随制度变的数字，最好写成参数 {名称}：制度改了，题目跟着改。条款里正好有的，导入时会提示；加 --facts 就替您换好。",
    "填了审定人和审定日期的才算审定过。改了内容的题，原来的审定不再算数，要填新的日期。",
)


def cells_of(value: Mapping[str, Any], key: str, library: Library) -> dict[str, str]:
    """A question as its source says it → the cells of its row that are not empty; `key` is its regulation's number."""
    regulation = library.regulation_by_key[key]
    review = value.get("reviewed") or {}
    cells = {
        "id": value.get("id", ""), "regulation": named(key, regulation.short), "clauses": "\n".join(value["clauses"]),
        "type": value["type"], "difficulty": value["difficulty"], "pool": value.get("pool", "练习"), "case": value.get("case", ""),
        "stem": value["stem"], "answer": _answer(value), "explain": value["explain"],
        "points": "\n".join(f"{one['text']}（{one['marks']}分）" for one in value.get("points", ())),
        "by": review.get("by", ""), "on": review.get("on", ""),
    }  # fmt: skip
    for letter, option in zip(LETTERS, value.get("options", ()), strict=False):
        cells |= {f"option_{letter}": option["text"], f"why_{letter}": option.get("why", "")}
    for letter, step in zip(LETTERS, value.get("steps", ()), strict=False):
        cells[f"option_{letter}"] = step
    return {name: text for name, text in cells.items() if text}


def _answer(value: Mapping[str, Any]) -> str:
    if "options" in value:
        marked = zip(LETTERS, value["options"], strict=False)
        return "".join(letter for letter, one in marked if one.get("right") in ("是", "true"))
    if "blanks" in value:
        return "\n".join(f"{{?{blank['id']}}} {'｜'.join(blank['accept'])}" for blank in value["blanks"])
    return str(value.get("answer", ""))


def entry_book(
    library: Library, rows: Iterable[tuple[str, Mapping[str, Any]]], examples: Iterable[tuple[str, Mapping[str, Any]]]
) -> EntryBook:
    """The workbook; `rows` and `examples` are (regulation's number, the question as its source says it)."""
    return EntryBook(
        "题目导入表", SHEET, columns(library), tuple(cells_of(value, key, library) for key, value in rows),
        tuple(cells_of(value, key, library) for key, value in examples), _NOTES, (_clauses(library), _facts(library)),
    )  # fmt: skip


def _clauses(library: Library) -> Reference:
    resolver = Resolver(library)
    rows = []
    for address, clause in library.clauses.items():
        if clause.article.retired:
            continue
        name, title = resolver.clause_name(address, clause.regulation.key), clause.article.title
        rows.append((named(clause.regulation.key, clause.regulation.title), name, address, title))
        for duty in clause.article.duties:
            said = resolver.plain(duty.action, clause.regulation.key)
            rows.append((named(clause.regulation.key, clause.regulation.title), name, f"{address}#{duty.id}", said))
    return Reference("条款", ("制度", "条", "地址", "条名或职责"), (24, 12, 44, 60), tuple(rows))


def _facts(library: Library) -> Reference:
    resolver = Resolver(library)
    rows = [
        (named(r.key, r.title), f"{{{name}}}", fact.label, resolver.plain(f"{{{name}}}", r.key))
        for r in library.regulations
        for name, fact in r.facts.items()
    ]
    rows += [("各制度", f"{{@{role.id}}}", "角色", role.title) for role in library.organization.roles]
    return Reference("参数和角色", ("制度", "写法", "名称", "现在是"), (24, 30, 30, 40), tuple(rows))
