"""`python -m bench [bank | changes | forms | imports | recall | search | site | validity]`: times of the main jobs, each beside a named alternative or budget."""

from __future__ import annotations

import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from . import ENVIRONMENT, ROOT, bank, changes, forms, imports, recall, search, site, validity

RUNS = 5


@dataclass(frozen=True)
class Spent:
    """Seconds by the clock, and seconds of processors, of a whole process with all that it started."""

    clock: float
    processor: float


def spent(program: list[str], cwd: Path) -> Spent:
    """What running a program takes; exit if it fails."""
    before, started = os.times(), time.perf_counter()
    result = subprocess.run(program, cwd=cwd, env=ENVIRONMENT, capture_output=True, check=False)
    clock, after = time.perf_counter() - started, os.times()
    if result.returncode:
        sys.exit(result.stdout.decode() + result.stderr.decode())
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    return Spent(clock, processor)


def command(*arguments: str, cwd: Path) -> Spent:
    """What a tenregs command takes."""
    return spent([sys.executable, "-m", "generator", *arguments], cwd)


def median(times: list[float]) -> str:
    """`median (min–max)` in seconds."""
    return f"{statistics.median(times):.2f} s ({min(times):.2f}–{max(times):.2f})"


def both(runs: list[Spent]) -> str:
    """By the clock, and of processors."""
    processor = statistics.median(run.processor for run in runs)
    return f"{median([run.clock for run in runs])}, {processor:.2f} s of processors"


def ratio(runs: list[Spent], others: list[Spent]) -> float:
    """Of the processors' time, which other programs disturb less; run by run."""
    return statistics.median(a.processor / b.processor for a, b in zip(runs, others, strict=True))


def yardstick() -> Spent:
    """What PyYAML's C loader takes to merely parse the same sources, in a process of its own."""
    script = (
        "import yaml,pathlib\n"
        "for p in sorted(pathlib.Path('regulations').rglob('*.yml')): yaml.load(p.read_bytes(), yaml.CSafeLoader)"
    )
    return spent([sys.executable, "-c", script], ROOT)


def wait_for_port(port: int) -> None:
    """Return once the server answers; exit if it never does."""
    deadline = time.time() + 120
    while time.time() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    sys.exit("serve 没有启动")


def refresh(project: Path) -> list[float]:
    """Seconds from saving a changed fact to the new value standing in the served site's file, under `serve`."""
    source = project / "regulations/01-operations/regulation.yml"
    page = project / "build/site/regulations/01-operations.html"
    server = subprocess.Popen(
        [sys.executable, "-m", "generator", "serve", "--no-open", "--port", "8731"],
        cwd=project, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    times = []
    try:
        wait_for_port(8731)
        text = source.read_text(encoding="utf-8")
        for number in range(RUNS):
            shown = f"16:5{number}"
            started = time.perf_counter()
            source.write_text(text.replace('value: "17:00"', f'value: "{shown}"', 1), encoding="utf-8")
            while f">{shown}<" not in (page.read_text(encoding="utf-8") if page.is_file() else ""):
                if time.perf_counter() - started > 30:
                    sys.exit("serve 没有更新")
                time.sleep(0.02)
            times.append(time.perf_counter() - started)
            time.sleep(1)
    finally:
        server.terminate()
        server.wait(10)
    return times


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory(prefix="tenregs-bench-") as folder:
        project = Path(folder)
        for name in ("regulations", "site"):
            shutil.copytree(ROOT / name, project / name)
        shutil.copy(ROOT / "mkdocs.yml", project)
        command("build", "--no-pictures", cwd=project)
        checks, parses, colds, warms = [], [], [], []
        for _ in range(RUNS):
            parses.append(yardstick())
            checks.append(command("check", cwd=project))
            shutil.rmtree(project / "build")
            colds.append(command("build", "--no-pictures", cwd=project))
            warms.append(command("build", "--no-pictures", cwd=project))
        refreshes = refresh(project)
    print(f"check                        {both(checks)}   goal < 1 s; {ratio(checks, parses):.1f}× merely parsing the sources with PyYAML (C)")  # fmt: skip
    print(f"  PyYAML CSafeLoader alone   {both(parses)}")
    print(f"build of a fresh clone       {both(colds)}   goal < 15 s; {ratio(colds, checks):.1f}× check")
    print(f"build once more              {both(warms)}   goal < 15 s; {ratio(warms, colds):.2f}× that of a fresh clone")
    whole = statistics.median(run.clock for run in warms)
    print(f"serve, save → new page       {median(refreshes)}   goal < 3 s; {statistics.median(refreshes) / whole:.2f}× building once more")  # fmt: skip


if __name__ == "__main__":
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    if wanted == "validity":
        validity.main(int(sys.argv[2]) if len(sys.argv) > 2 else 1000)
    elif wanted == "bank":
        bank.main()
    elif wanted == "changes":
        changes.main()
    elif wanted == "imports":
        imports.main(int(sys.argv[2]) if len(sys.argv) > 2 else 1_000)
    elif wanted == "recall":
        recall.main(int(sys.argv[2]) if len(sys.argv) > 2 else 200)
    elif wanted == "site":
        site.main()
    elif wanted == "search":
        search.main()
    else:
        if wanted != "forms":
            main()
        forms.main()
