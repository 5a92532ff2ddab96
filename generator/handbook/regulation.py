"""A regulation as it is printed: its title and edition, chapters and articles, lists and parameters."""

from __future__ import annotations

from collections.abc import Iterator

from ..facts import UNSET, fact_text
from ..facts.resolve import number_in_words
from ..model import Article, Fact, FactList, FactType, ListItem, Paragraph, Regulation, Vary
from .blocks import Block, Heading, Line, Part, Row, Span, Style, Table, Text, line
from .widths import fitted
from .words import Words, day_in_words, joined


def part_of(regulation: Regulation, words: Words) -> Part:
    """The regulation as a part of a book."""
    edition = regulation.editions[0]
    running = f"{regulation.title}（{edition.version}版，{regulation.status.value}）"
    return Part(running, tuple(_Printed(regulation, words).blocks()))


SIZE = 10.5  # points, of a table
_BEFORE = (("group", "分组"), ("title", "名称"), ("detail", "标准或说明"), ("on", "适用"), ("when", "时段"))
_AFTER = (("roles", "责任"), ("clause", "条款"), ("forms", "表单"))


class _Printed:
    def __init__(self, regulation: Regulation, words: Words) -> None:
        self.regulation, self.words, self.key = regulation, words, regulation.key

    def line(self, text: str) -> Line:
        return self.words.line(text, self.key)

    def blocks(self) -> Iterator[Block]:
        regulation, edition = self.regulation, self.regulation.editions[0]
        yield Heading(1, regulation.title, self.key)
        said = [regulation.status.value, f"{edition.version}版", day_in_words(edition.date)]
        said += [self.words.plain(regulation.effective, self.key)] if regulation.effective else []
        yield Text(line(f"（{'　'.join(said)}）"), Style.EDITION)
        yield Text((Span("来源："), *self.line(regulation.coverage)), Style.NOTE)
        for number, chapter in enumerate(regulation.chapters, 1):
            yield Heading(2, f"第{number_in_words(number)}章　{chapter.title}", f"{self.key}/{chapter.id}")
            for article in chapter.articles:
                yield from self._article(article, f"{self.key}/{chapter.id}/{article.id}")
        if regulation.lists:
            yield Heading(2, "清单", f"{self.key}#lists")
            for name, listed in regulation.lists.items():
                yield from self._list(name, listed)
        if regulation.facts:
            yield Heading(2, "参数", f"{self.key}#facts")
            yield self._facts()

    def _article(self, article: Article, address: str) -> Iterator[Block]:
        """One provenance throughout is said once beside the heading, else after each paragraph."""
        number = f"第{number_in_words(self.words.clauses[address].number)}条"
        marks = {self._mark(p) for p in article.paragraphs}
        marks |= {self.words.mark(i.basis, i.cites or p.cites) for p in article.paragraphs for i in p.items if i.basis}
        mixed = len(marks) > 1
        yield Heading(3, f"{number}　{article.heading}", address, () if mixed else next(iter(marks)))
        if article.retired and article.retired.note:
            yield Text((Span("废止说明："), *self.line(article.retired.note)), Style.NOTE)
        for paragraph in article.paragraphs:
            own = self._mark(paragraph)
            yield Text((*self.line(paragraph.text), *(own if mixed else ())))
            for count, item in enumerate(paragraph.items, 1):
                mark = self.words.mark(item.basis, item.cites or paragraph.cites) if item.basis else own
                lead = Span(f"（{number_in_words(count)}）")
                yield Text((lead, *self.line(item.text), *(mark if mark != own else ())))

    def _mark(self, paragraph: Paragraph) -> Line:
        return self.words.mark(paragraph.basis, paragraph.cites)

    def _list(self, name: str, listed: FactList) -> Iterator[Block]:
        mark = self.words.mark(listed.basis, listed.cites)
        yield Heading(3, f"{listed.label}（{len(listed.items)}项）", f"{self.key}#{name}", mark)
        columns = self._columns(listed)
        titles = [self._title(item, listed) for item in listed.items]
        if not columns:
            entries = [(Span(f"{number}．"), *title) for number, title in enumerate(titles, 1)]
            yield Text((*joined(entries, "；"), Span("。")), Style.NOTE)
            return
        rows = tuple(
            Row((line(str(number)), *(self._cell(head, item, title) for head, _ in columns)))
            for number, (item, title) in enumerate(zip(listed.items, titles, strict=True), 1)
        )
        yield Table(listed.label, fitted(["序", *(name for _, name in columns)], rows, SIZE, 9.0), rows)

    def _title(self, item: ListItem, listed: FactList) -> Line:
        own = item.basis and item.basis is not listed.basis
        return (*self.line(item.title), *(self.words.mark(item.basis, item.cites) if item.basis and own else ()))

    def _columns(self, listed: FactList) -> list[tuple[str, str]]:
        """(field, name) of the columns that some item fills; none if there are only titles."""
        cells = [(f"cell:{cell}", head) for cell, head in listed.heads.items()]
        before = [c for c in _BEFORE if any(getattr(item, c[0]) for item in listed.items)]
        after = [c for c in _AFTER if any(getattr(item, c[0]) for item in listed.items)]
        found = [*before, *cells, *after]
        return found if len(found) > 1 else []

    def _cell(self, field: str, item: ListItem, title: Line) -> Line:
        library = self.words.library
        if field == "title":
            return title
        if field.startswith("cell:"):
            return self.line(item.cells.get(field.removeprefix("cell:"), ""))
        if field == "on":
            marks = {i.id: i.mark or i.title for other in self.regulation.lists.values() for i in other.items}
            return line("、".join(marks.get(entry, entry) for entry in item.on))
        if field == "roles":
            return line("、".join(library.role_by_id[role].title for role in item.roles))
        if field == "clause":
            return self.words.clause(item.clause, self.key) if item.clause in library.clauses else line(item.clause)
        if field == "forms":
            return joined(self.words.form(form) for form in item.forms)
        return self.line(getattr(item, field))

    def _facts(self) -> Table:
        rows = tuple(
            Row((line(fact.label), line(_value(fact)), line(_variable(fact)), self.words.mark(fact.basis, fact.cites)))
            for fact in self.regulation.facts.values()
        )
        return Table(f"{self.regulation.short}参数", fitted(["参数", "值", "谁可以调整", "出处"], rows, SIZE), rows)


def _value(fact: Fact) -> str:
    return fact_text(fact) if fact.value or fact.type is FactType.TEXT else UNSET


def _variable(fact: Fact) -> str:
    if fact.vary is Vary.NOBODY:
        return fact.vary.value
    bounds = "、".join(fact.choices)
    if fact.minimum or fact.maximum:
        bounds = f"{fact.minimum or '不限'}至{fact.maximum or '不限'}"
    return f"{fact.vary.value}{f'（{bounds}）' if bounds else ''}"
