"""A column-mapping file → a format, or what is wrong with the file."""

from __future__ import annotations

from ...problems import Problem, has_errors, in_order
from ...source import read_source
from ...source.conform import conform
from .context import Export
from .custom import Template, export, problems


def custom_export(data: bytes, file: str) -> tuple[Export | None, list[Problem]]:
    """Read a mapping (see custom.py). `file` is the name that positions carry; None when there are errors."""
    source = read_source(data, file)
    found = list(source.problems)
    if source.value is None:
        return None, in_order(found)
    made = conform(Template, source.value, source.mark)
    found += made.problems
    if made.element is None:
        return None, in_order(found)
    found += problems(made.element)
    return (None if has_errors(found) else export(made.element)), in_order(found)
