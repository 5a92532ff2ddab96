"""The whole handbook, and each regulation as a document of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ..facts.resolve import number_in_words
from ..model import Basis, Form, Regulation
from ..references import Index, bases_of
from . import appendices
from .blocks import Block, Book, Column, Cover, Part, Row, Span, Style, Table, Text, line
from .regulation import part_of
from .words import Words, day_in_words


def handbook(index: Index) -> Book:
    """Cover, explanation, contents, all regulations, appendices."""
    library = index.library
    organization = library.organization
    words = Words(index, {r.key for r in library.regulations}, library.form_by_id)
    dated = max(regulation.editions[0].date for regulation in library.regulations)
    title = f"{organization.short}手册"
    parts = [part_of(regulation, words) for regulation in library.regulations]
    heads = [
        f"附录{n}　{name}"
        for n, name in zip("一二三四", ("各角色职责表", "表单目录", "依据的公开规定", "待确认事项"), strict=True)
    ]
    made = (
        appendices.duties(words, heads[0], 1, ""), appendices.forms(words, library.forms, heads[1], 1, ""),
        appendices.sources(words, heads[2], 1, ""), appendices.questions(words, heads[3], 1, ""),
    )  # fmt: skip
    parts += [Part(head, tuple(blocks)) for head, blocks in zip(heads, made, strict=True)]
    cover = Cover(
        organization.company, organization.program, "制度手册", tuple(_standing(index)), organization.department,
        day_in_words(dated),
    )  # fmt: skip
    return Book(
        title, title, organization.company, organization.notice, dated, cover, tuple(_preface(index)), (1, 2),
        tuple(parts),
    )  # fmt: skip


def alone(index: Index, regulation: Regulation) -> Book:
    """One regulation with its own contents and appendices, in one part."""
    library = index.library
    key = regulation.key
    forms = _forms_of(index, regulation)
    words = Words(index, {key}, {form.id for form in forms})
    printed = part_of(regulation, words)
    blocks = list(printed.blocks)
    named: list[tuple[str, Callable[[str], Iterable[Block]]]] = []
    if any(placed.clause.regulation is regulation for placed in library.duties):
        named.append(("职责", lambda head: appendices.duties(words, head, 2, key)))
    if forms:
        named.append(("表单", lambda head: appendices.forms(words, forms, head, 2, key)))
    if words.numbers:
        named.append(("依据的公开规定", lambda head: appendices.sources(words, head, 2, key)))
    named.append(("待确认事项", lambda head: appendices.questions(words, head, 2, key)))
    for number, (name, made) in enumerate(named, 1):
        blocks += made(f"附{number_in_words(number)}　{name}")
    organization = library.organization
    return Book(
        regulation.title, f"{key}-{regulation.title}", organization.company, organization.notice,
        regulation.editions[0].date, None, (), (2, 2), (Part(printed.running, tuple(blocks)),),
    )  # fmt: skip


def _forms_of(index: Index, regulation: Regulation) -> list[Form]:
    """The regulation's own forms and those that its clauses ask for."""
    library = index.library
    asked = {form for address in library.clauses if address[:2] == regulation.key for form in index.forms_of_clause.get(address, ())}  # fmt: skip
    return [form for form in library.forms if form.id in asked or library.owners.get(form.id) == regulation.number]


def _drafted(index: Index, regulation: Regulation | None = None) -> tuple[int, int, int]:
    """Articles in all, wholly and partly drafted."""
    clauses = [c for c in index.library.clauses.values() if regulation is None or c.regulation is regulation]
    bases = [bases_of(clause.article) for clause in clauses]
    wholly = sum(found == (Basis.DRAFT,) for found in bases)
    return len(bases), wholly, sum(Basis.DRAFT in found for found in bases) - wholly


def _standing(index: Index) -> list[str]:
    every, wholly, partly = _drafted(index)
    if not wholly and not partly:
        return []
    return ["拟　稿", f"共{every}条，全条拟稿{wholly}条，部分拟稿{partly}条", f"{index.library.organization.notice}。"]


def _preface(index: Index) -> list[Block]:
    """How to read the book, and what is in it in which edition."""
    marks = (
        ("【据材料】", "宣导材料写明的内容。"),
        ("【据公开规定〔1〕】", "依据法律、规章、标准；括号里的数是附录三的序号，后面是条号。"),
        ("【拟稿】", "起草待审，不是公司正式规定；未经公司审定，不得作为考核、处理的依据。"),
    )
    said = [
        Text(line("说　明"), Style.FRONT),
        Text(line("各条的出处注在条名后面；一条之内出处不同的，注在各款、各项后面。")),
        *(Text((Span(mark, mark=True), Span(meaning))) for mark, meaning in marks),
        Text(line("数字、时间、期限等参数列在各项制度之后，写明谁可以调整；材料不清的地方采用的理解、尚待核对的内容列在附录四。")),
    ]  # fmt: skip
    columns = (
        Column("序", 10, center=True), Column("制度", 68), Column("稿件", 14, center=True), Column("版本", 14, center=True),
        Column("日期", 26, center=True), Column("条数", 12, center=True), Column("全条拟稿", 14, center=True),
        Column("部分拟稿", 14, center=True),
    )  # fmt: skip
    rows = []
    for regulation in index.library.regulations:
        edition = regulation.editions[0]
        counts = [line(str(count)) for count in _drafted(index, regulation)]
        cells = (
            line(number_in_words(regulation.number)), (Span(regulation.title, regulation.key),),
            line(regulation.status.value), line(edition.version), line(edition.date.isoformat()), *counts,
        )  # fmt: skip
        rows.append(Row(cells))
    return [*said, Table("各项制度的版本", columns, tuple(rows))]
