"""The real bank and invented items with hostile texts, for the tests of every exchange format."""

from __future__ import annotations

import html
import re
from datetime import date
from functools import cache

from hypothesis import strategies as st

from generator.exams import Choice, Item, items
from generator.exams.exchange import Context, context_of
from generator.exams.exchange.words import one_line
from generator.model import Difficulty, Pool, QuestionType

from ..cupboard import index

HOSTILE = (
    "~=#{}:\\", "->", "####", "%50%", "%-100%", "[html]", "[plain]x", "//", "::", "\n\n", "\n", "**粗**", "**", "<b>", "&amp;",
    "]]>", "<!--", "{1:SHORTANSWER:=x}", "{#1}", "=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2", "答案：A", "[单选题]", "A. ",
    "＿＿＿＿", "________", "{题干}", "{选项A}", "|", ";", "；", "\u2028", "\x0b", "\x1f", "\x00", "𠮷", "*", "\\*", "\\n",
    "$CATEGORY: x", "[sound:a.mp3]", "{{c1::x}}", "{{FrontSide}}", "&#125;", "\"'", "_x0041_", "\t", " ", "https://a.b/c",
    "TRUE", "\ud800", "\ufeff", "{", "}", "\r\n", "《》", "9:00", "甲乙丙",
)  # fmt: skip


@cache
def bank() -> tuple[Item, ...]:
    """Written and derived items."""
    return tuple(items(index()))


@cache
def written() -> tuple[Item, ...]:
    """The written items alone."""
    return tuple(item for item in bank() if not item.derived)


@cache
def context() -> Context:
    """The names of the real library."""
    return context_of(index())


def folded(text: str) -> str:
    """A text without emphasis and differences of white space."""
    return one_line(text)


def spaced(text: str) -> str:
    """A text that was read back, differences of white space apart."""
    return " ".join(text.split())


def unmarked(marked: str) -> str:
    """HTML back to the words in it."""
    return spaced(html.unescape(re.sub(r"</?(b|p|ol|ul|li)( [^>]*)?>", "", re.sub(r"<br ?/?>", "\n", marked))))


hostile = (
    st.lists(st.sampled_from(HOSTILE) | st.text("甲a1 .,\\~#=*{}[]<>&%|-:;\"'", max_size=4), min_size=1, max_size=6)
    .map("".join)
    .filter(lambda text: bool(one_line(text).replace("*", "")))
)


@st.composite
def invented(draw: st.DrawFn, kinds: tuple[QuestionType, ...] = tuple(QuestionType)) -> Item:
    """An item of any type that the model allows, every text of it hostile."""
    kind = draw(st.sampled_from(kinds))
    options: tuple[Choice, ...] = ()
    if kind in (QuestionType.SINGLE, QuestionType.MULTIPLE):
        texts = draw(st.lists(hostile, min_size=4, max_size=8))
        right = {0} if kind is QuestionType.SINGLE else draw(st.sets(st.integers(0, len(texts) - 1), min_size=2))
        options = tuple(Choice(t, at in right, draw(st.just("") | hostile)) for at, t in enumerate(texts))
    return Item(
        id=draw(st.sampled_from(("01/questions/a", "02/questions/b")) | hostile),
        type=kind,
        regulation=draw(st.sampled_from(("01", "02"))),
        clauses=("01/general/scope",),
        difficulty=draw(st.sampled_from(tuple(Difficulty))),
        pool=Pool.PRACTICE,
        stem=draw(hostile),
        explain=draw(hostile),
        case=draw(hostile) if kind is QuestionType.CASE else "",
        options=options,
        holds=draw(st.booleans()),
        blanks=tuple(map(tuple, draw(st.lists(st.lists(hostile, min_size=1, max_size=3), min_size=1, max_size=3))))
        if kind is QuestionType.CLOZE
        else (),
        steps=tuple(draw(st.lists(hostile, min_size=3, max_size=8))) if kind is QuestionType.ORDER else (),
        points=tuple((text, 2) for text in draw(st.lists(hostile, min_size=2, max_size=3)))
        if kind in (QuestionType.SHORT, QuestionType.CASE)
        else (),
        drafted=draw(st.booleans()),
    )


@st.composite
def surroundings(draw: st.DrawFn) -> Context:
    """Names around the items, hostile too."""
    return Context(
        draw(hostile), {"01": draw(hostile)}, {"01/general/scope": draw(hostile)}, {"01": date(2026, 11, 24)}
    )
