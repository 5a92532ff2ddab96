"""A workbook's parts as XML, for checking: which file is which sheet, and what the ranges in it mean."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

Node = ElementTree.Element
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_CELL = r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})"
_RANGE = re.compile(rf"{_CELL}(?::{_CELL})?")
_ROWS = re.compile(r"\$?([0-9]+):\$?([0-9]+)")
_COLUMNS = re.compile(r"\$?([A-Za-z]{1,3}):\$?([A-Za-z]{1,3})")


class Unreadable(Exception):
    """The file is no workbook at all."""


@dataclass(frozen=True)
class Area:
    """Rows and columns from 1, inclusive."""

    top: int
    left: int
    bottom: int
    right: int

    def meets(self, other: Area) -> bool:
        """Whether the two share a cell."""
        rows = self.top <= other.bottom and other.top <= self.bottom
        return rows and self.left <= other.right and other.left <= self.right

    def inside(self, other: Area) -> bool:
        """Whether every cell of it lies in the other."""
        return (
            other.top <= self.top
            and self.bottom <= other.bottom
            and other.left <= self.left
            and self.right <= other.right
        )


WHOLE = Area(1, 1, LAST_ROW, LAST_COLUMN)


class Package:
    """The parts of a workbook."""

    def __init__(self, data: bytes) -> None:
        self.parts: dict[str, Node] = {}
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for name in archive.namelist():
                    if name.endswith((".xml", ".rels")):
                        self.parts[name] = ElementTree.fromstring(archive.read(name))
        except (zipfile.BadZipFile, ElementTree.ParseError) as error:
            raise Unreadable(str(error)) from error
        if "xl/workbook.xml" not in self.parts:
            raise Unreadable("xl/workbook.xml")
        self.workbook = self.parts["xl/workbook.xml"]

    def sheets(self) -> list[tuple[str, str, Node | None]]:
        """(name, state, worksheet) in the order of the tabs; no worksheet where the part is missing."""
        relations = self.parts.get("xl/_rels/workbook.xml.rels")
        targets = {node.get("Id"): node.get("Target", "") for node in ([] if relations is None else relations)}
        found = []
        for node in self.workbook.iterfind(f"{MAIN}sheets/{MAIN}sheet"):
            target = targets.get(node.get(f"{RELATIONS}id"), "")
            path = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
            found.append((node.get("name", ""), node.get("state", "visible"), self.parts.get(path)))
        return found

    def count(self, part: str, path: str) -> int:
        """How many elements a part has at a path, given without namespaces."""
        root = self.parts.get(part)
        return 0 if root is None else len(root.findall("/".join(MAIN + step for step in path.split("/"))))


def area(text: str) -> Area | None:
    """`A1`, `$A$1:$B$2`, `$1:$3`, `A:C` as an area; None if it is none."""
    if match := _RANGE.fullmatch(text):
        left, top = column_number(match[1]), int(match[2])
        right, bottom = (column_number(match[3]), int(match[4])) if match[3] else (left, top)
    elif match := _ROWS.fullmatch(text):
        top, bottom, left, right = int(match[1]), int(match[2]), 1, LAST_COLUMN
    elif match := _COLUMNS.fullmatch(text):
        left, right, top, bottom = column_number(match[1]), column_number(match[2]), 1, LAST_ROW
    else:
        return None
    found = Area(top, left, bottom, right)
    return found if top <= bottom and left <= right and found.inside(WHOLE) else None


def areas(text: str) -> list[Area]:
    """The areas of a list parted by spaces, as in `sqref`."""
    return [found for found in map(area, text.split()) if found]


def column_number(letters: str) -> int:
    """A → 1, AA → 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def overlaps(found: list[tuple[str, Area]]) -> Iterator[tuple[str, str]]:
    """The pairs of named areas that share a cell, found from top to bottom."""
    active: list[tuple[str, Area]] = []
    for name, here in sorted(found, key=lambda item: (item[1].top, item[1].left)):
        active = [item for item in active if item[1].bottom >= here.top]
        yield from ((other, name) for other, there in active if there.meets(here))
        active.append((name, here))
