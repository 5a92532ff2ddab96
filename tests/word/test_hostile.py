"""No text can break the file, and none is lost but what XML cannot hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from generator.layout import FormLayout
from generator.ooxml import clean
from generator.word import render

from .parts import find, members, part

HOSTILE = "a\x00b\x0b\x1f\ufffe\ud800]]>&amp;<w:p/>\"'{{rpr}}{{nothing}}\t制表\r\n换行\u2028&"


def poisoned(layout: FormLayout, text: str) -> FormLayout:
    """The layout with `text` in every string that a person writes."""
    sheets = []
    for sheet in layout.sheets:
        cells = []
        for cell in sheet.cells:
            made = cell.input and replace(
                cell.input,
                label=text,
                unit=text if cell.input.unit else "",
                options=(text, "甲", f"{text}2") if cell.input.options else (),
            )
            cells.append(
                replace(
                    cell, text=text if cell.text else "", input=made, path=f"{cell.path}{text}" if cell.path else ""
                )
            )
        blocks = tuple(replace(block, title=text) for block in sheet.blocks)
        sheets.append(replace(sheet, cells=tuple(cells), blocks=blocks, title=text))
    words = dict.fromkeys(
        ("title", "clause", "clause_address", "fingerprint", "notice", "company", "footer_left"), text
    )
    return replace(layout, **words, sheets=tuple(sheets))


def test_hostile_text_is_kept_as_text(layout: FormLayout) -> None:
    data = render(poisoned(layout, HOSTILE))
    for name in members(data):
        if not name.endswith(".png"):
            part(data, name)
    title = part(data, "docProps/core.xml")[0].text
    assert title == clean(HOSTILE)
    assert "{{rpr}}{{nothing}}" in title
    assert "<w:p/>" in "".join(find(part(data), "//w:p[w:pPr/w:pStyle/@w:val='Heading1']//w:t/text()"))


@pytest.mark.office
def test_hostile_text_is_valid(layout: FormLayout, validate: Callable[[bytes], list[str]]) -> None:
    assert validate(render(poisoned(layout, HOSTILE))) == []


@settings(max_examples=200)
@given(st.text(st.characters(codec=None)))
def test_clean_text_fits_xml(text: str) -> None:
    element = etree.Element("a")
    element.text = clean(text)
    element.set("b", clean(text))
    assert etree.fromstring(etree.tostring(element)).text in (clean(text), None)
