"""Where pages end and what repeats on them. Excel cannot keep rows together, so short tables get a page break."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ..layout import Block, BlockKind, Sheet, first_row, must_not_cut, page_height, parted_groups
from ..layout import page_starts as layout_starts

COMPANY = 2  # rows of a table that come along to a page which would begin below it
LONG_TABLE = 0.6  # of a page: shorter tables are kept in one piece
FROZEN_ROWS = 12
FROZEN_HEIGHT = 85.0  # mm: more would leave a small screen no room to scroll


@dataclass(frozen=True)
class Repeated:
    """Rows printed on every page; `freeze` if they also stay on the screen."""

    first: int
    last: int
    freeze: bool


def repeated(sheet: Sheet) -> Repeated | None:
    """The header rows of the sheet's one long table. (The footer names the form on every page.)

    A header repeats on all later pages, so it may only do so if all of them begin inside its table.
    """
    tables = [block for block in sheet.blocks if block.kind is BlockKind.TABLE and block.headers]
    longest = max(tables, key=lambda block: _height(sheet, block), default=None)
    one = len(layout_starts(sheet, sheet.breaks)) <= 1
    if longest and (len(tables) == 1 if one and sheet.pages <= 1 else _runs_on(sheet, longest)):
        last = longest.first + longest.headers - 1
        return Repeated(longest.first, last, last < FROZEN_ROWS and sum(sheet.heights[: last + 1]) <= FROZEN_HEIGHT)
    return None


def page_starts(
    heights: Sequence[float], room: float, repeat: Repeated | None, breaks: Collection[int] = ()
) -> list[int]:
    """The row that begins each page of height `room`; the rows in `breaks` always begin one."""
    starts, used = [0], 0.0
    for row, height in enumerate(heights):
        if (used + height > room or row in breaks) and row > starts[-1]:
            starts.append(row)
            used = _again(heights, row, repeat)
        used += height
    return starts


def _again(heights: Sequence[float], row: int, repeat: Repeated | None) -> float:
    """The height of what is repeated above `row` when it begins a page."""
    if repeat is None or row <= repeat.last:
        return 0.0
    return sum(heights[repeat.first : repeat.last + 1])


def _runs_on(sheet: Sheet, table: Block) -> bool:
    """Whether the table is long and every page after the first begins with one of its rows."""
    body = table.first + table.headers
    room = page_height(sheet)
    heads = Repeated(table.first, body - 1, False)
    starts = page_starts(sheet.heights, room, heads, _company(sheet, heads, table, sheet.breaks))[1:]
    inside = bool(starts) and all(body <= row <= table.last for row in starts)
    return inside and _height(sheet, table) > LONG_TABLE * room


def _company(sheet: Sheet, repeat: Repeated, table: Block, breaks: Collection[int]) -> list[int]:
    """The breaks, moved up into the table where more people's rows add a page that would begin below it: nothing
    could be repeated on any page then."""
    room, row = page_height(sheet), table.last - COMPANY + 1
    starts = page_starts(sheet.heights, room, repeat, breaks)
    moved = [*(other for other in breaks if other < row), row]
    if len(starts) <= max(sheet.pages, 1) or starts[-1] <= table.last or row <= table.first + table.headers:
        return list(breaks)
    return moved if len(page_starts(sheet.heights, room, repeat, moved)) <= len(starts) else list(breaks)


def _height(sheet: Sheet, block: Block) -> float:
    return sum(sheet.heights[block.first : block.last + 1])


def page_breaks(sheet: Sheet, repeat: Repeated | None) -> list[int]:
    """Rows that must begin a page: where the layout begins one between two blocks (a worksheet is scaled to the
    paper's width and would run on), and where print titles on every page make it necessary besides."""
    between = {first_row(sheet, block) for block in sheet.blocks}
    parted = parted_groups(sheet)
    room = page_height(sheet)
    breaks = [
        row for row in layout_starts(sheet, sheet.breaks)[1:] if row in between or row in parted or row in sheet.breaks
    ]
    table = next((block for block in sheet.blocks if repeat and block.first <= repeat.first <= block.last), None)
    if repeat and table:
        breaks = _company(sheet, repeat, table, breaks)
    for block in sheet.blocks:
        starts = page_starts(sheet.heights, room, repeat, breaks)
        first = first_row(sheet, block)
        cut = next((row for row in starts if first < row <= block.last), None)
        page = max(row for row in starts if row <= first)
        if cut is None or page == first or not _bad(sheet, block, cut, repeat):
            continue
        whole = page_starts(sheet.heights, room, repeat, [*breaks, first])
        if len(whole) <= max(sheet.pages, len(starts)):
            breaks.append(first)
    return sorted(breaks)


def _bad(sheet: Sheet, block: Block, cut: int, repeat: Repeated | None) -> bool:
    """Whether the block must not be cut there; a table whose header repeats may be, once a row of it stands."""
    if repeat is not None and repeat.first == block.first:
        return cut <= block.first + block.headers
    return must_not_cut(sheet, block, cut)
