"""What the YAML parser complains of, in words an administrator can act on."""

from __future__ import annotations

from typing import Any

import yaml

from ..model import Position
from ..problems import Problem

_EXPLANATIONS = (
    ("mapping values are not allowed", "这一行的冒号放得不对", "文字里有“冒号加空格”时，给整段文字加双引号；或检查缩进是否对齐"),
    ("could not find expected ':'", "键名后面缺少冒号", "键名后写英文冒号和一个空格，例如 title: 目的；中文冒号“：”不算"),
    ("cannot start any token", "有一个不能用在文字开头的符号", "以 @、`、% 开头的文字要加双引号"),
    ("did not find expected <document start>", "文件开头不是“键: 值”的样子", "检查第一行内容；以 % 开头的行要加双引号"),
    ("did not find expected key", "缩进没有对齐，或引号、括号后面多了内容", "与上面同级的键对齐；整段文字用一对双引号包起来"),
    ("did not find expected '-' indicator", "列表项的短横线没有对齐", "同一列表的 - 左边空格数要一样"),
    ("did not find expected ',' or", "方括号或花括号里的各项没有用逗号隔开", "各项之间写英文逗号；以 { 或 [ 开头的文字要加双引号"),
    ("unexpected end of stream", "引号没有成对", "补上缺少的引号"),
    ("unknown escape character", "双引号里的反斜杠写法不对", "去掉反斜杠，或改用单引号"),
    ("block sequence entries are not allowed", "列表的短横线放错了位置", "短横线要另起一行，比上一级键多缩进两个空格"),
    ("undefined alias", "用了 YAML 别名", "把内容直接写出来；以 * 开头的文字要加双引号"),
    ("did not find expected node content", "这里缺少内容", "补上值；以特殊符号开头的文字要加双引号"),
    ("did not find expected alphabetic", "以 & 或 * 或 ! 开头的文字没有加引号", "给整段文字加双引号"),
)


def explain(error: yaml.YAMLError, text: str, file: str) -> Problem:
    """The parser's error as a positioned problem in Chinese."""
    mark: Any = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    problem = str(getattr(error, "problem", "") or error)
    lines = text.split("\n")
    written = lines[line - 1] if line <= len(lines) else ""
    position = Position(file, line, column)
    for at in (line - 1, line - 2):
        if 0 <= at < len(lines) and _full_width_colon(lines[at]):
            return Problem(
                "bad-yaml",
                Position(file, at + 1, lines[at].index("：") + 1),
                "键名后面用了中文冒号“：”",
                "换成英文冒号和一个空格，例如 title: 目的",
            )
    for needle, message, remedy in _EXPLANATIONS:
        if needle in problem:
            return Problem("bad-yaml", position, f"{message}（写的是：{written.strip()[:40] or '空行'}）", remedy)
    return Problem("bad-yaml", position, f"这里的写法读不懂（写的是：{written.strip()[:40] or '空行'}）", "对照相邻的条目检查缩进、引号和冒号")


def _full_width_colon(line: str) -> bool:
    """Whether the line looks like `key：value` with the wrong colon."""
    head, colon, _ = line.strip().lstrip("- ").partition("：")
    return bool(colon) and head.isascii() and head.replace("_", "").isalnum()
