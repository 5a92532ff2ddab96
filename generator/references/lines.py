"""Which lines of the sources a question's words come from; with a history of those lines, when it last changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from ..facts import SegmentKind
from ..model import Element, Mark
from .index import Index

Line = tuple[str, int]


def lines_of(mark: Mark) -> Iterator[Line]:
    """(file, line) of everything written at a mark and below it."""
    file, first, _ = mark.position
    yield from ((file, first + more) for more in range(mark.raw.count("\n") + 1))
    for position in mark.keys.values():
        yield position.file, position.line
    for child in mark.children.values():
        yield from lines_of(child)


class QuestionLines:
    """The lines behind each question, and behind each question derived from a fact or a duty."""

    def __init__(self, index: Index) -> None:
        self.library = index.library
        self._targets: dict[str, set[str]] = defaultdict(set)
        for placed, segment in index.segments:
            if segment.kind in (SegmentKind.FACT, SegmentKind.LIST, SegmentKind.ROLE, SegmentKind.FORM):
                self._targets[placed.owner].add(segment.target)
        self._roles = {role.id: role for role in self.library.organization.roles}

    def of(self, address: str, clauses: Iterable[str], *targets: str) -> set[Line]:
        """Of the question at `address` on these clauses; `targets` are facts that it hangs on besides."""
        placed = self.library.question_by_address.get(address)
        found = set(lines_of(placed.question.at)) if placed else set()
        used = self._targets[address] | set(targets)
        for clause in clauses:
            if clause in self.library.clauses:
                found |= set(lines_of(self.library.clauses[clause].article.at))
            used |= self._targets[clause]
        for target in used:
            found |= set(self._written(target))
        return found

    def _written(self, target: str) -> Iterator[Line]:
        element: Element | None = self._roles.get(target)
        if form := self.library.form_by_id.get(target):
            yield from lines_of(form.at.of("title"))
        elif element is None:
            key, _, name = target.partition("/")
            regulation = self.library.regulation_by_key.get(key)
            element = self.library.facts_of(key).get(name) or (regulation.lists.get(name) if regulation else None)
        if element is not None:
            yield from lines_of(element.at)


def newest(lines: Iterable[Line], changed: Mapping[Line, int]) -> int:
    """The latest of the times at which these lines changed; 0 if none is known."""
    return max((changed.get(line, 0) for line in lines), default=0)
