"""Zip archives without a trace of when and on which system they were made: the same files give the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_BEGINNING = (1980, 1, 1, 0, 0, 0)
_CONTENT_TYPES = "[Content_Types].xml"


def entry(name: str, method: int = zipfile.ZIP_STORED) -> zipfile.ZipInfo:
    """The header of a file in an archive."""
    info = zipfile.ZipInfo(name, _BEGINNING)
    info.compress_type = method
    info.create_system = 0  # else the operating system of the builder stands in the file
    return info


def packed(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of {path: bytes}, in their order."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method, compresslevel=9) as archive:
        for name, content in files.items():
            archive.writestr(entry(name, method), content)
    return target.getvalue()


def package(members: Mapping[str, bytes]) -> bytes:
    """An Office package of {part: bytes}: the content types first, as readers want them, then by name."""
    return packed({name: members[name] for name in sorted(members, key=lambda name: (name != _CONTENT_TYPES, name))})
