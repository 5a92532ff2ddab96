"""Changing a source exactly: one value, key or entry of its text, every other byte as it was.

The text is cut where PyYAML says the value stands, and the new one, written by PyYAML, is put in; the result is read
again and must say what was wanted there and the same everywhere else. ruamel.yaml 0.19.1 loads and dumps whole files: it
gave back 63 of our 64 sources unchanged with our indents set (a bare text over two lines was joined), none with its
own indents, none of the 64 with CRLF and none with a BOM. It keeps comments, not bytes.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path as FilePath
from typing import Any

from ...problems import Problem, Severity
from ..reader import read_source
from .bytes import Splice, spliced, text_of
from .emit import Unwritable, Value, plain
from .merge import merged
from .splice import Surface
from .tree import NoSuchPlace, Path, Step, concrete
from .values import moved, same, unmarked, value_at, with_entry, with_key, within, without


class Unreadable(ValueError):
    """A source with errors, which cannot be changed exactly; `problems` says which."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{problems[0].position} {problems[0].message}")
        self.problems = tuple(problems)


class NotExact(RuntimeError):
    """A change that would not have come out as wanted; nothing was changed."""


@dataclass(frozen=True)
class Document:
    """A source being changed. Every change gives a new Document; nothing is written before it is saved.

    A path is a sequence of keys and indexes; an entry of a list can also be named by its `id`:
    `("questions", "cash-order", "fingerprint")`. `original` is what was read, `data` what is to be saved, `value` what
    that says, every scalar a text. A new value is a text, number, flag (是, 否), date, or a list or mapping of them.
    Changes raise NoSuchPlace, Unwritable (no source may hold the value), or NotExact.
    """

    name: str
    original: bytes = field(repr=False)
    data: bytes = field(repr=False)
    value: Any = field(repr=False)
    path: FilePath | None = None

    @classmethod
    def read(cls, path: FilePath, name: str = "") -> Document:
        """The source at `path`, called `name` in messages. OSError, or Unreadable if it has errors."""
        return cls.of(path.read_bytes(), name or path.as_posix(), path)

    @classmethod
    def of(cls, data: bytes, name: str = "<memory>", path: FilePath | None = None) -> Document:
        """A source given by its bytes; `path` is where it will be saved. Unreadable if it has errors."""
        value, errors = _read(data, name)
        if errors:
            raise Unreadable(errors)
        return cls(name, data, data, value, path)

    @property
    def text(self) -> str:
        """The text as it now is, without a byte order mark, line breaks as in the file."""
        return self.data.removeprefix(codecs.BOM_UTF8).decode()

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to save."""
        return self.data != self.original

    def get(self, path: Path) -> Any:
        """What stands at `path`: a text, or a list or mapping of them."""
        return value_at(self.value, self._steps(path))

    def index(self, path: Path) -> int:
        """The index of a list's entry that is named by its `id`."""
        number = self._steps(path)[-1] if path else None
        if not isinstance(number, int):
            raise NoSuchPlace(path, "不是列表的一项")
        return number

    def set(self, path: Path, value: Value) -> Document:
        """Another value at `path`. Of a list or mapping only what differs is rewritten, entries matched by `id`."""
        old, new = self.get(path), plain(value)
        if old == new:
            return self
        if old and new and not isinstance(old, str) and type(old) is type(new):
            return merged(self, tuple(path), value)
        return self.replace(path, value)

    def replace(self, path: Path, value: Value) -> Document:
        """As `set`, but a list or mapping is written anew as a whole."""
        return self.update({tuple(path): value})

    def update(self, values: Mapping[tuple[Step, ...], Value], after: Sequence[str] = ()) -> Document:
        """Several values at once, which is quicker than one by one; their paths do not contain each other.

        A key that is not there yet is added behind the first of `after` that its mapping has, else last.
        """
        old: dict[tuple[Step, ...], Value] = {}
        new: dict[tuple[Step, ...], tuple[Value, str | None]] = {}
        for path, value in values.items():
            if not path:
                raise NoSuchPlace(path, "最外层不能整个换掉")
            mapping = self.get(path[:-1])
            if isinstance(mapping, dict) and path[-1] not in mapping:
                new[path] = value, next((key for key in after if key in mapping), None)
            elif plain(value) != self.get(path):
                old[path] = value

        def splices(surface: Surface, lines: bool) -> list[Splice]:
            made = [splice for path, value in old.items() for splice in surface.replace(path, value, lines)]
            for path, (value, behind) in new.items():
                made += surface.add_key(path, value, behind, None, lines)
            return made

        def wanted() -> Any:
            whole = self.value
            for path, value in old.items():
                whole = _put(whole, self._steps(path), value)
            last: dict[tuple[tuple[Step, ...], str | None], str] = {}
            for path, (value, behind) in new.items():
                steps, key = self._steps(path[:-1]), str(path[-1])
                whole = _put_key(whole, steps, key, value, last.get((steps, behind), behind), None)
                last[steps, behind] = key
            return whole

        return self._changed(splices, wanted)

    def insert(self, path: Path, value: Value, *, after: str | None = None, before: str | None = None) -> Document:
        """A new key `path[-1]` in the mapping above it, behind or in front of another key, else last."""
        return self._changed(
            lambda surface, lines: surface.add_key(path, value, after, before, lines),
            lambda: _put_key(self.value, self._steps(path[:-1]), str(path[-1]), value, after, before),
        )

    def insert_entry(self, path: Path, value: Value, at: int | None = None) -> Document:
        """A new entry of the list at `path`, at index `at`, else last."""
        return self._changed(
            lambda surface, lines: surface.add_entry(path, at, value, lines),
            lambda: within(self.value, self._steps(path), lambda old: with_entry(old, at, plain(value))),
        )

    def remove(self, path: Path) -> Document:
        """Without the key or entry at `path`. Comments above it stay; a list or mapping may become empty."""
        *above, step = self._steps(path) or [""]
        return self._changed(
            lambda surface, lines: surface.cut(path),
            lambda: within(self.value, above, lambda old: without(old, step)),
        )

    def move(self, path: Path, to: int) -> Document:
        """The list's entry at `path` as number `to`, its text as it is; comments and blank lines between stay in place."""
        *above, _ = self._steps(path) or [""]
        return self._changed(
            lambda surface, lines: surface.shift(path, to),
            lambda: within(self.value, above, lambda old: moved(old, self.index(path), to)),
        )

    @cached_property
    def _surface(self) -> Surface:
        return Surface(text_of(self.data))

    def _steps(self, path: Path) -> tuple[Step, ...]:
        return concrete(self._surface.root, path)

    def _changed(self, make: Callable[[Surface, bool], list[Splice]], wanted: Callable[[], Any]) -> Document:
        """The one place where a change is made: spliced, read again, compared."""
        errors: list[Problem] = []
        for lines in (True, False):  # a text over several lines has its limits; one line in quotes takes any text
            data = spliced(self.data, make(self._surface, lines))
            value, errors = _read(data, self.name)
            if not errors and same(value, wanted()):
                return replace(self, data=data, value=value)
        if errors:
            raise Unwritable(errors[0].message)
        raise NotExact(f"{self.name}：改出来的文件和要改的不一致，没有改")


def _read(data: bytes, name: str) -> tuple[Any, list[Problem]]:
    source = read_source(data, name)
    return unmarked(source.value), [found for found in source.problems if found.severity is Severity.ERROR]


def _put(whole: Any, steps: Path, value: Value) -> Any:
    return within(whole, steps, lambda old: plain(value))


def _put_key(whole: Any, steps: Path, key: str, value: Value, after: str | None, before: str | None) -> Any:
    return within(whole, steps, lambda old: with_key(old, key, plain(value), after, before))
