"""Sources as they may be handed on: question banks without the questions that nobody may see before an exam."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..model import Library, Pool
from .reader import read_source

_LINE = re.compile(rb"[^\n]*\n|[^\n]+")
_COMMENT = re.compile(rb"^\s*(#.*)?\s*$")


def without_formal(files: Mapping[str, bytes], library: Library) -> tuple[dict[str, bytes], int]:
    """The sources without formal questions, and how many were left out; every other line stays as it was.

    `library` was read from `files`. A bank of formal questions alone is left out, and so is one that cannot be cut
    between its lines: what may not be seen is never handed on.
    """
    starts: dict[str, list[tuple[int, str, bool]]] = {}
    kept = (placed for edition in library.archive for placed in edition.questions)
    for placed in (*library.questions, *kept):
        position, formal = placed.question.at.position, placed.question.pool is Pool.FORMAL
        starts.setdefault(position.file, []).append((position.line, placed.question.id, formal))
    found: dict[str, bytes] = {}
    for name, content in files.items():
        entries = starts.get(name, [])
        if any(formal for _, _, formal in entries):
            cut = _cut(content, name, entries)
            found |= {name: cut} if cut else {}
        else:
            found[name] = content
    return found, sum(formal for entries in starts.values() for _, _, formal in entries)


def _cut(content: bytes, name: str, entries: list[tuple[int, str, bool]]) -> bytes | None:
    lines = _LINE.findall(content)
    ends = [line - 1 for line, _, _ in entries[1:]] + [len(lines)]
    kept = lines[: entries[0][0] - 1]
    for (start, _, formal), end in zip(entries, ends, strict=True):
        block = lines[start - 1 : end]
        # Headings between the questions stand behind the question before them.
        last = max((place for place, line in enumerate(block, 1) if not _COMMENT.match(line)), default=0)
        kept += block[last:] if formal else block
    wanted = [identity for _, identity, formal in entries if not formal]
    made = b"".join(kept)
    return made if wanted and _says(made, name, wanted) else None


def _says(content: bytes, name: str, wanted: list[str]) -> bool:
    """Whether a bank holds exactly these questions."""
    found = read_source(content, name)
    value = found.value
    questions = value.get("questions") if isinstance(value, dict) else None
    return isinstance(questions, list) and [q.get("id") for q in questions if isinstance(q, dict)] == wanted
