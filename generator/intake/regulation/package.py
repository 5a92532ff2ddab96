"""The parts of a Word file as XML trees. Nothing in it is run, fetched or expanded; what is too big is refused."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Any

from lxml import etree

from .lines import Refused

MAX_FILE = 30_000_000  # pictures included
MAX_PART = 25_000_000
MAX_MARKUP = 2_000_000  # tags and attributes: what a parsed tree takes memory for
MAX_MEMBERS = 5_000
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_DOCUMENT = re.compile(r'Target="([^"<>]{1,200})"[^<>]*?Type="[^"<>]*/officeDocument"|'
                       r'Type="[^"<>]*/officeDocument"[^<>]*?Target="([^"<>]{1,200})"')  # fmt: skip
_BROKEN = (
    zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, LookupError,
    OverflowError,
)  # fmt: skip
_SAVE_AGAIN = "在 Word 或 WPS 里打开，另存为 .docx，再导入；打不开的，从备份找回"


def parts_of(data: bytes) -> dict[str, Any]:
    """The document, styles and numbering parts of a .docx: {document, styles, numbering} → root element.

    Parts that are missing or broken are left out, but for the document. Raises Refused.
    """
    if len(data) > MAX_FILE:
        raise Refused(f"文件有 {len(data) // 1_000_000} MB，太大", "删去图片、附件，只留文字，另存一份再导入")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if len(archive.infolist()) > MAX_MEMBERS:
                raise Refused("文件里的部件太多，不像 Word 文件", _SAVE_AGAIN)
            names = set(archive.namelist())
            main = _main(archive, names)
            folder = main.rpartition("/")[0]
            wanted = {"document": main} | {part: f"{folder}/{part}.xml".lstrip("/") for part in ("styles", "numbering")}
            texts = {part: _read(archive, name) for part, name in wanted.items() if name in names}
    except _BROKEN as error:
        locked = isinstance(error, RuntimeError) and "password" in str(error)
        message = "文件有密码" if locked else "文件损坏，或不是 .docx 文件"
        raise Refused(message, "去掉密码再导入" if locked else _SAVE_AGAIN) from None
    trees = {}
    for part, text in texts.items():
        try:
            trees[part] = _tree(text)
        except Refused:
            if part == "document":
                raise
    if "document" not in trees:
        raise Refused("文件里没有正文，不是 Word 文件", _SAVE_AGAIN)
    return trees


def _main(archive: zipfile.ZipFile, names: set[str]) -> str:
    if "_rels/.rels" in names:
        found = _DOCUMENT.search(_read(archive, "_rels/.rels").decode("utf-8", "replace"))
        target = ((found[1] or found[2]) if found else "").lstrip("/")
        if target in names:
            return target
    return "word/document.xml"


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    """A part, not more of it than is allowed: its header may lie about its size."""
    with archive.open(name) as stream:
        data = stream.read(MAX_PART + 1)
    if len(data) > MAX_PART:
        raise Refused("文件解开以后太大", "只留文字，另存一份再导入")
    return data


def _tree(text: bytes) -> Any:
    if text.count(b"<") + text.count(b"=") > MAX_MARKUP:
        raise Refused("文件里的格式太多，不像一项制度", "全选正文，复制到一个新文件里（只保留文本），再导入")
    text = text.replace(_STRICT, W[1:-1].encode())
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(text, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError):
        raise Refused("文件损坏：正文读不出来", _SAVE_AGAIN) from None
    if root is None or root.getroottree().docinfo.doctype:
        raise Refused("文件里有不该有的声明（DOCTYPE），没有读它", _SAVE_AGAIN)
    return root


def child(element: Any, *names: str) -> Any:
    """The element at a path of WordprocessingML names below `element`, None if there is none."""
    for name in names:
        if element is None:
            return None
        element = element.find(W + name)
    return element


def value(element: Any, *names: str) -> str:
    """The w:val of the element at a path, "" if there is none."""
    found = child(element, *names)
    return "" if found is None else str(found.get(f"{W}val") or "")


def number(text: str | None, default: int, low: int = 0, high: int = 100_000) -> int:
    """A whole number within bounds; `default` if it is none."""
    try:
        return min(max(int(text or ""), low), high)
    except ValueError:
        return default


def is_on(element: Any, name: str) -> bool | None:
    """Whether a toggle such as w:b is on; None if it is not said."""
    found = child(element, name)
    return None if found is None else found.get(f"{W}val") not in ("0", "false", "off", "none")
