"""What the lint of questions finds in planted defects, and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.problems import Severity

from ..samples import examine

QUESTIONS = "02-visitors/questions.yml"


def found(source: Path, *changes: tuple[str, str]) -> list[tuple[str, int]]:
    """(code, line) of what is found in the bank after changing its text."""
    path = source / QUESTIONS
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) >= 1, old
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    return [(p.code, p.position.line) for p in examine(source) if p.position.file.endswith(QUESTIONS)]


def codes(source: Path, *changes: tuple[str, str]) -> set[str]:
    return {code for code, _ in found(source, *changes)}


def test_the_same_id_twice(source: Path) -> None:
    assert ("duplicate-id", 13) in found(source, ("id: what-to-do", "id: who-replies"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("早上九点", "9:00"), ("1小时30分", "90分钟"), ("一星期以后", "7天之后"), ("50,000元", "5万元"), ("一半", "50%"),
        ("两名", "2人"), ("当天", "当日"), ("至多3天", "不超过三日"), ("25号", "25日"), ("周一", "星期一"), ("第2天", "次日"),
        ("3份以上", "不少于三份"), ("2011年8月1日", "2011-08-01"), ("ＰＯＳ", "pos"), ("「结清」", "“结清”"),
    ],
)  # fmt: skip
def test_options_that_say_the_same_in_other_words(source: Path, one: str, other: str) -> None:
    changes = (("提出意见的读者, why", f'"{one}来办", why'), ("当日的访客, why", f'"{other}来办", why'))
    assert "same-option" in codes(source, *changes)


@pytest.mark.parametrize(
    ("one", "other"), [("15米", "1.5米"), ("8月", "8个月"), ("每周一次", "每月一次"), ("甲", "乙")]
)
def test_options_that_differ(source: Path, one: str, other: str) -> None:
    changes = (("提出意见的读者, why", f'"{one}来办", why'), ("当日的访客, why", f'"{other}来办", why'))
    assert "same-option" not in codes(source, *changes)


@pytest.mark.parametrize(
    "stem",
    [
        "下列做法中，哪一项违反规定？", "下列哪一项不是处理的办法？", "以下做法有误的是哪一项？", "下列做法不妥的是哪一项？",
        "读者提了意见，严禁怎样做？", "读者提了意见，不宜怎样做？", "下列哪一步没有必要？", "以下哪项应当避免？",
        "**读者**提了意见，下列做法不正确的是哪一项？", "下列哪项与规定不一致？",
    ],
)  # fmt: skip
def test_a_question_turned_round_in_plain_type(source: Path, stem: str) -> None:
    assert "bare-negative" in codes(source, ("stem: 读者的意见由谁负责答复？", f'stem: "{stem}"'))


@pytest.mark.parametrize(
    "stem",
    [
        "读者不能到场的，由谁答复？", "登记写了错误的日期，由谁改？", "没有开封的意见信由谁保管？", "不超过几天答复，由谁说了算？",
        "下列做法**不正确**的是哪一项？", "未成年人的意见由谁答复？",
    ],
)  # fmt: skip
def test_a_negation_in_the_situation_only(source: Path, stem: str) -> None:
    assert "bare-negative" not in codes(source, ("stem: 读者的意见由谁负责答复？", f'stem: "{stem}"'))


@pytest.mark.parametrize("text", ["以上说法都正确", "A、B都对", "上述做法都可以", "前三项都对"])
def test_an_option_that_gathers_the_others(source: Path, text: str) -> None:
    assert "weak-option" in codes(source, ("当日的访客, why", f"{text}, why"))


@pytest.mark.parametrize(
    "change",
    [
        ("stem: 读者的意见由谁负责答复？", 'stem: "读者的意见由{?who}负责答复？"'),
        ("explain: 登记由馆员做，答复由管理员做。", 'explain: "登记由{?who}做。"'),
        ("stem: 读者的意见记入{?form}，在{?limit}内答复。", 'stem: "读者的意见记入{?form}，在{?limit}内____答复。"'),
    ],
)
def test_gaps_that_nobody_can_fill(source: Path, change: tuple[str, str]) -> None:
    assert "bad-key" in codes(source, change)


def test_another_accepted_answer_with_another_figure(source: Path) -> None:
    assert "figure-not-in-clause" in codes(
        source, ('accept: ["{reply_limit}"]', 'accept: ["{reply_limit}", 90个工作日]')
    )


@pytest.mark.parametrize("words", ["一名读者", "十分着急的读者", "一时说不清的读者", "第一位读者"])
def test_what_only_sounds_like_a_figure(source: Path, words: str) -> None:
    changed = ("stem: 意见登记以后，应当", f"stem: {words}的意见登记以后，应当")
    assert "figure-not-in-clause" not in codes(source, changed)


def test_the_same_question_with_another_answer(source: Path) -> None:
    assert "near-duplicate" in codes(
        source, ("stem: 读者当面提出意见，馆员接着做哪些事？", "stem: 读者的意见由谁负责答复？")
    )


def test_a_fact_left_to_the_branches_is_no_key(source: Path) -> None:
    path = source / "02-visitors/regulation.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("    value: 3个工作日\n", "    vary: 柜面可调\n", 1), encoding="utf-8")
    problems = examine(source)
    assert {(p.code, p.severity) for p in problems} == {("bad-key", Severity.WARNING)}
    lines = (source / QUESTIONS).read_text(encoding="utf-8").splitlines()
    assert [lines[p.position.line - 1].strip() for p in problems] == [
        "- id: fill-limit",
        "- id: say-it",
        "- id: angry-reader",
    ]
