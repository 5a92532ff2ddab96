"""A chart of a table's columns, drawn by Excel from what is filled in."""

from __future__ import annotations

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ..layout import Cell, Sheet
from ..model import ChartKind
from .formulas import Addresses
from .measure import PIXELS_PER_MM

KINDS = {ChartKind.COLUMN: "column", ChartKind.BAR: "bar", ChartKind.LINE: "line"}
# Told apart without colour too: from dark to light.
COLORS = ("#0B6B50", "#7FB8A4", "#B4862A", "#3C5A73", "#D9C48C", "#8E9A96")


def add_chart(workbook: Workbook, worksheet: Worksheet, cell: Cell, sheet: Sheet, addresses: Addresses) -> None:
    """Put the chart over its cell."""
    assert cell.chart is not None
    chart = workbook.add_chart({"type": KINDS[cell.chart.kind]})
    for number, (name, categories, values) in enumerate(cell.chart.series):
        color = COLORS[number % len(COLORS)]
        line = {"color": color, "width": 2} if cell.chart.kind is ChartKind.LINE else {"none": True}
        chart.add_series(
            {
                "name": name,
                "categories": "=" + addresses.address(categories, ""),
                "values": "=" + addresses.address(values, ""),
                "fill": {"color": color},
                "line": line,
                "gap": 80,
            }
        )
    chart.set_title({"name": cell.chart.title, "name_font": {"size": 12, "bold": True}})
    chart.set_legend({"position": "bottom"} if len(cell.chart.series) > 1 else {"none": True})
    chart.set_y_axis({"major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}, "min": 0})
    chart.show_blanks_as("gap")
    size = {
        "width": round(sheet.span_width(cell) * PIXELS_PER_MM),
        "height": round(sheet.span_height(cell) * PIXELS_PER_MM),
    }
    chart.set_size(size)
    worksheet.insert_chart(cell.row, cell.column, chart, {"object_position": 2, "description": cell.chart.title})
