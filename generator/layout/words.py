"""The words of a form: texts resolved where they stand, and what a list's item shows in a column."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..facts import PLACEHOLDER, BadValue, Resolver, fact_text, number_of
from ..model import Control, Fact, FactList, FactType, FormField, Library, ListColumn, ListItem, UnitValue
from .slots import MadeOut
from .tokens import token

_EACH = re.compile(r"\{=([^{}]+)\}")
_ONE_FACT = re.compile(r"^\{(?:(\d{2})/)?([a-z][a-z0-9_]*)\}$")
_ONE_FIELD = re.compile(r"^\{([a-z0-9-]+)\}$")
_OF_ITEM = {
    UnitValue.STAFF, UnitValue.POST, UnitValue.SKILLS, UnitValue.DAY, UnitValue.WEEKDAY, UnitValue.WEEK,
    UnitValue.DAY_KIND,
}  # fmt: skip
_ITEM_VALUE = re.compile("{#(" + "|".join(value.value for value in _OF_ITEM) + ")}")
MONTH_DAYS = "00/month_days"
NUMERIC = (Control.NUMBER, Control.MONEY, Control.PERCENT, Control.TIME)


class Words:
    """Resolves the texts of one form. `key` is the regulation it belongs to; with `made` slots become tokens.

    `prefills` are those of the form's fields by id.
    """

    def __init__(
        self, library: Library, key: str, made: MadeOut | None, prefills: Mapping[str, str] | None = None
    ) -> None:
        self.library, self.key, self.made = library, key, made
        self.prefills = prefills or {}
        instead = {name: token(name) for name in made.values} if made else {}
        self.resolver = Resolver(library, instead)
        self.instead: Mapping[str, str] = instead

    def __call__(self, text: str, key: str = "") -> str:
        """The text as people read it; `key` if it belongs to another regulation."""
        return self.resolver.plain(text, key or self.key)

    def prefill(self, text: str, number: int = 0) -> str:
        """What stands in a field already; `number` is that of the person or day. "" in a blank form."""
        if not text or self.made is None:
            return ""
        values = self.made.values
        text = _ITEM_VALUE.sub(lambda m: token(f"{m[1]}.{number}") if f"{m[1]}.{number}" in values else "", text)
        for match in PLACEHOLDER.finditer(text):
            fact = self._fact(match[0])
            if fact is not None and not fact.value and self._address(match[0]) not in values:
                return ""
        return self(text)

    def copied(self, formula: str) -> str:
        """The prefill of the field that a computed one only repeats, "" if it does something else."""
        match = _ONE_FIELD.match(formula)
        return self.prefills.get(match[1], "") if match else ""

    def each(self, text: str, item: ListItem | None, key: str) -> str:
        """The text with {=名称} … of the item for which its part is repeated."""
        if item is None:
            return text
        return _EACH.sub(lambda match: self._column(ListColumn(match[1]), item, key), text)

    def listed(self, address: str) -> FactList | None:
        """The list at an address."""
        return self.resolver.list_at(address) if address else None

    def options(self, field: FormField) -> tuple[str, ...]:
        """What may be chosen in a field."""
        listed = self.listed(field.options_from)
        if listed is None:
            return field.options
        return tuple((item.mark or item.title) if field.options_mark else item.title for item in listed.items)

    def shown(self, field: FormField, item: ListItem, address: str, each: ListItem | None, each_key: str) -> str:
        """What a printed column shows of an item of the list at `address`."""
        assert field.shows is not None
        if field.shows is not ListColumn.CELL:
            return self._column(field.shows, item, address[:2])
        text, key = self._cell(field, item, address, each, each_key)
        if field.control in (Control.NUMBER, Control.MONEY):
            return self._number_text(text, key, field.unit)
        return self(text, key)

    def number(self, field: FormField, item: ListItem, address: str, each: ListItem | None, each_key: str) -> str:
        """The number behind a printed column's words, "" if the column is not one of numbers."""
        if field.shows is not ListColumn.CELL or field.control not in NUMERIC:
            return ""
        text, key = self._cell(field, item, address, each, each_key)
        if not text:
            return ""
        fact = self._fact(text, key)
        if fact is not None:
            return self._fact_number(fact, self._address(text, key), field.unit) or ""
        return text if re.fullmatch(r"-?\d+(\.\d+)?", text) else ""

    def outside(self, name: str) -> str | None:
        """What {02/weekly_hours:小时} and {08/outcomes#closed} stand for in a formula; None if there is no such thing."""
        address, _, ident = name.partition("#")
        if ident:
            ident, _, column = ident.partition(".")
            listed = self.listed(address)
            item = next((item for item in listed.items if item.id == ident), None) if listed else None
            if item is None or column not in ("", "mark"):
                return None
            return '"' + self(item.mark if column else item.title, address[:2]).replace('"', '""') + '"'
        address, _, unit = address.partition(":")
        return self._fact_number(self.resolver.fact(*address.split("/", 1)), address, unit)

    def _fact_number(self, fact: Fact | None, address: str, unit: str) -> str | None:
        """A fact as a number, a length of time in `unit`; None if it has none."""
        key = f"{address}={unit}" if fact and fact.type is FactType.DURATION else f"{address}="
        if key in self.instead:
            return self.instead[key]
        if fact is None or not fact.value:
            return None
        try:
            return number_of(fact.type, fact.value, unit)
        except BadValue:
            return None

    def _cell(
        self, field: FormField, item: ListItem, address: str, each: ListItem | None, each_key: str
    ) -> tuple[str, str]:
        if field.cell:
            return item.cells.get(field.cell, ""), address[:2]
        return (each.cells.get(item.id, "") if each else ""), each_key

    def _number_text(self, text: str, key: str, unit: str) -> str:
        """A number without its unit: the column's head says it."""
        fact = self._fact(text, key)
        if fact is None:
            return self(text, key)
        if not fact.value and self._address(text, key) not in self.instead:
            return ""
        return self._fact_number(fact, self._address(text, key), unit) or fact_text(fact)

    def _address(self, text: str, key: str = "") -> str:
        match = _ONE_FACT.match(text.strip())
        return f"{match[1] or key or self.key}/{match[2]}" if match else ""

    def _fact(self, text: str, key: str = "") -> Fact | None:
        address = self._address(text, key)
        return self.resolver.fact(*address.split("/")) if address else None

    def _column(self, column: ListColumn, item: ListItem, key: str) -> str:
        match column:
            case ListColumn.TITLE:
                return self(item.title, key)
            case ListColumn.MARK:
                return self(item.mark, key)
            case ListColumn.DETAIL:
                return self(item.detail, key)
            case ListColumn.GROUP:
                return self(item.group, key)
            case ListColumn.WHEN:
                return self(item.when, key)
            case ListColumn.FORMS:
                return "、".join(
                    f"{form}{self.library.form_by_id[form].short}"
                    for form in item.forms
                    if form in self.library.form_by_id
                )
            case ListColumn.ROLES:
                return "、".join(
                    self.library.role_by_id[role].title for role in item.roles if role in self.library.role_by_id
                )
            case ListColumn.CLAUSE:
                return self.clause(item.clause)
        return ""

    def clause(self, address: str) -> str:
        """A clause as papers name it: 会议管理第十五条."""
        if address in self.library.clauses:
            clause = self.library.clauses[address]
            return f"{clause.regulation.short}{self.resolver.clause_name(address, clause.regulation.key)}"
        place = self.library.plan_places.get(address)
        return f"推广实施方案“{place.title}”" if place else address
