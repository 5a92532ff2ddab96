"""Which program this is: what an earlier one kept on a disk may not be what this one would make."""

from __future__ import annotations

import functools
import hashlib
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@functools.cache
def program() -> str:
    """A digest over every file of this program and the version of Python."""
    said = hashlib.sha256(sys.version.encode())
    for folder, folders, files in os.walk(ROOT):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for path in (Path(folder, name) for name in sorted(files)):
            said.update(f"{path.relative_to(ROOT).as_posix()}\n".encode() + path.read_bytes())
    return said.hexdigest()
