"""What a handbook is made of, free of any file format: headings, words and tables, in parts, with places to lead to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a line; `target` is the place that it leads to, a `mark` says where the words come from."""

    text: str
    target: str = ""
    mark: bool = False


Line = tuple[Span, ...]


class Style(StrEnum):
    """The standing of a paragraph."""

    BODY = "正文"
    EDITION = "题注"
    NOTE = "说明"
    FRONT = "前页标题"


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 1 opens a regulation or an appendix, 2 a chapter, 3 an article; `place` is what links lead to."""

    level: int
    text: str
    place: str
    mark: Line = ()


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    line: Line
    style: Style = Style.BODY


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; columns share the width of the page by their `width`."""

    head: str
    width: float
    center: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; with a single cell it names what the rows after it have in common."""

    cells: tuple[Line, ...]
    place: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one row of heads; a `dense` one is set smaller."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    dense: bool = False


Block = Heading | Text | Table


@dataclass(frozen=True, slots=True)
class Part:
    """What starts on a page of its own; `running` stands at the head of its pages."""

    running: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page: from top to bottom."""

    company: str
    title: str
    subtitle: str
    standing: tuple[str, ...]
    department: str
    date: str


@dataclass(frozen=True, slots=True)
class Book:
    """A document: its cover if it has one, what stands before the contents, its parts.

    The contents name the headings of `levels`. `file` is its name without a suffix, `notice` stands on every page.
    """

    title: str
    file: str
    company: str
    notice: str
    dated: date
    cover: Cover | None
    preface: tuple[Block, ...]
    levels: tuple[int, int]
    parts: tuple[Part, ...]

    @property
    def headings(self) -> tuple[Heading, ...]:
        """Every heading, in order."""
        return tuple(block for part in self.parts for block in part.blocks if isinstance(block, Heading))

    @property
    def contents(self) -> tuple[Heading, ...]:
        """The headings that the contents name."""
        first, last = self.levels
        return tuple(heading for heading in self.headings if first <= heading.level <= last)


def plain(line: Line) -> str:
    """The words of a line."""
    return "".join(span.text for span in line)


def line(*texts: str) -> Line:
    """A line of plain words."""
    return tuple(Span(text) for text in texts if text)
