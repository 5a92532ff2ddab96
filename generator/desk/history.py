"""What the sources held before each saving, on the disk, so that any saving can be taken back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ..writer import drop_file, write_file

_NAME = re.compile(r"^(\d{8}-\d{6}-\d{3})\.yml$")
_STAMP = "%Y%m%d-%H%M%S"
MOST = 100  # versions of one file


@dataclass(frozen=True)
class Version:
    """What one file held until somebody saved it at `when`."""

    name: str
    when: datetime
    path: Path

    def read(self) -> bytes:
        """The bytes. OSError if they are gone."""
        return self.path.read_bytes()


class History:
    """The versions below one folder, `MOST` of each file; older ones go."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, name: str, content: bytes, when: datetime) -> Version:
        """Note what `name` held; the version is on the disk, whole, when this returns."""
        home = self.folder / name
        number = 0
        while (path := home / f"{when.strftime(_STAMP)}-{number:03d}.yml").exists():
            number += 1
        write_file(path, content)
        for old in self.versions(name)[MOST:]:
            drop_file(old.path)
        return Version(name, when.replace(microsecond=0), path)

    def versions(self, name: str) -> list[Version]:
        """The versions of a file, newest first."""
        home = self.folder / name
        found = [
            Version(name, datetime.strptime(match[1][:15], _STAMP), path)
            for path in (home.iterdir() if home.is_dir() else ())
            if (match := _NAME.match(path.name))
        ]
        return sorted(found, key=lambda version: version.path.name, reverse=True)
