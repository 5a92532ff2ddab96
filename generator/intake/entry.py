"""What a workbook that people fill in looks like: its columns, what may be chosen, rows that are there, advice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class EntryColumn:
    """A column: its head, its width in characters, what is said when a cell of it is entered, what may be chosen."""

    key: str
    title: str
    width: float
    hint: str
    required: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reference:
    """A sheet to look things up in."""

    name: str
    heads: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class EntryBook:
    """A workbook to fill in. `rows` stand on the sheet already, `examples` on a sheet of their own; both by column key."""

    title: str
    sheet: str
    columns: tuple[EntryColumn, ...]
    rows: tuple[Mapping[str, str], ...]
    examples: tuple[Mapping[str, str], ...]
    notes: tuple[str, ...]
    references: tuple[Reference, ...] = ()
