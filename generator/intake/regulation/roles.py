"""Which lines start a chapter, an article, an item or an appendix, and which are no part of the text."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from .front import is_heading_like
from .lines import Grid, Line, Remark
from .markers import Kind, Marker, marker_of
from .outline import Outline

# What our own handbook prints behind a sentence.
_PROVENANCE = re.compile(r"\s*【(?:据材料|据公开规定|拟稿|含拟稿)[^【】]{0,80}】\s*$")


@dataclass(frozen=True)
class Marked:
    """A block with its marker and what it starts: chapter, section, article, appendix, item, or "" for plain text."""

    block: Line | Grid
    marker: Marker | None = None
    role: str = ""


def cut_printed(outline: Outline) -> None:
    """Leave out the lists and facts that our own handbook prints behind the articles."""
    titles = [appendix.title for appendix in outline.appendices]
    start = next((n for n, title in enumerate(titles) if title in ("清单", "参数")), None)
    if start is not None:
        message = f"手册印在条文后面的“{'、'.join(titles[start:])[:60]}”没有读"
        outline.remarks.append(Remark("provenance", "末尾", message, "清单、参数在源文件里改"))
        del outline.appendices[start:]


def unmarked(blocks: list[Line | Grid], remarks: list[Remark]) -> list[Line | Grid]:
    """The blocks without marks of provenance at the ends of lines."""
    made: list[Line | Grid] = []
    marks = 0
    for block in blocks:
        if isinstance(block, Line) and (match := _PROVENANCE.search(block.text[-100:])):
            marks += 1
            block = replace(block, text=block.text[: len(block.text) - len(match[0])])
        made.append(block)
    if marks:
        message = f"有 {marks} 处句末的出处标记（【拟稿】等）没有读成条文"
        remarks.append(Remark("provenance", "全文", message, "已有的制度，出处不变；新的制度，核对出处"))
    return [block for block in made if isinstance(block, Grid) or block.text]


def with_roles(blocks: list[Line | Grid]) -> list[Marked]:
    """The blocks with what each starts, by the scheme of numbers that the document uses."""
    markers = [marker_of(block.full) if isinstance(block, Line) else None for block in blocks]
    kinds = Counter(marker.kind for marker in markers if marker)
    depths = {marker.depth for marker in markers if marker and marker.kind is Kind.DECIMAL}
    if kinds[Kind.ARTICLE]:
        roles = {Kind.CHAPTER: "chapter", Kind.SECTION: "section", Kind.ARTICLE: "article"}
    elif kinds[Kind.COMMA] >= 2:
        roles = {Kind.COMMA: "chapter", Kind.PAREN: "article"} if kinds[Kind.PAREN] else {Kind.COMMA: "article"}
    elif 2 in depths:
        roles = {Kind.DOT: "chapter", Kind.DECIMAL: "article"}
    else:
        roles = {}
    last = max((n for n, marker in enumerate(markers) if marker and marker.kind is Kind.ARTICLE), default=len(blocks))
    made = []
    headings = not roles and any(isinstance(b, Line) and b.outline == 1 for b in blocks)
    for number, (block, marker) in enumerate(zip(blocks, markers, strict=True)):
        role = roles.get(marker.kind, "item") if marker else ""
        if isinstance(block, Line):
            if marker and marker.kind is Kind.DECIMAL and marker.depth > 2:
                role = "item"
            if marker and marker.kind is Kind.APPENDIX:
                role = "appendix" if len(block.full) <= 60 and "。" not in block.full else ""
            if headings and block.outline in (0, 1):
                role = "article" if block.outline else "chapter"
            if number > last and block.outline >= 0 and marker is None:
                role = "appendix"
            elif kinds[Kind.ARTICLE] and is_heading_like(block, marker) and not block.soft:
                after = markers[number + 1] if number + 1 < len(blocks) else None
                role = "chapter" if after is not None and after.kind is Kind.ARTICLE and after.number else role
        made.append(Marked(block, marker if role else None, role))
    return made
