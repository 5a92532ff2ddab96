"""What of a text is its wording: width of punctuation, spaces, line breaks and kinds of quotation marks left out.

Two texts of the same wording differ in typography at most, which is never an amendment.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

_LAST = 0x3100  # beyond it no space stands and, but for a few, nothing invisible
_INVISIBLE = ("\ufeff", "\ufff9", "\ufffa", "\ufffb", *map(chr, range(0xFE00, 0xFE10)))
_ALIKE = {
    '"': "'“”„‟‘’‚‛「」『』«»‹›〝〞〟",
    "-": "—–―‒‐‑−─━",
    "~": "〜∼∽",
    "·": "•・‧∙⋅",
    ".": "。",
}
REPEATED = re.compile(r"-{2,}|\.{3,}|·{2,}")


@cache
def _table() -> dict[int, str | None]:
    found: dict[int, str | None] = {ord(mark): None for mark in _INVISIBLE}
    for code in range(_LAST):
        if unicodedata.category(chr(code)) in ("Zs", "Zl", "Zp", "Cc", "Cf"):
            found[code] = None
    for kept, others in _ALIKE.items():
        found |= {ord(mark): kept for mark in others}
    return found


def translated(text: str) -> str:
    """A text with its marks as one of their kind, and nothing that is not seen; repeated marks are kept."""
    return unicodedata.normalize("NFKC", text).translate(_table())


def once(match: re.Match[str]) -> str:
    """One mark for those that REPEATED finds."""
    return match[0][0] if match[0][0] != "." else "…"


@lru_cache(maxsize=1 << 15)  # most texts stand on both sides
def fold(text: str) -> str:
    """The wording of a text: equal for two texts that differ in typography alone."""
    return REPEATED.sub(once, translated(text))


def same(one: str, other: str) -> bool:
    """Whether two texts are of the same wording."""
    return one == other or fold(one) == fold(other)
