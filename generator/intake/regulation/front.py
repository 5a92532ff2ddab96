"""What stands before the first chapter and behind the last article: title, document number, contents, signature."""

from __future__ import annotations

import re

from .lines import Grid, Line, Remark
from .markers import Kind, Marker, marker_of
from .outline import ArticleText, Outline

NAMED = re.compile(
    r"(规定|办法|制度|细则|规则|规程|规范|指引|准则|守则|方案|标准|章程|条例|预案|流程|要求)(\s*[（(][^（）()]{1,12}[）)])?$"
)
_DOCUMENT_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,12}\s*[〔\[（(﹝]\s*\d{4}\s*[〕\]）)﹞]\s*(?:第\s*)?\d+\s*号")
_LEADER = re.compile(r"[.…·．]{3,}\s*\d*$|\s\d{1,3}$")
_DATE = re.compile(
    r"^[（(]?[0-9０-９二〇○零一三四五六七八九十]{2,4}\s*年\s*[0-9０-９一二三四五六七八九十]{1,3}\s*月(\s*[0-9０-９一二三四五六七八九十]{1,3}\s*日)?[）)]?$"
)
_SIGNED = re.compile(r"(公司|部|中心|委员会|办公室|集团|分公司|支公司|[（(](盖章|章|公章)[）)])$")
_CONTENTS = re.compile(r"^[目][\s\u3000]*[录次]$")
_LONGEST_TITLE = 60


def without_contents(blocks: list[Line | Grid], remarks: list[Remark]) -> list[Line | Grid]:
    """The blocks without a table of contents that was typed or pasted as text."""
    start = next((n for n, b in enumerate(blocks) if isinstance(b, Line) and _CONTENTS.match(b.text)), None)
    if start is None:
        return [block for block in blocks if not _is_entry(block)]
    seen: set[tuple[Kind, int]] = set()
    end = start + 1
    while end < len(blocks):
        block = blocks[end]
        marker = marker_of(block.full) if isinstance(block, Line) else None
        key = (marker.kind, marker.number) if marker else None
        if not isinstance(block, Line) or (key in seen and key[0] in (Kind.CHAPTER, Kind.ARTICLE, Kind.COMMA)):
            break
        if (
            marker is None
            and not _LEADER.search(block.text[-40:])
            and (len(block.text) > 30 or block.text[-1] in "。；：")
        ):
            break
        if key:
            seen.add(key)
        end += 1
    else:  # nothing repeats: what was taken for contents is the text itself
        end = start + 1
    remarks.append(
        Remark("toc", blocks[start].place, f"“目录”下面 {end - start - 1} 行没有读，章名、条名取自正文", "不用管")
    )
    return [*blocks[:start], *(block for block in blocks[end:] if not _is_entry(block))]


def _is_entry(block: Line | Grid) -> bool:
    """Whether a line is an entry of a table of contents: 第一章 总则……3."""
    if not isinstance(block, Line) or not re.search(r"[.…·．]{3,}\s*\d+$", block.text[-40:]):
        return False
    marker = marker_of(block.full)
    return marker is not None and marker.kind in (Kind.CHAPTER, Kind.SECTION, Kind.ARTICLE, Kind.COMMA)


def read_front(outline: Outline, lines: list[Line], name: str) -> None:
    """The title, the document's number and what else stands before the text. `name` is the file's, without suffix."""
    texts = [line.text for line in lines]
    for text in texts:
        if not outline.document_number and (match := _DOCUMENT_NUMBER.search(text)):
            outline.document_number = "".join(match[0].split())
    chosen = _title_line(lines)
    if chosen is None:
        outline.title = name
        outline.remarks.append(
            Remark("title", "标题", f"没有找到标题，用了文件名“{name}”", "改 title、short", ("title",))
        )
    else:
        first = chosen
        title = texts[chosen]
        while first and len(title) < 8 and not marker_of(texts[first - 1]) and len(texts[first - 1]) <= 40:
            first -= 1
            title = texts[first] + title
        outline.title = re.sub(r"\s+", "", title).strip("《》")[:_LONGEST_TITLE]
        texts = texts[:first] + texts[chosen + 1 :]
    outline.front = texts
    if texts:
        shown = "；".join(text[:30] for text in texts[:6]) + ("……" if len(texts) > 6 else "")
        message = f"正文前面的 {len(texts)} 行没有读成条文：{shown}"
        outline.remarks.append(Remark("front", "标题", message, "封面、发文通知不用管；是条文的，放到第一条后面再导入"))


def _title_line(lines: list[Line]) -> int | None:
    styled = [n for n, line in enumerate(lines) if line.style in ("title", "标题") and len(line.text) <= _LONGEST_TITLE]
    named = [
        n for n, line in enumerate(lines)
        if NAMED.search(line.text.strip("《》")) and len(line.text) <= _LONGEST_TITLE and "关于" not in line.text[:4]
    ]  # fmt: skip
    looks = [
        n for n, line in enumerate(lines) if (line.centred or line.bold or line.outline == 0) and len(line.text) > 3
    ]
    if styled:
        return styled[-1]
    return named[-1] if named else looks[-1] if looks else None


def cut_signature(outline: Outline) -> None:
    """Take the company's name and the date from behind the last article."""
    articles: list[ArticleText] = outline.articles
    if not articles:
        return
    paragraphs = articles[-1].paragraphs
    while len(paragraphs) > 1 and not paragraphs[-1].items and _is_signature(paragraphs[-1].text):
        outline.signature.insert(0, paragraphs.pop().text)
    if outline.signature:
        message = f"最后的落款没有读成条文：{'；'.join(outline.signature)}"
        outline.remarks.append(Remark("signature", "末尾", message, "不用管；施行日期以附则为准"))


def _is_signature(text: str) -> bool:
    plain = "".join(text.split())
    return bool(_DATE.match(plain)) or (len(plain) <= 40 and bool(_SIGNED.search(plain)) and "，" not in plain)


def is_heading_like(line: Line, marker: Marker | None) -> bool:
    """Whether an unmarked line looks like the heading of a chapter."""
    looks = line.outline >= 0 or line.centred or line.bold
    return marker is None and looks and len(line.text) <= 15 and not re.search("[，。；：、！？]", line.text)
