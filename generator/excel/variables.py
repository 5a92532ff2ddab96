"""Cells that say something else for each unit: written blank by XlsxWriter, then filled in the sheet's XML.

So a form made out is the blank form with these cells exchanged, whether it is rendered anew or stamped from a template.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape

from xlsxwriter.utility import xl_rowcol_to_cell

from ..layout import Cell, CellKind, Sheet, has_slot, keys_in, optional, waiting_for
from ..layout.words import NUMERIC
from ..model import Control
from .text import clean

DAY_ZERO = date(1899, 12, 30)  # as Excel counts
_BLANK = re.compile(r'<c r="([A-Z]+[0-9]+)"( s="[0-9]+")?/>')
_COMPUTED = re.compile(r'(<c r="([A-Z]+[0-9]+)"(?: s="[0-9]+")?)(?: t="str")?><f>([^<]*)</f><v></v></c>')


@dataclass(frozen=True)
class Variable:
    """What a cell says; of each group of keys in `waiting` one must have a value for it to say anything."""

    text: str
    numeric: bool = False
    waiting: tuple[tuple[str, ...], ...] = ()

    def wrapped(self, full: str, blank: str) -> str:
        """`full` if there is something to say, else `blank`; in a template both (see `stamp`)."""
        if not self.text:
            return blank
        for keys in reversed(self.waiting):
            full = f"<?slot any {' '.join(keys)}?>{full}<?slot else?>{blank}<?slot end?>"
        return full


def variables(sheet: Sheet) -> dict[str, Variable]:
    """Address → what stands there, of all cells that vary."""
    found = {}
    for cell in sheet.cells:
        variable = _variable(cell)
        if cell.variable and variable is not None:
            found[xl_rowcol_to_cell(cell.row, cell.column)] = variable
    return found


def _variable(cell: Cell) -> Variable | None:
    if cell.kind is CellKind.INPUT and cell.input:
        value = cell.input.value
        if has_slot(value):
            return Variable(value, cell.input.control in NUMERIC, waiting_for(value))
        number = number_of(cell.input.control, value)
        return Variable(number or value, bool(number))
    if cell.kind is CellKind.FORMULA and cell.number:
        return Variable(cell.number, numeric=True)
    if cell.kind is CellKind.FORMULA:
        return Variable(cell.text, waiting=waiting_for(cell.text) if has_slot(cell.text) else ())
    if cell.number:
        return Variable(cell.number, numeric=True)
    return Variable(cell.text, waiting=(keys_in(cell.text),) if optional(cell.text) else ())


def number_of(control: Control, text: str) -> str:
    """What a workbook keeps for a number, date, time or percentage written as text; "" if it is none."""
    try:
        match control:
            case Control.DATE:
                return str((date.fromisoformat(text) - DAY_ZERO).days)
            case Control.TIME:
                hours, minutes = text.split(":")
                return repr((int(hours) * 60 + int(minutes)) / 1440)
            case Control.PERCENT:
                return repr(float(text.rstrip("%％")) / 100)
            case Control.NUMBER | Control.MONEY:
                return repr(float(text.replace(",", ""))) if "." in text else str(int(text.replace(",", "")))
    except ValueError:
        return ""
    return ""


def fill(xml: str, found: Mapping[str, Variable]) -> str:
    """A worksheet's XML with these cells filled."""
    if not found:
        return xml

    def blank(match: re.Match[str]) -> str:
        variable = found.get(match[1])
        if variable is None:
            return match[0]
        start = f'<c r="{match[1]}"{match[2] or ""}'
        text = escape(clean(variable.text))
        if variable.numeric:
            return variable.wrapped(f"{start}><v>{text}</v></c>", match[0])
        full = f'{start} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
        return variable.wrapped(full, match[0])

    def computed(match: re.Match[str]) -> str:
        variable = found.get(match[2])
        if variable is None:
            return match[0]
        if variable.numeric:
            return f"{match[1]}><f>{match[3]}</f><v>{variable.text}</v></c>"
        start = f'{match[1]} t="str"><f>{match[3]}</f><v>'
        return start + variable.wrapped(escape(clean(variable.text)), "") + "</v></c>"

    return _COMPUTED.sub(computed, _BLANK.sub(blank, xml))
