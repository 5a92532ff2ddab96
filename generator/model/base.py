"""What every part of the model is made of: places in a source file, frozen elements, short types."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, NamedTuple, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, StringConstraints
from pydantic.json_schema import SkipJsonSchema, WithJsonSchema
from pydantic_core import PydanticCustomError


class Position(NamedTuple):
    """A place in a source file; line and column count from 1, 0 means "the file as a whole"."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Mark:
    """Where an element stands in its source, and where each of its keys and items stands.

    `raw` is the text of a scalar exactly as written (with quotes and line breaks), "" otherwise.
    """

    position: Position
    raw: str = ""
    keys: Mapping[str, Position] = field(default_factory=dict)
    children: Mapping[str | int, Mark] = field(default_factory=dict)

    def of(self, *path: str | int) -> Mark:
        """The mark of the value at `path`, or of the nearest enclosing value that has one."""
        mark = self
        for step in path:
            child = mark.children.get(step)
            if child is None:
                return mark
            mark = child
        return mark

    def find(self, text: str) -> Position:
        """The position of `text` inside this scalar as written; the scalar's own start if it is not there."""
        offset = self.raw.find(text)
        if offset < 0:
            return self.position
        before = self.raw[:offset]
        lines = before.count("\n")
        column = offset - before.rfind("\n") if lines else self.position.column + offset
        return Position(self.position.file, self.position.line + lines, column)


NOWHERE = Mark(Position("<memory>"))
MARK_KEY = "__at__"


class Element(BaseModel):
    """A frozen piece of the model that knows where it was written."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        populate_by_name=True,
        arbitrary_types_allowed=True,
        use_enum_values=False,
        defer_build=True,
    )

    at: SkipJsonSchema[Mark] = Field(default=NOWHERE, alias="__at__", exclude=True, repr=False)

    def position_of(self, *path: str | int) -> Position:
        """The position of the value at `path` below this element."""
        return self.at.of(*path).position


def _read_flag(value: Any) -> Any:
    words = {"是": True, "否": False, "true": True, "false": False}
    return words.get(value, value) if isinstance(value, str) else value


SLUG = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
NAME = r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$"
FINGERPRINT = r"^([0-9a-f]{12})?$"
FORM_ID = r"^F\d{2}-\d{2}$"
# One line without control characters and without those that mark slots in templates.
LINE = r"^[^\x00-\x1f\x7f-\x9f\u2028\u2029\ue000-\uf8ff]*$"

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Slug = Annotated[str, StringConstraints(pattern=SLUG)]
Name = Annotated[str, StringConstraints(pattern=NAME)]
FormId = Annotated[str, StringConstraints(pattern=FORM_ID)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, pattern=LINE, max_length=80)]
Flag = Annotated[bool, BeforeValidator(_read_flag), WithJsonSchema({"enum": ["是", "否"]})]


def _read_day(value: Any) -> Any:
    # Pydantic would take a bare number for seconds since 1970.
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise PydanticCustomError("date_parsing", "not a date")
    return value


Day = Annotated[date, BeforeValidator(_read_day), PlainSerializer(lambda d: d.isoformat(), return_type=str)]


def _without_mark(value: Any) -> Any:
    return {k: v for k, v in value.items() if k != MARK_KEY} if isinstance(value, dict) else value


T = TypeVar("T")
K = TypeVar("K")
Named = Annotated[dict[K, T], BeforeValidator(_without_mark)]


class Basis(StrEnum):
    """Where a sentence comes from; anything that is not SOURCE or LAW is a draft."""

    SOURCE = "据材料"
    LAW = "据公开规定"
    DRAFT = "拟稿"


class Reading(Element):
    """The reading chosen where the source material is ambiguous (domain list A-01 …)."""

    ambiguity: Annotated[str, StringConstraints(pattern=r"^A-\d{2}$")] = Field(
        title="歧义编号", description="sources.yml 中登记的歧义编号", examples=["A-03"]
    )
    reading: Text = Field(title="采用的理解", description="本条采用哪一种理解", examples=["按不少于 30 分钟理解"])
    note: str = Field(default="", title="给管理员的提示", description="需要谁确认、确认后改哪里")


class Sourced(Element):
    """Something that says where it comes from."""

    basis: Basis = Field(title="出处", description="据材料、据公开规定或拟稿；拟稿处处标明", examples=["据材料"])
    cites: tuple[str, ...] = Field(
        default=(),
        title="依据编号",
        description="sources.yml 中登记的编号：材料事实 R1-13、公开规定 L-10（可带条号，写作 “L-10 第3条”）、公开残片 S-01a",
        examples=[["R1-13"], ["L-10 第3条"]],
    )


class Review(Element):
    """Who found a question or a form right, and when."""

    by: Line = Field(title="谁", description="姓名")
    on: Day = Field(title="日期", examples=["2026-11-25"])
