"""Units in a workbook, both ways."""

from __future__ import annotations

from generator.excel.entry_book import render_entry
from generator.intake import read_units
from generator.intake.unit_book import cells_of, entry_book
from generator.model import Staff

from .. import cupboard


def test_every_unit_comes_back_from_its_row_as_it_was() -> None:
    library = cupboard.library()
    listed = read_units(render_entry(entry_book(library, library.units)), "机构.xlsx", library)
    assert not listed.problems
    plain = [unit.model_dump() for unit in library.units]
    assert [unit.model_dump() for unit in listed.units] == plain and plain


def test_people_have_posts_and_skills_and_a_column_for_each_fact_that_may_vary() -> None:
    library = cupboard.library()
    unit = library.units[-1].model_copy(
        update={"staff": (Staff(name="张某", post="柜员", skills="收费、付费"), Staff(name="李某"))}
    )
    assert cells_of(unit, library)["staff"] == "张某（柜员：收费/付费）、李某"
    listed = read_units(render_entry(entry_book(library, [unit])), "机构.xlsx", library)
    assert listed.units[0].staff == unit.staff
    assert {"01/opening_time", "name", "id"} <= listed.columns
