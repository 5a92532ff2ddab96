"""Marking in formulas: only of functions that Excel, LibreOffice and WPS all compute."""

from __future__ import annotations

from ..exams.printed import LETTERS, Asked
from ..model import MultipleRule, QuestionType

# What people write between letters.
_BETWEEN = (" ", "　", "、", ",", "，")
_TRUE, _FALSE = ("对", "√", "T"), ("错", "×", "F")


def marks(asked: Asked, answer: str, key: str, worth: str, rule: MultipleRule) -> str:
    """The marks for an answer: a formula without its equals sign; the arguments are cells."""
    match asked.item.type:
        case QuestionType.SINGLE:
            return f'IF(AND({key}<>"",UPPER(TRIM({answer}))=UPPER({key})),{worth},0)'
        case QuestionType.JUDGE:
            return f'IF(AND({key}<>"",{_verdict(answer)}={_verdict(key)}),{worth},0)'
        case QuestionType.ORDER:
            return f"IF({_letters(answer)}=UPPER({key}),{worth},0)"
        case QuestionType.MULTIPLE:
            return _multiple(len(asked.options), answer, key, worth, rule)
    return f"MIN({worth},MAX(0,N({answer})))"


def _multiple(options: int, answer: str, key: str, worth: str, rule: MultipleRule) -> str:
    hits = "+".join(
        f'ISNUMBER(FIND("{letter}",UPPER({key})))*ISNUMBER(FIND("{letter}",UPPER({answer})))'
        for letter in LETTERS[:options]
    )
    picked = chosen(options, answer)
    if rule is MultipleRule.STRICT:
        return f"IF(AND({hits}=LEN({key}),{picked}=LEN({key})),{worth},0)"
    if rule is MultipleRule.HALF:
        return f"IF({picked}>({hits}),0,IF({picked}=LEN({key}),{worth},IF({picked}>0,{worth}/2,0)))"
    return f"MAX(0,ROUND({worth}*(2*({hits})-({picked}))/LEN({key})*2,0)/2)"


def chosen(options: int, answer: str) -> str:
    """How many different letters an answer holds."""
    return "+".join(f'ISNUMBER(FIND("{letter}",UPPER({answer})))' for letter in LETTERS[:options])


def _verdict(cell: str) -> str:
    true = ",".join(f'UPPER(TRIM({cell}))="{word}"' for word in _TRUE)
    false = ",".join(f'UPPER(TRIM({cell}))="{word}"' for word in _FALSE)
    return f'IF(OR({true}),"对",IF(OR({false}),"错","？"&{cell}))'


def _letters(cell: str) -> str:
    text = f"UPPER({cell})"
    for mark in _BETWEEN:
        text = f'SUBSTITUTE({text},"{mark}","")'
    return text


def is_entry(asked: Asked, cell: str, worth: int) -> str:
    """Whether something may be entered: for the check of a cell, where array constants are not allowed."""
    match asked.item.type:
        case QuestionType.SINGLE:
            return f'AND(LEN({cell})=1,ISNUMBER(FIND(UPPER({cell}),"{LETTERS[: len(asked.options)]}")))'
        case QuestionType.JUDGE:
            words = ",".join(f'{cell}="{word}"' for word in (*_TRUE, *_FALSE))
            return f"OR({words})"
        case QuestionType.MULTIPLE:
            return f"LEN({_without(_letters(cell), LETTERS[: len(asked.options)])})=0"
        case QuestionType.ORDER:
            return f"LEN({_letters(cell)})={len(asked.steps)}"
    return f"AND(ISNUMBER({cell}),{cell}>=0,{cell}<={worth})"


def _without(text: str, letters: str) -> str:
    for letter in letters:
        text = f'SUBSTITUTE({text},"{letter}","")'
    return text


def number(asked: Asked, answers: str, choice: str, place: int, people: str) -> str:
    """How many people gave an answer; "" where the question has no such choice. `answers` is a column."""
    if choice == "未答":
        return f"{people}-COUNTA({answers})"
    match asked.item.type:
        case QuestionType.SINGLE if place < len(asked.options):
            return f'COUNTIF({answers},"{LETTERS[place]}")'
        case QuestionType.MULTIPLE if place < len(asked.options):
            return f'COUNTIF({answers},"*{LETTERS[place]}*")'
        case QuestionType.JUDGE if place < 2:
            return "+".join(f'COUNTIF({answers},"{word}")' for word in (_TRUE, _FALSE)[place])
    return ""
