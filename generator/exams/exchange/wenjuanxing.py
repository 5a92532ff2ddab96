"""问卷星 (wjx.cn): text to paste into 批量添加考试题.

Where the form comes from: tools on GitHub that write such text (a numbered stem, the type in square brackets behind it,
options with letters, lines that begin with 答案： and 解析：) and one that fills 问卷星's Excel import with the same
lines. It could not be verified against the live site: look over the first questions after pasting. That wordings of a
blank are parted by | is our assumption.

The form escapes nothing; what would be read as a mark of it is put on one line or widened. 排序 goes out as a 单选 over
orders.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...model import QuestionType
from ..items import Item
from .context import Context
from .order import as_choice
from .words import RIGHT, WRONG, answer, explanation, letter, letters, one_line, pieces, question, type_title

_WIDE = str.maketrans("[]_", "［］＿")
_BLANK = "_" * 8


def wenjuanxing(items: Sequence[Item], context: Context) -> bytes:
    """A text file in UTF-8, a blank line between questions."""
    questions = ("\n".join(_lines(n, as_choice(item), context)) for n, item in enumerate(items, 1))
    return ("\n\n".join(questions) + "\n").encode()


def _lines(number: int, item: Item, context: Context) -> Iterator[str]:
    stem = _BLANK.join(map(_line, pieces(item))) if item.type is QuestionType.CLOZE else _line(question(item))
    yield f"{number}. {stem} [{type_title(item)}]"
    options = [choice.text for choice in item.options]
    if item.type is QuestionType.JUDGE:
        options = [RIGHT, WRONG]
    for at, option in enumerate(options):
        yield f"{letter(at)}. {_line(option)}"
    yield f"答案：{_answer(item)}"
    told = _line(explanation(item, context))
    if told:
        yield f"解析：{told}"


def _line(text: str) -> str:
    return one_line(text).translate(_WIDE)


def _answer(item: Item) -> str:
    match item.type:
        case QuestionType.SINGLE | QuestionType.MULTIPLE:
            return letters(item)
        case QuestionType.CLOZE:
            return "；".join("|".join(map(_word, blank)) for blank in item.blanks)
    return _line(answer(item))


def _word(text: str) -> str:
    return _line(text).replace("|", "｜").replace("；", "，")
