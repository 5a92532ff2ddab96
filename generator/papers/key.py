"""The key (答案与评分标准): answers at a glance, then each with its clause, its reason and its marking points."""

from __future__ import annotations

from dataclasses import replace

from ..exams.printed import Asked, ExamPaper, Section
from ..model import QuestionType
from .package import Sheet, document
from .words import (
    LETTERED,
    WRITTEN,
    Context,
    answer_in_full,
    answer_of,
    filled,
    foot_of,
    heading,
    how,
    marks_words,
    name_of,
    scaled,
)
from .xml import GREY, Cell, Element, Tab, Type, para, run, runs, table

MARGINS = (16.0, 18.0, 18.0, 18.0)
INDENT = 8.0
_ACROSS = 10


def render_key(paper: ExamPaper, context: Context) -> bytes:
    """The key of a paper as a .docx."""
    sheet = Sheet([], foot_of(paper, "答案"), MARGINS)
    writer = _KeyWriter(paper, context, sheet.width)
    title = f"{name_of(paper)}答案与评分标准"
    body = writer.elements(title)
    return document(context.properties(title, paper.id, paper.seed), [Sheet(body, sheet.foot, MARGINS)])


class _KeyWriter:
    def __init__(self, paper: ExamPaper, context: Context, width: float) -> None:
        self.paper, self.context, self.width = paper, context, width
        fonts = context.fonts
        self.type, self.small = Type(fonts.body, 10, 15.5), Type(fonts.body, 8.5, 13, color=GREY)
        self.bold = Type(fonts.heading, 10, 15.5)
        self.head = Type(fonts.heading, 12, 20)

    def elements(self, title: str) -> list[Element]:
        paper, big = self.paper, Type(self.context.fonts.heading, 16, 26)
        facts = f"卷号 {paper.id}　种子 {paper.seed}　满分 {paper.marks} 分　合格 {paper.passing} 分"
        body = [
            para([run(title, big)], big, align="center", style="Heading1"),
            para([run(facts, self.type)], self.type, align="center", after=2),
            para([run("考试结束以前保密。", self.bold)], self.bold, align="center", after=6),
        ]
        for place, section in enumerate(paper.sections):
            if section.type in LETTERED or section.type in (QuestionType.JUDGE, QuestionType.ORDER):
                body += self._glance(place, section)
        for place, section in enumerate(paper.sections):
            body.append(self._heading(place, section, before=14))
            words = how(section.type, paper.multiple)
            body.append(para([run(f"计分：{words}", self.small)], self.small, keep=True, after=3))
            for asked in section.questions:
                body += self._answer(asked, section.marks)
        return body

    def _heading(self, place: int, section: Section, before: float) -> Element:
        words = heading(place, section)
        return para([run(words, self.head)], self.head, keep=True, before=before, after=2, style="Heading2")

    def _glance(self, place: int, section: Section) -> list[Element]:
        """The answers of a section in rows of ten."""
        across = 5 if section.type is QuestionType.ORDER else _ACROSS
        rows = []
        for start in range(0, len(section.questions), across):
            row = section.questions[start : start + across]
            fill = [Cell((para([], self.type),))] * (across - len(row))
            numbers = [self._cell(f"{asked.number}", self.small, "F2F2F2") for asked in row]
            answers = [self._cell(answer_of(asked), self.bold) for asked in row]
            rows += [(5.5, [*numbers, *self._empty(fill)]), (7.0, [*answers, *self._empty(fill)])]
        made = table([self.width / across] * across, rows, caption=heading(place, section))
        return [self._heading(place, section, before=4), made]

    def _empty(self, cells: list[Cell]) -> list[Cell]:
        return [Cell((para([], self.type),)) for _ in cells]

    def _cell(self, text: str, type: Type, fill: str = "") -> Cell:
        return Cell((para([run(text, type)], type, align="center", keep=True),), fill=fill)

    def _answer(self, asked: Asked, marks: int) -> list[Element]:
        item = asked.item
        if item.type in WRITTEN:
            first = self._numbered(asked, [run(item.stem, self.type)])
            points = self._points(asked, marks)
        else:
            words = filled(asked) if item.type is QuestionType.CLOZE else answer_in_full(asked)
            first, points = self._numbered(asked, runs(words, self.bold)), []
            if item.type is QuestionType.CLOZE:
                points = self._accepted(asked)
        return [first, *points, *self._why(asked)]

    def _numbered(self, asked: Asked, content: list[Element]) -> Element:
        lead = [run(f"{asked.number}.\t", self.type)]
        return para(
            lead + content, self.type, left=INDENT, hanging=INDENT, tabs=[Tab(INDENT)], keep=True, before=3
        )  # fmt: skip

    def _points(self, asked: Asked, marks: int) -> list[Element]:
        item = asked.item
        whole = sum(worth for _, worth in item.points)
        made = []
        if whole != marks:
            words = f"得分点（题库按 {whole} 分写，本卷折算成 {marks} 分）："
            made.append(para([run(words, self.small)], self.small, left=INDENT, keep=True))
        for number, (text, worth) in enumerate(scaled(item.points, marks), 1):
            content = [
                run(f"({number})\t", self.type),
                run(f"{marks_words(worth)}分\t", self.bold),
                run(text, self.type),
            ]
            left = INDENT + 18
            tabs = [Tab(INDENT + 7), Tab(left)]
            made.append(para(content, self.type, left=left, hanging=18, tabs=tabs, keep=True))
        return made

    def _accepted(self, asked: Asked) -> list[Element]:
        """The other wordings that are right."""
        others = []
        for number, accepted in enumerate(asked.item.blanks, 1):
            if len(accepted) > 1:
                which = f"第 {number} 空" if len(asked.item.blanks) > 1 else ""
                others.append(f"{which}也可以写：{'、'.join(accepted[1:])}")
        if not others:
            return []
        return [para([run("；".join(others), self.type)], self.type, left=INDENT, keep=True)]

    def _why(self, asked: Asked) -> list[Element]:
        item = asked.item
        cited = "、".join(self.context.clause(address) for address in item.clauses)
        cited += "（拟稿）" if item.drafted else ""
        origin = f"题目 {item.id}　难度 {item.difficulty}　{item.pool}题库"
        label = replace(self.bold, size=9)
        text = replace(self.type, size=9, line=14)
        return [
            para([run("依据：", label), run(cited, text)], text, left=INDENT, keep=True),
            para([run("解析：", label), *runs(item.explain, text)], text, left=INDENT, keep=True),
            para([run(origin, self.small)], self.small, left=INDENT, after=3),
        ]
