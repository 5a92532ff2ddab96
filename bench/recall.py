"""Recall on the day of an exam: the site's plan (site/assets/plan.js) beside four usual ways of choosing what to practise.

Learners are simulated (recall.js): each has a memory of their own, which no policy knows; all policies meet the same
learners and the same luck, so the difference to the best other policy is paired. The plan was tuned on other seeds.
"""

from __future__ import annotations

import json
import math
import shutil
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

SCRIPT = Path(__file__).with_name("recall.js")
SEED, LEARNERS, BANK = 20261125, 200, 400
HORIZONS, BUDGETS = (20, 45, 90), (20, 40, 60)
ITEMS, PROCESSES, SLOWED, TASK = 5000, 7, 4, 50

NAMES = {
    "ours": "ours",
    "sequential": "sequential",
    "wrongFirst": "错题-first",
    "leitner": "Leitner",
    "dueDate": "due 0.9",
}
GROUPS: dict[str, dict[str, Any]] = {
    "learners about as FSRS has them; four ratings": {"spread": 1, "sees": {"graded": True}},
    "learners twice as far apart; only right and wrong are seen, a quarter of the wrong guessed right": {
        "spread": 2,
        "sees": {"graded": False, "guessed": 0.25},
    },
}


def node(order: dict[str, Any]) -> Any:
    """What the script answers."""
    program = shutil.which("node") or sys.exit("没有 node：请先安装 Node.js")
    answer = subprocess.run(
        [program, SCRIPT], input=json.dumps(order), capture_output=True, text=True, encoding="utf-8", check=False
    )
    if answer.returncode:
        sys.exit(answer.stderr)
    return json.loads(answer.stdout)


def interval(values: list[float]) -> tuple[float, float]:
    """Mean and half of its 95 % interval, in hundredths."""
    half = 1.96 * statistics.stdev(values) / math.sqrt(len(values))
    return 100 * statistics.mean(values), 100 * half


def row(days: int, budget: int, recalls: dict[str, list[float]]) -> bool:
    """Print a cell; whether ours is not worse than the best other policy, within the interval of the difference."""
    others = {name: values for name, values in recalls.items() if name != "ours"}
    best = max(others, key=lambda name: statistics.mean(others[name]))
    mean, half = interval([a - b for a, b in zip(recalls["ours"], others[best], strict=True)])
    holds = mean + half >= 0
    cells = "".join("{:6.1f} ± {:3.1f} ".format(*interval(recalls[name])) for name in NAMES)
    print(
        f"{days:4} days {budget:3} a day {cells}  {mean:+5.2f} ± {half:4.2f} to {NAMES[best]}{'' if holds else '  WORSE'}"
    )
    return holds


def speed() -> None:
    """How long choosing from a large bank takes; the least of several processes, as others share the machine."""
    runs = [node({"items": ITEMS}) for _ in range(PROCESSES)]
    first, later = (min(times) for times in zip(*runs, strict=True))
    print(
        f"choosing from {ITEMS} items: {first:.1f} ms of processor the first time, {later:.1f} ms afterwards; "
        f"on a processor {SLOWED} times slower {SLOWED * first:.0f} ms   goal < {TASK} ms"
    )


def main(learners: int = LEARNERS) -> None:
    """Print the tables."""
    held = []
    for title, group in GROUPS.items():
        print(f"recall on the day in %, mean ± 95 % interval, {learners} learners, {BANK} items; {title}")
        print(f"{'':19}{''.join(f'{name:>9}   ' for name in NAMES.values())}   ours − best other")
        for days in HORIZONS:
            for budget in BUDGETS:
                cell = {"seed": SEED, "learners": learners, "bank": BANK, "days": days, "perDay": budget}
                held.append(row(days, budget, node(cell | group)))
    print(f"never worse than the best other policy: {sum(held)} of {len(held)} cells")
    speed()
