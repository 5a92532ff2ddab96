"""The bytes of a source and its text: a byte order mark and every line break stay as they are."""

from __future__ import annotations

import codecs
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Splice:
    """`text` in place of what stands from `start` to `end`, counted in characters with one for each line break.

    Or, with `taken`, stretches of the text as it is, in their order there.
    """

    start: int
    end: int
    text: str = ""
    taken: tuple[tuple[int, int], ...] = ()


def text_of(data: bytes) -> str:
    """The text without a byte order mark, every line break `\\n`."""
    return _BREAK.sub("\n", data.removeprefix(codecs.BOM_UTF8).decode())


def spliced(data: bytes, splices: Sequence[Splice]) -> bytes:
    """`data` with texts put in; their line breaks become those the file has most of. ValueError if they overlap."""
    text = data.removeprefix(codecs.BOM_UTF8).decode()
    found = [match[0] for match in _BREAK.finditer(text)]
    line_break = Counter(found).most_common(1)[0][0] if found else "\n"
    wide = [match.start() - number for number, match in enumerate(re.finditer("\r\n", text))]

    def place(offset: int) -> int:
        return offset + bisect_left(wide, offset)

    made: list[str] = []
    done = 0
    for splice in sorted(splices, key=lambda each: (each.start, each.end)):
        if place(splice.start) < done:
            raise ValueError("changes that overlap")
        made += [text[done : place(splice.start)], splice.text.replace("\n", line_break)]
        made += [text[place(start) : place(end)] for start, end in splice.taken]
        done = place(splice.end)
    bom = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    return bom + "".join([*made, text[done:]]).encode()
