"""The formats of the score sheet."""

from __future__ import annotations

from xlsxwriter.workbook import Workbook

from .words import Context


class Styles:
    """The formats of the workbook."""

    def __init__(self, workbook: Workbook, context: Context) -> None:
        body = {"font_name": context.fonts.body, "font_size": 10, "valign": "vcenter"}
        head = {**body, "font_name": context.fonts.heading, "align": "center", "bg_color": "#F2F4F3", "border": 1}
        self.title = workbook.add_format({**body, "font_name": context.fonts.heading, "font_size": 15})
        self.note = workbook.add_format({**body, "font_size": 9, "font_color": "#595959"})
        self.text = workbook.add_format({**body, "text_wrap": True, "valign": "top"})
        self.head = workbook.add_format({**head, "text_wrap": True})
        self.small = workbook.add_format({**head, "font_size": 8, "font_name": context.fonts.body})
        self.enter = workbook.add_format(
            {**body, "border": 1, "align": "center", "num_format": "@", "bg_color": "#FFFDF0"}
        )
        self.points = workbook.add_format(
            {**body, "border": 1, "align": "center", "num_format": "0.#", "bg_color": "#FFFDF0"}
        )
        self.who = workbook.add_format({**body, "border": 1, "num_format": "@", "bg_color": "#FFFDF0"})
        self.cell = workbook.add_format({**body, "border": 1, "align": "center"})
        self.plain = workbook.add_format({**body, "align": "center", "text_wrap": True})
        self.left = workbook.add_format({**body, "border": 1, "text_wrap": True, "font_size": 9})
        self.share = workbook.add_format({**body, "border": 1, "align": "center", "num_format": "0.00"})
        self.percent = workbook.add_format({**body, "border": 1, "align": "center", "num_format": "0.0%"})
        self.red = workbook.add_format({"font_color": "#B00020"})
        self.green = workbook.add_format({"font_color": "#0B6B50"})
        self.flag = workbook.add_format({"bg_color": "#FBE3E4"})
