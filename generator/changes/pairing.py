"""Which clause of the one Library is which of the other: by permanent id, else by where its words went."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import Indel

from ..model import Chapter, Clause, Library, Regulation
from ..references import Index
from .passages import Written, written
from .wording import same

RENAMED = 0.8  # share of its words that a clause under another id must keep to be the same clause
MOVED = 0.5  # … under the same id in another chapter
_SHORT = 12  # wordings too short to tell a clause by


@dataclass(frozen=True)
class Sided:
    """A clause with its blocks."""

    clause: Clause
    blocks: tuple[Written, ...]
    wording: str

    @property
    def address(self) -> str:
        """The clause's address."""
        return self.clause.address


@dataclass(frozen=True)
class Pairs:
    """What belongs together on both sides; addresses and keys of the old side → those of the new."""

    old: Mapping[str, Sided]
    new: Mapping[str, Sided]
    clauses: Mapping[str, str]
    regulations: Mapping[str, str]
    chapters: Mapping[tuple[str, str], tuple[str, str]]


def pair(old: Index, new: Index) -> Pairs:
    """Pair the regulations, chapters and clauses of two Libraries."""
    regulations = _regulations(old.library, new.library)
    chapters = _chapters(old.library, new.library, regulations)
    sides = _sided(old), _sided(new)
    found: dict[str, str] = {}
    for address, one in sides[0].items():
        clause = one.clause
        home = chapters.get((clause.regulation.key, clause.chapter.id))
        if home and (expected := f"{home[0]}/{home[1]}/{clause.article.id}") in sides[1]:
            found[address] = expected
    _elsewhere(sides, regulations, found)
    return Pairs(*sides, found, regulations, chapters)


def _sided(index: Index) -> dict[str, Sided]:
    found = {}
    for address, clause in index.library.clauses.items():
        blocks = written(index, clause.article, clause.regulation.key)
        found[address] = Sided(clause, blocks, "".join(block.wording for block in blocks))
    return found


def _regulations(old: Library, new: Library) -> dict[str, str]:
    """Regulations by their folder's name, else by number if both have lost their partner."""
    slugs = {regulation.slug: regulation.key for regulation in new.regulations}
    found = {r.key: slugs[r.slug] for r in old.regulations if r.slug in slugs}
    taken = set(found.values())
    for regulation in old.regulations:
        other = new.regulation_by_key.get(regulation.key)
        if regulation.key not in found and other and other.key not in taken:
            found[regulation.key] = other.key
    return found


