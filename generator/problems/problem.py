"""One content mistake: what is wrong, where, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ..model import Position


class Severity(StrEnum):
    """Errors stop a build; warnings do not."""

    ERROR = "错误"
    WARNING = "警告"


@dataclass(frozen=True)
class Problem:
    """A content mistake. `code` names the kind and has an entry in the 使用手册."""

    code: str
    position: Position
    message: str
    remedy: str
    severity: Severity = Severity.ERROR


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Without repeats, by file, line and column."""
    return sorted(dict.fromkeys(problems), key=lambda p: (p.position, p.severity, p.code, p.message))


# What fails a check and yet stops no build: the questions concerned are withheld until somebody confirms them.
WITHHELD = frozenset({"stale-question"})


def stops(problems: Iterable[Problem]) -> bool:
    """Whether nothing may be made of these sources."""
    return any(problem.severity is Severity.ERROR and problem.code not in WITHHELD for problem in problems)


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of them stops a build."""
    return any(problem.severity is Severity.ERROR for problem in problems)
