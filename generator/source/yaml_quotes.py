"""Quotes that a line of YAML needs, or has too many of: most often around a formula."""

from __future__ import annotations

import re

_OPENED = re.compile(r"""(?:^\s*(?:- +)*|[{\[,]\s*)(?:(?P<key>[A-Za-z_][\w-]*):\s+)?(?P<quote>["'])""", re.ASCII)
_QUOTED = {'"': re.compile(r'"(?:[^"\\]|\\.)*"'), "'": re.compile(r"'(?:[^']|'')*'")}
_CLOSED = re.compile(r"\s*(?:$|[,}\]:])|\s+#")
_VALUE = r"""(?P<value>[^\s"'|>#{][^"':]*?\{|\{)"""
_BARE = (
    re.compile(r"(?:(?P<flow>[{,])\s*|^\s*(?:- +)*)(?:formula|alert):\s+" + _VALUE, re.ASCII),
    re.compile(r"formulas:\s+(?P<flow>\{)(?:[^{}]*,)?\s*[a-z][\w-]*:\s+" + _VALUE, re.ASCII),
)
_FORMULAS = ("formula", "alert")
_LONGEST = 2_000
_EXAMPLE = """例如 formula: 'IF({end}>{start},1,"")'"""
Slip = tuple[int, int, str, str]


def slip(lines: list[str], number: int, flow: bool) -> Slip | None:
    """Line, column, message and remedy if the line has a quote too many or a formula without any.

    `flow` says that the parser was between braces, where a bare formula ends at its first brace or comma.
    """
    line = lines[number - 1] if 1 <= number <= len(lines) else ""
    if not line or len(line) > _LONGEST:
        return None
    found = _bare_formula(line, flow) or _inner_quote(line)
    return (number, *found) if found else None


def _is_formula(line: str, key: str | None, start: int) -> bool:
    return key in _FORMULAS or "formulas:" in line[:start]


def _inner_quote(line: str) -> tuple[int, str, str] | None:
    """A text in quotes that goes on after its second quote."""
    at = 0
    while match := _OPENED.search(line, at):
        quote = match["quote"]
        closed = _QUOTED[quote].match(line, match.start("quote"))
        if closed is None:
            return None
        at = closed.end()
        if _CLOSED.match(line, at):
            continue
        kind = "双" if quote == '"' else "单"
        if not _is_formula(line, match["key"], match.start("quote")):
            if line[at].isspace():
                return at, "引号后面还有内容", "整段文字用一对英文引号包起来，里面要用引号时用中文引号“”"
            return at, f"{kind}引号里面又用了{kind}引号", "里面的改用中文引号“”；只保留整段两边的一对"
        if quote == '"':
            return at, "算式用双引号包着，里面又有双引号", f"算式整段改用英文单引号包起来，{_EXAMPLE}"
        return at, "算式用单引号包着，里面又有单引号", f"算式里的文字用英文双引号，{_EXAMPLE}"
    return None


def _bare_formula(line: str, flow: bool) -> tuple[int, str, str] | None:
    """A formula without quotes that YAML takes apart at its braces and commas."""
    for pattern in _BARE:
        match = pattern.search(line)
        if match and (flow or match["flow"] or match["value"] == "{"):
            return match.start("value") + 1, "算式没有加引号", f"算式整段加英文单引号，{_EXAMPLE}"
    return None
