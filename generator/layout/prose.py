"""Paragraphs of an official document, set by GB/T 9704—2012: 3号仿宋, 22 lines of 28 characters, headings numbered."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass, field, replace

from ..facts.resolve import number_in_words
from ..model import FormField, ListItem, ProseBlock, ProseSection, ProseStyle
from .draft import SheetDraft
from .grid import BlockKind, Cell, CellKind, Input
from .measure import MM_PER_POINT
from .paper import DOCUMENT_CHARACTERS, DOCUMENT_LINES, DOCUMENT_SIZE
from .sections import field_input
from .tokens import Measure, filled, has_slot
from .words import Words

LINE = 225 / DOCUMENT_LINES  # mm
TITLE_SIZE = 22.0  # 2号
TITLE_CHARACTERS = 20
_BLANK = re.compile(r"\{\?([^{}]+)\}")
_INDENTED = (ProseStyle.BODY, ProseStyle.FIRST, ProseStyle.SECOND, ProseStyle.THIRD)
_ALIGN = {
    ProseStyle.TITLE: "center", ProseStyle.NUMBER: "center", ProseStyle.CENTER: "center", ProseStyle.SIGNED: "right",
}  # fmt: skip
BLANK_WIDTH = 40.0


@dataclass
class Counters:
    """The numbers of the headings so far on a sheet."""

    counts: dict[ProseStyle, int] = field(default_factory=dict)

    def number(self, style: ProseStyle) -> str:
        """The next heading's number, as documents write it: 一、 （一） 1. ; "" for what is not numbered."""
        order = (ProseStyle.FIRST, ProseStyle.SECOND, ProseStyle.THIRD)
        if style not in order:
            return ""
        self.counts[style] = self.counts.get(style, 0) + 1
        for lower in order[order.index(style) + 1 :]:
            self.counts[lower] = 0
        count = self.counts[style]
        return {
            ProseStyle.FIRST: f"{number_in_words(count)}、",
            ProseStyle.SECOND: f"（{number_in_words(count)}）",
            ProseStyle.THIRD: f"{count}. ",
        }[style]


def add_prose(draft: SheetDraft, section: ProseSection, words: Words, counters: Counters) -> None:
    """Every paragraph a row across the sheet, as high as its lines."""
    first = len(draft.heights)
    blanks = {item.id: item for item in section.fields}
    seen: dict[str, int] = {}
    for block in section.blocks:
        listed = words.listed(block.each)
        for item in listed.items if listed else (None,):
            _paragraph(draft, block, item, words, blanks, seen, counters)
    draft.close(BlockKind.PROSE, first)


def _paragraph(
    draft: SheetDraft,
    block: ProseBlock,
    item: ListItem | None,
    words: Words,
    blanks: dict[str, FormField],
    seen: dict[str, int],
    counters: Counters,
) -> None:
    written = words.each(block.text, item, block.each[:2])
    runs: list[str | Input] = []
    number = counters.number(block.style)
    if number:
        runs.append(number)
    for place, piece in enumerate(_BLANK.split(written)):
        if place % 2 == 0:
            if piece:
                runs.append(words(piece))
        elif piece in blanks:
            path = piece if item is None else f"{piece}-{item.id}"
            seen[path] = seen.get(path, 0) + 1
            made = field_input(blanks[piece], path, words.options(blanks[piece]), words)
            # The same blank twice is the same name twice; a second place gets a number of its own.
            width = blanks[piece].width or BLANK_WIDTH
            runs.append(replace(made, row=0 if seen[path] == 1 else seen[path], width=width))
    lines = _lines(draft, block.style, runs)
    # A line stays free below a title.
    row = draft.row((lines + (block.style is ProseStyle.TITLE)) * LINE)
    if block.page and row:
        draft.new_pages.append(row)
    text = "".join(run for run in runs if isinstance(run, str))
    size = TITLE_SIZE if block.style is ProseStyle.TITLE else DOCUMENT_SIZE
    variable = any(has_slot(run if isinstance(run, str) else run.value) for run in runs)
    cell = Cell(
        row, 0, CellKind.PROSE, text, columns=draft.all_columns, align=_ALIGN.get(block.style, "left"), size=size,
        variable=variable, prose=block.style, runs=tuple(runs),
    )  # fmt: skip
    draft.cells.append(cell)
    for run in runs:
        if isinstance(run, Input):
            draft.fields.setdefault(run.path, draft.ref(cell))


def _lines(draft: SheetDraft, style: ProseStyle, runs: list[str | Input]) -> int:
    """How many lines a paragraph takes."""
    room = TITLE_CHARACTERS if style is ProseStyle.TITLE else DOCUMENT_CHARACTERS
    width = 2.0 if style in _INDENTED else 0.0
    for run in runs:
        if isinstance(run, str):
            if has_slot(run):
                draft.measures.append(Measure(run, DOCUMENT_SIZE, draft.lines.width))
            width += characters(filled(run, draft.values))
        else:
            width += run.width / (DOCUMENT_SIZE * MM_PER_POINT)
    return max(1, math.ceil(width / room - 0.001))


def characters(text: str) -> float:
    """The width of a text in full characters."""
    return sum(1 if unicodedata.east_asian_width(c) in "WFA" else 0.55 for c in text)
