"""When each line of the sources last changed, as the version control has it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path

from ..references.lines import Line

_TIMEOUT = 60  # seconds for one file


def line_times(files: Iterable[str]) -> dict[Line, int]:
    """(file, line) → seconds since 1970 of the commit that wrote it; a line not committed yet is as old as its file.

    Empty where there is no git or no repository: whoever asks has another answer for that.
    """
    found: dict[Line, int] = {}
    for file in files:
        found |= _of_file(Path(file))
    return found


def _of_file(path: Path) -> dict[Line, int]:
    command = ["git", "-C", str(path.parent), "blame", "--line-porcelain", "--", path.name]
    try:
        saved = int(path.stat().st_mtime)
        told = subprocess.run(command, capture_output=True, timeout=_TIMEOUT, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return {}
    times: list[int] = []
    committed, when = True, 0
    for line in told.split(b"\n"):
        if line.startswith(b"\t"):
            times.append(when if committed else saved)
        elif line.startswith(b"committer-time "):
            when = int(line.split()[1])
        elif len(line) >= 40 and line[:40].strip(b"0123456789abcdef") == b"":
            committed = line[:40].strip(b"0") != b""
    return {(str(path), number): time for number, time in enumerate(times, 1)}
