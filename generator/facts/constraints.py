"""Constraints between facts: `opening_time - work_start >= opening_gap`, read without running anything.

Times minus times are durations; durations add; both sides of a comparison must be of one dimension.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from .values import Value

_COMPARE: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
}
MAX_LENGTH = 200


class RuleError(Exception):
    """A rule that cannot be read or makes no sense; the message says why, in Chinese."""


def names_in(rule: str) -> list[str]:
    """The facts a rule speaks of, from left to right. Raises RuleError."""
    names = [node for node in ast.walk(_parse(rule)) if isinstance(node, ast.Name)]
    return [node.id for node in sorted(names, key=lambda node: (node.lineno, node.col_offset))]


def holds(rule: str, values: Mapping[str, Value | None]) -> bool | None:
    """Whether `rule` holds for `values`; None when a value is not set yet. Raises RuleError."""
    tree = _parse(rule)
    for name in names_in(rule):
        if name not in values:
            raise RuleError(f"没有名为 {name} 的参数")
        if values[name] is None:
            return None
    sides = [_measure(tree.left, values), *(_measure(side, values) for side in tree.comparators)]
    for index, comparison in enumerate(tree.ops):
        left, right = sides[index], sides[index + 1]
        if "text" in (left[0], right[0]):
            raise RuleError("文字类参数不能比较")
        if left[0] != right[0]:
            raise RuleError("两边不是同一类量，不能比较")
        if not _COMPARE[type(comparison)](left[1], right[1]):
            return False
    return True


def _parse(rule: str) -> ast.Compare:
    if len(rule) > MAX_LENGTH:
        raise RuleError("算式太长")
    try:
        tree = ast.parse(rule, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise RuleError("算式写法不对，应像 a - b >= c") from None
    if not isinstance(tree, ast.Compare) or any(type(op) not in _COMPARE for op in tree.ops):
        raise RuleError("算式里要有一个比较号：>=、<=、>、< 或 ==")
    allowed = (ast.Compare, ast.BinOp, ast.Add, ast.Sub, ast.Name, ast.Load, *_COMPARE)
    for node in ast.walk(tree):
        if not isinstance(node, allowed):
            raise RuleError("算式里只能有参数名、+、- 和比较号")
    return tree


def _measure(node: ast.expr, values: Mapping[str, Value | None]) -> tuple[str, Decimal]:
    if isinstance(node, ast.Name):
        value = values[node.id]
        assert value is not None
        return value.dimension, value.amount
    assert isinstance(node, ast.BinOp)
    left, right = _measure(node.left, values), _measure(node.right, values)
    adding = isinstance(node.op, ast.Add)
    amount = left[1] + right[1] if adding else left[1] - right[1]
    match left[0], right[0], adding:
        case "time", "time", False:
            return "duration", amount
        case ("time", "duration", _):
            return "time", amount
        case ("duration", "time", True):
            return "time", amount
        case (a, b, _) if a == b and a not in ("time", "date", "text", "weekday"):
            return a, amount
    raise RuleError("加减的两边对不上：时点只能减时点或加减时长")
