"""Drafts of sources: plain values → YAML as people write it, with `# 待定：…` above what a person has to settle."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ..model import Mark
from .editing import Document, NotExact, Unwritable
from .editing.bytes import Splice, spliced, text_of
from .editing.emit import pair, plain
from .editing.tree import Step
from .editing.values import same, unmarked
from .reader import read_source

TO_SETTLE = "# 待定："
_LONGEST = 200  # characters of a comment
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060\ufeff\ufffe\uffff\ud800-\udfff]+")
Notes = Mapping[tuple[Step, ...], Sequence[str]]


def fresh(value: Mapping[str, Any], name: str, schema: str, notes: Notes | None = None) -> bytes:
    """A new source that says `value`; `schema` is the address of its schema for editors.

    `notes` are comments by the place they stand above: keys, and ids or indexes of entries. Raises Unwritable.
    """
    lines = [f"# yaml-language-server: $schema={schema}"]
    for key, one in value.items():
        lines.append(pair(key, one, flow=False, lines=True))
    data = ("\n".join(lines) + "\n").encode()
    _agrees(data, name, value)
    return commented(data, name, notes or {})


def revised(document: Document, value: Mapping[str, Any], notes: Notes | None = None) -> bytes:
    """A source with `value` in place of what it says; what is the same stays as it is written. Raises Unwritable."""
    for key, one in value.items():
        if key not in document.value:
            after = next((k for k in reversed([*value][: [*value].index(key)]) if k in document.value), None)
            document = document.insert((key,), one, after=after)
        else:
            document = document.set((key,), one)
    return commented(document.data, document.name, notes or {})


def commented(data: bytes, name: str, notes: Notes) -> bytes:
    """A source with comments in lines of their own above the places they speak of; it says the same. Raises NotExact."""
    source = read_source(data, name)
    value = unmarked(source.value)
    above: dict[int, list[str]] = {}
    for path, texts in notes.items():
        line = _line(source.mark, value, path)
        above.setdefault(line, []).extend(texts)
    lines = text_of(data).split("\n")
    splices, start = [], 0
    for number, row in enumerate(lines, 1):
        indent = row[: len(row) - len(row.lstrip(" "))]
        comments = [f"{indent}{_comment(one)}\n" for one in dict.fromkeys(above.get(number, ()))]
        if comments:
            splices.append(Splice(start, start, "".join(comments)))
        start += len(row) + 1
    made = spliced(data, splices)
    _agrees(made, name, value)
    return made


def lines_of(data: bytes, name: str, paths: Sequence[Sequence[Step]]) -> list[int]:
    """The lines of a source where these places stand, or the nearest ones above them."""
    source = read_source(data, name)
    value = unmarked(source.value)
    return [_line(source.mark, value, path) for path in paths]


def _comment(text: str) -> str:
    return f"{TO_SETTLE}{_UNSEEN.sub(' ', text)[:_LONGEST]}"


def _line(mark: Mark, value: Any, path: Sequence[Step]) -> int:
    """The line of the place at `path`, or of the nearest one above it that there is."""
    line = 1
    for step in path:
        where: str | int | None = step
        if isinstance(value, list) and isinstance(step, str):
            where = next((n for n, one in enumerate(value) if isinstance(one, dict) and one.get("id") == step), None)
        if where is None or where not in mark.children:
            break
        line = mark.keys[str(where)].line if where in mark.keys else mark.children[where].position.line
        value, mark = value[where], mark.children[where]
    return line


def _agrees(data: bytes, name: str, value: Any) -> None:
    source = read_source(data, name)
    if source.problems:
        raise Unwritable(source.problems[0].message)
    if not same(unmarked(source.value), plain(value)):
        raise NotExact(f"{name}：草稿和要写的不一致，没有写")
