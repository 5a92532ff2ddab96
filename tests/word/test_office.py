"""What Microsoft's validator and LibreOffice make of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pypdfium2
import pytest

from generator.layout import FormLayout
from generator.word import render

from .samples import fields_sheet, table_sheet

pytestmark = pytest.mark.office
Pdf = Callable[[bytes], pypdfium2.PdfDocument]


def text_of(document: pypdfium2.PdfDocument, page: int) -> str:
    """The words of a page without any space."""
    return "".join(document[page].get_textpage().get_text_range().split())


def test_valid_by_the_open_xml_sdk(layout: FormLayout, validate: Callable[[bytes], list[str]]) -> None:
    assert validate(render(layout)) == []


def test_pages_as_planned(layout: FormLayout, pdf: Pdf) -> None:
    document = pdf(render(layout))
    assert [tuple(round(side * 25.4 / 72) for side in page.get_size()) for page in document] == [
        (210, 297),
        (297, 210),
        (297, 210),
    ]
    assert "第1页共3页" in text_of(document, 0)
    assert "第3页共3页" in text_of(document, 2)
    assert "环节" in text_of(document, 2), "header rows repeat"


def test_prints_blank(layout: FormLayout, pdf: Pdf) -> None:
    text = text_of(pdf(render(layout)), 0)
    assert "☐现场☐视频" in text
    assert not [word for word in ("单击", "Click", "选择一项", "甲") if word in text]


def test_a_full_page_stays_one_page(layout: FormLayout, pdf: Pdf) -> None:
    """A sheet exactly as high as the page, ending with a table, must not make an empty page."""
    sheet = table_sheet(20)
    room = 210 - 14 - 17 - sum(sheet.heights[:6])
    full = replace(sheet, heights=(*sheet.heights[:6], *[room / 21] * 21), pages=1)
    document = pdf(render(replace(layout, sheets=(full, fields_sheet()))))
    assert len(document) == 2
    assert "合计" in text_of(document, 0)
