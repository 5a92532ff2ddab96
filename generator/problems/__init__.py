"""Content mistakes as data: collected, sorted, reported; never raised."""

from .problem import Problem, Severity, has_errors, in_order, stops
from .report import as_annotations, as_json, as_text

__all__ = ["Problem", "Severity", "as_annotations", "as_json", "as_text", "has_errors", "in_order", "stops"]
