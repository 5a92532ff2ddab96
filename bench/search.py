"""The site's search beside others over the same index, on queries as clerks type them (tests/site/search_queries.yml).

hit@5 and MRR of each set, results for words that are nowhere, time of a query; then ours in Chromium on a slowed
processor, from getting ready to the time of a query.
"""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from generator.pages.bundles import PARTS
from generator.pages.search import index_scripts
from generator.pages.views import Views
from generator.references import Index
from generator.source import load
from tests.site.search_queries import asked

from . import ROOT

SCRIPT = Path(__file__).with_name("search.js")
ASSETS = ROOT / "site/assets"
RUNS = 4
OTHER = "minisearch@7.2.0"
_ALL = PARTS["assets/site.js"]
SCRIPTS = _ALL[: _ALL.index("search-core.js") + 1]
IN_PAGE = """([queries, runs]) => {
  const steps = [];
  let started = performance.now();
  const engine = tenregsSearch.open(TENREGS_INDEX, TENREGS_SPOKEN);
  steps.push(performance.now() - started);
  while (engine.steps.length) {
    started = performance.now();
    engine.steps.shift()();
    steps.push(performance.now() - started);
  }
  const first = performance.now();
  engine.find(queries[0]);
  const asked = performance.now() - first;
  const least = new Map();
  for (let run = 0; run < runs; run++)
    for (const query of queries) {
      engine.kept.clear();
      engine.pinyin.found.clear();
      started = performance.now();
      engine.find(query);
      least.set(query, Math.min(least.get(query) || Infinity, performance.now() - started));
    }
  const times = [...least.values()].sort((a, b) => a - b);
  return { ready: steps.reduce((a, b) => a + b, 0), longest: Math.max(...steps), first: asked,
    p50: times[times.length >> 1], p95: times[Math.floor(times.length * 0.95)], most: times[times.length - 1] };
}"""


def others(folder: Path) -> str:
    """Install the other engine into a folder; where its modules are, "" without npm or a registry."""
    npm = shutil.which("npm")
    if not npm:
        return ""
    command = [npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder), OTHER]
    done = subprocess.run(command, capture_output=True, check=False)
    return "" if done.returncode else str(folder / "node_modules")


def in_chromium(index: Path, queries: list[str], slowed: int) -> dict[str, float]:
    """Times in Chromium, its processor slowed so many times; the least of several fresh starts, as others share the
    machine."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        runs = []
        for _ in range(RUNS):
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
            page = browser.new_page()
            for name in SCRIPTS:
                page.add_script_tag(path=ASSETS / name)
            page.add_script_tag(path=index)
            page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slowed})
            runs.append(page.evaluate(IN_PAGE, [queries, 3]))
            browser.close()
    return {name: min(run[name] for run in runs) for name in runs[0]}


def table(answers: dict[str, Any], order: dict[str, Any], script: bytes) -> None:
    """Print what each engine reached."""
    heads = [f"{name} ({len(rows)})" for name, rows in order["sets"].items()]
    stray = f"stray of {len(order['stray'])}"
    print(f"{'hit@5 / MRR':34}{''.join(f'{head:>17}' for head in heads)}{stray:>14}  p50 / p95, node      index")
    size = f"{len(gzip.compress(script, 9, mtime=0)) / 1024:.0f} KB gzipped, {len(script) / 1024:.0f} KB"
    for engine, found in answers.items():
        cells = "".join(f"{hit:10.3f} /{rank:5.3f}" for hit, rank, _ in found["sets"].values())
        held = size if engine == "ours" else f"{found['size'] / 1024:.0f} KB" if found.get("size") else "the texts"
        print(f"{engine:34}{cells}{found['stray']:14}  {found['p50']:5.2f} /{found['p95']:6.2f} ms  {held}")


def main() -> None:
    """Print the tables."""
    node = shutil.which("node") or sys.exit("没有 node：请先安装 Node.js")
    library = load(ROOT / "regulations").library
    script = b"".join(index_scripts(Views(Index(library))).values())
    order: dict[str, Any] = asked(library)
    with tempfile.TemporaryDirectory(prefix="tenregs-bench-") as folder:
        index = Path(folder) / "search-index.js"
        index.write_bytes(script)
        order |= {"index": str(index), "modules": others(Path(folder))}
        if not order["modules"]:
            print(f"没有装上 {OTHER}，只列本站自己的检索")
        answer = subprocess.run(
            [node, SCRIPT], input=json.dumps(order), capture_output=True, text=True, encoding="utf-8", check=False
        )
        if answer.returncode:
            sys.exit(answer.stderr)
        table(json.loads(answer.stdout), order, script)
        queries = [row["q"] for rows in order["sets"].values() for row in rows]
        for slowed in (1, 4, 6):
            t = in_chromium(index, queries, slowed)
            print(
                f"Chromium, processor slowed {slowed}×: ready in {t['ready']:.0f} ms, longest step {t['longest']:.0f} ms, "
                f"first query {t['first']:.1f} ms; then p50 {t['p50']:.1f}, p95 {t['p95']:.1f}, most {t['most']:.1f} ms"
            )
