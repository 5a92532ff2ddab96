"""`python -m bench site`: the first visit to a page of each kind, behind nginx, on slow 4G and a processor slowed four times.

Beside each stands the same page without any script or style: what the network alone needs for the words.
"""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.conftest import CHROMIUM, OFFLINE
from tests.site.test_server import nginx

from . import ENVIRONMENT, ROOT

RUNS, SLOWED = 3, 4
# "Slow 4G" as Lighthouse has it: round trip, bytes a second down and up.
LATENCY, DOWN, UP = 150, 1.6e6 / 8, 0.75e6 / 8
WEIGHT, PAINT = 350, 1500  # goals: KB, milliseconds
PAGES = (
    "index.html", "regulations/01-operations.html", "duties/counter-supervisor.html", "forms/F03-01.html",
    "forms/F02-01.html", "glossary.html", "practice.html", "search.html", "help/administrator.html",
)  # fmt: skip
WATCH = """
window.benchPaint = 0; window.benchShift = 0;
new PerformanceObserver(l => l.getEntries().forEach(e => benchPaint = e.startTime)).observe({ type: "largest-contentful-paint", buffered: true });
new PerformanceObserver(l => l.getEntries().forEach(e => benchShift += e.hadRecentInput ? 0 : e.value)).observe({ type: "layout-shift", buffered: true });
"""
_ACTIVE = re.compile(r"<script\b.*?</script>|<style\b.*?</style>|<link\b[^>]*>", re.S)


def visit(browser: Browser, url: str) -> tuple[float, float, float]:
    """KB that came over the network, milliseconds to the largest paint, layout shift; nothing was kept from before."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    client = context.new_cdp_session(page)
    received = [0.0]
    client.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    client.send("Network.enable")
    client.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": LATENCY, "downloadThroughput": DOWN, "uploadThroughput": UP},
    )
    client.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    page.add_init_script(WATCH)
    page.goto(url, wait_until="load")
    page.wait_for_timeout(1500)
    if page.evaluate(
        "Boolean(window.tenregsResults)"
    ):  # the index comes once the page is idle; it is part of the visit
        page.wait_for_function("window.TENREGS_INDEX", timeout=30_000)
    paint, shift = page.evaluate("[benchPaint, benchShift]")
    context.close()
    return sum(received) / 1024, paint, shift


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory(prefix="tenregs-bench-") as name:
        project = Path(name)
        for part in ("regulations", "site"):
            shutil.copytree(ROOT / part, project / part)
        shutil.copy(ROOT / "mkdocs.yml", project)
        command = [sys.executable, "-m", "generator", "build", "--no-pictures"]
        subprocess.run(command, cwd=project, env=ENVIRONMENT, check=True, capture_output=True)
        site = project / "build/site"
        for page in PAGES:
            bare = site / "bare" / page
            bare.parent.mkdir(parents=True, exist_ok=True)
            bare.write_text(_ACTIVE.sub("", (site / page).read_text(encoding="utf-8")), encoding="utf-8")
        with nginx(project / "build/deploy/nginx.conf", site, project) as address, sync_playwright() as playwright:
            program = next((path for path in CHROMIUM if Path(path).is_file()), None)
            browser = playwright.chromium.launch(executable_path=program, args=OFFLINE)
            print(f"first visit, slow 4G, CPU {SLOWED}× slower        KB   largest paint   shift   bare page")
            for page in PAGES:
                weights, paints, shifts = zip(*(visit(browser, f"{address}/{page}") for _ in range(RUNS)), strict=True)
                bare_paint = statistics.median(visit(browser, f"{address}/bare/{page}")[1] for _ in range(RUNS))
                paint = statistics.median(paints)
                print(
                    f"{page:40} {max(weights):6.0f}   {paint:6.0f} ms      {max(shifts):.3f}   {bare_paint:5.0f} ms ({paint / bare_paint:.1f}×)"
                )
            print(f"goals: {WEIGHT} KB, {PAINT} ms, no shift")
            browser.close()
