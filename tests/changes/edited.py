"""The real ten regulations beside a copy that a test has changed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from generator.changes import Changes, ClauseChange, EntryChange, compare
from generator.changes.impact import Impact, impact
from generator.changes.record import Mark, Runs
from generator.changes.table import Row, Table, table
from generator.model import Library
from generator.references import Index
from generator.source import load

from ..support import ROOT


@cache
def real() -> Index:
    library = load(ROOT / "regulations").library
    assert library is not None
    return Index(library)


@dataclass(frozen=True)
class Copy:
    """A folder of sources to change by replacing text in its files."""

    folder: Path

    def replace(self, name: str, old: str, new: str) -> Copy:
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return self

    def rewrite(self, name: str, edit: Callable[[str], str]) -> Copy:
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        changed = edit(text)
        assert changed != text
        path.write_text(changed, encoding="utf-8")
        return self

    def everywhere(self, old: str, new: str) -> Copy:
        for path in sorted(self.folder.rglob("*.yml")):
            text = path.read_text(encoding="utf-8")
            if old in text:
                path.write_text(text.replace(old, new), encoding="utf-8")
        return self

    def library(self) -> Library:
        loaded = load(self.folder)
        assert loaded.library is not None, loaded.problems
        assert not loaded.problems, loaded.problems
        return loaded.library


def copy(to: Path) -> Copy:
    return Copy(Path(shutil.copytree(ROOT / "regulations", to / "regulations")))


@dataclass(frozen=True)
class Seen:
    """What the comparison of the real regulations with a changed copy came to."""

    new: Index
    changes: Changes

    @cached_property
    def table(self) -> Table:
        return table(self.changes, real(), self.new)

    @cached_property
    def impact(self) -> Impact:
        return impact(self.changes, real(), self.new)

    def clause(self, address: str) -> ClauseChange:
        (found,) = (clause for clause in self.changes.clauses() if clause.address == address)
        return found

    def entry(self, address: str) -> EntryChange:
        (found,) = (entry for entry in self.changes.entries() if entry.address == address)
        return found

    def row(self, address: str) -> Row:
        (found,) = (row for section in self.table.sections for row in section.rows if row.address == address)
        return found

    @property
    def amended(self) -> dict[str, set[str]]:
        """Address → aspects of every clause that is more than a consequence."""
        return {c.address: {str(a) for a in c.aspects} for c in self.changes.clauses() if c.amended}


def seen(changed: Copy) -> Seen:
    new = Index(changed.library())
    return Seen(new, compare(real(), new))


def inline(runs: Runs) -> str:
    """Marked words: [-deleted-], {+inserted+}."""
    shapes = {Mark.SAME: "{}", Mark.DELETED: "[-{}-]", Mark.INSERTED: "{{+{}+}}"}
    return "".join(shapes[run.mark].format(run.text) for run in runs)


def lines(row: Row) -> tuple[list[str], list[str]]:
    """Both cells of a row, line by line, with their marks."""
    return tuple([f"{line.lead}{inline(line.runs)}" for line in side] for side in (row.old, row.new))  # type: ignore[return-value]


def block(text: str, start: str, end: str) -> str:
    """The part of a source from the line `start` up to the line `end`."""
    match = re.search(rf"^{re.escape(start)}\n.*?(?=^{re.escape(end)}\n)", text, re.MULTILINE | re.DOTALL)
    assert match
    return match[0]
