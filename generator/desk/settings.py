"""What the command line lends the editor: folders, the clock, and what only it may start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from .history import History


@dataclass(frozen=True)
class Published:
    """What came of publishing: in Chinese, line by line."""

    good: bool
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Settings:
    """`source` is the folder of sources, `earlier` lays out the version that 修订对照 compares with, as the bytes of its
    files and its name, None if there is none; `publish` builds everything; `styles` are those of printed forms."""

    source: Path
    history: History
    clock: Callable[[], datetime]
    earlier: Callable[[], tuple[dict[str, bytes], str] | None]
    publish: Callable[[], Published]
    styles: str = ""
