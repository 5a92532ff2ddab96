"""The vocabulary: frozen, addressed, numbered."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest
from pydantic import ValidationError

from generator.model import Library, Mark, Position
from generator.schemas import MODELS


def test_a_position_is_written_as_people_click_it() -> None:
    assert str(Position("a.yml", 3, 7)) == "a.yml:3:7"
    assert str(Position("a.yml")) == "a.yml"
    assert sorted([Position("a.yml", 10, 1), Position("a.yml", 9, 5), Position("a.yml")]) == [
        ("a.yml", 0, 0),
        ("a.yml", 9, 5),
        ("a.yml", 10, 1),
    ]


def test_a_mark_answers_for_what_lies_below_it() -> None:
    inner = Mark(Position("a.yml", 2, 3), "甲{x}")
    outer = Mark(Position("a.yml", 1, 1), children={"text": inner})
    assert outer.of("text") is inner
    assert outer.of("text", 0, "none") is inner
    assert outer.of("none") is outer
    assert inner.find("{x}") == ("a.yml", 2, 4)
    assert inner.find("{y}") == inner.position


def test_everything_is_frozen(library: Library) -> None:
    with pytest.raises(ValidationError):
        library.plan.title = "别的"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        library.owners = {}  # type: ignore[misc]


def test_addresses_and_numbers(library: Library) -> None:
    assert {address: clause.number for address, clause in library.clauses.items()} == {
        "01/hours/opening": 1,
        "01/patrol/rounds": 2,
        "01/patrol/records": 3,
        "02/opinions/register": 1,
    }
    assert [placed.address for placed in library.duties][-1] == "02/opinions/register#write-down"
    assert list(library.plan_places) == ["00/study/read", "00/checks/records"]
    assert library.facts_of("00").keys() == {"start_date", "study_days"}
    assert library.facts_of("99") == library.lists_of("00") == {}
    assert library.regulation_by_key["01"].folder == "01-opening"
    assert [form.designed for form in library.forms] == [True, True]


def test_a_role_inherits_without_going_round_in_circles(library: Library) -> None:
    assert list(library.role_with_general("librarian")) == ["librarian"]
    roles = tuple(
        role.model_copy(update={"kind_of": {"librarian": "room-keeper", "room-keeper": "librarian"}.get(role.id)})
        for role in library.organization.roles
    )
    circular = Library(
        library.organization.model_copy(update={"roles": roles}),
        library.sources,
        library.plan,
        library.regulations,
        library.forms,
    )
    assert list(circular.role_with_general("librarian")) == ["librarian", "room-keeper"]


def test_every_element_knows_where_it_was_written(library: Library) -> None:
    article = library.clauses["01/patrol/rounds"].article
    assert article.at.position == ("regulations/01-opening/regulation.yml", 102, 9)
    assert article.position_of("title") == ("regulations/01-opening/regulation.yml", 103, 16)
    assert article.duties[0].position_of("evidence", 0).line == 120


@pytest.mark.parametrize("name", MODELS)
def test_every_key_has_a_chinese_title(name: str) -> None:
    todo, seen = [MODELS[name]], set()
    while todo:
        model = todo.pop()
        if model in seen:
            continue
        seen.add(model)
        for key, field in model.model_fields.items():
            if not (field.alias or "").startswith("__"):
                assert field.title, f"{model.__name__}.{key}"
            todo += [kind for kind in model.__subclasses__() if kind not in seen]
