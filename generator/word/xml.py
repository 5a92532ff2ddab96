"""WordprocessingML elements in a line of Python, and the units and texts that may stand in them."""

from __future__ import annotations

import re
from typing import Any, TypeAlias

from lxml import etree

Element: TypeAlias = Any  # lxml's elements carry no types

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

TWIPS_PER_MM = 1440 / 25.4
# What XML 1.0 cannot hold: C0 controls but tab and line feed, lone surrogates, two non-characters.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """`text` without the characters that XML cannot hold; every line break becomes a line feed."""
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def w(tag: str, *children: Element | None, **attributes: object) -> Element:
    """A `w:` element with `w:` attributes; children that are None are left out."""
    return _element(W, tag, children, attributes)


def w14(tag: str, *children: Element | None, **attributes: object) -> Element:
    """The same in the namespace that Word 2010 added."""
    return _element(W14, tag, children, attributes)


def _element(namespace: str, tag: str, children: tuple[Element | None, ...], attributes: dict[str, object]) -> Element:
    element = etree.Element(f"{{{namespace}}}{tag}", nsmap={"w": W, "w14": W14})
    for name, value in attributes.items():
        element.set(f"{{{namespace}}}{name}", clean(str(value)))
    element.extend([child for child in children if child is not None])
    return element


def twips(mm: float) -> int:
    """Millimetres → twentieths of a point."""
    return round(mm * TWIPS_PER_MM)
