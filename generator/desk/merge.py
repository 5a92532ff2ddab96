"""Two versions of a file that began as one: what differs, who changed it, and the file with a choice for each."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_END = "\0"  # is in no source


class Side(StrEnum):
    """Whose lines."""

    THEIRS = "文件里现在的"
    MINE = "我的"


@dataclass(frozen=True)
class Difference:
    """Lines that differ, with their line breaks. `line` counts from 1 in `theirs`, `own` in `mine`; `proposed` is who alone changed
    them, None if both did."""

    number: int
    line: int
    own: int
    theirs: tuple[str, ...]
    mine: tuple[str, ...]
    proposed: Side | None


@dataclass(frozen=True)
class Versions:
    """What the file says now and what was to be saved, cut into what is the same and what differs."""

    pieces: tuple[tuple[str, ...] | Difference, ...]
    bom: bytes = b""

    @property
    def differences(self) -> tuple[Difference, ...]:
        """What differs, in order."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Difference))

    def merged(self, choices: Mapping[int, Side]) -> bytes | None:
        """The file with every difference as chosen by its number, else as proposed; None while one is open."""
        lines: list[str] = []
        for piece in self.pieces:
            if not isinstance(piece, Difference):
                lines += piece
                continue
            side = choices.get(piece.number, piece.proposed)
            if side is None:
                return None
            lines += piece.mine if side is Side.MINE else piece.theirs
        return self.bom + "".join(lines).encode()


def compared(base: bytes, theirs: bytes, mine: bytes) -> Versions | None:
    """Both versions of what was `base`; None if one of them is no text in UTF-8."""
    try:
        old, now, own = (content.removeprefix(codecs.BOM_UTF8).decode().splitlines(True) for content in (base, theirs, mine))  # fmt: skip
    except UnicodeDecodeError:
        return None
    kept, held = _kept(old, now), _kept(old, own)
    pieces: list[tuple[str, ...] | Difference] = []
    number = 0
    for a, b, c, d in _runs(now, own):
        if now[a:b] == own[c:d]:
            pieces.append(tuple(now[a:b]))
            continue
        proposed = Side.MINE if _is_old(kept, a, b) else Side.THEIRS if _is_old(held, c, d) else None
        pieces.append(Difference(number, a + 1, c + 1, tuple(now[a:b]), tuple(own[c:d]), proposed))
        number += 1
    return Versions(tuple(pieces), codecs.BOM_UTF8 if theirs.startswith(codecs.BOM_UTF8) else b"")


def words(old: str, new: str) -> list[tuple[str, str, bool]]:
    """A line of either side in pieces: (theirs, mine, whether they are the same)."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [(old[a:b], new[c:d], tag == "equal") for tag, a, b, c, d in matcher.get_opcodes()]


def _runs(now: Sequence[str], own: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Runs of lines; as many lines on either side are compared one by one, so that each can be chosen."""
    for tag, a, b, c, d in SequenceMatcher(None, now, own, autojunk=False).get_opcodes():
        if tag == "replace" and b - a == d - c:
            yield from ((a + n, a + n + 1, c + n, c + n + 1) for n in range(b - a))
        else:
            yield a, b, c, d


def _kept(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """The stretches of `new` that are as they were, counted with a line before the first and one behind the last."""
    ends = [_END]
    matcher = SequenceMatcher(None, [*ends, *old, *ends], [*ends, *new, *ends], autojunk=False)
    return [(c, d) for tag, _, _, c, d in matcher.get_opcodes() if tag == "equal"]


def _is_old(kept: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether these lines stood there before; of no line at all, whether its neighbours stood side by side."""
    first, last = start + 1, end + 1
    return any(c <= first and last <= d and (first < last or c < first < d) for c, d in kept)
