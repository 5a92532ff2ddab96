"""Constraints between facts: `opening_time - work_start >= opening_gap`, read without running anything.

Times minus times are durations; durations add; both sides of a comparison must be of one dimension.
"""

from __future__ import annotations

import ast
import operator
import re
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
# A fact of another regulation, 01/opening_time, made a name that the parser takes.
_ELSEWHERE = re.compile(r"\b(\d{2})/([a-z][a-z0-9_]*)")


class RuleError(Exception):
    """A rule that cannot be read or makes no sense; the message says why, in Chinese."""


def names_in(rule: str) -> list[str]:
    """The facts a rule speaks of, from left to right. Raises RuleError."""
    names = [node for node in ast.walk(_parse(rule)) if isinstance(node, ast.Name)]
    return [_name(node) for node in sorted(names, key=lambda node: (node.lineno, node.col_offset))]


def holds(rule: str, values: Mapping[str, Value | None]) -> bool | None:
    """Whether `rule` holds for `values`; None when a value is not set yet. Raises RuleError."""
    for name in names_in(rule):
        if name not in values:
            raise RuleError(f"没有名为 {name} 的参数")
        if values[name] is None:
            return None
    return not failing(rule, values)


def failing(rule: str, values: Mapping[str, Value | None]) -> list[str]:
    """The facts of the first comparison in `rule` that does not hold, [] if all do. Every fact must have a value."""
    tree = _parse(rule)
    sides = [_measure(tree.left, values), *(_measure(side, values) for side in tree.comparators)]
    for index, comparison in enumerate(tree.ops):
        left, right = sides[index], sides[index + 1]
        if "text" in (left[0], right[0]):
            raise RuleError("文字类参数不能比较")
        if left[0] != right[0]:
            raise RuleError("两边不是同一类量，不能比较")
        if not _COMPARE[type(comparison)](left[1], right[1]):
            around = ([tree.left, *tree.comparators][index], tree.comparators[index])
            return [_name(node) for side in around for node in ast.walk(side) if isinstance(node, ast.Name)]
    return []


def _parse(rule: str) -> ast.Compare:
    if len(rule) > MAX_LENGTH:
        raise RuleError("算式太长")
    try:
        tree = ast.parse(_ELSEWHERE.sub(r"_\1_\2", rule), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise RuleError("算式写法不对，应像 a - b >= c") from None
    if not isinstance(tree, ast.Compare) or any(type(op) not in _COMPARE for op in tree.ops):
        raise RuleError("算式里要有一个比较号：>=、<=、>、< 或 ==")
    allowed = (ast.Compare, ast.BinOp, ast.Add, ast.Sub, ast.Name, ast.Load, *_COMPARE)
    for node in ast.walk(tree):
        if not isinstance(node, allowed):
            raise RuleError("算式里只能有参数名、+、- 和比较号")
    return tree


def _name(node: ast.Name) -> str:
    """The fact's name as the rule writes it: opening_time, or 01/opening_time."""
    return re.sub(r"^_(\d{2})_", r"\1/", node.id)


def _measure(node: ast.expr, values: Mapping[str, Value | None]) -> tuple[str, Decimal]:
    if isinstance(node, ast.Name):
        value = values[_name(node)]
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
