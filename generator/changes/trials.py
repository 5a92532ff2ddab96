"""What changes do to the questions and to the papers drawn from them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from ..exams import Item, derived, item_of
from ..model import Paper, PlacedQuestion, Pool
from ..references import Index
from .record import Changes
from .wording import same


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that a change touches. What a `formal` one asks is shown to nobody who may yet be asked it."""

    address: str
    regulation: str
    stem: str
    clauses: tuple[str, ...]
    formal: bool


@dataclass(frozen=True, slots=True)
class PaperTouched:
    """A blueprint and how many of the questions it may draw follow, wait for somebody, came, went or were rewritten."""

    id: str
    title: str
    following: int
    suspect: int
    edited: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Trials:
    """Written questions that follow by themselves; that are withheld until confirmed (suspect); that their clause left
    behind though nothing records against what they were confirmed (unrecorded); that were written, rewritten or deleted.
    `derived` counts the questions made of facts and duties that differ."""

    following: tuple[Asked, ...]
    suspect: tuple[Asked, ...]
    unrecorded: tuple[Asked, ...]
    added: tuple[Asked, ...]
    rewritten: tuple[Asked, ...]
    removed: tuple[Asked, ...]
    derived: int
    papers: tuple[PaperTouched, ...]


def trials(changes: Changes, old: Index, new: Index) -> Trials:
    """What the changes do to the bank."""
    before, after = old.library.question_by_address, new.library.question_by_address
    reworded = {change.address for change in changes.clauses() if change.reworded}
    groups: dict[str, list[Asked]] = {name: [] for name in ("following", "suspect", "unrecorded", "added", "rewritten")}
    for address, placed in after.items():
        asked = _asked(new, placed)
        was = before.get(address)
        if new.is_stale(placed.question) and not (was and old.is_stale(was.question)):
            groups["suspect"].append(asked)
        elif was is None:
            groups["added"].append(asked)
        elif _differs(item_of(old, was), item_of(new, placed)):
            groups["following" if _source(was) == _source(placed) else "rewritten"].append(asked)
        elif not placed.question.fingerprint and reworded.intersection(asked.clauses):
            groups["unrecorded"].append(asked)
    removed = tuple(_asked(old, placed) for address, placed in before.items() if address not in after)
    done = {name: tuple(found) for name, found in groups.items()}
    papers = tuple(_papers(old, new, done, removed))
    return Trials(**done, removed=removed, derived=_derived(old, new), papers=papers)


def _asked(index: Index, placed: PlacedQuestion) -> Asked:
    item = item_of(index, placed)
    return Asked(placed.address, placed.regulation.key, item.stem, item.clauses, item.pool is Pool.FORMAL)


def _source(placed: PlacedQuestion) -> dict[str, object]:
    return placed.question.model_dump(exclude={"fingerprint", "reviewed"})


_COMPARED = tuple(field.name for field in fields(Item) if field.name not in ("clauses", "drafted"))


def _differs(one: Item, other: Item) -> bool:
    """Whether a person sees another question, beyond typography."""
    return any(not same(str(getattr(one, name)), str(getattr(other, name))) for name in _COMPARED)


def _derived(old: Index, new: Index) -> int:
    """How many questions made of facts and duties came, went or differ."""
    before, after = ({item.id: item for item in derived(index)} for index in (old, new))
    gone = sum(name not in after for name in before)
    return gone + sum(name not in before or _differs(before[name], item) for name, item in after.items())


def _papers(
    old: Index, new: Index, groups: dict[str, tuple[Asked, ...]], removed: tuple[Asked, ...]
) -> Iterator[PaperTouched]:
    was = {paper.id: paper for paper in old.library.papers}
    for paper in new.library.papers:
        none = {share.regulation for share in paper.regulations if not share.weight}

        def count(*names: str, none: set[str] = none) -> int:
            found = [asked for name in names for asked in (removed if name == "removed" else groups[name])]
            return sum(asked.regulation not in none for asked in found)

        note = _passing(old, new, was.get(paper.id), paper)
        made = PaperTouched(
            paper.id,
            paper.title,
            count("following"),
            count("suspect", "unrecorded"),
            count("added", "rewritten", "removed"),
            note,
        )
        if made.following or made.suspect or made.edited or note:
            yield made


def _passing(old: Index, new: Index, was: Paper | None, paper: Paper) -> str:
    if was is None:
        return "新增"
    before, after = old.resolver.plain(was.passing, "00"), new.resolver.plain(paper.passing, "00")
    if not same(before, after):
        return f"合格分由 {before} 改为 {after}"
    return "双向细目表改变" if was.model_dump() != paper.model_dump() else ""
