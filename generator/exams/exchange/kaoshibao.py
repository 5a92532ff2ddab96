"""考试宝 (kaoshibao.com): the 14 columns of its Excel template.

Where the template comes from: tools on GitHub that fill the site's own kaoshibaoExcel20221101.xlsx agree on it: a row
of notes, the names of the columns in the second row, data from the third; a 判断题 has the options 对 and 错 and a
letter for its answer; difficulties are 易, 适中, 难. That blanks are parted by | rests on one of them only. None of it
could be verified against the live site, which has changed its template before (a later one adds 学科).

考试宝 knows no 排序: it goes out as a 单选 over orders. A 填空 has one answer for each blank; what else is accepted is
told in the 解析.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...excel.table import workbook
from ...model import Difficulty, QuestionType
from ..items import Item
from .context import Context
from .order import as_choice
from .words import RIGHT, WRONG, answer, explanation, letters, one_line, plain, question, type_title

OPTIONS = 8
SHEET = "试题案例，直接导入试试"
NOTES = "导入须知：本行和下面的表头不要删除，可直接导入。题目由十项制度题库导出，改题请改题库后重新导出。"
HEADER = (
    "题干（必填）",
    "题型 （必填）",
    *(f"选项 {letter}" for letter in "ABCD"),
    *(f"选项{letter}\n(勿删)" for letter in "EFGH"),
    "正确答案\n（必填）",
    "解析\n（勿删）",
    "章节\n（勿删）",
    "难度",
)
_DIFFICULTIES = {Difficulty.EASY: "易", Difficulty.MEDIUM: "适中", Difficulty.HARD: "难"}


def kaoshibao(items: Sequence[Item], context: Context) -> bytes:
    """A workbook with a row for each item."""
    return workbook(SHEET, [(NOTES,), HEADER, *(_row(as_choice(item), context) for item in items)], head=2)


def holds(item: Item) -> bool:
    """Whether the options have a column each."""
    return len(item.options) <= OPTIONS


def _row(item: Item, context: Context) -> list[str]:
    options, right = [plain(choice.text) for choice in item.options], answer(item)
    match item.type:
        case QuestionType.SINGLE | QuestionType.MULTIPLE:
            right = letters(item)
        case QuestionType.JUDGE:
            options, right = [RIGHT, WRONG], "A" if item.holds else "B"
        case QuestionType.CLOZE:
            right = "|".join(one_line(blank[0]).replace("|", "｜") for blank in item.blanks)
    return [
        plain(question(item)),
        type_title(item),
        *options,
        *[""] * (OPTIONS - len(options)),
        right,
        plain(explanation(item, context)),
        one_line(context.title(item)),
        _DIFFICULTIES[item.difficulty],
    ]
