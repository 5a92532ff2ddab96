"""What a unit's forms are filled with: slot → text (see layout.slots)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..layout import MadeOut
from ..model import Library, Unit, UnitValue, Vary
from .overlay import Overlays, fact_values, overlaid
from .period import DAYS, Period

MOST_STAFF = 60


def slot_facts(library: Library, units: Iterable[Unit], more: Iterable[str] = ()) -> dict[str, str]:
    """The slots of every fact that any of these units sets, and of those in `more`, with the rules' own values."""
    values: dict[str, str] = {}
    for address in dict.fromkeys((*overlaid(units), *more)):
        values |= fact_values(library, address, None)
    return values


def made_out(
    overlays: Overlays, unit: Unit, period: Period | None, base: Mapping[str, str], months: Mapping[str, str]
) -> MadeOut:
    """Every slot's text for a unit. `base` are the fact slots (`slot_facts`), `months` those of the period."""
    values = dict(base)
    values |= overlays.fact_values(unit)
    values |= unit_values(overlays, unit)
    values |= months if period is not None else empty_period()
    return MadeOut(values, len(unit.staff), base)


def nobody(base: Mapping[str, str]) -> MadeOut:
    """Every slot's text of a blank form: the facts of the rules, and nothing else."""
    people = (UnitValue.STAFF, UnitValue.POST, UnitValue.SKILLS)
    days = (UnitValue.DAY, UnitValue.WEEKDAY, UnitValue.DAY_KIND, UnitValue.WEEK)
    blank = {value.value: "" for value in UnitValue if value not in (*people, *days)}
    blank |= {f"{value}.{number}": "" for value in people for number in range(1, MOST_STAFF + 1)}
    return MadeOut({**base, **blank, **empty_period()}, rules=base)


def unit_values(overlays: Overlays, unit: Unit) -> dict[str, str]:
    """The unit's own slots."""
    parent = overlays.units.get(unit.parent or "")
    city, province = overlays.superior(unit, Vary.CITY), overlays.superior(unit, Vary.PROVINCE)
    values = {
        UnitValue.NAME: unit.name,
        UnitValue.SHORT: unit.short or unit.name,
        UnitValue.CODE: unit.code,
        UnitValue.PARENT: parent.name if parent else "",
        UnitValue.BRANCH: overlays.inherited(unit, "branch"),
        UnitValue.CITY: (city.branch or city.name) if city else "",
        UnitValue.PROVINCE: (province.branch or province.name) if province else "",
        UnitValue.ADDRESS: unit.address,
        UnitValue.PHONE: unit.phone,
        UnitValue.COMPLAINT: overlays.inherited(unit, "complaint"),
        UnitValue.HOTLINE: overlays.inherited(unit, "hotline"),
        UnitValue.MANAGER: unit.manager,
        UnitValue.WINDOWS: str(unit.windows) if unit.windows else "",
    }
    found = {key.value: text for key, text in values.items()}
    for number in range(1, MOST_STAFF + 1):
        person = unit.staff[number - 1] if number <= len(unit.staff) else None
        found[f"{UnitValue.STAFF}.{number}"] = person.name if person else ""
        found[f"{UnitValue.POST}.{number}"] = person.post if person else ""
        found[f"{UnitValue.SKILLS}.{number}"] = person.skills if person else ""
    return found


def empty_period() -> dict[str, str]:
    """The slots of a period, all empty: no month was asked for."""
    found = {value.value: "" for value in (UnitValue.YEAR, UnitValue.YEAR_NUMBER, UnitValue.QUARTER, UnitValue.MONTH)}
    for number in range(1, DAYS + 1):
        for value in (UnitValue.DAY, UnitValue.WEEKDAY, UnitValue.DAY_KIND, UnitValue.WEEK):
            found[f"{value}.{number}"] = ""
    return found
