"""Editions on the site: how the one on a regulation's page stands, the record of all, a page for each of the others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ..changes import compare
from ..changes.table import table
from ..editions import Entry, Held, History, State
from ..model import Edition, Regulation
from ..references import Index
from . import paths
from .amendment import section_context
from .regulation import context as regulation_context
from .views import Link, Views


@dataclass(frozen=True)
class EditionRow:
    """A line of the record of editions. `url` leads to its text, "" if that is on the page itself or was not kept;
    `days` are the days that it names, `state` what it is beside the one that is shown, `amended` leads to what it changed,
    "" if the text before was not kept."""

    version: str
    day: date
    days: str
    summary: str
    state: str
    url: str
    amended: str


@dataclass(frozen=True)
class Notice:
    """What stands at the top of a page about the edition on it. `since` is the day from which it binds, for the reader's
    own clock; `pending` whether it did not bind yet on the day that the site was made for."""

    before: str
    link: Link | None
    after: str
    since: str = ""
    pending: bool = False


class Versions:
    """What pages tell of editions."""

    def __init__(self, views: Views, history: History) -> None:
        self.views = views
        self.history = history
        self._indexes: dict[tuple[str, str], Index] = {}

    def rows(self, key: str, page: str) -> tuple[EditionRow, ...]:
        """The record of a regulation's editions, newest first."""
        return tuple(self._row(key, entry, page) for entry in self.history.entries(key))

    def apart(self) -> dict[str, Entry]:
        """{page: entry} of the editions that have a page of their own."""
        return {
            paths.version(regulation, entry.edition.version): entry
            for regulation in self.history.whole.regulations
            for entry in self.history.entries(regulation.key)
            if entry.held is not None and entry.state is not State.SHOWN
        }

    def notices(self, regulation: Regulation, page: str) -> tuple[Notice, ...]:
        """What the page of a regulation says of when it binds; nothing where one edition is all there is."""
        entries = self.history.entries(regulation.key)
        at = next(n for n, entry in enumerate(entries) if entry.state is State.SHOWN)
        shown = entries[at].edition
        found = [
            Notice(
                "已发布",
                self._link(regulation.key, entry, page),
                f"，自 {entry.edition.begins} 起施行；在此之前按本页执行。",
            )
            for entry in entries[:at]
        ]
        day = self.history.day
        if shown.repealed and (day is None or day >= shown.repealed):
            found.append(Notice(f"{shown.version} 版自 {shown.repealed} 起废止。", None, "", pending=day is not None))
        if shown.effective:
            previous = self._link(regulation.key, entries[at + 1], page) if at + 1 < len(entries) else None
            begins = f"{shown.version} 版自 {shown.effective} 起施行"
            before, after = (f"{begins}，在此之前按", "执行。") if previous else (f"{begins}。", "")
            pending = day is not None and day < shown.effective
            if day is None or pending:
                found.append(Notice(before, previous, after, shown.effective.isoformat(), pending))
        return tuple(found)

    def context(self, page: str, entry: Entry) -> dict[str, Any]:
        """What version.md.j2 needs for the page of an edition."""
        held = entry.held
        assert held is not None
        key = held.text.regulation.key
        index = self._index(key, held)
        library = index.library
        views = Views(index, paths.Urls(library, {key: page}, self.views.library))
        regulation = library.regulation_by_key[key]
        shown = self.history.shown(key).edition
        return {
            **regulation_context(views, regulation, page),
            "edition": entry.edition,
            "current": Link(self._url(key, page), f"{shown.version} 版"),
            "notice": self._told(entry, shown),
            "state": _STATES[entry.state],
            "amended": self._amended(key, entry, page),
            "days": _days(entry.edition, entry.ends),
        }

    def _told(self, entry: Entry, shown: Edition) -> tuple[str, str]:
        """What is said before and after the link to the edition that the site shows in its place."""
        version = entry.edition.version
        if entry.state is State.TO_COME:
            return f"{version} 版自 {entry.edition.begins} 起施行，在此之前按", "执行。"
        assert entry.ends is not None
        last = entry.ends - timedelta(days=1)
        return f"{version} 版施行到 {last}。{'现在' if self.history.day else '此后'}看", "。"

    def _amended(self, key: str, entry: Entry, page: str) -> dict[str, Any] | None:
        """The 修订对照 between an edition and the one that took its place, or whose place it takes."""
        held = self.history.held(key)
        at = next(n for n, one in enumerate(held) if one is entry.held)
        other = at + 1 if entry.state is State.TO_COME else at - 1
        if not 0 <= other < len(held):
            return None
        old, new = sorted((at, other), reverse=True)
        indexes = self._index(key, held[old]), self._index(key, held[new])
        changes = compare(*indexes)
        own = [section for section in table(changes, *indexes).sections if section.key == key]
        site = Views(indexes[1], paths.Urls(indexes[1].library, self._home(key, held[new], page), self.views.library))
        return {
            "old": f"{held[old].edition.version} 版",
            "new": f"{held[new].edition.version} 版",
            "sections": [section_context(site, section, n, page) for n, section in enumerate(own, 1)],
        }

    def _home(self, key: str, held: Held, page: str) -> dict[str, str]:
        """Where the clauses of an edition stand, as `apart` of Urls."""
        if held is self.history.shown(key):
            return {}
        return {key: paths.version(held.text.regulation, held.edition.version)}

    def _index(self, key: str, held: Held) -> Index:
        """The Library of an edition's time with it in place; pages of both its neighbours ask for it."""
        place = key, held.edition.version
        if place not in self._indexes:
            self._indexes[place] = Index(self.history.at(key, held))
        return self._indexes[place]

    def _row(self, key: str, entry: Entry, page: str) -> EditionRow:
        own = entry.held is not None and entry.state is not State.SHOWN
        url = self._link(key, entry, page).url if own else ""
        edition = entry.edition
        state = _STATES[entry.state] if len(self.history.entries(key)) > 1 else ""
        amended = self._amendment(key, entry, page)
        return EditionRow(
            edition.version, edition.date, _days(edition, entry.ends), edition.summary, state, url, amended
        )

    def _amendment(self, key: str, entry: Entry, page: str) -> str:
        """Where the 修订对照 stands of an edition and the one before: with the one of them that has a page of its own, the
        older if both have."""
        held = self.history.held(key)
        at = next((n for n, one in enumerate(held) if one is entry.held), None)
        if at is None or at + 1 == len(held):
            return ""
        version = (held[at] if entry.state is State.TO_COME else held[at + 1]).edition.version
        return paths.relative(page, f"{paths.version(held[at].text.regulation, version)}#amended")

    def _link(self, key: str, entry: Entry, page: str) -> Link:
        """A link to the text of an edition; without one, to the record."""
        name = f"{entry.edition.version} 版"
        regulation = self.history.whole.regulation_by_key[key]
        target = (
            paths.version(regulation, entry.edition.version)
            if entry.held
            else f"{paths.regulation(regulation)}#editions"
        )
        return Link(paths.relative(page, target), name)

    def _url(self, key: str, page: str) -> str:
        return paths.relative(page, paths.regulation(self.history.whole.regulation_by_key[key]))


_STATES = {State.SHOWN: "本站所用", State.SUPERSEDED: "旧版", State.TO_COME: "尚未施行"}


def _days(edition: Edition, ends: date | None) -> str:
    """The days of an edition in words: 2026-12-01 发布，2027-01-01 施行，2028-01-01 废止."""
    told = (
        (edition.published, "发布"),
        (edition.effective, "施行"),
        (edition.repealed or ends, "废止" if edition.repealed else "被新版接替"),
    )
    return "，".join(f"{day} {what}" for day, what in told if day)
