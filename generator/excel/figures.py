"""Which numbers an input takes and how they are shown."""

from __future__ import annotations

from dataclasses import dataclass

from ..layout import Cell, CellKind, Input
from ..model import Control
from .text import one_line

LONG_DATE_WIDTH = 32.0  # mm: narrower cells show 2026-11-24
LONG_DATE = 'yyyy"年"m"月"d"日"'
SHORT_DATE = "yyyy-mm-dd"
# Quantities that are measured take decimals, everything else that has a unit is counted.
MEASURED = frozenset(
    {
        *("元", "万元", "亿元", "小时", "分钟", "分", "秒", "天", "日", "周", "月", "年", "%", "％", "‰", "倍"),
        *("度", "℃", "°C", "米", "平方米", "立方米", "㎡", "m²", "m", "km", "公里", "千米", "厘米", "毫米"),
        *("克", "千克", "公斤", "kg", "吨", "升", "千瓦时", "分贝"),
    }
)
MONEY_LIMIT = 1e12


@dataclass(frozen=True)
class Bounds:
    """The numbers an input takes."""

    whole: bool
    minimum: float
    maximum: float | None

    @property
    def words(self) -> str:
        """What a person is told to write."""
        kind = "整数" if self.whole else "数字"
        if self.maximum is None:
            return f"不小于 {plain(self.minimum)} 的{kind}"
        return f" {plain(self.minimum)} 到 {plain(self.maximum)} 之间的{kind}"


def bounds(input: Input) -> Bounds:
    """The numbers an input takes: not below zero unless it says so; sums of money may be negative."""
    minimum, maximum = input.minimum, input.maximum
    if input.control is Control.MONEY:
        low = -MONEY_LIMIT if minimum is None else minimum
        return Bounds(False, low, MONEY_LIMIT if maximum is None else maximum)
    if input.control is Control.PERCENT:
        # Excel keeps 95 % as 0.95; forms write their bounds either way.
        scale = 100 if max(abs(minimum or 0), abs(maximum or 0)) > 1 else 1
        return Bounds(False, (minimum or 0) / scale, 1.0 if maximum is None else maximum / scale)
    low = min(0.0, maximum) if minimum is None and maximum is not None else minimum or 0.0
    return Bounds(_whole(input), low, maximum)


def _whole(input: Input) -> bool:
    fractional = any(bound is not None and bound != int(bound) for bound in (input.minimum, input.maximum))
    return bool(input.unit) and input.unit.strip() not in MEASURED and not fractional


def plain(number: float) -> str:
    """A number as people write it: 500, 0.5."""
    return f"{number:.10g}" if abs(number) < 1e10 else f"{number:,.0f}"


def cell_format(cell: Cell, width: float) -> str:
    """The number format of a cell `width` mm wide."""
    if cell.kind is CellKind.FORMULA:
        if cell.formula and cell.formula.percent:
            return "0.0%"
        return "#,##0.00" if cell.formula and cell.formula.money else "General"
    if cell.number:
        return {Control.TIME: "h:mm", Control.MONEY: "#,##0", Control.PERCENT: "0%"}.get(
            cell.control or Control.NUMBER, "General"
        )
    if cell.kind is not CellKind.INPUT or cell.input is None:
        return "General"
    match cell.input.control:
        case Control.DATE:
            return LONG_DATE if width >= LONG_DATE_WIDTH else SHORT_DATE
        case Control.TIME:
            return "h:mm"
        case Control.MONEY:
            return "#,##0.00"
        case Control.PERCENT:
            return "0.0%"
        case Control.NUMBER:
            return _with_unit("0" if _whole(cell.input) else "General", cell.input.unit)
    return "General"


def _with_unit(code: str, unit: str) -> str:
    # Quotation marks end the literal part of a number format, and nothing in it can escape them.
    unit = one_line(unit).replace('"', "").replace("\\", "")
    return f'{code}"{unit}"' if unit and len(unit) <= 20 else code
