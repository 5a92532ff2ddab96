"""The site of the real regulations, built once, and a browser without a network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from ..support import copy_project, tenregs

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
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy_project(tmp_path_factory.mktemp("project"))
    result = tenregs("build", "--no-pictures", cwd=folder)
    assert result.returncode == 0, result.stdout + result.stderr
    return folder


@pytest.fixture(scope="session")
def site(project: Path) -> Path:
    return project / "build/site"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = next((path for path in CHROMIUM if Path(path).exists()), None)
    assert program, "Chromium is not installed; deselect with -m 'not browser'"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=program, args=OFFLINE)
        yield launched
        launched.close()
