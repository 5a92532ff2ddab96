"""Papers and margins: forms, official documents (GB/T 9704—2012), signs. Lengths in mm."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Orientation, PageStyle, PaperSize

SIZES = {PaperSize.A4: (210.0, 297.0), PaperSize.A3: (297.0, 420.0)}
# top, right, bottom, left. A document's type area is 156 × 225 mm, 37 mm below the edge, 28 mm from the binding.
MARGINS = {
    PageStyle.FORM: (14.0, 15.0, 17.0, 15.0),
    PageStyle.DOCUMENT: (37.0, 26.0, 35.0, 28.0),
    PageStyle.BOARD: (14.0, 15.0, 14.0, 15.0),
}
FOOTER = 8.0  # between the words at the page's foot and its edge
DOCUMENT_LINES, DOCUMENT_CHARACTERS = 22, 28
DOCUMENT_SIZE = 16.0  # 3号


@dataclass(frozen=True)
class Page:
    """A page in mm: the paper and what stays free around the printed area."""

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float

    @property
    def room_width(self) -> float:
        """The width that may be printed."""
        return self.width - self.left - self.right

    @property
    def room_height(self) -> float:
        """The height that may be printed."""
        return self.height - self.top - self.bottom


def page_of(style: PageStyle, paper: PaperSize, orientation: Orientation) -> Page:
    """The page of a sheet."""
    width, height = SIZES[paper]
    if orientation is Orientation.LANDSCAPE:
        width, height = height, width
    return Page(width, height, *MARGINS[style])
