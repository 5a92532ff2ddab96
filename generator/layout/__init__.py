"""A form → a neutral grid; renderers turn the grid into docx, xlsx or html."""

from .compose import compose
from .grid import (
    FOOTER,
    MARGIN_BOTTOM,
    MARGIN_LEFT,
    MARGIN_RIGHT,
    MARGIN_TOP,
    PAPER,
    Block,
    BlockKind,
    Cell,
    CellKind,
    FormLayout,
    Formula,
    Input,
    Ref,
    Sheet,
)
from .pages import first_row, must_not_cut, page_breaks, page_count, page_height, page_starts
from .sections import inline_text

__all__ = [
    "FOOTER", "MARGIN_BOTTOM", "MARGIN_LEFT", "MARGIN_RIGHT", "MARGIN_TOP", "PAPER", "Block", "BlockKind", "Cell",
    "CellKind", "FormLayout", "Formula", "Input", "Ref", "Sheet", "compose", "first_row", "inline_text",
    "must_not_cut", "page_breaks", "page_count", "page_height", "page_starts",
]  # fmt: skip
