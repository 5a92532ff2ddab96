"""What a clause says in words, and the fingerprint of it that questions and forms are found right against."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from ..model import Check, Library
from .typography import fold

_NAMED = re.compile(r"\{((?:\d{2}/)?[a-z][a-z0-9_]*)\}")


def wording(library: Library, address: str) -> list[str]:
    """The sentences of a clause, or of a task or check of the plan, as written; none if there is no such place. Of one
    of its duties (04/closing/order#count) the sentences of the clause, and who does what, when and how often."""
    address, _, name = address.partition("#")
    if name:
        placed = [d.duty for d in library.duties_of_clause.get(address, ()) if d.duty.id == name]
        words = [
            text
            for duty in placed
            for text in (duty.action, duty.trigger, duty.deadline, duty.cycle.value, *duty.roles)
        ]
        return [*wording(library, address), *words]
    if (clause := library.clauses.get(address)) is not None:
        retired = clause.article.retired
        return [
            *([f"{retired.on.isoformat()}起废止。{retired.note}"] if retired else []),
            *(
                text
                for paragraph in clause.article.paragraphs
                for text in (paragraph.text, *(item.text for item in paragraph.items))
            ),
        ]
    place = library.plan_places.get(address)
    if place is None:
        return []
    return [place.text, *([place.method, *place.points] if isinstance(place, Check) else [])]


def rows(library: Library, address: str) -> list[str]:
    """What the lists say that a clause rests on: the rows that name it as theirs, and those of the lists that its text
    prints, as written."""
    clause = library.clauses.get(address.partition("#")[0])
    if clause is None:
        return []
    key = clause.regulation.key
    own = library.rows_of_clause.get(clause.address, ())
    said = [text for row in own for text in (row.title, row.detail, *row.cells.values())]
    for text in wording(library, clause.address):
        for name in _NAMED.findall(text):
            home, _, listed = name.rpartition("/")
            found = library.lists_of(home or key).get(listed)
            said += [row.title for row in found.items] if found else []
    return said


def fingerprint(library: Library, addresses: Iterable[str], with_rows: bool = False) -> str:
    """12 hex digits over the wording of clauses, `with_rows` over that of their lists too. Typography makes no difference.
    Figures stay out of it: they are taken from the same facts and follow by themselves."""
    texts = [text for address in addresses for text in wording(library, address)]
    texts += [text for address in addresses for text in rows(library, address)] if with_rows else []
    return hashlib.sha256("\n".join(map(fold, texts)).encode()).hexdigest()[:12]
