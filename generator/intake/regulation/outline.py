"""What a document says, in the order of a regulation: chapters, articles, paragraphs, items, tables, appendices."""

from __future__ import annotations

from dataclasses import dataclass, field

from .lines import Grid, Remark


@dataclass
class ItemText:
    """An item （一）, with its sub-items in its text."""

    text: str
    place: str
    subitems: int = 0


@dataclass
class ParagraphText:
    """A paragraph (款) and its items."""

    text: str
    place: str
    items: list[ItemText] = field(default_factory=list)


@dataclass
class ArticleText:
    """An article. `title` is "" if the text has none; `section` is the heading 第一节 … that starts with it."""

    place: str
    title: str = ""
    paragraphs: list[ParagraphText] = field(default_factory=list)
    tables: list[tuple[str, Grid]] = field(default_factory=list)  # caption, table
    section: str = ""
    number: int = 0

    @property
    def wording(self) -> str:
        """The paragraphs and items one after the other."""
        return "".join(text for p in self.paragraphs for text in (p.text, *(item.text for item in p.items)))


@dataclass
class ChapterText:
    """A chapter; `title` is "" if the text has no chapters."""

    title: str
    place: str
    articles: list[ArticleText] = field(default_factory=list)


@dataclass
class AppendixText:
    """What follows the articles: 附件, 附表."""

    title: str
    place: str
    lines: list[str] = field(default_factory=list)
    tables: list[Grid] = field(default_factory=list)


@dataclass
class Outline:
    """A regulation's text. `front` are the lines before it that are not its title, `signature` those behind it."""

    title: str = ""
    document_number: str = ""
    front: list[str] = field(default_factory=list)
    chapters: list[ChapterText] = field(default_factory=list)
    appendices: list[AppendixText] = field(default_factory=list)
    signature: list[str] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    @property
    def articles(self) -> list[ArticleText]:
        """All articles in order."""
        return [article for chapter in self.chapters for article in chapter.articles]
