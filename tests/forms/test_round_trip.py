"""A branch fills in every field and sends the file back: read through the locator map, nothing is lost."""

from __future__ import annotations

import datetime as dt
import io
import json
import math
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange

from generator import stationery
from generator.layout import FileKind, Input
from generator.model import Control

from .. import cupboard
from ..support import office_all

EACH = pytest.mark.parametrize("form", list(cupboard.FORMS))
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
TICKED = "☑"
NUMBERS = {Control.NUMBER, Control.MONEY, Control.PERCENT}
DAY, MINUTE = dt.datetime(2026, 12, 1), dt.timedelta(minutes=1)

Filled = dict[tuple[str, str], Any]  # (file, tag) → what was written there


def locator(form: str) -> dict[str, Any]:
    """The map as the build writes it."""
    return json.loads(json.dumps(stationery.locator(cupboard.layout(form), cupboard.files(form))))


def inputs(form: str) -> dict[str, Input]:
    return {i.tag: i for sheet in cupboard.layout(form).sheets for cell in sheet.cells for i in cell.inputs}


def value(made: Input, number: int) -> Any:
    """Something that this place takes, other than its neighbours' as far as the place allows."""
    if made.options:
        return made.options[number % len(made.options)]
    if made.control in NUMBERS:
        least = math.ceil(made.minimum if made.minimum is not None else 0)
        most = math.floor(made.maximum if made.maximum is not None else least + 99_999)
        return least + number % (most - least + 1)
    if made.control is Control.DATE:
        return DAY + number * 1440 * MINUTE
    if made.control is Control.TIME:
        return (DAY + number % 1440 * MINUTE).time()
    return TICKED if made.control is Control.CHECK else f"填写 {number}：<&>“引号”"


def controls(document: Any) -> dict[str, Any]:
    """Tag → control, as Word names them."""
    found = {}
    for control in document.element.body.iter(qn("w:sdt")):
        tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
        if tag is not None:
            assert tag.get(qn("w:val")) not in found
            found[tag.get(qn("w:val"))] = control
    return found


def write(control: Any, text: str) -> None:
    """What Word does when a person types into a control: its placeholder goes, the words take its run."""
    properties = control.find(qn("w:sdtPr"))
    box = properties.find(f"{W14}checkbox")
    if box is not None:
        box.find(f"{W14}checked").set(f"{W14}val", "1")
    for placeholder in properties.findall(qn("w:showingPlcHdr")):
        properties.remove(placeholder)
    first, *others = control.find(qn("w:sdtContent")).iter(qn("w:t"))
    first.text = text
    for other in others:
        other.text = ""


def words(element: Any) -> str:
    return "".join(text.text or "" for text in element.iter(qn("w:t")))


def write_document(
    fields: list[dict[str, Any]], made: dict[str, Input], kind: str, content: bytes
) -> tuple[Any, Filled]:
    document, written = docx.Document(io.BytesIO(content)), {}
    by_tag = controls(document)
    for number, field in enumerate(fields):
        entry = made.get(field["tag"])
        something = value(entry, number) if entry else number  # what a workbook computes, a person writes here
        shown = f"{something:%Y年%m月%d日}" if isinstance(something, dt.datetime) else str(something)
        for name, tag in field.get("boxes", {}).items():
            if tag in by_tag and name == something:
                write(by_tag[tag], TICKED)
                written[kind, tag] = TICKED
        for place, tag, *_ in field.get("docx", ()):
            if place == kind:
                write(by_tag[tag], shown)
                written[kind, tag] = shown
    return document, written


def read_document(fields: list[dict[str, Any]], kind: str, path: Path) -> Filled:
    """By tag, and where the place is in a table by table, row and cell as well."""
    document, read = docx.Document(str(path)), {}
    by_tag = controls(document)
    tables = list(document.element.body.iterchildren(qn("w:tbl")))
    for field in fields:
        for tag in field.get("boxes", {}).values():
            if tag in by_tag and words(by_tag[tag]) == TICKED:
                read[kind, tag] = TICKED
        for place, tag, alias, table, row, cell in field.get("docx", ()):
            if place != kind:
                continue
            shown = words(by_tag[tag])
            read[kind, tag] = shown
            assert by_tag[tag].find(f"{qn('w:sdtPr')}/{qn('w:alias')}").get(qn("w:val")) == alias
            if table:
                line = list(tables[table - 1].iterchildren(qn("w:tr")))[row - 1]
                assert shown in words(list(line.iterchildren(qn("w:tc")))[cell - 1]), tag
    return read


@EACH
def test_a_filled_document_is_read_back_whole(form: str, tmp_path: Path) -> None:
    fields, made = locator(form)["fields"], inputs(form)
    for kind, content in cupboard.files(form).items():
        if kind.suffix != "docx" or kind.hand:
            continue
        document, written = write_document(fields, made, kind.key, content)
        path = tmp_path / f"{form}.docx"
        document.save(str(path))
        assert read_document(fields, kind.key, path) == written
        known = {tag for _, tag in written} | {tag for field in fields for tag in field.get("boxes", {}).values()}
        assert set(controls(document)) <= known, "the map does not know every place to fill in"


def write_workbook(
    fields: list[dict[str, Any]], made: dict[str, Input], kind: FileKind, path: Path
) -> tuple[Path, Filled]:
    book = openpyxl.load_workbook(io.BytesIO(cupboard.files(path.stem)[kind]))
    written = {}
    for number, field in enumerate(fields):
        for place, sheet, cell, *_ in field.get("xlsx", ()):
            if place == kind.key and field["tag"] in made:
                target = book[sheet][cell]
                assert not target.protection.locked, f"{cell} is to be filled in but locked"
                target.value = written[kind.key, field["tag"]] = value(made[field["tag"]], number)
    saved = path.with_name(f"{path.stem}-{kind.key}.xlsx")
    book.save(saved)
    return saved, written


def read_workbook(fields: list[dict[str, Any]], made: dict[str, Input], kind: FileKind, path: Path) -> Filled:
    """By address, and by the defined name that covers the cell: a row inserted above moves it, the name follows."""
    book, read = openpyxl.load_workbook(path, data_only=True), {}
    for field in fields:
        for place, sheet, cell, name, number in field.get("xlsx", ()):
            if place != kind.key:
                continue
            if name:
                assert named(book, name, sheet, number) == cell, field["tag"]
            if field["tag"] in made:
                read[kind.key, field["tag"]] = book[sheet][cell].value
    return read


def named(book: openpyxl.Workbook, name: str, sheet: str, number: int) -> str:
    """The address of the cell at a place (from 1; 0 for a lone one) in the range of a defined name."""
    areas = [
        CellRange(area.replace("$", "")) for title, area in book.defined_names[name].destinations if title == sheet
    ]
    cells = [(row, area.min_col) for area in areas for row in range(area.min_row, area.max_row + 1)]
    row, column = cells[max(0, number - 1)]
    return f"{get_column_letter(column)}{row}"


@EACH
@pytest.mark.office
def test_a_filled_workbook_is_read_back_whole_even_when_another_program_saved_it(form: str, tmp_path: Path) -> None:
    fields, made = locator(form)["fields"], inputs(form)
    for kind in cupboard.kinds(form):
        if kind.suffix != "xlsx":
            continue
        path, written = write_workbook(fields, made, kind, tmp_path / form)
        assert written and read_workbook(fields, made, kind, path) == written
        again = office_all([path], "xlsx")[0]
        assert read_workbook(fields, made, kind, again) == written
