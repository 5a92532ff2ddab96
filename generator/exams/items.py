"""Questions as people see them: every placeholder resolved, what is drafted marked, wherever they come from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

from ..model import (
    Basis,
    Case,
    Cloze,
    Difficulty,
    Judgement,
    MultipleChoice,
    Ordering,
    PlacedQuestion,
    Pool,
    Question,
    QuestionType,
    ShortAnswer,
    SingleChoice,
    Verdict,
)
from ..references import Index, bases_of

GAP = "＿＿＿＿"


@dataclass(frozen=True)
class Choice:
    """An option: its words, whether it is right, why not if it is wrong."""

    text: str
    right: bool
    why: str = ""


@dataclass(frozen=True)
class Item:
    """A question ready to be asked.

    `clauses` are addresses without duties. In a `stem` each blank is GAP, in the order of `blanks` (accepted answers,
    the model answer first). `steps` are in the right order. `points` are (text, marks). `holds` is the answer of a
    判断. A `derived` item comes from a fact or a duty and nobody has reviewed it. `of` is what the item hangs on
    besides its clauses (a fact's address), for telling what a change touches.
    """

    id: str
    type: QuestionType
    regulation: str
    clauses: tuple[str, ...]
    difficulty: Difficulty
    pool: Pool
    stem: str
    explain: str
    case: str = ""
    options: tuple[Choice, ...] = ()
    holds: bool = False
    blanks: tuple[tuple[str, ...], ...] = ()
    steps: tuple[str, ...] = ()
    points: tuple[tuple[str, int], ...] = ()
    drafted: bool = False
    derived: bool = False
    of: str = ""

    @property
    def judged_by_program(self) -> bool:
        """Whether a program can tell right from wrong; 简答 and 案例 the learner judges by the marking points."""
        return self.type not in (QuestionType.SHORT, QuestionType.CASE)


def written(index: Index) -> Iterator[Item]:
    """Every written question that holds against its clauses as they are now, in the order of the banks."""
    retired = index.library.retired.keys()
    for placed in index.library.questions:
        if not index.is_stale(placed.question) and retired.isdisjoint(index.rests_on(placed.question)):
            yield item_of(index, placed)


def items(index: Index) -> list[Item]:
    """Everything that may be practised or asked: written questions, then derived ones."""
    from .derive import derived

    return [*written(index), *derived(index)]


def drafted(index: Index, addresses: tuple[str, ...]) -> bool:
    """Whether one of the clauses is drafted in whole or in part."""
    clauses = index.library.clauses
    return any(Basis.DRAFT in bases_of(clauses[address].article) for address in addresses if address in clauses)


# The checks, the pages and the papers ask for the same questions: index → id of the question → the question, its item.
_known: WeakKeyDictionary[Index, dict[int, tuple[Question, Item]]] = WeakKeyDictionary()


def item_of(index: Index, placed: PlacedQuestion) -> Item:
    """One written question resolved."""
    known = _known.setdefault(index, {})
    found = known.get(id(placed.question))
    if found is None:
        found = known[id(placed.question)] = (placed.question, _resolved(index, placed))
    return found[1]


def _resolved(index: Index, placed: PlacedQuestion) -> Item:
    question, key = placed.question, placed.regulation.key

    def plain(text: str) -> str:
        return index.resolver.plain(text, key).strip()

    addresses = tuple(dict.fromkeys(entry.partition("#")[0] for entry in question.clauses))
    stem = plain(question.stem)
    common = Item(
        id=placed.address,
        type=QuestionType(question.type),
        regulation=key,
        clauses=addresses,
        difficulty=question.difficulty,
        pool=question.pool,
        stem=stem,
        explain=plain(question.explain),
        drafted=drafted(index, addresses),
    )
    match question:
        case SingleChoice() | MultipleChoice():
            options = tuple(Choice(plain(o.text), o.right, plain(o.why)) for o in question.options)
            return replace(common, options=options)
        case Judgement():
            return replace(common, holds=question.answer is Verdict.TRUE)
        case Cloze():
            by_id = {blank.id: tuple(plain(answer) for answer in blank.accept) for blank in question.blanks}
            order = [name for name in _blanks_in(question.stem) if name in by_id]
            for name in by_id:
                stem = stem.replace(f"{{?{name}}}", GAP)
            return replace(common, stem=stem, blanks=tuple(by_id[name] for name in order))
        case Ordering():
            return replace(common, steps=tuple(map(plain, question.steps)))
        case ShortAnswer() | Case():
            points = tuple((plain(point.text), point.marks) for point in question.points)
            case = plain(question.case) if isinstance(question, Case) else ""
            return replace(common, case=case, points=points)


def _blanks_in(stem: str) -> list[str]:
    return [part.partition("}")[0] for part in stem.split("{?")[1:]]
