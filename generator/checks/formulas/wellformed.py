"""Formulas that no spreadsheet could read."""

from __future__ import annotations

from collections.abc import Iterator

from ...problems import Problem
from ...references import Index
from .fault import Fault
from .syntax import parsed
from .written import written_in


def formula_syntax(index: Index) -> Iterator[Problem]:
    """A formula that is not written as one: the first thing wrong with it."""
    for form in index.library.forms:
        for formula in written_in(form):
            fault = parsed(formula.text)
            if isinstance(fault, Fault):
                message = f"“{formula.owner.label}”的算式{fault.message}"
                yield Problem("bad-formula", formula.place(fault.text, fault.at), message, fault.remedy)
