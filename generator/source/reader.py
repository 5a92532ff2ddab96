"""Bytes of one source → plain values with a mark for every key and item.

All scalars stay strings; the model types them. Anchors, aliases, merge keys, tags and further
documents are refused, so no input can grow when read and nothing in it is ever executed.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import yaml

from ..model import MARK_KEY, Mark, Position
from ..problems import Problem, Severity
from .yaml_messages import explain

MAX_BYTES = 1_000_000
MAX_DEPTH = 30
MAX_NODES = 100_000
MAX_PROBLEMS = 200
MAX_TABS = 20
_AS_UTF8 = "用记事本打开，选“另存为”，编码选 UTF-8，覆盖原来的文件"
# Characters nobody sees: control codes, odd line ends, zero-width and direction marks.
_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060\ufeff\ufffe\uffff]")

_NONE: dict[Any, Any] = {}  # what a scalar's mark has inside
_PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass
class Source:
    """What one file says: `value` is None when it could not be read at all."""

    file: str
    value: Any = None
    mark: Mark = field(default_factory=lambda: Mark(Position("")))
    problems: list[Problem] = field(default_factory=list)


class _Refused(Exception):
    """The file cannot be read further; the problem says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def read_source(data: bytes, file: str, size: int | None = None) -> Source:
    """Read one YAML source. `file` is the name that positions carry, `size` the bytes on disk when `data` is
    only its beginning. Never raises for bad content."""
    source = Source(file, mark=Mark(Position(file, 1, 1)))
    text = _decode(data, source, len(data) if size is None else size)
    if text is None:
        return source
    source.problems += _tabs(text, file)
    if source.problems and source.problems[-1].code == "tab-indent":
        return source
    try:
        source.value, source.mark = _Builder(text, file, source.problems).document()
    except _Refused as refused:
        source.problems.append(refused.problem)
    except yaml.YAMLError as error:
        source.problems.append(explain(error, text, file))
    return source


def _decode(data: bytes, source: Source, size: int) -> str | None:
    start = Position(source.file, 1, 1)
    if size > MAX_BYTES:
        message = f"文件有 {size / 1e6:.1f} MB，超过 {MAX_BYTES / 1e6:.0f} MB 的上限"
        source.problems.append(
            Problem("file-too-large", start, message, "检查是否放错了文件；制度文件只放文字，不放图片和附件")
        )
        return None
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or data.count(0) > len(data) // 4:
        source.problems.append(Problem("bad-encoding", start, "文件是 UTF-16 编码，不是 UTF-8", _AS_UTF8))
        return None
    if data.startswith(codecs.BOM_UTF8):
        source.problems.append(
            Problem(
                "byte-order-mark",
                start,
                "文件开头有看不见的 BOM 标记",
                "用记事本打开，选“另存为”，编码选 UTF-8（不选“带有 BOM 的 UTF-8”）",
                Severity.WARNING,
            )
        )
        data = data[len(codecs.BOM_UTF8) :]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line, column = _line_and_column(data[: error.start].decode("utf-8", "replace"), error.start)
        guess = "，看起来是 GBK（ANSI）编码" if _is_gbk(data) else ""
        message = f"文件不是 UTF-8 编码{guess}"
        source.problems.append(Problem("bad-encoding", Position(source.file, line, column), message, _AS_UTF8))
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    match = _INVISIBLE.search(text)
    if match:
        line, column = _line_and_column(text, match.start())
        message = f"有一个看不见的字符（U+{ord(match[0]):04X}）"
        remedy = "把光标移到这里，删掉它前后的字重新打一遍；多半是从网页或 Word 粘贴带来的"
        source.problems.append(Problem("bad-encoding", Position(source.file, line, column), message, remedy))
        return None
    if not text.strip() or all(not line.strip() or line.lstrip().startswith("#") for line in text.split("\n")):
        source.problems.append(
            Problem(
                "file-empty",
                start,
                "文件是空的",
                "按同类文件的样子填写，或从备份找回；不再用的表单、制度要连同引用一起删",
            )
        )
        return None
    return text


def _line_and_column(text: str, offset: int) -> tuple[int, int]:
    """The place of a character, both counted from 1."""
    before = text[:offset]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _is_gbk(data: bytes) -> bool:
    try:
        data.decode("gbk")
    except UnicodeDecodeError:
        return False
    return True


def _tabs(text: str, file: str) -> list[Problem]:
    found: list[Problem] = []
    for number, line in enumerate(text.split("\n"), 1):
        indent = line[: len(line) - len(line.lstrip())]
        if "\t" in indent and line.strip() and len(found) < MAX_TABS:
            found.append(
                Problem(
                    "tab-indent",
                    Position(file, number, indent.index("\t") + 1),
                    "缩进里有制表符（Tab 键）",
                    "把它换成空格；每层缩进两个空格",
                )
            )
    return found


