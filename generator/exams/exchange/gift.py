"""GIFT, Moodle's text format, which other learning platforms read too.

Texts are HTML, so that emphasis stays; what GIFT gives a meaning to (~ = # { } : \\) is escaped, and so is a leading
% or [. A 填空 is a short answer: GIFT knows one blank only, so several are answered in one line, parted by ；. A 排序
is a matching of steps and places, which every reader of GIFT knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, product

from ...model import QuestionType
from ..items import Item
from .context import Context
from .words import answer, basis, html, marks, one_line, others, question

_MOST = 200  # ways to answer all blanks of one item
_SPECIAL = re.compile(r"[~=#{}:\\]")


def gift(items: Sequence[Item], context: Context) -> bytes:
    """A text file in UTF-8, a category for each regulation."""
    blocks, regulation = [], ""
    for item in items:
        if item.regulation != regulation:
            regulation = item.regulation
            path = f"{_segment(context.program)}/{_segment(f'{regulation} {context.title(item)}')}"
            blocks.append(f"$CATEGORY: $course$/top/{path}")
        tags = "".join(f" [tag:{_tag(tag)}]" for tag in (item.type.value, item.difficulty.value, *marks(item)))
        head = f"// [id:{_tag(item.id)}]{tags}"
        blocks.append(f"{head}\n::{_escaped(one_line(item.id))}::[html]{_rich(_stem(item))} {{{_body(item, context)}}}")
    return ("\n\n".join(blocks) + "\n").encode()


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda match: "\\" + match[0], text)


def _rich(text: str) -> str:
    """A text as HTML on one line; no GIFT mark, weight, format or arrow can be read into it."""
    marked = html(text)
    if marked.startswith("%"):
        marked = f"&#37;{marked[1:]}"
    return _escaped(marked)


def _accepted(text: str) -> str:
    """An answer to be typed, already plain and on one line; * would stand for anything, and nothing can hide an arrow."""
    words = _escaped(text.replace("*", r"\*").replace("->", "→"))
    return f"[plain]{words}" if words.startswith("[") else words


def _tag(text: str) -> str:
    return one_line(text).replace("[", "［").replace("]", "］").replace("\\", "＼")


def _segment(text: str) -> str:
    """A step of a category's path, in which nothing is escaped: a slash is doubled."""
    return one_line(text).replace("/", "//").replace("\\", "＼")


def _stem(item: Item) -> str:
    several = len(item.blanks) > 1
    return question(item) + ("\n（各空的答案写在一行，用；隔开）" if several else "")


def _body(item: Item, context: Context) -> str:
    told = "\n".join(filter(None, (others(item), basis(item, context))))
    match item.type:
        case QuestionType.SINGLE | QuestionType.MULTIPLE:
            lines = [*_options(item)]
        case QuestionType.JUDGE:
            lines = ["TRUE" if item.holds else "FALSE"]
        case QuestionType.CLOZE:
            ways = islice(product(*(tuple(dict.fromkeys(map(one_line, blank))) for blank in item.blanks)), _MOST)
            lines = [f"=%100%{_accepted('；'.join(way))}" for way in ways if any(way)]
        case QuestionType.ORDER:
            lines = [f"=[html]{_rich(step)} -> 第{n}步" for n, step in enumerate(item.steps, 1)]
        case _:
            lines, told = [], f"得分点：\n{answer(item)}\n{told}"
    general = f"####[html]{_rich(told)}" if told else ""
    return "\n" + "\n".join(filter(None, (*lines, general))) + "\n" if lines else general


def _options(item: Item) -> Iterator[str]:
    right = sum(choice.right for choice in item.options)
    single = item.type is QuestionType.SINGLE
    for choice in item.options:
        share = 100 / right if choice.right else -100 / (len(item.options) - right)
        mark = ("=" if choice.right else "~") if single else f"~%{share:.5f}%".replace(".00000", "")
        why = f"#[html]{_rich(choice.why)}" if choice.why.strip() else ""
        yield f"{mark}[html]{_rich(choice.text)}{why}"
