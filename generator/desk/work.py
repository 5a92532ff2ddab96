"""What one page of the editor works on: sources read, changed, checked together, saved; no widget here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from ..changes import Changes, compare
from ..changes.impact import Impact, impact
from ..checks import run
from ..model import Library, Mark, Position
from ..problems import Problem, in_order, stops
from ..references import Index
from ..source import load, read_source
from ..source.editing import Document, Step
from ..source.save import save_all
from .history import History, Version
from .places import path_at

# What judges values that are sound by themselves.
_JUDGED = {"contradiction", "out-of-bounds", "not-variable"}
_STEPS = 200  # changes that can be taken back before anything is saved


class NotASource(ValueError):
    """A name that is none of the sources."""


@dataclass(frozen=True)
class State:
    """Sources as they are on the disk but for the drafts. `library` is None if they cannot be read that far."""

    library: Library | None
    index: Index | None
    problems: tuple[Problem, ...]
    files: Mapping[str, bytes]
    drafts: Mapping[str, bytes]
    unread: frozenset[str | Position] = frozenset()
    _marks: dict[str, Mark] = field(default_factory=dict, repr=False)

    @property
    def stopped(self) -> bool:
        """Whether nothing may be made of these sources."""
        return self.library is None or stops(self.problems)

    @property
    def comparable(self) -> bool:
        """Whether everything named exists, once; what values break is part of what a comparison tells."""
        return self.library is not None and not stops(one for one in self.problems if one.code not in _JUDGED)

    def beside(self, name: str) -> list[tuple[tuple[Step, ...], Problem]]:
        """The problems of a file, each with the path beside which it stands."""
        found = [problem for problem in self.problems if problem.position.file == name]
        return [(self.path_of(problem.position), problem) for problem in found]

    def path_of(self, position: Position) -> tuple[Step, ...]:
        """The path, in its file, of what stands at a position."""
        name = position.file
        if name not in self._marks:
            self._marks[name] = read_source(self.files.get(name, b""), name).mark
        return path_at(self._marks[name], position)


def read(root: Path, drafts: Mapping[str, bytes]) -> State:
    """The sources with the drafts in place, and what reading alone finds."""
    loaded = load(root, drafts)
    index = Index(loaded.library) if loaded.library else None
    unread = frozenset(loaded.unread)
    return State(loaded.library, index, tuple(in_order(loaded.problems)), loaded.files, dict(drafts), unread)


def checked(state: State) -> State:
    """The same with what the checks find."""
    if state.library is None:
        return state
    return replace(state, problems=tuple(in_order([*state.problems, *run(state.library, state.unread)])))


def touched(old: State, new: State) -> tuple[Changes, Impact] | None:
    """What differs between two states, and what that touches; None if one of them cannot be compared."""
    if old.index is None or new.index is None or not (old.comparable and new.comparable):
        return None
    changes = compare(old.index, new.index)
    return changes, impact(changes, old.index, new.index)


class Work:
    """The sources below `root` as one page sees them: as read, and as changed and not yet saved."""

    def __init__(self, root: Path, history: History) -> None:
        self.root = root
        self.history = history
        self.documents: dict[str, Document] = {}
        self._before: list[tuple[str, Document]] = []

    def document(self, name: str) -> Document:
        """A source by its name, as changed so far. NotASource, OSError, or Unreadable if it has errors."""
        if name not in self.documents:
            self.documents[name] = Document.read(self._path(name), name)
        return self.documents[name]

    def refreshed(self, name: str) -> Document:
        """The same, read anew if nothing in it was changed here and the file is another since. Errors as `document`."""
        held = self.documents.get(name)
        if held is not None and not held.is_changed and self.on_disk(name) != held.original:
            self.drop(name)
        return self.document(name)

    def change(self, name: str, how: Callable[[Document], Document]) -> bool:
        """Change a source, not yet on the disk; False if that made no difference. Errors as `Document`."""
        before = self.document(name)
        after = how(before)
        if after.data == before.data:
            return False
        self._before = [*self._before[-_STEPS + 1 :], (name, before)]
        self.documents[name] = after
        return True

    def take_back(self) -> str | None:
        """Undo the last change that is not yet saved; the name of its file, None if there is none."""
        if not self._before:
            return None
        name, before = self._before.pop()
        self.documents[name] = replace(before, original=self.documents[name].original)
        return name

    @property
    def drafts(self) -> dict[str, bytes]:
        """What is not yet saved, by file."""
        return {name: document.data for name, document in self.documents.items() if document.is_changed}

    def save(self, now: datetime) -> list[str]:
        """Save everything changed, all or nothing; the names. The former bytes are kept first. Errors as `save_all`."""
        changed = [document for document in self.documents.values() if document.is_changed]
        for document in changed:
            self.history.keep(document.name, document.original, now)
        for document in save_all(changed):
            self.documents[document.name] = document
        self._before.clear()
        return [document.name for document in changed]

    def create(self, name: str, document: Document) -> None:
        """Write a source that is not there yet. NotASource, or errors as `save_all`."""
        path = self._path(name)
        self.documents[name] = save_all([replace(document, name=name, path=path, original=b"")])[0]

    def on_disk(self, name: str) -> bytes | None:
        """What a source holds now, None if it is gone."""
        try:
            return self._path(name).read_bytes()
        except FileNotFoundError:
            return None

    def drop(self, name: str) -> None:
        """Forget what was changed in a source; it is read anew when next asked for."""
        self.documents.pop(name, None)
        self._before = [(file, document) for file, document in self._before if file != name]

    def settle(self, name: str, theirs: bytes, data: bytes) -> None:
        """What a file is to hold after somebody else changed it to `theirs`: the next saving puts `data` in its place,
        while it is still that, and the history keeps `theirs`. Unreadable if `data` has errors; then nothing changes."""
        made = Document.of(data, name, self._path(name))
        self.drop(name)
        self.documents[name] = replace(made, original=theirs)

    def restore(self, version: Version) -> None:
        """A former version as a change that is not yet saved. Errors as `document`, or Unreadable."""
        former = Document.of(version.read(), version.name)
        self.change(version.name, lambda now: replace(now, data=former.data, value=former.value))

    def _path(self, name: str) -> Path:
        """The file of a source: below the folder, links followed, and nothing that is no source."""
        label, _, rest = name.partition("/")
        path = self.root / rest
        if label != self.root.name or path.suffix not in (".yml", ".yaml") or ".." in Path(rest).parts:
            raise NotASource(name)
        if not path.resolve().is_relative_to(self.root.resolve()):
            raise NotASource(name)
        return path
