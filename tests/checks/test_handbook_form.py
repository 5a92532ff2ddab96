"""The form that the handbook shows as the smallest passes the checks as shown."""

from __future__ import annotations

import re
import shutil
import textwrap
from pathlib import Path

from ..samples import HERE, examine

ROOT = HERE.parent
HANDBOOK = ROOT / "site" / "help" / "administrator.md"


def shown() -> str:
    section = HANDBOOK.read_text(encoding="utf-8").partition("{ #minimal-form }")[2]
    block = re.search(r"(?:^    .*\n|^\n)+(?=\S)", section[section.index("    id:") :], re.MULTILINE)
    assert block
    return textwrap.dedent(block[0])


def test_the_smallest_form_passes_as_shown(tmp_path: Path) -> None:
    source = Path(shutil.copytree(ROOT / "regulations", tmp_path / "regulations"))
    folder = source / "01-operations"
    text = (folder / "regulation.yml").read_text(encoding="utf-8")
    before, article, after = text.partition("- id: during\n")
    assert article
    regulation = before + article + after.replace("evidence: [F01-01]", "evidence: [F01-01, F01-20]", 1)
    (folder / "regulation.yml").write_text(regulation, encoding="utf-8")
    (folder / "forms" / "F01-20.yml").write_text(shown(), encoding="utf-8")
    assert [str(p) for p in examine(source) if "F01-20" in f"{p.position.file}{p.message}"] == []
