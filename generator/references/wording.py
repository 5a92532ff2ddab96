"""What a clause says in words, and the fingerprint of it that questions and forms are found right against."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from ..model import Check, Library


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


def fingerprint(library: Library, addresses: Iterable[str]) -> str:
    """12 hex digits over the wording of clauses. Figures stay out of it: they are taken from the same facts and follow
    by themselves."""
    texts = [text for address in addresses for text in wording(library, address)]
    text = "\n".join(re.sub(r"\s+", "", entry) for entry in texts)
    return hashlib.sha256(text.encode()).hexdigest()[:12]
