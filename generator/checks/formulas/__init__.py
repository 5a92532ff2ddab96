"""A form's formulas: a spreadsheet can read them, what they name exists, and they come to a result."""

from __future__ import annotations

from .arithmetic import reckoned_words
from .loops import circular
from .references import formula_names
from .wellformed import formula_syntax

__all__ = ["circular", "formula_names", "formula_syntax", "reckoned_words"]
