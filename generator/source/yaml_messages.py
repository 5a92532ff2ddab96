"""What the YAML parser complains of, in words an administrator can act on."""

from __future__ import annotations

import re
from typing import Any

import yaml

from ..model import Position
from ..problems import Problem
from .yaml_quotes import slip

_EXPLANATIONS = (
    (
        "mapping values are not allowed",
        "这一行的冒号放得不对",
        "文字里有“冒号加空格”时，给整段文字加英文双引号；或检查缩进是否对齐",
    ),
    (
        "could not find expected ':'",
        "这一行没有“键: 值”的样子",
        "键名后写英文冒号和一个空格，例如 title: 目的；如果是上一行没写完的文字，左边要比上一行的键多缩进",
    ),
    ("cannot start any token", "有一个不能用在文字开头的符号", "以 @、`、% 开头的文字要加英文双引号"),
    (
        "did not find expected <document start>",
        "文件开头不是“键: 值”的样子",
        "检查第一行内容；以 % 开头的行要加英文双引号",
    ),
    (
        "did not find expected key",
        "缩进没有对齐，或引号、括号后面多了内容",
        "与上面同级的键对齐；整段文字用一对英文双引号包起来",
    ),
    (
        "did not find expected '-' indicator",
        "列表项的短横线没有对齐",
        "同一列表的 - 左边空格数要一样；列表结束后的键要与列表的键对齐",
    ),
    (
        "did not find expected ',' or",
        "方括号或花括号没有成对，或各项之间缺少逗号",
        "补上 ] 或 }；各项之间写英文逗号；以 { 或 [ 开头的文字要加英文双引号",
    ),
    ("unexpected end of stream", "引号没有成对", "在这段文字的末尾补上同样的引号"),
    ("unexpected document indicator", "引号没有成对", "在这段文字的末尾补上同样的引号"),
    ("unknown escape character", "双引号里的反斜杠写法不对", "去掉反斜杠，或改用英文单引号"),
    ("did not find expected hexdecimal", "双引号里的反斜杠写法不对", "去掉反斜杠，或改用英文单引号"),
    ("block sequence entries are not allowed", "列表的短横线放错了位置", "短横线要另起一行，比上一级键多缩进两个空格"),
    ("undefined alias", "用了 YAML 别名", "把内容直接写出来；以 * 开头的文字要加英文双引号"),
    ("did not find expected node content", "这里缺少内容", "补上值；以标点符号开头的文字要加英文双引号"),
    ("did not find expected alphabetic", "以 & 或 * 或 ! 开头的文字没有加引号", "给整段文字加英文双引号"),
    (
        "did not find expected comment or line break",
        "| 或 > 后面多了内容",
        "| 和 > 后面要换行；以它们开头的文字要加英文双引号",
    ),
)
_KEY = r"^(?P<before>\s*(?:- +)*)(?P<key>[A-Za-z_][\w-]*)"
_WIDE_COLON = re.compile(_KEY + r"\s*：", re.ASCII)
_NO_SPACE = re.compile(_KEY + r":(?=[^\s/])")
_OPEN_QUOTE = re.compile(r"(?:^|[:,\[{-])\s+(?P<quote>[\"'])(?:(?!(?P=quote)).)*$")
_BARE_BRACE = re.compile(r"(?:[:,-]\s+|^\s*)(?P<brace>\{[^{}:,\"']{1,80}\}|\{@)")
_ODD_SPACE = re.compile(r"^\s*(?:- *)*?(?P<space>[\u3000\xa0])", re.ASCII)
_QUOTE_LOOKBACK = 30
_LONGEST = 2_000


def explain(error: yaml.YAMLError, text: str, file: str) -> Problem:
    """The parser's error as a positioned problem in Chinese."""
    lines = text.split("\n")
    if not lines[-1]:
        lines.pop()
    problem = str(getattr(error, "problem", "") or error)
    line, column = _place(error, problem, lines)
    noticed: Any = getattr(error, "problem_mark", None)
    here = noticed.line + 1 if noticed else line
    flow = "flow" in str(getattr(error, "context", ""))
    known = slip(lines, here, flow) or slip(lines, line, flow) or _likely(lines, line, problem)
    if known:
        line, column, message, remedy = known
        return Problem("bad-yaml", Position(file, line, column), message, remedy)
    written = f"（写的是：{_short(lines[line - 1])}）"
    for needle, message, remedy in _EXPLANATIONS:
        if needle in problem:
            return Problem("bad-yaml", Position(file, line, column), message + written, remedy)
    return Problem(
        "bad-yaml", Position(file, line, column), f"这里的写法读不懂{written}", "对照相邻的条目检查缩进、引号和冒号"
    )


def _place(error: yaml.YAMLError, problem: str, lines: list[str]) -> tuple[int, int]:
    """Where the mistake was made, which is not always where the parser noticed it; inside the file in any case."""
    mark: Any = getattr(error, "problem_mark", None)
    context: Any = getattr(error, "context_mark", None)
    late = (
        "could not find expected ':'",
        "unexpected end of stream",
        "unexpected document indicator",
        "did not find expected ',' or",
    )
    if context is not None and any(needle in problem for needle in late):
        mark = context
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    if line > len(lines):
        return len(lines), len(lines[-1]) + 1
    return line, column


def _likely(lines: list[str], line: int, problem: str) -> tuple[int, int, str, str] | None:
    """The usual slips, known by how the lines near the error look."""
    lines = [text if len(text) <= _LONGEST else "" for text in lines[:line]]
    nearby = [number for number in (line, line - 1) if 1 <= number <= len(lines)]
    for number in nearby:
        if match := _WIDE_COLON.match(lines[number - 1]):
            return number, match.end(), "键名后面用了中文冒号“：”", "换成英文冒号和一个空格，例如 title: 目的"
        if match := _ODD_SPACE.match(lines[number - 1]):
            message = "行首有全角空格或网页空格，看起来像缩进，其实不是"
            return number, match.start("space") + 1, message, "删掉它，改用普通的半角空格缩进"
        if match := _BARE_BRACE.search(lines[number - 1]):
            return (
                number,
                match.start("brace") + 1,
                "以 { 开头的文字没有加引号",
                '给整段文字加英文双引号，例如 text: "{opening_time}开门"',
            )
    for number in nearby:
        if (match := _NO_SPACE.match(lines[number - 1])) and "quoted" not in problem:
            return number, match.end(), "冒号后面少一个空格", "在英文冒号后面加一个空格，例如 title: 目的"
    for number in range(line, max(0, line - _QUOTE_LOOKBACK), -1):
        if match := _OPEN_QUOTE.search(lines[number - 1]):
            return (
                number,
                match.start("quote") + 1,
                "引号没有成对",
                "在这段文字的末尾补上同样的引号；文字里面要用引号时用中文引号“”",
            )
    if "mapping values are not allowed" in problem and (match := re.match(_KEY + ":", lines[line - 1])):
        remedy = "与上面同级的键对齐；上一行的文字如果没写完，给整段文字加英文双引号"
        if ": " not in lines[line - 1][match.end() :]:
            return line, match.start("key") + 1, f"“{match['key']}”缩进得太多，或上一行没有写完", remedy
    return None


def _short(line: str) -> str:
    text = line.strip()
    return f"{text[:40]}…" if len(text) > 40 else text or "空行"
