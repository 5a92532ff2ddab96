"""OOXML elements in a line of Python, and the units and texts that may stand in them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from copy import copy, deepcopy
from functools import lru_cache, wraps
from typing import Any, TypeAlias

from lxml import etree

from ..ooxml import clean

Element: TypeAlias = Any  # lxml's elements carry no types

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = {
    "w": W,
    "w14": W14,
    "r": R,
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}


def w(tag: str, *children: Element | None, **attributes: object) -> Element:
    """A `w:` element with `w:` attributes; children that are None are left out."""
    return _element(W, tag, children, attributes)


def w14(tag: str, *children: Element | None, **attributes: object) -> Element:
    """The same in the namespace that Word 2010 added."""
    return _element(W14, tag, children, attributes)


def _element(namespace: str, tag: str, children: tuple[Element | None, ...], attributes: dict[str, object]) -> Element:
    # Copying an element is many times faster than making one.
    element = copy(_prototype(namespace, tag, tuple(attributes.items())))
    for child in children:
        if child is not None:
            element.append(child)
    return element


@lru_cache(maxsize=4096)
def _prototype(namespace: str, tag: str, attributes: tuple[tuple[str, object], ...]) -> Element:
    element = etree.Element(f"{{{namespace}}}{tag}", nsmap={"w": W, "w14": W14})
    for name, value in attributes:
        element.set(f"{{{namespace}}}{name}", clean(str(value)))
    return element


def kept(make: Callable[..., Element]) -> Callable[..., Element]:
    """`make` remembered: every call gives a copy of its own, which is many times faster than making it anew."""
    remembered = lru_cache(maxsize=2048)(make)

    @wraps(make)
    def copied(*arguments: Hashable) -> Element:
        return deepcopy(remembered(*arguments))

    return copied


def drawn(name: str, /, *children: Element | str | None, **attributes: object) -> Element:
    """An element of a drawing, `prefix:tag`, with plain attributes; r_embed stands for r:embed."""
    prefix, _, tag = name.partition(":")
    element = etree.Element(f"{{{NAMESPACES[prefix]}}}{tag}", nsmap=NAMESPACES)
    for key, value in attributes.items():
        full = f"{{{R}}}{key[2:]}" if key.startswith("r_") else key
        element.set(full, clean(str(value)))
    for child in children:
        if isinstance(child, str):
            element.text = child
        elif child is not None:
            element.append(child)
    return element


def either(
    waiting: Sequence[tuple[str, ...]], full: Callable[[], list[Element]], blank: Callable[[], list[Element]]
) -> list[Element]:
    """Of a template: `full` where of each group of keys one has a value, else `blank`; see `stamp`."""
    if not waiting:
        return full()
    inner = either(waiting[1:], full, blank)
    return [_mark(f"any {' '.join(waiting[0])}"), *inner, _mark("else"), *blank(), _mark("end")]


def _mark(text: str) -> Element:
    return etree.ProcessingInstruction("slot", text)
