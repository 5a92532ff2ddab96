"""Ids are unique where they must be, names mean one thing, chapters hold something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..model import Element, FieldsSection, Position, TableSection
from ..problems import Problem
from ..references import Index

_REMEDY = "改其中一个；已经公布的标识不要改，改新加的那个"


def _repeats(elements: Iterable[Element], what: str, attribute: str = "id") -> Iterator[Problem]:
    first: dict[str, Position] = {}
    for element in elements:
        identity = str(getattr(element, attribute))
        position = element.position_of(attribute)
        if identity in first:
            where = first[identity]
            yield Problem("duplicate-id", position, f"{what}标识 “{identity}” 重复，已用于 {where}", _REMEDY)
        else:
            first[identity] = position


def duplicate_ids(index: Index) -> Iterator[Problem]:
    """The same id twice under one parent."""
    library = index.library
    organization, plan, sources = library.organization, library.plan, library.sources
    yield from _repeats(organization.levels, "层级")
    yield from _repeats(organization.roles, "角色")
    yield from _repeats(organization.moments, "时段")
    yield from _repeats(sources.material, "材料事实")
    yield from _repeats((*sources.public_rules, *sources.fragments, *sources.ambiguities), "依据")
    yield from _repeats((*plan.positioning, *plan.goals, *plan.group, *plan.requirements), "方案要点")
    yield from _repeats((*plan.phases, *plan.checks), "阶段或检查")
    for phase in plan.phases:
        yield from _repeats(phase.tasks, "任务")
    yield from _repeats(library.forms, "表单")
    for regulation in library.regulations:
        yield from _repeats(regulation.chapters, "章")
        yield from _repeats(regulation.constraints, "约束")
        for listed in regulation.lists.values():
            yield from _repeats(listed.items, "列表项")
        for chapter in regulation.chapters:
            yield from _repeats(chapter.articles, "条")
            for article in chapter.articles:
                yield from _repeats(article.duties, "职责")
        yield from _repeats((q.question for q in library.questions if q.regulation is regulation), "题目")
    yield from _repeats(library.papers, "试卷")
    for form in library.forms:
        yield from _repeats(form.sheets, "页")
        sections = [section for sheet in form.sheets for section in sheet.sections]
        yield from _repeats(sections, "部分")
        fields = [f for s in sections if isinstance(s, FieldsSection) for f in s.fields]
        yield from _repeats(fields, "栏目")
        for section in sections:
            if isinstance(section, TableSection):
                yield from _repeats(section.columns, "列")


def ambiguous_names(index: Index) -> Iterator[Problem]:
    """A title or alias that two roles, two terms or two forms share: readers and search could not tell them apart."""
    library = index.library
    kinds = (
        ("角色", [(r, (r.title, *r.aliases)) for r in library.organization.roles if r.kind.value == "岗位"]),
        ("名词", [(t, (t.term, *t.aliases)) for t in library.organization.glossary]),
        ("表单", [(f, dict.fromkeys((f.title, f.short, *f.aliases))) for f in library.forms]),
    )
    for what, entries in kinds:
        first: dict[str, Element] = {}
        for element, names in entries:
            for name in names:
                other = first.setdefault(name, element)
                if other is not element:
                    message = f"{what}名称“{name}”有两个意思，另一处在 {_named_at(other, name)}"
                    yield Problem(
                        "ambiguous-name", _named_at(element, name), message, "改掉一处的名称，或从一处的别名里删去"
                    )


def _named_at(element: Element, name: str) -> Position:
    """Where an element bears `name`: its title, or the entry among its aliases."""
    aliases = getattr(element, "aliases", ())
    if name in aliases:
        return element.position_of("aliases", aliases.index(name))
    field = next((f for f in ("title", "term", "short") if getattr(element, f, None) == name), "")
    return element.position_of(field)


def empty_chapters(index: Index) -> Iterator[Problem]:
    """A chapter without articles."""
    for regulation in index.library.regulations:
        for chapter in regulation.chapters:
            if not chapter.articles:
                message = f"第“{chapter.title}”章下面没有条款"
                yield Problem("empty-chapter", chapter.at.position, message, "补上条款，或删掉这一章")
