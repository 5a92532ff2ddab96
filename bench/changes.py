"""`python -m bench changes`: 修订对照 between two sets of ten regulations of 300 clauses, beside difflib.HtmlDiff.

The clauses are made of the real regulations' sentences. Of every hundred eight are reworded, ten differ in typography
alone, two go, two come, two move to another chapter, two get another id, and twenty show a fact that changes.
"""

from __future__ import annotations

import difflib
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import yaml

from generator.changes import compare
from generator.changes.impact import impact
from generator.changes.table import table
from generator.changes.wording import fold
from generator.references import Index
from generator.source import load

from . import ENVIRONMENT, ROOT, one_core

REGULATIONS, CLAUSES, CHAPTERS, RUNS = 10, 300, 10, 5
BASE = ROOT / "tests/good/minimal/regulations"
Article = dict[str, object]


@dataclass(frozen=True)
class Kind:
    """How many clauses of each kind there are among a regulation's."""

    reworded: range = range(24)
    retyped: range = range(24, 54)
    removed: range = range(54, 60)
    moved: range = range(60, 66)
    renamed: range = range(66, 72)
    added: int = 6


KIND = Kind()


def sentences() -> list[str]:
    """The sentences of the real regulations, in order."""
    library = load(ROOT / "regulations").library
    if library is None:
        sys.exit("制度源文件有错误")
    index = Index(library)
    texts = [
        index.resolver.plain(p.text, c.regulation.key) for c in library.clauses.values() for p in c.article.paragraphs
    ]
    found = [s for text in texts for s in re.split(r"(?<=[。；])", text) if 12 <= len(s) <= 80 and s.endswith("。")]
    return list(dict.fromkeys(found))


def article(name: str, texts: list[str], fact: bool) -> Article:
    """An article of three sentences; every fifth shows the fact."""
    words = texts[:2] + ([f"前款事项应当在{{limit}}内办完。{texts[2]}"] if fact else texts[2:3])
    return {
        "id": name,
        "title": texts[0][:8].strip("，。；"),
        "paragraphs": [{"text": t, "basis": "拟稿"} for t in words],
    }


def regulation(number: int, chapters: list[list[Article]], limit: str) -> dict[str, object]:
    """A regulation's source."""
    return {
        "title": f"第{number}项管理规定", "short": f"规定{number}", "status": "试行", "purpose": "测量用。", "coverage": "测量用",
        "responsible": ["room-keeper"], "editions": [{"version": "1.0", "date": "2026-01-01", "summary": "测量用"}],
        "facts": {"limit": {"label": "办理期限", "type": "时长", "value": limit, "basis": "拟稿"}},
        "chapters": [{"id": f"c{n}", "title": f"第{n}部分", "articles": found} for n, found in enumerate(chapters)],
    }  # fmt: skip


def amended(chapters: list[list[Article]], known: list[str], chance: random.Random) -> list[list[Article]]:
    """The same chapters after amendments of every kind."""
    flat = [(n, a) for n, found in enumerate(chapters) for a in found]
    order = chance.sample(range(len(flat)), len(flat))
    made: list[list[Article]] = [[] for _ in chapters]
    for place, (chapter, old) in enumerate(flat):
        rank = order[place]
        if rank in KIND.removed:
            continue
        new = dict(old)
        texts = [str(p["text"]) for p in old["paragraphs"]]  # type: ignore[attr-defined]
        if rank in KIND.reworded:
            texts[1] = texts[1].replace("应当", "必须").replace("，", "，及时", 1) + "办理情况登记备查。"
        elif rank in KIND.retyped:
            texts = [t.replace("，", ", ").replace("。", "｡") for t in texts]
        elif rank in KIND.renamed:
            new["id"] = f"{old['id']}-now"
        new["paragraphs"] = [{"text": t, "basis": "拟稿"} for t in texts]
        made[(chapter + 1) % len(chapters) if rank in KIND.moved else chapter].append(new)
    for n in range(KIND.added):
        made[n].append(article(f"new{n}", chance.sample(known, 3), False))
    return made


def written(folder: Path, sources: dict[str, dict[str, object]]) -> Path:
    """The sample folder with these regulations beside its own two."""
    shutil.copytree(BASE, folder)
    for name, source in sources.items():
        (folder / name).mkdir()
        text = yaml.safe_dump(source, allow_unicode=True, sort_keys=False, width=10_000)
        (folder / name / "regulation.yml").write_text(text, encoding="utf-8")
    return folder


