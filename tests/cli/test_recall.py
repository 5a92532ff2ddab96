"""What checks found out is kept for the next run, and only what this same program found out is believed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.checks import form_pages
from generator.cli import program, recall
from generator.cli.check import examine
from generator.model import Form, Library

from ..support import ROOT

SOURCE = ROOT / "tests/good/minimal/regulations"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(form_pages, "_pages", type(form_pages._pages)())
    return tmp_path / recall.PLACE


def checked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The forms whose pages were counted by a check that knows nothing but what is kept on the disk."""
    counted: list[str] = []

    def count(form: Form, library: Library) -> dict[str, int]:
        counted.append(form.id)
        return pages_filled(form, library)

    pages_filled = form_pages.pages_filled
    form_pages._pages.clear()
    with monkeypatch.context() as patched:
        patched.setattr(form_pages, "pages_filled", count)
        _, problems = examine(SOURCE)
    assert not problems
    return counted


def test_without_a_build_nothing_is_written(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert checked(monkeypatch)
    assert not place.exists()
    assert not list(Path().iterdir())


def test_pages_are_counted_once(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("build").mkdir()
    assert checked(monkeypatch)
    assert checked(monkeypatch) == []


@pytest.mark.parametrize("change", [
    lambda kept: b"", lambda kept: b"[", lambda kept: b"null", lambda kept: json.dumps([kept]).encode(), lambda kept: b"[" * 100_000,
    lambda kept: json.dumps({**kept, "program": "another"}).encode(),
    lambda kept: json.dumps({**kept, "pages": 3}).encode(),
    lambda kept: json.dumps({**kept, "pages": {key: {} for key in kept["pages"]}}).encode(),
    lambda kept: json.dumps({**kept, "pages": {key: {"strange": 1} for key in kept["pages"]}}).encode(),
    lambda kept: json.dumps({**kept, "pages": {key: dict.fromkeys(pages, "1") for key, pages in kept["pages"].items()}}).encode(),
])  # fmt: skip
def test_what_is_broken_or_of_another_program_is_counted_anew(
    place: Path, change: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("build").mkdir()
    forms = checked(monkeypatch)
    good = place.read_bytes()
    assert callable(change)
    place.write_bytes(change(json.loads(good)))
    assert checked(monkeypatch) == forms
    assert checked(monkeypatch) == [], "and then kept again"


def test_a_place_that_cannot_be_written_keeps_nobody_from_checking(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("build").mkdir()
    Path("build/cache").write_text("in the way", encoding="utf-8")
    assert checked(monkeypatch)


def test_another_program_has_another_digest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.py").write_text("1", encoding="utf-8")
    monkeypatch.setattr(program, "ROOT", tmp_path)
    found = set()
    for content in ("1", "2"):
        (tmp_path / "a.py").write_text(content, encoding="utf-8")
        program.program.cache_clear()
        found.add(program.program())
    (tmp_path / "a.py").rename(tmp_path / "b.py")
    program.program.cache_clear()
    found.add(program.program())
    program.program.cache_clear()
    assert len(found) == 3
