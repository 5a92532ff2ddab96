"""`tenregs confirm`: what a reworded clause makes suspect is listed, and settled with name and date, exactly."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator.references import Index, wording
from generator.source import load

from ..samples import BAD, assemble, examine
from ..support import ROOT, tenregs, tree
from .conftest import Run

ADDRESS = "02/questions/who-replies"
FILE = "regulations/02-visitors/questions.yml"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """One question that was confirmed against an older wording; six and two forms that nobody has looked at."""
    assemble(BAD / "stale-question", tmp_path)
    return tmp_path


@pytest.fixture
def run(project: Path, started: Callable[..., Run]) -> Run:
    return started(project, "confirm")


def bank(project: Path) -> str:
    return (project / FILE).read_text(encoding="utf-8")


def test_the_suspect_is_listed_with_its_place_and_the_wording_of_its_clause(project: Path) -> None:
    before = tree(project)
    result = tenregs("confirm", cwd=project)
    assert result.returncode == 1 and tree(project) == before
    assert f"{ADDRESS}  {FILE}:3  单选" in result.stdout and "读者的意见由谁负责答复？" in result.stdout
    assert re.search(
        r"第.+条 .+  02/opinions/register  regulations/02-visitors/regulation\.yml:\d+\n    \S", result.stdout
    )
    assert "共 1 项待核对" in result.stdout and "what-to-do" not in result.stdout


def test_settling_writes_fingerprint_name_and_date_and_nothing_else(project: Path, run: Run) -> None:
    before = tree(project)
    result = run(ADDRESS, "--by", "张三", "--on", "2026-11-25")
    assert (result.returncode, result.stderr) == (0, "") and "已核对 1 项：张三，2026-11-25" in result.stdout
    after = tree(project)
    old, new = (files.pop(FILE).decode().splitlines() for files in (before, after))
    assert before == after
    assert [line for line in new if line not in old] == [new[4], new[5]]
    assert re.fullmatch(r'    fingerprint: "[0-9a-f]{12}"', new[4]) and new[4] != old[4]
    assert new[5] == "    reviewed: {by: 张三, on: 2026-11-25}"
    assert new[:4] + new[6:] == old[:4] + old[5:]
    assert not examine(project / "regulations")
    assert run().stdout == "没有待核对的。\n"
    again = run(ADDRESS, "--by", "李 四", "--on", "2026-12-01")
    assert again.returncode == 0
    assert bank(project).splitlines() == [*new[:5], "    reviewed: {by: 李 四, on: 2026-12-01}", *new[6:]]


def test_all_settles_the_suspects_and_unreviewed_the_rest(project: Path, run: Run) -> None:
    shared = project / FILE
    shared.write_bytes(b"\xef\xbb\xbf" + shared.read_bytes().replace(b"\n", b"\r\n"))
    listed = json.loads(run("--unreviewed", "--format", "json").stdout)
    assert listed["confirmed"] is None and len(listed["entries"]) == 9
    first = listed["entries"][0]
    assert first["suspect"] and first["fingerprint"] == "0123456789ab" != first["now"]
    assert first["clauses"][0]["text"] and first["reviewed"] is None
    assert [entry["suspect"] for entry in listed["entries"]] == [True] + [False] * 8
    result = run("--all", "--by", "张三", "--regulation", "2")
    assert result.returncode == 0 and bank(project).count("reviewed:") == 1
    assert f"on: {date.today().isoformat()}" in bank(project)
    rest = run("--unreviewed", "--all", "--by", "张三", "--format", "json")
    assert len(json.loads(rest.stdout)["entries"]) == 8 and bank(project).count("reviewed: {by: 张三") == 7
    assert shared.read_bytes().startswith(b"\xef\xbb\xbf") and b"\n" not in shared.read_bytes().replace(b"\r\n", b"")
    assert run("--unreviewed").stdout == "没有还没有人审定的。\n"
    nothing = run("--all", "--by", "张三", "--regulation", "01")
    assert nothing.returncode == 0 and "什么也没有写" in nothing.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--all"], "--by 姓名"),
        ([ADDRESS], "--by 姓名"),
        (["--by", "张三"], "核对哪些没有说"),
        (["--on", "2026-11-25"], "核对哪些没有说"),
        ([ADDRESS, "--all", "--by", "张三"], "写了地址"),
        ([ADDRESS, "--by", " "], "姓名是空的"),
        ([ADDRESS, "--by", "张" * 81], "80 个字"),
        ([ADDRESS, "--by", "张\n三"], "一行"),
        ([ADDRESS, "--by", "张\u200b三"], "看不见的字符"),
        ([ADDRESS, "--by", "张三", "--on", "2026-02-30"], "2026-11-25 这样"),
        ([ADDRESS, "--by", "张三", "--on", "20261125"], "2026-11-25 这样"),
        ([ADDRESS + "x", "--by", "张三"], f"是不是 {ADDRESS}？"),
        (["nothing", "--by", "张三"], "没有 nothing"),
        (["--regulation", "9"], "没有制度 09；可用：00、01、02"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    project: Path, run: Run, arguments: list[str], said: str
) -> None:
    before = tree(project)
    result = run(*arguments)
    assert result.returncode == 2 and said in result.stderr and not result.stdout
    assert tree(project) == before


def test_a_form_is_settled_as_a_question_is(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = assemble(BAD / "stale-form", tmp_path / "forms")
    monkeypatch.chdir(folder.parent)
    path = folder / "02-visitors/forms/F02-01.yml"
    assert [problem.code for problem in examine(folder)] == ["stale-form"]
    listed = run("--regulation", "02")
    assert listed.returncode == 1 and "F02-01  regulations/02-visitors/forms/F02-01.yml:1  表单" in listed.stdout
    old = path.read_text(encoding="utf-8").splitlines()
    assert run("f02-01", "--by", "张三", "--on", "2026-11-25").returncode == 0
    new = path.read_text(encoding="utf-8").splitlines()
    assert not examine(folder)
    at = next(number for number, line in enumerate(old) if line.startswith("fingerprint:"))
    assert new[:at] == old[:at] and new[at + 2 :] == old[at + 1 :]
    assert new[at].startswith("fingerprint: ") and new[at + 1] == "reviewed: {by: 张三, on: 2026-11-25}"
    clause = folder / "02-visitors/regulation.yml"
    clause.write_text(clause.read_text(encoding="utf-8").replace("text: ", "text: 又，", 1), encoding="utf-8")
    assert "stale-form" in [problem.code for problem in examine(folder)]


def test_a_form_is_confirmed_against_the_clauses_of_its_fields_too() -> None:
    loaded = load(ROOT / "regulations")
    assert loaded.library is not None
    index = Index(loaded.library)
    resting = {form.id: index.rests_on(form) for form in loaded.library.forms}
    assert resting["F03-01"][0] == "03/records/diary" and "03/records/convener" in resting["F03-01"]
    for form in loaded.library.forms:
        assert form.fingerprint == index.fingerprint_of(form), form.id
        assert all(wording(loaded.library, address) for address in resting[form.id])


def test_with_other_errors_nothing_is_settled(project: Path, run: Run) -> None:
    path = project / "regulations/01-opening/regulation.yml"
    path.write_bytes(path.read_bytes().replace(b"title:", b"titel:", 1))
    before = tree(project)
    result = run("--all", "--by", "张三")
    assert result.returncode == 1 and "改好以后再核对" in result.stderr and "regulation.yml:" in result.stdout
    assert tree(project) == before


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="nothing is refused to root")
def test_a_folder_that_may_not_be_written_to_is_named(project: Path, run: Run) -> None:
    folder = (project / FILE).parent
    folder.chmod(0o555)
    result = run("--all", "--by", "张三")
    folder.chmod(0o755)
    assert result.returncode == 2 and "一个文件也没有写" in result.stderr


def test_names_that_yaml_would_take_for_something_else_are_names(project: Path, run: Run) -> None:
    for name in ("no", "2026", "张: 三", "#1", "{张}", '"张"', "O'Brien, \\"):
        assert run(ADDRESS, "--by", name).returncode == 0
        loaded = load(project / "regulations")
        assert loaded.library is not None and not loaded.problems
        review = loaded.library.question_by_address[ADDRESS].question.reviewed
        assert review is not None and review.by == name


def test_a_reworded_duty_makes_only_those_suspect_that_examine_it(project: Path, run: Run) -> None:
    assert run("--all", "--unreviewed", "--by", "张三", "--on", "2026-11-25").returncode == 0
    assert run().returncode == 0
    rules = project / "regulations/02-visitors/regulation.yml"
    text = rules.read_text(encoding="utf-8")
    assert text.count("deadline: 当日") == 1
    rules.write_text(text.replace("deadline: 当日", "deadline: 次日", 1), encoding="utf-8")
    told = json.loads(run("--format", "json").stdout)
    library = load(project / "regulations").library
    assert library is not None
    examining = {
        placed.address for placed in library.questions if "02/opinions/register#write-down" in placed.question.clauses
    }
    assert examining
    assert {entry["address"] for entry in told["entries"]} == examining
