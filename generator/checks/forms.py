"""Forms and clauses agree, and a form's own parts fit together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..layout import compose, page_count
from ..model import Control, FieldsSection, Form, FormField, Orientation, TableSection, TextSection, Total
from ..problems import Problem, Severity
from ..references import Index
from .links import nearest

_IN_FORMULA = re.compile(r"\{([^{}]+)\}")
_WIDTH = {Orientation.PORTRAIT: 180.0, Orientation.LANDSCAPE: 267.0}
_LEAST_INPUT = 10.0
_SHEET_TITLE = re.compile(r"[\[\]:*?/\\]")


def asked_for(index: Index) -> Iterator[Problem]:
    """A form that no clause, duty or plan task asks for."""
    for form in index.library.forms:
        if form.id not in index.clauses_of_form:
            message = f"没有条款要求填写 {form.id}《{form.short}》"
            yield Problem(
                "orphan-form",
                form.position_of("id"),
                message,
                "在要求它的条款的职责 evidence 里写上表号；不再使用的表单请删除",
            )


def main_clause(index: Index) -> Iterator[Problem]:
    """A form whose own `clause` does not ask for it."""
    for form in index.library.forms:
        asking = index.clauses_of_form.get(form.id, ())
        exists = form.clause in index.library.clauses or form.clause in index.library.plan_places
        if asking and exists and form.clause not in asking:
            message = f"{form.id} 说依据 “{form.clause}”，那一条却没有要求它"
            remedy = f"改成要求它的条款：{'、'.join(asking[:4])}"
            yield Problem("form-clause-mismatch", form.position_of("clause"), message, remedy)


def references(index: Index) -> Iterator[Problem]:
    """Lists and fields that a form's columns and formulas name but that do not exist."""
    lists = [f"{regulation.key}/{name}" for regulation in index.library.regulations for name in regulation.lists]
    for form in index.library.forms:
        known = _field_paths(index, form)
        for item, inside in _fields(form):
            for name in ("options_from", "repeat_for"):
                address = getattr(item, name)
                if address and address not in lists:
                    remedy = f"{nearest(address, lists)}列表写作 编号/列表名，如 03/meeting_types"
                    yield Problem("unknown-list", item.position_of(name), f"没有列表 “{address}”", remedy)
            yield from _formula(item, item.formula, ("formula",), inside, known)
            yield from _names(item, inside, known)
        for sheet in form.sheets:
            for section in sheet.sections:
                if isinstance(section, TableSection):
                    yield from _totals(section, known)
                address = getattr(section, "rows_from", "")
                if address and address not in lists:
                    remedy = f"{nearest(address, lists)}列表写作 编号/列表名，如 01/patrol_items"
                    yield Problem("unknown-list", section.position_of("rows_from"), f"没有列表 “{address}”", remedy)


def _fields(form: Form) -> Iterator[tuple[FormField, str]]:
    for sheet in form.sheets:
        for section in sheet.sections:
            if isinstance(section, FieldsSection):
                yield from ((item, "") for item in section.fields)
            elif isinstance(section, TableSection):
                yield from ((item, section.id) for item in section.columns)


def _field_paths(index: Index, form: Form) -> set[str]:
    """Everything a formula may name; a column repeated for a list stands for one column an item: id-item."""
    texts = {part.id for sheet in form.sheets for part in sheet.sections if isinstance(part, TextSection)}
    found = set(texts)
    for item, inside in _fields(form):
        listed = index.resolver.list_at(item.repeat_for) if item.repeat_for else None
        ids = [f"{item.id}-{row.id}" for row in listed.items] if listed else [item.id]
        found |= {f"{inside}.{name}" if inside else name for name in ids}
    return found


