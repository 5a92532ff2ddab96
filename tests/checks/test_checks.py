"""Every check: what it tells (the samples in tests/bad show each once) and what it must not tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks import CHECKS
from generator.problems import Severity
from generator.references import Index

from ..samples import examine

R1, R2 = "01-opening/regulation.yml", "02-visitors/regulation.yml"
F1, F2 = "01-opening/forms/F01-01.yml", "02-visitors/forms/F02-01.yml"
ORGANIZATION, SOURCES, PLAN = "organization.yml", "sources.yml", "plan.yml"
RULE = "rule: opening_time - work_start >= opening_gap"


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_no_check_finds_fault_with_the_good_sample(check: object, index: Index) -> None:
    assert list(check(index)) == []  # type: ignore[operator]


def after(source: Path, *changes: tuple[str, str, str]) -> list[str]:
    for name, old, new in changes:
        text = (source / name).read_text(encoding="utf-8")
        assert old in text, old
        (source / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return [problem.code for problem in examine(source)]


FINE = {
    "a bound may be met exactly": (R1, "value: 9:00", "value: 10:00"),
    "a constraint may have several signs": (R1, RULE, "rule: work_start < opening_time < closing_time"),
    "the same role twice removed is one role": (ORGANIZATION, "    aliases: [室主管]", "    aliases: [室主管, 阅览室管理员]"),
    "a department may share a post's name": (ORGANIZATION, "title: 公司办公室", "title: 馆员"),
    "the same duty id in two articles": (R1, "- id: report", "- id: patrol2"),
    "the same article id in two chapters": (R1, "- id: records", "- id: opening"),
    "figures in titles, laws and placeholders": (R2, "在{reply_limit}内答复。", "在{reply_limit}内答复，依照《3项规定》第5条和〔2010〕124号文。"),
    "figures in notes and readings": (R1, "reading: 只在开放时间内巡查", "reading: 只在开放时间内巡查2次"),
    "a quoted half of a bracket": (R2, "内答复。", "内答复（尽快）。"),
    "a daily duty needs no trigger": (R2, "            cycle: 遇事\n            trigger: 读者提出意见\n", "            cycle: 每日\n"),
    "a draft needs no citation": (R1, "            basis: 据材料\n            cites: [R1-01]\n", "            basis: 拟稿\n"),
    "a draft may cite the material": (R2, "            basis: 据材料", "            basis: 拟稿"),
    "a citation may name an article": (R2, "[R2-01]", "[R2-01 第2句]"),
    "a form may rest on a plan check": (F2, "clause: 02/opinions/register", "clause: 00/checks/records"),
    "a field may rest on another clause": (F1, "control: 日期,", "control: 日期, clause: 02/opinions/register,"),
    "a formula may name a repeated column": (F1, '"SUM({minutes})"', '"SUM({items.minutes})+COUNTA({result-morning})"'),
    "choices from a list": (F1, "options: [晴, 阴, 雨]", "options_from: 01/checkpoints"),
    "an unused source says why": (SOURCES, "    unused: 不是规则", "    unused: 网页杂质"),
    "an ambiguity may be read in the plan": (
        PLAN, "editions:", "readings:\n  - ambiguity: A-01\n    reading: 不包括\n\neditions:",
    ),
    "a role may inherit": (ORGANIZATION, "    title: 馆员\n", "    title: 馆员\n    kind_of: room-keeper\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", FINE)
def test_what_is_fine_is_not_told(name: str, source: Path) -> None:
    assert after(source, FINE[name]) == []


TOLD = {
    "a broken half of a placeholder in full width": (R2, "{reply_limit}内", "｛reply_limit｝内", "unknown-reference"),
    "an empty citation": (R1, "cites: [R1-02]", 'cites: [""]', "uncited-claim unknown-source"),
    "texts cannot be compared": (R1, RULE, "rule: opening_time == opening_gap", "bad-constraint"),
    "a constraint's clause": (R1, "clause: 01/hours/opening", "clause: 01/hours/openin", "unknown-clause"),
    "a term's clause": (ORGANIZATION, "clause: 01/patrol/rounds", "clause: 01/patrol/round", "unknown-clause"),
    "a level's parent": (ORGANIZATION, "parent: company", "parent: firm", "unknown-level"),
    "a task's role": (PLAN, "roles: [room-keeper, librarian]", "roles: [room-keeper, reader]", "unknown-role"),
    "a form's role": (F1, "signed_by: [room-keeper]", "signed_by: [keeper]", "unknown-role"),
    "a plan check's form": (PLAN, "forms: [F01-01, F02-01]", "forms: [F01-01, F02-02]", "unknown-form"),
    "a total of no column": (F1, "formulas: {minutes:", "formulas: {minute:", "bad-formula"),
    "needs of no field": (
        F1, "control: 数字, unit: 分, minimum: 0, maximum: 60,", "control: 计算, formula: 1+1, needs: [dya],", "bad-formula",
    ),
    "a column without width": (F1, "repeat_for: 01/checkpoints, width: 15", "repeat_for: 01/checkpoints", "bad-form"),
    "neither rows nor list": (F1, "        rows_from: 01/patrol_items\n", "", "bad-form"),
    "a unit other than the bound's": (R2, "    value: 3个工作日\n", "    value: 3个工作日\n    maximum: 5\n", "bad-fact"),
    "a choice that is none": (R2, "    type: 时长\n    value: 3个工作日\n", "    type: 文字\n    value: 尽快\n    choices: [当日, 次日]\n", "out-of-bounds"),
    "an alias of two forms": (F2, "short: 意见登记簿", "short: 意见登记簿\naliases: [巡查记录]", "ambiguous-name"),
    "a placeholder in a form": (F1, "本表保存{patrol_retention}。", "本表保存{retention}。", "unknown-reference"),
    "two sections of one id": (F1, "        id: found", "        id: head", "duplicate-id"),
    "two chapters of one id": (R1, "  - id: patrol\n    title: 巡查", "  - id: hours\n    title: 巡查", "duplicate-id"),
}  # fmt: skip


@pytest.mark.parametrize("name", TOLD)
def test_what_is_wrong_is_told(name: str, source: Path) -> None:
    file, old, new, codes = TOLD[name]
    assert set(codes.split()) <= set(after(source, (file, old, new)))


def test_a_constraint_may_only_warn(source: Path) -> None:
    assert after(
        source, (R1, "value: 8:30", "value: 8:50"), (R1, "    message:", "    strictness: 警告\n    message:")
    ) == ["contradiction"]
    assert [problem.severity for problem in examine(source)] == [Severity.WARNING]


def test_a_regulation_of_more_than_a_hundred_articles(source: Path) -> None:
    """A constraint broken in article 101 names it."""
    many = "".join(
        f"      - id: a{n}\n        title: 甲\n        paragraphs:\n          - {{text: 甲, basis: 拟稿}}\n"
        for n in range(100)
    )
    codes = after(
        source,
        (R1, "    articles:\n      - id: opening\n", f"    articles:\n{many}      - id: opening\n"),
        (R1, "value: 8:30", "value: 8:45"),
    )
    assert codes == ["contradiction"]
    assert "第一百零一条" in examine(source)[0].message
