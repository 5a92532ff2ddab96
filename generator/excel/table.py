"""Plain rows of text → a workbook that other programs read in: no formula, no link, nothing but text and numbers."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime

from xlsxwriter.workbook import Workbook

from .text import CELL_LIMIT, clean, formula_like, sheet_names, shorten

_MADE = datetime(2000, 1, 1, tzinfo=UTC)  # the same rows give the same bytes
_WIDEST = 60
Cell = str | int


def workbook(title: str, rows: Sequence[Sequence[Cell]], head: int = 1) -> bytes:
    """One sheet. The first `head` rows stay in view; the last of them names the columns. A text that looks like a
    formula is marked as text, so that it stays one when somebody edits it."""
    target = io.BytesIO()
    book = Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": _MADE})
    body = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    quoted = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@", "quote_prefix": True})
    bold = book.add_format({"text_wrap": True, "valign": "vcenter", "bold": True})
    sheet = book.add_worksheet(sheet_names([title])[0])
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(at, column, cell, body)
            elif text := shorten(clean(cell), CELL_LIMIT):
                sheet.write_string(at, column, text, bold if at < head else quoted if formula_like(text) else body)
    sheet.freeze_panes(head, 0)
    for column, width in enumerate(_widths(rows[head - 1 :])):
        sheet.set_column(column, column, width)
    book.close()
    return target.getvalue()


def _widths(rows: Sequence[Sequence[Cell]]) -> list[int]:
    """Room for the widest line of each column, two for a Chinese character, within reason."""
    columns = max((len(row) for row in rows), default=0)
    widths = [8] * columns
    for row in rows:
        for column, cell in enumerate(row):
            longest = max((len(line.encode("gbk", "replace")) for line in str(cell).split("\n")), default=0)
            widths[column] = min(_WIDEST, max(widths[column], longest + 2))
    return widths
