"""Filled examples: they fill fields that exist, with what those fields take."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ..model import (
    BoardSection,
    Control,
    FieldsSection,
    Form,
    FormExample,
    FormField,
    ListItem,
    Position,
    ProseSection,
    TableSection,
    TextSection,
)
from ..problems import Problem
from ..references import Index
from .links import nearest

_TIME = re.compile(r"^([01]?\d|2[0-3]):[0-5]\d$")
_NUMBER = re.compile(r"^-?\d+(\.\d+)?$")
_MANY = 400  # where it is not known how many rows there are, which is told elsewhere
_COMPUTED = (Control.FORMULA, Control.FIXED, Control.INDEX)


def fitting(index: Index) -> Iterator[Problem]:
    """Examples that name no field, have too many rows, or say what a field does not take."""
    for form in index.library.forms:
        if form.example is None:
            continue
        yield from _values(index, form, form.example)
        yield from _rows(index, form, form.example)


def _fields(index: Index, form: Form) -> dict[str, FormField | None]:
    """Everything outside tables that can be filled: None for what takes any text."""
    found: dict[str, FormField | None] = {}
    for sheet in form.sheets:
        for section in sheet.sections:
            if isinstance(section, FieldsSection | ProseSection):
                found |= {item.id: item for item in section.fields}
                if sheet.copies > 1:
                    found |= {f"{i.id}-{n}": i for i in section.fields for n in range(1, sheet.copies + 1)}
            elif isinstance(section, TextSection):
                found[section.id] = None
                found |= {f"{section.id}-{n}": None for n in range(1, sheet.copies + 1) if sheet.copies > 1}
            elif isinstance(section, BoardSection):
                found |= {line.id: None for line in section.lines if not line.text}
    return found


def _values(index: Index, form: Form, example: FormExample) -> Iterator[Problem]:
    fields = _fields(index, form)
    places = example.at.of("values")
    for name, text in example.values.items():
        position = places.of(name).position
        if name not in fields:
            remedy = f"{nearest(name, fields)}左边写要素区、文字区、正文填空的标识"
            yield Problem("bad-example", places.keys.get(name, position), f"示例里的 “{name}” 不是本表的栏目", remedy)
            continue
        item = fields[name]
        if item is not None:
            yield from _value(index, item, text, position)


def _tables(index: Index, form: Form) -> dict[str, tuple[TableSection, tuple[ListItem | None, ...]]]:
    """Tables by the id they have in the layout, each with its rows: the items of its list, or None."""
    found: dict[str, tuple[TableSection, tuple[ListItem | None, ...]]] = {}
    for sheet in form.sheets:
        for section in sheet.sections:
            if not isinstance(section, TableSection):
                continue
            listed = index.resolver.list_at(section.rows_from) if section.rows_from else None
            rows = tuple(listed.items) if listed else (None,) * (section.rows or _MANY)
            repeated = index.resolver.list_at(section.each) if section.each else None
            names = [f"{section.id}-{item.id}" for item in repeated.items] if repeated else [section.id]
            for name in names:
                copies = [f"{name}-{n}" for n in range(1, sheet.copies + 1)] if sheet.copies > 1 else [name]
                found |= dict.fromkeys(copies, (section, rows))
    return found


def _rows(index: Index, form: Form, example: FormExample) -> Iterator[Problem]:
    tables = _tables(index, form)
    for table, rows in example.rows.items():
        places = example.at.of("rows", table)
        if table not in tables:
            position = example.at.of("rows").keys.get(table, places.position)
            remedy = f"{nearest(table, tables)}rows 左边写表格的标识"
            yield Problem("bad-example", position, f"示例里的 “{table}” 不是本表的表格", remedy)
            continue
        section, items = tables[table]
        if len(rows) > len(items):
            message = f"示例填了 {len(rows)} 行，表格只有 {len(items)} 行"
            yield Problem("bad-example", places.position, message, "删去几行，或增加表格的空行")
        columns = _columns(index, section)
        strange: set[str] = set()
        for number, row in enumerate(rows[: len(items)]):
            for name, text in row.items():
                place = places.of(number, name).position
                if name not in columns:
                    if name not in strange:  # once for all its rows
                        remedy = f"{nearest(name, columns)}每行写 列标识: 内容"
                        yield Problem("bad-example", place, f"示例里的 “{name}” 不是表格 {table} 的列", remedy)
                    strange.add(name)
                else:
                    yield from _value(index, _in_row(columns[name], items[number]), text, place)


def _columns(index: Index, section: TableSection) -> dict[str, FormField]:
    found: dict[str, FormField] = {}
    for column in section.columns:
        listed = index.resolver.list_at(column.repeat_for) if column.repeat_for else None
        found |= {f"{column.id}-{item.id}": column for item in listed.items} if listed else {column.id: column}
    return found


def _in_row(column: FormField, item: ListItem | None) -> FormField:
    """What a repeated column takes in the row of an item: a number where the item counts something."""
    if not column.repeat_for or item is None or not item.entry:
        return column
    return column.model_copy(update={"control": Control.NUMBER, "options": (), "options_from": ""})


def _value(index: Index, item: FormField, text: str, position: Position) -> Iterator[Problem]:
    if item.control in _COMPUTED:
        message = f"“{item.label}”是{item.control}栏，示例里不填"
        yield Problem("bad-example", position, message, "删去这一项，结果由程序算出")
        return
    problem = _wrong(index, item, text)
    if problem:
        yield Problem("bad-example", position, f"示例里“{item.label}”填的是“{text}”，{problem[0]}", problem[1])


def _wrong(index: Index, item: FormField, text: str) -> tuple[str, str] | None:
    match item.control:
        case Control.DATE:
            try:
                date.fromisoformat(text)
            except ValueError:
                return "不是日期", "写成 2026-12-01"
        case Control.TIME if not _TIME.match(text):
            return "不是时间", "写成 8:30"
        case Control.NUMBER | Control.MONEY if not _NUMBER.match(text):
            return "不是数字", "只写阿拉伯数字，不带单位和逗号"
        case Control.PERCENT if not _NUMBER.match(text.rstrip("%")):
            return "不是百分数", "写成 95%"
        case Control.CHOICE if not item.repeat_for or item.options or item.options_from:
            listed = index.resolver.list_at(item.options_from) if item.options_from else None
            options = item.options
            if listed:
                options = tuple((i.mark or i.title) if item.options_mark else i.title for i in listed.items)
            plain = {index.resolver.plain(option, item_key(item)) for option in options}
            if plain and text not in plain:
                return "不在可选项里", f"{nearest(text, plain)}可选：{'、'.join(sorted(plain))}"
    return None


def item_key(item: FormField) -> str:
    """The regulation in which a field's choices stand."""
    return item.options_from[:2] or "00"