def _chapters(old: Library, new: Library, regulations: Mapping[str, str]) -> dict[tuple[str, str], tuple[str, str]]:
    """Chapters by id; those under a new id by their title or by the ids of their articles."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for key, other in regulations.items():
        ours, theirs = old.regulation_by_key[key].chapters, new.regulation_by_key[other].chapters
        ids = {chapter.id for chapter in theirs}
        found |= {(key, c.id): (other, c.id) for c in ours if c.id in ids}
        left = [c for c in ours if c.id not in ids]
        free = [c for c in theirs if c.id not in {o.id for o in ours}]
        for chapter in left:
            best = max(free, key=lambda c: _kinship(chapter, c), default=None)
            if best is not None and _kinship(chapter, best) >= MOVED:
                free.remove(best)
                found[key, chapter.id] = (other, best.id)
    return found


def _kinship(one: Chapter, other: Chapter) -> float:
    if same(one.title, other.title):
        return 1.0
    ids, others = ({article.id for article in chapter.articles} for chapter in (one, other))
    return len(ids & others) / max(len(ids | others), 1)


def _elsewhere(
    sides: tuple[Mapping[str, Sided], Mapping[str, Sided]], regulations: Mapping[str, str], found: dict[str, str]
) -> None:
    """Pair what is left: the same id in another chapter, then the same words under another id, the likest first."""
    old = [one for address, one in sides[0].items() if address not in found]
    taken = set(found.values())
    new = [one for address, one in sides[1].items() if address not in taken]
    likes: list[tuple[float, int, int]] = []
    for n, one in enumerate(old):
        for _, likeness, m in _nearest(one, new):
            other = new[m]
            by_id = _by_id(one.clause, other.clause, regulations)
            enough = len(one.wording) >= _SHORT or same(one.clause.article.title, other.clause.article.title)
            if likeness >= (MOVED if by_id else RENAMED) and enough:
                likes.append((-likeness - by_id, n, m))
    used: tuple[set[int], set[int]] = (set(), set())
    for _, n, m in sorted(likes):
        if n not in used[0] and m not in used[1]:
            used[0].add(n)
            used[1].add(m)
            found[old[n].address] = new[m].address


def _nearest(one: Sided, others: Sequence[Sided]) -> Iterable[tuple[str, float, int]]:
    wordings = [other.wording for other in others]
    return process.extract(
        one.wording, wordings, scorer=Indel.normalized_similarity, processor=None, limit=5, score_cutoff=MOVED
    )


def _by_id(one: Clause, other: Clause, regulations: Mapping[str, str]) -> bool:
    return one.article.id == other.article.id and regulations.get(one.regulation.key) == other.regulation.key


def out_of_order(regulation: Regulation, pairs: Pairs) -> set[str]:
    """The clauses (new addresses) of a regulation that stand elsewhere among their neighbours of the same chapter:
    the fewest whose move explains the order."""
    back = {new: old for old, new in pairs.clauses.items()}
    moved: set[str] = set()
    for chapter in regulation.chapters:
        numbers = []
        for article in chapter.articles:
            address = f"{regulation.key}/{chapter.id}/{article.id}"
            old = back.get(address)
            one = pairs.old[old].clause if old else None
            if one and pairs.chapters.get((one.regulation.key, one.chapter.id)) == (regulation.key, chapter.id):
                numbers.append((one.number, address))
        stay = _longest_rising([number for number, _ in numbers])
        moved |= {address for place, (_, address) in enumerate(numbers) if place not in stay}
    return moved


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """The places of a longest rising subsequence."""
    best: list[tuple[int, int]] = []  # (length, place before)
    for place, number in enumerate(numbers):
        before = [(best[n][0], -n) for n in range(place) if numbers[n] < number]
        length, at = max(before, default=(0, 1))
        best.append((length + 1, -at))
    place = max(range(len(best)), key=lambda n: best[n][0], default=-1)
    stay: set[int] = set()
    while place >= 0:
        stay.add(place)
        place = best[place][1]
    return stay


def origins(
    pairs: Pairs, gone: Mapping[str, Iterable[str]], come: Mapping[str, Iterable[str]]
) -> dict[str, tuple[str, ...]]:
    """Clauses that came (new address) or went (old address) → clauses of the other side that most of their words came
    from or went to.

    `gone` and `come` hold the wordings of deleted and inserted blocks by the clause they stood in.
    """
    found: dict[str, tuple[str, ...]] = {}
    paired = set(pairs.clauses.values())
    added = {a: s for a, s in pairs.new.items() if a not in paired}
    removed = {a: s for a, s in pairs.old.items() if a not in pairs.clauses}
    for those, pool in ((added, gone), (removed, come)):
        at = defaultdict(list)
        for address, wordings in pool.items():
            for wording in wordings:
                if len(wording) >= _SHORT:
                    at[wording].append(address)
        known = list(at)
        for address, one in those.items():
            share: Counter[str] = Counter()
            for block in one.blocks:
                near = process.extractOne(
                    block.wording, known, scorer=Indel.normalized_similarity, score_cutoff=RENAMED
                )
                if near is not None:
                    for source in at[near[0]]:
                        share[source] += len(block.wording)
            whole = sum(len(block.wording) for block in one.blocks)
            names = tuple(source for source, size in share.items() if size >= whole / 3)
            if names and sum(share[name] for name in names) >= whole * MOVED:
                found[address] = names
    return found
