"""The rules between the parts (design.md, section 3), held by walking every import."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from .support import syntax

ROOT = Path(__file__).resolve().parent.parent / "generator"
FILES = sorted(ROOT.rglob("*.py"))
RENDERERS = {"pages", "word", "excel", "html", "data", "papers"}


def part_of(path: Path) -> str:
    relative = path.relative_to(ROOT)
    return relative.parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    """Absolute dotted names of everything a module imports; ours start with `generator.`."""
    package = ("generator", *path.relative_to(ROOT).parent.parts)
    found = set()
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            module = ".".join(filter(None, (base, node.module)))
            found |= {f"{module}.{alias.name}" for alias in node.names} | {module}
    return found


def parts_used(path: Path) -> set[str]:
    return {name.split(".")[1] for name in imports(path) if name.startswith("generator.") and name.count(".")}


def libraries(path: Path) -> set[str]:
    return {name.split(".")[0] for name in imports(path)}


def names_called(path: Path) -> set[str]:
    calls = (node for node in ast.walk(syntax(path)) if isinstance(node, ast.Call))
    return {node.func.id for node in calls if isinstance(node.func, ast.Name)}


def attributes_called(path: Path) -> set[str]:
    calls = (node for node in ast.walk(syntax(path)) if isinstance(node, ast.Call))
    return {node.func.attr for node in calls if isinstance(node.func, ast.Attribute)}


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_module_keeps_the_rules_of_its_part(path: Path) -> None:
    part, used, outside = part_of(path), parts_used(path), libraries(path)
    if part == "model":
        assert used <= {"model"}
    if part == "problems":
        assert used <= {"model", "problems"}
    if part != "source":
        assert "yaml" not in outside
    if part != "word":
        assert "docx" not in outside
    if part not in ("excel", "intake"):
        assert not {"openpyxl", "ironcalc"} & outside
    if part not in ("excel", "papers"):
        assert "xlsxwriter" not in outside
    if part == "intake":
        assert used <= {"model", "problems", "intake", "facts"}
    if part not in ("word", "codes", "excel"):
        assert not {"segno"} & outside
    if part == "workdays":
        assert used <= {"model"}
    else:
        assert "chinese_calendar" not in outside
    if part in ("layout", "units", "facts", "references", "handbook"):
        assert not used & (RENDERERS | {"stationery", "press", "stamp", "source", "checks", "writer", "cli"})
    if part == "stamp":
        # It knows packages and tokens, nothing of forms.
        assert used <= {"layout", "stamp"}
    if part == "browser":
        assert not used & (RENDERERS | {"source", "checks", "writer", "cli"})
    assert "mkdocs" not in outside
    if part in RENDERERS:
        assert not used & ({"source", "checks", "writer", "cli"} | RENDERERS - {part})
        assert not {"time", "random", "subprocess", "socket"} & outside
        assert not {"now", "today", "utcnow"} & attributes_called(path)
        assert "os.environ" not in path.read_text(encoding="utf-8")
    if part in RENDERERS - {"word"}:
        assert not {"open"} & names_called(path)
        assert not {"read_text", "read_bytes", "open", "write_text", "write_bytes"} & attributes_called(path)
    if part == "checks":
        assert not used & RENDERERS
    if part != "desk":
        assert not {"nicegui", "fastapi"} & outside
    if part == "desk":
        # A front end: it may use anything but the other one, and runs no site of its own.
        assert not used & {"cli", "word", "excel", "papers", "data", "packing", "press", "deploy"}
        assert not {"now", "today", "utcnow"} & attributes_called(path)
    if part not in ("desk", "cli"):
        assert "desk" not in used
    if part != "cli":
        assert "print" not in names_called(path)
        assert not {"subprocess", "click"} & outside
    if part not in ("writer", "cli") and path != ROOT / "source/save.py":  # what is built, and what people write
        assert not {"write_text", "write_bytes", "mkdir", "unlink", "rename", "replace_tree"} & attributes_called(path)


def test_modules_are_short_enough_to_read_in_one_sitting() -> None:
    long = {p.relative_to(ROOT).as_posix(): n for p in FILES if (n := len(p.read_text("utf-8").splitlines())) > 330}
    assert not long


def test_every_public_function_has_a_docstring() -> None:
    missing = []
    for path in FILES:
        for node in syntax(path).body:
            if (
                isinstance(node, ast.FunctionDef | ast.ClassDef)
                and not node.name.startswith("_")
                and not ast.get_docstring(node)
            ):
                missing.append(f"{path.relative_to(ROOT)}:{node.name}")
    assert not missing
