"""Where every control of a document stands, so that a returned one can be read."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from lxml import etree

from .xml import Element, W

_W = f"{{{W}}}"
MAX_UNPACKED = 64 * 1024 * 1024


@dataclass(frozen=True)
class DocxPlace:
    """A control: its title, and the table (from 1), row and cell it stands in; all 0 in running text."""

    alias: str
    table: int
    row: int
    cell: int


def places(document: bytes) -> dict[str, DocxPlace]:
    """Tag → place of every control in a .docx of ours."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        info = archive.getinfo("word/document.xml")
        if info.file_size > MAX_UNPACKED:
            raise ValueError("document too large")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        body = etree.fromstring(archive.read(info), parser).find(f"{_W}body")
    found: dict[str, DocxPlace] = {}
    table = 0
    for element in body:
        if element.tag == f"{_W}tbl":
            table += 1
            for row, line in enumerate(element.iterfind(f"{_W}tr"), 1):
                for cell, inside in enumerate(line.iterfind(f"{_W}tc"), 1):
                    _note(inside, found, table, row, cell)
        else:
            _note(element, found, 0, 0, 0)
    return found


def _note(element: Element, found: dict[str, DocxPlace], table: int, row: int, cell: int) -> None:
    for properties in element.iter(f"{_W}sdtPr"):
        tag, alias = properties.find(f"{_W}tag"), properties.find(f"{_W}alias")
        if tag is not None:
            words = alias.get(f"{_W}val", "") if alias is not None else ""
            found.setdefault(tag.get(f"{_W}val", ""), DocxPlace(words, table, row, cell))
