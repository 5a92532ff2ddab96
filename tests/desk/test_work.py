"""What the page works on: changes kept apart from the disk, saved whole or not at all, taken back, put beside fields."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from generator.desk.edits import added, numbered, put
from generator.desk.history import MOST, History
from generator.desk.slots import Kind, part, slots
from generator.desk.work import NotASource, Work, checked, read, touched
from generator.model import (
    Article,
    Calendar,
    Chapter,
    Exams,
    Fact,
    FactList,
    Form,
    Organization,
    Paragraph,
    Plan,
    Profiles,
    Questions,
    Regulation,
    SingleChoice,
    Sources,
    Unit,
)
from generator.source.save import Overtaken

from ..support import ROOT

FILE = "regulations/01-opening/regulation.yml"
BANK = "regulations/02-visitors/questions.yml"
NOON = datetime(2026, 12, 1, 12, 0, 0)
VALUE = ("facts", "opening_time", "value")


@pytest.fixture
def work(source: Path) -> Work:
    return Work(source, History(source.parent / "history"))


def slot(model, key: str):
    return next(one for one in slots(model) if one.key == key)


def test_a_change_is_on_the_disk_only_when_saved_and_the_former_bytes_are_kept(work: Work, source: Path) -> None:
    path = source / "01-opening/regulation.yml"
    before = path.read_bytes()
    assert work.change(FILE, lambda document: document.set(VALUE, "9:30"))
    assert not work.change(FILE, lambda document: document.set(VALUE, "9:30"))
    assert path.read_bytes() == before and work.drafts[FILE] == before.replace(b"value: 9:00", b"value: 9:30")
    assert work.save(NOON) == [FILE]
    assert path.read_bytes() == before.replace(b"value: 9:00", b"value: 9:30") and not work.drafts
    (version,) = work.history.versions(FILE)
    assert version.read() == before and version.when == NOON
    work.restore(version)
    work.save(NOON)
    assert path.read_bytes() == before and len(work.history.versions(FILE)) == 2


def test_what_is_not_saved_can_be_taken_back_step_by_step(work: Work) -> None:
    work.change(FILE, lambda document: document.set(VALUE, "9:30"))
    work.change(BANK, lambda document: document.set(("questions", "in-order", "explain"), "先听。"))
    assert work.take_back() == BANK and set(work.drafts) == {FILE}
    assert work.take_back() == FILE and not work.drafts
    assert work.take_back() is None


def test_the_history_is_bounded_and_keeps_the_newest(tmp_path: Path) -> None:
    history = History(tmp_path)
    for number in range(MOST + 3):
        history.keep(FILE, str(number).encode(), NOON + timedelta(seconds=number // 2))
    kept = history.versions(FILE)
    assert len(kept) == MOST and kept[0].read() == str(MOST + 2).encode()
    assert not history.versions(BANK)


def test_a_file_changed_by_somebody_else_is_not_written_and_either_can_win(work: Work, source: Path) -> None:
    path = source / "01-opening/regulation.yml"
    work.change(FILE, lambda document: document.set(VALUE, "9:30"))
    theirs = path.read_bytes().replace(b"17:30", b"18:00")
    path.write_bytes(theirs)
    with pytest.raises(Overtaken) as caught:
        work.save(NOON)
    assert path.read_bytes() == theirs and caught.value.now == theirs
    work.settle(FILE, theirs, caught.value.document.data)
    work.save(NOON)
    assert b"9:30" in path.read_bytes() and b"17:30" in path.read_bytes()
    assert theirs in [version.read() for version in work.history.versions(FILE)]


@pytest.mark.parametrize(
    "name",
    ["/etc/passwd", "regulations/../secret.yml", "other/organization.yml", "regulations/notes.txt", "regulations//etc/x.yml", "organization.yml"],
)  # fmt: skip
def test_nothing_but_a_source_below_the_folder_is_read_or_written(work: Work, source: Path, name: str) -> None:
    (source.parent / "secret.yml").write_text("a: b\n")
    (source / "notes.txt").write_text("a: b\n")
    with pytest.raises((NotASource, FileNotFoundError)):
        work.document(name)


def test_a_link_out_of_the_folder_is_not_followed(work: Work, source: Path) -> None:
    outside = source.parent / "secret.yml"
    outside.write_text("a: b\n")
    (source / "link.yml").symlink_to(outside)
    with pytest.raises(NotASource):
        work.document("regulations/link.yml")


def test_problems_stand_beside_the_field_that_is_wrong(work: Work, source: Path) -> None:
    work.change(FILE, lambda document: document.set(VALUE, "8:45"))
    article = ("chapters", "hours", "articles", "opening")
    work.change(FILE, lambda document: document.set((*article, "paragraphs", 1, "text"), "留出{no_such_fact}。"))
    work.change(FILE, lambda document: document.set((*article, "duties", 0, "roles"), ["nobody"]))
    state = checked(read(source, work.drafts))
    places = {path for path, _ in state.beside(FILE)}
    base = numbered(work.document(FILE), article)
    assert ("facts", "opening_time", "value") in places
    assert {(*base, "paragraphs", 1, "text"), (*base, "duties", 0, "roles", 0)} <= places


def test_what_a_change_touches_is_told_against_what_is_saved(work: Work, source: Path) -> None:
    before = checked(read(source, {}))
    work.change(FILE, lambda document: document.set(VALUE, "9:30"))
    told = touched(before, checked(read(source, work.drafts)))
    assert told is not None and [entry.address for entry in told[0].entries("参数")] == ["01/opening_time"]
    work.change(FILE, lambda document: document.set(VALUE, "8:40"))
    broken = touched(before, checked(read(source, work.drafts)))
    assert broken is not None and [problem.code for problem in broken[1].rules] == ["contradiction"]
    work.change(FILE, lambda document: document.set(("purpose",), "每天{no_such_fact}开门。"))
    assert touched(before, checked(read(source, work.drafts))) is None


def test_optional_keys_come_and_go_in_the_models_order(work: Work, source: Path) -> None:
    document = work.document(FILE)
    maximum = ("facts", "closing_time", "maximum")
    fuller = put(document, maximum, slot(Fact, "maximum"), "20:00", Fact)
    assert '    value: 17:30\n    maximum: "20:00"\n    basis: 据材料' in fuller.text
    assert put(fuller, maximum, slot(Fact, "maximum"), "", Fact).data == document.data
    varying = ("facts", "closing_time", "vary")
    assert put(document, varying, slot(Fact, "vary"), "不可调", Fact).data == document.data
    bank = work.document(BANK)
    first = ("questions", "who-replies", "options", 1, "right")
    option = next(one for one in slots(SingleChoice) if one.key == "options").models[0]
    assert put(bank, first, slot(option, "right"), False, option).data == bank.data
    assert put(bank, first, slot(option, "right"), True, option).get(first) == "是"


def test_an_entry_is_added_with_what_it_must_say(work: Work) -> None:
    path = ("chapters", 0, "articles", 0, "paragraphs")
    document = added(work.document(FILE), path, slot(Article, "paragraphs"), Paragraph)
    assert document.get((*path, 2)) == {"text": "", "basis": "拟稿"}
    first = added(work.document(FILE), ("chapters", 0, "articles", 0, "related"), slot(Article, "related"), None)
    assert first.get(("chapters", 0, "articles", 0, "related")) == [""]


@pytest.mark.parametrize(
    "model", [Article, Calendar, Chapter, Exams, Fact, FactList, Form, Organization, Plan, Profiles, Questions, Regulation, Sources, Unit]
)  # fmt: skip
def test_every_slot_speaks_chinese_and_is_something_the_form_knows(model) -> None:
    waiting, seen = [model], set()
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        for made in filter(None, (part(one, key) for key in one.model_fields if key not in ("at", "number", "slug"))):
            assert any("\u4e00" <= sign <= "\u9fff" for sign in made.title), (one, made.key)
            assert made.kind is not Kind.CHOICE or made.choices
            waiting += made.models


SAVER = """
import sys
from datetime import datetime
from pathlib import Path
from generator.desk.history import History
from generator.desk.work import Work
root = Path(sys.argv[1])
work = Work(root, History(root.parent / "history"))
name = "regulations/01-opening/regulation.yml"
print("ready", flush=True)
for number in range(100000):
    work.change(name, lambda document: document.set(("facts", "opening_time", "value"), "9:30" if number % 2 else "9:15"))
    work.save(datetime(2026, 12, 1))
"""


def test_killed_in_the_middle_of_saving_the_file_is_the_old_or_the_new(source: Path) -> None:
    """TENREGS_KILLS=200 kills as often as was asked for; a tenth of a second or less after it began to save."""
    path = source / "01-opening/regulation.yml"
    old = path.read_bytes()
    whole = {old, old.replace(b"value: 9:00", b"value: 9:30"), old.replace(b"value: 9:00", b"value: 9:15")}
    chance = random.Random(7)
    seen = set()
    for _ in range(int(os.environ.get("TENREGS_KILLS", "60"))):
        process = subprocess.Popen(
            [sys.executable, "-c", SAVER, str(source)], env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE
        )  # fmt: skip
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.random() * 0.1)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        now = path.read_bytes()
        assert now in whole
        seen.add(now)
        for version in History(source.parent / "history").versions(FILE):
            assert version.read() in whole
    assert len(seen) > 1
