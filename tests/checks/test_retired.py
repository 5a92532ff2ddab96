"""A retired clause keeps its place, number and words, and binds nobody: seen wherever clauses are used."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import data, pages
from generator.changes import compare
from generator.changes.record import Aspect
from generator.cli.build import texts_in
from generator.exams import items
from generator.model import Library
from generator.references import Index, wording
from generator.source import load
from generator.source.editing import Document

from ..support import ROOT

CLAUSE = "01/patrol/rounds"


@pytest.fixture
def both(source: Path) -> tuple[Index, Index]:
    """The small rules, and the same with one clause retired."""
    name = "regulations/01-opening/regulation.yml"
    document = Document.read(source / "01-opening/regulation.yml", name)
    path = ("chapters", "patrol", "articles", "rounds", "retired")
    retired = document.update({path: {"on": "2027-01-01", "note": "改由{@librarian}巡查。"}}, ("title",))
    before, after = load(source).library, load(source, {name: retired.data}).library
    assert before is not None and after is not None
    return Index(before), Index(after)


def numbers(library: Library) -> list[tuple[str, int]]:
    return [(address, clause.number) for address, clause in library.clauses.items()]


def test_it_keeps_its_number_and_words_and_lays_no_duty_on_anybody(both: tuple[Index, Index]) -> None:
    before, after = both
    assert numbers(before.library) == numbers(after.library) and set(after.library.retired) == {CLAUSE}
    assert CLAUSE in before.library.duties_of_clause and CLAUSE not in after.library.duties_of_clause
    assert CLAUSE in before.clauses_of_form["F01-01"] and CLAUSE not in after.clauses_of_form.get("F01-01", ())
    assert wording(after.library, CLAUSE)[1:] == wording(before.library, CLAUSE)


def test_no_question_is_asked_about_it_and_what_was_confirmed_is_to_be_looked_at(both: tuple[Index, Index]) -> None:
    before, after = both
    assert any(CLAUSE in item.clauses for item in items(before))
    assert not any(CLAUSE in item.clauses for item in items(after))
    form = after.library.form_by_id["F01-01"]
    assert before.fingerprint_of(form) != after.fingerprint_of(form)


def test_page_and_data_say_since_when(both: tuple[Index, Index]) -> None:
    _, after = both
    made = pages.render(after, texts_in(ROOT / "site/templates", "*.j2"), {}, {})
    page = made["regulations/01-opening.md"].decode()
    assert "巡查时点（2027-01-01起废止）" in page and "已废止，正文保留备查。" in page and "公共设施是否安全" in page
    assert any("巡查时点（2027-01-01起废止）" in content.decode() for content in data.render(after, []).values())


def test_the_amendment_tells_it(both: tuple[Index, Index]) -> None:
    (change,) = [one for one in compare(*both).clauses() if one.address == CLAUSE]
    assert Aspect.TITLE in change.aspects and Aspect.DUTIES in change.aspects
