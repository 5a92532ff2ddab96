"""Reckoning with words: a sum over a column of names is 0, a name times two an error."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model import Control, FormField
from ...problems import Problem
from ...references import Index
from .fault import Fault
from .known import Known
from .syntax import Part, parsed, walk
from .written import Written, written_in

_OPERATORS = ("+", "-", "*", "/", "^", "%")
# Functions that take numbers only, and which of their arguments do.
_ALL = ("SUM", "AVERAGE", "MAX", "MIN", "PRODUCT", "MEDIAN")
_FIRST = (
    "ABS", "INT", "ROUND", "ROUNDUP", "ROUNDDOWN", "SQRT", "MOD", "POWER", "CEILING", "FLOOR", "MROUND", "SIGN",
    "LARGE", "SMALL", "RANK", "SUMIFS", "AVERAGEIFS", "MAXIFS", "MINIFS",
)  # fmt: skip
_THIRD = ("SUMIF", "AVERAGEIF")
_WORDS = (Control.LONG, Control.CHECK, Control.SIGN, Control.FIXED)
_NUMBER = re.compile(r"-?\d+(\.\d+)?%?")
_COUNTED = re.compile(r"^\{#(台席数|年份|日|周次)\}$")


def reckoned_words(index: Index) -> Iterator[Problem]:
    """Fields and columns of words where a formula needs numbers."""
    for form in index.library.forms:
        known = Known(index, form)
        for formula in written_in(form):
            tree = parsed(formula.text)
            if not isinstance(tree, Fault):
                yield from _told(formula, tree, known)


def _told(formula: Written, tree: Part, known: Known) -> Iterator[Problem]:
    for part in walk(tree):
        for taken in _numbers(part):
            label = _words(taken, formula, known)
            if label:
                message = f"算式拿文字“{label}”去{'合计' if part.text == 'SUM' else '计算'}"
                remedy = "要计算的栏目写 control: 数字、金额、日期等；数个数用 COUNTA，文字里的数用 VALUE"
                yield Problem("bad-formula", formula.place(taken.text, taken.at), message, remedy)


def _numbers(part: Part) -> tuple[Part, ...]:
    """Those of what an operator or a function takes that have to be numbers."""
    if (part.kind == "operator" and part.text in _OPERATORS) or part.text in _ALL:
        return part.parts
    if part.kind == "function":
        return part.parts[:1] if part.text in _FIRST else part.parts[2:] if part.text in _THIRD else ()
    return ()


def _words(part: Part, formula: Written, known: Known) -> str:
    """The label if the part is words for certain, "" otherwise."""
    if part.kind == "text":
        text = part.text[1:-1]
        return "" if _NUMBER.fullmatch(text) or not text else text
    if part.kind != "name":
        return ""
    name = part.text[1:-1]
    if "#" in name:
        return name
    meant = known.meant(name, formula)
    if meant is None:
        return ""
    if meant.item is None:
        return meant.path
    return meant.item.label if _of_words(meant.item, known) else ""


def _of_words(item: FormField, known: Known) -> bool:
    if item.repeat_for:
        return False  # An item of the list may ask for numbers.
    match item.control:
        case Control.TEXT:
            return not _COUNTED.match(item.prefill)
        case Control.CHOICE:
            return not any(_NUMBER.fullmatch(option) for option in known.words.options(item))
    return item.control in _WORDS
