"""练习: the question bank as a script for the browser, and the page that asks from it.

Formal questions never come here.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from typing import Any

from ..exams import Item, derived, written
from ..model import Basis, Clause, Cycle, Difficulty, Paper, Pool, QuestionType
from ..references import bases_of
from . import paths
from .views import Views

TYPES, CYCLES, DIFFICULTIES = tuple(QuestionType), tuple(Cycle), tuple(Difficulty)
_NUMBER = re.compile(r"\d+")


def practice_context(views: Views) -> dict[str, Any]:
    """What practice.md.j2 needs."""
    library = views.library
    count = sum(placed.question.pool is Pool.PRACTICE for placed in library.questions)
    return {"page": paths.PRACTICE, "count": count, "regulations": len(library.regulations)}


def bank_scripts(views: Views) -> dict[str, bytes]:
    """{path: script}: what choosing needs of every item, and the texts of each regulation's items, loaded when asked for.

    Derived items have scripts of their own.
    """
    index = views.index
    main = _Bank(views, (item for item in written(index) if item.pool is Pool.PRACTICE), derived=False)
    more = _Bank(views, derived(index), derived=True)
    library = index.library
    roles = [[role.id, role.title] for role in library.organization.roles]
    content = {
        "regulations": [[r.key, r.short, r.title, paths.regulation(r)] for r in library.regulations],
        "roles": roles,
        "cycles": [cycle.value for cycle in CYCLES],
        "types": [kind.value for kind in TYPES],
        "papers": [_paper(views, paper) for paper in library.papers],
        **main.content(),
    }
    return {
        paths.BANK: _call("tenregsBank", content),
        paths.BANK_MORE: _call("tenregsBank", more.content()),
        **main.words(),
        **more.words(),
    }


def _call(function: str, value: Any) -> bytes:
    return f"{function}({_json(value)});\n".encode()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")


class _Bank:
    """Items as rows, and their texts with the clauses that they cite, by regulation."""

    def __init__(self, views: Views, items: Iterable[Item], *, derived: bool) -> None:
        self.views, self.library, self.derived = views, views.library, derived
        self.clauses: dict[str, int] = {}
        self.roles = {role.id: number for number, role in enumerate(self.library.organization.roles)}
        self.regulations = {r.key: number for number, r in enumerate(self.library.regulations)}
        self.texts: dict[str, dict[str, list[Any]]] = {}
        self.cited: dict[str, dict[str, list[Any]]] = {}
        self.rows = [self._row(item) for item in items]
        self.scripts = {
            key: _call("tenregsWords", {"clauses": self.cited[key], "items": self.texts[key]}) for key in self.texts
        }

    def content(self) -> dict[str, Any]:
        """What the page needs to choose; `words` tells a kept copy of a script of texts from a newer one."""
        versions = {key: hashlib.sha256(script).hexdigest()[:8] for key, script in self.scripts.items()}
        return {
            "derived": int(self.derived),
            "words": versions,
            "clauses": " ".join(self.clauses),
            "items": self.rows,
        }

    def words(self) -> dict[str, bytes]:
        """{path: script} of the texts."""
        return {paths.words_of(key, self.derived): script for key, script in self.scripts.items()}

    def _row(self, item: Item) -> list[Any]:
        cited = [address for address in item.clauses if address in self.library.clauses]
        numbers = [self.clauses.setdefault(address, len(self.clauses)) for address in cited]
        duties = self._duties(item)
        roles = sorted({self.roles[role] for duty in duties for role in duty.roles if role in self.roles})
        cycles = sorted({CYCLES.index(duty.cycle) for duty in duties})
        body = _body(item)
        text = json.dumps([item.stem, item.case, body], ensure_ascii=False)
        mark = hashlib.sha256(text.encode()).hexdigest()[:6]
        self.texts.setdefault(item.regulation, {})[item.id] = [mark, item.stem, item.explain, body]
        self.cited.setdefault(item.regulation, {}).update({address: self._clause(address) for address in cited})
        return [
            item.id, TYPES.index(item.type), self.regulations[item.regulation], numbers,
            DIFFICULTIES.index(item.difficulty), int(item.drafted), roles, cycles, len(item.options), mark,
        ]  # fmt: skip

    def _duties(self, item: Item) -> list[Any]:
        """The duties that an item examines: those it names, else all of its clauses."""
        placed = self.library.question_by_address.get(item.id)
        named = {entry for entry in placed.question.clauses if "#" in entry} if placed else {item.of}
        found = [d for address in item.clauses for d in self.library.duties_of_clause.get(address, ())]
        return [d.duty for d in found if d.address in named] or [d.duty for d in found]

    def _clause(self, address: str) -> list[Any]:
        clause = self.library.clauses[address]
        name = f"《{clause.regulation.title}》{self.views.index.resolver.clause_name(address, clause.regulation.key)}"
        drafted = Basis.DRAFT in bases_of(clause.article)
        return [f"{name}“{clause.article.title}”", self.views.urls.of(address), self._text(clause), int(drafted)]

    def _text(self, clause: Clause) -> list[str]:
        key, plain = clause.regulation.key, self.views.index.resolver.plain
        lines = []
        for paragraph in clause.article.paragraphs:
            lines += [plain(paragraph.text, key), *(plain(item.text, key) for item in paragraph.items)]
        return lines


def _body(item: Item) -> Any:
    """What the answer is: options, true or false, blanks, steps, or the case and its marking points."""
    match item.type:
        case QuestionType.SINGLE | QuestionType.MULTIPLE:
            return [[c.text, int(c.right), c.why] if c.why else [c.text, int(c.right)] for c in item.options]
        case QuestionType.JUDGE:
            return int(item.holds)
        case QuestionType.CLOZE:
            return item.blanks
        case QuestionType.ORDER:
            return item.steps
    return [item.case, item.points]


def _paper(views: Views, paper: Paper) -> dict[str, Any]:
    passing = _NUMBER.search(views.index.resolver.plain(paper.passing, "00"))
    shares = {share.regulation: share.weight for share in paper.regulations}
    return {
        "id": paper.id,
        "title": paper.title,
        "minutes": paper.minutes,
        "pass": int(passing[0]) if passing else 0,
        "marks": paper.marks,
        "multiple": paper.multiple.name.lower(),
        "rule": paper.multiple.value,
        "parts": [[TYPES.index(part.type), part.count, part.marks] for part in paper.parts],
        "weights": [shares.get(r.key, 1) for r in views.library.regulations],
        "difficulty": [paper.difficulty.easy, paper.difficulty.medium, paper.difficulty.hard],
        "drafted": paper.drafted,
        "basis": paper.basis.value,
    }
