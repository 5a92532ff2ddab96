"""Where pages end. Excel breaks before any row that no longer fits and ignores manual breaks on sheets that are
fitted to pages; so the empty row above a block is stretched until the block begins the next page by itself."""

from __future__ import annotations

from ..layout import Block, CellKind, Sheet, page_height
from .page import Repeated, again, page_starts

SLACK = 4.0  # mm left on the page, less than a heading is high: programs measure a little differently
MOST_EMPTY = 0.4  # of a page that may stay empty to keep a block in one piece


def stretched(sheet: Sheet, repeat: Repeated | None) -> tuple[float, ...]:
    """The row heights, the empty rows above blocks stretched where a page would end badly."""
    heights = list(sheet.heights)
    filled = {row for cell in sheet.cells for row in range(cell.row, cell.last_row + 1)}
    for block in sheet.blocks:
        first = _first(sheet, block)
        gap = first - 1
        if gap in filled or gap < 1:
            continue
        room = page_height(sheet)
        starts = page_starts(heights, room, repeat)
        cut = next((row for row in starts if first < row <= block.last), None)
        page = max((row for row in starts if row < first), default=-1)
        if cut is None or page < 0 or gap in starts:
            continue
        free = room - again(heights, page, repeat) - sum(heights[page:gap])
        if not _bad(sheet, block, first, cut, repeat, free, room):
            continue
        longer = [*heights[:gap], free - min(SLACK, heights[first] / 2), *heights[first:]]
        if longer[gap] > heights[gap] and len(page_starts(longer, room, repeat)) <= max(sheet.pages, len(starts)):
            heights = longer
    return tuple(heights)


def _bad(sheet: Sheet, block: Block, first: int, cut: int, repeat: Repeated | None, free: float, room: float) -> bool:
    """Whether a page must not end before row `cut` of a block whose first row, its heading included, is `first`."""
    if cut <= block.first + block.headers:
        return True
    whole = sum(sheet.heights[first : block.last + 1])
    runs_on = repeat is not None and repeat.first == block.first
    return not runs_on and whole <= room and free <= room * MOST_EMPTY


def _first(sheet: Sheet, block: Block) -> int:
    """The first row of a block or of the heading above it."""
    above = [cell for cell in sheet.cells if cell.row == block.first - 1]
    return block.first - 1 if above and all(cell.kind is CellKind.HEADING for cell in above) else block.first
