"""A workbook for people to fill in, and to hand back: heads, drop-downs, hints, examples, something to look up in."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from xlsxwriter.utility import xl_range_abs
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ..archive import package
from ..intake.entry import EntryBook, EntryColumn, Reference

_SPARE = 300  # rows to fill in behind those that are there
_LISTS = "选项"
_FONT = {"font_name": "宋体", "font_size": 10, "valign": "top"}
_MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_LINE = 14.0  # points
_MOST = 400.0
_ABREAST = 270  # characters of columns that an A4 page lying on its side still shows legibly


def render_entry(book: EntryBook) -> bytes:
    """The workbook."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    workbook = Workbook(target, options)
    workbook.set_properties({"title": book.title, "created": datetime(2000, 1, 1, tzinfo=UTC)})
    styles = {
        "head": workbook.add_format({**_FONT, "bold": True, "bg_color": "#D9EAE3", "border": 1, "text_wrap": True, "valign": "vcenter"}),
        "needed": workbook.add_format({**_FONT, "bold": True, "bg_color": "#F6E3B4", "border": 1, "text_wrap": True, "valign": "vcenter"}),
        "cell": workbook.add_format({**_FONT, "num_format": "@", "border": 1, "border_color": "#BFBFBF", "text_wrap": True}),
        "text": workbook.add_format({**_FONT, "text_wrap": True}),
        "title": workbook.add_format({"font_name": "黑体", "font_size": 15}),
    }  # fmt: skip
    notes = workbook.add_worksheet("说明")
    main = workbook.add_worksheet(book.sheet)
    _notes(notes, book, styles)
    lists = _lists(workbook, book)
    _sheet(main, book, book.rows, _SPARE, styles, lists)
    if book.examples:
        _sheet(workbook.add_worksheet("示例"), book, book.examples, 0, styles, {})
    for reference in book.references:
        _reference(workbook.add_worksheet(reference.name), reference, styles)
    workbook.get_worksheet_by_name(_LISTS).hide() if lists else None
    main.activate()
    main.set_first_sheet()
    workbook.close()
    return _timeless(target.getvalue())


def _timeless(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        members = {name: source.read(name) for name in source.namelist()}
    core = "docProps/core.xml"
    return package({**members, core: _MOMENT.sub(rb"\g<1>2000-01-01T00:00:00Z", members[core])})


def _notes(sheet: Worksheet, book: EntryBook, styles: Mapping[str, Any]) -> None:
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 90)
    sheet.write_string(0, 0, book.title, styles["title"])
    for row, text in enumerate(book.notes, 2):
        sheet.write_string(row, 0, text, styles["text"])
        sheet.set_row(row, _height(text, 90))
    _page(sheet, False)


def _page(sheet: Worksheet, wide: bool, width: float = 1) -> None:
    sheet.set_paper(9)
    sheet.set_landscape() if wide else sheet.set_portrait()
    sheet.fit_to_pages(-int(-width // _ABREAST), 0)
    sheet.set_margins(0.4, 0.4, 0.5, 0.5)
    sheet.set_footer("&L&8&A&R&8第 &P 页 共 &N 页")


def _lists(workbook: Workbook, book: EntryBook) -> dict[str, str]:
    """Column → the range its choices stand in; a list written into a cell's rule may have 255 characters only."""
    chosen = [column for column in book.columns if column.choices]
    if not chosen:
        return {}
    sheet = workbook.add_worksheet(_LISTS)
    places = {}
    for number, column in enumerate(chosen):
        sheet.write_string(0, number, column.title)
        for row, choice in enumerate(column.choices, 1):
            sheet.write_string(row, number, choice)
        places[column.key] = f"='{_LISTS}'!{xl_range_abs(1, number, len(column.choices), number)}"
    return places


def _sheet(
    sheet: Worksheet, book: EntryBook, rows: Sequence[Mapping[str, str]], spare: int, styles: Mapping[str, Any],
    lists: Mapping[str, str],
) -> None:  # fmt: skip
    columns = book.columns
    last = len(rows) + spare
    for number, column in enumerate(columns):
        sheet.set_column(number, number, column.width, styles["cell"] if spare else None)
        head = f"{column.title}*" if column.required else column.title
        sheet.write_string(0, number, head, styles["needed" if column.required else "head"])
        if spare:
            sheet.data_validation(1, number, last, number, _rule(column, lists))
    sheet.set_row(0, 30)
    for row, cells in enumerate(rows, 1):
        for number, column in enumerate(columns):
            if text := cells.get(column.key, ""):
                sheet.write_string(row, number, text, styles["cell"])
            elif not spare:
                sheet.write_blank(row, number, None, styles["cell"])
        heights = [_height(cells.get(column.key, ""), column.width) for column in columns]
        sheet.set_row(row, max(heights))
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0)
    sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)
    _page(sheet, True, sum(column.width for column in columns))


def _rule(column: EntryColumn, lists: Mapping[str, str]) -> dict[str, Any]:
    """A hint as the cell is entered; of a choice its drop-down."""
    hint = {"input_title": column.title[:32], "input_message": column.hint[:255]}
    if column.key not in lists:
        return {"validate": "any", **hint}
    error = {"error_title": column.title[:32], "error_message": "请从下拉列表里选一个。"}
    return {"validate": "list", "source": lists[column.key], **hint, **error}


def _height(text: str, width: float) -> float:
    """Points that a text takes in a column of so many characters."""
    wide = [sum(2 if ord(c) > 0x2E7F else 1 for c in line) * 1.08 for line in text.split("\n")]
    return min(_MOST, 4 + _LINE * sum(max(1, -int(-one // (width - 1))) for one in wide))


def _reference(sheet: Worksheet, reference: Reference, styles: Mapping[str, Any]) -> None:
    for number, (head, width) in enumerate(zip(reference.heads, reference.widths, strict=True)):
        sheet.set_column(number, number, width)
        sheet.write_string(0, number, head, styles["head"])
    for row, texts in enumerate(reference.rows, 1):
        for number, text in enumerate(texts):
            sheet.write_string(row, number, text, styles["text"])
        sheet.set_row(row, max(_height(text, width) for text, width in zip(texts, reference.widths, strict=True)))
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, max(len(reference.rows), 1), len(reference.heads) - 1)
    _page(sheet, False)
