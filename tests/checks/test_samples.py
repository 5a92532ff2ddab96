"""Every problem code has a sample that shows it and an entry in the 使用手册; nothing more, nothing less."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from generator.problems import Problem

from ..samples import BAD, HERE, MINIMAL, assemble, examine, expected
from ..support import syntax

ROOT = HERE.parent
HELP = ROOT / "site" / "help" / "problems.md"
SAMPLES = sorted(path for path in BAD.iterdir() if path.is_dir())
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def codes_in_the_program() -> set[str]:
    """First arguments of Problem(…) and _refuse(…) wherever content is read or checked."""
    found = set()
    for part in ("source", "checks", "intake"):
        for path in (ROOT / "generator" / part).rglob("*.py"):
            for node in ast.walk(syntax(path)):
                if not isinstance(node, ast.Call) or not node.args:
                    continue
                name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                if name in ("Problem", "_refuse"):
                    code = node.args[0]
                    passed_on = name == "Problem" and isinstance(code, ast.Name) and code.id == "code"
                    assert passed_on or (isinstance(code, ast.Constant) and isinstance(code.value, str)), (
                        f"{path}:{node.lineno}"
                    )
                    if isinstance(code, ast.Constant):
                        found.add(str(code.value))
    return found


def sampled_codes() -> set[str]:
    """A folder is named after its code; further samples of the same code add `--what`."""
    return {path.name.partition("--")[0] for path in SAMPLES}


def explained_codes() -> list[str]:
    return re.findall(r"^### .+ \{ ?#([a-z-]+) ?\}$", HELP.read_text(encoding="utf-8"), re.MULTILINE)


def test_every_code_has_a_sample_and_no_sample_is_left_over() -> None:
    assert sampled_codes() == codes_in_the_program()


def test_every_code_has_its_entry_in_the_handbook() -> None:
    assert sorted(explained_codes()) == sorted(codes_in_the_program())


def test_every_entry_names_its_code_shows_an_example_and_a_remedy() -> None:
    entries = re.split(r"^### ", HELP.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    for entry in entries:
        code = re.findall(r"\{ ?#([a-z-]+) ?\}", entry)[0]
        assert f"`{code}`" in entry.split("\n", 1)[1], code
        assert "**改法**" in entry, code
        assert "\n    " in entry, f"{code} shows no example"


def test_the_good_sample_has_no_problem_at_all() -> None:
    assert examine(MINIMAL / "regulations") == []


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_sample_gives_exactly_its_problems(sample: Path, tmp_path: Path) -> None:
    problems = examine(assemble(sample, tmp_path))
    wanted = expected(sample).problems
    assert [f"{problem.code} {problem.position}" for problem in problems] == list(wanted)
    code = sample.name.partition("--")[0]
    assert code in {problem.code for problem in problems}
    for problem in problems:
        check_wording(problem)


def check_wording(problem: Problem) -> None:
    """A message says in Chinese what is wrong, a remedy what to do, neither in Python's words."""
    for text in (problem.message, problem.remedy):
        assert CHINESE.search(text), text
        assert not re.search(r"Traceback|Error\b|None|Mark\(|<class|input should", text), text
        assert len(text) < 1500
    assert "（缺）" not in problem.message
    assert "x-missing" not in problem.message
