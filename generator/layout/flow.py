"""A flow → a drawing: steps below each other, what to do beside them, questions that lead aside."""

from __future__ import annotations

from ..model import FlowSection, FlowTurn, FormField, ListItem
from .draft import SheetDraft
from .drawing import Arrow, Drawing, Shape, ShapeKind
from .grid import BlockKind, Cell, CellKind
from .measure import text_height
from .words import Words

BOX, BOX_HEIGHT = 36.0, 10.0
TOP, GAP, SIDE = 1.5, 6.0, 7.0
QUESTION, QUESTION_HEIGHT = 44.0, 15.0
STEP_SIZE, NOTE_SIZE = 11.0, 9.5


def add_flow(draft: SheetDraft, section: FlowSection, words: Words) -> None:
    """The drawing, in a row of its own."""
    first = len(draft.heights)
    title = words(section.title)
    if title:
        draft.heading(title)
    drawing = draw(section, words, draft.lines.width)
    row = draft.row(drawing.height)
    draft.cells.append(
        Cell(row, 0, CellKind.DRAWING, drawing.title, columns=draft.all_columns, align="center", drawing=drawing)
    )
    draft.close(BlockKind.DRAWING, first + (1 if title else 0), title=title)


def draw(section: FlowSection, words: Words, width: float) -> Drawing:
    """Place every shape and arrow in a drawing `width` mm wide."""
    listed = words.listed(section.steps_from)
    items = listed.items if listed else ()
    shows = FormField(id="x", label="x", shows=section.shows, cell=section.cell)
    middle = max(QUESTION, BOX) / 2 + 1
    aside = middle + QUESTION / 2 + SIDE
    room = width - aside
    shapes: list[Shape] = []
    arrows: list[Arrow] = []
    y, last = TOP, len(items) - 1
    turns = {turn.after: turn for turn in section.turns}
    for number, item in enumerate(items):
        y = _step(shapes, arrows, item, words.shown(shows, item, section.steps_from, None, ""), number, last, y, middle, aside, room)  # fmt: skip
        turn = turns.get(item.id)
        if turn:
            y = _turn(shapes, arrows, turn, words, y, middle, aside, room)
        if number < last:
            arrows.append(Arrow(middle, y, middle, y + GAP, "否" if turn else ""))
            y += GAP
    names = "、".join(item.title for item in items)
    return Drawing(width, round(y + 0.5, 2), f"流程：{names}", tuple(shapes), tuple(arrows))


def _step(
    shapes: list[Shape],
    arrows: list[Arrow],
    item: ListItem,
    note: str,
    number: int,
    last: int,
    y: float,
    middle: float,
    aside: float,
    room: float,
) -> float:
    height = max(BOX_HEIGHT, text_height(note, NOTE_SIZE, room))
    centre = y + height / 2
    kind = ShapeKind.ROUND if number in (0, last) else ShapeKind.BOX
    shapes.append(
        Shape(
            kind,
            middle - BOX / 2,
            centre - BOX_HEIGHT / 2,
            BOX,
            BOX_HEIGHT,
            f"{number + 1}. {item.title}",
            STEP_SIZE,
            True,
        )
    )
    if note:
        shapes.append(Shape(ShapeKind.NOTE, aside, y, room, height, note, NOTE_SIZE))
        arrows.append(Arrow(middle + BOX / 2, centre, aside - 1, centre, plain=True))
    if height > BOX_HEIGHT and number < last:
        arrows.append(Arrow(middle, centre + BOX_HEIGHT / 2, middle, y + height, plain=True))
    if height > BOX_HEIGHT and number:
        arrows.append(Arrow(middle, y, middle, centre - BOX_HEIGHT / 2, plain=True))
    return y + height


def _turn(
    shapes: list[Shape],
    arrows: list[Arrow],
    turn: FlowTurn,
    words: Words,
    y: float,
    middle: float,
    aside: float,
    room: float,
) -> float:
    arrows.append(Arrow(middle, y, middle, y + GAP))
    y += GAP
    shapes.append(
        Shape(
            ShapeKind.QUESTION,
            middle - QUESTION / 2,
            y,
            QUESTION,
            QUESTION_HEIGHT,
            words(turn.question),
            NOTE_SIZE,
            True,
        )
    )
    answer = words(turn.answer)
    height = min(QUESTION_HEIGHT, text_height(answer, NOTE_SIZE, room) + 1)
    centre = y + QUESTION_HEIGHT / 2
    shapes.append(Shape(ShapeKind.BOX, aside + 2, centre - height / 2, room - 2, height, answer, NOTE_SIZE))
    arrows.append(Arrow(middle + QUESTION / 2, centre, aside + 2, centre, "是"))
    return y + QUESTION_HEIGHT
