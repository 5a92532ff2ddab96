"""Every designed form → its layout and files. The one place that pairs forms with renderers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from . import excel, word
from .layout import FormLayout, compose
from .references import Index

RENDERERS: dict[str, Callable[[FormLayout], bytes]] = {"docx": word.render, "xlsx": excel.render}


@dataclass(frozen=True)
class Stationery:
    """A form made up, and its files by suffix."""

    layout: FormLayout
    files: dict[str, bytes]

    def name(self, suffix: str) -> str:
        """The file name people see, e.g. F03-01-会议日志.docx."""
        return f"{self.layout.id}-{self.layout.short}.{suffix}"


@lru_cache(maxsize=256)
def _file(layout: FormLayout, suffix: str) -> bytes:
    """One file of a form; a form that did not change is not made again by a long-lived process."""
    return RENDERERS[suffix](layout)


def layouts(index: Index, only: Iterable[str] = ()) -> list[FormLayout]:
    """The layouts of all designed forms, or of those in `only`."""
    wanted = set(only)
    return [
        compose(form, index.library, index.fingerprints.get(form.clause, ""))
        for form in index.library.forms
        if form.designed and (not wanted or form.id in wanted)
    ]


def render(index: Index, only: Iterable[str] = (), suffixes: Iterable[str] = ("docx", "xlsx")) -> list[Stationery]:
    """The files of every designed form."""
    chosen = tuple(suffixes)
    return [Stationery(layout, {suffix: _file(layout, suffix) for suffix in chosen}) for layout in layouts(index, only)]
