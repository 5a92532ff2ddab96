"""`{…}` in a text → the value it stands for.

{name} a fact or list of the same regulation, {name.count} how many items a list has, {name#item} one item of it,
{01/name} the same of another regulation (00 is the plan), {@role-id} a role's title,
{04/chapter/article} a clause, {F03-01} a form. In forms also {#机构名称} a value of the unit it is made out to,
{?field} a blank to fill in, {=名称} a column of the item for which a part is repeated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ..model import Fact, FactList, Library, ListColumn, UnitValue
from .lists import derived_list
from .values import fact_text

PLACEHOLDER = re.compile(r"\{([^{}\n]{1,80})\}")
_FACT = re.compile(r"^(?:(\d{2})/)?([a-z][a-z0-9_]*)(\.count)?$")
_ITEM = re.compile(r"^(?:(\d{2})/)?([a-z][a-z0-9_]*)#([a-z0-9][a-z0-9-]*)$")
_CLAUSE = re.compile(r"^(\d{2})/([a-z0-9-]+)/([a-z0-9-]+)$")
_FORM = re.compile(r"^F\d{2}-\d{2}$")
_UNIT_VALUES = frozenset(value.value for value in UnitValue)
_COLUMNS = frozenset(column.value for column in ListColumn)


class SegmentKind(StrEnum):
    """What a piece of a resolved text is."""

    WORDS = "words"
    FACT = "fact"
    LIST = "list"
    COUNT = "count"
    ROLE = "role"
    CLAUSE = "clause"
    TASK = "task"
    FORM = "form"
    UNIT = "unit"
    BLANK = "blank"
    EACH = "each"
    AMBIGUOUS = "ambiguous"
    BROKEN = "broken"


@dataclass(frozen=True)
class Segment:
    """A piece of text as people read it. `target` is an address: 01/opening_time, teller, 04/a/b, F03-01."""

    kind: SegmentKind
    text: str
    target: str = ""
    written: str = ""


class Resolver:
    """Resolves texts against one Library; `key` is the two-digit regulation that a text stands in.

    `instead` gives the text for some facts (01/opening_time) and unit values (机构名称) in place of their own.
    """

    def __init__(self, library: Library, instead: Mapping[str, str] | None = None) -> None:
        self._library = library
        self._instead = instead or {}
        # The same texts stand on many pages.
        self._cut: dict[tuple[str, str], tuple[Segment, ...]] = {}
        self._derived: dict[str, FactList | None] = {}

    def segments(self, text: str, key: str) -> tuple[Segment, ...]:
        """The text cut into words and resolved references, in order."""
        cut = self._cut.get((text, key))
        if cut is None:
            cut = self._cut[text, key] = tuple(self._segments(text, key))
        return cut

    def _segments(self, text: str, key: str) -> Iterator[Segment]:
        start = 0
        for match in PLACEHOLDER.finditer(text):
            if match.start() > start:
                yield Segment(SegmentKind.WORDS, text[start : match.start()])
            yield self._reference(match[1], match[0], key)
            start = match.end()
        if start < len(text):
            yield Segment(SegmentKind.WORDS, text[start:])

    def plain(self, text: str, key: str) -> str:
        """The text as people read it, without marks."""
        if "{" not in text:
            return text
        return "".join(segment.text for segment in self.segments(text, key))

    def clause_name(self, address: str, key: str = "") -> str:
        """第N条, with the regulation's title when it is not the regulation `key`."""
        clause = self._library.clauses[address]
        number = f"第{number_in_words(clause.number)}条"
        return number if clause.regulation.key == key else f"《{clause.regulation.title}》{number}"

    def fact(self, key: str, name: str) -> Fact | None:
        """The fact of that name in a regulation."""
        return self._library.facts_of(key).get(name)

    def list_at(self, address: str) -> FactList | None:
        """The list at an address such as 01/checkpoints, or one made of the plan or the calendar (00/tasks)."""
        key, _, name = address.partition("/")
        if key != "00":
            return self._library.lists_of(key).get(name)
        if name not in self._derived:
            self._derived[name] = derived_list(self._library, name)
        return self._derived[name]

    def _reference(self, inner: str, written: str, key: str) -> Segment:
        if inner.startswith("@"):
            role = self._library.role_by_id.get(inner[1:])
            if role:
                return Segment(SegmentKind.ROLE, role.title, role.id, written)
        elif inner.startswith("#"):
            if inner[1:] in _UNIT_VALUES:
                return Segment(SegmentKind.UNIT, self._instead.get(inner[1:], ""), inner[1:], written)
        elif inner.startswith("?"):
            return Segment(SegmentKind.BLANK, written, inner[1:], written)
        elif inner.startswith("="):
            if inner[1:] in _COLUMNS:
                return Segment(SegmentKind.EACH, written, inner[1:], written)
        elif _FORM.match(inner):
            form = self._library.form_by_id.get(inner)
            if form:
                return Segment(SegmentKind.FORM, f"《{form.short}》", form.id, written)
        elif _CLAUSE.match(inner):
            if inner in self._library.clauses:
                return Segment(SegmentKind.CLAUSE, self.clause_name(inner, key), inner, written)
            task = self._library.plan_places.get(inner)
            if task:
                return Segment(SegmentKind.TASK, f"推广实施方案“{task.title}”", inner, written)
        elif match := _ITEM.match(inner):
            listed = self.list_at(f"{match[1] or key}/{match[2]}")
            item = next((item for item in listed.items if item.id == match[3]), None) if listed else None
            if item:
                return Segment(SegmentKind.LIST, item.title, f"{match[1] or key}/{match[2]}", written)
        elif match := _FACT.match(inner):
            return self._fact(match[1] or key, match[2], bool(match[3]), written)
        return Segment(SegmentKind.BROKEN, written, inner, written)

    def _fact(self, key: str, name: str, count: bool, written: str) -> Segment:
        address = f"{key}/{name}"
        fact = self._library.facts_of(key).get(name)
        listed = self._library.lists_of(key).get(name)
        if fact and listed:
            return Segment(SegmentKind.AMBIGUOUS, written, address, written)
        if listed and count:
            return Segment(SegmentKind.COUNT, str(len(listed.items)), address, written)
        if listed:
            return Segment(SegmentKind.LIST, "、".join(item.title for item in listed.items), address, written)
        if fact and not count:
            shown = self._instead.get(address) or fact_text(fact)
            return Segment(SegmentKind.FACT, shown, address, written)
        return Segment(SegmentKind.BROKEN, written, address, written)


def number_in_words(number: int) -> str:
    """1–999 in Chinese numerals, as articles are numbered: 一, 十, 二十三, 一百零五; larger ones in digits."""
    if number > 999:
        return str(number)
    digits = "零一二三四五六七八九"
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = f"{digits[hundreds]}百" if hundreds else ""
    if tens:
        words += "十" if tens == 1 and not hundreds else f"{digits[tens]}十"
    elif hundreds and ones:
        words += "零"
    return words + (digits[ones] if ones or not number else "")


__all__ = ["PLACEHOLDER", "Resolver", "Segment", "SegmentKind", "number_in_words"]
