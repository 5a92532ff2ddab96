"""A form laid out: cells tile the sheet, lists become rows, formulas become references."""

from __future__ import annotations

from collections import Counter

import pytest

from generator.layout import BlockKind, CellKind, FormLayout, Ref, compose
from generator.model import Control, PageStyle
from generator.source import load

from ..support import ROOT

LIBRARY = load(ROOT / "regulations").library
assert LIBRARY is not None
FORMS = {form.id: form for form in LIBRARY.forms if form.designed}


@pytest.fixture(scope="module", params=list(FORMS))
def layout(request: pytest.FixtureRequest) -> FormLayout:
    assert LIBRARY is not None
    return compose(FORMS[request.param], LIBRARY)


def test_cells_do_not_overlap_and_leave_no_hole_inside_a_block(layout: FormLayout) -> None:
    for sheet in layout.sheets:
        covered: Counter[tuple[int, int]] = Counter()
        for cell in sheet.cells:
            for row in range(cell.row, cell.last_row + 1):
                for column in range(cell.column, cell.last_column + 1):
                    covered[row, column] += 1
        assert max(covered.values()) == 1
        for block in sheet.blocks:
            for row in range(block.first, block.last + 1):
                assert all(covered[row, column] for column in range(len(sheet.widths))), (sheet.title, row)


def test_blocks_follow_each_other_and_start_with_the_top(layout: FormLayout) -> None:
    for sheet in layout.sheets:
        assert (sheet.blocks[0].kind is BlockKind.TOP) == (sheet.style is PageStyle.FORM)
        assert all(a.last < b.first for a, b in zip(sheet.blocks, sheet.blocks[1:], strict=False))


def test_tags_are_unique_and_every_place_to_write_is_high_enough(layout: FormLayout) -> None:
    tags = [cell.input.tag for sheet in layout.sheets for cell in sheet.cells if cell.input]
    assert len(tags) == len(set(tags))
    for sheet in layout.sheets:
        for cell in sheet.cells:
            if cell.input and cell.input.control not in (Control.CHOICE, Control.CHECK, Control.NUMBER):
                assert sheet.span_height(cell) >= 5.5, (sheet.title, cell.input.tag)


def test_every_formula_is_resolved_inside_its_own_form(layout: FormLayout) -> None:
    sheets = {sheet.id: sheet for sheet in layout.sheets}
    for sheet in layout.sheets:
        for cell in sheet.cells:
            if cell.kind is not CellKind.FORMULA:
                continue
            assert cell.formula is not None, (sheet.title, cell.path)
            for part in (*cell.formula.parts, *cell.formula.needs):
                if isinstance(part, Ref):
                    target = sheets[part.sheet]
                    assert part.last_row < len(target.heights) and part.last_column < len(target.widths)


def test_labels_fit_where_they_stand(layout: FormLayout) -> None:
    from generator.layout.measure import text_height

    for sheet in layout.sheets:
        for cell in sheet.cells:
            if cell.kind in (CellKind.LABEL, CellKind.HEADER, CellKind.FIXED) and cell.text:
                needed = text_height(cell.text, cell.size, sheet.span_width(cell)) - 2.0
                assert needed <= sheet.span_height(cell) + 0.2, (sheet.title, cell.text)


def test_the_patrol_tool_follows_the_list_of_the_regulation() -> None:
    assert LIBRARY is not None
    regulation = LIBRARY.regulation_by_key["01"]
    items = regulation.lists["patrol_items"].items
    sheet = compose(FORMS["F01-01"], LIBRARY).sheets[0]
    fixed = [cell.text for cell in sheet.cells if cell.kind is CellKind.FIXED]
    assert len(items) == 50
    for item in items:
        assert item.title in fixed
    struck = sum(cell.kind is CellKind.STRUCK for cell in sheet.cells)
    checkpoints = regulation.lists["checkpoints"].items
    assert struck == sum(point.id not in item.on for item in items for point in checkpoints)


def test_changing_the_list_changes_the_form() -> None:
    assert LIBRARY is not None
    regulation = LIBRARY.regulation_by_key["01"]
    listed = regulation.lists["patrol_items"]
    shorter = listed.model_copy(update={"items": listed.items[:-1]})
    changed = regulation.model_copy(update={"lists": {**regulation.lists, "patrol_items": shorter}})
    library = type(LIBRARY)(
        LIBRARY.organization, LIBRARY.sources, LIBRARY.plan,
        tuple(changed if r.key == "01" else r for r in LIBRARY.regulations), LIBRARY.forms, LIBRARY.owners,
    )  # fmt: skip
    before, after = compose(FORMS["F01-01"], LIBRARY).sheets[0], compose(FORMS["F01-01"], library).sheets[0]
    assert len(after.heights) == len(before.heights) - 1
    assert listed.items[-1].title not in [cell.text for cell in after.cells]


def test_a_group_that_runs_over_a_page_is_named_again_on_the_next() -> None:
    from generator.layout import page_starts

    assert LIBRARY is not None
    sheet = compose(FORMS["F01-01"], LIBRARY).sheets[0]
    starts = page_starts(sheet, sheet.breaks)
    assert len(starts) > 1
    tall = [cell for cell in sheet.cells if cell.kind is CellKind.FIXED and cell.rows > 1]
    assert tall and not [c for c in tall if any(c.row < row <= c.last_row for row in starts)]
    assert len({cell.text for cell in tall}) < len(tall), "the sample no longer has a group that runs over a page"
