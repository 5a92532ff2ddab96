"""The score sheet (成绩表): answers are entered as letters, marks, passes and the quality of each question follow."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime

from xlsxwriter.utility import xl_col_to_name, xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ..archive import package
from ..exams.printed import LETTERS, Asked, ExamPaper
from ..model import QuestionType
from .guide import FEWEST, PEOPLE, explain
from .marking import is_entry, marks, number
from .roll import HEAD, print_used, write_roll
from .styles import Styles
from .words import Context, name_of

WHO = (("序号", 6), ("单位", 20), ("姓名", 10), ("工号", 12), ("岗位", 12), ("总分", 8), ("结果", 9), ("名次", 7))
_FIRST = len(WHO)  # the column of question 1
_TOTAL, _RESULT, _RANK = 5, 6, 7
_HEAD, _KIND, _START = 3, 4, 5  # rows: numbers, what to enter, the first person
_KEY, _WORTH = 3, 4
_UNCOMPUTED = re.compile(rb'(<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?)(><f>[^<]*</f><v></v></c>)')
_ONE_PAGE = 25  # columns that one page across still shows legibly
_MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_ENTER = {
    QuestionType.SINGLE: "字母", QuestionType.MULTIPLE: "字母", QuestionType.JUDGE: "对/错", QuestionType.ORDER: "字母顺序",
    QuestionType.CLOZE: "得分", QuestionType.SHORT: "得分", QuestionType.CASE: "得分",
}  # fmt: skip
_COLUMNS = (
    "题号",
    "题型",
    "制度",
    "题目",
    "标注难度",
    "答案",
    "分值",
    "平均得分",
    "难度p",
    "高分组",
    "低分组",
    "区分度D",
    "提示",
)


def render_scores(papers: Sequence[ExamPaper], context: Context) -> bytes:
    """The workbook for the papers; blank until answers are entered."""
    target = io.BytesIO()
    workbook = Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    first = papers[0]
    workbook.set_properties({"title": f"{first.title}成绩表", "author": context.company, "company": context.company,
                             "created": datetime(2000, 1, 1, tzinfo=UTC)})  # fmt: skip
    styles = Styles(workbook, context)
    explain(workbook.add_worksheet("说明"), papers, styles)
    for paper in papers:
        _Paper(workbook, paper, styles, context).write()
    workbook.close()
    return _packed(target.getvalue(), context.properties("", "", first.seed).day)


def _packed(data: bytes, day: str) -> bytes:
    members = {}
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _MOMENT.sub(rf"\g<1>{day}T00:00:00Z".encode(), content)
            elif name.startswith("xl/worksheets/"):
                # XlsxWriter leaves the type of an empty result open; a viewer that does not compute could show 0.
                content = _UNCOMPUTED.sub(rb'\1 t="str"\2', content)
            members[name] = content
    return package(members)


class _Paper:
    """The four sheets of one paper."""

    def __init__(self, workbook: Workbook, paper: ExamPaper, styles: Styles, context: Context) -> None:
        self.workbook, self.paper, self.styles, self.context = workbook, paper, styles, context
        letter = paper.letter
        self.entry = workbook.add_worksheet(f"{letter}卷作答")
        self.marked = workbook.add_worksheet(f"{letter}卷得分")
        self.study = workbook.add_worksheet(f"{letter}卷分析")
        self.roll = workbook.add_worksheet(f"{letter}卷成绩单")
        self.here = {sheet.get_name(): f"'{sheet.get_name()}'!" for sheet in (self.entry, self.marked, self.study)}
        self.worths = [section.marks for section in paper.sections for _ in section.questions]
        self.questions = paper.questions
        self.end = _START + PEOPLE - 1
        self.last = _FIRST + len(self.questions) - 1
        self.pass_cell = f"{self.here[f'{letter}卷得分']}$G$2"
        # On the sheet of marks the questions stand where they stand on the sheet of answers.
        self.of_entry, self.of_marks = self.here[f"{letter}卷作答"], self.here[f"{letter}卷得分"]

    def write(self) -> None:
        """All four."""
        self._entry()
        self._marks()
        self._study()
        self._roll()

    def _column(self, column: int, sheet: str) -> str:
        return f"{sheet}{xl_range_abs(_START, column, self.end, column)}"

    def _page(self, sheet: Worksheet, title: str, note: str) -> None:
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(0.4, 0.4, 0.5, 0.5)
        drafted = sum(asked.item.drafted for asked in self.questions)
        sheet.set_footer(f"&L&8{self.paper.id}{'　含拟稿条款的题' if drafted else ''}&R&8第 &P 页 共 &N 页")
        sheet.write_string(0, 0, title, self.styles.title)
        warning = f"　其中 {drafted} 题所考条款是拟稿，公司审定以前只供培训和测试用。" if drafted else ""
        sheet.write_string(1, 0, f"{note}{warning}", self.styles.note)
        sheet.set_row(0, 24)

    def _who(self, sheet: Worksheet) -> None:
        for column, (name, width) in enumerate(WHO):
            sheet.set_column(column, column, width)
            sheet.merge_range(_HEAD, column, _HEAD + 1, column, name, self.styles.head)
        sheet.set_column(_FIRST, self.last, 5.2)
        sheet.freeze_panes(_START, 3)
        sheet.repeat_rows(_HEAD, _HEAD + 1)
        if self.last > _ONE_PAGE:
            sheet.fit_to_pages(2, 0)
            sheet.repeat_columns(0, 2)
        told = f"{self.of_entry}{xl_range_abs(_START, 1, self.end, self.last)}"
        used = f'SUMPRODUCT(MAX(({told}<>"")*ROW({told})))'
        print_used(self.workbook, sheet, f"MAX({_START + FEWEST},{used})", self.last + 1)
        sheet.autofilter(_HEAD + 1, 0, self.end, self.last) if sheet is self.marked else None

    def _entry(self) -> None:
        sheet, styles = self.entry, self.styles
        note = "一人一行，逐题录入；没有作答的空着。总分、结果、名次自动算出。"
        self._page(sheet, f"{name_of(self.paper)}　作答", note)
        self._who(sheet)
        for place, asked in enumerate(self.questions):
            column = _FIRST + place
            sheet.write_number(_HEAD, column, asked.number, styles.head)
            sheet.write_string(_KIND, column, _ENTER[asked.item.type], styles.small)
            letter = asked.item.type in (
                QuestionType.SINGLE,
                QuestionType.MULTIPLE,
                QuestionType.JUDGE,
                QuestionType.ORDER,
            )
            for row in range(_START, self.end + 1):
                sheet.write_blank(row, column, None, styles.enter if letter else styles.points)
            top = xl_rowcol_to_cell(_START, column)
            error = self._must(asked, self.worths[place])
            sheet.data_validation(_START, column, self.end, column, {
                "validate": "custom", "value": f"={is_entry(asked, top, self.worths[place])}",
                "error_title": f"第 {asked.number} 题", "error_message": error, "ignore_blank": True,
            })  # fmt: skip
        for row in range(_START, self.end + 1):
            sheet.write_number(row, 0, row - _START + 1, styles.cell)
            for column in range(1, _TOTAL):
                sheet.write_blank(row, column, None, styles.who)
            for column in (_TOTAL, _RESULT, _RANK):
                source = f"{self.of_marks}{xl_rowcol_to_cell(row, column)}"
                sheet.write_formula(row, column, f"={source}", styles.cell, "")
        self._colour(sheet)

    def _must(self, asked: Asked, worth: int) -> str:
        match asked.item.type:
            case QuestionType.JUDGE:
                return "录“对”或“错”。"
            case QuestionType.SINGLE:
                return f"录 A 到 {LETTERS[len(asked.options) - 1]} 中的一个字母。"
            case QuestionType.MULTIPLE:
                return f"录 A 到 {LETTERS[len(asked.options) - 1]} 中的字母，可以多个。"
            case QuestionType.ORDER:
                return f"录 {len(asked.steps)} 个字母的先后。"
        return f"录得分，0 到 {worth}。"

    def _colour(self, sheet: Worksheet) -> None:
        for text, style in (("不合格", self.styles.red), ("合格", self.styles.green)):
            sheet.conditional_format(
                _START, _RESULT, self.end, _RESULT,
                {"type": "cell", "criteria": "==", "value": f'"{text}"', "format": style},
            )  # fmt: skip

    def _marks(self) -> None:
        sheet, styles, paper = self.marked, self.styles, self.paper
        self._page(sheet, f"{name_of(paper)}　得分", "由“作答”页算出，不用填。第 4 行是答案，第 5 行是分值。")
        self._who(sheet)
        sheet.write_string(1, _TOTAL, "合格分", styles.head)
        sheet.write_number(1, _RESULT, paper.passing, styles.points)
        for place, asked in enumerate(self.questions):
            column = _FIRST + place
            sheet.write_number(2, column, asked.number, styles.head)
            by_hand = asked.item.type in (QuestionType.CLOZE, QuestionType.SHORT, QuestionType.CASE)
            sheet.write_string(
                _KEY, column, "评卷" if by_hand else asked.key, styles.small if by_hand else styles.enter
            )
            sheet.write_number(_WORTH, column, self.worths[place], styles.small)
        for row in range(_START, self.end + 1):
            self._person(row)
        self._colour(sheet)

    def _person(self, row: int) -> None:
        sheet, styles = self.marked, self.styles
        there = f"COUNTA({self.of_entry}{xl_col_to_name(_FIRST, True)}{row + 1}:{xl_col_to_name(self.last, True)}{row + 1})>0"
        sheet.write_number(row, 0, row - _START + 1, styles.cell)
        for column in range(1, _TOTAL):
            source = f"{self.of_entry}{xl_rowcol_to_cell(row, column)}"
            sheet.write_formula(row, column, f'=IF({source}="","",{source})', styles.cell, "")
        for place, asked in enumerate(self.questions):
            column = _FIRST + place
            answer = f"{self.of_entry}{xl_rowcol_to_cell(row, column)}"
            key = xl_rowcol_to_cell(_KEY, column, True)
            worth = xl_rowcol_to_cell(_WORTH, column, True)
            formula = marks(asked, answer, key, worth, self.paper.multiple)
            sheet.write_formula(row, column, f'=IF({there},{formula},"")', styles.cell, "")
        row_of = f"{xl_rowcol_to_cell(row, _FIRST)}:{xl_rowcol_to_cell(row, self.last)}"
        total = xl_rowcol_to_cell(row, _TOTAL)
        all_totals = xl_range_abs(_START, _TOTAL, self.end, _TOTAL)
        sheet.write_formula(row, _TOTAL, f'=IF({there},SUM({row_of}),"")', styles.cell, "")
        sheet.write_formula(row, _RESULT, f'=IF({total}="","",IF({total}>=$G$2,"合格","不合格"))', styles.cell, "")
        sheet.write_formula(row, _RANK, f'=IF({total}="","",RANK({total},{all_totals}))', styles.cell, "")
        # Ranks without ties, for the upper and the lower 27 %: of equal totals the one entered first.
        before = f"{xl_rowcol_to_cell(_START, _TOTAL, True, True)}:{xl_rowcol_to_cell(row, _TOTAL, False, True)}"
        column = self.last + 1
        rank = xl_rowcol_to_cell(row, _RANK)
        sheet.write_formula(
            row, column, f'=IF({total}="","",{rank}+COUNTIF({before},{total})-1)', styles.note, ""
        )  # fmt: skip
        # Those who sat it, counted.
        sheet.write_formula(row, column + 1, f'=IF({total}="","",COUNT({before}))', styles.note, "")
        if row == _START:
            sheet.set_column(column, column + 1, 6, None, {"hidden": True})

    def _roll(self) -> None:
        sheet = self.roll
        self._page(sheet, f"{name_of(self.paper)}　成绩单", f"由“得分”页取用，不用填；满分 {sum(self.worths)} 分。")
        sheet.set_portrait()
        sheet.repeat_rows(HEAD)
        columns = {name: self._column(place, self.of_marks) for place, (name, _) in enumerate(WHO)}
        numbers = self._column(self.last + 2, self.of_marks)
        write_roll(self.workbook, sheet, self.styles, PEOPLE, numbers, columns)

    def _study(self) -> None:
        sheet, styles, paper = self.study, self.styles, self.paper
        self._page(
            sheet, f"{name_of(paper)}　分析", "各题按录入的人算；难度 p 越大越容易，区分度 D 不满 0.2 的看看题目。"
        )
        totals, results = self._column(_TOTAL, self.of_marks), self._column(_RESULT, self.of_marks)
        count = f"COUNT({totals})"
        figures = [
            ("参加人数", f"{count}", styles.cell), ("平均分", f"ROUND(AVERAGE({totals}),2)", styles.cell),
            ("最高分", f"MAX({totals})", styles.cell), ("最低分", f"MIN({totals})", styles.cell),
            ("合格人数", f'COUNTIF({results},"合格")', styles.cell), ("合格率", f'COUNTIF({results},"合格")/{count}', styles.percent),
            ("27%人数", f"MAX(1,ROUND({count}*0.27,0))", styles.cell),
        ]  # fmt: skip
        for column, (name, formula, style) in enumerate(figures):
            sheet.write_string(2, column, name, styles.head)
            sheet.write_formula(3, column, f'=IF({count}=0,"",{formula})', style, "")
        most = max((len(asked.options) for asked in self.questions), default=0)
        choices = [*LETTERS[:most], "未答"] if most else ["未答"]
        if most and any(asked.item.type is QuestionType.JUDGE for asked in self.questions):
            choices[:2] = ["A／对", "B／错"]
        widths = (9, 9, 17, 46, 9, 10, 9, 9, 8, 8, 8, 9, 24)
        head = 5
        for column, name in enumerate([*_COLUMNS, *choices]):
            sheet.write_string(head, column, name, styles.head)
            sheet.set_column(column, column, widths[column] if column < len(widths) else 7)
        sheet.freeze_panes(head + 1, 1)
        sheet.repeat_rows(head)
        for place, asked in enumerate(self.questions):
            self._question(head + 1 + place, place, asked, choices)
        last = head + len(self.questions)
        sheet.conditional_format(head + 1, 12, last, 12, {"type": "cell", "criteria": "!=", "value": '""', "format": styles.flag})  # fmt: skip

    def _question(self, row: int, place: int, asked: Asked, choices: Sequence[str]) -> None:
        sheet, styles, item = self.study, self.styles, asked.item
        column = _FIRST + place
        key = f"{self.of_marks}{xl_rowcol_to_cell(_KEY, column)}"
        worth = f"{self.of_marks}{xl_rowcol_to_cell(_WORTH, column)}"
        earned, answers = self._column(column, self.of_marks), self._column(column, self.of_entry)
        ranks = self._column(self.last + 1, self.of_marks)
        people, part = "$A$4", "$G$4"
        stem = item.stem.replace("**", "")
        sheet.write_number(row, 0, asked.number, styles.cell)
        sheet.write_string(row, 1, item.type.value, styles.cell)
        sheet.write_string(row, 2, self.context.regulations.get(item.regulation, item.regulation), styles.cell)
        sheet.write_string(row, 3, stem if len(stem) <= 26 else f"{stem[:25]}…", styles.left)
        sheet.write_string(row, 4, item.difficulty.value, styles.cell)
        sheet.write_formula(row, 5, f"={key}", styles.cell, asked.key if asked.options or asked.steps else "")
        sheet.write_formula(row, 6, f"={worth}", styles.cell, self.worths[place])
        mean, p, high, low, gap = (xl_rowcol_to_cell(row, n) for n in (7, 8, 9, 10, 11))
        enough = f'IF(N({people})<{FEWEST},"",'
        formulas = [
            (7, f'IF(N({people})=0,"",AVERAGE({earned}))', styles.share),
            (8, f'IF({mean}="","",{mean}/{worth})', styles.share),
            (9, f'{enough}SUMIFS({earned},{ranks},"<="&{part})/{part}/{worth})', styles.share),
            (10, f'{enough}SUMIFS({earned},{ranks},">"&({people}-{part}))/{part}/{worth})', styles.share),
            (11, f'IF({high}="","",{high}-{low})', styles.share),
            (12, f'IF({p}="","",IF({gap}="","",IF({gap}<0,"反向：核对答案；",IF({gap}<0.2,"区分度低；","")))'
                 f'&IF({p}>0.9,"偏易",IF({p}<0.3,"偏难","")))', styles.left),
        ]  # fmt: skip
        for number_of, formula, style in formulas:
            sheet.write_formula(row, number_of, f"={formula}", style, "")
        for offset, choice in enumerate(choices):
            at = len(_COLUMNS) + offset
            formula = number(asked, answers, choice, offset, f"N({people})")
            if formula:
                sheet.write_formula(row, at, f'=IF(N({people})=0,"",{formula})', styles.cell, "")
            else:
                sheet.write_blank(row, at, None, styles.cell)
