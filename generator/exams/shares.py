"""Whole numbers that come as near to weights as they can."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Hashable, Mapping, Sequence
from fractions import Fraction
from typing import Any, TypeVar

Key = TypeVar("Key", bound=Hashable)
Rank = Callable[[Any], Any]


def largest_remainder(count: int, weights: Mapping[Key, int], rank: Rank) -> dict[Key, int]:
    """`count` shared out by weight: whole parts first, what is left to the largest remainders; of equal ones to the
    first by `rank`."""
    whole = sum(weights.values())
    exact = {key: Fraction(count * weight, whole) for key, weight in weights.items()}
    found = {key: int(share) for key, share in exact.items()}
    left = count - sum(found.values())
    for key in sorted(weights, key=lambda key: (found[key] - exact[key], rank(key)))[:left]:
        found[key] += 1
    return found


def limited(count: int, weights: Mapping[Key, int], room: Mapping[Key, int], rank: Rank) -> dict[Key, int]:
    """The same where a key takes no more than its room; the others then share what it leaves. The room is enough."""
    full: dict[Key, int] = {}
    while True:
        rest = {key: weight for key, weight in weights.items() if key not in full}
        if not rest:
            return full
        found = largest_remainder(count - sum(full.values()), rest, rank)
        over = {key: room[key] for key in found if found[key] > room[key]}
        if not over:
            shared = {**full, **found}
            return {key: shared[key] for key in weights}
        full |= over


def nearest(
    rows: Sequence[Key], columns: Sequence[Any], needed: Mapping[Key, int],
    there: Mapping[Key, Mapping[Any, int]], wanted: Mapping[Any, int],
) -> dict[Key, Counter[Any]]:  # fmt: skip
    """How many of each row and column to take: `needed` of each row, never more than are `there`, the columns' sums as
    near to `wanted` as that allows."""
    found: dict[Key, Counter[Any]] = {row: Counter() for row in rows}
    lacking = Counter(wanted)
    for row in rows:
        for _ in range(needed[row]):
            free = [column for column in columns if found[row][column] < there[row].get(column, 0)]
            best = max(free, key=lambda column: lacking[column])
            found[row][best] += 1
            lacking[best] -= 1
    while path := _path(rows, columns, found, there, lacking):
        for row, gives, takes in path:
            found[row][gives] -= 1
            found[row][takes] += 1
        lacking[path[0][1]] += 1
        lacking[path[-1][2]] -= 1
    return found


def _path(
    rows: Sequence[Key], columns: Sequence[Any], found: Mapping[Key, Counter[Any]],
    there: Mapping[Key, Mapping[Any, int]], lacking: Counter[Any],
) -> list[tuple[Key, Any, Any]]:  # fmt: skip
    """Exchanges within rows that lead from a column with too many to one with too few; empty if there are none."""
    for start in (column for column in columns if lacking[column] < 0):
        came: dict[Any, list[tuple[Key, Any, Any]]] = {start: []}
        queue = deque([start])
        while queue:
            here = queue.popleft()
            if lacking[here] > 0:
                return came[here]
            for other in columns:
                row = next((r for r in rows if found[r][here] and found[r][other] < there[r].get(other, 0)), None)
                if other not in came and row is not None:
                    came[other] = [*came[here], (row, here, other)]
                    queue.append(other)
    return []
