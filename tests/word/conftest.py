"""A sample layout with one of everything, and the programs that judge a .docx from outside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from generator.layout import FormLayout
from generator.model import Medium

from ..support import complaints, pdf_of
from .samples import fields_sheet, table_sheet


@pytest.fixture
def layout() -> FormLayout:
    """Two sheets for Word and one that only the workbook has."""
    excel = replace(table_sheet(2), id="excel", only=Medium.EXCEL)
    return FormLayout(
        "F99-01", "样例登记表", "样例", "1.0", "拟稿", "会议管理第十条", "03/records/diary", "f1a2b3", "拟稿，以正式文件为准",
        "样例保险公司", "F99-01  1.0版（拟稿）  依据：会议管理第十条", "2026-11-24", "宋体", "黑体", "#0B6B50",
        (fields_sheet(), table_sheet(), excel),
    )  # fmt: skip


@pytest.fixture
def validate(tmp_path: Path) -> Callable[[bytes], list[str]]:
    """Microsoft's Open XML SDK: the complaints about a document."""
    return lambda data: complaints(_saved(tmp_path, data))


@pytest.fixture
def pdf(tmp_path: Path) -> Callable[[bytes], pypdfium2.PdfDocument]:
    """LibreOffice: the document as it prints."""
    return lambda data: pdf_of(_saved(tmp_path, data))


def _saved(folder: Path, data: bytes) -> Path:
    path = folder / "form.docx"
    path.write_bytes(data)
    return path
