"""Reporters: the same problems for a person, for a program, and for a CI log."""

from __future__ import annotations

import json
from collections.abc import Sequence

from .problem import Problem, Severity


def _count(problems: Sequence[Problem]) -> tuple[int, int]:
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    return errors, len(problems) - errors


def as_text(problems: Sequence[Problem]) -> str:
    """Lines `文件:行:列  错误  说明 [编号]` with the remedy beneath, and a closing count."""
    lines = []
    for problem in problems:
        lines.append(f"{problem.position}  {problem.severity}  {problem.message}  [{problem.code}]")
        lines.append(f"    改法：{problem.remedy}")
    errors, warnings = _count(problems)
    if problems:
        lines.append(f"共 {errors} 个错误，{warnings} 个警告。")
    else:
        lines.append("检查通过，没有发现问题。")
    return "\n".join(lines)


def as_json(problems: Sequence[Problem]) -> str:
    """A JSON object {errors, warnings, problems: [{code, severity, file, line, column, message, remedy}]}."""
    errors, warnings = _count(problems)
    rows = [
        {
            "code": problem.code,
            "severity": problem.severity.name.lower(),
            "file": problem.position.file,
            "line": problem.position.line,
            "column": problem.position.column,
            "message": problem.message,
            "remedy": problem.remedy,
        }
        for problem in problems
    ]
    return json.dumps({"errors": errors, "warnings": warnings, "problems": rows}, ensure_ascii=False, indent=1)


def as_annotations(problems: Sequence[Problem]) -> str:
    """Workflow commands (`::error file=…`) that common CI servers show beside the line."""

    def escape(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    lines = []
    for problem in problems:
        kind = "error" if problem.severity is Severity.ERROR else "warning"
        where = f"file={problem.position.file},line={problem.position.line},col={problem.position.column}"
        lines.append(
            f"::{kind} {where},title={problem.code}::{escape(problem.message)}。改法：{escape(problem.remedy)}"
        )
    return "\n".join(lines)
