"""A form's layout → an Excel workbook (.xlsx) that prints like the Word form and guides whoever fills it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence

from xlsxwriter.workbook import Workbook

from ..archive import entry
from ..layout import FormLayout, Sheet
from ..model import Medium
from .compute import compute
from .formulas import Addresses
from .lists import SHEET_TITLE, Lists
from .measure import RULER_FONT, RULER_SIZE
from .names import XlsxPlace, defined_names
from .names import places as cell_places
from .sheets import SheetWriter
from .styles import GB_CHARSET, MODERN, Styles
from .text import one_line, quoted, sheet_names, shorten
from .variables import Variable, fill, variables

__all__ = ["XlsxPlace", "compute", "places", "render"]

PROPERTY_LIMIT = 255
_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", re.ASCII)
# XlsxWriter leaves the type of an empty result open; a viewer that does not compute could then show 0.
_UNCOMPUTED = re.compile(rb'(<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?)(><f>[^<]*</f><v></v></c>)')
_MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def render(layout: FormLayout) -> bytes:
    """The form as a .xlsx: a worksheet for each sheet; the same layout gives the same bytes.

    A form without a sheet for Excel has no workbook: ValueError.
    """
    sheets = layout.for_medium(Medium.EXCEL)
    if not sheets:
        raise ValueError(f"form {layout.id} has no sheet for Excel")
    target = io.BytesIO()
    workbook = Workbook(target, _options())
    _describe(workbook, layout)
    titles, lists_title = _titles(sheets)
    lists = Lists()
    writer = SheetWriter(workbook, layout, Styles(workbook, layout), Addresses(sheets, titles), lists)
    for sheet in sheets:
        writer.write(sheet, titles[sheet.id])
    lists.write(workbook, lists_title)
    for name, area in defined_names(sheets, titles).items():
        workbook.define_name(name, f"={area}")
    for name, value in identity(layout).items():
        workbook.define_name(name, f"={quoted(one_line(value))}")
    workbook.close()
    varying = {f"xl/worksheets/sheet{number}.xml": variables(sheet) for number, sheet in enumerate(sheets, 1)}
    return _packed(target.getvalue(), layout.dated, varying)


def _titles(sheets: Sequence[Sheet]) -> tuple[dict[str, str], str]:
    """The worksheets' names by sheet id, and that of the hidden one with lists."""
    *names, lists_title = sheet_names([*(sheet.title for sheet in sheets), SHEET_TITLE])
    return {sheet.id: name for sheet, name in zip(sheets, names, strict=True)}, lists_title


def places(layout: FormLayout) -> dict[str, XlsxPlace]:
    """Tag → place of everything that is filled in or computed in the workbook of a layout."""
    sheets = layout.for_medium(Medium.EXCEL)
    return cell_places(sheets, _titles(sheets)[0]) if sheets else {}


def identity(layout: FormLayout) -> dict[str, str]:
    """The names that say which form and version a workbook is: they stay when properties are stripped."""
    return {"form.id": layout.id, "form.version": layout.version, "form.fingerprint": layout.fingerprint}


def _options() -> dict[str, object]:
    ruler = {
        "font_name": RULER_FONT,
        "font_size": RULER_SIZE,
        "font_charset": GB_CHARSET,
        "font_family": MODERN,
        "font_scheme": "none",
        "font_color": "#000000",
    }
    return {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": ruler,
    }


def _describe(workbook: Workbook, layout: FormLayout) -> None:
    workbook.set_properties(
        {
            "title": _property(layout.title),
            "subject": _property(f"{layout.id} {layout.version}版（{layout.status}）"),
            "company": _property(layout.company),
            "author": _property(layout.company),
            "comments": _property(layout.notice),
        }
    )
    values = {
        "FormId": layout.id,
        "FormVersion": layout.version,
        "ClauseAddress": layout.clause_address,
        "Fingerprint": layout.fingerprint,
    }
    if layout.made_out:
        values |= {"Unit": layout.unit, "UnitCode": layout.unit_code, "Period": layout.period}
    for name, value in values.items():
        workbook.set_custom_property(name, _property(value), "text")


def _property(text: str) -> str:
    return shorten(one_line(text), PROPERTY_LIMIT)


def _packed(data: bytes, day: str, varying: Mapping[str, Mapping[str, Variable]]) -> bytes:
    """The package without a trace of when and on which system it was made: it is as old as the form's version."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive,
    ):
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _MOMENT.sub(rf"\g<1>{_day(day)}T00:00:00Z".encode(), content)
            elif name.startswith("xl/worksheets/"):
                content = _UNCOMPUTED.sub(rb'\1 t="str"\2', content)
                content = fill(content.decode(), varying.get(name, {})).encode()
            archive.writestr(entry(name, zipfile.ZIP_DEFLATED), content)
    return target.getvalue()


def _day(text: str) -> str:
    return text if _DAY.fullmatch(text) else "2000-01-01"
