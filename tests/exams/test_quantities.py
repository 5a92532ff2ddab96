"""Equal amounts are equal however they are written."""

from __future__ import annotations

import pytest

from generator.exams import canonical, quantities


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("24小时", "一日"),
        ("24 小时以内", "1天以内"),
        ("半小时", "30分钟"),
        ("1个半小时", "90分钟"),
        ("一刻钟", "15分钟"),
        ("3个工作日", "三个工作日"),
        ("9:00", "九点"),
        ("9：30", "9点半"),
        ("17:00", "下午5点"),
        ("50000元", "5万元"),
        ("85%", "百分之八十五"),
        ("两次", "2次"),
        ("一年", "12个月"),
        ("１５分钟。", "15分钟"),
        ("**不得**少于3人", "不得少于三人"),
    ],
)
def test_the_same(one: str, other: str) -> None:
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3个工作日", "3日"),
        ("9:00", "19:00"),
        ("15分钟", "15秒"),
        ("5元", "5次"),
        ("每周一次", "每月一次"),
        ("一个月", "30天"),
    ],
)
def test_not_the_same(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)


def test_what_is_no_quantity_is_left_alone() -> None:
    assert quantities("第一时间报告，一般情况下由二人以外的同事处理一些事") == quantities("二人") != []
    assert quantities("时间、地点、人员") == []
