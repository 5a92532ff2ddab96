"""What a dialog asks for before something new is made, and what is wrong with the answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..model import Basis
from .catalogue import Entry

if TYPE_CHECKING:
    from .page import Page

Answers = dict[str, Any]


@dataclass(frozen=True)
class Ask:
    """A line of the dialog. `choices`: value → what people read; `many`: several of them."""

    key: str
    title: str
    hint: str = ""
    choices: Mapping[str, str] | None = None
    many: bool = False
    pattern: str = ""
    value: str = ""
    required: bool = True


@dataclass(frozen=True)
class Addition:
    """What a dialog asks for, and what becomes of the answers."""

    title: str
    asks: tuple[Ask, ...]
    make: Callable[[Page, Answers], Entry | None]
    taken: frozenset[str] = frozenset()


def complaint(what: Addition, answers: Answers) -> str:
    """What is wrong with the answers, "" if nothing is."""
    for ask in what.asks:
        answer = answers.get(ask.key)
        if ask.required and not answer:
            return f"“{ask.title}”要写"
        if ask.pattern and answer and not re.match(ask.pattern, str(answer)):
            return f"“{ask.title}”写法不对：{ask.hint}"
        if ask.key == "id" and answer in what.taken:
            return f"{answer} 已经有了，换一个"
    return ""


def basis() -> Ask:
    """Where it comes from."""
    return Ask("basis", "出处", choices={str(one): str(one) for one in Basis}, value=str(Basis.DRAFT))
