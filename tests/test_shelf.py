"""What a form rests on is all that it looks at: nothing else can change it, so what is kept of it is never stale."""

from __future__ import annotations

import hashlib
import json
import pickle
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, ClassVar

import pytest

from generator import shelf, stationery
from generator.cli import workshop
from generator.cli.workshop import Interrupted, forms_made
from generator.model import Fact, FactList, Form, Library
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


def press_of(library: Library, form: str) -> Press:
    return Press(Index(library), library.units, forms=[cupboard.FORMS[form]])


def other(library: Library) -> Library:
    """The library with another purpose of one regulation: that may stand on any form."""
    regulations = library.regulations
    changed = regulations[8].model_copy(update={"purpose": "别的一句话"})
    return replace(library, regulations=(*regulations[:8], changed, *regulations[9:]))


def test_what_is_kept_is_taken_again_until_something_changes(tmp_path: Path) -> None:
    def take(library: Library) -> shelf.Shelved:
        made, behind = forms_made(press_of(library, "F03-01"), tmp_path)
        assert not behind
        return made["F03-01"]

    first = take(cupboard.library())
    assert take(cupboard.library()) is first
    assert take(other(cupboard.library())) is not first


def test_who_is_in_haste_gets_what_was_made_last_and_is_told(tmp_path: Path) -> None:
    made, _ = forms_made(press_of(cupboard.library(), "F10-01"), tmp_path)
    changed = press_of(other(cupboard.library()), "F10-01")
    assert forms_made(changed, tmp_path, hasty=True) == (made, ("F10-01",))
    assert forms_made(changed, tmp_path)[1] == ()
    assert forms_made(changed, tmp_path, hasty=True)[1] == ()


def test_who_stops_in_between_leaves_nothing_half_done(tmp_path: Path) -> None:
    shelf.forget()
    with pytest.raises(Interrupted):
        forms_made(press_of(cupboard.library(), "F10-01"), tmp_path, stop=lambda: True)
    assert not list(tmp_path.rglob("*.shelf"))


@pytest.fixture(scope="module")
def made() -> shelf.Shelved:
    return shelf.make(press_of(cupboard.library(), "F03-01"), cupboard.FORMS["F03-01"])


def test_the_shelf_on_disk_gives_back_what_was_put_there(made: shelf.Shelved) -> None:
    again = shelf.unpacked(shelf.packed(made))
    assert again is not None
    for name in ("files", "preview", "example", "filled", "scripts", "others", "pages"):
        assert getattr(again, name) == getattr(made, name), name
    assert json.dumps(again.locator) == json.dumps(made.locator)


def signed(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode() + b"\n" + body


@pytest.mark.parametrize("hostile", [
    b"", b"\n", signed(b""), signed(b"[]"), signed(b"{}"), signed(b"[" * 100_000), signed(b"\xff\n"), signed(b'{"files": 3}'),
    signed(b'{"files": [["docx", "", false, -5]], "scripts": [], "filled": 0}\nabc'),
    signed(b'{"files": [["docx", "", false, "x"]], "scripts": [], "filled": 0}'),
    signed(b'{"files": [["docx", "", false, 99]], "scripts": [], "filled": 0, "preview": "", "example": "", "locator": {}, "others": {}, "pages": []}\nabc'),
    signed(b'{"files": [], "scripts": [["../../x.js", 3]], "filled": 0, "preview": "", "example": "", "locator": {}, "others": {}, "pages": []}\nabc'),
    signed(b'{"files": [], "scripts": [], "filled": 0, "preview": 1, "example": "", "locator": {}, "others": {}, "pages": []}\n'),
    pickle.dumps(print),
])  # fmt: skip
def test_what_is_broken_on_the_shelf_counts_as_nothing(hostile: bytes) -> None:
    assert shelf.unpacked(hostile) is None


def test_a_bit_or_a_byte_lost_on_the_shelf_is_noticed(made: shelf.Shelved) -> None:
    data = shelf.packed(made)
    for at in range(0, len(data), len(data) // 40):
        assert shelf.unpacked(data[:at]) is None
        assert shelf.unpacked(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]) is None


def test_a_broken_shelf_is_made_anew_and_old_things_are_thrown_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workshop, "KEPT", 2)
    press = press_of(cupboard.library(), "F10-01")
    shelf.forget()
    first, _ = forms_made(press, tmp_path)
    (file,) = (tmp_path / "forms").iterdir()
    good = file.read_bytes()
    file.write_bytes(good[:-1])
    for number in range(3):
        (tmp_path / f"forms/{number}.shelf").write_bytes(b"")
    shelf.forget()
    again, _ = forms_made(press, tmp_path)
    assert again == first
    assert file.read_bytes() == good
    assert len(list((tmp_path / "forms").iterdir())) == 2
    shelf.forget()
    monkeypatch.setattr(shelf, "make", None)  # nothing is made: it is all there
    assert forms_made(press, tmp_path)[0]["F10-01"].files == first["F10-01"].files


def test_helpers_make_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = cupboard.library()
    forms = [cupboard.FORMS[form] for form in ("F03-01", "F10-01", "F09-01")]
    press = Press(Index(library), library.units, forms=forms)
    shelf.forget()
    alone, _ = forms_made(press, tmp_path / "alone")
    shelf.forget()
    monkeypatch.setattr(workshop, "WORTH_HELP", 0)
    monkeypatch.setattr(workshop, "_processors", lambda: 2)
    by_helpers: list[object] = []
    helped = workshop._helped

    def noted(*given: Any) -> Iterator[tuple[Form, shelf.Shelved]]:
        for one in helped(*given):
            by_helpers.append(one)
            yield one

    monkeypatch.setattr(workshop, "_helped", noted)
    together, _ = forms_made(press, tmp_path / "together")
    assert len(by_helpers) == len(forms)
    assert list(together) == list(alone) == [form.id for form in forms]
    names = [path.name for path in sorted((tmp_path / "alone/forms").iterdir())]
    for name in names:
        assert (tmp_path / "together/forms" / name).read_bytes() == (tmp_path / "alone/forms" / name).read_bytes()


def test_without_helpers_all_is_made_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError("no semaphores here")

    library = cupboard.library()
    forms = [cupboard.FORMS[form] for form in ("F10-01", "F09-01")]
    monkeypatch.setattr(workshop, "WORTH_HELP", 0)
    monkeypatch.setattr(workshop, "_processors", lambda: 2)
    monkeypatch.setattr(workshop, "ProcessPoolExecutor", refuse)
    shelf.forget()
    made, _ = forms_made(Press(Index(library), library.units, forms=forms), tmp_path)
    assert list(made) == [form.id for form in forms]
