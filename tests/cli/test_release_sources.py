"""Sources that are handed on hold no formal question, and every other line as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.editions.begin import kept, place_of
from generator.model import Pool
from generator.source import Loaded, load
from generator.source.withheld import without_formal

from ..support import ROOT

BANK = """\
questions:
  # 一
  - id: first
    type: 判断
    clauses: [03/general/purpose]
    difficulty: 易
    stem: 甲。
    answer: 对
    explain: 乙。

  # 二
  - id: second
    type: 判断
    clauses: [03/general/purpose]
    difficulty: 易
    pool: 正式
    stem: 暗语七三一的题干。
    answer: 错
    explain: |
      # 像注释的答案
      丙。

  # 三
  - id: third
    type: 判断
    clauses: [03/general/purpose]
    difficulty: 易
    stem: 丁。
    answer: 对
    explain: 戊。
"""


@pytest.fixture(scope="module")
def real() -> Loaded:
    return load(ROOT / "regulations")


def written(to: Path, files: dict[str, bytes]) -> Loaded:
    for name, content in files.items():
        path = to / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return load(to / "regulations")


def test_the_real_banks_keep_every_practice_question_and_lose_every_formal_one(real: Loaded, tmp_path: Path) -> None:
    assert real.library is not None
    files, left_out = without_formal(real.files, real.library)
    formal = [p for p in real.library.questions if p.question.pool is Pool.FORMAL]
    assert left_out == len(formal) > 200
    again = written(tmp_path, files)
    assert again.library is not None and not again.problems
    wanted = [p for p in real.library.questions if p.question.pool is Pool.PRACTICE]
    assert [p.question.model_dump() for p in again.library.questions] == [p.question.model_dump() for p in wanted]
    assert again.library.regulations == real.library.regulations
    assert set(files) == set(real.files)
    for name, content in files.items():
        if not name.endswith("questions.yml"):
            assert content == real.files[name]
        lines = real.files[name].splitlines()
        assert all(line in lines for line in content.splitlines())


def test_editions_that_were_kept_lose_their_formal_questions_too(real: Loaded, tmp_path: Path) -> None:
    assert real.library is not None
    regulation = real.library.regulation_by_key["03"]
    then = {
        f"regulations/{place_of(regulation, '1.0')}/{n}": c
        for n, c in kept(real.files, "regulations", regulation).items()
    }
    loaded = written(tmp_path / "with", {**real.files, **then})
    assert loaded.library is not None and len(loaded.library.archive) == 1
    files, left_out = without_formal(loaded.files, loaded.library)
    again = written(tmp_path / "without", files)
    assert again.library is not None
    [edition] = again.library.archive
    assert edition.questions and all(p.question.pool is Pool.PRACTICE for p in edition.questions)
    assert left_out > sum(p.question.pool is Pool.FORMAL for p in real.library.questions)


def changed(real: Loaded, bank: str, tmp_path: Path) -> tuple[dict[str, bytes], int]:
    name = "regulations/03-meetings/questions.yml"
    loaded = written(tmp_path / "with", {**real.files, name: bank.encode()})
    assert loaded.library is not None
    files, _ = without_formal(loaded.files, loaded.library)
    return files, files.get(name, b"").count(b"- id:")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_headings_between_the_questions_stay(real: Loaded, tmp_path: Path, end: str) -> None:
    files, count = changed(real, BANK.replace("\n", end), tmp_path)
    text = files["regulations/03-meetings/questions.yml"].decode()
    assert count == 2 and "暗语七三一" not in text and "像注释的答案" not in text
    assert [line.strip() for line in text.split(end) if "#" in line] == ["# 一", "# 二", "# 三"]


def test_a_bank_of_formal_questions_alone_is_left_out(real: Loaded, tmp_path: Path) -> None:
    entries = BANK.split("  # ")
    files, _ = changed(real, entries[0] + "  # " + entries[2], tmp_path)
    assert "regulations/03-meetings/questions.yml" not in files
    assert written(tmp_path / "again", files).library is not None


@pytest.mark.parametrize(
    "bank",
    [
        BANK.replace("  - id: second", "  -\n    id: second"),
        "questions: [{id: first, type: 判断, clauses: [03/general/purpose], difficulty: 易, stem: 甲。, answer: 对, explain: 乙。},\n"
        " {id: second, type: 判断, clauses: [03/general/purpose], difficulty: 易, pool: 正式, stem: 暗语七三一的题干。, answer: 对, explain: 乙。}]\n",
        "questions: [{id: first, type: 判断, clauses: [03/general/purpose], difficulty: 易, stem: 甲。, answer: 对, explain: 乙。}, "
        "{id: second, type: 判断, clauses: [03/general/purpose], difficulty: 易, pool: 正式, stem: 暗语七三一的题干。, answer: 对, explain: 乙。}]\n",
    ],
)
def test_what_cannot_be_cut_between_lines_is_never_handed_on(real: Loaded, tmp_path: Path, bank: str) -> None:
    files, _ = changed(real, bank, tmp_path)
    assert not any("暗语七三一" in content.decode() for content in files.values())
    assert written(tmp_path / "again", files).library is not None
