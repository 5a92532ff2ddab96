"""修订对照表 as a Word document ready to circulate: A4 across, in the typefaces of GB/T 9704—2012.

What was deleted is struck through, what was inserted bold and underlined: both can be told in black and white.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..changes.record import Mark, Run
from ..changes.report import Report, impact_lines
from ..changes.table import Line, Row, Section
from ..facts.resolve import number_in_words
from ..model import Library, Look
from ..ooxml import twips
from .plain import About, Paper, document
from .text import Spacing, Type, paragraph, run
from .xml import Element, W, w

PAPER = Paper(297, 210, (28, 26, 24, 28))
WIDTHS = (96.0, 96.0, 51.0)
HEADS = ("原条款", "修订后", "修订说明")
LEGEND = "删去的文字加删除线，增加的文字加粗并加下划线；注“拟稿”的文字未经公司审定。"
RED = "C00000"
KEPT_WHOLE = 240  # characters of a row that still moves to the next page as a whole
_FEW, _BRIEF = 6, 32  # more entries than these, none longer than that, are run on
_TITLE, _HEADING, _CELL, _SMALL = 22.0, 16.0, 11.0, 9.5


def render_amendment(report: Report, library: Library) -> bytes:
    """The table of a report, regulation by regulation, and the impact as an annex."""
    return _Writer(report, library).document()


class _Writer:
    def __init__(self, report: Report, library: Library) -> None:
        self.report, self.library = report, library
        look: Look = library.organization.look
        self.look = look
        self.title = Type(look.title_font, _TITLE)
        self.heading = Type(look.heading_font, _HEADING)
        self.second = Type(look.emphasis_font, _CELL + 1)
        self.head = Type(look.heading_font, _CELL)
        self.cell = Type(look.document_font, _CELL)
        self.note = Type(look.emphasis_font, _CELL - 0.5)
        self.small = Type(look.document_font, _SMALL)

    def document(self) -> bytes:
        organization = self.library.organization
        dates = [edition.date for r in self.library.regulations for edition in r.editions]
        title = self.report.table.title
        subject = " → ".join(self.report.sides)
        about = About(title, subject, organization.company, max(dates).isoformat(), organization.notice)
        body = [
            self._line(title, self.title, "center", after=120, outline=0),
            self._line(f"（旧版：{self.report.sides[0]}　新版：{self.report.sides[1]}）", self.second, "center"),
            self._line(LEGEND, self.small, "center", before=60, after=120),
        ]
        for number, section in enumerate(self.report.table.sections, 1):
            body += self._section(number, section)
        if not self.report.table.sections:
            body.append(self._line("两个版本的条款内容没有改动。", self.second, "center", before=240))
        body += self._annex()
        return document(about, PAPER, self.look, body)

    def _line(
        self, text: str, type: Type, align: str = "left", *, before: int = 0, after: int = 0, keep: bool = False,
        outline: int | None = None, new_page: bool = False,
    ) -> Element:  # fmt: skip
        spacing = Spacing(type.line, before, after, "atLeast")
        return paragraph(
            "Normal", [run(text, type)], spacing, align, keep_next=keep, mark=type, outline=outline, new_page=new_page
        )

    def _section(self, number: int, section: Section) -> list[Element]:
        lead = f"{number_in_words(number)}、{section.title}"
        made = [self._line(lead, self.heading, before=200, after=60, keep=True, outline=1)]
        if section.brief:
            made.append(self._line(section.brief, self.second, after=60, keep=True))
        if section.rows:
            made.append(self._table(section))
        made += [self._line(remark, self.note, before=60) for remark in section.after]
        return made

    def _table(self, section: Section) -> Element:
        widths = [twips(width) for width in WIDTHS]
        sides = ("top", "left", "bottom", "right", "insideH", "insideV")
        head = [
            self._cell(width, [self._line(text, self.head, "center")], "F2F4F3")
            for width, text in zip(widths, HEADS, strict=True)
        ]
        return w(
            "tbl",
            w(
                "tblPr",
                w("tblW", w=sum(widths), type="dxa"),
                w("tblBorders", *(w(side, val="single", sz=4, space=0, color="000000") for side in sides)),
                w("tblLayout", type="fixed"),
                w("tblCellMar", *(w(side, w=twips(mm), type="dxa") for side, mm in (("top", 0.8), ("left", 1.6), ("bottom", 0.8), ("right", 1.6)))),
                w("tblLook", val="0020"),
                w("tblCaption", val=f"{section.title}修订对照表"),
            ),
            w("tblGrid", *(w("gridCol", w=width) for width in widths)),
            w("tr", w("trPr", w("cantSplit"), w("tblHeader")), *head),
            *(self._row(row, widths) for row in section.rows),
        )  # fmt: skip

    def _row(self, row: Row, widths: Sequence[int]) -> Element:
        whole = (
            max(sum(len(run.text) for line in lines for run in line.runs) for lines in (row.old, row.new)) <= KEPT_WHOLE
        )
        cells = [
            self._cell(width, self._side(head, lines))
            for width, head, lines in zip(widths, row.heads, (row.old, row.new), strict=False)
        ]
        notes = [self._line(note, self.note) for note in row.notes] or [self._line("", self.note)]
        cells.append(self._cell(widths[2], notes))
        return w("tr", w("trPr", w("cantSplit") if whole else None), *cells)

    def _side(self, head: Iterable[Run], lines: Sequence[Line]) -> list[Element]:
        heading = self._paragraph(self._runs(head, self.head), self.head)
        return [heading, *(self._text(line) for line in lines)]

    def _text(self, line: Line) -> Element:
        content = [run(line.lead, self.cell)] if line.lead else []
        content += self._runs(line.runs, self.cell)
        if line.drafted:
            content.append(run("［拟稿］", self.small))
        return self._paragraph(content, self.cell, indent=bool(line.inset or not line.lead))

    def _paragraph(self, content: list[Element], type: Type, indent: bool = False) -> Element:
        first = w("ind", firstLineChars=200, firstLine=round(2 * type.size * 20)) if indent else None
        spacing = Spacing(type.line, rule="atLeast")
        return paragraph("Normal", content, spacing, "both", mark=type, indent=first)

    def _runs(self, runs: Iterable[Run], type: Type) -> list[Element]:
        return [_marked(run(each.text, type), each.mark) for each in runs]

    def _cell(self, width: int, content: Sequence[Element], fill: str = "") -> Element:
        shade = w("shd", val="clear", color="auto", fill=fill) if fill else None
        return w("tc", w("tcPr", w("tcW", w=width, type="dxa"), shade), *content)

    def _annex(self) -> list[Element]:
        """What the amendments touch."""
        told = list(impact_lines(self.report.impact, in_words=True))
        if not told:
            return []
        made = [
            self._line("附件", self.heading, new_page=True),
            self._line("修订影响清单", self.title, "center", after=160, outline=1),
        ]
        for number, (name, entries) in enumerate(told, 1):
            lead = f"{number_in_words(number)}、{name}（{len(entries)}）"
            made.append(self._line(lead, self.head, before=120, keep=True, outline=2))
            if len(entries) > _FEW and all(len(entry) <= _BRIEF for entry in entries):
                entries = ["；".join(entries) + "。"]
            made += [self._paragraph([run(entry, self.cell)], self.cell, indent=True) for entry in entries]
        return made


def _marked(element: Element, mark: Mark) -> Element:
    """A run with the marks of what was deleted or inserted, in the order that the format asks for."""
    if mark is Mark.SAME:
        return element
    properties = element.find(f"{{{W}}}rPr")
    fonts, size = properties.find(f"{{{W}}}rFonts"), properties.find(f"{{{W}}}sz")
    if mark is Mark.DELETED:
        fonts.addnext(w("strike"))
        size.addprevious(w("color", val=RED))
    else:
        fonts.addnext(w("b"))
        properties.append(w("u", val="single"))
    return element
