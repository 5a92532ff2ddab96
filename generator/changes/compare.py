"""Two Libraries → what differs, by permanent ids, never as text files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ..model import Clause, Regulation
from ..references import Index
from .causes import NUMBERS, Translation
from .describe import Describer
from .entries import Comparer, Entry, others, renamed, values_of
from .pairing import Pairs, Sided, origins, out_of_order, pair
from .passages import Pair, marked, passages
from .record import Aspect, Cause, Changes, ClauseChange, EntryChange, Passage, Place, RegulationChange
from .wording import Language, fold, same

_TOUCHING = ("参数", "列表", "角色")
_REGULATION = frozenset({"editions", "coverage", "facts", "lists", "constraints", "chapters"})


def compare(old: Index, new: Index) -> Changes:
    """Everything that differs between the Libraries of two indexes."""
    return _Comparison(old, new).changes()


class _Comparison:
    def __init__(self, old: Index, new: Index) -> None:
        self.old, self.new = old, new
        self.pairs: Pairs = pair(old, new)
        names = [name for index in (old, new) for name in _names(index)]
        corpus = (one.wording for side in (self.pairs.old, self.pairs.new) for one in side.values())
        self.language = Language(names, corpus)
        self.comparer = Comparer(Describer(old), Describer(new), self.language)
        self.values = self._renamed_values()
        self.translation = Translation(old, new, self.pairs.clauses, self.pairs.regulations, self.values)
        self.typographic: list[str] = []

    def _renamed_values(self) -> dict[str, str]:
        """Old → new address of facts and lists that go by another name now."""
        found: dict[str, str] = {}
        for key, other in self.pairs.regulations.items():
            before = values_of(self.old.library.regulation_by_key[key])
            after = values_of(self.new.library.regulation_by_key[other])
            for one, two in zip(before, after, strict=True):
                mine = {f"{other}/{address[3:]}": replace(entry, key=other) for address, entry in one.items()}
                back = {f"{other}/{address[3:]}": address for address in one}
                found |= {back[address]: to for address, to in renamed(mine, two).items()}
        return found

    def changes(self) -> Changes:
        """The result."""
        old, new = self.old.library, self.new.library
        regulations = [change for r in new.regulations if (change := self._regulation(r)) is not None]
        regulations += [self._removed(r) for r in old.regulations if r.key not in self.pairs.regulations]
        return Changes(
            tuple(self._with_origins(regulations)),
            tuple(self._with_touches(others(self.comparer, old, new))),
            dict(self.pairs.clauses),
            tuple(self.typographic),
        )

    def _regulation(self, regulation: Regulation) -> RegulationChange | None:
        back = {after: before for before, after in self.pairs.regulations.items()}
        before = self.old.library.regulation_by_key.get(back.get(regulation.key, ""))
        moved = out_of_order(regulation, self.pairs)
        ours = [one for one in self.pairs.new.values() if one.clause.regulation is regulation]
        found = {after: self.pairs.old[old] for old, after in self.pairs.clauses.items()}
        clauses = [change for one in ours if (change := self._clause(found.get(one.address), one, moved)) is not None]
        if before is not None:
            clauses = [*clauses, *self._gone(before)]
        places = self._places(before)
        clauses.sort(key=lambda change: (change.new.number, 0) if change.new else (places[change.address], 1))
        entries = tuple(self._entries(before, regulation))
        if before is not None and not clauses and not entries:
            return None
        aspect = Aspect.WORDING if before else Aspect.ADDED
        editions = (before.editions[0] if before else None, regulation.editions[0])
        return RegulationChange(regulation.key, regulation.title, aspect, editions, tuple(clauses), entries)

    def _places(self, regulation: Regulation | None) -> dict[str, int]:
        """After which number of now each clause of a regulation as it was stands."""
        places, last = {}, 0
        for address, one in self.pairs.old.items():
            if one.clause.regulation is regulation:
                now = self.pairs.new.get(self.pairs.clauses.get(address, ""))
                last = now.clause.number if now else last
                places[address] = last
        return places

    def _removed(self, regulation: Regulation) -> RegulationChange:
        clauses = tuple(self._gone(regulation))
        return RegulationChange(
            regulation.key, regulation.title, Aspect.REMOVED, (regulation.editions[0], None), clauses
        )

    def _gone(self, regulation: Regulation) -> Iterator[ClauseChange]:
        for address, one in self.pairs.old.items():
            if one.clause.regulation is regulation and address not in self.pairs.clauses:
                yield self._one_side(one, Aspect.REMOVED)

    def _clause(self, old: Sided | None, new: Sided, moved: set[str]) -> ClauseChange | None:
        if old is None:
            return self._one_side(new, Aspect.ADDED)
        one, other = old.clause, new.clause
        keys = one.regulation.key, other.regulation.key
        made: tuple[Passage, ...] = ()
        pairs: tuple[Pair, ...] = ()
        if old.blocks != new.blocks:
            made, pairs = passages(old.blocks, new.blocks, self.language, lambda t: self.translation.again(t, *keys))
        causes = self.translation.causes(one, other, [p for p, m in zip(pairs, made, strict=True) if m.reworded])
        duties = tuple(self._duties(one, other))
        aspects = self._aspects(one, other, made, causes, duties)
        if new.address in moved and Aspect.MOVED not in aspects:
            aspects = (*aspects, Aspect.MOVED)
        self._note_typography(old, new, made)
        if not aspects:
            return None
        title = marked(one.article.heading, other.article.heading, self.language)
        return ClauseChange(_place(one), _place(other), aspects, title, made, causes, duties)

    def _aspects(
        self,
        one: Clause,
        other: Clause,
        made: Sequence[Passage],
        causes: Sequence[Cause],
        duties: Sequence[EntryChange],
    ) -> tuple[Aspect, ...]:
        follows = any(p.follows for p in made)
        values = any(cause.kind != NUMBERS for cause in causes)
        home = self.pairs.chapters.get((one.regulation.key, one.chapter.id))
        holds = {
            Aspect.WORDING: any(p.reworded and not p.follows for p in made),
            Aspect.VALUES: follows and values,
            Aspect.REFERENCES: follows and not values,
            Aspect.TITLE: not same(one.article.heading, other.article.heading),
            Aspect.MOVED: home != (other.regulation.key, other.chapter.id),
            Aspect.DIVIDED: any(p.divided for p in made),
            Aspect.ORDER: any(p.moved for p in made),
            Aspect.PROVENANCE: any(p.sourced for p in made),
            Aspect.DUTIES: any(d.aspect is not Aspect.VALUES for d in duties),
            Aspect.FOLLOWING: any(d.aspect is Aspect.VALUES for d in duties),
            Aspect.RENUMBERED: one.number != other.number,
            Aspect.RENAMED: one.article.id != other.article.id,
        }
        return tuple(aspect for aspect, so in holds.items() if so)

    def _note_typography(self, old: Sided, new: Sided, made: Sequence[Passage]) -> None:
        """Remember a clause that is written otherwise and reads the same."""
        titles = old.clause.article.heading, new.clause.article.heading
        texts = [[block.text for block in side.blocks] for side in (old, new)]
        if (texts[0] != texts[1] or titles[0] != titles[1]) and same(*titles) and not any(p.changed for p in made):
            self.typographic.append(new.address)

    def _one_side(self, one: Sided, aspect: Aspect) -> ClauseChange:
        added = aspect is Aspect.ADDED
        made, _ = passages(() if added else one.blocks, one.blocks if added else (), self.language, str)
        title = one.clause.article.heading
        place = _place(one.clause)
        duties = tuple(self._duties(None, one.clause) if added else self._duties(one.clause, None))
        titles = marked("" if added else title, title if added else "", self.language)
        return ClauseChange(None if added else place, place if added else None, (aspect,), titles, made, duties=duties)

    def _duties(self, old: Clause | None, new: Clause | None) -> Iterator[EntryChange]:
        home = (new or old).address  # type: ignore[union-attr]
        sides = [
            {f"{home}#{duty.id}": Entry(duty, clause.regulation.key) for duty in clause.article.duties_in_force}
            if clause
            else {}
            for clause in (old, new)
        ]
        yield from self.comparer.entries("职责", *sides)

    def _entries(self, old: Regulation | None, new: Regulation) -> Iterator[EntryChange]:
        """The facts, lists, constraints and chapters of a regulation, and what it says of itself."""
        if old is None:
            return
        key = new.key
        change = self.comparer.one(
            "制度", key, Entry(old, old.key, new.short), Entry(new, key, new.short), _REGULATION, deep=False
        )
        yield from (change,) if change else ()
        for what, before, after in zip(("参数", "列表"), values_of(old), values_of(new), strict=True):
            mine = {f"{key}/{address[3:]}": entry for address, entry in before.items()}
            names = {f"{key}/{a[3:]}": b for a, b in self.values.items() if a in before and b in after}
            yield from self._with_touches(self.comparer.entries(what, mine, after, names=names))
        chapters = self.pairs.chapters
        there = {f"{key}/{c.id}": Entry(c, key, c.title) for c in new.chapters}
        here = {f"{key}/{chapters.get((old.key, c.id), (key, c.id))[1]}": Entry(c, key, c.title) for c in old.chapters}
        yield from self.comparer.entries("章", here, there, deep=False)
        rules = [{f"{key}/constraints/{c.id}": Entry(c, key) for c in r.constraints} for r in (old, new)]
        yield from self.comparer.entries("约束", *rules)

    def _with_touches(self, entries: Iterable[EntryChange]) -> Iterator[EntryChange]:
        for change in entries:
            told = change.what in _TOUCHING
            yield replace(change, touches=self._touched(change)) if told else change

    def _touched(self, change: EntryChange) -> tuple[str, ...]:
        users = self.new.users.get(change.address) or ()
        if change.aspect is Aspect.REMOVED:
            before = self.old.users.get(change.was or change.address, ())
            users = tuple(self.pairs.clauses.get(u.partition("#")[0], u) for u in before)
        homes = dict.fromkeys(user.partition("#")[0] for user in users)
        return tuple(
            h for h in homes if h in self.pairs.new or h in self.pairs.old or h in self.new.library.plan_places
        )

    def _with_origins(self, regulations: Iterable[RegulationChange]) -> Iterator[RegulationChange]:
        """Say of articles that came or went where their words came from or went to."""
        regulations = list(regulations)
        gone: dict[str, list[str]] = {}
        come: dict[str, list[str]] = {}
        for change in (c for r in regulations for c in r.clauses if c.old and c.new):
            assert change.old is not None
            for passage in change.passages:
                if passage.reworded and not passage.new:
                    gone.setdefault(change.old.address, []).extend(fold(b.text) for b in passage.old)
                if passage.reworded and not passage.old:
                    come.setdefault(change.address, []).extend(fold(b.text) for b in passage.new)
        found = origins(self.pairs, gone, come)
        for regulation in regulations:
            clauses = tuple(
                replace(c, origin=found.get(c.address, ())) if not (c.old and c.new) else c for c in regulation.clauses
            )
            yield replace(regulation, clauses=clauses)


def _names(index: Index) -> Iterator[str]:
    """What is never cut in two: roles, forms, levels and terms by their names."""
    organization = index.library.organization
    yield from (role.title for role in organization.roles)
    yield from (level.title for level in organization.levels)
    yield from (f"《{form.short}》" for form in index.library.forms)
    yield from (f"《{regulation.title}》" for regulation in index.library.regulations)


def _place(clause: Clause) -> Place:
    chapters = [chapter.id for chapter in clause.regulation.chapters]
    number = chapters.index(clause.chapter.id) + 1
    return Place(clause.address, clause.number, clause.chapter.title, number, clause.article.heading)
