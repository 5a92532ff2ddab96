"""Questions that come by themselves: right, plausible, and each hanging on its own clause alone."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from generator.exams import Item, canonical, derived, items, quantities
from generator.exams.distractors import by_weight, wrong_values
from generator.model import Basis, Fact, FactType, Library, Pool, QuestionType
from generator.references import Index

from .. import cupboard


def fact(kind: str, value: str) -> Fact:
    return Fact(label="甲", type=FactType(kind), value=value, basis=Basis.DRAFT)


@pytest.mark.parametrize(
    ("kind", "value", "before", "after", "never"),
    [
        ("时长", "10分钟", "等候不超过", "", lambda n: n > 10),  # at most 15 would hold as well
        ("时长", "3个工作日", "在", "内答复", lambda n: n > 3),
        ("数量", "4次", "每日巡视不少于", "", lambda n: n < 4),
        ("时长", "10分钟", "提前", "到岗", lambda n: n < 10),
        ("每月日期", "25日", "次月", "前报送", lambda n: n > 25),
        ("百分比", "85%", "参训率不低于", "", lambda n: n < 85),
    ],
)
def test_no_distractor_is_true_by_the_logic_of_a_bound(
    kind: str, value: str, before: str, after: str, never: object
) -> None:
    wrong = wrong_values(fact(kind, value), before, after)
    assert wrong
    for text in wrong:
        match = re.match(r"\d+", text)
        assert match and not never(int(match[0])), text  # type: ignore[operator]


def test_distractors_are_of_the_same_type_and_size_and_never_equal() -> None:
    assert wrong_values(fact("时点", "9:00"), "", "开门") == ["8:45", "9:15", "8:30"]
    assert wrong_values(fact("时长", "24小时"), "在", "内") == ["20小时", "15小时", "12小时"]
    assert wrong_values(fact("星期", "周五"), "", "") == ["周六", "周四", "周日"]
    for kind, value in (("时长", "24小时"), ("金额", "5万元"), ("数量", "1次"), ("日期", "2011-08-01")):
        for text in wrong_values(fact(kind, value), "", ""):
            assert canonical(text) != canonical(value)


def test_one_more_name_changes_only_the_choices_it_wins() -> None:
    names = [f"角色{n}" for n in range(12)]
    before = {key: by_weight(f"题{key}", names) for key in range(200)}
    after = {key: by_weight(f"题{key}", [*names, "新角色"]) for key in range(200)}
    changed = [key for key in before if before[key] != after[key]]
    assert 0 < len(changed) < 80
    assert all("新角色" in after[key] for key in changed)


def everything(library: Library) -> dict[str, Item]:
    return {item.id: item for item in derived(Index(library))}


def test_every_derived_item_is_sound() -> None:
    made = everything(cupboard.library())
    assert len(made) > 1000
    for item in made.values():
        assert item.derived and item.pool is Pool.PRACTICE
        assert "{" not in item.stem + item.explain + "".join(c.text for c in item.options)
        if item.type is QuestionType.SINGLE:
            assert sum(choice.right for choice in item.options) == 1
            assert len({canonical(choice.text) for choice in item.options}) == len(item.options) >= 3
        if item.type is QuestionType.CLOZE:
            assert item.stem.count("＿＿＿＿") == len(item.blanks) == 1
            assert quantities(item.blanks[0][0]) or item.blanks[0][0].startswith("周"), item.id


def test_a_changed_fact_changes_exactly_its_own_items() -> None:
    library = cupboard.library()
    first = next(r for r in library.regulations if "closing_time" in r.facts)
    other = first.facts["closing_time"].model_copy(update={"value": "16:30"})
    changed = first.model_copy(update={"facts": {**first.facts, "closing_time": other}})
    after = replace(library, regulations=tuple(changed if r is first else r for r in library.regulations))
    old, new = everything(library), everything(after)
    differing = {name for name in {*old, *new} if old.get(name) != new.get(name)}
    assert differing
    index = Index(library)
    users = {user.partition("#")[0] for user in index.users[f"{first.key}/closing_time"]}
    for name in differing:
        assert (old.get(name) or new[name]).clauses[0] in users, name


def test_the_order_and_the_words_do_not_depend_on_anything_but_the_sources() -> None:
    assert [item.id for item in items(cupboard.index())] == [item.id for item in items(Index(cupboard.library()))]
