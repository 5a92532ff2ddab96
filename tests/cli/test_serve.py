"""`serve`: a saved change is shown, a mistake is shown beside the last good site, nothing outside is served."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from ..support import ROOT, copy_project, office_text

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    project = copy_project(tmp_path_factory.mktemp("served"))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "generator", "serve", "--no-open", "--port", str(port)]
    with (project / "serve.out").open("wb") as log:
        process = subprocess.Popen(command, cwd=project, env=environment, stdout=log, stderr=subprocess.STDOUT)
        address = f"http://127.0.0.1:{port}/"
        try:
            wait_for(lambda: answers(address), 300)
            yield project, address
        finally:
            process.terminate()
            process.wait(15)


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as response:
            return bool(response.status == 200)
    except OSError:
        return False


def wait_for(condition: object, seconds: float) -> None:
    deadline = time.time() + seconds
    while time.time() < deadline:
        if condition():  # type: ignore[operator]
            return
        time.sleep(0.05)
    raise AssertionError("waited in vain")


def test_save_break_mend(served: tuple[Path, str], browser: Browser) -> None:
    project, address = served
    source = project / "regulations/01-operations/regulation.yml"
    original = source.read_text(encoding="utf-8")
    page = browser.new_page()
    page.goto(f"{address}regulations/01-operations.html")
    fact = page.locator('[data-fact="01/closing_time"]').first
    expect(fact).to_have_text("17:00")

    source.write_text(original.replace('value: "17:00"', 'value: "16:58"', 1), encoding="utf-8")
    expect(fact).to_have_text("16:58", timeout=15_000)
    sign = project / "build/site/downloads/F01-03-营业时间公告牌（A4）.docx"
    wait_for(lambda: "16:58" in office_text(sign.read_bytes()), 120)

    source.write_text(original.replace("type: 时点", "type: 时间点", 1), encoding="utf-8")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("regulations/01-operations/regulation.yml:", timeout=15_000)
    expect(alert).to_contain_text("改法")
    expect(fact).to_have_text("16:58")
    assert re.search(r"regulation\.yml:\d+:\d+  错误", (project / "serve.out").read_text(encoding="utf-8"))

    source.write_text(original, encoding="utf-8")
    expect(alert).to_have_count(0, timeout=15_000)
    expect(fact).to_have_text("17:00", timeout=15_000)
    page.close()


@pytest.mark.parametrize("path", ["..%2f..%2fmkdocs.yml", "%2e%2e/%2e%2e/regulations/plan.yml", "....//mkdocs.yml"])
def test_nothing_outside_the_site_is_served(served: tuple[Path, str], path: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(served[1] + path, timeout=5)
    assert refused.value.code == 404


def test_the_reload_script_is_not_in_the_built_site(served: tuple[Path, str]) -> None:
    assert "/-/tenregs/" not in (served[0] / "build/site/index.html").read_text(encoding="utf-8")