class _Builder:
    """Builds values and marks from parser events; refuses what no source needs."""

    def __init__(self, text: str, file: str, problems: list[Problem]) -> None:
        self.text = text
        self.file = file
        self.problems = problems
        self.next: Callable[[], Any] = _PARSER(text).get_event
        self.nodes = 0

    def document(self) -> tuple[Any, Mark]:
        value: Any = None
        mark = Mark(Position(self.file, 1, 1))
        documents = 0
        while (event := self.next()) is not None:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._refuse(
                        "many-documents",
                        event,
                        "文件里有第二个 --- 分隔的文档",
                        "一个文件只写一份；把后一份移到自己的文件里",
                    )
                value, mark = self._value(self.next(), 0)
        return value, mark

    def _position(self, event: Any) -> Position:
        start = event.start_mark
        # Half as long as calling the class, for a hundred thousand positions.
        return tuple.__new__(Position, (self.file, start.line + 1, start.column + 1))

    def _raw(self, event: Any) -> str:
        return self.text[event.start_mark.index : event.end_mark.index]

    def _refuse(self, code: str, event: Any, message: str, remedy: str) -> None:
        raise _Refused(Problem(code, self._position(event), message, remedy))

    def _value(self, event: Any, depth: int) -> tuple[Any, Mark]:
        self.nodes += 1
        if self.nodes > MAX_NODES or depth > MAX_DEPTH:
            self._refuse("too-complex", event, "内容太多或嵌套太深", "检查是否放错了文件，或缩进写错使内容一层套一层")
        if isinstance(event, yaml.AliasEvent):
            self._refuse(
                "anchor",
                event,
                f"用了 YAML 别名 *{str(event.anchor)[:40]}",
                "把要引用的内容直接写出来，或改用参数 {名称}；以 * 开头的文字要加英文双引号",
            )
        if event.anchor:
            self._refuse(
                "anchor",
                event,
                f"用了 YAML 锚点 &{str(event.anchor)[:40]}",
                "删掉 & 和它后面的名字，需要的地方直接写内容；以 & 开头的文字要加英文双引号",
            )
        if event.tag is not None and event.tag != "!":
            written = event.tag.replace("tag:yaml.org,2002:", "!!")
            remedy = "删掉以 ! 开头的标签，只留内容；以 ! 开头的文字要加英文双引号"
            self._refuse("tag", event, f"用了 YAML 标签 {written[:40]}", remedy)
        if isinstance(event, yaml.ScalarEvent):
            return event.value, Mark(self._position(event), self._raw(event), _NONE, _NONE)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(event, depth)
        return self._mapping(event, depth)

    def _sequence(self, start: Any, depth: int) -> tuple[list[Any], Mark]:
        values: list[Any] = []
        children: dict[str | int, Mark] = {}
        while not isinstance(event := self.next(), yaml.SequenceEndEvent):
            value, children[len(values)] = self._value(event, depth + 1)
            values.append(value)
        return values, Mark(self._position(start), "", _NONE, children)

    def _mapping(self, start: Any, depth: int) -> tuple[dict[str, Any], Mark]:
        values: dict[str, Any] = {}
        children: dict[str | int, Mark] = {}
        keys: dict[str, Position] = {}
        while not isinstance(event := self.next(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self._refuse(
                    "bad-yaml", event, "键不是一个简单的词", "冒号左边只写一个键名；以 { 开头的文字要给整段加英文双引号"
                )
            key = event.value
            position = self._position(event)
            if key == "<<":
                self._refuse("anchor", event, "用了合并键 <<", "把要合并的内容直接写出来")
            value, mark = self._value(self.next(), depth + 1)
            if key in values:
                message = f"“{key[:40]}”写了两次，第一次在第 {keys[key].line} 行"
                self.problems.append(Problem("duplicate-key", position, message, "删掉一处，或改成另一个名字"))
                if len(self.problems) >= MAX_PROBLEMS:
                    self._refuse(
                        "too-complex", event, "这个文件里的错误太多，后面的没有再读", "先改好列出的这些，再检查一次"
                    )
                continue
            if key == MARK_KEY or key.startswith("__"):
                self._refuse(
                    "unknown-key", event, f"键名“{key[:40]}”不能用", "是不是多打了下划线？键名不以两个下划线开头"
                )
            values[key], children[key], keys[key] = value, mark, position
        mark = Mark(self._position(start), "", keys, children)
        values[MARK_KEY] = mark
        return values, mark
