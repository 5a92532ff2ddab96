"""A Word file → lines and tables as people see them: automatic numbers resolved, tracked changes settled."""

from __future__ import annotations

from typing import Any

from .lines import Grid, Line, Manuscript, Refused, Remark
from .numbering import Numbering, numbering_of
from .package import W, child, number, parts_of, value
from .runs import Runs, Words
from .styles import Styles

_TOC_STYLE = ("toc ", "目录", "table of figures")
MAX_COLUMNS = 40
MAX_ROWS = 2_000
_SHOWN = 40


def read_docx(data: bytes, accept: bool = True) -> Manuscript:
    """The text of a .docx file. `accept`: take tracked insertions and leave out deletions, else the other way round.

    Raises Refused.
    """
    parts = parts_of(data)
    reader = _Reader(Styles(parts.get("styles")), numbering_of(parts.get("numbering"), parts.get("styles")), accept)
    body = child(parts["document"], "body")
    if body is None:
        raise Refused("文件里没有正文，不是 Word 文件", "在 Word 或 WPS 里打开，另存为 .docx，再导入")
    try:
        reader.container(body)
    except RecursionError:
        raise Refused("表格一层套一层，套得太深", "去掉嵌套的表格，只留文字，再导入") from None
    reader.tell()
    return reader.manuscript.checked()


