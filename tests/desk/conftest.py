"""A small project, and the editor running on it as the process that a person starts."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from ..samples import BAD, assemble
from ..support import ROOT

Start = Callable[..., str]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """tests/good/minimal with what a build needs, and one question whose clause was reworded."""
    assemble(BAD / "stale-question", tmp_path)
    shutil.copytree(ROOT / "site", tmp_path / "site")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    return tmp_path


@pytest.fixture
def start(project: Path) -> Iterator[Start]:
    """Starts an editor on the project; its address, good for one opening."""
    running = []

    def started(*arguments: str) -> str:
        command = [sys.executable, "-m", "generator", "edit", "--no-open", *arguments]
        process = subprocess.Popen(
            command,
            cwd=project,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        running.append(process)
        assert process.stdout is not None
        said = process.stdout.readline()
        match = re.search(r"http://127\.0\.0\.1:\d+/\?token=\S+", said)
        assert match, said + process.stdout.read()
        return match[0]

    yield started
    for process in running:
        process.terminate()
        process.wait(20)
        if process.stdout is not None:
            process.stdout.close()


@pytest.fixture
def page(browser: Browser, start: Start) -> Iterator[Page]:
    """The editor in a browser, ready to use."""
    context = browser.new_context(viewport={"width": 1500, "height": 1000})
    made = context.new_page()
    made.set_default_timeout(60_000)
    made.goto(start())
    made.wait_for_selector(".desk-item")
    yield made
    context.close()
