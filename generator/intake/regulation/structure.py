"""Lines → an outline: which are chapters, which articles, what belongs to which."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .front import cut_signature, read_front, without_contents
from .lines import Grid, Line, Manuscript, Refused, Remark
from .markers import Kind, Marker, marker_of
from .numerals import in_words
from .outline import AppendixText, ArticleText, ChapterText, ItemText, Outline, ParagraphText
from .roles import Marked, cut_printed, unmarked, with_roles

_ENDS = "。；：！？…;:!?”」）)》】"
_BRACKETED = re.compile(r"^[【\[〔（(]\s*([^】\]〕）)]{2,30})\s*[】\]〕）)]\s*(.*)$")
_LED = re.compile(r"^([^\s，。；：、！？]{2,16})\s+(\S.{9,})$", re.DOTALL)
_HEADING = 24  # characters of a title at most
_LONG_LINE = 20
_SPACES = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef“”‘’]) +| +(?=[\u3000-\u9fff\uff00-\uffef“”‘’])")
_VOLUME = 2  # one in the contents, one in the text
MAX_ARTICLES, MAX_CHAPTERS = 1_000, 200


def structured(manuscript: Manuscript, name: str) -> Outline:
    """The outline of a document; `name` is what it is called if it has no title. Raises Refused."""
    outline = Outline(remarks=list(manuscript.remarks))
    blocks = without_contents(unmarked(manuscript.blocks, outline.remarks), outline.remarks)
    marked = with_roles(blocks)
    _single(marked)
    start = next((n for n, m in enumerate(marked) if m.role in ("chapter", "article", "section")), None)
    if start is None or not any(m.role == "article" for m in marked):
        raise Refused(
            "没有找到“第几条”，也没有“一、（一）”或“1.1”这样分级的编号", "给条文编上号（第一条、第二条……）再导入"
        )
    read_front(outline, [m.block for m in marked[:start] if isinstance(m.block, Line)], name)
    _Builder(outline, marked[start:]).build()
    cut_signature(outline)
    if any(remark.kind == "provenance" for remark in outline.remarks):
        cut_printed(outline)
    return outline


def _single(marked: list[Marked]) -> None:
    """Refuse a volume of several regulations: chapters and articles that start from one again and again."""
    firsts = [m.marker.kind for m in marked if m.marker is not None and m.marker.number == 1]
    times = min(firsts.count(Kind.CHAPTER), firsts.count(Kind.ARTICLE))
    if times > _VOLUME:
        raise Refused(f"文件里好像有几项制度：“第一章”“第一条”各出现了 {times} 次以上", "拆开，一次导入一项制度")


@dataclass
class _Builder:
    outline: Outline
    marked: list[Marked]
    kinds: list[Kind] = field(default_factory=list)  # of the items that are open, outermost first
    counts: dict[Kind, int] = field(default_factory=dict)
    section: str = ""
    joined: int = 0
    restarted: int = 0
    total: int = 0
    led: bool = False

    def build(self) -> None:
        """Put everything in its place."""
        led = [m.marker.rest for m in self.marked if m.role == "article" and m.marker]
        self.led = sum(bool(_LED.match(rest)) for rest in led) * 2 > len(led)
        appendix: AppendixText | None = None
        for number, one in enumerate(self.marked):
            block = one.block
            after = self.marked[number + 1] if number + 1 < len(self.marked) else None
            expected = self.total + 1
            goes_on = one.role == "article" and one.marker is not None and one.marker.number == expected > 1
            if one.role == "appendix" and isinstance(block, Line) and self.total:
                appendix = _appendix(one, block)
                self.outline.appendices.append(appendix)
            elif appendix is not None and not goes_on:
                self._append(appendix, block)
            elif isinstance(block, Grid):
                self._table(block)
            else:
                appendix = None
                self._line(one, block, after)
        if not self.total:
            raise Refused("没有找到条文", "给条文编上号（第一条、第二条……）再导入")
        self._tidy()

    def _line(self, one: Marked, line: Line, after: Marked | None) -> None:
        text = _typed(one.marker.rest if one.marker else line.text)
        match one.role:
            case "chapter":
                self._close()
                self.outline.chapters.append(ChapterText(text or "", line.place))
                self.section = ""
            case "section":
                self._close()
                self.section = f"{one.marker.written if one.marker else ''} {text}".strip()
            case "article":
                self._article(one, line, one.marker.rest.strip() if one.marker else line.text, after)
            case "item" if self._open is not None and one.marker:
                self._item(one.marker, text, line)
            case _:
                self._plain(_typed(line.full), line)

    def _article(self, one: Marked, line: Line, text: str, after: Marked | None) -> None:
        self._close()
        article = self._new_article(line)
        number = article.number
        place = f"第{in_words(number)}条"
        said = one.marker.number if one.marker else number
        if one.marker and said == len(self.outline.chapters[-1].articles) != number and not one.marker.extra:
            self.restarted += one.marker.kind is Kind.ARTICLE
        elif one.marker and (one.marker.extra or (said != number and one.marker.kind is Kind.ARTICLE)):
            written = re.sub(r"\s+", "", one.marker.written)
            self._remark("number", place, f"原文的条号是“{written}”，这里按顺序算作{place}", "核对有没有漏条、重号")
        alone = after is not None and (
            after.role == "" and isinstance(after.block, Line) and (not after.block.soft or line.bold)
        )
        if match := _BRACKETED.match(text):
            article.title, text = match[1], match[2]
        elif text and alone and len(text) <= _HEADING and not re.search("[，。；：！？]", text):
            article.title, text = text, ""
        elif self.led and (match := _LED.match(text)):
            article.title, text = match[1], match[2]
        elif line.outline >= 0 and one.marker is None:
            article.title, text = text[:80], ""
        article.title = _typed(article.title)
        if text:
            article.paragraphs.append(ParagraphText(_typed(text), line.place))

    def _item(self, marker: Marker, text: str, line: Line) -> None:
        article = self._open
        assert article is not None
        if not article.paragraphs:
            article.paragraphs.append(ParagraphText(article.title, article.place))
        paragraph = article.paragraphs[-1]
        kind = marker.kind
        if kind in self.kinds:
            del self.kinds[self.kinds.index(kind) + 1 :]
        else:
            self.kinds.append(kind)
            self.counts.pop(kind, None)
        before = self.counts.get(kind, 0)
        if marker.number and marker.number != before + 1 and kind is not Kind.DECIMAL:
            place = f"第{in_words(article.number)}条"
            self._remark(
                "item-number", place, f"“{marker.written}”前面不是第 {marker.number - 1} 项", "核对有没有漏项、重号"
            )
        self.counts[kind] = marker.number
        for deeper in [k for k in self.counts if k not in self.kinds]:
            del self.counts[deeper]
        if len(self.kinds) == 1 or not paragraph.items:
            paragraph.items.append(ItemText(text, line.place))
        else:
            item = paragraph.items[-1]
            item.text = f"{item.text}{_typed(marker.written)}{text}"
            item.subitems += 1

    def _plain(self, text: str, line: Line) -> None:
        chapters = self.outline.chapters
        article = self._open
        if article is None:
            if chapters and not chapters[-1].title and not chapters[-1].articles:
                chapters[-1].title = text[:80]
                return
            article = self._new_article(line)
            place = f"第{in_words(article.number)}条"
            self._remark(
                "number", place, f"章名下面的这段没有条号，算作{place}：“{text[:20]}”", "不是条文的，删去这一条"
            )
        last = article.paragraphs[-1] if article.paragraphs else None
        item = last.items[-1] if last and last.items else None
        before = item.text if item else last.text if last else ""
        unfinished = bool(before) and (line.soft or (before[-1] not in _ENDS and len(before) >= _LONG_LINE))
        if unfinished or (item and not item.text):
            self.joined += not line.soft
            if item:
                item.text += text
            elif last:
                last.text += text
            return
        self.kinds.clear()
        self.counts.clear()
        article.paragraphs.append(ParagraphText(text, line.place))

    def _new_article(self, line: Line) -> ArticleText:
        """An article at the end of the chapter that is open."""
        self.total += 1
        if self.total > MAX_ARTICLES or len(self.outline.chapters) > MAX_CHAPTERS:
            raise Refused(f"超过 {MAX_ARTICLES} 条或 {MAX_CHAPTERS} 章，不像一项制度", "一次导入一项制度；合订本请拆开")
        if not self.outline.chapters:
            self.outline.chapters.append(ChapterText("", line.place))
        article = ArticleText(line.place, section=self.section, number=self.total)
        self.section = ""
        self.outline.chapters[-1].articles.append(article)
        return article

    def _table(self, grid: Grid) -> None:
        article = self._open
        if article is None:
            self._remark("table", grid.place, "表格不在任何一条里，没有读", "移到有关的条文下面再导入")
            return
        last = article.paragraphs[-1].text if article.paragraphs else ""
        caption = last if last.startswith("表") and len(last) <= 30 else ""
        article.tables.append((caption, grid))

    @property
    def _open(self) -> ArticleText | None:
        chapters = self.outline.chapters
        return chapters[-1].articles[-1] if chapters and chapters[-1].articles else None

    def _append(self, appendix: AppendixText, block: Line | Grid) -> None:
        if isinstance(block, Grid):
            appendix.tables.append(block)
        elif not appendix.title:
            appendix.title = _typed(block.full)
        else:
            appendix.lines.append(_typed(block.full))

    def _close(self) -> None:
        self.kinds.clear()
        self.counts.clear()

    def _remark(self, kind: str, place: str, message: str, remedy: str) -> None:
        self.outline.remarks.append(Remark(kind, place, message, remedy))

    def _tidy(self) -> None:
        """Every chapter has articles, every article a text."""
        outline = self.outline
        for chapter in outline.chapters:
            if not chapter.articles:
                self._remark(
                    "empty-chapter", chapter.place, f"“{chapter.title}”下面没有条文，没有读这个标题", "核对原文"
                )
        outline.chapters = [chapter for chapter in outline.chapters if chapter.articles]
        for article in outline.articles:
            if not article.paragraphs:
                article.paragraphs.append(ParagraphText(article.title or "（缺）", article.place))
                place = f"第{in_words(article.number)}条"
                self._remark("no-text", place, "这一条只有标题，没有正文", "补上正文，或删去这一条")
        if self.restarted:
            message = f"有 {self.restarted} 条的条号在各章里从头数，这里接着上一章数"
            self._remark("number", "全文", message, "正文里说到“第几条”的，核对指的是哪一条")
        if self.joined:
            self._remark("joined", "全文", f"有 {self.joined} 段看作上一段没有写完，接在一起了", "对照原文核对分段")


def _appendix(one: Marked, line: Line) -> AppendixText:
    """附件1：名称 is an appendix of that title; 附件：1．名称 starts a list of them."""
    marker = one.marker
    if marker is None:
        return AppendixText(_typed(line.text), line.place)
    if not (marker.rest or marker.number):
        return AppendixText("", line.place)
    written, rest = "".join(marker.written.split()), _typed(marker.rest)
    if marker.number or not marker_of(rest):
        return AppendixText(f"{written} {rest}".strip(), line.place)
    return AppendixText(written, line.place, [rest])


def _typed(text: str) -> str:
    """Words without gaps between Chinese characters; gaps around Latin words stay."""
    return _SPACES.sub("", text.strip())
