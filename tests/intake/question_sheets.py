"""Workbooks of questions as people fill them in."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

import openpyxl

GOOD: dict[str, Any] = {
    "制度": "04", "条款": "teller/time", "题型": "单选", "难度": "易", "题干": "日结做不完的先怎样？", "选项A": "说明原因",
    "选项B": "留到次日", "选项C": "请人代做", "答案": "A", "解析": "先说明。",
}  # fmt: skip


def question(**cells: Any) -> dict[str, Any]:
    """A row like GOOD with some cells otherwise, None for empty."""
    return {key: value for key, value in {**GOOD, **cells}.items() if value is not None}


def workbook(rows: Sequence[Mapping[str, Any]], sheet: str = "题目", heads: Sequence[str] = ()) -> bytes:
    """A workbook with these rows under their heads."""
    names = list(heads) or list(dict.fromkeys(name for row in rows for name in row))
    book, stream = openpyxl.Workbook(), io.BytesIO()
    book.active.title = "说明"
    table = book.create_sheet(sheet)
    table.append(names)
    for row in rows:
        table.append([row.get(name) for name in names])
    book.save(stream)
    return stream.getvalue()