class _Reader:
    def __init__(self, styles: Styles, numbering: Numbering, accept: bool) -> None:
        self.styles = styles
        self.numbering = numbering
        self.runs = Runs(accept)
        self.manuscript = Manuscript()
        self.held = ""  # words before a paragraph mark that was deleted
        self.toc = 0
        self.nested = 0

    def container(self, element: Any) -> None:
        """Everything in a body, a content control or the like, in order."""
        for one in element:
            name = one.tag[len(W) :] if one.tag.startswith(W) else ""
            if name == "p":
                self.manuscript.blocks += self.paragraph(one)
            elif name == "tbl":
                self.table(one)
            elif name == "sdt":
                if "Table of Contents" in value(one, "sdtPr", "docPartObj", "docPartGallery"):
                    self.toc += 1
                elif (content := child(one, "sdtContent")) is not None:
                    self.container(content)
            elif name in ("del", "moveFrom", "ins", "moveTo"):
                self.runs.tracked += 1
                if (name in ("ins", "moveTo")) == self.runs.accept:
                    self.container(one)
            elif name not in ("sectPr", "pPr", "sdtPr") and len(one):
                self.container(one)

    def paragraph(self, element: Any) -> list[Line]:
        """The lines of a paragraph: one, or several between soft breaks; none while its mark is deleted."""
        self.runs.paragraph += 1
        properties = child(element, "pPr")
        key = value(properties, "pStyle")
        style = self.styles.of(key)
        if style.name.startswith(_TOC_STYLE):
            self.toc += 1
            return []
        words = self.runs.words(element, bool(style.bold))
        text = self.held + "".join(words.text)
        if words.toc:
            self.toc += 1
            return []
        mark = child(properties, "rPr", "del" if self.runs.accept else "ins")
        if mark is not None:
            self.runs.tracked += 1
            self.held = text
            return []
        self.held = ""
        label = self.label(properties, key) if text.strip() else ""
        outline = number(value(properties, "outlineLvl"), style.outline, -1, 9)
        align = value(properties, "jc") or style.align
        place = f"第 {self.runs.paragraph} 段"
        lines = []
        for count, part in enumerate(piece for piece in text.split("\n") if piece.strip()):
            lines.append(
                Line(
                    " ".join(part.split()), place, "" if count else label, style.name, outline if outline < 9 else -1,
                    _mostly(words), align == "center", align in ("right", "end"), count > 0,
                )
            )  # fmt: skip
        return lines

    def label(self, properties: Any, key: str) -> str:
        """The automatic number of a paragraph, "" if it has none. Counts it."""
        style = self.styles.of(key)
        own = child(properties, "numPr")
        num = value(own, "numId") or style.num
        if not num or num == "0":
            return ""
        if (written := value(own, "ilvl")) != "":
            level = number(written, 0, 0, 8)
        elif value(own, "numId"):
            level = style.level or 0
        elif style.level is not None:
            level = style.level
        else:
            level = self.numbering.level_of_style(num, style.numbered_by)
        return self.numbering.label(num, level)

    def table(self, element: Any) -> None:
        """A table; one of a single column is a frame around ordinary paragraphs."""
        place = f"第 {self.runs.paragraph + 1} 段处的表格"
        rows: list[list[tuple[list[Line], int, bool]]] = []
        merged = False
        for row in _inside(element, "tr"):
            properties = child(row, "trPr")
            if child(properties, "del" if self.runs.accept else "ins") is not None:
                self.runs.tracked += 1
                continue
            if len(rows) >= MAX_ROWS:
                raise Refused(f"表格超过 {MAX_ROWS} 行", "一次导入一项制度；清单另存")
            cells = []
            for cell in _inside(row, "tc"):
                looks = child(cell, "tcPr")
                span = number(value(looks, "gridSpan"), 1, 1, MAX_COLUMNS)
                goes_on = child(looks, "vMerge") is not None and value(looks, "vMerge") != "restart"
                merged = merged or span > 1 or goes_on
                cells.append((self.cell(cell), span, goes_on))
            before = number(value(properties, "gridBefore"), 0, 0, MAX_COLUMNS)
            rows.append([*([([], before, False)] if before else []), *cells][:MAX_COLUMNS])
        if all(len(row) <= 1 for row in rows):
            self.manuscript.blocks += [line for row in rows for lines, _, _ in row for line in lines]
        else:
            self.manuscript.blocks.append(Grid(_filled(rows), place, merged))

    def cell(self, element: Any) -> list[Line]:
        """The lines of a cell; tables in it are taken as their lines, row by row."""
        lines: list[Line] = []
        for one in element:
            if one.tag == f"{W}p":
                lines += self.paragraph(one)
            elif one.tag == f"{W}tbl":
                self.nested += 1
                for row in _inside(one, "tr"):
                    for cell in _inside(row, "tc"):
                        lines += self.cell(cell)
            elif one.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}smartTag"):
                lines += self.cell(one)
        return lines

    def tell(self) -> None:
        """What could not be taken over, once for each kind."""
        runs, told = self.runs, self.manuscript.remarks
        if self.toc:
            told.append(Remark("toc", "目录", f"目录 {self.toc} 处没有读，章名、条名取自正文", "不用管"))
        if runs.tracked:
            how = "增加的留下，删去的去掉" if runs.accept else "增加的去掉，删去的留下"
            told.append(
                Remark("tracked", "全文", f"文件里有 {runs.tracked} 处修订没有接受或拒绝，按{how}读", "与定稿核对；相反的，加 --tracked reject")
            )  # fmt: skip
        for place, text in runs.boxes[:_SHOWN]:
            told.append(
                Remark("text-box", f"第 {place} 段", f"文本框里的字没有读进来：“{text[:60]}”", "是条文的，复制到正文里再导入")
            )  # fmt: skip
        for place in dict.fromkeys(runs.notes[:_SHOWN]):
            told.append(Remark("footnote", f"第 {place} 段", "这里有脚注，脚注的文字没有读进来", "是条文的，写进正文"))
        kinds = {
            "pictures": ("picture", "图片或嵌入的对象", "图里有条文的，写成文字"),
            "hidden": ("hidden", "隐藏的文字", "要保留的，取消隐藏再导入"),
        }
        for name, (kind, what, remedy) in kinds.items():
            if runs.seen[name]:
                told.append(Remark(kind, "全文", f"{what}有 {runs.seen[name]} 处，没有读进来", remedy))
        if self.nested:
            told.append(
                Remark("nested-table", "全文", f"有 {self.nested} 个表格套在表格里，只读了文字", "核对表格内容")
            )


def _mostly(words: Words) -> bool:
    return words.bold > 0 and words.bold >= 4 * words.plain


def _inside(element: Any, name: str) -> list[Any]:
    """The rows of a table or the cells of a row, also those in content controls."""
    found: list[Any] = []
    for one in element:
        if one.tag == W + name:
            found.append(one)
        elif one.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins"):
            found += _inside(one, name)
    return found


def _filled(rows: list[list[tuple[list[Line], int, bool]]]) -> tuple[tuple[str, ...], ...]:
    """Rows of equal width; a merged cell's text in each place that it covers."""
    made: list[list[str]] = []
    for row in rows:
        texts: list[str] = []
        for lines, span, goes_on in row:
            above = made[-1][len(texts)] if goes_on and made and len(made[-1]) > len(texts) else ""
            text = above if goes_on else " ".join(line.full for line in lines)
            texts += [text] * span
        made.append(texts[:MAX_COLUMNS])
    width = max(map(len, made), default=0)
    return tuple(tuple(row + [""] * (width - len(row))) for row in made)
