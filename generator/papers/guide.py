"""The first sheet of the score workbook: how it is filled in and what its figures say."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from ..exams.printed import ExamPaper
from ..layout.measure import line_count
from ..model import QuestionType
from .styles import Styles
from .words import rule_words

PEOPLE = 120
FEWEST = 10  # people: with fewer, the upper and lower 27 % say nothing
_EXPLAIN_WIDTH = 122.0  # mm: a little less than the column is wide


def explain(sheet: Worksheet, papers: Sequence[ExamPaper], styles: Styles) -> None:
    """Write the sheet for these papers."""
    first = papers[0]
    sheet.set_column(0, 0, 66)
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, f"{first.title}成绩表", styles.title)
    has = {section.type for section in first.sections}
    lines = [
        f"卷号：{'、'.join(paper.id for paper in papers)}。",
        "怎么用：考 A 卷的人在“A卷作答”，考 B 卷的人在“B卷作答”，一人一行；先写单位、姓名，再照答题卡逐题录入。米色的格是要填的，其余由公式算出，没有录入以前是空的。",
        "单选、多选录字母（大小写都行，多选的先后、顿号、空格都不影响）；判断录“对”或“错”（也可以录 √、×）；没有作答的空着。",
    ]
    if QuestionType.ORDER in has:
        lines.append("排序录字母，照考生写的先后。")
    if has & {QuestionType.CLOZE, QuestionType.SHORT, QuestionType.CASE}:
        lines.append("填空、简答、案例由评卷人照答案给分，录得分（可以有半分）。")
    if QuestionType.MULTIPLE in has:
        lines.append(f"多选计分：{rule_words(first.multiple)}。")
    lines += [
        "打印、签字用“成绩单”页，只列有成绩的人；“作答”“得分”页横向打印，题目多的分两页。",
        "发现答案有误：在“A卷得分”“B卷得分”页第 4 行改那一题的答案，成绩和分析自动重算。合格分在同一页上方，也可以改。",
        f"难度 p 是平均得分与分值之比，越大越容易；0.3 到 0.9 之间合适。区分度 D 是总分最高的 27% 与最低的 27% 的得分率之差，0.3 以上好，0.2 以下要看看题目，负数多半是答案或题目有误。不满 {FEWEST} 人不算区分度。",
        f"每卷可录 {PEOPLE} 人；再多的，复制一份本文件另录。成绩含个人信息，只给需要的人，用完按规定保管。",
    ]
    for row, text in enumerate(lines, 2):
        sheet.write_string(row, 0, text, styles.text)
        sheet.set_row(row, 4 + 14 * line_count(text, 10, _EXPLAIN_WIDTH))
    sheet.set_portrait()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
