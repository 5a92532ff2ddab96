"""Papers as they are handed out: sections of numbered questions, and where their items came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ..model import MultipleRule, QuestionType
from .items import Choice, Item

LETTERS = "ABCDEFGH"


class Source(StrEnum):
    """Where the items of a paper may come from."""

    FORMAL = "formal"
    PRACTICE = "practice"
    BOTH = "both"

    @property
    def label(self) -> str:
        """What people call it."""
        return {"formal": "正式题库", "practice": "练习题库", "both": "正式题库和练习题库"}[self.value]

    def holds(self, item: Item) -> bool:
        """Whether an item may be taken; what is derived has not been reviewed and never is."""
        return not item.derived and (self is Source.BOTH or item.pool.name.lower() == self.value)


class Shortage(Exception):
    """The bank has too few items: one line for each type that is short."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__("；".join(lines))
        self.lines = tuple(lines)


@dataclass(frozen=True)
class Asked:
    """A question in its place on a paper; `options` and `steps` stand as printed, the key is told from them."""

    number: int
    item: Item
    options: tuple[Choice, ...] = ()
    steps: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The answer as it is entered: letters, 对 or 错, or the model answers of the blanks."""
        item = self.item
        if self.options:
            return "".join(LETTERS[place] for place, option in enumerate(self.options) if option.right)
        if self.steps:
            return "".join(LETTERS[self.steps.index(step)] for step in item.steps)
        if item.type is QuestionType.JUDGE:
            return "对" if item.holds else "错"
        return "；".join(accepted[0] for accepted in item.blanks)


@dataclass(frozen=True)
class Section:
    """The questions of one type, each worth the same."""

    type: QuestionType
    marks: int
    questions: tuple[Asked, ...]

    @property
    def total(self) -> int:
        """What they are worth together."""
        return self.marks * len(self.questions)


@dataclass(frozen=True)
class ExamPaper:
    """One paper, as it is handed out."""

    letter: str
    blueprint: str
    title: str
    seed: int
    minutes: int
    passing: int
    multiple: MultipleRule
    sections: tuple[Section, ...]

    @property
    def id(self) -> str:
        """The number printed on it."""
        return f"{self.blueprint}-{self.seed}-{self.letter}"

    @property
    def marks(self) -> int:
        """The full marks."""
        return sum(section.total for section in self.sections)

    @property
    def questions(self) -> tuple[Asked, ...]:
        """Every question, numbered through."""
        return tuple(asked for section in self.sections for asked in section.questions)


@dataclass(frozen=True)
class Drawn:
    """Two papers, and what whoever uses them should know: what the bank could not give as the blueprint asks."""

    papers: tuple[ExamPaper, ExamPaper]
    notes: tuple[str, ...] = ()

    @property
    def taken(self) -> frozenset[str]:
        """The ids of all items on the papers."""
        return frozenset(asked.item.id for paper in self.papers for asked in paper.questions)
