"""Profiles: who may set what, what is inherited, and what a unit's forms are filled with."""

from __future__ import annotations

import pytest

from generator.facts import fact_text
from generator.model import Staff, Unit, Vary
from generator.press import units_below
from generator.units import Overlays, Period, in_force, made_out, nobody, slot_facts

from .. import cupboard

PROVINCE = Unit(id="p", level="province", name="某省分公司", hotline="95519", facts={"05/wait_comfort": "20分钟"})
CITY = Unit(
    id="c", level="city", parent="p", name="某市中心", branch="某市分公司", complaint="0571-9",
    facts={"01/bank_closing": "17:30"},
)  # fmt: skip
COUNTER = Unit(
    id="k", level="counter", parent="c", name="某柜面", phone="0571-3", windows=4,
    facts={"01/morning_peak_start": "10:00", "01/bank_closing": "17:45"}, staff=(Staff(name="甲"), Staff(name="乙")),
)  # fmt: skip
LOOSE = Unit(id="l", level="counter", parent="nobody", name="没有上级的柜面")
UNITS = (COUNTER, LOOSE, PROVINCE, CITY)


@pytest.fixture
def overlays() -> Overlays:
    return Overlays(cupboard.library(), UNITS)


def test_a_unit_has_what_its_superiors_set_unless_it_sets_it_itself(overlays: Overlays) -> None:
    assert [unit.id for unit in overlays.chain(COUNTER)] == ["p", "c", "k"]
    assert overlays.facts(COUNTER) == {
        "05/wait_comfort": "20分钟", "01/bank_closing": "17:45", "01/morning_peak_start": "10:00",
    }  # fmt: skip
    assert overlays.facts(LOOSE) == {}
    assert overlays.inherited(COUNTER, "complaint") == "0571-9" and overlays.inherited(COUNTER, "hotline") == "95519"


def test_circles_of_superiors_end(overlays: Overlays) -> None:
    a, b = Unit(id="a", level="city", parent="b", name="甲"), Unit(id="b", level="city", parent="a", name="乙")
    assert [unit.id for unit in Overlays(cupboard.library(), (a, b)).chain(a)] == ["b", "a"]


def test_each_level_may_set_what_the_rules_leave_to_it_or_to_those_below(overlays: Overlays) -> None:
    facts = cupboard.library().facts_of("01") | cupboard.library().facts_of("02")
    by = {vary: next(f for f in facts.values() if f.vary is vary) for vary in Vary}
    allowed = {unit.id: {vary for vary in Vary if overlays.may_set(unit, by[vary])} for unit in UNITS}
    assert allowed["k"] == {Vary.COUNTER}
    assert allowed["c"] == {Vary.COUNTER, Vary.CITY}
    assert allowed["p"] == {Vary.COUNTER, Vary.CITY, Vary.PROVINCE}


def test_what_is_in_force_at_a_unit(overlays: Overlays) -> None:
    own = in_force(cupboard.library(), overlays.facts(COUNTER))
    assert fact_text(own.facts_of("01")["bank_closing"]) == "17:45"
    assert fact_text(own.facts_of("05")["wait_comfort"]) == "20分钟"
    assert own.facts_of("01")["opening_time"] == cupboard.library().facts_of("01")["opening_time"]
    assert in_force(cupboard.library(), {}) is cupboard.library()


def test_what_a_form_is_filled_with(overlays: Overlays) -> None:
    base = slot_facts(cupboard.library(), UNITS)
    period = Period(2026, 10)
    made = made_out(overlays, COUNTER, period, base, period.values(None))
    values = made.values
    assert made.staff == 2
    assert (values["机构名称"], values["上级机构"], values["地市分公司"], values["台席数"]) == (
        "某柜面", "某市中心", "某市分公司", "4",
    )  # fmt: skip
    assert (values["员工姓名.1"], values["员工姓名.2"], values["员工姓名.3"]) == ("甲", "乙", "")
    assert values["01/bank_closing"] == "17:45" and float(values["01/bank_closing="]) == pytest.approx(17.75 / 24)
    assert values["05/wait_comfort=小时"] == "0.3333333333333333333333333333"[: len(values["05/wait_comfort=小时"])]
    assert (values["月份"], values["季度"], values["年份"]) == ("2026年10月", "2026年第四季度", "2026")
    # 1 October 2026 is a Thursday and a holiday; the tenth is a Saturday on which people work.
    assert (values["星期.1"], values["日别.1"], values["周次.5"]) == ("四", "节", "2")
    assert (values["星期.10"], values["日别.10"]) == ("六", "班")
    blank = nobody(base).values
    assert set(blank) == set(values)
    assert blank["机构名称"] == blank["月份"] == blank["星期.1"] == ""
    assert blank["01/bank_closing"] == base["01/bank_closing"]


def test_a_month_whose_holidays_are_not_known_still_has_its_saturdays_and_sundays() -> None:
    values = Period(2031, 2).values(None)
    assert [values[f"日别.{day}"] for day in range(1, 10)] == ["休", "休", "", "", "", "", "", "休", "休"]
    assert values["日别.29"] == ""


def test_those_below_a_unit() -> None:
    units = {unit.id: unit for unit in UNITS}
    assert {unit.id for unit in units_below(cupboard.library(), units, ["c"])} == {"c", "k"}
    assert {unit.id for unit in units_below(cupboard.library(), units, ["p", "l"])} == {"p", "c", "k", "l"}


@pytest.mark.parametrize("text", ["2026-00", "2026-13", "2026", "26-01", "2026-1", "", "二〇二六年"])
def test_what_is_no_month(text: str) -> None:
    with pytest.raises(ValueError, match="月份写成 2026-12"):
        Period.parse(text)
