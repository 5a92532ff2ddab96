"""The words of an item as other programs take them: cleaned, without or with marks of HTML, answers by letters."""

from __future__ import annotations

import html as _html
import re
from collections.abc import Sequence

from ...model import QuestionType
from ..items import GAP, Item
from .context import Context

# Neither XML nor any program's input takes these.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
_BOLD = re.compile(r"\*\*([^*\n]+)\*\*")
RIGHT, WRONG = "对", "错"
DRAFTED, DERIVED = "含拟稿", "自动生成"


def clean(text: str) -> str:
    """The text without characters that no file can carry, with one kind of line end."""
    return _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def plain(text: str) -> str:
    """Clean text; emphasis is dropped."""
    return _BOLD.sub(r"\1", clean(text))


def one_line(text: str) -> str:
    """Plain text on one line."""
    return " ".join(plain(text).split())


def html(text: str) -> str:
    """Clean text as HTML: emphasis is bold, a line end a break."""
    return _BOLD.sub(r"<b>\1</b>", _html.escape(clean(text))).replace("\n", "<br>")


def short(text: str, limit: int = 60) -> str:
    """Plain text on one line, cut."""
    line = one_line(text)
    return line if len(line) <= limit else line[: limit - 1] + "…"


def marks(item: Item) -> list[str]:
    """What must be seen wherever the item goes."""
    return [*([DRAFTED] if item.drafted else []), *([DERIVED] if item.derived else [])]


def type_title(item: Item) -> str:
    """单选题, 多选题 … as exam systems write it; a 案例 is a 简答题 there, its case before the question."""
    return "简答题" if item.type is QuestionType.CASE else f"{item.type}题"


def question(item: Item) -> str:
    """Case and stem, with the marks behind them."""
    shown = "".join(f"（{mark}）" for mark in marks(item))
    return "\n".join(filter(None, (item.case.strip(), item.stem.strip()))) + shown


def pieces(item: Item) -> list[str]:
    """A 填空's question cut at its blanks: one piece more than blanks, whatever the stem looks like."""
    found = question(item).split(GAP)
    missing = len(item.blanks) + 1 - len(found)
    if missing < 0:
        return [GAP.join(found[: 1 - missing]), *found[1 - missing :]]
    return found + [""] * missing


def letters(item: Item) -> str:
    """ACD: the right options."""
    return "".join(letter(at) for at, choice in enumerate(item.options) if choice.right)


def letter(at: int) -> str:
    """A, B, C … ; beyond Z two letters."""
    return chr(65 + at) if at < 26 else letter(at // 26 - 1) + letter(at % 26)


def points(item: Item) -> str:
    """The marking points of a 简答 or 案例, one a line."""
    return "\n".join(f"{n}. {plain(text)}（{worth}分）" for n, (text, worth) in enumerate(item.points, 1))


def answer(item: Item) -> str:
    """The right answer in words: for people, and for formats without a form of their own for it."""
    match item.type:
        case QuestionType.SINGLE | QuestionType.MULTIPLE:
            return letters(item)
        case QuestionType.JUDGE:
            return RIGHT if item.holds else WRONG
        case QuestionType.CLOZE:
            return "；".join(plain(blank[0]) for blank in item.blanks)
        case QuestionType.ORDER:
            return "\n".join(f"{n}. {plain(step)}" for n, step in enumerate(item.steps, 1))
    return points(item)


def others(item: Item) -> str:
    """What else is accepted in the blanks of a 填空."""
    more: Sequence[tuple[int, tuple[str, ...]]] = [(n, b[1:]) for n, b in enumerate(item.blanks, 1) if len(b) > 1]
    return "；".join(f"第{n}空也可答：{'、'.join(map(plain, rest))}" for n, rest in more)


def reasons(item: Item) -> list[str]:
    """Why each wrong option is wrong, as far as the bank says so. Options are told by their words: many programs
    shuffle them."""
    return [f"“{one_line(choice.text)}”：{choice.why.strip()}" for choice in item.options if choice.why.strip()]


def basis(item: Item, context: Context) -> str:
    """Why the answer is right, and where it is written."""
    cited = context.cited(item)
    return "\n".join(filter(None, (item.explain.strip(), f"依据：{cited}" if cited else "")))


def explanation(item: Item, context: Context) -> str:
    """Everything that is told after the answer; the emphasis stays."""
    return "\n".join(filter(None, (*reasons(item), others(item), basis(item, context))))
