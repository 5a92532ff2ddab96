"""`python -m bench bank`: the practice page with a bank of 5,000 items, all of them practised, on a slowed processor.

The page loads what choosing needs of every item, and the texts of a regulation's items when they are asked. Beside it
stands the same page with all texts in the bank's script.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from generator.pages.paths import BANK, words_of
from tests.conftest import CHROMIUM, OFFLINE

from . import ENVIRONMENT, ROOT

ITEMS, RUNS, SLOWED, SEED = 5000, 5, 4, 20261125
READY, TASK, SIZE = 1000, 50, 120  # goals: milliseconds, milliseconds, bytes an item
DAY = 86_400_000  # milliseconds
WATCH = """
new MutationObserver(() => {
  if (!window.benchReady && document.querySelector(".practice-today")) window.benchReady = performance.now();
}).observe(document, { childList: true, subtree: true });
"""


RANK = """exam => {
  const items = tenregsItems.bank.items, cards = tenregsStore.open().data.cards, started = performance.now();
  tenregsPlan.today({ ids: items.map(i => i.id), cards, now: Date.now(), exam: new Date(exam).getTime(), perDay: 60, wrong: new Set() });
  return performance.now() - started;
}"""


def content(script: Path) -> Any:
    """What a script hands over."""
    text = script.read_text(encoding="utf-8")
    return json.loads(text[text.index("(") + 1 : text.rindex(")")])


def enlarged(bank: dict[str, Any], count: int) -> tuple[dict[str, Any], dict[str, str]]:
    """A bank of `count` items, the real ones first, and of which real item each takes its texts.

    New items have ids of the real ones' words, a mark and clauses of their own, so that they pack no better than real ones.
    """
    chance = random.Random(SEED)
    real = bank["items"]
    vocabulary = sorted({word for row in real for word in row[0].split("/")[2].split("-")})
    rows, of, taken = list(real), {row[0]: row[0] for row in real}, {row[0] for row in real}
    while len(rows) < count:
        row = chance.choice(real)
        name = "-".join(chance.sample(vocabulary, chance.choice((2, 3, 3, 4))))
        made = f"{row[0].rsplit('/', 1)[0]}/{name}"
        if made in taken:
            continue
        taken.add(made)
        clauses = [(number + chance.randrange(40)) % len(bank["clauses"].split()) for number in row[3]]
        mark = hashlib.sha256(made.encode()).hexdigest()[:6]
        rows.append([made, *row[1:3], clauses, *row[4:9], mark])
        of[made] = row[0]
    return {**bank, "items": rows}, of


def folders(site: Path, into: Path) -> tuple[Path, Path]:
    """The practice page with the large bank as it is made, and with all texts in the bank's script."""
    bank, of = enlarged(content(site / BANK), ITEMS)
    texts: dict[str, Any] = {}
    clauses: dict[str, Any] = {}
    for key in bank["words"]:
        words = content(site / words_of(key, derived=False))
        texts |= words["items"]
        clauses |= words["clauses"]
    all_words = {"clauses": clauses, "items": {row[0]: [row[9], *texts[of[row[0]]][1:]] for row in bank["items"]}}
    found = []
    for name in ("split", "whole"):
        folder = into / name
        for part in ("assets", "practice"):
            shutil.copytree(site / part, folder / part)
        shutil.copy(site / "practice.html", folder)
        script = f"tenregsBank({json.dumps(bank, ensure_ascii=False, separators=(',', ':'))});\n"
        if name == "whole":
            script = (
                script.replace("tenregsBank(", "const bank=(", 1)
                + f"tenregsBank(bank);tenregsWords({json.dumps(all_words, ensure_ascii=False, separators=(',', ':'))});\n"
            )
        (folder / BANK).write_text(script, encoding="utf-8")
        found.append(folder)
    return found[0], found[1]


def visit(browser: Browser, folder: Path) -> tuple[float, float]:
    """Milliseconds from the start of loading until the page is ready, and of choosing the day's items once more."""
    now = int(time.time() * 1000)
    exam = time.strftime("%Y-%m-%d", time.localtime(now / 1000 + 25 * 86400))
    ids = [row[0] for row in content_of(folder)]
    chance = random.Random(SEED)
    cards = {
        one: {"s": 1 + 60 * chance.random(), "d": 1 + 9 * chance.random(), "t": now - chance.randrange(1, 60) * DAY, "m": "", "n": 3, "l": 0}
        for one in ids
    }  # fmt: skip
    record = {"v": 1, "cards": cards, "stars": {}, "days": {}, "exams": [], "settings": {"exam": exam, "minutes": 40, "more": False, "at": 1}}  # fmt: skip
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto((folder / "assets/icon.svg").as_uri())
    page.evaluate("text => localStorage.setItem('tenregs.1.practice', text)", json.dumps(record))
    page.add_init_script(WATCH)
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    page.goto((folder / "practice.html").as_uri())
    page.wait_for_function("window.benchReady")
    ready = page.evaluate("benchReady")
    page.wait_for_timeout(500)
    ranking = page.evaluate(RANK, exam)
    context.close()
    return ready, ranking


def content_of(folder: Path) -> Any:
    """The rows of a folder's bank."""
    text = (folder / BANK).read_text(encoding="utf-8")
    return json.JSONDecoder().raw_decode(text[text.index("(") + 1 :])[0]["items"]


def size(path: Path) -> int:
    """Bytes, gzipped."""
    return len(gzip.compress(path.read_bytes(), 9))


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
        split, whole = folders(site, project)
        real = content(site / BANK)
        count = len(real["items"])
        texts = sum(size(site / words_of(key, derived=False)) for key in real["words"])
        print(f"size of the bank, gzipped    {size(split / BANK) / ITEMS:.0f} bytes an item of {ITEMS:,}   goal < {SIZE}; all texts in it: {size(whole / BANK) / ITEMS:.0f}")  # fmt: skip
        print(f"  as it is, {count} items       {size(site / BANK) / count:.0f} bytes an item, and {texts / count:.0f} of texts with reasons and clauses, loaded by regulation")  # fmt: skip
        with sync_playwright() as playwright:
            program = next((path for path in CHROMIUM if Path(path).is_file()), None)
            browser = playwright.chromium.launch(executable_path=program, args=OFFLINE)
            for title, folder in (("split", split), ("all texts in the bank", whole)):
                times, rankings = zip(*(visit(browser, folder) for _ in range(RUNS)), strict=True)
                print(f"ready, CPU {SLOWED}× slower, {title:22} {statistics.median(times):.0f} ms ({min(times):.0f}–{max(times):.0f})   goal < {READY}; choosing {statistics.median(rankings):.1f} ms   goal < {TASK}")  # fmt: skip
            browser.close()
