"""Where a sheet's printed pages begin, and how many there are. Rows never split; header rows repeat."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from itertools import pairwise

from .draft import SheetDraft
from .grid import Alert, Block, BlockKind, Cell, CellKind, Sheet

MOST_EMPTY = 0.4  # of a page that may stay empty to keep a block in one piece
COMPANY = 2  # rows of a table that come along to a page with nothing but notes


def page_height(sheet: Sheet) -> float:
    """Printable height in mm."""
    return sheet.page.room_height


def paged(draft: SheetDraft, cells: tuple[Cell, ...] | None = None, alerts: tuple[Alert, ...] = ()) -> Sheet:
    """The sheet with where its pages begin."""
    source = draft.source
    sheet = Sheet(
        source.id,
        source.title,
        source.orientation,
        draft.lines.widths,
        tuple(draft.heights),
        tuple(draft.cells) if cells is None else cells,
        tuple(draft.blocks),
        source.pages,
        source.only,
        style=source.style,
        paper=source.paper,
        volume=source.volume,
        alerts=alerts,
        copy=draft.copy,
    )
    return replace(sheet, breaks=page_breaks(sheet, draft.new_pages))


def page_starts(sheet: Sheet, breaks: Collection[int]) -> list[int]:
    """The row that begins each page; the rows in `breaks` always begin one."""
    room = page_height(sheet)
    tables = {row: block for block in sheet.blocks for row in range(block.first, block.last + 1)}
    starts, used = [0], 0.0
    for row, height in enumerate(sheet.heights):
        if (used + height > room or row in breaks) and row > starts[-1]:
            starts.append(row)
            block = tables.get(row)
            repeated = sheet.heights[block.first : block.first + block.headers] if block else ()
            used = sum(repeated) if block and row >= block.first + block.headers else 0.0
        used += height
    return starts


def page_count(sheet: Sheet) -> int:
    """Pages that the sheet takes."""
    return len(page_starts(sheet, sheet.breaks))


def page_breaks(sheet: Sheet, asked: Collection[int] = ()) -> tuple[int, ...]:
    """The rows that must begin a page, so that no page ends after a table's header or cuts a short block in two.

    Rows in `asked` always begin one; another break is only set where it costs no further page.
    """
    breaks: list[int] = list(asked)
    for block in sheet.blocks:
        if block.kind is BlockKind.PROSE:
            continue
        starts = page_starts(sheet, breaks)
        first = first_row(sheet, block)
        cut = next((row for row in starts if first < row <= block.last), None)
        if cut is None or max(row for row in starts if row <= first) == first:
            continue
        whole = page_starts(sheet, [*breaks, first])
        if must_not_cut(sheet, block, cut) and len(whole) <= max(sheet.pages, len(starts)):
            breaks.append(first)
    starts = page_starts(sheet, breaks)
    for start in starts[1:]:
        earlier = with_company(sheet, start, starts)
        moved = [*(row for row in breaks if row != start or row in asked), earlier]
        if earlier != start and len(page_starts(sheet, moved)) <= len(starts):
            breaks = moved
    return tuple(sorted(breaks))


def with_company(sheet: Sheet, start: int, starts: Collection[int]) -> int:
    """The row that begins the page of row `start`: an earlier one where otherwise nothing but notes stood on it.

    What stands above the notes then comes along, of a table its last rows.
    """
    end = min((row for row in starts if row > start), default=len(sheet.heights))
    kinds = [block.kind for block in sheet.blocks if block.last >= start and block.first < end]
    before = max((row for row in starts if row < start), default=0)
    above = next((block for block in reversed(sheet.blocks) if block.last < start or block.first < start), None)
    if not kinds or any(kind is not BlockKind.NOTES for kind in kinds) or above is None:
        return start
    while above.kind is BlockKind.NOTES:
        lower = [block for block in sheet.blocks if block.last < above.first]
        if not lower:
            return start
        above = lower[-1]
    first = first_row(sheet, above)
    wanted = above.last - COMPANY + 1
    if above.kind is BlockKind.TABLE and wanted > above.first + above.headers:
        first = wanted
    return first if first > before else start


def split_at_pages(sheet: Sheet) -> Sheet:
    """The sheet with every tall printed cell parted where a page begins, so that each page names its group."""
    starts = page_starts(sheet, sheet.breaks)
    cells: list[Cell] = []
    for cell in sheet.cells:
        cuts = [row for row in starts if cell.row < row <= cell.last_row] if cell.rows > 1 else []
        if not cuts or cell.kind is not CellKind.FIXED:
            cells.append(cell)
            continue
        edges = [cell.row, *cuts, cell.last_row + 1]
        cells += [replace(cell, row=top, rows=end - top) for top, end in pairwise(edges)]
    return replace(sheet, cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))


def parted_groups(sheet: Sheet) -> set[int]:
    """The rows at which `split_at_pages` parted a tall printed cell: a page must begin there."""
    ends = {(cell.last_row, cell.column, cell.text) for cell in sheet.cells if cell.kind is CellKind.FIXED}
    starts = set(page_starts(sheet, sheet.breaks))
    return {
        cell.row
        for cell in sheet.cells
        if cell.kind is CellKind.FIXED and cell.text and (cell.row - 1, cell.column, cell.text) in ends
    } & starts


def must_not_cut(sheet: Sheet, block: Block, cut: int) -> bool:
    """Whether a page must not end before row `cut` of a block: only headers above it, or a block that fits a page
    and would leave little of it empty."""
    if cut <= block.first + block.headers:
        return True
    first, room = first_row(sheet, block), page_height(sheet)
    whole, left = sum(sheet.heights[first : block.last + 1]), sum(sheet.heights[first:cut])
    return whole <= room and left <= room * MOST_EMPTY


def first_row(sheet: Sheet, block: Block) -> int:
    """The first row of a block, or of the heading above it."""
    above = [cell for cell in sheet.cells if cell.row == block.first - 1]
    return block.first - 1 if above and all(cell.kind is CellKind.HEADING for cell in above) else block.first
