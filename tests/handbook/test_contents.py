"""What the handbook says is what the sources say: every clause in order, every duty, form, parameter and source."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from generator.facts import fact_text
from generator.facts.resolve import number_in_words
from generator.handbook import Block, Book, Heading, Span, Table, Text, alone, plain
from generator.handbook.widths import ROOM, fitted
from generator.model import Basis, Regulation
from generator.references import Index, bases_of

from .. import cupboard

REGULATIONS = cupboard.library().regulations


def blocks(book: Book) -> list[Block]:
    return [*book.preface, *(block for part in book.parts for block in part.blocks)]


def spans(book: Book) -> Iterator[Span]:
    for block in blocks(book):
        if isinstance(block, Heading):
            yield from block.mark
        elif isinstance(block, Text):
            yield from block.line
        else:
            yield from (span for row in block.rows for cell in row.cells for span in cell)


def unmarked(line: tuple[Span, ...]) -> str:
    return plain(tuple(span for span in line if not span.mark))


def expected(index: Index, regulation: Regulation) -> Iterator[str]:
    """The chapters and articles as the site has them, without marks."""
    number = 0
    for count, chapter in enumerate(regulation.chapters, 1):
        yield f"第{number_in_words(count)}章　{chapter.title}"
        for article in chapter.articles:
            number += 1
            yield f"第{number_in_words(number)}条　{article.title}"
            for paragraph in article.paragraphs:
                yield index.resolver.plain(paragraph.text, regulation.key)
                for place, item in enumerate(paragraph.items, 1):
                    yield f"（{number_in_words(place)}）{index.resolver.plain(item.text, regulation.key)}"


@pytest.mark.parametrize("regulation", REGULATIONS, ids=lambda regulation: regulation.key)
def test_every_clause_stands_there_resolved_and_in_order(index: Index, book: Book, regulation: Regulation) -> None:
    for made, part in ((book, book.parts[regulation.number - 1]), (alone(index, regulation),) * 2):
        found = part.blocks if made is book else made.parts[0].blocks  # type: ignore[union-attr]
        said = [b.text if isinstance(b, Heading) else unmarked(b.line) for b in found if not isinstance(b, Table)]
        wanted = list(expected(index, regulation))
        start = said.index(wanted[0])
        assert said[start : start + len(wanted)] == wanted


def test_every_article_says_where_it_comes_from(index: Index, book: Book) -> None:
    """Once for all of it, or after each paragraph."""
    for regulation, part in zip(REGULATIONS, book.parts, strict=False):
        marks: dict[str, list[str]] = {}
        address = ""
        for block in part.blocks:
            if isinstance(block, Heading):
                address = block.place
            if address in index.library.clauses and not isinstance(block, Table):
                line = block.mark if isinstance(block, Heading) else block.line
                marks.setdefault(address, []).append("".join(span.text for span in line if span.mark))
        for address, (head, *rest) in marks.items():
            article = index.library.clauses[address].article
            assert bool(head) != any(rest), address
            said = head + "".join(rest)
            assert {basis for basis in Basis if f"【{basis.value}" in said} == set(bases_of(article)), address
        assert regulation.chapters


def test_a_public_rule_is_cited_by_its_number_in_the_appendix(index: Index, book: Book) -> None:
    table = next(b for b in blocks(book) if isinstance(b, Table) and b.title == "公开规定")
    numbers = {row.place: plain(row.cells[0]) for row in table.rows}
    assert list(numbers.values()) == [f"〔{n}〕" for n in range(1, len(numbers) + 1)]
    led = [span for span in spans(book) if span.target.startswith("L-")]
    assert len(led) > 20
    assert all(numbers[span.target] == span.text for span in led)
    assert len({span.target for span in led}) > 5


def test_every_duty_stands_under_every_role_that_holds_it(index: Index, book: Book) -> None:
    tables = {b.title: b for b in blocks(book) if isinstance(b, Table)}
    for role in index.library.organization.roles:
        held = [placed for placed in index.library.duties if role.id in placed.duty.roles]
        if not held:
            assert f"{role.title}的职责" not in tables
            continue
        rows = [row for row in tables[f"{role.title}的职责"].rows if len(row.cells) > 1]
        wanted = {index.resolver.plain(p.duty.action, p.clause.regulation.key) for p in held}
        assert len(rows) == len(held)
        assert {unmarked(row.cells[0]) for row in rows} == wanted


def test_every_form_parameter_and_list_is_there(index: Index, book: Book) -> None:
    tables = {b.title: b for b in blocks(book) if isinstance(b, Table)}
    assert [row.place for row in tables["表单目录"].rows] == [form.id for form in index.library.forms]
    headings = {heading.place for heading in book.headings}
    for regulation in REGULATIONS:
        rows = [tuple(map(plain, row.cells[:2])) for row in tables[f"{regulation.short}参数"].rows]
        shown = [(fact.label, fact_text(fact)) for fact in regulation.facts.values() if fact.value]
        assert [row for row in rows if row in shown] == shown
        assert {f"{regulation.key}#{name}" for name in regulation.lists} <= headings


def test_every_reference_that_leads_somewhere_has_a_place(index: Index, book: Book, closing: Book) -> None:
    for made in (book, closing):
        places = [h.place for h in made.headings]
        places += [row.place for b in blocks(made) if isinstance(b, Table) for row in b.rows if row.place]
        assert len(places) == len(set(places))
        targets = {span.target for span in spans(made) if span.target}
        assert targets <= set(places)
        assert len(targets) > 20
    outside = [span for span in spans(closing) if span.text.startswith("《客户服务中心安全保密管理规定》第")]
    assert outside and not any(span.target for span in outside)
    assert set(index.library.clauses) <= {h.place for h in book.headings}


def test_what_is_drafted_is_said_on_the_cover(index: Index, book: Book) -> None:
    assert book.cover is not None
    said = "".join(book.cover.standing)
    wholly = sum(bases_of(clause.article) == (Basis.DRAFT,) for clause in index.library.clauses.values())
    assert "拟　稿" in said and f"全条拟稿{wholly}条" in said and index.library.organization.notice in said


def test_what_is_open_is_listed_once(index: Index, book: Book) -> None:
    tables = {b.title: b for b in blocks(book) if isinstance(b, Table)}
    rows = [row for row in tables["材料的歧义与采用的理解"].rows if len(row.cells) > 1]
    readings = [reading for element in index.elements for reading in getattr(element, "readings", ())]
    assert len(rows) == len(readings)
    assert len(tables["需要核对的内容"].rows) > 30


def test_columns_fill_the_page_and_give_room_to_long_cells() -> None:
    from generator.handbook import Row

    rows = [Row(((Span("短"),), (Span("很长的内容" * 12),))) for _ in range(3)]
    columns = fitted(("序", "内容"), rows, 10.5)
    assert sum(column.width for column in columns) == pytest.approx(ROOM, abs=0.2)
    assert columns[1].width > 4 * columns[0].width
    for book_table in (b for b in blocks(alone(Index(cupboard.library()), REGULATIONS[0])) if isinstance(b, Table)):
        assert min(column.width for column in book_table.columns) >= 8
