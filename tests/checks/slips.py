"""A slip made in the good sample, and what the checks of forms and lists tell of it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from ..samples import examine
from .test_samples import check_wording

F1, F2 = "01-opening/forms/F01-01.yml", "02-visitors/forms/F02-01.yml"
R1 = "01-opening/regulation.yml"
CODES = {
    "bad-formula", "bad-form", "bad-cell", "bad-example", "bad-value", "unknown-list", "unknown-reference", "form-pages",
    "unknown-key",
}  # fmt: skip


class Told(NamedTuple):
    """A problem, and the rest of the line from its position on."""

    code: str
    message: str
    remedy: str
    here: str


def changed(source: Path, file: str, *changes: tuple[str, str]) -> None:
    path = source / file
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")


def found(source: Path, file: str = "", *changes: tuple[str, str]) -> list[Told]:
    """What is told of forms and lists after the changes."""
    if file:
        changed(source, file, *changes)
    told = []
    for problem in examine(source):
        if problem.code in CODES:
            check_wording(problem)
            lines = (source.parent / problem.position.file).read_text(encoding="utf-8").split("\n")
            here = lines[problem.position.line - 1][problem.position.column - 1 :]
            told.append(Told(problem.code, problem.message, problem.remedy, here))
    return told
