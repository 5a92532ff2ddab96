"""A layout with tokens → the layout made out to one unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from .grid import Cell, CellKind, FormLayout, Formula, Input, Sheet
from .tokens import filled, fitted, has_slot, present


@dataclass(frozen=True)
class MadeOut:
    """For whom a form is made out: every slot's text, and how many people's rows it has.

    Keys are unit values (机构名称), those of the n-th person or day (员工姓名.2, 星期.31), facts (01/opening_time)
    and their numbers (01/opening_time=). `rules` are those that a blank form has: rows are as high as it needs them.
    """

    values: Mapping[str, str]
    staff: int = 0
    rules: Mapping[str, str] = field(default_factory=dict)

    @property
    def blank(self) -> Mapping[str, str]:
        """The slots of the same form left blank: the facts of the rules, and nothing else."""
        return {key: self.rules.get(key, text) for key, text in self.values.items() if "/" in key}


def with_values(layout: FormLayout, values: Mapping[str, str]) -> FormLayout:
    """The layout made out: no tokens left."""
    return replace(
        layout,
        sheets=tuple(_sheet(sheet, values) for sheet in layout.sheets),
        unit=filled(layout.unit, values),
        unit_code=filled(layout.unit_code, values),
        period=filled(layout.period, values),
        measures=(),
    )


def _sheet(sheet: Sheet, values: Mapping[str, str]) -> Sheet:
    cells = tuple(_cell(cell, values) for cell in sheet.cells)
    alerts = tuple(replace(alert, formula=_formula(alert.formula, values)) for alert in sheet.alerts)
    return replace(sheet, cells=cells, alerts=alerts)


def _cell(cell: Cell, values: Mapping[str, str]) -> Cell:
    changes: dict[str, object] = {}
    if has_slot(cell.text):
        computed = cell.kind is CellKind.FORMULA
        changes["text"] = present(cell.text, values) if computed else filled(cell.text, values)
    if cell.fit:
        changes |= {"size": fitted(cell.fit, values), "fit": ""}
    if has_slot(cell.number):
        changes["number"] = filled(cell.number, values)
    if cell.input and (made := _input(cell.input, values)) is not cell.input:
        changes["input"] = made
    if cell.formula and any(isinstance(part, str) and has_slot(part) for part in cell.formula.parts):
        changes["formula"] = _formula(cell.formula, values)
    if any(has_slot(run if isinstance(run, str) else run.value) for run in cell.runs):
        changes["runs"] = tuple(
            filled(run, values) if isinstance(run, str) else _input(run, values) for run in cell.runs
        )
    return replace(cell, **changes) if changes else cell  # type: ignore[arg-type]


def _input(made: Input, values: Mapping[str, str]) -> Input:
    if not has_slot(made.value + made.hint + made.label):
        return made
    return replace(
        made,
        value=present(made.value, values),
        hint=filled(made.hint, values),
        label=filled(made.label, values),
        options=tuple(filled(option, values) for option in made.options),
    )


def _formula(formula: Formula, values: Mapping[str, str]) -> Formula:
    return replace(formula, parts=tuple(filled(p, values) if isinstance(p, str) else p for p in formula.parts))
