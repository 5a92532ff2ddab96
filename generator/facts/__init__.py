"""Facts: typed values, the texts that use them, and the constraints between them."""

from .constraints import RuleError, holds
from .resolve import PLACEHOLDER, Resolver, Segment, SegmentKind
from .values import UNSET, BadValue, Value, fact_text, parse_value

__all__ = [
    "PLACEHOLDER", "UNSET", "BadValue", "Resolver", "RuleError", "Segment", "SegmentKind", "Value", "fact_text", "holds",
    "parse_value",
]  # fmt: skip
