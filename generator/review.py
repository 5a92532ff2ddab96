"""What has to be looked at again because a clause was reworded, and how it is noted who found it right when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .exams import item_of
from .model import Form, PlacedQuestion, Position, Review
from .references import Index, wording
from .source.editing import Document, Quoted, Step

_PLACES = ("fingerprint", "type", "clause", "id")  # behind the first of these go the keys that are not there yet


@dataclass(frozen=True)
class Entry:
    """Something that was found right against the wording of clauses, or has yet to be: `recorded` is the fingerprint
    then, "" if none was noted, `now` that of the wording today."""

    kind: str
    address: str
    title: str
    clauses: tuple[str, ...]
    position: Position
    path: tuple[Step, ...]
    recorded: str
    now: str
    reviewed: Review | None

    @property
    def is_suspect(self) -> bool:
        """Whether a clause was reworded since."""
        return bool(self.recorded) and self.recorded != self.now


def entries(index: Index) -> list[Entry]:
    """Everything that can be confirmed, in the order of the sources."""
    return [
        *(_question(index, placed) for placed in index.library.questions),
        *(_form(index, form) for form in index.library.forms),
    ]


def _form(index: Index, form: Form) -> Entry:
    return Entry(
        "表单", form.id, form.title, index.rests_on(form), form.at.position, (), form.fingerprint,
        index.fingerprint_of(form), form.reviewed,
    )  # fmt: skip


def _question(index: Index, placed: PlacedQuestion) -> Entry:
    question, item = placed.question, item_of(index, placed)
    return Entry(
        str(item.type), placed.address, item.stem, index.rests_on(question), question.at.position, ("questions", question.id),
        question.fingerprint, index.fingerprint_of(question), question.reviewed,
    )  # fmt: skip


def confirmed(files: Mapping[str, bytes], source: Path, chosen: Iterable[Entry], review: Review) -> list[Document]:
    """The sources, not yet saved, with the entries confirmed by `review`. `files` are the bytes the entries were read
    from. Unwritable if no source may hold the name."""
    values: dict[str, dict[tuple[Step, ...], Any]] = {}
    for entry in chosen:
        settled = values.setdefault(entry.position.file, {})
        settled[*entry.path, "fingerprint"] = Quoted(entry.now)
        settled[*entry.path, "reviewed"] = {"by": review.by, "on": review.on}
    return [
        Document.of(files[name], name, source / name.partition("/")[2]).update(changes, _PLACES)
        for name, changes in values.items()
    ]


def clause_row(index: Index, address: str) -> dict[str, Any]:
    """A clause, or a task or check of the plan, as it reads now."""
    library = index.library
    clause = library.clauses.get(address)
    place = clause.article if clause else library.plan_places[address]
    return {
        "address": address,
        "name": index.resolver.clause_name(address) if clause else library.plan.title,
        "title": place.title,
        "text": [index.resolver.plain(text, address[:2]) for text in wording(library, address)],
        "file": place.at.position.file,
        "line": place.at.position.line,
    }
