"""Who speaks of whom: every text in its place, and the links between clauses, duties, forms, facts and sources."""

from .elements import elements_of
from .index import Index, bases_of, form_fields, form_parts, source_id
from .reach import Reach
from .texts import PlacedText, texts
from .wording import wording

__all__ = [
    "Index",
    "PlacedText",
    "Reach",
    "bases_of",
    "elements_of",
    "form_fields",
    "form_parts",
    "source_id",
    "texts",
    "wording",
]
