"""The paper that is handed out."""

from __future__ import annotations

from ..exams.printed import ExamPaper
from .package import Sheet, document
from .questions import QuestionWriter
from .seal import seal
from .words import Context, foot_of, heading, how, name_of, numerals
from .xml import Cell, Element, Type, para, run, table

MARGINS = (16.0, 18.0, 20.0, 30.0)
BOX = 14.0  # mm: a box for marks


def render_paper(paper: ExamPaper, context: Context) -> bytes:
    """The paper as a .docx."""
    sheet = Sheet([], foot_of(paper), MARGINS)
    writer = QuestionWriter(context.fonts, sheet.width)
    body = _head(paper, context, sheet.width)
    for place, section in enumerate(paper.sections):
        words = how(section.type, paper.multiple)
        body += _section(context, heading(place, section), words, sheet.width)
        for asked in section.questions:
            body += writer.elements(asked, section.marks)
    end = Type(context.fonts.body, 9, 14)
    body.append(para([run("（卷完）", end)], end, align="center", before=4))
    properties = context.properties(name_of(paper), paper.id, paper.seed)
    return document(properties, [Sheet(body, sheet.foot, MARGINS)])


def _head(paper: ExamPaper, context: Context, width: float) -> list[Element]:
    fonts = context.fonts
    title, small = Type(fonts.heading, 18, 28), Type(fonts.body, 10.5, 17)
    count = len(paper.questions)
    facts = f"满分 {paper.marks} 分　　合格 {paper.passing} 分　　时间 {paper.minutes} 分钟　　共 {count} 题"
    body = [
        para([*seal(fonts), run(name_of(paper), title)], title, align="center", style="Heading1"),
        para([run(facts, small)], small, align="center", before=2),
        para([run(f"卷号 {paper.id}　　种子 {paper.seed}", Type(fonts.body, 9, 14))], small, align="center", after=6),
        _total(paper, context, width),
    ]
    rules = [
        "先在左边的密封线内写清单位、姓名、工号、岗位和日期；密封线内不要答题。",
        "发了答题卡的，答在答题卡上；没有发的，直接答在试卷上。",
    ]
    drafted = sum(asked.item.drafted for asked in paper.questions)
    if drafted:
        rules.append(f"题后注“拟稿”的（{drafted} 题），所考条款是拟稿，公司审定以前只供培训和测试用。")
    note = Type(fonts.body, 9, 14)
    for number, text in enumerate(rules, 1):
        label = "注意：" if number == 1 else "　　　"
        body.append(para([run(f"{label}{number}. {text}", note)], note, before=5 if number == 1 else 0))
    return body


def _total(paper: ExamPaper, context: Context, width: float) -> Element:
    """The box for the marks of every part and of all together."""
    bold, type = Type(context.fonts.heading, 10, 15), Type(context.fonts.body, 10, 15)
    names = [*numerals(len(paper.sections)), "总分", "合格与否"]
    full = [*(f"{section.total}" for section in paper.sections), f"{paper.marks}", ""]
    lines = [("题号", names, bold), ("满分", full, type), ("得分", [""] * len(names), type), ("评卷人", [""] * len(names), type)]  # fmt: skip
    first = 18.0
    other = (width - first) / len(names)
    rows = []
    for label, words, face in lines:
        cells = [_cell(label, bold)] + [_cell(text, face) for text in words]
        rows.append((6.0 if label in ("题号", "满分") else 8.5, cells))
    return table([first, *[other] * len(names)], rows, caption="得分")


def _cell(text: str, type: Type, keep: bool = True, lines: str | None = None) -> Cell:
    return Cell((para([run(text, type)] if text else [], type, align="center", keep=keep),), lines=lines)


def _section(context: Context, words: str, instruction: str, width: float) -> list[Element]:
    """A part's head: boxes for its marks on the left, its name and how to answer on the right; kept with question 1."""
    fonts = context.fonts
    label, head, note = Type(fonts.body, 9, 13), Type(fonts.heading, 12, 18), Type(fonts.body, 9.5, 14)
    beside = (
        para([run(words, head)], head, keep=True, style="Heading2"),
        para([run(instruction, note)], note, keep=True),
    )
    rest = width - 2 * BOX
    rows = [
        (5.5, [_cell("得分", label), _cell("评卷人", label), Cell(beside, merge="restart", lines="")]),
        (8.5, [_cell("", label), _cell("", label), Cell((para([], note, keep=True),), merge="continue", lines="")]),
    ]
    space = Type(fonts.body, 4, 9)
    small = Type(fonts.body, 3, 4)
    return [
        para([], space, keep=True),
        table([BOX, BOX, rest], rows, padding=1.5, caption=words),
        para([], small, keep=True),
    ]
