"""Texts of the sources → lines of a handbook: facts resolved, references that lead somewhere, provenance marks."""

from __future__ import annotations

from collections.abc import Container, Iterable
from datetime import date

from ..facts import SegmentKind
from ..facts.resolve import number_in_words
from ..model import Basis, Clause
from ..references import Index, source_id
from .blocks import Line, Span

_LEADING = (SegmentKind.CLAUSE, SegmentKind.FORM)


class Words:
    """Writes the lines of one book: `keys` are the regulations in it, `forms` the forms that it lists."""

    def __init__(self, index: Index, keys: Container[str], forms: Container[str]) -> None:
        self.index, self.library, self.keys = index, index.library, keys
        clauses = {address: clause for address, clause in self.library.clauses.items() if address[:2] in keys}
        self.clauses: dict[str, Clause] = clauses
        self._forms = forms
        cited = {number for number, places in index.carried_by.items() if any(p[:2] in keys for p in places)}
        used = [rule.id for rule in self.library.sources.public_rules if rule.id in cited]
        self.numbers = {rule: number for number, rule in enumerate(used, 1)}

    def line(self, text: str, key: str) -> Line:
        """A text of the regulation `key` as people read it."""
        return tuple(
            self._leading(segment.text, segment.target) if segment.kind in _LEADING else Span(segment.text)
            for segment in self.index.resolver.segments(text, key)
        )

    def plain(self, text: str, key: str) -> str:
        """The same without places to lead to."""
        return self.index.resolver.plain(text, key)

    def clause(self, address: str, key: str = "") -> Line:
        """第N条, with the regulation's short name outside the regulation `key`."""
        clause = self.library.clauses[address]
        number = f"第{number_in_words(clause.number)}条"
        name = number if clause.regulation.key == key else f"{clause.regulation.short}{number}"
        return (self._leading(name, address),)

    def form(self, form_id: str) -> Line:
        """《会议日志》."""
        form = self.library.form_by_id.get(form_id)
        return (self._leading(f"《{form.short}》" if form else form_id, form_id),)

    def _leading(self, text: str, target: str) -> Span:
        return Span(text, target if target in self.clauses or target in self._forms else "")

    def mark(self, basis: Basis, cites: Iterable[str]) -> Line:
        """【据材料】, 【据公开规定〔3〕第87条】 or 【拟稿】: readable in black and white."""
        made = [Span(f"【{basis.value}", mark=True)]
        if basis is Basis.LAW:
            for cite in cites:
                rule = source_id(cite)
                if rule in self.numbers:
                    made += [Span("、", mark=True)] if len(made) > 1 else []
                    made.append(Span(f"〔{self.numbers[rule]}〕", rule, mark=True))
                    made += [Span(rest, mark=True)] if (rest := cite.removeprefix(rule).strip()) else []
        return (*made, Span("】", mark=True))


def joined(lines: Iterable[Line], between: str = "、") -> Line:
    """Lines in one, with `between` between them."""
    made: list[Span] = []
    for one in lines:
        made += [Span(between)] if made else []
        made += one
    return tuple(made)


def day_in_words(day: date) -> str:
    """2026年11月24日, as GB/T 9704 writes a date."""
    return f"{day.year}年{day.month}月{day.day}日"
