"""One set of vertical lines for a whole sheet, since a worksheet has only one set of columns.

Tables bring their lines first, exactly; later sections move theirs to a line that is already near,
so that a sheet does not fall apart into slivers.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

NEAR = 3.0  # mm within which a line is moved to an existing one
DENSE = 8  # beside a table with as many columns, other sections take its lines from further away
DENSE_NEAR = 8.0  # mm


class Lines:
    """The vertical lines of a sheet, in mm from the left."""

    def __init__(self, width: float) -> None:
        self.width = width
        self.at: list[float] = [0.0, width]
        self.dense = False
        self._known: dict[tuple[float, float], tuple[int, int]] = {}

    def add_table(self, widths: Sequence[float]) -> list[float]:
        """Lines for a table whose columns are scaled to the full width; returns its own lines."""
        scale = self.width / sum(widths)
        wanted, x = [0.0], 0.0
        for width in widths:
            x += width * scale
            wanted.append(x)
        wanted[-1] = self.width
        lines = self._settle(wanted, NEAR if len(self.at) > 2 else 0.0)
        self.dense = self.dense or len(widths) >= DENSE
        return lines

    def add_section(self, wanted: Sequence[float]) -> list[float]:
        """Lines near `wanted` (ascending, from 0 to the width) for fields, text areas and signatures."""
        return self._settle(list(wanted), DENSE_NEAR if self.dense else NEAR)

    def add_between(self, first: float, last: float, x: float) -> None:
        """A line at `x`, unless there is one between `first` and `last`."""
        if not any(first <= line <= last for line in self.at):
            self.at = sorted({*self.at, x})
            self._known.clear()

    def _settle(self, wanted: list[float], tolerance: float) -> list[float]:
        settled = [0.0]
        for index, x in enumerate(wanted[1:-1], 1):
            remaining = len(wanted) - 1 - index
            free = [line for line in self.at if line > settled[-1] + 0.01]
            # Lines further right must stay free for the section's remaining ones.
            free = free[: len(free) - remaining] if self.dense and len(free) > remaining else free
            near = min(free, key=lambda line: abs(line - x), default=None)
            if near is not None and near < self.width and abs(near - x) <= tolerance:
                settled.append(near)
            else:
                self.at = sorted({*self.at, x})
                self._known.clear()
                settled.append(x)
        settled.append(self.width)
        return settled

    def columns(self, left: float, right: float) -> tuple[int, int]:
        """(first column, number of columns) between two lines."""
        known = self._known.get((left, right))
        if known is None:
            first = self._index(left)
            known = self._known[left, right] = (first, self._index(right) - first)
        return known

    def _index(self, x: float) -> int:
        right = bisect_left(self.at, x)
        if right and (right == len(self.at) or x - self.at[right - 1] <= self.at[right] - x):
            return right - 1
        return right

    @property
    def widths(self) -> tuple[float, ...]:
        """Column widths in mm, rounded to 0.01."""
        return tuple(round(right - left, 2) for left, right in zip(self.at, self.at[1:], strict=False))
