"""A form's layout → a Word document (.docx) that prints blank and is filled through content controls."""

from __future__ import annotations

from ..layout import FormLayout
from ..model import Medium
from .amendment import render_amendment
from .cells import CellWriter
from .controls import Controls, short
from .faces import settle_faces
from .handbook import render_handbook
from .package import open_package, pack
from .places import DocxPlace, places
from .sheets import LEAST, SheetWriter, section_properties
from .text import gap

__all__ = ["DocxPlace", "places", "render", "render_amendment", "render_handbook", "short"]


def render(layout: FormLayout) -> bytes:
    """The form as a .docx: each sheet a section, each block a table; the same layout gives the same bytes.

    A form without a sheet for Word has no document: ValueError.
    """
    sheets = layout.for_medium(Medium.WORD)
    if not sheets:
        raise ValueError(f"form {layout.id} has no sheet for Word")
    document = open_package(layout, sheets)
    body = document.element.body
    controls = Controls(layout.id)
    for number, sheet in enumerate(sheets, 1):
        controls.sheet = sheet.id
        elements = SheetWriter(CellWriter(layout, sheet, controls)).elements()
        section = section_properties(sheet, layout, sheets)
        if number < len(sheets) and elements[-1].find(".//w:sdt", elements[-1].nsmap) is not None:
            # LibreOffice runs a control that ends a section on into the next one.
            elements.append(gap(LEAST, layout.body_font))
        body.extend(elements)
        if number == len(sheets):
            body.append(section)
        else:
            # Every section but the last keeps its properties in its last paragraph.
            elements[-1].find("w:pPr", elements[-1].nsmap).append(section)
    settle_faces(document, layout.fonts)
    return pack(document)
