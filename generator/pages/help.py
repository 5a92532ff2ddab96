"""The pages of the 使用手册: Markdown as written, its pictures set as figures that keep their place before they are there."""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping

from markupsafe import Markup

PICTURES = "pictures/"
_IMAGE = re.compile(r"!\[([^\]]+)\]\(pictures/([\w-]+\.png)\)")
_LINE = re.compile(r"(?m)^!\[[^\n]+\.png\)$")
_DENSITY = 1.5  # points of a picture in a CSS pixel, as tests/site/manual.py takes them
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def illustrated(text: str, pictures: Mapping[str, bytes]) -> str:
    """A page's Markdown with each line of images `![caption](pictures/NAME.png)` as a row of figures.

    `pictures` are PNG files by name. Raises KeyError for one that is not there, ValueError for one that is no PNG.
    """

    def row(match: re.Match[str]) -> str:
        figures = [_figure(caption, name, pictures[name]) for caption, name in _IMAGE.findall(match[0])]
        return str(Markup('<div class="shots">{}</div>').format(Markup("").join(figures)))

    return _LINE.sub(row, text)


def _figure(caption: str, name: str, picture: bytes) -> Markup:
    width, height = (round(points / _DENSITY) for points in _size(picture))
    return Markup(
        '<figure class="shot"><img src="{}{}" alt="" width="{}" height="{}" loading="lazy"><figcaption>{}</figcaption></figure>'
    ).format(PICTURES, name, width, height, caption)


def _size(picture: bytes) -> tuple[int, int]:
    """Width and height from the header of a PNG (W3C PNG, 11.2.1 IHDR), in points."""
    if len(picture) < 24 or not picture.startswith(_SIGNATURE) or picture[12:16] != b"IHDR":
        raise ValueError("not a PNG")
    width, height = struct.unpack(">II", picture[16:24])
    return width, height
