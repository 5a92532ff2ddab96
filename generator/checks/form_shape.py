"""A form's own parts fit together: widths, kinds of pages, choices, names, signatures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..layout import page_of
from ..model import (
    BoardSection,
    ChartSection,
    Control,
    FieldsSection,
    FlowSection,
    Form,
    FormField,
    FormSheet,
    Medium,
    PageStyle,
    ProseSection,
    Section,
    SignSection,
    TableSection,
)
from ..problems import Problem, Severity
from ..references import Index
from .forms import fields_of
from .links import nearest

_LEAST_INPUT = 10.0
_SHEET_TITLE = re.compile(r"[\[\]:*?/\\]")
_PREFILLED = (Control.TEXT, Control.LONG, Control.NUMBER)
_COUNTED = re.compile(r"^\{#(台席数|年份|日|周次)\}$")
_BLANK = re.compile(r"\{\?([^{}]+)\}")
_EACH = re.compile(r"\{=[^{}]+\}")


def shape(index: Index) -> Iterator[Problem]:
    """Parts that do not fit: tables too wide, choices without options, sections on the wrong page, bad names."""
    for form in index.library.forms:
        for sheet in form.sheets:
            if len(sheet.title) > 31 or _SHEET_TITLE.search(sheet.title):
                message = f"页名 “{sheet.title}” 不能作 Excel 工作表名"
                yield Problem("bad-form", sheet.position_of("title"), message, "不超过 31 个字，不含 [ ] : * ? / \\")
            yield from _page(sheet)
            for section in sheet.sections:
                yield from fitting(index, sheet, section)
                for item in fields_of(section):
                    yield from _field(item)
                if isinstance(section, ProseSection):
                    yield from _blanks(section)


def confusing(index: Index) -> Iterator[Problem]:
    """Columns that a reader cannot tell apart, and signatures for which there is no room."""
    for form in index.library.forms:
        for sheet in form.sheets:
            for section in sheet.sections:
                if isinstance(section, TableSection):
                    yield from _same_labels(section)
        if form.signed_by and form.designed and not _has_room_to_sign(form):
            message = f"signed_by 写了谁签，{form.id} 的表上却没有签字的地方"
            remedy = "加一个“签字”部分（kind: 签字），或在表格里加签名栏（control: 签名）；不用签的删去 signed_by"
            yield Problem("bad-form", form.position_of("signed_by"), message, remedy, Severity.WARNING)


def _same_labels(section: TableSection) -> Iterator[Problem]:
    seen: set[tuple[str, str]] = set()
    for column in section.columns:
        key = (column.group, column.label)
        if key in seen:
            message = f"表格里有两列都叫“{column.label}”"
            remedy = "改其中一列的 label；确是同名的，用 group 写明上级栏名"
            yield Problem("bad-form", column.position_of("label"), message, remedy, Severity.WARNING)
        seen.add(key)


def _has_room_to_sign(form: Form) -> bool:
    """A signature's place; documents and signs have their own ways."""
    return any(
        sheet.style is not PageStyle.FORM
        or isinstance(section, SignSection)
        or any(item.control is Control.SIGN for item in fields_of(section))
        for sheet in form.sheets
        for section in sheet.sections
    )


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


def fitting(index: Index, sheet: FormSheet, section: Section) -> Iterator[Problem]:
    """A section that its page has no room for."""
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
