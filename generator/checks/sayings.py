"""Everyday words and ways of asking lead somewhere, and to one place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Article, Form, Position
from ..problems import Problem, Severity
from ..references import Index, elements_of

_BOTH = "+"
_BLANK = re.compile(r"[^\S\n]+")


def repeated(index: Index) -> Iterator[Problem]:
    """An everyday word that stands in two places."""
    first: dict[str, Position] = {}
    for saying in index.library.sayings:
        for at, word in enumerate(saying.say):
            position = saying.position_of("say", at)
            if (other := first.setdefault(word.lower(), position)) is not position:
                message = f"日常说法“{word}”已经写在 {other}"
                yield Problem("repeated-saying", position, message, "合成一处：把 means 的词并到一起，删去另一处")


def idle(index: Index) -> Iterator[Problem]:
    """A word that everyday words lead to and that no text holds."""
    sought = [
        (part, saying.position_of("means", at))
        for saying in index.library.sayings
        for at, word in enumerate(saying.means)
        for part in _blank(word).split(_BOTH)
    ]
    for texts in (_names, _texts):  # what is written down first: to read it as its reader does takes longer
        if sought:
            held = _blank("\n".join(texts(index)))
            sought = [(word, position) for word, position in sought if word not in held]
    for word, position in sought:
        message = f"规章和表单里都没有“{word}”，这个说法什么也找不到"
        yield Problem("idle-saying", position, message, "改成规章里的写法，或删去这个词", Severity.WARNING)


def asked_twice(index: Index) -> Iterator[Problem]:
    """The same way of asking at two clauses or forms."""
    first: dict[str, Position] = {}
    places: list[Article | Form] = [clause.article for clause in index.library.clauses.values()]
    places += index.library.forms
    for element in places:
        for at, words in enumerate(element.asked):
            position = element.position_of("asked", at)
            if (other := first.setdefault(words.lower(), position)) is not position:
                message = f"常见问法“{words}”已经写在 {other}"
                remedy = "留在回答它的那一条，另一处删去或换个说法"
                yield Problem("asked-twice", position, message, remedy, Severity.WARNING)


def _blank(text: str) -> str:
    return _BLANK.sub("", text).lower()


def _names(index: Index) -> Iterator[str]:
    """Every text as it is written, and every name."""
    library = index.library
    for element in elements_of(library.organization, library.plan, *library.regulations, *library.forms):
        yield from (value for value in vars(element).values() if isinstance(value, str))


def _texts(index: Index) -> Iterator[str]:
    """Every text as its reader sees it."""
    for placed in index.texts:
        yield index.resolver.plain(placed.text, placed.key)
