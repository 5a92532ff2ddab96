"""Values → YAML text as the sources write it. PyYAML writes every text; here is only decided in which style."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import yaml
from yaml.emitter import Emitter
from yaml.resolver import Resolver

from ..reader import _INVISIBLE
from .tree import Kind, Node

Value = str | int | float | date | Mapping[str, Any] | Sequence[Any]
_TEXT = "tag:yaml.org,2002:str"
_NUMBER = "tag:yaml.org,2002:float"
# What YAML 1.2, which editors follow, takes for a number and PyYAML does not.
_NEWER_NUMBER = re.compile(r"[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?|0o[0-7]+|0x[0-9a-fA-F]+", re.ASCII)
_FLAT = 100  # characters of a list or mapping that still goes on one line
_ANALYST: Any = Emitter(io.StringIO(), allow_unicode=True)
_RESOLVER: Any = Resolver()


class Unwritable(ValueError):
    """A value that no source may hold; the message says why, in Chinese."""


class Quoted(str):
    """A text to be quoted even where it could stand bare (a fingerprint, which may happen to be all digits)."""


class _Dumper(yaml.SafeDumper):
    """Lists stand deeper than the key above them, as in all sources."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def plain(value: Any) -> Any:
    """`value` as the reader would give it back: texts, lists and mappings of texts. Unwritable if it cannot be."""
    if isinstance(value, str):
        return _checked(str(value))
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {_checked(key): plain(one) for key, one in value.items()}
    if isinstance(value, Sequence):
        return [plain(one) for one in value]
    raise Unwritable(f"不能写进源文件的值：{type(value).__name__}")


def _checked(text: str) -> str:
    if match := _INVISIBLE.search(text):
        raise Unwritable(f"文字里有一个看不见的字符（U+{ord(match[0]):04X}），删掉它再保存")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Unwritable("文字里有不完整的字符，重新输入") from None
    return text


def pair(key: str, value: Value, like: Node | None = None, *, flow: bool, lines: bool) -> str:
    """`key: value`; further lines are indented as if the key stood in the first column. In brackets (`flow`) without them.

    `like` is the node whose style is followed; `lines` allows texts over several lines.
    """
    entries = [(_bare(_checked(key)), _node(value, like, flow, lines))]
    text = _written(yaml.MappingNode("tag:yaml.org,2002:map", entries, flow_style=flow))
    return text[1:-1] if flow else text


def entry(value: Value, like: Node | None = None, *, flow: bool, lines: bool) -> str:
    """`- value`, as `pair`; in brackets only the value."""
    text = _written(yaml.SequenceNode("tag:yaml.org,2002:seq", [_node(value, like, flow, lines)], flow_style=flow))
    return text[1:-1] if flow else text


def block(value: Value, like: Node, lines: bool) -> str | None:
    """A list or mapping as it stands in lines of its own from the first column; None if it goes in brackets."""
    node = _node(value, like, False, lines)
    return _written(node) if isinstance(node, yaml.CollectionNode) and not node.flow_style else None


def _written(node: yaml.Node) -> str:
    text: str = yaml.serialize(node, Dumper=_Dumper, allow_unicode=True, width=sys.maxsize)
    return text.removesuffix("\n...\n").removesuffix("\n")


def _node(value: Any, like: Node | None, flow: bool, lines: bool) -> yaml.Node:
    if isinstance(value, Mapping):
        flow = flow or _flat(value, like)
        pairs = [
            (_bare(key), _node(one, like.children.get(key) if like else None, flow, lines))
            for key, one in value.items()
        ]
        return yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=flow)
    if isinstance(value, Sequence) and not isinstance(value, str):
        flow = flow or _flat(value, like)
        first = like.children.get(0) if like else None
        entries = [_node(one, first, flow, lines) for one in value]
        return yaml.SequenceNode("tag:yaml.org,2002:seq", entries, flow_style=flow)
    text = plain(value)
    if not isinstance(value, str):
        return _bare(text)
    style = like.style if like else ""
    if isinstance(value, Quoted):
        return yaml.ScalarNode(_TEXT, text, style='"')
    return _text(text, style, _tag(like.value) if like and not style else _TEXT, flow, lines)


def _flat(value: Mapping[str, Any] | Sequence[Any], like: Node | None) -> bool:
    """Whether a list or mapping goes in brackets: as what stood there, else if it is short."""
    if not value:
        return True
    if like is not None and like.kind is not Kind.TEXT and like.children:
        return like.flow
    entries = [*value.values()] if isinstance(value, Mapping) else [*value]
    texts = [one for one in map(plain, entries) if isinstance(one, str)]
    return len(texts) == len(entries) and "\n" not in "".join(texts) and sum(map(len, texts)) <= _FLAT


def _tag(text: str) -> str:
    """What YAML takes a bare text for."""
    tag: str = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))
    return _NUMBER if tag == _TEXT and _NEWER_NUMBER.fullmatch(text) else tag


def _bare(text: str) -> yaml.ScalarNode:
    """A text that may stand bare although YAML would take it for a number, a day or a flag: the model types it."""
    tag: str = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))
    return yaml.ScalarNode(tag, text)


def _text(text: str, style: str, bare_as: str, flow: bool, lines: bool) -> yaml.ScalarNode:
    """`style` is what the text had before; one without quotes that was `bare_as` a number or day may be another."""
    analysis = _ANALYST.analyze_scalar(text)
    over_lines = lines and not flow and ("\n" in text or style in ("|", ">"))
    if over_lines and analysis.allow_block and text.strip("\n") and not text.endswith("\n\n"):
        return yaml.ScalarNode(_TEXT, text, style="|")
    if "\n" not in text and text:
        if style == "'" and analysis.allow_single_quoted:
            return yaml.ScalarNode(_TEXT, text, style="'")
        tag = _tag(text)
        bare = analysis.allow_flow_plain if flow else analysis.allow_block_plain
        if not style and bare and tag in (_TEXT, bare_as):
            return _bare(text)
        if not style and '"' in text and "'" not in text and analysis.allow_single_quoted:
            return yaml.ScalarNode(_TEXT, text, style="'")
    return yaml.ScalarNode(_TEXT, text, style='"')
