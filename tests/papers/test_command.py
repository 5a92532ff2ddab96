"""`tenregs exam`: whole or not at all, the same for a seed, and nothing that somebody filled in is lost."""

from __future__ import annotations

import json
from pathlib import Path

from ..support import ROOT, tenregs, tree

SOURCE = ("--source", str(ROOT / "regulations"))


def exam(cwd: Path, *arguments: str) -> tuple[int, str, str]:
    result = tenregs("exam", *SOURCE, *arguments, cwd=cwd)
    return result.returncode, result.stdout, result.stderr


def test_papers_are_written_repeated_and_kept_when_filled_in(tmp_path: Path) -> None:
    code, said, warned = exam(tmp_path, "--seed", "20261201", "--pool", "both", "--cards", "8")
    assert code == 0, warned
    made = tree(tmp_path / "build/exams")
    assert set(made) == {
        "A卷.docx", "B卷.docx", "A卷答题卡.docx", "B卷答题卡.docx", "A卷答案.docx", "B卷答案.docx", "成绩表.xlsx", "抽检题卡.docx",
        "清单.json",
    }  # fmt: skip
    assert "种子 20261201" in said and "抽检题卡 8 张" in said and "拟稿" in warned
    assert "练习题库" not in warned  # the formal items are enough for both papers
    assert json.loads(made["清单.json"])["seed"] == 20261201
    assert exam(tmp_path, "--seed", "20261201", "--pool", "both", "--cards", "8")[0] == 0
    assert tree(tmp_path / "build/exams") == made
    code, _, warned = exam(tmp_path, "--seed", "7", "--pool", "practice", "--cards", "8")
    assert code == 0 and "练习题库" in warned
    other = tree(tmp_path / "build/exams")
    assert other["A卷.docx"] != made["A卷.docx"]
    (tmp_path / "build/exams/成绩表.xlsx").write_bytes(b"filled in")
    code, _, warned = exam(tmp_path, "--seed", "8", "--pool", "both")
    assert code == 2 and "成绩表.xlsx" in warned and "--to" in warned
    assert tree(tmp_path / "build/exams") == {**other, "成绩表.xlsx": b"filled in"}


def test_a_folder_of_somebody_elses_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/letter.txt").write_text("dear", encoding="utf-8")
    code, _, warned = exam(tmp_path, "--pool", "both", "--to", "mine")
    assert code == 2 and "letter.txt" in warned
    assert tree(tmp_path / "mine") == {"letter.txt": b"dear"}


def test_too_few_items_write_nothing_and_say_what_is_missing(tmp_path: Path) -> None:
    code, said, warned = exam(tmp_path, "--no-drafted", "--pool", "both")
    assert code == 1 and not said
    assert "单选：两卷共要 50 道，不考拟稿条款时" in warned and "还差" in warned
    assert "--drafted" in warned and "改法" in warned
    assert not (tmp_path / "build").exists()


def test_only_one_format_and_other_wrong_usage(tmp_path: Path) -> None:
    assert exam(tmp_path, "--pool", "both", "--format", "xlsx", "--to", "scores")[0] == 0
    assert set(tree(tmp_path / "scores")) == {"成绩表.xlsx", "清单.json"}
    for arguments, said in (
        (("--format", "pdf"), "不认识的格式 pdf"),
        (("--paper", "none"), "没有试卷 none；可用：standard"),
        (("--pool", "secret"), "不在可选范围"),
        (("--seed", "-1"), "-1 不在范围内，应当不小于 0"),
        (("--export", "none"), "不认识的导出格式 none"),
    ):
        code, _, warned = exam(tmp_path, *arguments)
        assert code == 2 and said in warned, arguments


def test_exchange_files_hold_practice_items_unless_asked(tmp_path: Path) -> None:
    code, said, warned = exam(tmp_path, "--export", "gift")
    assert code == 0, warned
    assert "练习题库" in said and "正式题" not in warned
    (name,) = set(tree(tmp_path / "build/exchange")) - {"清单.json"}
    assert name.endswith(".txt")
    code, _, warned = exam(tmp_path, "--export", "gift", "--pool", "formal", "--to", "formal")
    assert code == 0 and "不要发给考生" in warned
