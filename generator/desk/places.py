"""Positions in a source → paths in it: beside which field a problem stands."""

from __future__ import annotations

from ..model import Mark, Position
from ..source.editing import Step


def path_at(mark: Mark, position: Position) -> tuple[Step, ...]:
    """The path, below `mark`, of the innermost key or entry that begins at or before `position`.

    What begins exactly where its list entry or mapping begins is the whole of it: a problem of an article, say.
    """
    path: tuple[Step, ...] = ()
    while mark.children:
        if position == mark.position and path:
            break
        step = _last_before(mark, position)
        if step is None:
            break
        path, mark = (*path, step), mark.children[step]
    return path


def _last_before(mark: Mark, position: Position) -> Step | None:
    found: Step | None = None
    for step, child in mark.children.items():
        start = mark.keys.get(str(step), child.position)
        if (start.line, start.column) <= (position.line, position.column):
            found = step
    return found
