"""Mistakes of writing: the place is where the writer slipped, the remedy says what to type."""

from __future__ import annotations

import pytest

from generator.source import MAX_BYTES, read_source

from ..checks.test_samples import check_wording

TABLE = [
    # what is written, code, line and column, words of the message, words of the remedy
    ("title: 甲\nshort：乙\nlast: 丙\n", "bad-yaml", (2, 6), "中文冒号", "英文冒号"),
    ("- title: 甲\n  short：乙\n  last: 丙\n", "bad-yaml", (2, 8), "中文冒号", "英文冒号"),
    ("title: 甲\nshort:乙\n", "bad-yaml", (2, 6), "少一个空格", "空格"),
    ('a: "没有\nb: "拟稿"\n', "bad-yaml", (1, 4), "引号没有成对", "末尾"),
    ('a: "没有\nb: 1\nc: 2\n', "bad-yaml", (1, 4), "引号没有成对", "末尾"),
    ("a: 'x\n", "bad-yaml", (1, 4), "引号没有成对", "末尾"),
    ("text: {name}至{b}\n", "bad-yaml", (1, 7), "以 { 开头", "双引号"),
    ("text: {@teller}核对\n", "bad-yaml", (1, 7), "以 { 开头", "双引号"),
    ("a: [1, 2\nb: 3\n", "bad-yaml", (1, 4), "没有成对", "补上"),
    ("a: 1\n  b: 2\n", "bad-yaml", (2, 3), "缩进得太多", "对齐"),
    ("a: 甲: 乙\n", "bad-yaml", (1, 5), "冒号", "双引号"),
    ("a: |\n 甲\n乙\n", "bad-yaml", (3, 1), "键: 值", "缩进"),
    ("a: @x\n", "bad-yaml", (1, 4), "开头", "双引号"),
    ("a: - b\n", "bad-yaml", (1, 4), "短横线", "另起一行"),
    ('a: "\\d"\n', "bad-yaml", (1, 5), "反斜杠", "单引号"),
    ("a:\n　b: 1\nc\n", "bad-yaml", (2, 1), "全角空格", "半角"),
    ("? [a]\n: b\n", "bad-yaml", (1, 3), "键不是", "键名"),
    ("a:\n\tb: 1\n", "tab-indent", (2, 1), "制表符", "空格"),
    ("a: 1\nb: 2\na: 3\n", "duplicate-key", (3, 1), "第 1 行", "删掉"),
    ("a: &x 1\n", "anchor", (1, 4), "&x", "删掉"),
    ("a: *x\n", "anchor", (1, 4), "*x", "双引号"),
    ("<<: {a: 1}\n", "anchor", (1, 1), "<<", "写出来"),
    ("a: !!python/object/apply:os.system [x]\n", "tag", (1, 4), "!!python/object/apply", "删掉"),
    ("a: !!binary aGk=\n", "tag", (1, 4), "!!binary", "删掉"),
    ("a: 1\n---\nb: 2\n", "many-documents", (2, 1), "---", "一个文件"),
    ("a: " + "[" * 40 + "]" * 40 + "\n", "too-complex", (1, 34), "嵌套", "缩进"),
    ("__at__: 1\n", "unknown-key", (1, 1), "__at__", "下划线"),
    ("a: 1\nb: 甲\u2028乙\n", "bad-encoding", (2, 5), "看不见", "删掉"),
    ("a: 1\nb: 甲\x07\n", "bad-encoding", (2, 5), "U+0007", "删掉"),
    ("# 只有说明\n", "file-empty", (1, 1), "空的", "填写"),
    ("", "file-empty", (1, 1), "空的", "填写"),
    ("-: : :\n", "bad-yaml", (1, 4), "冒号", "双引号"),
    ('a:\n  formula: "IF({b}>1,1,"")"\n  c: 1\n', "bad-yaml", (2, 24), "里面又有双引号", "改用英文单引号"),
    ('a:\n  - {id: x, formula: "IF({b},1,"")", width: 10}\n', "bad-yaml", (2, 32), "又有双引号", "英文单引号"),
    ('a: {label: 甲,\n  alert: "{b}="×"", width: 10}\n', "bad-yaml", (2, 15), "又有双引号", "英文单引号"),
    ('a:\n  formulas: {b: "IF(SUM({b})=0,"",1)"}\n', "bad-yaml", (2, 32), "又有双引号", "英文单引号"),
    ("a:\n  alert: '{b}='缺''\n  c: 1\n", "bad-yaml", (2, 15), "又有单引号", "英文双引号"),
    ("- {id: x, formula: IF({a}>{b},1,0), width: 1}\n", "bad-yaml", (1, 20), "没有加引号", "英文单引号"),
    ("- {id: x, label: 甲,\n   formula: IF({a}>{b},1,0), width: 1}\n", "bad-yaml", (2, 13), "没有加引号", "英文单引号"),
    ("- id: x\n  formula: {a}+{b}\n", "bad-yaml", (2, 12), "没有加引号", "英文单引号"),
    ("formulas: {a: 1, b: SUM({b})}\n", "bad-yaml", (1, 21), "没有加引号", "英文单引号"),
    ('text: "他说"你好"再走"\nb: 1\n', "bad-yaml", (1, 10), "又用了双引号", "中文引号"),
    ('a: "甲" 乙\nb: 1\n', "bad-yaml", (1, 6), "后面还有内容", "一对英文引号"),
]


