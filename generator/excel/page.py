"""A worksheet's page: paper, margins, footer, what repeats on each page and what stays on the screen."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from ..layout import FOOTER, FormLayout, Sheet, has_slot, keys_in, page_height, token
from ..model import Orientation, PaperSize
from .breaks import page_breaks, repeated
from .measure import inches
from .text import font_name, length, one_line, shorten

PAPERS = {PaperSize.A4: 9, PaperSize.A3: 8}
FOOTER_SIZE = 8
FOOTER_LIMIT = 255
SMALLER = 1.2


def set_page(worksheet: Worksheet, sheet: Sheet, layout: FormLayout) -> None:
    """Everything about the page of a worksheet."""
    worksheet.set_paper(PAPERS[sheet.paper])
    if sheet.orientation is Orientation.LANDSCAPE:
        worksheet.set_landscape()
    else:
        worksheet.set_portrait()
    page = sheet.page
    worksheet.set_margins(inches(page.left), inches(page.right), inches(page.top), inches(page.bottom))
    worksheet.set_footer(footer(layout), {"margin": inches(FOOTER), "scale_with_doc": False})
    worksheet.set_header(header(layout), {"margin": inches(FOOTER), "scale_with_doc": False})
    worksheet.center_horizontally()
    worksheet.hide_gridlines(2)
    worksheet.set_zoom(100)
    worksheet.print_area(0, 0, max(0, len(sheet.heights) - 1), max(0, len(sheet.widths) - 1))
    repeat = repeated(sheet)
    breaks = page_breaks(sheet, repeat)
    if breaks:
        worksheet.set_h_pagebreaks(breaks)
    # Excel heeds breaks only on sheets whose number of pages is left open.
    worksheet.fit_to_pages(1, 0 if breaks or sum(sheet.heights) > _most(sheet) else max(1, sheet.pages))
    if repeat:
        worksheet.repeat_rows(repeat.first, repeat.last)
        if repeat.freeze:
            worksheet.freeze_panes(repeat.last + 1, 0)


def _most(sheet: Sheet) -> float:
    """The height in mm that a sheet may have to be brought onto its pages by printing it smaller."""
    return SMALLER * max(1, sheet.pages) * page_height(sheet)


def header(layout: FormLayout) -> str:
    """For whom and when it is made out, on every page: loose pages stay together."""
    if not layout.made_out:
        return ""
    style = f'&{FOOTER_SIZE}&"{font_name(layout.body_font)},Regular"'
    return f"&L{style}{_coded(layout.unit)}&R{style}{_coded(layout.period)}"


def _coded(text: str) -> str:
    """Words in a header or footer, where & begins a code; a slot’s key then ends with +, and & in its value is doubled."""
    return token(f"{keys_in(text)[0]}+") if has_slot(text) else one_line(text).replace("&", "&&")


def footer(layout: FormLayout) -> str:
    """The footer in Excel's code: the form on the left, page numbers on the right."""
    font = font_name(layout.body_font)
    # The size stands before the font: after it, digits at the start of the words would belong to it.
    style = f'&{FOOTER_SIZE}&"{font},Regular"'
    left, right = f"&L{style}", f"&R{style}第 &P 页 共 &N 页"
    words = "\n".join(one_line(line) for line in layout.footer_left.split("\n"))
    room = FOOTER_LIMIT - length(left) - length(right)
    while length(words.replace("&", "&&")) > room and len(words) > 1:
        words = shorten(words, length(words) - 1)
    return left + words.replace("&", "&&") + right
