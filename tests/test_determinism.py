"""Same sources, same bytes: on another day, in another time zone, with another hash seed, in another folder."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from .support import copy_project, tenregs, tree


@pytest.mark.office
@pytest.mark.skipif(os.name == "nt", reason="faketime is not to be had on Windows")
def test_two_builds_on_two_days_are_the_same_bytes(tmp_path: Path) -> None:
    clock = shutil.which("faketime")
    assert clock, "faketime is not installed; deselect with -m 'not office'"
    built = []
    for name, day, seed, zone in (
        ("a", "2026-11-24 09:00:00", "1", "UTC"),
        ("another", "2031-02-03 23:59:00", "77", "Asia/Shanghai"),
    ):
        project = copy_project(tmp_path / name)
        result = tenregs(
            "build",
            "--no-pictures",
            cwd=project,
            environment={"PYTHONHASHSEED": seed, "TZ": zone},
            before=[clock, "-f", f"@{day}"],
        )
        assert result.returncode == 0, result.stdout + result.stderr
        built.append(tree(project / "build"))
    first, second = built
    assert set(first) == set(second)
    assert [name for name in first if first[name] != second[name]] == []
