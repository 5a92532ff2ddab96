"""What every Office file is written with: texts that XML can hold, lengths in its units."""

from __future__ import annotations

import re

TWIPS_PER_MM = 1440 / 25.4
EMU_PER_MM = 36_000
# What XML 1.0 cannot hold: C0 controls but tab and line feed, lone surrogates, two non-characters.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """`text` without the characters that XML cannot hold; every line break becomes a line feed."""
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def twips(mm: float) -> int:
    """Millimetres → twentieths of a point."""
    return round(mm * TWIPS_PER_MM)


def emu(mm: float) -> int:
    """Millimetres → the unit of drawings, 36,000 to a millimetre."""
    return round(mm * EMU_PER_MM)
