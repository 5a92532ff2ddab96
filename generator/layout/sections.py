"""Sections of a form → rows of the draft: fields, text areas, signatures, notes. Others have modules of their own."""

from __future__ import annotations

from dataclasses import replace

from ..model import Control, FieldsSection, FormField, NoteSection, SignSection, TextSection, UnitValue
from .draft import Pending, PendingAlert, SheetDraft
from .grid import BlockKind, Cell, CellKind, Input
from .measure import PADDING, label_size, text_height, text_width
from .words import Words

ROW = 9.0  # mm: room to write one line by hand
LONG_ROW = 18.0
NOTE_SIZE = 9.0
MAX_INLINE_LINES = 3
MONEY_UNIT = "元"
TEXT_LABEL = 24.0
Planned = tuple[FormField, str, Input, float, float, float]  # a field, its label, its lines from left to right
# Names and addresses may take two lines; room for both keeps one template for nearly every unit.
LONG_NAMES = tuple(f"{{#{value}}}" for value in (UnitValue.NAME, UnitValue.PARENT, UnitValue.ADDRESS))


def field_input(
    item: FormField,
    path: str,
    options: tuple[str, ...],
    words: Words,
    row: int = 0,
    number: int = 0,
    *,
    label: str = "",
    counted: str = "",
) -> Input:
    """What a person fills in for a field; `number` is that of the person or day it is about. `label` is what it is called
    instead of the field's own; with `counted` it is a number of those."""
    return Input(
        path,
        (label or words(item.label)) + (f"（第{row}行）" if row else ""),
        Control.NUMBER if counted else item.control,
        row,
        () if counted else options,
        required=item.required,
        hint=words(item.hint),
        unit=counted or item.unit,
        minimum=item.minimum,
        maximum=item.maximum,
        value=words.prefill(item.prefill, number),
    )


def computed(item: FormField, table: str = "", row: int = 0, column: str = "") -> Pending:
    """The formula of a field, waiting for references."""
    return Pending(item.formula, table, row, column, item.needs, item.unit == "%", item.unit == MONEY_UNIT)


def inline_text(options: tuple[str, ...], size: float = 0, width: float = 0) -> str:
    """Choices as boxes to tick, as they are printed; in a cell `width` mm wide no line parts a box from its words."""
    if not width:
        return "　".join(f"□{option}" for option in options)
    lines, room = [""], width - 2 * PADDING
    for option in options:
        wanted = f"{lines[-1]}　□{option}" if lines[-1] else f"□{option}"
        if lines[-1] and text_width(wanted, size) > room:
            lines.append(f"□{option}")
        else:
            lines[-1] = wanted
    return "\n".join(lines)


def fields_lines(section: FieldsSection, width: float) -> list[float]:
    """The vertical lines a fields section would like."""
    pair = width / section.per_row
    lines = [0.0]
    for number in range(section.per_row):
        lines += [number * pair + section.label_width, (number + 1) * pair]
    return lines


def add_fields(draft: SheetDraft, section: FieldsSection, lines: list[float], words: Words) -> None:
    """Label and value pairs, row by row; the last pair of a row reaches the right edge."""
    first = len(draft.heights)
    title = words(section.title)
    if title:
        draft.heading(title)
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
        _fields_row(draft, line, lines, words)
    draft.close(BlockKind.FIELDS, first, title=title)


def _fields_row(draft: SheetDraft, line: list[tuple[FormField, int, int]], lines: list[float], words: Words) -> None:
    height = ROW
    planned: list[Planned] = []
    words_of: list[tuple[str, float, float]] = []
    for item, start, end in line:
        left, middle, right = lines[2 * start], lines[2 * start + 1], lines[2 * end]
        path = f"{item.id}-{draft.copy}" if draft.copy else item.id
        label = words(item.label) + ("*" if item.required else "")
        choices = words.options(item)
        made = field_input(item, path, choices, words, number=draft.copy)
        shown = inline_text(choices, draft.size, right - middle)
        if choices and text_height(shown, draft.size, right - middle) <= text_height(
            "\n" * (MAX_INLINE_LINES - 1), 10.5, 99
        ):
            made = replace(made, inline=True)
            height = max(height, text_height(shown, draft.size, right - middle) + 1)
        if item.control is Control.LONG:
            height = max(height, LONG_ROW)
        prefill = item.prefill or words.copied(item.formula)
        words_of.append((label, label_size(label, draft.size, middle - left), middle - left))
        words_of.append((words.prefill(prefill, draft.copy), draft.size, right - middle))
        if any(name in prefill for name in LONG_NAMES):
            height = max(height, text_height("\n", draft.size, right - middle))
        planned.append((item, label, made, left, middle, right))
    height, sizes = draft.fitted_row(height, words_of)
    row = draft.row(height)
    for (item, label, made, left, middle, right), named, size in zip(planned, sizes[::2], sizes[1::2], strict=True):
        draft.put(row, left, middle, CellKind.LABEL, label, align="center", size=named)
        if item.control is Control.FORMULA:
            cell = draft.put(
                row, middle, right, CellKind.FORMULA, align="center", size=size, path=made.path, pending=computed(item)
            )
        else:
            cell = draft.put(row, middle, right, CellKind.INPUT, input=made, size=size)
        draft.fields[made.path] = draft.ref(cell)
        if item.alert:
            add_alert(draft, cell, Pending(item.alert))


def add_alert(draft: SheetDraft, cell: Cell, condition: Pending, rows: int = 1) -> None:
    """Mark a cell, and the `rows` - 1 below it, when the condition holds."""
    draft.alerts.append(PendingAlert(condition, cell.row, cell.column, rows))


def text_lines(width: float) -> list[float]:
    """The vertical lines of a text area: a label column and the rest."""
    return [0.0, TEXT_LABEL, width]


def add_text(draft: SheetDraft, section: TextSection, lines: list[float], words: Words) -> None:
    """A large area to write in, its label to the left."""
    first = len(draft.heights)
    label = words(section.label) + ("*" if section.required else "")
    height, size = draft.fitted(label, draft.size, lines[1] - lines[0], section.height)
    row = draft.row(height)
    draft.put(row, lines[0], lines[1], CellKind.LABEL, label, align="center", size=size)
    path = f"{section.id}-{draft.copy}" if draft.copy else section.id
    made = Input(
        path, words(section.label), Control.LONG, required=section.required, hint=words(section.hint),
        ruled=section.ruled,
    )  # fmt: skip
    cell = draft.put(row, lines[1], lines[2], CellKind.INPUT, input=made)
    draft.fields[path] = draft.ref(cell)
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
        path = f"{section.id}-{draft.copy}.{signer.id}" if draft.copy else f"{section.id}.{signer.id}"
        draft.put(row, left, right, CellKind.SIGNATURE, text, path=path)
    draft.close(BlockKind.SIGN, first)


def add_notes(draft: SheetDraft, section: NoteSection, words: Words) -> None:
    """Printed words across the sheet, numbered when there are several."""
    first = len(draft.heights)
    width = draft.lines.width
    for number, line in enumerate(section.text, 1):
        text = f"{number}. {words(line)}" if len(section.text) > 1 else words(line)
        height, size = draft.fitted(text, NOTE_SIZE, width)
        row = draft.row(height - 0.6)
        draft.put(row, 0, width, CellKind.NOTE, text, size=size)
    draft.close(BlockKind.NOTES, first)
