"""`tenregs import questions` and `profiles`: told at the cell, written exactly, all or nothing, round and round unchanged."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import click
import openpyxl
import pytest

from generator.cli.saving import save
from generator.source import load
from generator.source.editing import Document

from ..intake.question_sheets import question, workbook
from ..samples import MINIMAL
from ..support import ROOT, tree
from .conftest import Run

BANK = "regulations/02-visitors/questions.yml"
NEW = {"制度": "02", "条款": "第1条", "题干": "意见在多久里答复？", "选项A": "{reply_limit}", "选项B": "当场", "选项C": "不答复",
       "解析": "期限是定好的。"}  # fmt: skip


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(MINIMAL, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture
def run(project: Path, started: Callable[..., Run]) -> Run:
    return started(project, "import")


def put(project: Path, *rows: dict[str, Any], heads: tuple[str, ...] = ()) -> str:
    (project / "题目.xlsx").write_bytes(workbook(rows, heads=heads))
    return "题目.xlsx"


def edited(project: Path, name: str, sheet: str, cells: dict[tuple[int, str], Any]) -> str:
    """A template with some cells filled in as Excel would."""
    book = openpyxl.load_workbook(project / name)
    heads = {str(cell.value).rstrip("*"): cell.column for cell in book[sheet][1]}
    for (row, head), value in cells.items():
        book[sheet].cell(row, heads[head]).value = value
    book.save(project / name)
    return name


def test_all_questions_and_units_of_the_real_regulations_come_back_unchanged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    shutil.copytree(ROOT / "regulations", tmp_path / "real/regulations")
    monkeypatch.chdir(tmp_path / "real")
    before = tree(Path("regulations"))
    assert run("questions", "--template", "q.xlsx", "--with", "all").returncode == 0
    made = run("questions", "q.xlsx")
    assert made.returncode == 0 and "新题 0 道，改 0 道，没有变的 868 道。没有要写的。" in made.stdout
    assert "警告" not in made.stdout
    assert run("profiles", "--template", "p.xlsx", "--with", "all").returncode == 0
    assert "新机构 0 个，改 0 个" in run("profiles", "p.xlsx").stdout
    assert tree(Path("regulations")) == before


def test_a_new_question_is_added_with_an_id_and_a_fingerprint_and_nothing_else_changes(project: Path, run: Run) -> None:
    before = (project / BANK).read_text("utf-8")
    made = run("questions", put(project, question(**NEW)))
    assert made.returncode == 0, made
    assert "新题 02/questions/register-q1（第 2 行）" in made.stdout
    after = (project / BANK).read_text("utf-8")
    assert after.startswith(before.rstrip("\n")) and after.count("- id:") == before.count("- id:") + 1
    loaded = load(project / "regulations")
    library = loaded.library
    assert library is not None and not loaded.problems
    placed = library.question_by_address["02/questions/register-q1"]
    assert len(placed.question.fingerprint) == 12 and placed.question.reviewed is None
    again = run("questions", "题目.xlsx")
    assert (
        again.returncode == 1
        and "题目.xlsx:题目!E2  错误  与已有的题目 02/questions/register-q1 完全一样" in again.stdout
    )
    assert (project / BANK).read_text("utf-8") == after


def test_an_edited_row_changes_its_question_and_no_other_byte(project: Path, run: Run) -> None:
    assert run("questions", "--template", "q.xlsx", "--with", "02").returncode == 0
    edited(project, "q.xlsx", "题目", {(2, "题干"): "读者的意见由哪个岗位负责答复？", (2, "理由C"): "访客不负责"})
    before = (project / BANK).read_text("utf-8")
    assert "→ 读者的意见由哪个岗位负责答复？" in run("questions", "q.xlsx", "--dry-run").stdout
    assert (project / BANK).read_text("utf-8") == before
    made = run("questions", "q.xlsx")
    assert made.returncode == 0 and "新题 0 道，改 1 道" in made.stdout
    now = (project / BANK).read_text("utf-8")
    old, new = before.splitlines(), now.splitlines()
    assert [line for line in new if line not in old] == [
        *[line for line in new if "fingerprint" in line],
        "    stem: 读者的意见由哪个岗位负责答复？",
        "      - {text: 当日的访客, why: 访客不负责}",
    ]
    assert run("questions", "q.xlsx").stdout.startswith("新题 0 道，改 0 道")


def test_columns_that_are_not_there_leave_what_they_would_hold(project: Path, run: Run) -> None:
    heads = ("编号", "条款", "题型", "难度", "题干", "选项A", "选项B", "选项C", "答案", "解析")
    row = {"编号": "who-replies", "条款": "02/opinions/register", "题型": "单选", "难度": "中", "题干": "读者的意见由谁负责答复？",
           "选项A": "{@room-keeper}", "选项B": "提出意见的读者", "选项C": "当日的访客", "答案": "A", "解析": "登记由馆员做，答复由管理员做。"}  # fmt: skip
    assert run("questions", put(project, row, heads=heads)).returncode == 0
    assert "why: 读者等候答复" in (project / BANK).read_text("utf-8")
    assert "difficulty: 中" in (project / BANK).read_text("utf-8").split("what-to-do")[0]


def test_a_review_is_noted_with_name_and_date_and_falls_with_the_words(project: Path, run: Run) -> None:
    run("questions", "--template", "q.xlsx", "--with", "02")
    edited(project, "q.xlsx", "题目", {(2, "审定人"): "张三", (2, "审定日期"): "2026/11/25"})
    assert run("questions", "q.xlsx").returncode == 0
    assert "by: 张三" in (project / BANK).read_text("utf-8") and "2026-11-25" in (project / BANK).read_text("utf-8")
    edited(project, "q.xlsx", "题目", {(2, "题干"): "读者的意见由哪个岗位答复？", (2, "审定日期"): "2026-11-25"})
    made = run("questions", "q.xlsx")
    assert "原来的审定不再算数" in made.stdout
    assert "by: 张三" not in (project / BANK).read_text("utf-8")


def test_what_the_check_would_say_is_told_at_the_cell_and_nothing_is_written(project: Path, run: Run) -> None:
    before = tree(project / "regulations")
    bad = {**NEW, "题干": "意见在{nowhere}里怎样？", "选项C": "当 场"}
    made = run("questions", put(project, question(**NEW), question(**bad)))
    assert made.returncode == 1 and "什么也没有写" in made.stderr
    assert "题目.xlsx:题目!E3  错误" in made.stdout and "unknown-reference" in made.stdout
    assert "题目.xlsx:题目!H3  错误" in made.stdout and "same-option" in made.stdout
    assert tree(project / "regulations") == before


def test_a_figure_of_the_clause_becomes_its_fact_only_when_asked(project: Path, run: Run) -> None:
    row = question(**{**NEW, "选项A": "3个工作日"})
    told = run("questions", put(project, row), "--dry-run")
    assert "可以写成 {reply_limit}" in told.stdout
    run("questions", put(project, row), "--facts")
    assert "{reply_limit}" in (project / BANK).read_text("utf-8").split("register-q1")[1]


def test_mistakes_are_told_as_json(project: Path, run: Run) -> None:
    made = run("questions", put(project, question(**{**NEW, "难度": "x"})), "--format", "json")
    (problem,) = json.loads(made.stdout)["problems"]
    assert problem["file"] == "题目.xlsx:题目!D2" and problem["code"] == "bad-value"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("questions",), "二者取一"),
        (("questions", "--template", "a.xls"), "写 .xlsx 文件"),
        (("questions", "--template", "a.xlsx", "--with", "77"), "没有制度 77"),
        (("profiles", "--template", "a.xlsx", "--with", "none"), "没有名单 none"),
        (("questions", "none.xlsx"), "不存在"),
        (("profiles", "x.csv", "--to", "../x.yml"), "写一个文件名"),
    ],
)
def test_wrong_usage_is_explained(project: Path, run: Run, arguments: tuple[str, ...], said: str) -> None:
    (project / "x.csv").write_text("机构名称\n", "utf-8")
    made = run(*arguments)
    assert made.returncode == 2 and said in made.stderr


def test_a_template_is_never_written_over(project: Path, run: Run) -> None:
    (project / "q.xlsx").write_bytes(b"mine")
    assert "没有覆盖" in run("questions", "--template", "q.xlsx").stderr
    assert (project / "q.xlsx").read_bytes() == b"mine"


def test_help_is_chinese_and_leads_to_the_tables(run: Run) -> None:
    for arguments in (("questions", "--help"), ("profiles", "--help")):
        made = run(*arguments)
        assert made.returncode == 0 and f"用法：tenregs import {arguments[0]}" in made.stdout
        assert "Show this" not in made.stdout
    assert "import questions" in run("--help").stdout


def test_units_are_changed_where_they_stand_and_new_ones_make_a_list(project: Path, run: Run) -> None:
    run("profiles", "--template", "p.xlsx", "--with", "all")
    new = {"机构名称": "西门阅览室", "上级机构": "青溪阅览服务有限公司", "台席数": 3, "员工": "李某（馆员：借还/咨询）"}
    edited(project, "p.xlsx", "机构", {(3, "电话"): "000-2000", **{(4, head): value for head, value in new.items()}})
    old = (project / "regulations/profiles/rooms.yml").read_text("utf-8")
    made = run("profiles", "p.xlsx")
    assert made.returncode == 0 and "新机构 1 个，改 1 个，没有变的 1 个。已写进 profiles。" in made.stdout
    rooms = (project / "regulations/profiles/rooms.yml").read_text("utf-8").splitlines()
    assert [line for line in rooms if line not in old.splitlines()] == ["    phone: 000-2000"]
    loaded = load(project / "regulations")
    assert loaded.library is not None and not loaded.problems
    unit = loaded.library.units[-1]
    assert (unit.name, unit.parent, unit.windows, unit.staff[0].skills) == ("西门阅览室", "head", 3, "借还、咨询")
    assert "没有要写的" in run("profiles", "p.xlsx").stdout


def test_mistakes_in_units_are_told_at_the_cell(project: Path, run: Run) -> None:
    run("profiles", "--template", "p.xlsx", "--with", "all")
    edited(project, "p.xlsx", "机构", {(3, "台席数"): "很多", (4, "机构名称"): "西门", (4, "上级机构"): "没有的"})
    before = tree(project / "regulations")
    made = run("profiles", "p.xlsx")
    heads = [cell.value for cell in openpyxl.load_workbook(BytesIO((project / "p.xlsx").read_bytes()))["机构"][1]]
    letters = {str(head).rstrip("*"): openpyxl.utils.get_column_letter(n) for n, head in enumerate(heads, 1)}
    assert made.returncode == 1
    assert f"p.xlsx:机构!{letters['台席数']}3  错误" in made.stdout
    assert f"p.xlsx:机构!{letters['上级机构']}4  错误" in made.stdout
    assert tree(project / "regulations") == before


def test_a_source_changed_meanwhile_stops_everything(project: Path) -> None:
    path, fresh = project / BANK, project / "regulations/profiles/units.yml"
    document = Document.read(path).set(("questions", "who-replies", "difficulty"), "难")
    path.write_bytes(path.read_bytes() + b"# later\n")
    with pytest.raises(click.ClickException, match="什么也没有写"):
        save([replace(Document.of(b"title: x\n", path=fresh), original=b""), document])
    assert not fresh.exists() and path.read_bytes().endswith(b"# later\n")
