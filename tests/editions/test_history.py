"""Which edition binds on a day, and the Library of that day, on the real rules with an edition begun."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator.checks import run
from generator.editions import History, State
from generator.editions.begin import kept, place_of
from generator.model import Library
from generator.problems import has_errors
from generator.references import Index
from generator.source import load
from generator.source.editing import Document
from generator.writer import write_tree

from ..support import ROOT

BEFORE, AFTER = date(2026, 12, 15), date(2027, 1, 1)
TRIAL = "01/general/trial"
ARTICLE = {
    "id": "trial", "title": "试运行", "paragraphs": [
        {"text": "新开业的柜面先试运行{trial_days}，试运行期间填{F01-12}，每日报送营业情况。", "basis": "拟稿"},
    ],
}  # fmt: skip
FACT = {"label": "试运行天数", "type": "时长", "value": "10日", "basis": "拟稿"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ten regulations; the first has an edition 1.1 that binds from 2027 on: an article, a form and a reworded clause
    more, an article cited by another regulation, a clause of it to be retired in February."""
    folder = Path(shutil.copytree(ROOT / "regulations", tmp_path_factory.mktemp("editions") / "regulations"))
    loaded = load(folder)
    assert loaded.library is not None
    regulation = loaded.library.regulation_by_key["01"]
    write_tree(folder / place_of(regulation, "1.0"), kept(loaded.files, "regulations", regulation))
    home = folder / "01-operations"
    change(home / "regulation.yml", lambda d: (
        d.insert_entry(("editions",), {"version": "1.1", "date": "2026-11-30", "published": "2026-12-01", "effective": "2027-01-01", "summary": "增加试运行"}, 0)
        .insert(("facts", "trial_days"), FACT)
        .insert_entry(("chapters", "general", "articles"), ARTICLE, 1)
        .insert(("chapters", "general", "articles", "deputy", "retired"), {"on": "2027-02-01", "note": "另有规定。"}, after="title")
    ))  # fmt: skip
    form = (home / "forms/F01-01.yml").read_text(encoding="utf-8")
    lines = [line for line in form.splitlines() if not line.startswith(("clause:", "fingerprint:", "reviewed:"))]
    at = next(n for n, line in enumerate(lines) if line.startswith("id:"))
    made = [*lines[:at], "id: F01-12", f"clause: {TRIAL}", *lines[at + 1 :]]
    (home / "forms/F01-12.yml").write_text("\n".join(made) + "\n", encoding="utf-8")
    change(
        folder / "02-scheduling/regulation.yml",
        lambda d: d.update({("chapters", 0, "articles", 0, "related"): [TRIAL]}),
    )
    return folder


def change(path: Path, edit: Callable[[Document], Document]) -> None:
    path.write_bytes(edit(Document.read(path)).data)


@pytest.fixture(scope="module")
def library(folder: Path) -> Library:
    loaded = load(folder)
    assert loaded.library is not None and not has_errors(loaded.problems)
    return loaded.library


def test_without_a_day_the_newest_is_what_there_is(library: Library) -> None:
    history = History(library)
    assert history.library is library
    assert [(e.edition.version, e.state) for e in history.entries("01")] == [
        ("1.1", State.SHOWN),
        ("1.0", State.SUPERSEDED),
    ]
    assert [e.edition.version for e in history.entries("02")] == ["1.0"]


def test_before_its_day_the_older_edition_binds_whole(library: Library) -> None:
    then = History(library, BEFORE).library
    assert TRIAL in library.clauses and TRIAL not in then.clauses
    assert "trial_days" not in then.regulation_by_key["01"].facts
    assert "F01-12" in library.form_by_id and "F01-12" not in then.form_by_id and "F01-12" not in then.owners
    assert library.clauses["01/general/scope"].number == then.clauses["01/general/scope"].number + 1
    assert {f.id for f in then.forms} == {f.id for f in library.forms} - {"F01-12"}
    asked = {placed.address for placed in then.questions}
    assert asked == {placed.address for placed in library.questions}
    assert not [p for p in run(then) if has_errors([p])]


def test_other_sources_do_not_point_at_what_there_was_not(library: Library) -> None:
    first = next(iter(library.regulation_by_key["02"].chapters[0].articles))
    assert first.related == (TRIAL,)
    then = History(library, BEFORE).library
    assert then.regulation_by_key["02"].chapters[0].articles[0].related == ()
    assert TRIAL not in Index(then).cited_by
    assert all(placed.regulation is then.regulation_by_key[placed.regulation.key] for placed in then.questions)


def test_from_its_day_on_the_newer_binds_and_a_clause_is_retired_on_its_own(library: Library) -> None:
    january = History(library, AFTER).library
    assert TRIAL in january.clauses and "01/general/deputy" not in january.retired
    february = History(library, date(2027, 2, 1)).library
    assert february is library and "01/general/deputy" in february.retired


def test_the_day_knows_only_what_was_published(library: Library) -> None:
    versions = {
        day: [(e.edition.version, e.state) for e in History(library, date.fromisoformat(day)).entries("01")]
        for day in ("2026-11-30", "2026-12-01", "2027-01-01")
    }
    assert versions == {
        "2026-11-30": [("1.0", State.SHOWN)],
        "2026-12-01": [("1.1", State.TO_COME), ("1.0", State.SHOWN)],
        "2027-01-01": [("1.1", State.SHOWN), ("1.0", State.SUPERSEDED)],
    }


def test_before_everything_the_first_edition_stands_for_itself(library: Library) -> None:
    history = History(library, date(2000, 1, 1))
    assert history.shown("01").edition.version == "1.0" and TRIAL not in history.library.clauses


def test_an_edition_is_seen_among_the_others_of_its_time(library: Library) -> None:
    history = History(library)
    newer, older = history.held("01")
    assert older.ends == AFTER and newer.ends is None
    assert older.binds_on(BEFORE) and not older.binds_on(AFTER) and newer.binds_on(AFTER)
    assert TRIAL not in history.at("01", older).clauses and history.at("01", newer) is library
