"""A formula's text → its parts, or the first thing wrong with it: marks, brackets, functions and their arguments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple, NoReturn

from ..links import nearest
from .characters import odd_character
from .fault import Fault
from .functions import ARITY, INSTEAD, usage

_TOKEN = re.compile(
    r"""(?P<space>\s+)
    |(?P<text>"(?:[^"]|"")*")
    |(?P<name>\{[^{}]*[^{}\s][^{}]*\})
    |(?P<rows>(?<=ROW\()\$\d+:\$\d+(?=\)))
    |(?P<number>(?:\d+\.?\d*|\.\d+)(?:[Ee][-+]?\d+)?)
    |(?P<word>\$?[A-Za-z_][\w.$]*)
    |(?P<operator><=|>=|<>|[-+*/^&=<>%])
    |(?P<open>\()|(?P<close>\))|(?P<comma>,)
    |(?P<odd>.)""",
    re.VERBOSE | re.DOTALL | re.ASCII,
)
_NAME = re.compile(r"\{[^{}]+\}")
_ADDRESS = re.compile(r"\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6}")
_BINDING = {"=": 1, "<>": 1, "<": 1, ">": 1, "<=": 1, ">=": 1, "&": 2, "+": 3, "-": 3, "*": 4, "/": 4, "^": 5}
_DOUBLED = {
    "==": "相等只写一个 =",
    "=>": "写 >=",
    "=<": "写 <=",
    "><": "写 <>",
    "&&": "并且写 AND(甲,乙)",
    "**": "乘方写 ^",
}
_DEEPEST = 60
_LIST = "能用的函数见“管理员怎么改”里的“算式里能用的函数”"


class Part(NamedTuple):
    """A part of a formula: text, name, number, word, rows (ROW($1:$40) counts from 1 to 40), or an operator or a
    function (its `text`) with what it takes."""

    kind: str
    text: str
    at: int
    parts: tuple[Part, ...] = ()


def walk(part: Part) -> Iterator[Part]:
    """A part and everything inside it."""
    yield part
    for inner in part.parts:
        yield from walk(inner)


class _Wrong(Exception):
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


@lru_cache(maxsize=4096)
def parsed(formula: str) -> Part | Fault:
    """The formula as a tree, or what is wrong with it."""
    try:
        return _Parser(formula).whole()
    except _Wrong as wrong:
        return wrong.fault


class _Parser:
    def __init__(self, formula: str) -> None:
        self.formula = formula
        self.last = max(0, len(formula.rstrip()) - 1)
        self.depth = 0
        self.tokens: list[tuple[str, str, int]] = []
        for match in _TOKEN.finditer(formula):
            kind = match.lastgroup or "odd"
            if kind == "odd":
                if match[0] == ":" and self.tokens and _ADDRESS.fullmatch(self.tokens[-1][1]):
                    self._address(*self.tokens[-1][1:])
                raise _Wrong(odd_character(formula, match.start()))
            if kind != "space":
                self.tokens.append((kind, match[0], match.start()))
        self.tokens.append(("end", "", self.last))
        self.next = 0
        self._brackets()

    def _brackets(self) -> None:
        """Brackets that do not pair are told before what they bring about."""
        opened = []
        for kind, text, at in self.tokens:
            if kind == "open":
                opened.append(at)
            elif kind == "close" and (not opened or opened.pop() < 0):
                self._wrong(text, at, "的括号没有成对", "数一数左右括号，去掉多的右括号或补上左括号")
        if opened:
            self._wrong("(", opened[0], "的括号没有成对", "数一数左右括号，补上右括号")

    def _wrong(self, text: str, at: int, message: str, remedy: str) -> NoReturn:
        raise _Wrong(Fault(text, at, message, remedy))

    def _unfinished(self) -> NoReturn:
        kind, text, at = self.tokens[self.next]
        before = self.tokens[self.next - 1] if self.next else None
        if before and before[0] == kind == "operator" and (tip := _DOUBLED.get(before[1] + text)):
            self._wrong(before[1] + text, before[2], f"里的 “{before[1]}{text}” 不是运算符", tip)
        self._wrong(text or self.formula[self.last :], at, "不完整", "运算符两边都要有内容，逗号之间、括号里面不能空着")

    def whole(self) -> Part:
        if self.tokens[0][1] == "=":
            self._wrong("=", self.tokens[0][2], "以等号开头", "去掉开头的等号，只写后面的部分")
        part = self._expression(0)
        if self.tokens[self.next][0] != "end":
            self._missing_operator()
        return part

    def _missing_operator(self) -> NoReturn:
        kind, text, at = self.tokens[self.next]
        if kind == "comma":
            self._wrong(text, at, "里的逗号不在函数里", "逗号只用来分开函数的参数；先后几个条件用 AND(…,…)")
        message = f"里的 “{text}” 前面少了运算符或逗号"
        self._wrong(text, at, message, "补上 +、-、*、/、& 等运算符；函数的参数之间写英文逗号")

    def _expression(self, least: int) -> Part:
        self.depth += 1
        if self.depth > _DEEPEST:
            self._wrong("(", self.tokens[self.next][2], f"套了 {_DEEPEST} 层以上", "把一部分算式移到另一栏")
        left = self._operand()
        while True:
            kind, text, at = self.tokens[self.next]
            if kind != "operator" or (text != "%" and _BINDING[text] <= least):
                break
            self.next += 1
            left = (
                Part("operator", text, at, (left,))
                if text == "%"
                else Part("operator", text, at, (left, self._expression(_BINDING[text])))
            )
        self.depth -= 1
        return left

    def _operand(self) -> Part:
        signs = []
        while self.tokens[self.next][1] in ("-", "+"):
            signs.append(self.tokens[self.next])
            self.next += 1
        kind, text, at = self.tokens[self.next]
        self.next += 1
        if kind == "open":
            part = self._expression(0)
            if self.tokens[self.next][0] != "close":
                self._missing_operator()
            self.next += 1
        elif kind == "word":
            part = self._word(text, at)
        elif kind == "text" and (name := _NAME.search(text)):
            remedy = f'引号里的不会换成值，写作 "…"&{name[0]}&"…"'
            self._wrong(name[0], at + name.start(), f"把 “{name[0]}” 写在了引号里", remedy)
        elif kind in ("text", "name", "number", "rows"):
            part = Part(kind, text, at)
        else:
            self.next -= 1
            self._unfinished()
        for _, sign, place in reversed(signs):
            part = Part("operator", sign, place, (part,))
        return part

    def _word(self, word: str, at: int) -> Part:
        if self.tokens[self.next][0] == "open":
            return self._function(word, at)
        if word.upper() in ("TRUE", "FALSE"):
            return Part("word", word.upper(), at)
        if _ADDRESS.fullmatch(word):
            self._address(word, at)
        if word.upper() in ARITY:
            self._wrong(word, at, f"里的函数 {word} 后面没有括号", f"写作 {usage(word.upper())}")
        remedy = f"栏目写作 {{{word}}}；是文字的，两边加英文双引号"
        return self._wrong(word, at, f"里的 {word} 没有写在花括号里", remedy)

    def _address(self, word: str, at: int) -> NoReturn:
        remedy = "栏目写作 {标识}，整列写作 {表格.列}；排版一变，格子的地址就不对了"
        self._wrong(word, at, f"里写了格子的地址 {word}", remedy)

    def _function(self, word: str, at: int) -> Part:
        name = word.upper()
        if name not in ARITY:
            tip = f"{INSTEAD[name]}；" if name in INSTEAD else nearest(name, ARITY)
            self._wrong(word, at, f"用了不认识的函数 {word}", f"{tip}{_LIST}")
        self.next += 1
        found = tuple(self._arguments())
        if not ARITY[name].allows(len(found)):
            written, tip = usage(name), "，方括号里的可以不写"
            message = f"里的 {name} {ARITY[name]}，写了 {len(found)} 个"
            self._wrong(word, at, message, f"写作 {written}{tip if '[' in written else ''}")
        return Part("function", name, at, found)

    def _arguments(self) -> Iterator[Part]:
        """What stands in a function's brackets, which have been opened."""
        if self.tokens[self.next][0] == "close":
            self.next += 1
            return
        while True:
            yield self._expression(0)
            kind, _, at = self.tokens[self.next]
            if kind not in ("comma", "close"):
                self._missing_operator()
            self.next += 1
            if kind == "close":
                return
            if self.tokens[self.next][0] == "close" and self.tokens[self.next - 1][0] == "comma":
                # A last argument left empty, as in INDEX({列},), stands for 0.
                yield Part("number", "0", at)
                self.next += 1
                return
