"""What there is to edit, by regulation and kind: where each thing stands, what it is, and the words it is found by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ..exams import item_of
from ..model import Article, Element, FactList, Form, Profiles, Question, Regulation, Unit
from ..references import Index
from ..source.editing import Step
from .slots import Offer


class Shelf(StrEnum):
    """The kinds of things, as the left column names them."""

    ARTICLES = "条款"
    FACTS = "参数"
    LISTS = "清单"
    FORMS = "表单"
    QUESTIONS = "题目"
    WHOLE = "制度"
    UNITS = "机构"


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
    return [*_of_regulations(index), *_forms(index), *_questions(index), *_units(index)]


def _of_regulations(index: Index) -> Iterator[Entry]:
    library = index.library
    for regulation in library.regulations:
        name, key = regulation.at.position.file, regulation.key
        yield Entry(
            Shelf.WHOLE, key, key, f"{regulation.title}（名称、要点、责任人、更新记录）", "", name, (), Regulation
        )
        yield Entry(Shelf.FACTS, key, f"{key}/facts", "全部参数", "", name, ("facts",), Regulation)
        for label, listed in regulation.lists.items():
            yield Entry(Shelf.LISTS, key, f"{key}/{label}", listed.label, "", name, ("lists", label), FactList)
    for address, clause in library.clauses.items():
        chapter, article = clause.chapter, clause.article
        yield Entry(
            Shelf.ARTICLES,
            address[:2],
            address,
            f"{index.resolver.clause_name(address, address[:2])}　{article.heading}",
            chapter.title,
            clause.regulation.at.position.file,
            ("chapters", chapter.id, "articles", article.id),
            Article,
            "".join(paragraph.text for paragraph in article.paragraphs),
        )


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


__all__ = ["Entry", "Profiles", "Question", "Shelf", "catalogue", "found", "offers"]
