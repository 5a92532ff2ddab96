"""The promise: two sets of ten regulations of 300 clauses are compared in two seconds of one processor."""

from __future__ import annotations

import time
from pathlib import Path

from bench.changes import CLAUSES, KIND, REGULATIONS, sides
from generator.changes import compare
from generator.changes.table import table
from generator.references import Index
from generator.source import load


def test_ten_regulations_of_three_hundred_clauses(tmp_path: Path) -> None:
    old, new = (load(folder).library for folder in sides(tmp_path))
    assert old and new
    times = []
    for _ in range(2):
        indexes = Index(old), Index(new)
        # The processor's time: what else runs on the machine is not ours.
        started = time.process_time()
        changes = compare(*indexes)
        table(changes, *indexes)
        times.append(time.process_time() - started)
    aspects = [{str(aspect) for aspect in clause.aspects} for clause in changes.clauses() if clause.amended]
    expected = {"文字修改": KIND.reworded, "删除": KIND.removed, "移动": KIND.moved}
    for name, kind in expected.items():
        assert sum(name in found for found in aspects) == len(kind) * REGULATIONS, name
    assert sum("新增" in found for found in aspects) == KIND.added * REGULATIONS
    shown = list(changes.entries("参数"))
    assert {len(entry.touches) for entry in shown} <= {CLAUSES // 5 - n for n in range(10)}
    assert min(times) < 2.0
