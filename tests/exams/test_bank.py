"""The written bank: large enough, every duty asked about, resolved without a rest, stale ones withheld."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from generator.exams import written
from generator.model import Library, PlacedQuestion, Pool, QuestionType
from generator.references import Index

from .. import cupboard


def test_the_bank_is_what_was_asked_for() -> None:
    library = cupboard.library()
    items = list(written(cupboard.index()))
    assert len(items) >= 300 and len(items) == len(library.questions)
    by_regulation = Counter(item.regulation for item in items)
    assert len(by_regulation) == 10 and min(by_regulation.values()) >= 30
    for regulation in by_regulation:
        assert {item.type for item in items if item.regulation == regulation} == set(QuestionType)
    assert sum(item.pool is Pool.FORMAL for item in items) >= 60


def test_every_text_is_resolved() -> None:
    for item in written(cupboard.index()):
        words = [item.stem, item.explain, item.case, *(c.text + c.why for c in item.options)]
        words += [*(text for blank in item.blanks for text in blank), *item.steps, *(text for text, _ in item.points)]
        assert not any(mark in word for word in words for mark in "{}"), item.id
        if item.type is QuestionType.CLOZE:
            assert item.stem.count("＿＿＿＿") == len(item.blanks), item.id


def test_practice_alone_covers_every_duty() -> None:
    library = cupboard.library()
    practice = [p for p in library.questions if p.question.pool is Pool.PRACTICE]
    cited = {entry for placed in practice for entry in placed.question.clauses}
    for address, duties in library.duties_of_clause.items():
        for placed in duties:
            assert placed.address in cited or (len(duties) == 1 and address in cited), placed.address


def with_clause(library: Library, text: str) -> Library:
    """The library with the first paragraph of its first clause reworded."""
    first = library.regulations[0]
    chapter = first.chapters[0]
    article = chapter.articles[0]
    paragraph = article.paragraphs[0].model_copy(update={"text": text})
    article = article.model_copy(update={"paragraphs": (paragraph, *article.paragraphs[1:])})
    chapter = chapter.model_copy(update={"articles": (article, *chapter.articles[1:])})
    changed = first.model_copy(update={"chapters": (chapter, *first.chapters[1:])})
    return replace(
        library,
        regulations=(changed, *library.regulations[1:]),
        questions=tuple(
            PlacedQuestion(changed if p.regulation is first else p.regulation, p.question) for p in library.questions
        ),
    )


def test_a_reworded_clause_withholds_its_questions_and_no_others() -> None:
    library = cupboard.library()
    address = next(iter(library.clauses))
    asked = {p.address for p in cupboard.index().questions_of_clause[address]}
    after = Index(with_clause(library, "改过的文字。"))
    assert asked
    assert {i.id for i in written(cupboard.index())} - {i.id for i in written(after)} == asked


def test_a_changed_figure_withholds_nothing() -> None:
    library = cupboard.library()
    first = library.regulations[0]
    fact = first.facts["closing_time"].model_copy(update={"value": "16:30"})
    changed = first.model_copy(update={"facts": {**first.facts, "closing_time": fact}})
    after = replace(
        library,
        regulations=(changed, *library.regulations[1:]),
        questions=tuple(
            PlacedQuestion(changed if p.regulation is first else p.regulation, p.question) for p in library.questions
        ),
    )
    assert len(list(written(Index(after)))) == len(library.questions)
    assert "16:30" in repr(list(written(Index(after)))), "the questions follow the figure"
