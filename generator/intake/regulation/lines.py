"""What a document holds, whatever its format: lines with how they look, tables, and what could not be taken over."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

MOST_TEXT = 250_000  # characters of a document: ten times the longest regulation
MOST_BLOCKS = 20_000
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060\ufeff\ufffe\uffff\ud800-\udfff]|(?<!^)[\ue000-\uf8ff]"
)


class Refused(Exception):
    """A file that cannot be read; message and remedy are in Chinese."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


@dataclass(frozen=True)
class Remark:
    """Something for a person to settle: where, what was assumed, how to settle it.

    `kind` is a fixed word for programs. `path` is the place in the draft (keys, and ids or indexes), () for none.
    """

    kind: str
    place: str
    message: str
    remedy: str
    path: tuple[str | int, ...] = ()


@dataclass(frozen=True)
class Line:
    """A paragraph, or a part of one between soft breaks. `label` is the number that Word puts before the text."""

    text: str
    place: str
    label: str = ""
    style: str = ""
    outline: int = -1
    bold: bool = False
    centred: bool = False
    right: bool = False
    soft: bool = False

    @property
    def full(self) -> str:
        """The line as people read it."""
        return f"{self.label} {self.text}" if self.label else self.text


@dataclass(frozen=True)
class Grid:
    """A table: every row with the text of each column; a merged cell's text stands in all its places."""

    rows: tuple[tuple[str, ...], ...]
    place: str
    merged: bool = False


def visible(text: str) -> str:
    """A text without control characters, zero-width ones, direction marks and, but for a bullet in front, private ones."""
    return _UNSEEN.sub("", text)


def _seen(block: Line | Grid) -> Line | Grid:
    if isinstance(block, Line):
        text = visible(block.text).strip()
        return block if text == block.text else replace(block, text=text)
    return replace(block, rows=tuple(tuple(visible(cell).strip() for cell in row) for row in block.rows))


@dataclass
class Manuscript:
    """A document as read, in its order."""

    blocks: list[Line | Grid] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def checked(self) -> Manuscript:
        """Itself, without characters that nobody sees. Refused if it is too long to be a regulation, or empty."""
        self.blocks = [block for block in map(_seen, self.blocks) if isinstance(block, Grid) or block.text]
        size = sum(len(b.full) if isinstance(b, Line) else sum(map(len, sum(b.rows, ()))) for b in self.blocks)
        if size > MOST_TEXT or len(self.blocks) > MOST_BLOCKS:
            raise Refused(
                "文件太长，不像一项制度", f"一次导入一项制度，不超过 {MOST_TEXT // 10_000} 万字；合订本请拆开"
            )
        if not size:
            raise Refused("文件里没有文字", "扫描件、图片请先转成文字；文字在文本框里的，复制到正文再导入")
        return self
