"""A sheet of the grid → a worksheet."""

from __future__ import annotations

import io
from collections.abc import Iterable

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ..codes import png
from ..layout import Cell, CellKind, FormLayout, Sheet
from .charts import add_chart
from .formulas import Addresses
from .kinds import Kind, is_wrong, kind_of
from .lists import Lists
from .measure import PIXELS_PER_MM, column_pixels, drawn, row_pixels
from .page import set_page
from .rules import Rule, rule_of
from .signatures import signature
from .styles import Frames, Styles
from .text import CELL_LIMIT, clean, shorten

PROTECTION = {
    "format_columns": True,
    "format_rows": True,
    "sort": True,
    "autofilter": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}
Area = tuple[int, int, int, int]
CODE_SIZE = 17.0  # mm
CODE_LEFT = 17.4  # mm from the right edge to its left
ALERT = {"bg_color": "#F8D7DA", "font_color": "#9C0006", "bold": True}


class SheetWriter:
    """Writes worksheets of one workbook."""

    def __init__(
        self, workbook: Workbook, layout: FormLayout, styles: Styles, addresses: Addresses, lists: Lists
    ) -> None:
        self.workbook, self.layout, self.styles = workbook, layout, styles
        self.addresses, self.lists = addresses, lists

    def write(self, sheet: Sheet, title: str) -> None:
        """Add a worksheet with everything on it."""
        sheet = drawn(sheet)
        worksheet = self.workbook.add_worksheet(title)
        for column, pixels in enumerate(column_pixels(sheet.widths)):
            worksheet.set_column_pixels(column, column, pixels)
        for row, height in enumerate(sheet.heights):
            worksheet.set_row_pixels(row, row_pixels(height))
        frames = Frames(sheet)
        for cell in sheet.cells:
            self._cell(worksheet, sheet, cell, frames)
        places = ruled(sheet)
        self._rules(worksheet, places)
        self._wrong(worksheet, places)
        self._alerts(worksheet, sheet)
        self._code(worksheet, sheet)
        set_page(worksheet, sheet, self.layout)
        worksheet.protect("", PROTECTION)
        area = xl_range(0, 0, max(0, len(sheet.heights) - 1), max(0, len(sheet.widths) - 1))
        # Row numbers and printed figures are text on purpose; green corners would only alarm people.
        worksheet.ignore_errors({"number_stored_as_text": area, "formula_differs": area, "empty_cell_reference": area})
        first = next((cell for cell in sheet.cells if cell.kind is CellKind.INPUT), None)
        if first:
            worksheet.set_selection(first.row, first.column, first.row, first.column)

    def _cell(self, worksheet: Worksheet, sheet: Sheet, cell: Cell, frames: Frames) -> None:
        if cell.kind is CellKind.SIGNATURE:
            cell = signature(cell, sheet)
        style = self.styles.of(cell, sheet, frames.edges(cell))
        if cell.rows > 1 or cell.columns > 1:
            # Also gives the covered cells their borders; the value follows.
            worksheet.merge_range(cell.row, cell.column, cell.last_row, cell.last_column, "", style)
        if cell.chart:
            add_chart(self.workbook, worksheet, cell, sheet, self.addresses)
        formula = self.addresses.formula(cell.formula, sheet.id) if cell.formula else ""
        text = "" if cell.variable or cell.kind is CellKind.CHART else shorten(clean(cell.text), CELL_LIMIT)
        if formula:
            worksheet.write_formula(cell.row, cell.column, formula, style, "")
        elif cell.number and not cell.variable:
            worksheet.write_number(cell.row, cell.column, float(cell.number), style)
        elif text:
            worksheet.write_string(cell.row, cell.column, text, style)
        else:
            worksheet.write_blank(cell.row, cell.column, None, style)

    def _rules(self, worksheet: Worksheet, places: dict[Rule, list[Area]]) -> None:
        for rule, areas in places.items():
            first, *others = joined(areas)
            source = self.lists.source(rule.options) if rule.options else ""
            arguments = rule.arguments(source)
            if others:
                arguments["other_cells"] = [list(area) for area in others]
            worksheet.data_validation(*first, arguments)

    def _wrong(self, worksheet: Worksheet, places: dict[Rule, list[Area]]) -> None:
        """Red for what is not of its cell's kind: a rule guards typing, what is pasted goes past it."""
        kinds: dict[Kind, list[Area]] = {}
        for rule, areas in places.items():
            if kind := kind_of(rule):
                kinds.setdefault(kind, []).extend(areas)
        for kind, areas in kinds.items():
            for area in abreast(joined(areas)):
                first = xl_rowcol_to_cell(area[0], area[1])
                self._mark(worksheet, area, f"={is_wrong(kind, first, self.lists)}")

    def _mark(self, worksheet: Worksheet, area: Area, criteria: str) -> None:
        rule = {"type": "formula", "criteria": criteria, "format": self.styles.alert(ALERT)}
        worksheet.conditional_format(*area, rule)

    def _alerts(self, worksheet: Worksheet, sheet: Sheet) -> None:
        for alert in sheet.alerts:
            criteria = self.addresses.condition(alert, sheet.id)
            if criteria:
                last = alert.row + alert.rows - 1
                self._mark(worksheet, (alert.row, alert.column, last, alert.column), criteria)

    def _code(self, worksheet: Worksheet, sheet: Sheet) -> None:
        """The printed code, at the right above the form."""
        image = png(self.layout.code)
        left = round((sheet.width - CODE_LEFT) * PIXELS_PER_MM)
        scale = CODE_SIZE * PIXELS_PER_MM / _pixels(image)
        options = {
            "image_data": io.BytesIO(image),
            "x_offset": left,
            "y_offset": 1,
            "x_scale": scale,
            "y_scale": scale,
            "object_position": 3,
            "description": clean(f"二维码：{self.layout.id} {self.layout.version}版"),
        }
        worksheet.insert_image(0, 0, "code.png", options)


def _pixels(png_file: bytes) -> int:
    """The width of a PNG."""
    return int.from_bytes(png_file[16:20])


def ruled(sheet: Sheet) -> dict[Rule, list[Area]]:
    """The cells to fill in, by the rule for what may be written in them."""
    places: dict[Rule, list[Area]] = {}
    for cell in sheet.cells:
        if cell.kind is CellKind.INPUT and cell.input:
            area = (cell.row, cell.column, cell.last_row, cell.last_column)
            places.setdefault(rule_of(cell.input), []).append(area)
    return places


def joined(areas: Iterable[Area]) -> list[Area]:
    """Areas that stand one right below the other as one."""
    result: list[Area] = []
    for area in sorted(areas, key=lambda area: (area[1], area[3], area[0])):
        above = result[-1] if result else None
        if above and (above[1], above[3]) == (area[1], area[3]) and above[2] + 1 == area[0]:
            result[-1] = (*above[:2], *area[2:])
        else:
            result.append(area)
    return result


def abreast(areas: Iterable[Area]) -> list[Area]:
    """Areas that stand side by side, equally high, as one."""
    turned = joined((left, top, right, bottom) for top, left, bottom, right in areas)
    return [(top, left, bottom, right) for left, top, right, bottom in turned]
