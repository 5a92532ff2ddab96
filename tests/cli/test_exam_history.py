"""Exported decks: each note is as old as the last change of what it is made from, so that Anki renews exactly those."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import zipfile
from pathlib import Path

import pytest

from ..support import copy_project, tenregs

FIRST, SECOND, THIRD = 1_790_000_000, 1_795_000_000, 1_796_000_000


def commit(folder: Path, time: int) -> None:
    who = {"GIT_AUTHOR_NAME": "甲", "GIT_AUTHOR_EMAIL": "a@b", "GIT_COMMITTER_NAME": "甲", "GIT_COMMITTER_EMAIL": "a@b"}
    when = {"GIT_AUTHOR_DATE": f"{time} +0000", "GIT_COMMITTER_DATE": f"{time} +0000"}
    for arguments in (["init", "-q"], ["add", "regulations"], ["commit", "-q", "-m", "规则"]):
        subprocess.run(["git", *arguments], cwd=folder, env={**os.environ, **who, **when}, check=True)


def ages(folder: Path, *options: str) -> dict[str, int]:
    """Note → when it changed."""
    result = tenregs("exam", "--export", "anki", *options, cwd=folder)
    assert result.returncode == 0, result.stderr
    with zipfile.ZipFile(folder / "build/exchange/题库.apkg") as archive, sqlite3.connect(":memory:") as connection:
        connection.deserialize(archive.read("collection.anki2"))
        rows = connection.execute("SELECT flds, mod FROM notes").fetchall()
    return {fields.split("\x1f")[0]: mod for fields, mod in rows}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_project(tmp_path)


def test_a_note_is_as_old_as_its_question_its_clause_and_their_facts(folder: Path) -> None:
    commit(folder, FIRST)
    before = ages(folder)
    assert set(before.values()) == {FIRST}

    questions = folder / "regulations/04-daily-closing/questions.yml"
    text = questions.read_text(encoding="utf-8")
    questions.write_text(text.replace("说不清当时由谁负责", "说不清那时由谁负责", 1), encoding="utf-8")
    commit(folder, SECOND)
    after = ages(folder)
    assert {name for name, time in after.items() if time == SECOND} == {"04/questions/designate-in-writing"}

    rules = folder / "regulations/01-operations/regulation.yml"
    text = rules.read_text(encoding="utf-8")
    rules.write_text(text.replace('value: "17:00"', 'value: "16:50"', 1), encoding="utf-8")
    commit(folder, THIRD)
    newest = {name for name, time in ages(folder).items() if time == THIRD}
    assert 0 < sum(name.startswith("01/") for name in newest) < sum(name.startswith("01/") for name in after) / 3
    assert "04/questions/designate-in-writing" not in newest


def test_what_is_not_committed_yet_is_newer_than_what_is(folder: Path) -> None:
    commit(folder, FIRST)
    questions = folder / "regulations/04-daily-closing/questions.yml"
    text = questions.read_text(encoding="utf-8")
    questions.write_text(text.replace("说不清当时由谁负责", "说不清那时由谁负责", 1), encoding="utf-8")
    os.utime(questions, (SECOND, SECOND))
    assert {name for name, time in ages(folder).items() if time == SECOND} == {"04/questions/designate-in-writing"}


def test_without_a_history_a_note_is_as_old_as_its_regulation(folder: Path) -> None:
    found = ages(folder)
    assert len(found) > 500
    assert all(time % 86400 == 0 for time in found.values())


def test_derived_items_go_out_only_when_asked_for(folder: Path) -> None:
    assert not [name for name in ages(folder) if "~" in name]
    assert len([name for name in ages(folder, "--derived") if "~" in name]) > 1000
