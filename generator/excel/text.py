"""Words made safe for Excel: characters that XML cannot carry, lengths, the names of sheets."""

from __future__ import annotations

import re
from collections.abc import Iterable

CELL_LIMIT = 32_767  # UTF-16 units in a cell
SHEET_NAME_LIMIT = FONT_LIMIT = 31
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_SHEET_NAMES = str.maketrans(dict(zip("[]:*?/\\", "［］：＊？／＼", strict=True)) | {"\n": " ", "\t": " "})
_NOT_IN_FONTS = dict.fromkeys(map(ord, '",&;'))
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # Excel would read _x0041_ as A in one place and not in another
_FORMULA_LIKE = ("=", "+", "-", "@")


def clean(text: str) -> str:
    """The text without control characters, line ends as Excel wants them."""
    return _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """The text on one line."""
    return " ".join(clean(text).split())


def length(text: str) -> int:
    """The length as Excel counts it: characters beyond the basic plane count twice."""
    return len(text.encode("utf-16-le")) // 2


def shorten(text: str, limit: int) -> str:
    """The text cut to `limit` units, its end then marked by an ellipsis."""
    if length(text) <= limit:
        return text
    return f"{_cut(text, limit - 1).rstrip()}…"


def _cut(text: str, limit: int) -> str:
    # A character beyond the basic plane that straddles the limit goes as a whole.
    return text.encode("utf-16-le")[: 2 * max(0, limit)].decode("utf-16-le", errors="ignore")


def font_name(text: str, default: str = "宋体") -> str:
    """A font's name without what footers and the format forbid in it."""
    return _cut(one_line(text.translate(_NOT_IN_FONTS)), FONT_LIMIT).strip() or default


def formula_like(text: str) -> bool:
    """Whether Excel would take the text for a formula if a person typed it again."""
    return text.startswith(_FORMULA_LIKE)


def quoted(text: str) -> str:
    """A text as formulas write it."""
    return '"' + clean(text).replace('"', '""') + '"'


def quoted_sheet(name: str) -> str:
    """A sheet's name as formulas write it."""
    return "'" + name.replace("'", "''") + "'"


def sheet_names(titles: Iterable[str]) -> list[str]:
    """Legal, different names for sheets, as near to their titles as Excel allows."""
    names: list[str] = []
    taken = {"history"}  # Excel keeps this one for itself
    for number, title in enumerate(titles, 1):
        title = _ESCAPE.sub("＿", title)
        wanted = one_line(title.translate(_NOT_IN_SHEET_NAMES)).strip("' ") or f"第{number}页"
        name, count = shorten(wanted, SHEET_NAME_LIMIT), 1
        while name.casefold() in taken:
            count += 1
            mark = f"（{count}）"
            name = shorten(wanted, SHEET_NAME_LIMIT - length(mark)) + mark
        taken.add(name.casefold())
        names.append(name)
    return names
