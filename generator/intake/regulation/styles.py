"""Paragraph styles: their names, and what a paragraph inherits from the chain of styles it is based on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .package import W, child, is_on, number, value

_DEEPEST = 20


@dataclass(frozen=True)
class Style:
    """What a paragraph of this style looks like; "" and None where nothing is said."""

    name: str = ""
    num: str = ""
    level: int | None = None
    numbered_by: str = ""  # the style of the chain that gives the list
    outline: int = -1
    bold: bool | None = None
    align: str = ""


class Styles:
    """The styles of a document."""

    def __init__(self, root: Any) -> None:
        self._elements: dict[str, Any] = {}
        self._made: dict[str, Style] = {}
        self.default = ""
        for element in root.iter(f"{W}style") if root is not None else ():
            if element.get(f"{W}type") in (None, "paragraph"):
                key = str(element.get(f"{W}styleId"))
                self._elements[key] = element
                if element.get(f"{W}default") in ("1", "true", "on"):
                    self.default = key

    def of(self, key: str) -> Style:
        """The style with everything it inherits."""
        key = key or self.default
        if key not in self._made:
            self._made[key] = self._resolved(key)
        return self._made[key]

    def _resolved(self, key: str) -> Style:
        chain: list[tuple[str, Any]] = []
        while key in self._elements and len(chain) < _DEEPEST and key not in [name for name, _ in chain]:
            chain.append((key, self._elements[key]))
            key = value(self._elements[key], "basedOn")
        name = value(chain[0][1], "name").strip().lower() if chain else ""
        num, level, numbered_by, outline, align = "", None, "", -1, ""
        bold: bool | None = None
        for name_of, element in chain:
            properties = child(element, "pPr")
            if not num and (found := value(properties, "numPr", "numId")):
                num, numbered_by = found, name_of
            if level is None and (found := value(properties, "numPr", "ilvl")):
                level = number(found, 0, 0, 8)
            if outline < 0 and (found := value(properties, "outlineLvl")):
                outline = number(found, -1, -1, 9)
            align = align or value(properties, "jc")
            if bold is None:
                bold = is_on(child(element, "rPr"), "b")
        return Style(name, num, level, numbered_by, -1 if outline > 8 else outline, bold, align)
