"""Constraints: arithmetic on facts and nothing else."""

from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.facts import RuleError, Value, holds, parse_value
from generator.facts.constraints import names_in
from generator.model import FactType

VALUES: dict[str, Value | None] = {
    "start": parse_value(FactType.TIME, "8:30"),
    "opening": parse_value(FactType.TIME, "9:00"),
    "closing": parse_value(FactType.TIME, "17:00"),
    "gap": parse_value(FactType.DURATION, "30分钟"),
    "hour": parse_value(FactType.DURATION, "1小时"),
    "patrols": parse_value(FactType.COUNT, "4次"),
    "least": parse_value(FactType.COUNT, "2次"),
    "people": parse_value(FactType.COUNT, "2人"),
    "day": parse_value(FactType.DATE, "2026-03-01"),
    "later": parse_value(FactType.DATE, "2026-04-01"),
    "month_day": parse_value(FactType.MONTH_DAY, "25日"),
    "friday": parse_value(FactType.WEEKDAY, "周五"),
    "money": parse_value(FactType.MONEY, "5万元"),
    "share": parse_value(FactType.PERCENT, "85%"),
    "text": parse_value(FactType.TEXT, "甲"),
    "other": parse_value(FactType.TEXT, "乙"),
    "unset": None,
}


@pytest.mark.parametrize(
    ("rule", "verdict"),
    [
        ("opening - start >= gap", True),
        ("opening - start > gap", False),
        ("opening - start == gap", True),
        ("gap + start <= opening", True),
        ("start + gap + gap <= opening", False),
        ("opening - gap >= start", True),
        ("hour - gap == gap", True),
        ("start < opening < closing", True),
        ("start < closing < opening", False),
        ("patrols >= least", True),
        ("patrols - least < least", False),
        ("day < later", True),
        ("month_day >= month_day", True),
        ("friday == friday", True),
        ("money + money > money", True),
        ("share <= share", True),
        ("(opening - (start)) >= gap", True),
        ("opening - unset >= gap", None),
    ],
)
def test_rules_are_weighed(rule: str, verdict: bool | None) -> None:
    assert holds(rule, VALUES) is verdict


@pytest.mark.parametrize(
    "rule",
    [
        "__import__('os').system('true') > gap", "().__class__.__bases__ > gap", "gap.real > gap", "gap() > gap", "[gap] > [gap]",
        "(lambda: gap) > gap", "gap > 5", "gap * gap > gap", "gap ** gap > gap", "-gap > gap", "gap and gap", "not gap > hour",
        "gap if gap else gap", "gap", "", "gap >", "gap ≥ hour", "gap => hour", "gap = hour", "gap != hour", "gap in hour", "gap is hour",
        "f'{gap}' > gap", "'a' > 'b'", "gap\n> hour; gap", "(gap := hour) > gap", "gap\0 > hour", "gap > hour # x\n", "await gap > gap",
        "missing > gap", "patrols > people", "opening > gap", "opening + closing > gap", "gap - opening > gap", "day - day > gap",
        "text == other", "text + text == text", "money > share", "+".join(["gap"] * 60) + " > gap", "(" * 90 + "gap" + ")" * 90 + " > gap " * 3,
    ],
)  # fmt: skip
def test_anything_else_is_refused_in_chinese(rule: str) -> None:
    if rule.endswith("# x\n"):
        assert holds(rule, VALUES) is False
        return
    with pytest.raises(RuleError, match=r"[\u4e00-\u9fff]"):
        holds(rule, VALUES)


def test_names_are_listed_from_left_to_right() -> None:
    assert names_in("opening - start >= gap") == ["opening", "start", "gap"]
    assert names_in("a + b - c < d") == ["a", "b", "c", "d"]


@given(st.one_of(st.text(max_size=250), st.text("ag()+->=<. [],'_0", max_size=250)))
def test_any_text_is_weighed_or_refused(rule: str) -> None:
    started = time.perf_counter()
    with contextlib.suppress(RuleError):
        holds(rule, VALUES)
    assert time.perf_counter() - started < 1
