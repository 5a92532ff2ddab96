"""A stamped form is, part for part, the form rendered from scratch; what cannot share a template gets its own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.layout import MadeOut
from generator.model import Unit
from generator.press import Press, from_scratch
from generator.units import Period

from .. import cupboard
from ..cupboard import parts

STAFFED = ("F01-01", "F02-01", "F02-02", "F04-01")  # also without a month: one of each kind is enough
EACH = pytest.mark.parametrize("form", list(cupboard.FORMS))
UNITS = (*cupboard.library().units, *cupboard.ODD)


def press_for(form: str, period: Period | None) -> Press:
    return Press(cupboard.index(), UNITS, period, forms=[cupboard.FORMS[form]])


@EACH
def test_stamped_equals_rendered_from_scratch(form: str) -> None:
    press = press_for(form, cupboard.MONTH)
    # One with everything, the hostile one, and in turn one of the others.
    others = [unit for unit in UNITS if unit.id not in ("example-county", "hostile")]
    turn = others[list(cupboard.FORMS).index(form) % len(others)]
    for unit in (UNITS[2], UNITS[-3], turn):
        made = press.made_out(unit)
        for file in press.files(made):
            scratch = from_scratch(cupboard.index(), file.form, file.kind, made)
            assert parts(file.content) == parts(scratch), f"{unit.id} {file.name}"


@EACH
def test_blank_and_without_a_month_too(form: str) -> None:
    press = press_for(form, None)
    for made in (press.blank, press.made_out(UNITS[2])) if form in STAFFED else (press.blank,):
        for file in press.files(made):
            assert parts(file.content) == parts(from_scratch(cupboard.index(), file.form, file.kind, made))


def test_units_alike_share_their_templates() -> None:
    forms = [cupboard.FORMS["F03-01"], cupboard.FORMS["F01-01"]]
    press = Press(cupboard.index(), UNITS, cupboard.MONTH, forms=forms)
    many = [Unit(id=f"u{n}", level="counter", name=f"第{n}号柜面", phone=str(n)) for n in range(200)]
    for unit in many:
        assert len(list(press.files(press.made_out(unit)))) == 6
    assert press.compiled == 6


def test_more_people_than_rows_get_rows_of_their_own() -> None:
    press = press_for("F02-01", cupboard.MONTH)
    few, crowd = press.made_out(UNITS[2]), press.made_out(UNITS[-1])
    sheets = [
        next(
            parts(f.content)["xl/worksheets/sheet1.xml"].decode() for f in press.files(made) if f.kind.suffix == "xlsx"
        )
        for made in (few, crowd)
    ]
    assert "员工30" in sheets[1] and sheets[1].count("<row ") > sheets[0].count("<row ")


def test_a_value_is_data_and_never_markup() -> None:
    press = press_for("F03-01", cupboard.MONTH)
    made = press.made_out(UNITS[-3])
    for file in press.files(replace(made, values={**made.values, "机构名称": "{{7*7}}]]><w:p/>"})):
        text = "".join(data.decode("utf-8", "replace") for data in parts(file.content).values())
        assert "]]&gt;&lt;w:p/&gt;" in text and "<w:p/>" not in text.replace("&lt;w:p/", "")


@EACH
def test_a_form_made_out_names_its_unit_and_month(form: str) -> None:
    press = press_for(form, cupboard.MONTH)
    unit = UNITS[2]
    for file in press.files(press.made_out(unit)):
        properties = parts(file.content)["docProps/custom.xml"].decode()
        assert f">{unit.name}<" in properties and f">{unit.code}<" in properties and ">2026年" in properties


def test_nothing_of_a_slot_is_left_in_any_file() -> None:
    press = Press(cupboard.index(), UNITS, cupboard.MONTH)
    made = press.made_out(UNITS[2])
    for file in press.files(made):
        for name, data in parts(file.content).items():
            if name.endswith((".xml", ".rels")):
                text = data.decode()
                assert "\ue000" not in text and "<?slot" not in text, f"{file.name} {name}"


def test_memory_is_flat_in_the_number_of_units() -> None:
    import tracemalloc

    press = Press(cupboard.index(), UNITS, cupboard.MONTH, forms=[cupboard.FORMS["F03-01"]])

    many = [Unit(id=f"u{number}", level="counter", name=f"第{number}号柜面") for number in range(400)]

    def run(count: int) -> int:
        tracemalloc.start()
        for unit in many[:count]:
            made = press.made_out(unit)
            for _ in press.files(MadeOut(made.values)):
                pass
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    run(400)  # the widths of their names are kept
    assert run(400) < 1.5 * run(40)
