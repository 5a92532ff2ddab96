"""Facts, lists, duties, forms, roles … of two Libraries, compared property by property."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from ..model import Element, Library, Regulation
from .describe import LEFT_OUT, Describer
from .passages import marked
from .record import Aspect, Detail, EntryChange
from .wording import Language, same


@dataclass(frozen=True)
class Entry:
    """An element to be compared: its permanent address, what texts in it resolve against, how it is called."""

    element: Element
    key: str
    name: str = ""


Side = Mapping[str, Entry]


class Comparer:
    """Compares elements of two Libraries."""

    def __init__(self, old: Describer, new: Describer, language: Language) -> None:
        self.old, self.new, self.language = old, new, language

    def entries(
        self, what: str, old: Side, new: Side, *, names: Mapping[str, str] | None = None, deep: bool = True
    ) -> Iterator[EntryChange]:
        """What came, went or differs, in the order of the new side.

        `names` are old → new addresses that differ; unless `deep`, what has an id inside an entry is left out.
        """
        names = names or {}
        back = {after: before for before, after in names.items()}
        for address, entry in new.items():
            before = back.get(address, address)
            if before in old:
                change = self.one(what, address, old[before], entry, deep=deep)
                if change is not None:
                    yield replace(change, was=before if before != address else "")
            else:
                yield self._one_side(what, address, entry, Aspect.ADDED)
        for address, entry in old.items():
            if address not in new and address not in names:
                yield self._one_side(what, address, entry, Aspect.REMOVED)

    def one(
        self, what: str, address: str, old: Entry, new: Entry, without: frozenset[str] = frozenset(), deep: bool = True
    ) -> EntryChange | None:
        """One entry on both sides, with those inside it that have an id; None if it says the same."""
        details = tuple(self._details(old, new, without))
        parts = tuple(self._parts(what, address, old, new)) if deep else ()
        if not details and not parts:
            return None
        name = new.name or self.new.name_of(new.element, new.key)
        follows = all(part.aspect is Aspect.VALUES for part in parts) and _said(old, without) == _said(new, without)
        return EntryChange(what, address, name, Aspect.VALUES if follows else Aspect.WORDING, details, parts=parts)

    def _parts(self, what: str, address: str, old: Entry, new: Entry) -> Iterator[EntryChange]:
        inside = [
            {f"{address}#{name}": Entry(child, entry.key) for name, child in side.children(entry.element)}
            for side, entry in ((self.old, old), (self.new, new))
        ]
        yield from self.entries(_PARTS.get(what, "各项"), *inside)
        if [a for a in inside[1] if a in inside[0]] != [a for a in inside[0] if a in inside[1]]:
            yield EntryChange("次序", address, "各项的次序", Aspect.ORDER)

    def _details(self, old: Entry, new: Entry, without: frozenset[str]) -> Iterator[Detail]:
        before = self.old.properties(old.element, old.key, without)
        after = self.new.properties(new.element, new.key, without)
        for label in dict.fromkeys((*after, *before)):
            one, other = before.get(label, ""), after.get(label, "")
            if not same(one, other):
                yield Detail(label, *marked(one, other, self.language))

    def _one_side(self, what: str, address: str, entry: Entry, aspect: Aspect) -> EntryChange:
        """An entry that only one side has, with all that it says."""
        added = aspect is Aspect.ADDED
        side = self.new if added else self.old
        said = side.properties(entry.element, entry.key).items()
        pairs = [(label, ("", words) if added else (words, "")) for label, words in said if words not in ("", "否")]
        details = tuple(Detail(label, *marked(*texts, self.language)) for label, texts in pairs)
        return EntryChange(what, address, entry.name or side.name_of(entry.element, entry.key), aspect, details)


def _said(entry: Entry, without: frozenset[str]) -> dict[str, object]:
    """What the source itself says, values and names unresolved."""
    return entry.element.model_dump(exclude=set(without | LEFT_OUT))


# What the entries inside an entry are called.
_PARTS = {"表单": "各页", "各页": "各部分", "各部分": "栏目", "列表": "列表项", "推广阶段": "推广任务"}


def renamed(old: Side, new: Side) -> dict[str, str]:
    """Old → new address of entries that stand under another name but are called the same, in the same regulation."""
    found: dict[str, str] = {}
    free = {a: e for a, e in new.items() if a not in old}
    for address, entry in old.items():
        if address in new:
            continue
        label = getattr(entry.element, "label", "")
        for other, candidate in free.items():
            if (
                candidate.key == entry.key
                and type(candidate.element) is type(entry.element)
                and label
                and same(label, getattr(candidate.element, "label", ""))
            ):
                found[address] = other
                del free[other]
                break
    return found


def values_of(regulation: Regulation) -> tuple[dict[str, Entry], dict[str, Entry]]:
    """The facts and the lists of a regulation by address."""
    key = regulation.key
    facts = {f"{key}/{name}": Entry(fact, key) for name, fact in regulation.facts.items()}
    return facts, {f"{key}/{name}": Entry(listed, key) for name, listed in regulation.lists.items()}


def parts_of(change: EntryChange) -> Iterator[EntryChange]:
    """The parts of an entry, and theirs."""
    for part in change.parts:
        yield part
        yield from parts_of(part)


def others(comparer: Comparer, old: Library, new: Library) -> Iterator[EntryChange]:
    """What differs outside the regulations: the plan, the organization, the forms, the questions, the papers."""
    for what, side in _OTHERS.items():
        yield from comparer.entries(what, side(old), side(new))


def _points(library: Library) -> dict[str, Entry]:
    names = ("positioning", "goals", "group", "requirements")
    return {f"00/{name}/{p.id}": Entry(p, "00") for name in names for p in getattr(library.plan, name)}


def _forms(library: Library) -> dict[str, Entry]:
    return {f.id: Entry(f, f"{library.owners.get(f.id, 0):02d}", f"{f.id}《{f.short}》") for f in library.forms}


_OTHERS: dict[str, Callable[[Library], Side]] = {
    "参数": lambda of: {f"00/{name}": Entry(fact, "00") for name, fact in of.plan.facts.items()},
    "方案要点": _points,
    "推广阶段": lambda of: {f"00/{phase.id}": Entry(phase, "00") for phase in of.plan.phases},
    "监督检查": lambda of: {f"00/checks/{check.id}": Entry(check, "00") for check in of.plan.checks},
    "层级": lambda of: {f"level:{level.id}": Entry(level, "00") for level in of.organization.levels},
    "角色": lambda of: {role.id: Entry(role, "00") for role in of.organization.roles},
    "时段": lambda of: {f"moment:{moment.id}": Entry(moment, "00") for moment in of.organization.moments},
    "名词": lambda of: {f"term:{term.term}": Entry(term, "00", term.term) for term in of.organization.glossary},
    "表单": _forms,
    "题目": lambda of: {placed.address: Entry(placed.question, placed.regulation.key) for placed in of.questions},
    "试卷": lambda of: {f"paper:{paper.id}": Entry(paper, "00") for paper in of.papers},
}
