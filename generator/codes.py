"""The printed code (QR) that says which form and version a sheet is."""

from __future__ import annotations

import io
from functools import lru_cache

import segno

QUIET = 2  # modules left white around it; the paper's margin does the rest


@lru_cache(maxsize=512)
def png(text: str) -> bytes:
    """A QR code as a PNG, 8 pixels a module: the same text gives the same bytes."""
    stream = io.BytesIO()
    _code(text).save(stream, kind="png", scale=8, border=QUIET)
    return stream.getvalue()


@lru_cache(maxsize=512)
def svg(text: str) -> str:
    """A QR code as an inline SVG without size, to be scaled by its place."""
    return str(_code(text).svg_inline(border=QUIET, omitsize=True, svgclass=None, lineclass=None))


def _code(text: str) -> segno.QRCode:
    # Half of a surrogate pair is no text; a question mark stands for it.
    return segno.make_qr(text.encode("utf-8", "replace").decode(), error="m", encoding="utf-8")
