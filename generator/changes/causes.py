"""Why words changed though nobody reworded them: a source of the old side read on the new side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..facts import Segment, SegmentKind
from ..model import Clause
from ..references import Index
from .passages import Pair
from .record import Cause
from .wording import same

NUMBERS = "条号"
_KINDS = {
    SegmentKind.FACT: "参数", SegmentKind.LIST: "列表", SegmentKind.COUNT: "列表", SegmentKind.ROLE: "名称",
    SegmentKind.FORM: "名称", SegmentKind.CLAUSE: NUMBERS, SegmentKind.TASK: "名称",
}  # fmt: skip


class Translation:
    """Reads sources of the old side on the new side. `clauses`, `keys` and `values` are old → new addresses of clauses,
    regulations, and of the facts and lists that go by another name."""

    def __init__(
        self, old: Index, new: Index, clauses: Mapping[str, str], keys: Mapping[str, str], values: Mapping[str, str]
    ) -> None:
        self.old, self.new, self.clauses, self.keys, self.values = old, new, clauses, keys, values

    def again(self, text: str, old_key: str, new_key: str) -> str:
        """The words that a source of the old side has on the new side."""
        return self.new.resolver.plain(self.translated(text, old_key), new_key)

    def translated(self, text: str, key: str) -> str:
        """A source of the old side with its references pointing where the same things stand on the new side."""

        if "{" not in text:
            return text
        return "".join(map(self._pointed, self.old.resolver.segments(text, key)))

    def _pointed(self, segment: Segment) -> str:
        match segment.kind:
            case SegmentKind.WORDS:
                return segment.text
            case SegmentKind.CLAUSE:
                return "{" + self.clauses.get(segment.target, segment.target) + "}"
            case SegmentKind.FACT | SegmentKind.LIST | SegmentKind.COUNT:
                key, rest = segment.target[:2], segment.target[2:]
                address = self.values.get(segment.target, f"{self.keys.get(key, key)}{rest}")
                item = segment.written.strip("{}").partition("#")[2]
                count = ".count" if segment.kind is SegmentKind.COUNT else ""
                return "{" + address + count + (f"#{item}" if item else "") + "}"
        return segment.written

    def causes(self, one: Clause, other: Clause, pairs: Iterable[Pair]) -> tuple[Cause, ...]:
        """What passages of both sides show that reads otherwise now."""
        keys = one.regulation.key, other.regulation.key
        found: dict[str, Cause] = {}
        for before, after in pairs:
            shown = {s.target for block in after for s in self._references(block.source, keys[1])}
            for segment in (s for block in before for s in self.old.resolver.segments(block.source, keys[0])):
                if segment.kind not in _KINDS:
                    continue
                there = next(iter(self._references(self.translated(segment.written, keys[0]), keys[1])), None)
                if there and there.target in shown and not same(segment.text, there.text):
                    cause = Cause(_KINDS[segment.kind], there.target, self._name(there), segment.text, there.text)
                    found.setdefault(there.target, cause)
        return tuple(found.values())

    def _references(self, text: str, key: str) -> list[Segment]:
        return [s for s in self.new.resolver.segments(text, key) if s.kind in _KINDS]

    def _name(self, segment: Segment) -> str:
        if segment.kind not in (SegmentKind.FACT, SegmentKind.LIST, SegmentKind.COUNT):
            return segment.text
        found = self.new.resolver.fact(*segment.target.split("/", 1)) or self.new.resolver.list_at(segment.target)
        return found.label if found else segment.text
