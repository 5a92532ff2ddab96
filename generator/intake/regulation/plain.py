"""A text file → lines: encodings that Windows writes in China, wrapped lines joined, page numbers left out."""

from __future__ import annotations

import codecs
import re
import unicodedata

from .lines import MOST_TEXT, Line, Manuscript, Refused, Remark
from .markers import is_marked

_PAGE = re.compile(r"^[-—－\s]*\d{1,4}[-—－\s]*$|^第\s*\d+\s*页(\s*[,，/]?\s*共\s*\d+\s*页)?$")
_HEADING = re.compile(r"^(#{1,6})\s+(.*)$")
_EMPHASIS = re.compile(r"^(\*\*|__)([^*_]+)\1$")
_INLINE = re.compile(r"(\*\*|__)([^*_]{1,200})\1")
_TABLE = re.compile(r"^\|.*\|$")
_ENDS = "。；：！？.;:!?”」）)》"
_WRAPPED = 20  # characters that a line has at least before it is broken


def read_text(data: bytes) -> Manuscript:
    """The lines of a text or Markdown file. Raises Refused."""
    if len(data) > 6 * MOST_TEXT:
        raise Refused("文件太长，不像一项制度", "一次导入一项制度；合订本请拆开")
    text = _decoded(data)
    if "\x00" in text:
        raise Refused("这不是文字文件", "制度用 .docx、.doc、.wps、.rtf、.odt 或者 .txt 文件")
    manuscript = Manuscript()
    rows = [row.rstrip() for row in re.split("\r\n|\r|\n|\f|\x0b|\u2028|\u2029", text)]
    filled = [row for row in rows if row.strip()]
    indented = sum(row[:1] in "\u3000 \t" for row in filled) * 2 > len(filled) > 0
    joined = pages = 0
    for number, row in enumerate(rows, 1):
        words = " ".join(row.split())
        if not words:
            continue
        if _PAGE.match(unicodedata.normalize("NFKC", words)) and len(words) < 20:
            pages += 1
            continue
        outline, bold = -1, False
        if heading := _HEADING.match(words):
            outline, words = len(heading[1]) - 1, heading[2]
        if emphasis := _EMPHASIS.match(words):
            bold, words = True, emphasis[2]
        words = _INLINE.sub(r"\2", words)
        last = manuscript.blocks[-1] if manuscript.blocks else None
        if (
            isinstance(last, Line)
            and not bold
            and outline < 0
            and _goes_on(last, row, words, rows[number - 2], indented)
        ):
            manuscript.blocks[-1] = Line(_glued(last.text, words), last.place, outline=last.outline, bold=last.bold)
            joined += 1
            continue
        manuscript.blocks.append(Line(words, f"第 {number} 行", outline=outline, bold=bold))
    if joined:
        manuscript.remarks.append(
            Remark("wrapped", "全文", f"有 {joined} 行看作上一行没有写完，接在一起了", "对照原文核对分段")
        )
    if pages:
        manuscript.remarks.append(Remark("page-number", "全文", f"有 {pages} 行是页码，没有读", "不用管"))
    return manuscript.checked()


def _goes_on(last: Line, row: str, words: str, before: str, indented: bool) -> bool:
    """Whether a row only continues the paragraph above it."""
    if not before.strip() or is_marked(words) or last.outline >= 0 or last.bold or last.text[-1] in _ENDS:
        return False
    if _TABLE.match(words):
        return False
    if indented:
        return row[:1] not in "\u3000 \t" and len(last.text) >= _WRAPPED
    return len(last.text) >= _WRAPPED and row[:1] not in "\u3000 \t"


def _glued(before: str, after: str) -> str:
    """Two pieces of a line; Latin words get their space back."""
    gap = " " if before[-1].isascii() and before[-1].isalnum() and after[0].isascii() and after[0].isalnum() else ""
    return f"{before}{gap}{after}"


def _decoded(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("认不出文字编码", "用记事本打开，选“另存为”，编码选 UTF-8")
