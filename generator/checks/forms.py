"""Forms and clauses agree, and a form's own parts fit together."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterator

from ..facts import BadValue, derived_lists, parse_value, units_like
from ..layout import compose, page_count, page_of
from ..model import (
    BoardSection,
    ChartSection,
    Control,
    FactType,
    FieldsSection,
    FlowSection,
    Form,
    FormField,
    FormSheet,
    ListColumn,
    Medium,
    PageStyle,
    ProseSection,
    Section,
    TableSection,
)
from ..problems import Problem, Severity
from ..references import Index, Reach
from .links import nearest

_ONE_FACT = re.compile(r"^\{(?:(\d{2})/)?([a-z][a-z0-9_]*)\}$")
CHECKS = "00/checks/"
_LEAST_INPUT = 10.0
_KEPT = 200  # forms in some version
_pages: OrderedDict[str, dict[str, int]] = OrderedDict()
_SHEET_TITLE = re.compile(r"[\[\]:*?/\\]")
_PREFILLED = (Control.TEXT, Control.LONG, Control.NUMBER)
_COUNTED = re.compile(r"^\{#(台席数|年份|日|周次)\}$")
_BLANK = re.compile(r"\{\?([^{}]+)\}")
_EACH = re.compile(r"\{=[^{}]+\}")


def asked_for(index: Index) -> Iterator[Problem]:
    """A form that no clause, duty or plan task asks for; one that clauses name but nobody has the duty to fill."""
    for form in index.library.forms:
        if form.id not in index.clauses_of_form:
            message = f"没有条款要求填写 {form.id}《{form.short}》"
            remedy = "在要求它的条款的职责 evidence 里写上表号；不再使用的表单请删除"
            yield Problem("orphan-form", form.position_of("id"), message, remedy)
        elif form.id not in index.duties_of_form and not _planned(index, form):
            message = f"条款提到了 {form.id}《{form.short}》，却没有一项职责要填它"
            remedy = "在有关条款的职责 evidence 里写上表号，写明谁填"
            yield Problem("orphan-form", form.position_of("id"), message, remedy)


def _planned(index: Index, form: Form) -> bool:
    """Whether a task of the plan produces it; a check only looks at it."""
    places = (a for a in index.clauses_of_form[form.id] if a in index.library.plan_places)
    return any(not address.startswith(CHECKS) for address in places)


def undesigned(index: Index) -> Iterator[Problem]:
    """A form that duties ask for but that nobody can print yet."""
    for form in index.library.forms:
        if not form.designed and form.id in index.clauses_of_form:
            message = f"{form.id}《{form.short}》只登记了用途，还没有表样"
            remedy = "补上 sheets:；暂时没有表样的，职责里先写清用什么记录"
            yield Problem("form-without-sheet", form.position_of("id"), message, remedy, Severity.WARNING)


def main_clause(index: Index) -> Iterator[Problem]:
    """A form whose own `clause` does not ask for it."""
    for form in index.library.forms:
        asking = index.clauses_of_form.get(form.id, ())
        exists = form.clause in index.library.clauses or form.clause in index.library.plan_places
        if asking and exists and form.clause not in asking:
            message = f"{form.id} 说依据 “{form.clause}”，那一条却没有要求它"
            remedy = f"改成要求它的条款：{'、'.join(asking[:4])}"
            yield Problem("form-clause-mismatch", form.position_of("clause"), message, remedy)


def lists(index: Index) -> Iterator[Problem]:
    """Lists that a form's parts take their rows, columns, choices and texts from, but that do not exist."""
    known = [f"{regulation.key}/{name}" for regulation in index.library.regulations for name in regulation.lists]
    known += derived_lists()
    for form in index.library.forms:
        for sheet in form.sheets:
            for section in sheet.sections:
                for element, name, address in _list_uses(section):
                    if address and address not in known:
                        remedy = f"{nearest(address, known)}列表写作 编号/列表名，如 03/meeting_types"
                        yield Problem("unknown-list", element.position_of(name), f"没有列表 “{address}”", remedy)
                if isinstance(section, TableSection):
                    yield from _cells(index, section)


def _list_uses(section: Section) -> Iterator[tuple[Section | FormField, str, str]]:
    if isinstance(section, TableSection):
        yield section, "rows_from", section.rows_from
        yield section, "each", section.each
    if isinstance(section, FlowSection):
        yield section, "steps_from", section.steps_from
    if isinstance(section, ProseSection):
        for block in section.blocks:
            yield block, "each", block.each  # type: ignore[misc]
    for item in fields_of(section):
        yield item, "options_from", item.options_from
        yield item, "repeat_for", item.repeat_for


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


def fields_of(section: Section) -> tuple[FormField, ...]:
    """The fields or columns of a section."""
    if isinstance(section, FieldsSection | ProseSection):
        return section.fields
    return section.columns if isinstance(section, TableSection) else ()


def shape(index: Index) -> Iterator[Problem]:
    """Parts that do not fit: tables too wide, choices without options, sections on the wrong page, bad names."""
    for form in index.library.forms:
        for sheet in form.sheets:
            if len(sheet.title) > 31 or _SHEET_TITLE.search(sheet.title):
                message = f"页名 “{sheet.title}” 不能作 Excel 工作表名"
                yield Problem("bad-form", sheet.position_of("title"), message, "不超过 31 个字，不含 [ ] : * ? / \\")
            yield from _page(sheet)
            for section in sheet.sections:
                yield from _fitting(index, sheet, section)
                for item in fields_of(section):
                    yield from _field(item)
                if isinstance(section, ProseSection):
                    yield from _blanks(section)


