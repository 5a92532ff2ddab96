"""The answer sheet (答题卡): a box for every answer, on one page where that is possible."""

from __future__ import annotations

from ..exams.printed import LETTERS, Asked, ExamPaper, Section
from ..model import QuestionType
from .package import Sheet, document
from .words import LETTERED, WRITTEN, Context, foot_of, heading, name_of, numerals
from .xml import Cell, Element, Tab, Type, para, run, table

MARGINS = (12.0, 14.0, 16.0, 14.0)
ROW, RULE = 6.6, 8.5
_MARK = 6.2  # mm: [A] and the space after it
_NUMBER = 7.0


def render_answer_sheet(paper: ExamPaper, context: Context) -> bytes:
    """The answer sheet of a paper as a .docx."""
    sheet = Sheet([], foot_of(paper, "答题卡"), MARGINS)
    body = _head(paper, context, sheet.width)
    for place, section in enumerate(paper.sections):
        body += _Part(context, section, sheet.width).elements(place)
    title = f"{name_of(paper)}答题卡"
    return document(context.properties(title, paper.id, paper.seed), [Sheet(body, sheet.foot, MARGINS)])


def _head(paper: ExamPaper, context: Context, width: float) -> list[Element]:
    title = Type(context.fonts.heading, 15, 24)
    label, type = Type(context.fonts.heading, 10, 15), Type(context.fonts.body, 9, 13)
    names = ["单位", "姓名", "工号", "岗位", "日期"]
    rooms = [0.33, 0.17, 0.18, 0.16, 0.16]
    word = 11.0
    widths, cells = [], []
    for name, share in zip(names, rooms, strict=True):
        widths += [word, share * width - word]
        cells += [_cell(name, label), _cell("", type)]
    marks = [*numerals(len(paper.sections)), "总分", "合格与否", "评卷人"]
    first = 13.0
    other = (width - first) / len(marks)
    scores = [
        (5.5, [_cell("题号", label), *(_cell(name, label) for name in marks)]),
        (7.5, [_cell("得分", label), *(_cell("", type) for _ in marks)]),
    ]
    note = "把选定的字母涂满，或者在上面打“√”；改答案先擦净或者划掉。卷号、卷别要与试卷一致。"
    gap = Type(context.fonts.body, 3, 5)
    return [
        para([run(f"{name_of(paper)}答题卡", title)], title, align="center", style="Heading1"),
        para([run(f"卷号 {paper.id}　　种子 {paper.seed}", type)], type, align="center", after=3),
        table(widths, [(8.5, cells)], caption="考生"),
        para([], gap),
        table([first, *[other] * len(marks)], scores, caption="得分"),
        para([run(note, type)], type, before=3),
    ]


def _cell(text: str, type: Type) -> Cell:
    return Cell((para([run(text, type)] if text else [], type, align="center", keep=True),))


class _Part:
    """The boxes of one section."""

    def __init__(self, context: Context, section: Section, width: float) -> None:
        self.context, self.section, self.width = context, section, width
        self.type = Type(context.fonts.body, 9.5, 14)

    def elements(self, place: int) -> list[Element]:
        """Its heading and boxes."""
        head = Type(self.context.fonts.heading, 10.5, 16)
        made = [
            para([run(heading(place, self.section), head)], head, keep=True, before=6, after=2, style="Heading2"),
        ]
        kind = self.section.type
        if kind in LETTERED or kind is QuestionType.JUDGE:
            return [*made, self._marks()]
        if kind is QuestionType.CLOZE:
            return [*made, self._blanks()]
        if kind is QuestionType.ORDER:
            return [*made, self._orders()]
        return [*made, *(element for asked in self.section.questions for element in self._written(asked))]

    def _marks(self) -> Element:
        longest = max(len(self._choices(asked)) for asked in self.section.questions)
        across = max(1, min(5, int(self.width / (_NUMBER + longest * _MARK + 2.0))))
        return self._grid([self._marked(asked) for asked in self.section.questions], across, ROW)

    def _choices(self, asked: Asked) -> list[str]:
        return ["√", "×"] if asked.item.type is QuestionType.JUDGE else list(LETTERS[: len(asked.options)])

    def _marked(self, asked: Asked) -> Element:
        choices = self._choices(asked)
        stops = [Tab(_NUMBER + n * _MARK) for n in range(len(choices))]
        words = "".join(f"\t[{choice}]" for choice in choices)
        return para([run(f"{asked.number}{words}", self.type)], self.type, tabs=stops, keep=True)

    def _blanks(self) -> Element:
        most = max(len(asked.item.blanks) for asked in self.section.questions)
        across = 2 if most < 3 else 1
        room = self.width / across - _NUMBER - 3.0
        made = []
        for asked in self.section.questions:
            each = room / max(most, 1)
            count = len(asked.item.blanks)
            half = 9.5 * 25.4 / 72 / 2
            rule = "_" * max(8, int((each - 6.0) / half / 1.1))
            stops = [Tab(_NUMBER + n * each) for n in range(count)]
            labels = [f"({n})" for n in range(1, count + 1)] if count > 1 else [""]
            words = "".join(f"\t{label}{rule}" for label in labels)
            made.append(para([run(f"{asked.number}{words}", self.type)], self.type, tabs=stops, keep=True))
        return self._grid(made, across, RULE)

    def _orders(self) -> Element:
        most = max(len(asked.steps) for asked in self.section.questions)
        box = 9.0
        across = max(1, int(self.width / (_NUMBER + most * box + 4.0)))
        rows = []
        questions = self.section.questions
        free = self.width / across - _NUMBER - most * box
        for start in range(0, len(questions), across):
            cells = []
            for asked in questions[start : start + across]:
                cells.append(Cell((para([run(f"{asked.number}", self.type)], self.type, keep=True),), lines=""))
                for n in range(most):
                    shown = "tlbr" if n < len(asked.steps) else ""
                    cells.append(Cell((para([], self.type, keep=True),), lines=shown))
                cells.append(Cell((para([], self.type, keep=True),), lines=""))
            missing = across - len(questions[start : start + across])
            if missing:
                cells.append(Cell((para([], self.type),), span=missing * (most + 2), lines=""))
            rows.append((8.0, cells))
        return table([_NUMBER, *[box] * most, free] * across, rows, line="nil")

    def _grid(self, made: list[Element], across: int, height: float) -> Element:
        empty = (para([], self.type),)
        rows = []
        for start in range(0, len(made), across):
            cells = [Cell((element,)) for element in made[start : start + across]]
            cells += [Cell(empty, lines="") for _ in range(across - len(cells))]
            rows.append((height, cells))
        return table([self.width / across] * across, rows, line="nil")

    def _written(self, asked: Asked) -> list[Element]:
        number = max(4, len(asked.item.points) + (asked.item.type is WRITTEN[1]))
        rows = [
            (RULE, [Cell((para([run(f"{asked.number}.", self.type)] if not n else [], self.type, keep=n < number - 1),), lines="b", valign="bottom")])
            for n in range(number)
        ]  # fmt: skip
        gap = Type(self.context.fonts.body, 3, 6)
        return [table([self.width], rows, line="nil", exact=True), para([], gap)]
