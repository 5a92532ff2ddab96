"""Every designed form → its layout and files. The one place that pairs forms with renderers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import astuple
from typing import Any

from . import excel, word
from .layout import (
    CellKind,
    FileKind,
    FormLayout,
    MadeOut,
    compose,
    computed,
    constants,
    filled_in,
    part_for,
    volume_of,
    with_values,
)
from .model import Control, Form
from .references import Index

RENDERERS: dict[str, Callable[[FormLayout], bytes]] = {"docx": word.render, "xlsx": excel.render}


def lay_out(index: Index, form: Form, made: MadeOut | None = None) -> FormLayout:
    """The layout of one form; with `made` tokens stand where its values go."""
    layout = compose(form, index.library, index.fingerprints.get(form.clause, ""), made)
    fixed = constants(layout)
    if not fixed:
        return layout
    results = excel.compute(with_values(layout, made.values) if made else layout)
    return computed(layout, {place: result for place, result in results.items() if place in fixed})


def render_file(layout: FormLayout, kind: FileKind) -> bytes:
    """One file of a form."""
    return RENDERERS[kind.suffix](part_for(layout, kind))


def example_of(layout: FormLayout, form: Form) -> FormLayout | None:
    """A blank layout filled in as the form's example says, None if it has none."""
    return filled_in(layout, form.example, excel.compute) if form.example else None


def locator(layout: FormLayout, files: Mapping[FileKind, bytes]) -> dict[str, Any]:
    """Where every field of a form's version stands: in the Word files a control by tag, in the workbook a cell.

    `files` are the blank ones. For reading what branches return.
    """
    documents = {kind: word.places(data) for kind, data in files.items() if kind.suffix == "docx" and not kind.hand}
    cells = {kind: excel.places(volume_of(layout, kind.volume)) for kind in files if kind.suffix == "xlsx"}
    fields = []
    for sheet in layout.sheets:
        for cell in sheet.cells:
            made = cell.inputs or ((None,) if cell.kind is CellKind.FORMULA and cell.path else ())
            for entry in made:
                tag = entry.tag if entry else cell.path
                label, control = (entry.label, entry.control.value) if entry else (cell.path, Control.FORMULA.value)
                row: dict[str, Any] = {"tag": tag, "label": label, "control": control, "sheet": sheet.title}
                short = word.short(tag)
                docx = [(k, found[short]) for k, found in documents.items() if short in found]
                # Boxes to tick are a control each: tag:choice.
                boxes = {
                    option: word.short(f"{tag}:{option}")
                    for option in (entry.options if entry and entry.inline else ())
                }
                xlsx = [(k, found[tag]) for k, found in cells.items() if tag in found]
                if docx:
                    row["docx"] = [[k.key, short, *astuple(place)] for k, place in docx]
                if boxes:
                    row["boxes"] = boxes
                if xlsx:
                    row["xlsx"] = [[k.key, *astuple(place)] for k, place in xlsx]
                fields.append(row)
    return {
        "form": layout.id,
        "title": layout.title,
        "version": layout.version,
        "clause": layout.clause_address,
        "fingerprint": layout.fingerprint,
        "docx": ["file", "tag", "title", "table", "row", "cell"],
        "xlsx": ["file", "sheet", "cell", "name", "place in the name's range"],
        "fields": fields,
    }
