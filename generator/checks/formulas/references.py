"""What a form's formulas, conditions and charts name exists."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import ChartSection, Control, FormField, TableSection, Total
from ...problems import Problem
from ...references import Index
from ..forms import fields_of
from ..links import nearest
from .known import Known, unit_of
from .written import Written, written_in


def formula_names(index: Index) -> Iterator[Problem]:
    """Fields, columns, facts and items that formulas, conditions and charts name but that do not exist."""
    for form in index.library.forms:
        known = Known(index, form)
        for formula in written_in(form):
            yield from _formula(formula, known)
        for sheet in form.sheets:
            for section in sheet.sections:
                table = section.id if isinstance(section, TableSection) else ""
                for item in fields_of(section):
                    yield from _field(item, Written("", item.at, item, table, item if table else None), known)
                if isinstance(section, TableSection):
                    yield from _totals(section, known)
                elif isinstance(section, ChartSection):
                    yield from _chart(section, known)


def _formula(formula: Written, known: Known) -> Iterator[Problem]:
    for name, at in formula.names:
        if not known.has(name, formula):
            yield Problem("bad-formula", formula.place(f"{{{name}}}", at), *known.told(name, formula))
        elif fact := known.duration(name):
            message = f"算式里的 “{{{name}}}”（{fact.label}）是时长，没有写明按什么单位计算"
            remedy = f"写成 {{{name}:{unit_of(fact)}}}"
            yield Problem("bad-formula", formula.place(f"{{{name}}}", at), message, remedy)


def _field(item: FormField, at: Written, known: Known) -> Iterator[Problem]:
    if item.control is Control.FORMULA and not item.formula:
        message = f"“{item.label}”是计算栏，却没有算式"
        yield Problem("bad-formula", item.at.position, message, "补上 formula:，例如 '{told}/{should}'")
    yield from _needs(item, at, known)


def _needs(owner: FormField | Total, at: Written, known: Known) -> Iterator[Problem]:
    for number, name in enumerate(owner.needs or ()):
        if not known.has(name, at):
            remedy = f"{known.told(name, at)[1].partition('算式里')[0]}needs 里写栏目标识，或 表格.列"
            message = f"needs 里的 “{name}” 不是本表的栏目"
            yield Problem("bad-formula", owner.position_of("needs", number), message, remedy)


def _totals(section: TableSection, known: Known) -> Iterator[Problem]:
    paths = (*known.columns, *known.groups)
    columns = [path.partition(".")[2] for path in paths if path.partition(".")[0] == section.id]
    for total in section.totals:
        for name in total.formulas:
            if name not in columns:
                position = total.at.of("formulas").keys.get(name, total.at.position)
                remedy = f"{nearest(name, columns)}算式左边写本表格的列标识"
                yield Problem("bad-formula", position, f"合计行“{total.label}”里的 “{name}” 不是本表格的列", remedy)
        yield from _needs(total, Written("", total.at, total, section.id, total=True), known)


def _chart(section: ChartSection, known: Known) -> Iterator[Problem]:
    uses = [(section, "categories", section.categories)]
    uses += [(series, "values", series.values) for series in section.series]  # type: ignore[misc]
    for element, name, path in uses:
        if path not in known.columns and path not in known.fields:
            remedy = f"{nearest(path, known.paths)}写作 表格.列"
            yield Problem("bad-form", element.position_of(name), f"图表的 “{path}” 不是本表的列", remedy)
