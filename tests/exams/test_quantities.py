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
        ("早上九点提交", "9:00提交"),
        ("九点整提交", "9:00提交"),
        ("上午9:00", "9时"),
        ("下午5:00", "17点钟"),
        ("八点三十分", "8:30"),
        ("1小时30分后", "90分钟后"),
        ("1小时30分钟", "90分钟"),
        ("一星期以后", "7日之后"),
        ("50,000元", "5万元"),
        ("达到一半", "达到50%"),
        ("由2人提交", "由两名提交"),
        ("双人办理", "两人办理"),
        ("当日提交", "当天提交"),
        ("至多3天", "不超过三天"),
        ("不少于3份", "3份以上"),
        ("每月25日", "每月25号"),
        ("周一提交", "星期一提交"),
        ("POS", "ｐｏｓ"),
        ("3个工作日内", "三个工作日以内"),
        ("第2天提交", "次日提交"),
        ("2011年8月1日", "2011-08-01"),
        ("“已结清”", "「已结清」"),
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
        ("8月", "8个月"),
        ("15米", "1.5米"),
        ("周一", "周二"),
        ("每周一次", "每周二"),
        ("3份以上", "3份以下"),
    ],
)
def test_not_the_same(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)


def test_what_is_no_quantity_is_left_alone() -> None:
    assert quantities("第一时间报告，一般情况下由二人以外的同事处理一些事") == quantities("二人") != []
    assert quantities("时间、地点、人员") == []
    assert quantities("一名柜员十分着急，一时说不清，早一点安抚，由上一级处理，第一次来") == []
    assert [kind for kind, _ in quantities("十一名、二十分钟、一点半")] == ["count:人", "seconds", "clock"]