def _page(sheet: FormSheet) -> Iterator[Problem]:
    if sheet.style is not PageStyle.FORM and sheet.only is not Medium.WORD:
        message = f"“{sheet.title}”是{sheet.style}版式，Excel 里排不出来"
        yield Problem("bad-form", sheet.position_of("style"), message, "加上 only: Word")
    for section in sheet.sections:
        wanted = {BoardSection: PageStyle.BOARD, ProseSection: PageStyle.DOCUMENT}.get(type(section))
        if wanted and sheet.style is not wanted:
            message = f"“{section.kind}”只能放在{wanted}版式的页里"
            yield Problem("bad-form", section.at.position, message, f"给这一页写 style: {wanted}")
        if isinstance(section, FlowSection) and sheet.only is not Medium.WORD:
            yield Problem("bad-form", section.at.position, "流程图只画在 Word 里", "给这一页写 only: Word")
        if isinstance(section, ChartSection) and sheet.only is not Medium.EXCEL:
            yield Problem("bad-form", section.at.position, "图表只画在 Excel 里", "把图表放在单独一页，写 only: Excel")


def _field(item: FormField) -> Iterator[Problem]:
    if item.control is Control.CHOICE and not (item.options or item.options_from or item.repeat_for):
        message = f"“{item.label}”是选择栏，却没有可选项"
        yield Problem("bad-form", item.at.position, message, "补上 options: 或 options_from:")
    if item.minimum is not None and item.maximum is not None and not item.minimum <= item.maximum:
        message = f"“{item.label}”的最小值大于最大值"
        yield Problem("bad-form", item.position_of("minimum"), message, "检查 minimum 和 maximum 是否写反")
    if item.prefill and item.control not in _PREFILLED:
        message = f"“{item.label}”是{item.control}栏，不能预填"
        yield Problem("bad-form", item.position_of("prefill"), message, "只有文字、多行文字、数字栏可以预填")
    if item.prefill and item.control is Control.NUMBER and not _COUNTED.match(item.prefill):
        message = f"“{item.label}”是数字栏，预填的“{item.prefill}”不是数字"
        remedy = "数字栏只能预填 {#台席数}、{#年份}、{#日}、{#周次}；其他的改成文字栏"
        yield Problem("bad-form", item.position_of("prefill"), message, remedy)


def _blanks(section: ProseSection) -> Iterator[Problem]:
    known = {item.id for item in section.fields}
    used = set()
    for block in section.blocks:
        for name in _BLANK.findall(block.text):
            used.add(name)
            if name not in known:
                remedy = f"{nearest(name, known)}先在这一部分的 fields 里登记"
                position = block.at.of("text").find(f"{{?{name}}}")
                yield Problem("unknown-reference", position, f"没有填空 “{name}”", remedy)
        if not block.each and (match := _EACH.search(block.text)):
            remedy = "给这一段写 each: 列表地址"
            position = block.at.of("text").find(match[0])
            yield Problem("unknown-reference", position, f"“{match[0]}”只在逐项重复的段里有意义", remedy)
    for item in section.fields:
        if item.id not in used:
            message = f"填空“{item.label}”在正文里没有用到"
            yield Problem("bad-form", item.position_of("id"), message, f"在正文里写 {{?{item.id}}}，或删掉这个填空")


def page_counts(index: Index) -> Iterator[Problem]:
    """A sheet that does not fill the number of pages it says."""
    reach = Reach(index)
    for form in index.library.forms:
        if not form.designed or any(True for _ in _unready(index, form)):
            continue
        counts = _counted(index, reach, form)
        for source in form.sheets:
            pages = counts.get(source.id) or counts[f"{source.id}-1"]
            if pages != source.pages:
                message = f"{form.id} 的“{source.title}”排下来是 {pages} 页，写的是 {source.pages} 页"
                remedy = f"把 pages 改成 {pages}；想少印一页，就减少空行或行高"
                yield Problem("form-pages", source.position_of("pages"), message, remedy)


def _counted(index: Index, reach: Reach, form: Form) -> dict[str, int]:
    """Sheet → pages, kept while nothing that the form rests on changes: who serves the site waits for this check."""
    key = reach.key(form)
    if key not in _pages:
        _pages[key] = {sheet.id: page_count(sheet) for sheet in compose(form, index.library).sheets}
        if len(_pages) > _KEPT:
            _pages.popitem(last=False)
    return _pages[key]


def _unready(index: Index, form: Form) -> Iterator[Problem]:
    """What keeps a form from being laid out at all; other checks report it."""
    names = [section.id for sheet in form.sheets for section in sheet.sections]
    if len(names) != len(set(names)):
        yield Problem("duplicate-id", form.at.position, "", "")
    for sheet in form.sheets:
        for section in sheet.sections:
            yield from _fitting(index, sheet, section)
            for element, _, address in _list_uses(section):
                if address and index.resolver.list_at(address) is None:
                    yield Problem("unknown-list", element.at.position, "", "")


def _fitting(index: Index, sheet: FormSheet, section: Section) -> Iterator[Problem]:
    paper = page_of(sheet.style, sheet.paper, sheet.orientation).room_width
    if isinstance(section, TableSection):
        yield from _table(index, section, paper)
    elif isinstance(section, FieldsSection):
        pair = paper / section.per_row
        if section.label_width > pair - _LEAST_INPUT:
            message = f"栏名宽 {section.label_width:g} 毫米，每对只有 {pair:g} 毫米，没有地方填写"
            remedy = "改小 label_width，或减少每行几对 per_row"
            yield Problem("bad-form", section.position_of("label_width"), message, remedy)
    elif isinstance(section, BoardSection) and section.label_width > paper - _LEAST_INPUT:
        message = f"栏名宽 {section.label_width:g} 毫米，纸上只有 {paper:g} 毫米"
        yield Problem("bad-form", section.position_of("label_width"), message, "改小 label_width")


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
