"""Which edition of a regulation binds when, and the Library with other editions in place.

Point-in-time reading after Akoma Ntoso's life cycle of a text: published (发布), in force (施行), no longer (废止). An
edition binds from `Edition.begins` until the next one begins or it is repealed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum
from functools import cached_property

from ..model import ArchivedEdition, Article, Edition, Library, PlacedQuestion, Regulation
from .trim import trimmed


class State(Enum):
    """How an edition stands beside the one that the site shows."""

    SHOWN = "shown"
    SUPERSEDED = "superseded"
    TO_COME = "to come"


@dataclass(frozen=True)
class Held:
    """An edition whose text is there."""

    edition: Edition
    text: ArchivedEdition
    ends: date | None  # the first day on which it no longer binds

    def binds_on(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.edition.begins <= day and (self.ends is None or day < self.ends)


@dataclass(frozen=True)
class Entry:
    """One line of a regulation's record of editions; `held` if the text of it is there."""

    edition: Edition
    state: State
    ends: date | None
    held: Held | None


class History:
    """The editions of every regulation of a Library, as known on `day`; all of them without one."""

    def __init__(self, library: Library, day: date | None = None) -> None:
        self.whole = library
        self.day = day

    @cached_property
    def library(self) -> Library:
        """The Library as it binds on the day: each regulation in its edition of then, with that edition's forms and
        questions; a clause that is retired later still binds. A regulation that does not bind yet is there in its first
        edition, one that no longer does in its last.

        What other sources say of something that there was not then is left out of lists of addresses; where a text
        speaks of it, the checks find it.
        """
        if self.day is None:
            return self.whole
        made = self._with({regulation.key: self.shown(regulation.key) for regulation in self.whole.regulations})
        return _with_regulations(made, {r.key: _still_binding(r, self.day) for r in made.regulations})

    def at(self, key: str, held: Held) -> Library:
        """The Library on the last day on which an edition bound, or the first if it still does, with that edition in
        place whatever else bound on that day."""
        day = held.ends - timedelta(days=1) if held.ends else held.edition.begins
        others = {r.key: _binding(self.held(r.key), day) for r in self.whole.regulations}
        return self._with({**others, key: held})

    def shown(self, key: str) -> Held:
        """The edition that the site shows: the one that binds on the day; without a day the newest."""
        return _binding(self.held(key), self.day) if self.day else self.held(key)[0]

    def held(self, key: str) -> tuple[Held, ...]:
        """The editions whose text is there, newest first."""
        return self._held[key]

    def entries(self, key: str) -> tuple[Entry, ...]:
        """The record of editions, newest first, without those that nobody could know on the day."""
        held = {one.edition.version: one for one in self.held(key)}
        shown = self.shown(key).edition
        listed = self.whole.regulation_by_key[key].editions
        at = next((n for n, edition in enumerate(listed) if edition.version == shown.version), 0)
        return tuple(
            Entry(
                edition,
                State.SHOWN if n == at else State.TO_COME if n < at else State.SUPERSEDED,
                _ends(listed, n),
                held.get(edition.version),
            )
            for n, edition in enumerate(listed)
            if self.day is None or edition.known_from <= self.day or n == at
        )

    @cached_property
    def _held(self) -> dict[str, tuple[Held, ...]]:
        found: dict[str, tuple[Held, ...]] = {}
        library = self.whole
        for regulation in library.regulations:
            forms = tuple(form for form in library.forms if library.owners[form.id] == regulation.number)
            asked = tuple(placed for placed in library.questions if placed.regulation.number == regulation.number)
            texts = {regulation.editions[0].version: ArchivedEdition(regulation, forms, asked)}
            for text in library.archive:
                if text.regulation.number == regulation.number:
                    texts.setdefault(text.version, text)
            found[regulation.key] = tuple(
                Held(edition, texts[edition.version], _ends(regulation.editions, n))
                for n, edition in enumerate(regulation.editions)
                if edition.version in texts
            )
        return found

    def _with(self, chosen: Mapping[str, Held]) -> Library:
        """The Library with one edition of each regulation; itself if they are those that stand in it."""
        library = self.whole
        if all(held is self.held(key)[0] for key, held in chosen.items()):
            return library
        texts = [chosen[regulation.key].text for regulation in library.regulations]
        plan = tuple(form for form in library.forms if library.owners[form.id] == 0)
        forms = (*plan, *(form for text in texts for form in text.forms))
        numbers = {form.id: text.regulation.number for text in texts for form in text.forms}
        made = replace(
            library,
            regulations=tuple(text.regulation for text in texts),
            forms=forms,
            owners={form.id: numbers.get(form.id, 0) for form in forms},
            questions=tuple(placed for text in texts for placed in text.questions),
            archive=(),
        )
        known = [library, *(self._alone(text) for one in self._held.values() for text in (held.text for held in one))]
        return trimmed(made, known)

    def _alone(self, text: ArchivedEdition) -> Library:
        return replace(self.whole, regulations=(text.regulation,), forms=text.forms, archive=())


def _binding(held: tuple[Held, ...], day: date) -> Held:
    """The edition that binds on a day: the newest that has begun, the oldest if none has."""
    return next((one for one in held if one.edition.begins <= day), held[-1])


def _still_binding(regulation: Regulation, day: date) -> Regulation:
    """A regulation whose clauses are retired only from their day on; itself if there is none of a later day."""

    def later(article: Article) -> bool:
        return article.retired is not None and article.retired.on > day

    if not any(later(article) for chapter in regulation.chapters for article in chapter.articles):
        return regulation
    chapters = (
        chapter.model_copy(
            update={
                "articles": tuple(a.model_copy(update={"retired": None}) if later(a) else a for a in chapter.articles)
            }
        )
        for chapter in regulation.chapters
    )
    return regulation.model_copy(update={"chapters": tuple(chapters)})


def _with_regulations(library: Library, regulations: Mapping[str, Regulation]) -> Library:
    """The Library with other regulations in the places of its own; itself if none is another."""
    if all(regulations[r.key] is r for r in library.regulations):
        return library
    return replace(
        library,
        regulations=tuple(regulations.values()),
        questions=tuple(PlacedQuestion(regulations[p.regulation.key], p.question) for p in library.questions),
    )


def _ends(listed: tuple[Edition, ...], number: int) -> date | None:
    """When the edition at a place of the record (newest first) ceases to bind."""
    days = [listed[number].repealed, listed[number - 1].begins if number else None]
    return min((day for day in days if day is not None), default=None)
