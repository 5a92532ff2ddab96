"""A small project, and the editor running on it as the process that a person starts."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

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
def ten(tmp_path: Path) -> Path:
    """A copy of the ten regulations with what a build needs."""
    for folder in ("regulations", "site"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    return tmp_path


@contextmanager
def editor(project: Path, *arguments: str) -> Iterator[str]:
    """An editor running on a project; its address, good for one opening."""
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
    assert process.stdout is not None
    try:
        said = process.stdout.readline()
        match = re.search(r"http://127\.0\.0\.1:\d+/\?token=\S+", said)
        assert match, said + process.stdout.read()
        yield match[0]
    finally:
        process.terminate()
        process.wait(20)
        process.stdout.close()


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts an editor on the project that the test asked for; its address."""
    with ExitStack() as running:
        yield lambda *arguments: running.enter_context(editor(tmp_path, *arguments))


@pytest.fixture
def page(browser: Browser, project: Path, start: Start) -> Iterator[Page]:
    """The editor in a browser, ready to use."""
    yield from opened(browser, start)


@pytest.fixture
def page_of_ten(browser: Browser, ten: Path, start: Start) -> Iterator[Page]:
    """The editor on the ten regulations in a browser."""
    yield from opened(browser, start)


def opened(browser: Browser, start: Start) -> Iterator[Page]:
    """A page of an editor that was just started."""
    context = browser.new_context(viewport={"width": 1500, "height": 1000})
    made = context.new_page()
    made.set_default_timeout(180_000)
    made.goto(start())
    made.wait_for_selector(".desk-item")
    yield made
    context.close()


def field(page: Page, path: str) -> Locator:
    """The widget of a slot, by its path in the source."""
    return (
        page.locator(f'[data-path="{path}"]')
        .locator("css=input, textarea")
        .or_(page.locator(f'input[data-path="{path}"], textarea[data-path="{path}"]'))
        .first
    )


def facts(page: Page) -> None:
    """Open the table of facts."""
    page.get_by_role("button", name="参数", exact=True).click()
    page.get_by_role("button", name="全部参数").click()
    field(page, "facts/opening_time/value").wait_for()


def settled(page: Page) -> None:
    """Typing was taken up and the checks have run."""
    page.wait_for_timeout(1200)
    expect(page.get_by_role("status").first).not_to_contain_text("正在检查", timeout=180_000)


def save(page: Page) -> None:
    """Save, and see what was touched."""
    page.keyboard.press("Control+s")
    page.get_by_text("改动影响到").wait_for()


def close(page: Page) -> None:
    """Close the dialog, the last if another is still fading away."""
    page.locator(".q-dialog").last.get_by_role("button", name="关闭").click()
    expect(page.locator(".q-dialog")).to_have_count(0)
