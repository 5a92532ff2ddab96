"""What a form rests on is all that it looks at: nothing else can change it, so what is kept of it is never stale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import ClassVar

import pytest

from generator import shelf, stationery
from generator.model import Fact, FactList, Library
from generator.press import Press
from generator.references import Index, Reach

from . import cupboard

SEEN: set[str] = set()


class Noted(dict[str, object]):
    """Facts or lists of a regulation that note which of them is taken."""

    def __init__(self, key: str, values: Mapping[str, object]) -> None:
        super().__init__(values)
        self.key = key

    def get(self, name: str, default: object = None) -> object:  # type: ignore[override]
        SEEN.add(f"{self.key}/{name}")
        return super().get(name, default)

    def __getitem__(self, name: str) -> object:
        SEEN.add(f"{self.key}/{name}")
        return super().__getitem__(name)


class Noting(Library):
    """A library that notes which facts and lists are looked at."""

    noted: ClassVar[bool] = True

    def facts_of(self, key: str) -> Mapping[str, Fact]:
        return Noted(key, super().facts_of(key))  # type: ignore[return-value]

    def lists_of(self, key: str) -> Mapping[str, FactList]:
        return Noted(key, super().lists_of(key))  # type: ignore[return-value]


@pytest.fixture(scope="module")
def noting() -> Index:
    library = cupboard.library()
    index = Index(Noting(*(getattr(library, field.name) for field in fields(Library))))
    assert index.fingerprints and index.segments
    return index


@pytest.mark.parametrize("form", list(cupboard.FORMS))
def test_a_form_looks_at_nothing_but_what_it_is_said_to_rest_on(form: str, noting: Index) -> None:
    there = {f"{r.key}/{name}" for r in cupboard.library().regulations for name in (*r.facts, *r.lists)}
    there |= {f"00/{name}" for name in cupboard.library().plan.facts}
    made = Press(noting, cupboard.library().units).blank
    SEEN.clear()
    noting.resolver._cut.clear()
    stationery.lay_out(noting, cupboard.FORMS[form], made)
    assert SEEN & there <= set(Reach(cupboard.index()).of(cupboard.FORMS[form]))


def test_what_is_kept_is_taken_again_until_something_changes() -> None:
    form = cupboard.FORMS["F03-01"]

    def take(library: Library) -> shelf.Shelved:
        index = Index(library)
        return shelf.take(Press(index, library.units, forms=[form]), Reach(index), form)

    first = take(cupboard.library())
    assert take(cupboard.library()) is first
    regulations = cupboard.library().regulations
    other = regulations[8].model_copy(update={"purpose": "别的一句话"})
    changed = cupboard.library().__class__(
        **{f.name: getattr(cupboard.library(), f.name) for f in fields(Library)}
        | {"regulations": (*regulations[:8], other, *regulations[9:])}
    )
    assert take(changed) is not first, "a regulation's purpose may stand on any form"
