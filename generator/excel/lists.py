"""Lists too long or too awkward for a rule stand on a hidden sheet, each under a name of its own."""

from __future__ import annotations

from xlsxwriter.workbook import Workbook

from .names import absolute
from .rules import inline
from .text import quoted_sheet

SHEET_TITLE = "选项"


class Lists:
    """The lists of one workbook; equal lists are kept once."""

    def __init__(self) -> None:
        self.names: dict[tuple[str, ...], str] = {}

    def source(self, options: tuple[str, ...]) -> str | list[str]:
        """What a rule names as its list: the options themselves or a name for their range."""
        if inline(options):
            return list(options)
        return f"={self.name(options)}"

    def name(self, options: tuple[str, ...]) -> str:
        """The name for the range of a list that cannot stand in a rule."""
        return self.names.setdefault(options, f"list_{len(self.names) + 1}_")

    def write(self, workbook: Workbook, title: str) -> None:
        """Add the hidden sheet, if a list needs it."""
        if not self.names:
            return
        worksheet = workbook.add_worksheet(title)
        for column, (options, name) in enumerate(self.names.items()):
            for row, option in enumerate(options):
                worksheet.write_string(row, column, option)
            area = f"{absolute(0, column)}:{absolute(len(options) - 1, column)}"
            workbook.define_name(name, f"={quoted_sheet(title)}!{area}")
        worksheet.very_hidden()
        worksheet.protect()
