"""A question as it is printed: its stem, its options in one, two or four columns, room to write."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..exams.items import GAP
from ..exams.printed import LETTERS, Asked
from ..layout.measure import text_width
from ..model import QuestionType
from .package import Fonts
from .words import DRAFTED, WRITTEN
from .xml import GREY, Cell, Element, Tab, Type, para, run, runs, table

INDENT = 7.0  # mm: the number's room
GUTTER = 3.0  # mm between two columns of options
RULED = 9.0  # mm between two lines to write on
_ROUGH = 1.7  # handwriting takes so much more room than the marking points in print
_LEAST_LINES = 4
_SHORT_BLANK, _LONG_BLANK, _ORDER_BLANK = 14, 26, 40  # underscores, half as wide as a character: no line end parts them
# mm: the brackets before the number, where letters are to be filled in.
BRACKETED = {QuestionType.SINGLE: 12.0, QuestionType.MULTIPLE: 20.0, QuestionType.JUDGE: 12.0}
_TRAILING = re.compile(r"[（(][\s　]*[）)]\s*([。？?]?)$")


def columns(texts: Sequence[str], size: float, width: float) -> int:
    """In how many columns options of these texts stand side by side: 4, 2 or 1."""
    longest = max(text_width(f"A. {text}", size) for text in texts)
    for number in (4, 2):
        if len(texts) >= number and longest <= width / number - GUTTER:
            return number
    return 1


@dataclass(frozen=True)
class QuestionWriter:
    """Writes questions into a column `width` mm wide."""

    fonts: Fonts
    width: float
    size: float = 10.5
    line: float = 16.0

    @property
    def type(self) -> Type:
        """The type that questions are set in."""
        return Type(self.fonts.body, self.size, self.line)

    def elements(self, asked: Asked, marks: int) -> list[Element]:
        """All of a question; every paragraph but the last holds on to the next, so that no page parts them."""
        item = asked.item
        made: list[Element] = []
        if item.case:
            case = replace(self.type, font=self.fonts.case)
            made.append(self._line(asked, self._number(asked) + runs(item.case, case), keep=True))
            made.append(para(self._stem(asked), self.type, left=INDENT, keep=True))
        else:
            made.append(self._line(asked, self._number(asked) + self._stem(asked), keep=not self._alone(asked)))
        if asked.options:
            made += self.options([option.text for option in asked.options], self._indent(asked))
        if asked.steps:
            made += self.options(asked.steps, INDENT, last=False)
            content = [run("先后：", self.type), run("_" * _ORDER_BLANK, self.type)]
            made.append(para(content, self.type, left=INDENT, before=3, after=5))
        if item.type in WRITTEN:
            made += self.lines(self._lines_for(asked))
        return made

    def _alone(self, asked: Asked) -> bool:
        return not (asked.options or asked.steps or asked.item.type in WRITTEN)

    def _number(self, asked: Asked) -> list[Element]:
        bracket = [run("（\t）\t", self.type)] if asked.item.type in BRACKETED else []
        return [*bracket, run(f"{asked.number}.\t", self.type)]

    def _indent(self, asked: Asked) -> float:
        return INDENT + BRACKETED.get(asked.item.type, 0.0)

    def _line(self, asked: Asked, content: list[Element], keep: bool) -> Element:
        left = self._indent(asked)
        bracket = [Tab(left - INDENT - 4.5), Tab(left - INDENT)] if left > INDENT else []
        tabs = [*bracket, Tab(left)]
        return para(content, self.type, left=left, hanging=left, keep=keep, tabs=tabs, after=0 if keep else 3)

    def _stem(self, asked: Asked) -> list[Element]:
        item, made = asked.item, []
        stem = item.stem
        if item.type is QuestionType.CLOZE:
            longest = max((len(accepted[0]) for accepted in item.blanks), default=0)
            blank = "_" * (_SHORT_BLANK if longest <= 6 else _LONG_BLANK)
            for number, piece in enumerate(stem.split(GAP)):
                if number:
                    made.append(run(blank, self.type))
                made += runs(piece, self.type)
        elif item.type in BRACKETED:
            made = runs(_TRAILING.sub(r"\1", stem), self.type)
        else:
            made = runs(stem, self.type)
        if item.drafted:
            made.append(run(DRAFTED, replace(self.type, size=12, color=GREY, stacked=True)))
        return made

    def options(self, texts: Sequence[str], left: float, last: bool = True) -> list[Element]:
        """Options in columns; the last holds on to what follows only if `last` is false."""
        width = self.width - left
        number = columns(texts, self.size, width)
        lettered = [f"{LETTERS[n]}. {text}" for n, text in enumerate(texts)]
        rows = [lettered[n : n + number] for n in range(0, len(lettered), number)]
        made = []
        for place, row in enumerate(rows):
            keep = not last or place < len(rows) - 1
            after = 0 if keep else 3
            if number == 1:
                content = [run(f"{row[0][:2]}\t", self.type), *runs(row[0][3:], self.type)]
                stops = [Tab(left + 5)]
                made.append(para(content, self.type, left=left + 5, hanging=5, keep=keep, after=after, tabs=stops))
                continue
            stops = [Tab(left + n * width / number) for n in range(1, number)]
            content = []
            for n, text in enumerate(row):
                content += [run("\t", self.type)] if n else []
                content += runs(text, self.type)
            made.append(para(content, self.type, left=left, keep=keep, after=after, tabs=stops))
        return made

    def _lines_for(self, asked: Asked) -> int:
        words = sum(text_width(text, self.size) for text, _ in asked.item.points)
        return max(_LEAST_LINES, len(asked.item.points), round(_ROUGH * words / (self.width - INDENT)))

    def lines(self, number: int) -> list[Element]:
        """Lines to write on."""
        width = self.width - INDENT
        rows = [
            (RULED, [Cell((para([], Type(self.fonts.body, 9), keep=place < number - 1),), lines="b")])
            for place in range(number)
        ]
        return [
            table([width], rows, line="nil", left=INDENT, exact=True),
            para([], Type(self.fonts.body, 4, 8)),
        ]
