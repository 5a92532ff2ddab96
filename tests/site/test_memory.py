"""What is remembered and what to practise today: site/assets/memory.js beside the package `fsrs`, and plan.js, in node."""

from __future__ import annotations

import json
import random
import subprocess
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fsrs import Card, Rating, Scheduler

from ..support import ROOT

ASSETS = ROOT / "site/assets"
SECOND, DAY = 1000, 86_400_000
START = datetime(2026, 9, 1, 1, tzinfo=UTC)
HISTORIES = 10_000
AGAIN, GOOD = 1, 3

# Reads [function body, argument] and writes what the function answers; the scripts are loaded as a page loads them.
RUNNER = """
const fs = require("fs");
for (const name of ["memory.js", "plan.js"]) (0, eval)(fs.readFileSync(process.argv[1] + "/" + name, "utf-8"));
const [body, argument] = JSON.parse(fs.readFileSync(0, "utf-8"));
const answer = new Function("memory", "plan", "argument", body)(tenregsMemory, tenregsPlan, argument);
process.stdout.write(JSON.stringify(answer));
"""


def node(body: str, argument: Any) -> Any:
    """What a JavaScript function with `memory`, `plan` and `argument` returns, in a process of its own."""
    answer = subprocess.run(
        ["node", "-e", RUNNER, str(ASSETS)], input=json.dumps([body, argument]),
        capture_output=True, text=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


def gap(chance: random.Random) -> int:
    """Milliseconds to the next answer: minutes, hours, days, months or about a year; also just about a whole day."""
    kind = chance.randrange(5)
    if kind == 4:
        return chance.randint(1, 3) * DAY + chance.choice([-1, 0, 1])
    return chance.randint(*[(60 * SECOND, DAY // 4), (DAY // 4, 3 * DAY), (DAY, 30 * DAY), (30 * DAY, 400 * DAY)][kind])


def histories() -> list[list[tuple[int, int]]]:
    """Of each answer: its rating, and the milliseconds since the answer before."""
    chance = random.Random(20261125)
    return [[(chance.randint(1, 4), gap(chance)) for _ in range(chance.randint(1, 12))] for _ in range(HISTORIES)]


WALK = """
return argument.map((history) => {
  let now = 1e12;
  let card = null;
  return history.map(([rating, gap]) => {
    now += gap;
    const recall = memory.recall(card, now);
    card = memory.review(card, rating, now);
    return [recall, card.s, card.d];
  });
});
"""


def by_the_package(history: list[tuple[int, int]]) -> list[tuple[float, float | None, float | None]]:
    """The same walk with the package, without what places reviews: steps and fuzz."""
    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    card, now, walk = Card(card_id=1), START, []
    for rating, after in history:
        now += timedelta(milliseconds=after)
        recall = scheduler.get_card_retrievability(card, now)
        card, _ = scheduler.review_card(card, Rating(rating), now)
        walk.append((recall, card.stability, card.difficulty))
    return walk


def test_memory_equals_the_package_step_by_step() -> None:
    wanted = histories()
    for history, ours in zip(wanted, node(WALK, wanted), strict=True):
        for step, (mine, theirs) in enumerate(zip(ours, by_the_package(history), strict=True)):
            assert mine == pytest.approx(theirs, rel=1e-6, abs=0), (history, step)


def test_an_item_is_due_when_recall_is_down_to_what_is_wanted() -> None:
    body = """
    return argument.map(([s, wanted]) => {
      const card = { s, d: 5, t: 1e12 };
      const due = memory.due(card, wanted);
      return [memory.recall(card, due), memory.recall(card, due - 1)];
    });
    """
    cases = [(s, wanted) for s in (0.01, 0.212, 2.3065, 8, 100.5) for wanted in (0.8, 0.9, 0.97)]
    for (_, wanted), (then, before) in zip(cases, node(body, cases), strict=True):
        assert then <= wanted + 1e-9
        assert before > wanted


# A bank practised day by day, as the page does it: each answer is followed by what is still to do. `argument.again` says
# which items are answered wrong the first time; the days' lists come back.
PRACTISE = """
const { count, days, perDay, examIn, again } = argument;
const DAY = 86400000;
const start = new Date(2026, 8, 1, 9).getTime();
const ids = Array.from({ length: count }, (_, i) => `q${i}`);
const exam = examIn ? start + examIn * DAY : 0;
const cards = {};
const wrong = new Set();
return Array.from({ length: days }, (_, day) => {
  const practised = [];
  for (;;) {
    const now = start + day * DAY + practised.length * 20000;
    const [id] = plan.today({ ids, cards, now, exam, perDay, wrong, doneToday: practised.length });
    if (!id) return practised;
    const rating = !cards[id] && again.includes(id) ? 1 : 3;
    cards[id] = memory.review(cards[id] || null, rating, now);
    if (rating === 1) wrong.add(id);
    else wrong.delete(id);
    practised.push(id);
  }
});
"""


def practise(count: int, days: int, per_day: int, exam: int = 0, again: list[str] | None = None) -> list[list[str]]:
    order = {"count": count, "days": days, "perDay": per_day, "examIn": exam, "again": again or []}
    lists: list[list[str]] = node(PRACTISE, order)
    return lists


def first_days(lists: list[list[str]]) -> dict[str, int]:
    first: dict[str, int] = {}
    for day, practised in enumerate(lists):
        for item in practised:
            first.setdefault(item, day)
    return first


EVERY_OTHER = [f"q{i}" for i in range(0, 400, 2)]


@pytest.mark.parametrize(("exam", "per_day"), [(20, 31), (20, 40), (45, 11), (45, 20), (45, 60), (90, 5)])
def test_every_item_is_seen_by_eight_days_before_the_exam(exam: int, per_day: int) -> None:
    lists = practise(400, exam, per_day, exam, EVERY_OTHER)
    assert all(len(practised) == per_day for practised in lists), "the budget is used and kept to"
    first = first_days(lists)
    assert len(first) == 400
    assert max(first.values()) <= exam - 8
    assert list(first) == [f"q{i}" for i in range(400)], "new items come in their order"


def test_where_the_days_do_not_suffice_new_items_come_first_and_coverage_says_so() -> None:
    lists = practise(400, 20, 20, 20, EVERY_OTHER)
    assert [item for practised in lists for item in practised] == [f"q{i}" for i in range(400)]


COVERAGE = """
const start = new Date(2026, 8, 1, 9).getTime();
const ids = Array.from({ length: 400 }, (_, i) => `q${i}`);
return argument.map(([seen, examIn, perDay, doneToday]) => {
  const cards = Object.fromEntries(ids.slice(0, seen).map((id) => [id, { s: 2, d: 5, t: start - 86400000 }]));
  const exam = examIn === null ? 0 : start + examIn * 86400000 - 3600000;
  return plan.coverage({ ids, cards, now: start, exam, perDay, doneToday });
});
"""


def test_coverage() -> None:
    cases = {
        (0, 20, 31, 0): (13, 31, True),
        (0, 20, 30, 0): (13, 31, False),
        (0, 45, 20, 0): (38, 11, True),
        (240, 8, 20, 0): (8, 20, True),
        (240, 8, 20, 1): (8, 21, False),  # one place of today is gone
        (380, 7, 20, 0): (7, 3, True),  # later than eight days before; seven days until the exam
        (400, 3, 20, 0): (3, 0, True),
        (0, None, 20, 0): (0, 0, True),  # no exam
        (0, -1, 20, 0): (0, 0, True),  # over
    }
    answers = node(COVERAGE, list(cases))
    assert [(a["days"], a["needed"], a["enough"]) for a in answers] == list(cases.values())


def test_the_nearer_the_exam_the_more_there_is_to_do_a_day() -> None:
    needed = [answer["needed"] for answer in node(COVERAGE, [(0, days, 20, 0) for days in range(1, 60)])]
    assert needed == sorted(needed, reverse=True) and needed[0] == 400 and needed[7] == 50


def test_wrong_answers_come_back_the_next_day_while_new_items_last() -> None:
    lists = practise(400, 3, 20, 45, ["q3", "q5"])
    assert {"q3", "q5"} <= set(lists[1])
    assert len(set(lists[1])) == 20, "among new items"
    assert not {"q3", "q5"} & set(lists[2])


def test_wrong_answers_of_a_bank_once_through_come_first() -> None:
    wrong = [f"q{i}" for i in range(10, 15)]
    lists = practise(40, 2, 40, 30, wrong)
    assert set(lists[1][:5]) == set(wrong)


def test_a_wrong_answer_comes_again_on_the_day_if_nothing_else_is_left() -> None:
    lists = practise(5, 1, 10, 30, ["q1"])
    assert lists == [["q0", "q1", "q2", "q3", "q4", "q1"]]


def test_the_same_state_gives_the_same_list_and_going_on_keeps_to_it() -> None:
    body = """
    const start = new Date(2026, 8, 1, 9).getTime();
    const ids = argument.map(([id]) => id);
    const cards = Object.fromEntries(argument.map(([id, s, d, days]) => [id, { s, d, t: start - days * 86400000 }]));
    const wrong = Object.fromEntries(argument.filter(([, s]) => s < 1).map(([id]) => [id, true]));
    const state = { ids, cards, now: start, exam: start + 30 * 86400000, perDay: 40, wrong, doneToday: 0 };
    const before = JSON.stringify(state);
    const list = plan.today(state);
    const asSet = plan.today({ ...state, wrong: new Set(Object.keys(wrong)) });
    const untouched = JSON.stringify(state) === before;
    for (const id of list.slice(0, 15)) cards[id] = memory.review(cards[id], 3, start);
    return [list, asSet, plan.today({ ...state, doneToday: 15 }), untouched];
    """
    chance = random.Random(7)
    bank = [
        (f"q{i}", chance.uniform(0.2, 60) if i % 5 else 0.212, chance.uniform(1, 10), chance.randint(1, 30))
        for i in range(800)
    ]
    whole, as_set, rest, untouched = node(body, bank)
    assert len(whole) == len(set(whole)) == 40
    assert as_set == whole
    assert rest == whole[15:]
    assert untouched


def test_without_an_exam_what_is_due_comes_first_then_new_items() -> None:
    body = """
    const now = new Date(2026, 8, 1, 9).getTime();
    const card = (s, days) => ({ s, d: 5, t: now - days * 86400000 });
    const cards = { a: card(10, 9), b: card(10, 12), c: card(10, 40), d: card(10, 3), e: card(0.2, 0.01) };
    const state = { ids: ["new1", "a", "b", "c", "d", "e", "new2"], cards, now, perDay: 20, wrong: { d: true } };
    return [0, now - 5 * 86400000].map((exam) => plan.today({ ...state, exam, doneToday: 0 }));
    """
    assert node(body, None) == [["c", "b", "d", "new1", "new2"]] * 2


def test_an_answer_dated_ahead_by_a_wrong_clock_does_not_hide_its_item() -> None:
    body = """
    const now = new Date(2026, 8, 1, 9).getTime();
    const cards = { a: { s: 3, d: 5, t: now + 400 * 86400000 } };
    return plan.today({ ids: ["a"], cards, now, exam: now + 864e6, perDay: 5, wrong: {}, doneToday: 0 });
    """
    assert node(body, None) == ["a"]


def test_the_days_before_and_the_day_itself() -> None:
    lists = practise(60, 31, 20, 30, [f"q{i}" for i in range(0, 60, 3)])
    assert all(len(set(practised)) == 20 for practised in lists)
    assert practise(60, 1, 20, 0) == [[f"q{i}" for i in range(20)]]


def test_no_places_no_items() -> None:
    body = (
        "return plan.today({ ids: ['a'], cards: {}, now: 1e12, exam: 0, perDay: 5, wrong: {}, doneToday: argument });"
    )
    assert node(body, 5) == node(body, 7) == []
    assert node(body, 4) == ["a"]
