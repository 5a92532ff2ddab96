"""What differs between two Libraries, as frozen data: the one thing that table, page, Word document and JSON are made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ..model import Edition


class Mark(StrEnum):
    """Whether a stretch of a text stayed, went or came."""

    SAME = "same"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a text."""

    mark: Mark
    text: str


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph (款) or an item (项) as one side has it; `number` is （一） for an item, "" for a paragraph."""

    number: str
    runs: Runs
    basis: str
    cites: tuple[str, ...]

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Passage:
    """Blocks of the one side and what they became on the other; several on a side where they were split or merged."""

    old: tuple[Block, ...]
    new: tuple[Block, ...]
    reworded: bool = False  # its words differ, beyond typography
    follows: bool = False  # … only because a value or a name that it shows differs
    moved: bool = False  # the same words in another place of the article

    @property
    def divided(self) -> bool:
        """Whether a block was split in two or two were merged."""
        return bool(self.old) and bool(self.new) and len(self.old) != len(self.new)

    @property
    def sourced(self) -> tuple[str, str] | None:
        """(old, new) provenance where it differs."""
        if not self.old or not self.new:
            return None
        sides = [[(block.basis, block.cites) for block in side] for side in (self.old, self.new)]
        if sides[0] == sides[1] or (self.divided and {*sides[0]} == {*sides[1]}):
            return None
        return _provenance(self.old), _provenance(self.new)

    @property
    def changed(self) -> bool:
        """Whether anything about it is worth telling."""
        return self.reworded or self.moved or self.divided or self.sourced is not None


def _provenance(blocks: tuple[Block, ...]) -> str:
    named = (f"{b.basis}（{'、'.join(b.cites)}）" if b.cites else b.basis for b in blocks)
    return "；".join(dict.fromkeys(named))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a clause stands on one side."""

    address: str
    number: int
    chapter: str
    chapter_number: int
    title: str


class Aspect(StrEnum):
    """In what respect a clause or another entry differs."""

    ADDED = "新增"
    REMOVED = "删除"
    WORDING = "文字修改"
    VALUES = "参数、名称随之改变"
    REFERENCES = "引用的条号随之改变"
    TITLE = "条名修改"
    MOVED = "移动"
    DIVIDED = "分款调整"
    ORDER = "次序调整"
    PROVENANCE = "出处调整"
    DUTIES = "职责调整"
    FOLLOWING = "职责随参数、名称改变"
    RENUMBERED = "条号改变"
    RENAMED = "标识改变"


# What follows from other changes and changes no rule by itself.
CONSEQUENT = frozenset({Aspect.REFERENCES, Aspect.FOLLOWING, Aspect.RENUMBERED, Aspect.RENAMED})


@dataclass(frozen=True, slots=True)
class Detail:
    """One property of an entry on both sides, as people read it."""

    label: str
    old: Runs
    new: Runs


@dataclass(frozen=True, slots=True)
class EntryChange:
    """A fact, list, duty, form, field, role, term … that came, went or differs.

    `touches` are the clauses (addresses on the new side, or the old if there is none) whose words follow from it.
    """

    what: str
    address: str
    name: str
    aspect: Aspect
    details: tuple[Detail, ...] = ()
    touches: tuple[str, ...] = ()
    was: str = ""  # the address on the old side, if another
    parts: tuple[EntryChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Cause:
    """Why words changed though nobody reworded them: what they show, on both sides."""

    kind: str  # 参数, 列表, 名称, 条号
    address: str
    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """A clause that came, went or differs."""

    old: Place | None
    new: Place | None
    aspects: tuple[Aspect, ...]
    title: tuple[Runs, Runs]
    passages: tuple[Passage, ...] = ()
    causes: tuple[Cause, ...] = ()
    duties: tuple[EntryChange, ...] = ()
    origin: tuple[str, ...] = ()  # clauses of the other side that its words came from or went to

    @property
    def address(self) -> str:
        """Its address now, or as it was."""
        place = self.new or self.old
        assert place is not None
        return place.address

    @property
    def amended(self) -> bool:
        """Whether it is more than a consequence of other changes."""
        return bool(set(self.aspects) - CONSEQUENT)

    @property
    def reworded(self) -> bool:
        """Whether somebody wrote it otherwise: what was confirmed against it is to be looked at again."""
        return bool({*self.aspects} & {Aspect.ADDED, Aspect.REMOVED, Aspect.WORDING})


@dataclass(frozen=True, slots=True)
class RegulationChange:
    """What differs within a regulation; `key` is the two digits now, or as they were."""

    key: str
    title: str
    aspect: Aspect
    editions: tuple[Edition | None, Edition | None]
    clauses: tuple[ClauseChange, ...] = ()
    entries: tuple[EntryChange, ...] = ()  # facts, lists, constraints, chapters, the regulation's own words

    @property
    def amended(self) -> tuple[ClauseChange, ...]:
        """The clauses that are more than consequences."""
        return tuple(clause for clause in self.clauses if clause.amended)


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that differs between two Libraries. `others` are the plan, the organization, forms, questions, papers."""

    regulations: tuple[RegulationChange, ...]
    others: tuple[EntryChange, ...]
    addresses: dict[str, str]  # of every clause that is on both sides, old → new
    typographic: tuple[str, ...]  # clauses that differ in typography alone; no amendment

    def clauses(self) -> Iterator[ClauseChange]:
        """Every changed clause."""
        for regulation in self.regulations:
            yield from regulation.clauses

    def entries(self, what: str = "") -> Iterator[EntryChange]:
        """Every changed entry but duties, or those of one sort."""
        for regulation in self.regulations:
            yield from (entry for entry in regulation.entries if what in ("", entry.what))
        yield from (entry for entry in self.others if what in ("", entry.what))

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to tell."""
        return not self.regulations and not self.others
