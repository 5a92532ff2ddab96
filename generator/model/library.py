"""The Library: everything the sources say, typed and frozen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from .calendar import Calendar
from .exam import Paper
from .form import Form
from .organization import Organization, Role
from .plan import Check, Plan, Task
from .profile import Unit
from .question import Question
from .regulation import Article, Chapter, Duty, Fact, FactList, ListItem, Regulation
from .sayings import Saying
from .sources import Sources


@dataclass(frozen=True)
class Clause:
    """An article in its place: its address and its number counted through the regulation."""

    regulation: Regulation
    chapter: Chapter
    article: Article
    number: int

    @property
    def address(self) -> str:
        """The permanent address, e.g. 04/closing/cash-check."""
        return f"{self.regulation.key}/{self.chapter.id}/{self.article.id}"


@dataclass(frozen=True)
class PlacedDuty:
    """A duty with the clause that lays it on somebody."""

    clause: Clause
    duty: Duty

    @property
    def address(self) -> str:
        """The clause's address with the duty's id after a #."""
        return f"{self.clause.address}#{self.duty.id}"


@dataclass(frozen=True)
class PlacedQuestion:
    """A question with the regulation whose bank holds it."""

    regulation: Regulation
    question: Question

    @property
    def address(self) -> str:
        """The permanent address, e.g. 04/questions/cash-order; learners' records hang on it."""
        return f"{self.regulation.key}/questions/{self.question.id}"


@dataclass(frozen=True)
class ArchivedEdition:
    """A regulation as an edition of it read, with the forms and questions of that time: NN-slug/versions/VERSION/."""

    regulation: Regulation
    forms: tuple[Form, ...] = ()
    questions: tuple[PlacedQuestion, ...] = ()

    @property
    def version(self) -> str:
        """Which edition it is."""
        return self.regulation.editions[0].version


@dataclass(frozen=True)
class Library:
    """All sources of one folder. `owners` gives each form's regulation number (0 for the plan).

    `archive` holds the earlier editions whose text was kept; nothing but `generator.editions` looks into it.
    """

    organization: Organization
    sources: Sources
    plan: Plan
    regulations: tuple[Regulation, ...]
    forms: tuple[Form, ...]
    owners: Mapping[str, int] = field(default_factory=dict)
    units: tuple[Unit, ...] = ()
    calendar: Calendar | None = None
    questions: tuple[PlacedQuestion, ...] = ()
    papers: tuple[Paper, ...] = ()
    archive: tuple[ArchivedEdition, ...] = ()
    sayings: tuple[Saying, ...] = ()

    @cached_property
    def clauses(self) -> dict[str, Clause]:
        """Every clause by address, in order."""
        found: dict[str, Clause] = {}
        for regulation in self.regulations:
            number = 0
            for chapter in regulation.chapters:
                for article in chapter.articles:
                    number += 1
                    clause = Clause(regulation, chapter, article, number)
                    found.setdefault(clause.address, clause)
        return found

    @cached_property
    def tasks(self) -> dict[str, Task]:
        """Every task of the plan by address 00/phase/task."""
        return {f"00/{phase.id}/{task.id}": task for phase in self.plan.phases for task in phase.tasks}

    @cached_property
    def plan_checks(self) -> dict[str, Check]:
        """Every supervision check by address 00/checks/id."""
        return {f"00/checks/{check.id}": check for check in self.plan.checks}

    @cached_property
    def plan_places(self) -> dict[str, Task | Check]:
        """Everything in the plan that can be pointed at: tasks, then checks."""
        return {**self.tasks, **self.plan_checks}

    @cached_property
    def form_by_id(self) -> dict[str, Form]:
        """Forms by number."""
        return {form.id: form for form in self.forms}

    @cached_property
    def question_by_address(self) -> dict[str, PlacedQuestion]:
        """Written questions by address."""
        return {placed.address: placed for placed in self.questions}

    @cached_property
    def unit_by_id(self) -> dict[str, Unit]:
        """Units by id."""
        return {unit.id: unit for unit in self.units}

    @cached_property
    def role_by_id(self) -> dict[str, Role]:
        """Roles by id."""
        return {role.id: role for role in self.organization.roles}

    @cached_property
    def regulation_by_key(self) -> dict[str, Regulation]:
        """Regulations by two-digit key."""
        return {regulation.key: regulation for regulation in self.regulations}

    @cached_property
    def duties(self) -> tuple[PlacedDuty, ...]:
        """Every duty that somebody has, in the order of the clauses; those of retired clauses nobody has."""
        return tuple(
            PlacedDuty(clause, duty) for clause in self.clauses.values() for duty in clause.article.duties_in_force
        )

    @cached_property
    def retired(self) -> dict[str, Clause]:
        """The clauses that no longer hold, by address."""
        return {address: clause for address, clause in self.clauses.items() if clause.article.retired}

    @cached_property
    def rows_of_clause(self) -> dict[str, tuple[ListItem, ...]]:
        """Clause address → the rows of lists that name it as theirs."""
        found: dict[str, list[ListItem]] = {}
        for regulation in self.regulations:
            for listed in regulation.lists.values():
                for row in listed.items:
                    found.setdefault(row.clause, []).append(row)
        return {address: tuple(rows) for address, rows in found.items() if address}

    @cached_property
    def duties_of_clause(self) -> dict[str, tuple[PlacedDuty, ...]]:
        """Clause address → its duties; clauses without any are left out."""
        found: dict[str, list[PlacedDuty]] = {}
        for placed in self.duties:
            found.setdefault(placed.clause.address, []).append(placed)
        return {address: tuple(duties) for address, duties in found.items()}

    def facts_of(self, key: str) -> Mapping[str, Fact]:
        """The facts of a regulation, or of the plan for "00"."""
        if key == "00":
            return self.plan.facts
        regulation = self.regulation_by_key.get(key)
        return regulation.facts if regulation else {}

    def lists_of(self, key: str) -> Mapping[str, FactList]:
        """The lists of a regulation (the plan has none)."""
        regulation = self.regulation_by_key.get(key)
        return regulation.lists if regulation else {}

    def role_with_general(self, role_id: str) -> Iterator[str]:
        """The role and the more general roles whose duties it inherits, nearest first."""
        seen: set[str] = set()
        current: str | None = role_id
        while current and current not in seen and current in self.role_by_id:
            seen.add(current)
            yield current
            current = self.role_by_id[current].kind_of
