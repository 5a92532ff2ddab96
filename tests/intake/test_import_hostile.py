"""Broken and hostile files: each ends soon, in bounded memory, in a draft that can be read or in a refusal in Chinese."""

from __future__ import annotations

import re
import resource
import time

import pytest

from generator.intake.regulation import Refused, draft_of, read_outline, revised
from generator.source.draft import fresh
from generator.source.editing import Unwritable

from .. import cupboard
from .documents import word_automatic, word_typed
from .mutations import MUTATIONS, mutant

EACH = 20.0  # seconds, on a busy machine
MEMORY = 900_000  # kilobytes that a run may add at its peak


def outcome(data: bytes) -> str:
    """What becomes of a file; anything but a refusal or a draft is raised."""
    library = cupboard.library()
    try:
        outline = read_outline(data, "文件")
        made = draft_of(outline, library, "11", "D-02", "文件.docx", "2026-11-25")
        revised(outline, library, library.regulations[3], {"chapters": _chapters(), "facts": _facts()}, "D-02")
        fresh(made.value, "x.yml", "x", {remark.path: [remark.message] for remark in made.remarks if remark.path})
    except Refused as refused:
        assert refused.message and refused.remedy and not re.search("Error|Traceback|[a-z]{12}", refused.message)
        return "refused"
    except Unwritable:
        return "unwritable"
    return "read"


def _facts() -> dict[str, dict[str, object]]:
    return {name: fact.model_dump(mode="json") for name, fact in cupboard.library().regulations[3].facts.items()}


def _chapters() -> list[dict[str, object]]:
    return [chapter.model_dump(mode="json") for chapter in cupboard.library().regulations[3].chapters]


@pytest.fixture(scope="module")
def good() -> tuple[bytes, bytes]:
    library = cupboard.library()
    return word_automatic(library, library.regulations[3]), word_typed(library, library.regulations[3], titles=False)


@pytest.mark.parametrize("kind", range(len(MUTATIONS)), ids=[each.__name__ for each in MUTATIONS])
def test_a_broken_file_is_refused_or_read(good: tuple[bytes, bytes], kind: int) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for turn in range(4):
        start = time.monotonic()
        outcome(mutant(good[turn % 2], kind + turn * len(MUTATIONS)))
        assert time.monotonic() - start < EACH
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MEMORY


def test_the_whole_file_is_read(good: tuple[bytes, bytes]) -> None:
    assert [outcome(data) for data in good] == ["read", "read"]
