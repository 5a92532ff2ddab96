"""Fixtures that all tests may use."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from generator.model import Library
from generator.references import Index
from generator.source import load

from .samples import MINIMAL

# No deadline for one example: a busy machine is not a fault. The tests that promise speed measure it themselves.
settings.register_profile("tenregs", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tenregs")


@pytest.fixture(scope="session")
def library() -> Library:
    """tests/good/minimal, read."""
    loaded = load(MINIMAL / "regulations")
    assert loaded.library is not None
    return loaded.library


@pytest.fixture(scope="session")
def index(library: Library) -> Index:
    """The links of tests/good/minimal."""
    return Index(library)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A copy of tests/good/minimal/regulations that a test may change."""
    return Path(shutil.copytree(MINIMAL / "regulations", tmp_path / "regulations"))
