"""What units' folders and archives are called: names that every system accepts, each different."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..model import Unit

NAME_LENGTH = 60
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$", re.IGNORECASE)


def folder_name(unit: Unit) -> str:
    """A folder for a unit that every system accepts: its code and short name."""
    words = "-".join(filter(None, (unit.code, unit.short or unit.name)))
    plain = _FORBIDDEN.sub("_", words)[:NAME_LENGTH].strip(" .") or unit.id
    return f"{plain}_" if _RESERVED.match(plain) else plain


def folder_names(units: Iterable[Unit]) -> dict[str, str]:
    """Unit id → folder, each different; on Windows 甲A and 甲a are the same."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for unit in units:
        if unit.id in found:
            continue
        name = folder_name(unit)
        if name.casefold() in taken:
            name = f"{name}-{unit.id}"
        taken.add(name.casefold())
        found[unit.id] = name
    return found
