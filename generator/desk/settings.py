"""What the command line lends the editor: folders, the clock, and what only it may start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from .history import History


@dataclass(frozen=True)
class Wish:
    """A release that somebody wants: its version, the earlier one its 修订对照表 compares with ("" for none), and
    whether pages are printed."""

    version: str
    last: str
    pictures: bool


@dataclass(frozen=True)
class Published:
    """What came of publishing: in Chinese, line by line."""

    good: bool
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Settings:
    """`source` is the folder of sources. `versions` are those to compare with, best first, and what people call them;
    `earlier` lays one of them out, as the bytes of its files and its name, None if it is not there. `publish` makes a
    release; `styles` are those of printed forms."""

    source: Path
    history: History
    clock: Callable[[], datetime]
    versions: Callable[[], dict[str, str]]
    earlier: Callable[[str], tuple[dict[str, bytes], str] | None]
    publish: Callable[[Wish], Published]
    styles: str = ""
