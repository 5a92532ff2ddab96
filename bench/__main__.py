"""`python -m bench [bank | changes | forms | imports | recall | search | site | validity]`: times of the main jobs, each beside a named alternative or budget."""

from __future__ import annotations

import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from . import ENVIRONMENT, ROOT, bank, changes, forms, imports, recall, search, site, validity

RUNS = 5


def command(*arguments: str, cwd: Path) -> float:
    """Seconds a tenregs command takes as a whole process."""
    started = time.perf_counter()
    result = subprocess.run(
        [sys.executable, "-m", "generator", *arguments], cwd=cwd, env=ENVIRONMENT, capture_output=True, check=False
    )
    if result.returncode:
        sys.exit(result.stdout.decode() + result.stderr.decode())
    return time.perf_counter() - started


def median(times: list[float]) -> str:
    """`median (min–max)` in seconds."""
    return f"{statistics.median(times):.2f} s ({min(times):.2f}–{max(times):.2f})"


def yardstick() -> float:
    """Seconds PyYAML's safe_load (C) takes to merely parse the same sources, in a process of its own."""
    script = (
        "import yaml,pathlib\n"
        "for p in sorted(pathlib.Path('regulations').rglob('*.yml')): yaml.load(p.read_bytes(), yaml.CSafeLoader)"
    )
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)
    return time.perf_counter() - started


def wait_for_port(port: int) -> None:
    """Return once the server answers; exit if it never does."""
    deadline = time.time() + 60
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
        checks = [command("check", cwd=project) for _ in range(RUNS)]
        parses = [yardstick() for _ in range(RUNS)]
        command("build", "--no-pictures", cwd=project)
        builds = [command("build", "--no-pictures", cwd=project) for _ in range(RUNS)]
        refreshes = refresh(project)
    ratio = statistics.median(checks) / statistics.median(parses)
    print(
        f"check                        {median(checks)}   goal < 1 s; {ratio:.1f}× merely parsing the sources with PyYAML (C)"
    )
    print(f"  PyYAML CSafeLoader alone   {median(parses)}")
    print(
        f"build, no LibreOffice        {median(builds)}   goal < 15 s; {statistics.median(builds) / statistics.median(checks):.1f}× check"
    )
    print(
        f"serve, save → new page       {median(refreshes)}   goal < 3 s; {statistics.median(refreshes) / statistics.median(builds):.2f}× a whole build"
    )


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
