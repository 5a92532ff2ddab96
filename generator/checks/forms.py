"""Forms and clauses agree, and a form's own parts fit together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..layout import compose, page_count
from ..model import Control, FieldsSection, Form, FormField, Orientation, TableSection
from ..problems import Problem, Severity
from ..references import Index
from .links import nearest

_IN_FORMULA = re.compile(r"\{([a-z0-9.@行-]+)\}")
_WIDTH = {Orientation.PORTRAIT: 180.0, Orientation.LANDSCAPE: 267.0}
_SHEET_TITLE = re.compile(r"[\[\]:*?/\\]")


def asked_for(index: Index) -> Iterator[Problem]:
    """A form that no clause, duty or plan task asks for."""
    for form in index.library.forms:
        if form.id not in index.clauses_of_form:
            message = f"没有条款要求填写 {form.id}《{form.short}》"
            yield Problem("orphan-form", form.position_of("id"), message, "在要求它的条款的职责 evidence 里写上表号；不再使用的表单请删除")


def main_clause(index: Index) -> Iterator[Problem]:
    """A form whose own `clause` does not ask for it."""
    for form in index.library.forms:
        asking = index.clauses_of_form.get(form.id, ())
        if asking and form.clause not in asking:
            message = f"{form.id} 说依据 “{form.clause}”，那一条却没有要求它"
            remedy = f"改成要求它的条款：{'、'.join(asking[:4])}"
            yield Problem("form-clause-mismatch", form.position_of("clause"), message, remedy)


def references(index: Index) -> Iterator[Problem]:
    """Lists and fields that a form's columns and formulas name but that do not exist."""
    for form in index.library.forms:
        known = _field_paths(form)
        for item, inside in _fields(form):
            for name in ("options_from", "repeat_for"):
                address = getattr(item, name)
                if address and index.resolver.list_at(address) is None:
                    message = f"没有列表 “{address}”"
                    yield Problem("unknown-list", item.position_of(name), message, "列表写作 编号/列表名，如 03/meeting_types")
            yield from _formula(form, item, inside, known)
        for sheet in form.sheets:
            for section in sheet.sections:
                address = getattr(section, "rows_from", "")
                if address and index.resolver.list_at(address) is None:
                    remedy = "列表写作 编号/列表名，如 01/patrol_items"
                    yield Problem("unknown-list", section.position_of("rows_from"), f"没有列表 “{address}”", remedy)


def _fields(form: Form) -> Iterator[tuple[FormField, str]]:
    for sheet in form.sheets:
        for section in sheet.sections:
            if isinstance(section, FieldsSection):
                yield from ((item, "") for item in section.fields)
            elif isinstance(section, TableSection):
                yield from ((item, section.id) for item in section.columns)


def _field_paths(form: Form) -> set[str]:
    return {f"{inside}.{item.id}" if inside else item.id for item, inside in _fields(form)}


def _formula(form: Form, item: FormField, inside: str, known: set[str]) -> Iterator[Problem]:
    if item.control is Control.FORMULA and not item.formula:
        yield Problem("bad-formula", item.at.position, f"“{item.label}”是计算栏，却没有算式", "补上 formula:")
    for name in _IN_FORMULA.findall(item.formula):
        plain = name.removesuffix("@行")
        candidates = {plain, f"{inside}.{plain}"}
        # A repeated column is known by its own id and by id-item.
        if not any(c in known or c.rsplit("-", 1)[0] in known for c in candidates):
            remedy = f"{nearest(plain, known)}算式里写栏目标识 {{{'标识'}}} 或 {{表格.列}}"
            yield Problem("bad-formula", item.position_of("formula"), f"算式里的 “{{{name}}}” 不是本表的栏目", remedy)


def table_shape(index: Index) -> Iterator[Problem]:
    """Tables without widths or rows, too wide for the paper, choices without options, bad sheet names."""
    for form in index.library.forms:
        for sheet in form.sheets:
            if len(sheet.title) > 31 or _SHEET_TITLE.search(sheet.title):
                message = f"页名 “{sheet.title}” 不能作 Excel 工作表名"
                yield Problem("bad-form", sheet.position_of("title"), message, "不超过 31 个字，不含 [ ] : * ? / \\")
            for section in sheet.sections:
                if isinstance(section, TableSection):
                    yield from _table(index, section, _WIDTH[sheet.orientation])
        for item, _ in _fields(form):
            if item.control is Control.CHOICE and not (item.options or item.options_from):
                yield Problem("bad-form", item.at.position, f"“{item.label}”是选择栏，却没有可选项", "写 options: 或 options_from:")


def page_counts(index: Index) -> Iterator[Problem]:
    """A sheet that does not fill the number of pages it says."""
    for form in index.library.forms:
        if not form.designed or any(True for _ in _unready(index, form)):
            continue
        for source, sheet in zip(form.sheets, compose(form, index.library).sheets, strict=True):
            pages = page_count(sheet)
            if pages != source.pages:
                message = f"{form.id} 的“{source.title}”排下来是 {pages} 页，写的是 {source.pages} 页"
                remedy = f"把 pages 改成 {pages}；想少印一页，就减少空行或行高"
                yield Problem("form-pages", source.position_of("pages"), message, remedy)


def _unready(index: Index, form: Form) -> Iterator[Problem]:
    """What keeps a form from being laid out at all; other checks report it."""
    for sheet in form.sheets:
        for section in sheet.sections:
            if isinstance(section, TableSection):
                yield from _table(index, section, _WIDTH[sheet.orientation])
                if section.rows_from and index.resolver.list_at(section.rows_from) is None:
                    yield Problem("unknown-list", section.at.position, "", "")


def _table(index: Index, section: TableSection, paper: float) -> Iterator[Problem]:
    if (section.rows is None) == (not section.rows_from):
        yield Problem("bad-form", section.at.position, "表格要么写空行数 rows，要么写 rows_from，只写一样", "保留其中一个")
    for column in section.columns:
        if column.width is None:
            yield Problem("bad-form", column.at.position, f"列“{column.label}”没有写列宽", "补上 width:，单位毫米")
        if column.shows and not section.rows_from:
            remedy = "给表格写 rows_from:，或去掉 shows"
            yield Problem("bad-form", column.position_of("shows"), "固定内容取自列表，表格却没有 rows_from", remedy)
    width = sum((c.width or 0) * _times(index, c) for c in section.columns)
    if width > paper + 0.5:
        message = f"各列共宽 {width:g} 毫米，纸上只有 {paper:g} 毫米"
        yield Problem("bad-form", section.at.position, message, "收窄几列，或把纸张方向改成横", Severity.ERROR)


def _times(index: Index, column: FormField) -> int:
    listed = index.resolver.list_at(column.repeat_for) if column.repeat_for else None
    return len(listed.items) if listed else 1
