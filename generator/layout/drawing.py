"""A drawing: boxes, questions and arrows placed in millimetres, for renderers to draw each in its own way."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ShapeKind(StrEnum):
    """What a shape is."""

    BOX = "box"
    ROUND = "round"
    QUESTION = "question"  # a diamond
    NOTE = "note"  # words without an outline


@dataclass(frozen=True)
class Shape:
    """A shape with words in it; `left` and `top` count from the drawing's corner."""

    kind: ShapeKind
    left: float
    top: float
    width: float
    height: float
    text: str
    size: float = 10.5
    bold: bool = False


@dataclass(frozen=True)
class Arrow:
    """A straight line from one point to another, with a head at its end unless it is `plain`; `text` stands beside it."""

    x1: float
    y1: float
    x2: float
    y2: float
    text: str = ""
    plain: bool = False


@dataclass(frozen=True)
class Drawing:
    """A drawing `width` × `height` mm. `title` says in words what it shows."""

    width: float
    height: float
    title: str
    shapes: tuple[Shape, ...]
    arrows: tuple[Arrow, ...]
