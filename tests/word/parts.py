"""Looking into a .docx."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from lxml import etree

NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
W = f"{{{NAMES['w']}}}"


def members(data: bytes) -> dict[str, bytes]:
    """Every part by name, in the order of the file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def part(data: bytes, name: str = "word/document.xml") -> Any:
    """One part as XML."""
    return etree.fromstring(members(data)[name])


def find(tree: Any, path: str) -> list[Any]:
    """What an XPath finds."""
    return list(tree.xpath(path, namespaces=NAMES))
