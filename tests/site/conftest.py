"""The site of the real regulations, built once."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..support import copy_project, tenregs


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy_project(tmp_path_factory.mktemp("project"))
    result = tenregs("build", "--no-pictures", cwd=folder)
    assert result.returncode == 0, result.stdout + result.stderr
    return folder


@pytest.fixture(scope="session")
def site(project: Path) -> Path:
    return project / "build/site"
