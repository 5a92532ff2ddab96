"""A sign: every line as large as fits its row."""

from __future__ import annotations

from dataclasses import replace

from ..model import BoardLine, BoardSection, Control
from .draft import SheetDraft
from .grid import BlockKind, CellKind, Input
from .measure import fitting_size
from .tokens import filled, fit_key, has_slot
from .words import Words

LARGEST = 400.0
LABEL_SIZE = 60.0
EMPTY = 40.0  # points: what is written into an empty line


def board_lines(section: BoardSection, width: float) -> list[float]:
    """The vertical lines of a sign: the labels, and the rest."""
    return [0.0, section.label_width, width]


def add_board(draft: SheetDraft, section: BoardSection, lines: list[float], words: Words) -> None:
    """One row for each line of the sign."""
    first = len(draft.heights)
    labels = [words(line.label) for line in section.lines]
    # Labels are set alike: as large as the tightest of them allows.
    sizes = [
        fitting_size(label, LABEL_SIZE, lines[1] - lines[0], line.height * 0.8)
        for label, line in zip(labels, section.lines, strict=True)
        if label
    ]
    label_size = min(sizes, default=LABEL_SIZE)
    for line, label in zip(section.lines, labels, strict=True):
        row = draft.row(line.height)
        left = lines[1] if label else lines[0]
        if label:
            draft.put(row, lines[0], lines[1], CellKind.BOARD, label, size=label_size, bold=True)
        _line(draft, row, left, lines[2], line, words)
    draft.close(BlockKind.BOARD, first)


def _empty_size(largest: float, height: float) -> float:
    return fitting_size("字", min(largest, EMPTY), EMPTY, height)


def _line(draft: SheetDraft, row: int, left: float, right: float, line: BoardLine, words: Words) -> None:
    text = words(line.text)
    value = words.prefill(line.prefill)
    shown = text or value
    height = line.height * 0.9
    largest = line.size or LARGEST
    size = (
        fitting_size(filled(shown, draft.values), largest, right - left, height)
        if shown
        else _empty_size(largest, height)
    )
    align = "center" if line.center else "left"
    if text:
        cell = draft.put(row, left, right, CellKind.BOARD, text, align=align, size=size, bold=line.bold)
    else:
        made = Input(
            line.id, words(line.label) or words(line.hint) or line.id, Control.TEXT, required=line.required,
            hint=words(line.hint), value=value,
        )  # fmt: skip
        cell = draft.put(row, left, right, CellKind.INPUT, input=made, align=align, size=size, bold=line.bold)
        draft.fields[line.id] = draft.ref(cell)
    fit = fit_key(shown, largest, right - left, height) if has_slot(shown) else ""
    draft.cells[-1] = replace(cell, banner=line.banner, fit=fit)
