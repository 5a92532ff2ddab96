"""What checks found out the last time, kept between two runs: how many pages each form fills.

A file of JSON under build/, if there is such a folder; one that is broken or of another program counts as none.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from ..checks import form_pages
from ..writer import write_file
from .program import program

PLACE = Path("build/cache/pages.json")


class _Recalled(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")

    program: str
    pages: dict[str, dict[str, int]]


def take(place: Path = PLACE) -> None:
    """Let the checks know what was found out before."""
    with suppress(OSError, ValueError):
        found = _Recalled.model_validate_json(place.read_bytes())
        if found.program == program():
            form_pages.remember(found.pages)


def note(place: Path = PLACE) -> None:
    """Keep what the checks found out, where something is built at all."""
    if place.parent.parent.is_dir():
        with suppress(OSError):
            write_file(place, _Recalled(program=program(), pages=form_pages.counted()).model_dump_json().encode())
