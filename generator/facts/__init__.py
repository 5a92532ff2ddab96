"""Facts: typed values, the texts that use them, and the constraints between them."""

from .constraints import RuleError, holds
from .lists import derived_list, derived_lists
from .resolve import PLACEHOLDER, Resolver, Segment, SegmentKind
from .values import UNSET, BadValue, Value, fact_text, number_of, parse_value, units_like

__all__ = [
    "PLACEHOLDER", "UNSET", "BadValue", "Resolver", "RuleError", "Segment", "SegmentKind", "Value", "derived_list", "derived_lists", "fact_text", "holds",
    "number_of", "parse_value", "units_like",
]  # fmt: skip
