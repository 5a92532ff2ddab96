"""Moodle XML: what Moodle itself writes and reads, with every type of question in its own form.

A category for each regulation; an item's id is its idnumber, so that a second import can be told from the first.
排序 needs Moodle 4.4, or the plugin qtype_ordering before that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from lxml import etree

from ...model import QuestionType
from ..items import Item
from .context import Context
from .words import answer, basis, html, marks, one_line, others, pieces, question, short

_TYPES = {
    QuestionType.SINGLE: "multichoice",
    QuestionType.MULTIPLE: "multichoice",
    QuestionType.JUDGE: "truefalse",
    QuestionType.CLOZE: "cloze",
    QuestionType.ORDER: "ordering",
    QuestionType.SHORT: "essay",
    QuestionType.CASE: "essay",
}
_DELIMITERS = re.compile(r'[{}#~/"\'\\&<>=%]')


def moodle(items: Sequence[Item], context: Context) -> bytes:
    """A quiz file in UTF-8."""
    quiz, regulation = etree.Element("quiz"), ""
    for item in items:
        if item.regulation != regulation:
            regulation = item.regulation
            steps = (context.program, f"{regulation} {context.title(item)}")
            path = "/".join(one_line(step).replace("/", "//") for step in steps)
            _text(etree.SubElement(quiz, "question", type="category"), "category", f"$course$/top/{path}")
        quiz.append(_question(item, context))
    data: bytes = etree.tostring(quiz, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return data


def _question(item: Item, context: Context) -> Any:
    node = etree.Element("question", type=_TYPES[item.type])
    _text(node, "name", short(item.stem) or one_line(item.id))
    _html(node, "questiontext", _cloze(item) if item.type is QuestionType.CLOZE else html(question(item)))
    told = (others(item), basis(item, context))
    _html(node, "generalfeedback", html("\n".join(filter(None, told))))
    if item.type is not QuestionType.CLOZE:
        _value(node, "defaultgrade", sum(worth for _, worth in item.points) or 1)
    _value(node, "idnumber", one_line(item.id))
    match item.type:
        case QuestionType.SINGLE | QuestionType.MULTIPLE:
            _choices(node, item)
        case QuestionType.JUDGE:
            _answer(node, "true", 100 if item.holds else 0, "moodle_auto_format")
            _answer(node, "false", 0 if item.holds else 100, "moodle_auto_format")
        case QuestionType.ORDER:
            _steps(node, item)
        case QuestionType.SHORT | QuestionType.CASE:
            _essay(node, item)
    tags = etree.SubElement(node, "tags")
    for tag in (item.type.value, item.difficulty.value, *marks(item)):
        _text(tags, "tag", tag)
    return node


def _text(parent: Any, name: str, text: str) -> Any:
    node = etree.SubElement(parent, name)
    etree.SubElement(node, "text").text = text
    return node


def _html(parent: Any, name: str, marked: str) -> None:
    _text(parent, name, marked).set("format", "html")


def _value(parent: Any, name: str, value: object) -> None:
    etree.SubElement(parent, name).text = str(value)


def _answer(node: Any, text: str, share: float, kind: str = "html", why: str = "") -> None:
    made = _text(node, "answer", text)
    made.set("fraction", f"{share:.5f}".rstrip("0").rstrip("."))
    made.set("format", kind)
    _html(made, "feedback", html(why))


def _choices(node: Any, item: Item) -> None:
    """One right answer counts in full; of several each its share, and a wrong one takes a share away."""
    single = item.type is QuestionType.SINGLE
    _value(node, "single", str(single).lower())
    _value(node, "shuffleanswers", "true")
    _value(node, "answernumbering", "ABCD")
    right = sum(choice.right for choice in item.options)
    for choice in item.options:
        wrong = 0 if single else -100 / (len(item.options) - right or 1)
        _answer(node, html(choice.text), 100 / right if choice.right else wrong, why=choice.why)


def _cloze(item: Item) -> str:
    """The stem with Moodle's embedded short answers in place of the blanks; a brace of its own cannot open one."""
    first, *rest = (html(piece).replace("{", "&#123;") for piece in pieces(item))
    blanks = ("~".join(f"={_embedded(text)}" for text in dict.fromkeys(blank)) for blank in item.blanks)
    return first + "".join(f"{{1:SHORTANSWER:{blank}}}{after}" for blank, after in zip(blanks, rest, strict=True))


def _embedded(text: str) -> str:
    """An accepted answer. Moodle cuts the answers at bare delimiters, then decodes entities and takes the backslash from
    before } and #; * would stand for anything."""
    words = re.sub(r"\\(?=[}#])", r"\\\\", one_line(text)).replace("*", r"\*")
    return _DELIMITERS.sub(lambda match: f"&#{ord(match[0])};", words)


def _steps(node: Any, item: Item) -> None:
    for name, value in (
        ("layouttype", "VERTICAL"),
        ("selecttype", "ALL"),
        ("selectcount", 0),
        ("gradingtype", "ABSOLUTE_POSITION"),
        ("showgrading", "SHOW"),
        ("numberingstyle", "none"),
    ):
        _value(node, name, value)
    for number, step in enumerate(item.steps, 1):
        _answer(node, html(step), number)


def _essay(node: Any, item: Item) -> None:
    _value(node, "responseformat", "editor")
    _value(node, "responserequired", 1)
    _value(node, "responsefieldlines", 10)
    _value(node, "attachments", 0)
    _value(node, "attachmentsrequired", 0)
    _html(node, "graderinfo", html(f"得分点：\n{answer(item)}"))
    _html(node, "responsetemplate", "")
