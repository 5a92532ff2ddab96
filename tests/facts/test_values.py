"""Values by type: what is read, how it is shown, what is refused and with which advice."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.facts import UNSET, BadValue, fact_text, parse_value
from generator.model import Basis, Fact, FactType

READ = [
    (FactType.TIME, "9:00", "time", 540, "9:00"),
    (FactType.TIME, "09:05", "time", 545, "9:05"),
    (FactType.TIME, "9：30", "time", 570, "9:30"),
    (FactType.TIME, " 0:00 ", "time", 0, "0:00"),
    (FactType.TIME, "23:59", "time", 1439, "23:59"),
    (FactType.DURATION, "30分钟", "duration", 30, "30分钟"),
    (FactType.DURATION, "1.50小时", "duration", 90, "1.5小时"),
    (FactType.DURATION, "24 小时", "duration", 1440, "24小时"),
    (FactType.DURATION, "3个工作日", "duration", 4320, "3个工作日"),
    (FactType.DURATION, "3工作日", "duration", 4320, "3个工作日"),
    (FactType.DURATION, "15日", "duration", 21600, "15日"),
    (FactType.DURATION, "2个月", "duration", 87600, "2个月"),
    (FactType.DURATION, "010年", "duration", 5256000, "10年"),
    (FactType.COUNT, "4次", "count:次", 4, "4次"),
    (FactType.COUNT, "1.5 倍", "count:倍", Decimal("1.5"), "1.5倍"),
    (FactType.COUNT, "0人", "count:人", 0, "0人"),
    (FactType.DATE, "2011-08-01", "date", 734350, "2011年8月1日"),
    (FactType.DATE, "2024-2-29", "date", 738945, "2024年2月29日"),
    (FactType.MONTH_DAY, "25日", "month_day", 25, "25日"),
    (FactType.MONTH_DAY, "05日", "month_day", 5, "5日"),
    (FactType.WEEKDAY, "周五", "weekday", 4, "周五"),
    (FactType.MONEY, "500元", "money", 500, "500元"),
    (FactType.MONEY, "5万元", "money", 50000, "5万元"),
    (FactType.MONEY, "50000元", "money", 50000, "5万元"),
    (FactType.MONEY, "12.5万元", "money", 125000, "12.5万元"),
    (FactType.MONEY, "12345元", "money", 12345, "12345元"),
    (FactType.MONEY, "0.50元", "money", Decimal("0.5"), "0.5元"),
    (FactType.MONEY, "1000000万元", "money", 10**10, "1000000万元"),
    (FactType.PERCENT, "85%", "percent", 85, "85%"),
    (FactType.PERCENT, "99.90％", "percent", Decimal("99.9"), "99.9%"),
    (FactType.TEXT, "任何文字 {x}", "text", 0, "任何文字 {x}"),
]


@pytest.mark.parametrize(("kind", "written", "dimension", "amount", "text"), READ)
def test_a_value_is_read_and_shown(kind: FactType, written: str, dimension: str, amount: object, text: str) -> None:
    value = parse_value(kind, written)
    assert (value.dimension, value.amount, value.text) == (dimension, amount, text)
    if kind is not FactType.DATE:
        assert parse_value(kind, value.text) == value


REFUSED = [
    (FactType.TIME, ["24:00", "9:60", "9点", "9", "540", "9:0", "-9:00", "９:００", "9:00:00", "no"]),
    (FactType.DURATION, ["三天", "3", "3 个", "天", "-3天", "3天半", "1e3天", "9" * 40 + "年"]),
    (FactType.COUNT, ["4", "四次", "4.次", "4-6次", "次", "4 5次", "4５次", "9" * 40 + "次", "4" + "次" * 30]),
    (FactType.DATE, ["2011-13-01", "2011-02-29", "2011/8/1", "2011年8月1日", "20110801", "0000-01-01", "2011-08"]),
    (FactType.MONTH_DAY, ["0日", "32日", "25", "二十五日", "25号"]),
    (FactType.WEEKDAY, ["星期五", "周八", "五", "周5"]),
    (FactType.MONEY, ["500", "五百元", "500块", "¥500", "5亿元", "1,000元"]),
    (FactType.PERCENT, ["85", "0.85", "百分之85", "85%%", "-5%"]),
]


@pytest.mark.parametrize(("kind", "written"), [(kind, written) for kind, many in REFUSED for written in many])
def test_a_wrong_value_is_refused_with_advice(kind: FactType, written: str) -> None:
    with pytest.raises(BadValue, match="写成"):
        parse_value(kind, written)


@given(
    st.sampled_from(list(FactType)),
    st.one_of(st.text(max_size=30), st.from_regex(r"[0-9]{1,40}(\.[0-9]{1,9})?(万?元|年|次|%|日|:[0-9]{2})")),
)
def test_any_text_is_read_or_refused(kind: FactType, written: str) -> None:
    try:
        value = parse_value(kind, written)
    except BadValue as refused:
        assert "写成" in str(refused)
    else:
        assert value.amount >= 0
        assert kind is FactType.TEXT or "E" not in value.text


def fact(kind: FactType, value: str) -> Fact:
    return Fact(basis=Basis.DRAFT, label="甲", type=kind, value=value)


def test_a_fact_is_shown_as_written_when_it_cannot_be_read() -> None:
    assert fact_text(fact(FactType.TIME, "09:00")) == "9:00"
    assert fact_text(fact(FactType.TIME, "九点")) == "九点"
    assert fact_text(fact(FactType.TIME, "")) == UNSET
