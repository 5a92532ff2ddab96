"""What there is to edit, by regulation and kind: where each thing stands, what it is, and the words it is found by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ..exams import item_of
from ..model import (
    Article,
    Chapter,
    Element,
    Fact,
    FactList,
    Form,
    Organization,
    Paper,
    Phase,
    Plan,
    Regulation,
    Saying,
    Sayings,
    Unit,
)
from ..references import Index
from ..source.editing import Step
from .slots import Offer, part


class Shelf(StrEnum):
    """The kinds of things, as the left column names them."""

    ARTICLES = "条款"
    FACTS = "参数"
    LISTS = "清单"
    FORMS = "表单"
    QUESTIONS = "题目"
    WHOLE = "制度"
    UNITS = "机构"
    COMMON = "公共"


@dataclass(frozen=True)
class Entry:
    """One thing. `name` and `path` say where it is written, `address` what others call it, `group` what it stands under."""

    shelf: Shelf
    key: str
    address: str
    title: str
    group: str
    name: str
    path: tuple[Step, ...]
    model: type[Element]
    words: str = ""

    @property
    def id(self) -> str:
        """One word for it, for the page."""
        return f"{self.shelf}:{self.address}"


def catalogue(index: Index) -> list[Entry]:
    """Everything, in the order of the sources."""
    return [*_plan(index), *_of_regulations(index), *_forms(index), *_questions(index), *_units(index), *_common(index)]


def _of_regulations(index: Index) -> Iterator[Entry]:
    library = index.library
    for regulation in library.regulations:
        name, key = regulation.at.position.file, regulation.key
        yield Entry(
            Shelf.WHOLE, key, key, f"{regulation.title}（名称、要点、责任人、更新记录）", "", name, (), Regulation
        )
        for chapter in regulation.chapters:
            address = f"{key}/{chapter.id}"
            yield Entry(Shelf.WHOLE, key, address, chapter.title, "各章", name, ("chapters", chapter.id), Chapter)
        yield from _facts(index, key, name)
        for label, listed in regulation.lists.items():
            yield Entry(Shelf.LISTS, key, f"{key}/{label}", listed.label, "", name, ("lists", label), FactList)
    for address, clause in library.clauses.items():
        one, article = clause.chapter, clause.article
        yield Entry(
            Shelf.ARTICLES,
            address[:2],
            address,
            f"{index.resolver.clause_name(address, address[:2])}　{article.heading}",
            one.title,
            clause.regulation.at.position.file,
            ("chapters", one.id, "articles", article.id),
            Article,
            "".join(paragraph.text for paragraph in article.paragraphs),
        )


def _facts(index: Index, key: str, name: str) -> Iterator[Entry]:
    yield Entry(Shelf.FACTS, key, f"{key}/facts", "全部参数", "", name, ("facts",), Regulation)
    for own, fact in index.library.facts_of(key).items():
        yield Entry(Shelf.FACTS, key, f"{key}/{own}", fact.label, "各个参数", name, ("facts", own), Fact, fact.value)


def _plan(index: Index) -> Iterator[Entry]:
    plan = index.library.plan
    name = plan.at.position.file
    yield Entry(Shelf.WHOLE, "00", "00", f"{plan.title}（名称、要点、更新记录）", "", name, (), Plan)
    for key in ("positioning", "goals", "group", "requirements", "checks"):
        yield _part(Shelf.WHOLE, "00", "", plan, key)
    for phase in plan.phases:
        words = "".join(task.title for task in phase.tasks)
        yield Entry(
            Shelf.WHOLE, "00", f"00/{phase.id}", phase.title, "各阶段", name, ("phases", phase.id), Phase, words
        )
    yield from _facts(index, "00", name)


def _common(index: Index) -> Iterator[Entry]:
    library = index.library
    organization, sources = library.organization, library.sources
    name = organization.at.position.file
    yield Entry(Shelf.COMMON, "公共", "organization", "公司名称、声明与外观", "公司", name, (), Organization)
    for key in ("levels", "roles", "moments", "glossary"):
        yield _part(Shelf.COMMON, "公共", "公司", organization, key)
    for key in ("material", "public_rules", "fragments", "ambiguities"):
        yield _part(Shelf.COMMON, "公共", "依据登记", sources, key)
    for paper in library.papers:
        where = paper.at.position.file
        yield Entry(Shelf.COMMON, "公共", f"papers/{paper.id}", paper.title, "试卷", where, ("papers", paper.id), Paper)
    if library.sayings:
        yield _sayings(library.sayings)
    if library.calendar is not None:
        yield _part(Shelf.COMMON, "公共", "节假日", library.calendar, "years")


def _sayings(sayings: tuple[Saying, ...]) -> Entry:
    title = f"日常说法（{len(sayings)}）"
    words = " ".join(word for saying in sayings for word in (*saying.say, *saying.means))
    where = sayings[0].at.position.file
    return Entry(Shelf.COMMON, "公共", "公共/sayings", title, "检索", where, ("sayings",), Sayings, words)


def _part(shelf: Shelf, key: str, group: str, holder: Element, name: str) -> Entry:
    """A list of a source with a place of its own."""
    slot, listed = part(type(holder), name), getattr(holder, name)
    words = "".join(one.title if hasattr(one, "title") else getattr(one, "term", "") for one in listed)
    title = f"{slot.title if slot else name}（{len(listed)}）"
    return Entry(shelf, key, f"{key}/{name}", title, group, holder.at.position.file, (name,), type(holder), words)


def _forms(index: Index) -> Iterator[Entry]:
    library = index.library
    for form in library.forms:
        key = f"{library.owners.get(form.id, 0):02d}"
        words = "".join((form.purpose, *form.aliases))
        yield Entry(Shelf.FORMS, key, form.id, f"{form.id}　{form.short}", "", form.at.position.file, (), Form, words)


def _questions(index: Index) -> Iterator[Entry]:
    for placed in index.library.questions:
        question, item = placed.question, item_of(index, placed)
        yield Entry(
            Shelf.QUESTIONS, placed.regulation.key, placed.address, item.stem.replace("\n", " "), str(item.type),
            question.at.position.file, ("questions", question.id), type(question), item.explain,
        )  # fmt: skip


def _units(index: Index) -> Iterator[Entry]:
    for unit in index.library.units:
        yield Entry(
            Shelf.UNITS, "机构", unit.id, unit.name, "", unit.at.position.file, ("units", unit.id), Unit, unit.code
        )


def found(entries: list[Entry], wanted: str) -> list[Entry]:
    """The entries whose title, address or words hold every word that is looked for."""
    words = wanted.lower().split()
    return [
        entry
        for entry in entries
        if all(word in f"{entry.title} {entry.address} {entry.group} {entry.words}".lower() for word in words)
    ]


def offers(index: Index) -> dict[Offer, dict[str, str]]:
    """What slots may be filled with: the value as written → how people call it."""
    library, resolver = index.library, index.resolver
    clauses = {
        address: f"{clause.regulation.short} {resolver.clause_name(address, clause.regulation.key)} {clause.article.title}"
        for address, clause in library.clauses.items()
    }
    clauses |= {address: f"方案 {place.title}" for address, place in library.plan_places.items()}
    duties = {
        placed.address: f"{clauses.get(placed.clause.address, '')}：{placed.duty.action}" for placed in library.duties
    }
    organization = library.organization
    return {
        Offer.ROLE: {role.id: role.title for role in organization.roles},
        Offer.FORM: {form.id: f"{form.id} {form.short}" for form in library.forms},
        Offer.CLAUSE: clauses,
        Offer.DUTY: {**clauses, **duties},
        Offer.MOMENT: {moment.id: moment.title for moment in organization.moments},
        Offer.LEVEL: {level.id: level.title for level in organization.levels},
        Offer.UNIT: {unit.id: unit.name for unit in library.units},
    }
