"""A form → a neutral grid; renderers turn the grid into docx, xlsx or html."""

from .compose import compose, pages_filled
from .drawing import Arrow, Drawing, Shape, ShapeKind
from .example import computed, filled_in, value_in
from .files import FileKind, kinds_of, part_for, volume_of
from .grid import (
    Alert,
    Block,
    BlockKind,
    Cell,
    CellKind,
    Chart,
    Fonts,
    FormLayout,
    Formula,
    Input,
    Ref,
    Sheet,
)
from .hand import by_hand, has_hand
from .pages import first_row, must_not_cut, page_breaks, page_count, page_height, page_starts, parted_groups
from .paper import DOCUMENT_LINES, FOOTER, Page, page_of
from .results import constants
from .sections import inline_text
from .slots import MadeOut, with_values
from .tokens import Measure, filled, has_slot, keys_in, optional, present, token, waiting_for

__all__ = [
    "DOCUMENT_LINES", "FOOTER", "Alert", "Arrow", "Block", "BlockKind", "Cell", "CellKind", "Chart", "Drawing", "FileKind", "Fonts",
    "FormLayout", "Formula", "Input", "MadeOut", "Measure", "Page", "Ref", "Shape", "ShapeKind", "Sheet", "by_hand",
    "compose", "computed", "constants", "filled", "filled_in", "first_row", "has_hand", "has_slot", "inline_text", "keys_in", "kinds_of", "must_not_cut", "optional",
    "page_breaks", "page_count", "page_height", "page_of", "page_starts", "pages_filled", "part_for", "parted_groups", "present", "token", "value_in", "volume_of", "waiting_for", "with_values",
]  # fmt: skip
