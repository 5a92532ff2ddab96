"""The sample sources under tests/good and tests/bad: how they are put together and what they should say."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from generator.checks import run
from generator.intake import read_units
from generator.problems import Problem, in_order
from generator.source import load

HERE = Path(__file__).parent
MINIMAL = HERE / "good" / "minimal"
BAD = HERE / "bad"


@dataclass(frozen=True)
class Expected:
    """expected.txt: lines `code file:line:column`; `! remove FILE` and `! size FILE BYTES` change the folder first."""

    problems: tuple[str, ...]
    removed: tuple[str, ...] = ()
    sizes: dict[str, int] = field(default_factory=dict)


def expected(sample: Path) -> Expected:
    lines = [line for line in (sample / "expected.txt").read_text(encoding="utf-8").splitlines() if line.strip()]
    orders = [line.split()[1:] for line in lines if line.startswith("!")]
    return Expected(
        tuple(line for line in lines if not line.startswith("!")),
        tuple(order[1] for order in orders if order[0] == "remove"),
        {order[1]: int(order[2]) for order in orders if order[0] == "size"},
    )


def assemble(sample: Path, to: Path) -> Path:
    """tests/good/minimal with a sample's files laid over it; the regulations folder of the result."""
    shutil.copytree(MINIMAL, to, dirs_exist_ok=True)
    shutil.copytree(sample, to, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.txt"))
    wanted = expected(sample)
    for name in wanted.removed:
        (to / name).unlink()
    for name, size in wanted.sizes.items():
        with (to / name).open("ab") as stream:
            stream.truncate(size)
    return to / "regulations"


def examine(folder: Path) -> list[Problem]:
    """Everything that loading and checking a folder finds, in order."""
    loaded = load(folder)
    found = list(loaded.problems)
    if loaded.library is not None:
        found += run(loaded.library, frozenset(loaded.unread))
        for units in sorted(folder.parent.glob("units.*")):
            found += read_units(units.read_bytes(), units.name, loaded.library).problems
    return in_order(found)
