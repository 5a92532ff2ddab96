"""学习通 (超星, chaoxing.com): the 19 columns of the Excel template of its question banks.

Where the template comes from: two independent tools on GitHub write these columns in this order, and 超星's own help
says that several wordings of a blank are parted by a semicolon. In a 填空题 the columns of options hold the blanks, and
正确答案 stays empty; a 判断题 has the options 正确 and 错误 and a letter for its answer. None of it could be verified
against the live site.

Whether the template takes a 排序题 is unknown, so a 排序 goes out as a 单选 over orders.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...excel.table import Cell, workbook
from ...model import QuestionType
from ..items import Item
from .context import Context
from .order import as_choice
from .words import answer, explanation, letters, marks, one_line, plain, question, type_title

OPTIONS = 8
SHEET = "课程题库"
HEADER = (
    "目录", "题目类型", "大题题干", "小题题型", "小题题干", "正确答案", "答案解析", "难易度", "知识点", "标签", "选项数",
    *(f"选项{letter}" for letter in "ABCDEFGH"),
)  # fmt: skip


def xuexitong(items: Sequence[Item], context: Context) -> bytes:
    """A workbook with a row for each item."""
    return workbook(SHEET, [HEADER, *(_row(as_choice(item), context) for item in items)])


def holds(item: Item) -> bool:
    """Whether the options, or the blanks, have a column each."""
    return len(item.options) <= OPTIONS and len(item.blanks) <= OPTIONS


def _row(item: Item, context: Context) -> list[Cell]:
    options, right = [plain(choice.text) for choice in item.options], answer(item)
    match item.type:
        case QuestionType.SINGLE | QuestionType.MULTIPLE:
            right = letters(item)
        case QuestionType.JUDGE:
            options, right = ["正确", "错误"], "A" if item.holds else "B"
        case QuestionType.CLOZE:
            options, right = [_wordings(blank) for blank in item.blanks], ""
    folder = "/".join(one_line(step).replace("/", "-") for step in (context.program, context.title(item)))
    return [
        f"/{folder}",
        type_title(item),
        plain(question(item)),
        "",
        "",
        right,
        plain(explanation(item, context)),
        item.difficulty.value,
        one_line(context.cited(item)),
        "；".join(marks(item)),
        len(options),
        *options,
        *[""] * (OPTIONS - len(options)),
    ]


def _wordings(blank: tuple[str, ...]) -> str:
    return ";".join(one_line(text).replace(";", "，").replace("；", "，") for text in blank)
