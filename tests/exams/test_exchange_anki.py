"""The deck in Anki itself: imported, renewed, imported again; what the learner has done stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from anki.scheduler.v3 import CardAnswer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.exams import Item
from generator.exams.exchange import EXPORTS, Context
from generator.exams.exchange.words import marks
from generator.model import QuestionType

from .exchange_bank import context, folded, invented, surroundings, unmarked, written

LATER = 1_803_859_200  # 2027-03-01


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Any]:
    made = Collection(str(tmp_path / "collection.anki2"))
    yield made
    made.close()


def taken_in(collection: Any, items: list[Item], around: Context, folder: Path) -> dict[str, int]:
    """Import a deck; how many notes of each kind the log names."""
    path = folder / "deck.apkg"
    path.write_bytes(EXPORTS["anki"].render(items, around))
    request = ImportAnkiPackageRequest(package_path=str(path), options=ImportAnkiPackageOptions())
    log = collection.import_anki_package(request).log
    kinds = ("new", "updated", "duplicate", "conflicting", "missing_notetype", "missing_deck", "empty_first_field")
    return {kind: len(getattr(log, kind)) for kind in kinds if len(getattr(log, kind))}


def notes(collection: Any) -> dict[str, Any]:
    return {unmarked(note["标识"]): note for note in map(collection.get_note, collection.find_notes(""))}


def test_the_whole_bank_comes_in(collection: Any, tmp_path: Path) -> None:
    assert taken_in(collection, list(written()), context(), tmp_path) == {"new": len(written())}
    found = notes(collection)
    assert len(found) == len(written()) == collection.card_count()
    for item in written():
        note = found[item.id]
        assert unmarked(note["题目"].split("<ol")[0].split("<ul")[0]).startswith(folded(item.case + item.stem)[:10])
        assert set(note.tags) >= {
            f"题型::{item.type.value}",
            f"制度::{context().titles[item.regulation]}",
            *marks(item),
        }
        assert all(mark in note["题型"] for mark in marks(item))
        assert note.mod == context().modified(item)
    decks = {deck.name for deck in collection.decks.all_names_and_ids()}
    assert decks >= {f"十项制度::{key} {title}" for key, title in context().titles.items()}
    assert {card.due for card in map(collection.get_card, collection.find_cards(""))} == set(
        range(1, len(written()) + 1)
    )
    assert collection.fix_integrity()[1]


def test_a_second_import_changes_nothing(collection: Any, tmp_path: Path) -> None:
    some = list(written()[:30])
    taken_in(collection, some, context(), tmp_path)
    before = {name: (note.id, note.mod, note.fields) for name, note in notes(collection).items()}
    assert taken_in(collection, some, context(), tmp_path) == {"duplicate": 30}
    assert {name: (note.id, note.mod, note.fields) for name, note in notes(collection).items()} == before
    assert len(collection.models.all_names_and_ids()) == len({m.name for m in collection.models.all_names_and_ids()})


def test_a_changed_item_is_renewed_and_the_schedule_stays(collection: Any, tmp_path: Path) -> None:
    some = list(written()[:30])
    taken_in(collection, some, context(), tmp_path)
    collection.decks.select(collection.decks.id_for_name("十项制度"))
    for _ in range(5):  # the learner answers
        queued = collection.sched.get_queued_cards().cards[0]
        card = collection.get_card(queued.card.id)
        card.start_timer()
        answer = collection.sched.build_answer(card=card, states=queued.states, rating=CardAnswer.EASY)
        collection.sched.answer_card(answer)

    def learnt() -> dict[str, tuple[Any, ...]]:
        cards = [collection.get_card(number) for number in collection.find_cards("")]
        return {c.note()["标识"]: (c.id, c.type, c.queue, c.due, c.ivl, c.factor, c.reps, c.did) for c in cards}

    before, untouched = learnt(), {name: note.fields for name, note in notes(collection).items()}
    studied = [name for name, state in before.items() if state[6]]
    assert len(studied) == 5
    changed = next(item for item in some if item.id == studied[0])
    newer = replace(changed, explain="规定变了，答案也跟着变。")
    items = [newer if item is changed else item for item in some]
    around = replace(context(), changed={changed.id: LATER})
    assert taken_in(collection, items, around, tmp_path) == {"updated": 1, "duplicate": 29}
    assert learnt() == before
    after = {name: note.fields for name, note in notes(collection).items()}
    assert "规定变了" in after[changed.id][4]
    assert {n: f for n, f in after.items() if n != changed.id} == {
        n: f for n, f in untouched.items() if n != changed.id
    }


def test_new_items_join_and_withdrawn_ones_stay_with_the_learner(collection: Any, tmp_path: Path) -> None:
    taken_in(collection, list(written()[:10]), context(), tmp_path)
    assert taken_in(collection, list(written()[5:15]), context(), tmp_path) == {"new": 5, "duplicate": 5}
    assert len(notes(collection)) == 15


def test_cards_show_question_then_answer(collection: Any, tmp_path: Path) -> None:
    firsts = {item.type: item for item in reversed(written())}
    taken_in(collection, list(firsts.values()), context(), tmp_path)
    found = notes(collection)
    for kind, item in firsts.items():
        (card,) = found[item.id].cards()
        front, back = card.question(), card.answer()
        assert kind.value in front and folded(item.explain) not in unmarked(front)
        assert folded(item.explain) in unmarked(back)
        if kind in (QuestionType.SINGLE, QuestionType.MULTIPLE):
            assert all(choice.text in front for choice in item.options)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(invented(), min_size=1, max_size=6, unique_by=lambda item: folded(item.id)), surroundings())
def test_hostile_texts_come_in_whole(tmp_path_factory: Any, items: list[Item], around: Context) -> None:
    folder = tmp_path_factory.mktemp("anki")
    collection = Collection(str(folder / "collection.anki2"))
    try:
        assert taken_in(collection, items, around, folder) == {"new": len(items)}
        found = notes(collection)
        assert len(found) == len(items)
        for item in items:
            note = found[folded(item.id)]
            shown = note["题目"].split("<ol type")[0].split("<ul>")[0]
            assert unmarked(shown).startswith(folded(f"{item.case}\n{item.stem}"))
            assert "[" not in "".join(note.fields) and folded(item.explain) in unmarked(note["解析"])
    finally:
        collection.close()
