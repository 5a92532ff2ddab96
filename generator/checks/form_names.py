"""What a form's formulas name exists: fields, columns, facts, items of lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..facts import parse_value
from ..layout.formulas import ALL, BEFORE, COPY, ROW, SELF
from ..layout.words import Words
from ..model import (
    BoardSection,
    ChartSection,
    Control,
    Fact,
    FactType,
    FieldsSection,
    Form,
    FormField,
    TableSection,
    TextSection,
    Total,
)
from ..problems import Problem
from ..references import Index
from .forms import fields_of
from .links import nearest

_IN_FORMULA = re.compile(r"\{([^{}]+)\}")
_MARKS = (ROW, ALL, BEFORE, COPY)


class _Known:
    """The names that the formulas of one form may use."""

    def __init__(self, index: Index, form: Form) -> None:
        self.words = Words(index.library, f"{index.library.owners.get(form.id, 0):02d}", None)
        self.paths: set[str] = set()
        self.groups: set[str] = set()
        for sheet in form.sheets:
            for section in sheet.sections:
                self._add(index, section)

    def _add(self, index: Index, section: object) -> None:
        if isinstance(section, TextSection):
            self.paths.add(section.id)
        elif isinstance(section, BoardSection):
            self.paths |= {line.id for line in section.lines}
        elif isinstance(section, FieldsSection):
            self.paths |= {item.id for item in section.fields}
        elif isinstance(section, TableSection):
            for item in section.columns:
                listed = index.resolver.list_at(item.repeat_for) if item.repeat_for else None
                if listed:
                    self.groups.add(f"{section.id}.{item.id}")
                ids = [f"{item.id}-{row.id}" for row in listed.items] if listed else [item.id]
                self.paths |= {f"{section.id}.{name}" for name in ids}

    def has(self, name: str, inside: str) -> bool:
        """Whether a name means something in a formula of the table `inside` ("" outside)."""
        if name == SELF:
            return True
        if "/" in name:
            return self.words.outside(name) is not None
        plain = name
        for mark in _MARKS:
            plain = plain.removesuffix(mark)
        found = self.paths | self.groups
        return plain in found or f"{inside}.{plain}" in found

    def duration(self, name: str) -> Fact | None:
        """The length of time that is named without saying in which unit it is reckoned."""
        if "/" not in name or "#" in name or ":" in name:
            return None
        fact = self.words.resolver.fact(*name.split("/", 1))
        return fact if fact and fact.value and fact.type is FactType.DURATION else None

    def near(self, name: str, inside: str) -> str:
        """Advice on a name that means nothing."""
        if "/" in name:
            if ":" in name and (fact := self.words.resolver.fact(*name.partition(":")[0].split("/", 1))) and fact.value:
                return f"“{fact.label}”是{fact.value}，不能按这个单位计算；"
            return "参数写作 {02/min_managers}，时长写作 {02/weekly_hours:小时}，列表的一项写作 {08/outcomes#closed}，要先在制度里登记并有值；"
        return nearest(name.partition("@")[0], {path.removeprefix(f"{inside}.") for path in self.paths | self.groups})


def references(index: Index) -> Iterator[Problem]:
    """Fields, columns, facts and items that formulas, conditions and charts name but that do not exist."""
    for form in index.library.forms:
        known = _Known(index, form)
        for sheet in form.sheets:
            for section in sheet.sections:
                inside = section.id if isinstance(section, TableSection) else ""
                for item in fields_of(section):
                    yield from _formula(item, item.formula, ("formula",), inside, known)
                    yield from _formula(item, item.alert, ("alert",), inside, known)
                    yield from _names(item, inside, known)
                if isinstance(section, TableSection):
                    yield from _totals(section, known)
                elif isinstance(section, ChartSection):
                    yield from _chart(section, known)


def _formula(
    item: FormField | Total, formula: str, path: Sequence[str], inside: str, known: _Known
) -> Iterator[Problem]:
    for name in _IN_FORMULA.findall(formula):
        if not known.has(name, inside):
            remedy = f"{known.near(name, inside)}算式里写栏目标识 {{标识}} 或 {{表格.列}}"
            yield Problem("bad-formula", item.position_of(*path), f"算式里的 “{{{name}}}” 不是本表的栏目", remedy)
        elif fact := known.duration(name):
            unit = parse_value(fact.type, fact.value).unit.removeprefix("个")
            message = f"算式里的 “{{{name}}}”（{fact.label}）是时长，没有写明按什么单位计算"
            yield Problem("bad-formula", item.position_of(*path), message, f"写成 {{{name}:{unit}}}")


def _names(item: FormField, inside: str, known: _Known) -> Iterator[Problem]:
    if item.control is Control.FORMULA and not item.formula:
        message = f"“{item.label}”是计算栏，却没有算式"
        yield Problem("bad-formula", item.at.position, message, "补上 formula:，例如 {told}/{should}")
    for number, name in enumerate(item.needs or ()):
        if not known.has(name, inside):
            remedy = f"{known.near(name, inside)}needs 里写栏目标识，或 表格.列"
            yield Problem(
                "bad-formula", item.position_of("needs", number), f"needs 里的 “{name}” 不是本表的栏目", remedy
            )


def _totals(section: TableSection, known: _Known) -> Iterator[Problem]:
    columns = {path for path in known.paths | known.groups if path.startswith(f"{section.id}.")}
    for total in section.totals:
        for name, formula in total.formulas.items():
            if f"{section.id}.{name}" not in columns:
                position = total.at.of("formulas").keys.get(name, total.at.position)
                remedy = f"{nearest(name, [c.partition('.')[2] for c in columns])}算式左边写本表格的列标识"
                yield Problem("bad-formula", position, f"合计行“{total.label}”里的 “{name}” 不是本表格的列", remedy)
            yield from _formula(total, formula, ("formulas", name), section.id, known)
        yield from _formula(total, total.alert, ("alert",), section.id, known)


def _chart(section: ChartSection, known: _Known) -> Iterator[Problem]:
    uses = [(section, "categories", section.categories)]
    uses += [(series, "values", series.values) for series in section.series]  # type: ignore[misc]
    for element, name, path in uses:
        if path not in known.paths:
            remedy = f"{nearest(path, known.paths)}写作 表格.列"
            yield Problem("bad-form", element.position_of(name), f"图表的 “{path}” 不是本表的列", remedy)