def sides(folder: Path) -> tuple[Path, Path]:
    """Both sets, made of the same seed every time."""
    chance, known = random.Random(1), sentences()
    old: dict[str, dict[str, object]] = {}
    new: dict[str, dict[str, object]] = {}
    for number in range(3, 3 + REGULATIONS):
        articles = [article(f"a{n}", chance.sample(known, 3), n % 5 == 0) for n in range(CLAUSES)]
        size = CLAUSES // CHAPTERS
        chapters = [articles[n : n + size] for n in range(0, CLAUSES, size)]
        name = f"{number:02d}-bulk{number}"
        old[name] = regulation(number, chapters, "3个工作日")
        new[name] = regulation(number, amended(chapters, known, chance), "5个工作日")
    return written(folder / "old" / "regulations", old), written(folder / "new" / "regulations", new)


def timed(job: Callable[[], object]) -> list[float]:
    """Seconds of the processor in each of several runs, none of which remembers the one before."""
    times = []
    for _ in range(RUNS):
        fold.cache_clear()
        started = time.process_time()
        job()
        times.append(time.process_time() - started)
    return times


def shown(times: list[float]) -> str:
    """`median (min–max)`."""
    return f"{statistics.median(times):.2f} s ({min(times):.2f}–{max(times):.2f})"


def lines(index: Index) -> dict[str, list[str]]:
    """The text of every regulation as somebody would compare it in a file: a line a paragraph."""
    found: dict[str, list[str]] = {}
    for clause in index.library.clauses.values():
        key = clause.regulation.key
        into = found.setdefault(key, [])
        into.append(f"第{clause.number}条 {clause.article.title}")
        into += [index.resolver.plain(p.text, key) for p in clause.article.paragraphs]
    return found


def plain(old: dict[str, list[str]], new: dict[str, list[str]]) -> str:
    """difflib's side-by-side table of every regulation."""
    return "".join(difflib.HtmlDiff().make_table(old[key], new[key], context=True) for key in old)


def command(old: Path, new: Path) -> float:
    """Seconds by the clock that the command takes as a whole process, sources read twice."""
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "generator", "diff", str(old), str(new), "--format", "json"],
        cwd=ROOT, env=ENVIRONMENT, capture_output=True, check=False,
    )  # fmt: skip
    if done.returncode:
        sys.exit(done.stdout.decode()[-2000:] + done.stderr.decode())
    return time.perf_counter() - started


def main() -> None:
    """Print the table."""
    one_core()
    with tempfile.TemporaryDirectory(prefix="tenregs-changes-") as place:
        folders = sides(Path(place))
        libraries = [load(folder).library for folder in folders]
        if libraries[0] is None or libraries[1] is None:
            sys.exit("生成的制度有错误")
        old, new = libraries[0], libraries[1]

        def whole() -> None:
            indexes = Index(old), Index(new)
            table(compare(*indexes), *indexes)

        compared = timed(whole)
        indexes = Index(old), Index(new)
        changes = compare(*indexes)
        touched = timed(lambda: impact(changes, *indexes))
        texts = lines(indexes[0]), lines(indexes[1])
        plainly = timed(lambda: plain(*texts))
        commands = [command(*folders) for _ in range(3)]
    amendments = [c for c in changes.clauses() if c.amended]
    kinds = {str(a): sum(a in c.aspects for c in amendments) for c in amendments for a in c.aspects}
    print(
        f"two sets of {REGULATIONS} × {CLAUSES} clauses; {len(amendments)} amended, {len(changes.typographic)} differ in typography alone"
    )
    print(f"  {'，'.join(f'{name} {count}' for name, count in sorted(kinds.items()))}")
    print(
        f"修订对照表 (compare, table)     {shown(compared)}   goal < 2 s; {statistics.median(compared) / statistics.median(plainly):.2f}× HtmlDiff"
    )
    print(f"impact                         {shown(touched)}")
    print(f"difflib.HtmlDiff of the texts  {shown(plainly)}   marks typography, and what moved as deleted and inserted")
    print(f"tenregs diff, whole process    {shown(commands)}   reads {2 * REGULATIONS * CLAUSES} clauses of YAML first")


if __name__ == "__main__":
    main()
