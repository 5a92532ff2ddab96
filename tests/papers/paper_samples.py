"""Banks made up for the tests, and the papers of the real one, each drawn once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from generator.exams import Choice, Item, written
from generator.exams.paper import draw, draw_cards, eligible
from generator.exams.printed import Asked, Drawn, Source
from generator.model import Difficulty, MultipleRule, Paper, PaperPart, Pool, QuestionType
from generator.papers import Context, context_of, fits

from .. import cupboard

SEED = 20261201
EVERY_TYPE = (
    PaperPart(type=QuestionType.SINGLE, count=12, marks=2),
    PaperPart(type=QuestionType.MULTIPLE, count=8, marks=3),
    PaperPart(type=QuestionType.JUDGE, count=10, marks=1),
    PaperPart(type=QuestionType.CLOZE, count=5, marks=2),
    PaperPart(type=QuestionType.ORDER, count=3, marks=3),
    PaperPart(type=QuestionType.SHORT, count=1, marks=7),
    PaperPart(type=QuestionType.CASE, count=1, marks=6),
)
RULES = tuple(MultipleRule)


def blueprint(**changes: object) -> Paper:
    """The real blueprint, changed."""
    return cupboard.library().papers[0].model_copy(update=changes)


def keys() -> list[str]:
    return [regulation.key for regulation in cupboard.library().regulations]


@cache
def bank() -> tuple[Item, ...]:
    return tuple(written(cupboard.index()))


@cache
def context() -> Context:
    return context_of(cupboard.index())


@cache
def drawn(rule: MultipleRule = MultipleRule.STRICT, full: bool = True) -> Drawn:
    """Papers from both pools: with every type, or as the real blueprint asks."""
    changes: dict[str, object] = {"multiple": rule}
    if full:
        changes |= {"parts": EVERY_TYPE}
    return draw(blueprint(**changes), bank(), keys(), 80, SEED, Source.BOTH)


@cache
def deck(count: int = 32) -> tuple[Asked, ...]:
    rest = [item for item in eligible(bank(), Source.PRACTICE, True) if item.id not in drawn(full=False).taken]
    return tuple(draw_cards(rest, dict.fromkeys(keys(), 1), SEED, count, lambda item: fits(item, context())))


def made(each: int = 12, pool: Pool = Pool.FORMAL, regulations: tuple[str, ...] = ("01", "02", "03")) -> list[Item]:
    """So many items of each regulation, type and difficulty."""
    return list(_made(each, pool, regulations))


def _made(each: int, pool: Pool, regulations: tuple[str, ...]) -> Iterator[Item]:
    for regulation in regulations:
        for kind in (QuestionType.SINGLE, QuestionType.JUDGE):
            for level in Difficulty:
                for n in range(each):
                    name = f"{regulation}/questions/{pool.name.lower()}-{kind.name.lower()}-{level.name.lower()}-{n}"
                    options = tuple(Choice(f"{name} {place}", place == n % 4) for place in range(4))
                    yield Item(
                        name, kind, regulation, (f"{regulation}/chapter/clause-{n}",), level, pool, f"题干 {name}",
                        "解析。", options=options if kind is QuestionType.SINGLE else (), holds=n % 2 == 0,
                    )  # fmt: skip
