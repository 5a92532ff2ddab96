"""Two papers of equal weight from one bank: by type, regulation and difficulty, the same for a seed."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest

from generator.exams import Item
from generator.exams.paper import draw
from generator.exams.printed import Drawn, ExamPaper, Shortage, Source
from generator.exams.shares import largest_remainder, limited, nearest
from generator.model import Difficulties, Difficulty, PaperPart, Pool, QuestionType, RegulationShare

from .paper_samples import SEED, bank, blueprint, deck, drawn, keys, made

PARTS = (
    PaperPart(type=QuestionType.SINGLE, count=10, marks=2),
    PaperPart(type=QuestionType.JUDGE, count=7, marks=1),
)
THREE = ["01", "02", "03"]


def small(items: list[Item], seed: int = 1, source: Source = Source.FORMAL, **changes: object) -> Drawn:
    plan = blueprint(**{"parts": PARTS, **changes})
    return draw(plan, items, THREE, 60, seed, source)


def table(paper: ExamPaper) -> Counter[tuple[QuestionType, str]]:
    return Counter((asked.item.type, asked.item.regulation) for asked in paper.questions)


def levels(paper: ExamPaper) -> Counter[tuple[QuestionType, Difficulty]]:
    return Counter((asked.item.type, asked.item.difficulty) for asked in paper.questions)


@pytest.mark.parametrize("seed", range(12))
def test_two_papers_of_the_real_bank_are_of_equal_weight(seed: int) -> None:
    plan = blueprint()
    a, b = draw(plan, bank(), keys(), 80, seed, Source.BOTH).papers
    assert a.marks == b.marks == plan.marks and len(a.questions) == len(b.questions)
    assert table(a) == table(b)
    assert not {q.item.id for q in a.questions} & {q.item.id for q in b.questions}
    assert len({q.item.id for q in (*a.questions, *b.questions)}) == 2 * len(a.questions)
    for part in plan.parts:
        for paper in (a, b):
            assert sum(q.item.type is part.type for q in paper.questions) == part.count
    apart = {key: levels(a)[key] - levels(b)[key] for key in {*levels(a), *levels(b)}}
    assert all(abs(n) <= 1 for n in apart.values())
    whole = Counter(q.item.difficulty for q in a.questions), Counter(q.item.difficulty for q in b.questions)
    assert all(abs(whole[0][level] - whole[1][level]) <= 1 for level in Difficulty)
    formal = [sum(q.item.pool is Pool.FORMAL for q in paper.questions) for paper in (a, b)]
    assert abs(formal[0] - formal[1]) <= 4


def test_regulations_get_their_share_by_largest_remainder() -> None:
    shares = (RegulationShare(regulation="01", weight=2),)
    a, b = small(made(), regulations=shares).papers
    for kind, count in ((QuestionType.SINGLE, 10), (QuestionType.JUDGE, 7)):
        for key, weight in (("01", 2), ("02", 1), ("03", 1)):
            assert abs(table(a)[kind, key] - Fraction(count * weight, 4)) < 1
        assert table(a)[kind, "01"] == {10: 5, 7: 4 if table(a)[kind, "02"] + table(a)[kind, "03"] == 3 else 3}[count]
    assert table(a) == table(b)


def test_a_regulation_without_weight_is_left_out() -> None:
    a, _ = small(made(), regulations=(RegulationShare(regulation="02", weight=0),)).papers
    assert {asked.item.regulation for asked in a.questions} == {"01", "03"}


@pytest.mark.parametrize("seed", range(20))
def test_a_rich_bank_gives_the_mix_exactly_and_the_same_on_both(seed: int) -> None:
    a, b = small(made(), seed, difficulty=Difficulties(easy=4, medium=4, hard=2)).papers
    assert levels(a) == levels(b)
    assert [levels(a)[QuestionType.SINGLE, level] for level in Difficulty] == [4, 4, 2]
    assert sorted(levels(a)[QuestionType.JUDGE, level] for level in Difficulty) == [1, 3, 3]


def test_the_same_seed_gives_the_same_papers_whatever_the_order_of_the_bank() -> None:
    items = list(bank())
    random.Random(5).shuffle(items)
    assert draw(blueprint(), items, keys(), 80, SEED, Source.BOTH) == drawn(full=False)


def test_another_seed_gives_other_papers() -> None:
    taken = [draw(blueprint(), bank(), keys(), 80, seed, Source.BOTH).taken for seed in range(5)]
    assert len(set(taken)) == 5


def test_option_order_is_the_banks_on_a_and_mixed_on_b() -> None:
    a, b = drawn().papers
    assert all(asked.options == asked.item.options for asked in a.questions)
    choices = [asked for asked in b.questions if asked.options]
    assert any(asked.options != asked.item.options for asked in choices)
    for asked in choices:
        assert sorted(asked.options, key=str) == sorted(asked.item.options, key=str)
        right = {option.text for option in asked.item.options if option.right}
        assert {asked.options["ABCDEFGH".index(letter)].text for letter in asked.key} == right


def test_steps_are_never_printed_in_their_right_order() -> None:
    for paper in drawn().papers:
        for asked in paper.questions:
            if asked.item.steps:
                assert asked.steps != asked.item.steps
                assert [asked.steps["ABCDEFGH".index(letter)] for letter in asked.key] == list(asked.item.steps)


def test_too_few_items_are_named_by_type_and_number() -> None:
    with pytest.raises(Shortage) as caught:
        small(made(each=2), parts=(PaperPart(type=QuestionType.SINGLE, count=30, marks=1), PARTS[1]))
    assert caught.value.lines == ("单选：两卷共要 60 道，正式题库里能用的只有 18 道，还差 42 道",)
    with pytest.raises(Shortage) as caught:
        small(made(each=1))
    assert len(caught.value.lines) == 2 and caught.value.lines[0].startswith("单选：两卷共要 20 道")
    assert "配得成对的 6 道" in caught.value.lines[0] and "还差 14 道" in caught.value.lines[0]


def test_formal_items_come_first_and_practice_ones_only_when_asked_for() -> None:
    items = [*made(each=1), *made(each=12, pool=Pool.PRACTICE)]
    with pytest.raises(Shortage):
        small(items)
    both = small(items, source=Source.BOTH)
    formal = {item.id for item in items if item.pool is Pool.FORMAL}
    assert formal <= both.taken
    assert not small(items, source=Source.PRACTICE).taken & formal


def test_drafted_and_derived_items_stay_out_where_they_must() -> None:
    items = made()
    drafted = {item.id for item in items[::2]}
    marked = [replace(item, drafted=item.id in drafted) for item in items]
    assert not small(marked, drafted=False).taken & drafted
    assert small(marked, drafted=True).taken & drafted
    with pytest.raises(Shortage) as caught:
        small([replace(item, drafted=True) for item in items], drafted=False)
    assert "不考拟稿条款时" in caught.value.lines[0]
    with pytest.raises(Shortage):
        small([replace(item, derived=True) for item in items], source=Source.BOTH)


def test_a_regulation_with_too_few_items_is_made_up_for_and_told() -> None:
    items = [item for item in made() if item.regulation != "02" or item.id.endswith("-0")]
    found = small(items)
    assert any("制度 02" in note and "单选" in note for note in found.notes)
    a, b = found.papers
    assert table(a) == table(b) and table(a)[QuestionType.SINGLE, "02"] == 1


def test_cards_are_none_of_the_papers_questions_and_cover_the_regulations() -> None:
    cards = deck()
    assert len(cards) == 32 and [asked.number for asked in cards] == list(range(1, 33))
    assert not {asked.item.id for asked in cards} & drawn(full=False).taken
    assert all(asked.item.pool is Pool.PRACTICE for asked in cards)
    count = Counter(asked.item.regulation for asked in cards)
    assert set(count) == set(keys()) and max(count.values()) - min(count.values()) <= 2


def test_shares_keep_to_sum_and_room() -> None:
    rng = random.Random(1)
    for _ in range(200):
        weights = {n: rng.randint(1, 5) for n in range(rng.randint(1, 8))}
        room = {n: rng.randint(0, 6) for n in weights}
        count = rng.randint(0, sum(room.values()))
        found = limited(count, weights, room, lambda key: key)
        assert sum(found.values()) == count and all(0 <= found[key] <= room[key] for key in weights)
        plain = largest_remainder(count, weights, lambda key: key)
        assert sum(plain.values()) == count
        assert all(abs(plain[key] - Fraction(count * weights[key], sum(weights.values()))) < 1 for key in weights)


def test_nearest_is_as_near_as_trying_everything() -> None:
    rng = random.Random(2)
    for _ in range(60):
        rows = list(range(rng.randint(1, 3)))
        there = {row: {c: rng.randint(0, 3) for c in "emh"} for row in rows}
        needed = {row: rng.randint(0, sum(there[row].values())) for row in rows}
        total = sum(needed.values())
        easy = rng.randint(0, total)
        wanted = {"e": easy, "m": (total - easy) // 2, "h": total - easy - (total - easy) // 2}
        found = nearest(rows, "emh", needed, there, wanted)
        assert all(sum(found[row].values()) == needed[row] for row in rows)
        assert all(found[row][c] <= there[row][c] for row in rows for c in "emh")
        sums = {(0, 0, 0)}
        for row in rows:
            ways = [
                (e, m, needed[row] - e - m)
                for e in range(there[row]["e"] + 1)
                for m in range(there[row]["m"] + 1)
                if 0 <= needed[row] - e - m <= there[row]["h"]
            ]
            sums = {tuple(x + y for x, y in zip(s, way, strict=True)) for s in sums for way in ways}  # type: ignore[misc]
        best = min(sum(abs(x - wanted[c]) for x, c in zip(s, "emh", strict=True)) for s in sums)
        assert sum(abs(sum(found[row][c] for row in rows) - wanted[c]) for c in "emh") == best