def _formula(
    item: FormField | Total, formula: str, path: Sequence[str], inside: str, known: set[str]
) -> Iterator[Problem]:
    for name in _IN_FORMULA.findall(formula):
        plain = name.removesuffix("@行")
        if not _is_known(plain, inside, known):
            remedy = f"{nearest(plain, _short(inside, known))}算式里写栏目标识 {{标识}} 或 {{表格.列}}"
            yield Problem("bad-formula", item.position_of(*path), f"算式里的 “{{{name}}}” 不是本表的栏目", remedy)


def _names(item: FormField, inside: str, known: set[str]) -> Iterator[Problem]:
    if item.control is Control.FORMULA and not item.formula:
        yield Problem(
            "bad-formula",
            item.at.position,
            f"“{item.label}”是计算栏，却没有算式",
            "补上 formula:，例如 {told}/{should}",
        )
    for number, name in enumerate(item.needs or ()):
        if not _is_known(name.removesuffix("@行"), inside, known):
            remedy = f"{nearest(name, known)}needs 里写栏目标识，或 表格.列"
            yield Problem(
                "bad-formula", item.position_of("needs", number), f"needs 里的 “{name}” 不是本表的栏目", remedy
            )


def _totals(section: TableSection, known: set[str]) -> Iterator[Problem]:
    columns = {name for name in known if name.startswith(f"{section.id}.")}
    for total in section.totals:
        for name, formula in total.formulas.items():
            if not _is_known(f"{section.id}.{name}", "", columns):
                position = total.at.of("formulas").keys.get(name, total.at.position)
                remedy = f"{nearest(name, [c.partition('.')[2] for c in columns])}算式左边写本表格的列标识"
                yield Problem("bad-formula", position, f"合计行“{total.label}”里的 “{name}” 不是本表格的列", remedy)
            yield from _formula(total, formula, ("formulas", name), section.id, known)


def _short(inside: str, known: set[str]) -> set[str]:
    """The names as they may be written inside a table, without the table's own."""
    return {name.removeprefix(f"{inside}.") for name in known}


def _is_known(name: str, inside: str, known: set[str]) -> bool:
    return name in known or f"{inside}.{name}" in known


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
                elif isinstance(section, FieldsSection):
                    yield from _labels(section, _WIDTH[sheet.orientation])
        for item, _ in _fields(form):
            if item.control is Control.CHOICE and not (item.options or item.options_from):
                yield Problem(
                    "bad-form",
                    item.at.position,
                    f"“{item.label}”是选择栏，却没有可选项",
                    "补上 options: 或 options_from:",
                )
            if item.minimum is not None and item.maximum is not None and not item.minimum <= item.maximum:
                yield Problem(
                    "bad-form",
                    item.position_of("minimum"),
                    f"“{item.label}”的最小值大于最大值",
                    "检查 minimum 和 maximum 是否写反",
                )


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
    names = [section.id for sheet in form.sheets for section in sheet.sections]
    if len(names) != len(set(names)):
        yield Problem("duplicate-id", form.at.position, "", "")
    for sheet in form.sheets:
        for section in sheet.sections:
            if isinstance(section, TableSection):
                yield from _table(index, section, _WIDTH[sheet.orientation])
                if section.rows_from and index.resolver.list_at(section.rows_from) is None:
                    yield Problem("unknown-list", section.at.position, "", "")
            elif isinstance(section, FieldsSection):
                yield from _labels(section, _WIDTH[sheet.orientation])


def _labels(section: FieldsSection, paper: float) -> Iterator[Problem]:
    pair = paper / section.per_row
    if section.label_width > pair - _LEAST_INPUT:
        message = f"栏名宽 {section.label_width:g} 毫米，每对只有 {pair:g} 毫米，没有地方填写"
        yield Problem(
            "bad-form", section.position_of("label_width"), message, "改小 label_width，或减少每行几对 per_row"
        )


def _table(index: Index, section: TableSection, paper: float) -> Iterator[Problem]:
    if (section.rows is None) == (not section.rows_from):
        yield Problem(
            "bad-form", section.at.position, "表格要么写空行数 rows，要么写 rows_from，只写一样", "保留其中一个"
        )
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
