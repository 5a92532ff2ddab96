"""The cells of a list's items: each item has what the others have, and what forms show and reckon with."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ..facts import BadValue, derived_lists, parse_value, units_like
from ..layout.words import NUMERIC
from ..model import Control, FactList, FactType, FlowSection, Form, FormField, ListColumn, ListItem, TableSection
from ..problems import Problem
from ..references import Index
from .forms import fields_of
from .links import nearest

_ONE_FACT = re.compile(r"^\{(?:(\d{2})/)?([a-z][a-z0-9_]*)\}$")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_USUAL = 2 / 3  # what more of the items have than this, all should


def filled(index: Index) -> Iterator[Problem]:
    """Items whose cells differ from the others': a misspelt one, one that was left out."""
    used = _used(index)
    for regulation in index.library.regulations:
        for name, listed in regulation.lists.items():
            if any(item.cells for item in listed.items):
                yield from _alike(listed, used[f"{regulation.key}/{name}"])


def _used(index: Index) -> dict[str, set[str]]:
    """List → the cells that forms take from it."""
    used: dict[str, set[str]] = {
        f"{regulation.key}/{name}": set() for regulation in index.library.regulations for name in regulation.lists
    }
    for form in index.library.forms:
        for sheet in form.sheets:
            for section in sheet.sections:
                if isinstance(section, FlowSection):
                    used.setdefault(section.steps_from, set()).add(section.cell)
                if not isinstance(section, TableSection):
                    continue
                used.setdefault(section.rows_from, set()).update(column.cell for column in section.columns)
                rows = index.resolver.list_at(section.rows_from) if section.rows_from else None
                if section.each and rows:
                    used.setdefault(section.each, set()).update(item.id for item in rows.items)
    return used


def _alike(listed: FactList, used: set[str]) -> Iterator[Problem]:
    having = [item for item in listed.items if item.cells]
    # Where many items have no cells at all, those form a kind of their own.
    base = list(listed.items) if len(having) > len(listed.items) * _USUAL else having
    counts = Counter(name for item in having for name in item.cells)
    usual = [name for name, count in counts.items() if count > len(base) * _USUAL and len(base) > 1]
    known = [*dict.fromkeys([*usual, *listed.heads, *sorted(used - {""})])]
    for item in base:
        absent = [name for name in usual if name not in item.cells]
        for name in item.cells:
            if known and name not in known and counts[name] == 1:
                meant = nearest(name, absent) or nearest(name, known)
                absent = [other for other in absent if other not in meant]
                yield _unknown(item, name, meant, known)
        if absent:
            message = f"“{item.title}”的 cells 里没有 {'、'.join(absent)}，“{listed.label}”的别的项有"
            remedy = f'补上 {absent[0]}: …；这一项确实没有的，写 {absent[0]}: ""'
            yield Problem("bad-cell", item.position_of("cells"), message, remedy)


def _unknown(item: ListItem, name: str, meant: str, known: list[str]) -> Problem:
    position = item.at.of("cells").keys.get(name, item.at.position)
    message = f"“{item.title}”的 cells 里的 {name}，别的项没有，也没有表单用到"
    remedy = f"{meant}这个列表的各栏：{'、'.join(known)}；新加的一栏，各项都要写，或在 heads 里写上名称"
    return Problem("bad-cell", position, message, remedy)


def shown(index: Index) -> Iterator[Problem]:
    """Columns of forms that show cells which are not there, or which are no numbers where numbers are wanted."""
    told = set()
    for form in index.library.forms:
        for problem in _shown(index, form):
            if problem.position not in told:  # several forms may show the same list
                told.add(problem.position)
                yield problem


def _shown(index: Index, form: Form) -> Iterator[Problem]:
    for sheet in form.sheets:
        for section in sheet.sections:
            if isinstance(section, TableSection):
                yield from _cells(index, section)
                for column in fields_of(section):
                    if column.shows is ListColumn.CELL and column.cell and column.control in NUMERIC:
                        yield from _numbers(index, section.rows_from, column)


def _numbers(index: Index, address: str, column: FormField) -> Iterator[Problem]:
    """Cells of a column of numbers that hold something else."""
    listed = index.resolver.list_at(address) if address and address not in derived_lists() else None
    for item in listed.items if listed else ():
        text = item.cells.get(column.cell, "")
        if text and not _NUMBER.fullmatch(text) and not _ONE_FACT.match(text):
            message = f"“{item.title}”的 {column.cell} 是“{text}”，不是数字；表单的“{column.label}”要用它计算"
            yield Problem(
                "bad-cell", item.position_of("cells", column.cell), message, "只写阿拉伯数字，不带单位，或写参数 {名称}"
            )


def _cells(index: Index, section: TableSection) -> Iterator[Problem]:
    """Columns that show a cell which no item of the list has."""
    listed = index.resolver.list_at(section.rows_from) if section.rows_from else None
    for column in section.columns:
        if column.shows is not ListColumn.CELL or listed is None:
            continue
        names = {name for item in listed.items for name in item.cells}
        if column.cell and column.cell not in names:
            remedy = f"{nearest(column.cell, names)}列表各项的 cells 里要有这个标识"
            message = f"列表 {section.rows_from} 没有“{column.cell}”这一栏"
            yield Problem("unknown-list", column.position_of("cell"), message, remedy)
        elif not column.cell and not section.each:
            remedy = "写 cell: 指明哪一栏；或给表格写 each:，按逐项取内容"
            yield Problem("bad-form", column.position_of("shows"), f"“{column.label}”没有说显示哪一栏内容", remedy)
        elif column.control is Control.NUMBER:
            yield from _reckoned(index, section, column, [item.cells.get(column.cell, "") for item in listed.items])


def _reckoned(index: Index, section: TableSection, column: FormField, cells: list[str]) -> Iterator[Problem]:
    """A column of numbers that are lengths of time, but do not say in which unit, or in one they cannot be told in."""
    for text in cells:
        match = _ONE_FACT.match(text)
        fact = index.resolver.fact(match[1] or section.rows_from[:2], match[2]) if match else None
        if fact is None or fact.type is not FactType.DURATION or not fact.value:
            continue
        try:
            unit = parse_value(fact.type, fact.value).unit
        except BadValue:
            continue
        if column.unit not in units_like(unit):
            message = f"“{column.label}”显示的“{fact.label}”是{fact.value}，"
            message += f"不能按“{column.unit}”显示" if column.unit else "没有写明按什么单位显示"
            yield Problem("bad-form", column.position_of("unit"), message, f"写 unit: {unit.removeprefix('个')}")
            return
