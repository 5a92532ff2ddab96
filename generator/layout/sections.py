"""Sections of a form → rows of the draft: fields, text areas, signatures, notes. Tables have a module of their own."""

from __future__ import annotations

from collections.abc import Callable

from ..model import Control, FieldsSection, FormField, NoteSection, SignSection, TextSection
from .draft import PendingFormula, SheetDraft
from .grid import BlockKind, CellKind, Input
from .measure import text_height

ROW = 9.0  # mm: room to write one line by hand
LONG_ROW = 18.0
NOTE_SIZE = 9.0
MAX_INLINE_LINES = 3
MONEY_UNIT = "元"
Words = Callable[[str], str]
Options = Callable[[FormField], tuple[str, ...]]


def field_input(item: FormField, path: str, options: tuple[str, ...], words: Words, row: int = 0) -> Input:
    """What a person fills in for a field."""
    return Input(
        path,
        words(item.label) + (f"（第{row}行）" if row else ""),
        item.control,
        row,
        options,
        required=item.required,
        hint=words(item.hint),
        unit=item.unit,
        minimum=item.minimum,
        maximum=item.maximum,
    )


def inline_text(options: tuple[str, ...]) -> str:
    """Choices as boxes to tick, as they are printed."""
    return "　".join(f"□{option}" for option in options)


def fields_lines(section: FieldsSection, width: float) -> list[float]:
    """The vertical lines a fields section would like."""
    pair = width / section.per_row
    lines = [0.0]
    for number in range(section.per_row):
        lines += [number * pair + section.label_width, (number + 1) * pair]
    return lines


def add_fields(draft: SheetDraft, section: FieldsSection, lines: list[float], words: Words, options: Options) -> None:
    """Label and value pairs, row by row; the last pair of a row reaches the right edge."""
    first = len(draft.heights)
    if section.title:
        draft.heading(section.title)
    rows: list[list[tuple[FormField, int, int]]] = [[]]
    used = 0
    for item in section.fields:
        span = min(item.span, section.per_row)
        if used + span > section.per_row:
            rows.append([])
            used = 0
        rows[-1].append((item, used, used + span))
        used += span
    for line in rows:
        last_item, last_start, _ = line[-1]
        line[-1] = (last_item, last_start, section.per_row)
        _fields_row(draft, line, lines, words, options)
    draft.close(BlockKind.FIELDS, first, title=section.title)


def _fields_row(
    draft: SheetDraft, line: list[tuple[FormField, int, int]], lines: list[float], words: Words, options: Options
) -> None:
    height = ROW
    planned = []
    for item, start, end in line:
        left, middle, right = lines[2 * start], lines[2 * start + 1], lines[2 * end]
        label = words(item.label) + ("*" if item.required else "")
        choices = options(item)
        made = field_input(item, item.id, choices, words)
        shown = inline_text(choices)
        if choices and text_height(shown, draft.size, right - middle) <= text_height(
            "\n" * (MAX_INLINE_LINES - 1), 10.5, 99
        ):
            made = Input(**{**made.__dict__, "inline": True})
            height = max(height, text_height(shown, draft.size, right - middle) + 1)
        if item.control is Control.LONG:
            height = max(height, LONG_ROW)
        height = max(height, text_height(label, draft.size, middle - left))
        planned.append((item, label, made, left, middle, right))
    row = draft.row(height)
    for item, label, made, left, middle, right in planned:
        draft.put(row, left, middle, CellKind.LABEL, label, align="center")
        if item.control is Control.FORMULA:
            cell = draft.put(row, middle, right, CellKind.FORMULA, align="center", path=item.id)
            percent = item.unit == "%"
            draft.pending[len(draft.cells) - 1] = PendingFormula(
                item.formula, "", 0, item.needs, percent, item.unit == MONEY_UNIT
            )
        else:
            cell = draft.put(row, middle, right, CellKind.INPUT, input=made)
        draft.fields[item.id] = draft.ref(cell)


def text_lines(width: float) -> list[float]:
    """The vertical lines of a text area: a label column and the rest."""
    return [0.0, 24.0, width]


def add_text(draft: SheetDraft, section: TextSection, lines: list[float], words: Words) -> None:
    """A large area to write in, its label to the left."""
    first = len(draft.heights)
    row = draft.row(section.height)
    label = words(section.label) + ("*" if section.required else "")
    draft.put(row, lines[0], lines[1], CellKind.LABEL, label, align="center")
    made = Input(section.id, section.label, Control.LONG, required=section.required, hint=words(section.hint))
    cell = draft.put(row, lines[1], lines[2], CellKind.INPUT, input=made)
    draft.fields[section.id] = draft.ref(cell)
    draft.close(BlockKind.TEXT, first)


def sign_lines(section: SignSection, width: float) -> list[float]:
    """Equal widths for all who sign."""
    count = len(section.signers)
    return [width * number / count for number in range(count + 1)]


def add_sign(draft: SheetDraft, section: SignSection, lines: list[float], words: Words) -> None:
    """Room to sign for each signer."""
    first = len(draft.heights)
    row = draft.row(section.height)
    for number, signer in enumerate(section.signers):
        text = f"{words(signer.label)}（签字）："
        if signer.dated:
            text += "\n年　　月　　日"
        left, right = lines[number], lines[number + 1]
        draft.put(row, left, right, CellKind.SIGNATURE, text, path=f"{section.id}.{signer.id}")
    draft.close(BlockKind.SIGN, first)


def add_notes(draft: SheetDraft, section: NoteSection, words: Words) -> None:
    """Printed words across the sheet, numbered when there are several."""
    first = len(draft.heights)
    width = draft.lines.width
    for number, line in enumerate(section.text, 1):
        text = f"{number}. {words(line)}" if len(section.text) > 1 else words(line)
        row = draft.row(text_height(text, NOTE_SIZE, width) - 0.6)
        draft.put(row, 0, width, CellKind.NOTE, text, size=NOTE_SIZE)
    draft.close(BlockKind.NOTES, first)
