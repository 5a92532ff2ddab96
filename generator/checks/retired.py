"""Nothing that holds rests on a clause that no longer does."""

from __future__ import annotations

from collections.abc import Iterator

from ..facts import SegmentKind
from ..model import Position
from ..problems import Problem, Severity
from ..references import Index, form_fields


def still_cited(index: Index) -> Iterator[Problem]:
    """A clause, question, form, field, list row or constraint that rests on a retired clause."""
    retired = index.library.retired
    if not retired:
        return
    for position, target, who, remedy in _citations(index):
        address = target.partition("#")[0]
        if address in retired:
            clause = retired[address]
            name = f"{index.resolver.clause_name(address)}“{clause.article.heading}”"
            yield Problem("retired-clause", position, f"{who}还在引用{name}", remedy, Severity.WARNING)


def _citations(index: Index) -> Iterator[tuple[Position, str, str, str]]:
    """Where, which clause, who cites it, and what to do should it be retired."""
    library = index.library
    other = "改引代替它的条款，或者去掉这处引用"
    for placed, segment in index.segments:
        owner = placed.owner.partition("#")[0]
        if segment.kind is SegmentKind.CLAUSE and owner not in library.retired and not placed.asking:
            yield placed.mark.find(segment.written), segment.target, "这里", other
    for address, clause in library.clauses.items():
        if address not in library.retired:
            for number, target in enumerate(clause.article.related):
                yield clause.article.position_of("related", number), target, "相关条款", other
    for asked in library.questions:
        for number, target in enumerate(asked.question.clauses):
            remedy = "改考别的条款，或者删去这道题；留着也不再出"
            yield asked.question.position_of("clauses", number), target, f"题目 {asked.question.id}", remedy
    for form in library.forms:
        yield form.position_of("clause"), form.clause, f"表单 {form.id}", "改成现行的条款；不再用的表，状态改为 作废"
    for form_id, path, field in form_fields(library):
        yield field.position_of("clause"), field.clause, f"{form_id} 的栏目 {path}", other
    for regulation in library.regulations:
        for constraint in regulation.constraints:
            yield (
                constraint.position_of("clause"),
                constraint.clause,
                f"约束 {constraint.id}",
                "改依据，或者删去这个约束",
            )
        for listed in regulation.lists.values():
            for row in listed.items:
                yield row.position_of("clause"), row.clause, f"列表的 {row.id}", other
