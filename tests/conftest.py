"""Fixtures that all tests may use."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, expect, sync_playwright

from generator.model import Library
from generator.references import Index
from generator.source import load

from .samples import MINIMAL

# No deadline for one example: a busy machine is not a fault. The tests that promise speed measure it themselves.
settings.register_profile("tenregs", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tenregs")
# Nor is it one of the page: it is waited for longer than the five seconds that Playwright has in mind.
expect.set_options(timeout=60_000)


CHROMIUM = (
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
OFFLINE = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A browser without a network; one in a process, since the driver takes no second."""
    program = next((path for path in CHROMIUM if Path(path).exists()), None)
    assert program, "Chromium is not installed; deselect with -m 'not browser'"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=program, args=OFFLINE)
        yield launched
        launched.close()
