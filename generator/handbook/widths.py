"""How wide the columns of a table are, so that its rows together take the fewest lines."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import east_asian_width

from .blocks import Column, Row, plain

ROOM = 156.0  # mm, the width of the type area (GB/T 9704—2012, 5.1)
EDGE = 2.6  # mm at the sides of a cell
_STEP, _LEAST = 4.0, 4  # mm; characters


def fitted(heads: Sequence[str], rows: Sequence[Row], size: float, narrow: float = 0.0) -> tuple[Column, ...]:
    """Columns with these heads for these rows, set in `size` points; the first is `narrow` mm wide if that is given."""
    character = size * 25.4 / 72
    lengths = [[_length(plain(row.cells[place])) for row in rows] for place in range(len(heads))]
    fixed = 1 if narrow else 0
    widths = [min(max([_LEAST, *own]), _LEAST) * character + EDGE for own in lengths]
    widths = [max(width, min(_length(head), _LEAST) * character + EDGE) for width, head in zip(widths, heads, strict=True)]  # fmt: skip
    if fixed:
        widths[0] = narrow
    lines = [_lines(own, width, character) for own, width in zip(lengths, widths, strict=True)]
    while (free := ROOM - sum(widths)) > 0.5 and len(widths) > fixed:
        step = min(_STEP, free)
        best, gain, best_lines = -1, -1, lines[0]
        for place in range(fixed, len(widths)):
            wider = _lines(lengths[place], widths[place] + step, character)
            others = [lines[other] for other in range(len(widths)) if other != place]
            saved = _total([*others, lines[place]]) - _total([*others, wider])
            # Where no row becomes lower, the column with the most lines comes nearest to it.
            saved = saved * 10_000 + sum(lines[place])
            if saved > gain:
                best, gain, best_lines = place, saved, wider
        widths[best] += step
        lines[best] = best_lines
    return tuple(
        Column(head, round(width, 1), center=bool(fixed) and place == 0)
        for place, (head, width) in enumerate(zip(heads, widths, strict=True))
    )


def _length(text: str) -> float:
    """In full-width characters."""
    return sum(1.0 if east_asian_width(character) in "WFA" else 0.52 for character in text)


def _lines(lengths: Sequence[float], width: float, character: float) -> list[int]:
    holds = (width - EDGE) / character
    return [max(1, -int(-length // holds)) for length in lengths]


def _total(columns: Sequence[Sequence[int]]) -> int:
    return sum(max(cells) for cells in zip(*columns, strict=True))