@pytest.mark.parametrize(
    ("text", "code", "place", "message", "remedy"), TABLE, ids=[repr(row[0])[:40] for row in TABLE]
)
def test_a_mistake_is_told_where_it_was_made(
    text: str, code: str, place: tuple[int, int], message: str, remedy: str
) -> None:
    problems = read_source(text.encode(), "f.yml").problems
    assert [(problem.code, problem.position[1:]) for problem in problems] == [(code, place)]
    assert message in problems[0].message
    assert remedy in problems[0].remedy
    check_wording(problems[0])


@pytest.mark.parametrize("encoding", ["gbk", "utf-16", "utf-16-le", "utf-16-be", "big5"])
def test_other_encodings_are_named(encoding: str) -> None:
    problems = read_source("title: ten rules 營業\n".encode(encoding), "f.yml").problems
    assert [problem.code for problem in problems] == ["bad-encoding"]
    assert "UTF-8" in problems[0].remedy


def test_the_place_of_a_wrong_byte_counts_characters() -> None:
    problem = read_source("a: 甲\nb: 乙".encode() + b"\xff\n", "f.yml").problems[0]
    assert problem.position[1:] == (2, 5)


def test_every_tab_is_told_but_no_more_than_anyone_reads() -> None:
    problems = read_source(b"a:\n\tb: 1\n\tc: 2\n", "f.yml").problems
    assert [problem.position.line for problem in problems] == [2, 3]
    assert len(read_source(b"\tx: 1\n" * 5000, "f.yml").problems) == 20


def bomb() -> bytes:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    return "\n".join(lines).encode()


HOSTILE = {
    "alias bomb": bomb(),
    "brackets": b"[" * 1_000_000,
    "braces": b"{" * 1_000_000,
    "pairs": b"{a: " * 250_000,
    "dashes": b"- " * 500_000,
    "question marks": b"? " * 500_000,
    "nested keys": b"".join(b" " * n + b"a:\n" for n in range(1400)),
    "one key again and again": b"a: 1\n" * 200_000,
    "many keys": "".join(f"k{n}: 1\n" for n in range(90_000)).encode()[:1_000_000],
    "quotes": b'a: "' + b'" , "' * 199_000,
    "one long line": b"a: " + b"x: " * 330_000,
    "colons": b":" * 1_000_000,
    "hyphens": b"-" * 1_000_000,
    "spaces": b" " * 999_999 + b":",
    "anchors": b"&a " * 300_000,
    "10 MB": b"a: 1\n" * 2_000_000,
    "zeros": b"\0" * 1_000_000,
    "percents": b"%" * 1_000_000,
    "exclamation marks": b"!" * 1_000_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_input_is_refused(name: str) -> None:
    data = HOSTILE[name]
    source = read_source(data[: MAX_BYTES + 1], "f.yml", len(data))
    assert source.problems or name in ("many keys", "hyphens")
    assert len(source.problems) <= 201
    for problem in source.problems[:5]:
        check_wording(problem)
