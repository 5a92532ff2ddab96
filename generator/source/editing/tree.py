"""YAML text → its nodes with the exact span of each, for changing one of them and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

import yaml

Step = str | int
Path = Sequence[Step]
_COMPOSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class NoSuchPlace(LookupError):
    """A path that leads nowhere, or to something of another kind, or to a key that is there already."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{'/'.join(map(str, path)) or '（最外层）'}：{why}")


class Kind(Enum):
    """What a node is."""

    TEXT = "一段文字"
    LIST = "列表"
    MAPPING = "键值"


@dataclass(frozen=True)
class Node:
    """A value where it stands: `text[start:end]` is all of it, without the line break or comment behind it.

    `style` of a text is its quote or | or >, "" when it is bare; a list or mapping is `flow` when it stands in
    brackets. `keys` holds the nodes of a mapping's keys, `children` the values by key or index.
    """

    kind: Kind
    start: int
    end: int
    column: int
    value: str = ""
    style: str = ""
    flow: bool = False
    keys: Mapping[str, Node] = field(default_factory=dict)
    children: Mapping[Step, Node] = field(default_factory=dict)


def tree(text: str) -> Node:
    """The nodes of a source that the reader has found sound. Line breaks of `text` are all `\\n`."""
    return _node(yaml.compose(text, Loader=_COMPOSER), text)


def _node(made: Any, text: str) -> Node:
    start, end, column = made.start_mark.index, made.end_mark.index, made.start_mark.column
    if isinstance(made, yaml.ScalarNode):
        style = made.style or ""
        if style in ("|", ">"):
            end = start + len(_body(text[start:end]))
        return Node(Kind.TEXT, start, end, column, made.value, style)
    keys: dict[str, Node] = {}
    children: dict[Step, Node] = {}
    if isinstance(made, yaml.MappingNode):
        kind = Kind.MAPPING
        for key, value in made.value:
            keys[key.value], children[key.value] = _node(key, text), _node(value, text)
    else:
        kind = Kind.LIST
        children = {number: _node(value, text) for number, value in enumerate(made.value)}
    if not made.flow_style:
        # The parser ends a block where the next thing starts, behind blank lines and comments.
        end = max((child.end for child in children.values()), default=end)
    return Node(kind, start, end, column, flow=bool(made.flow_style), keys=keys, children=children)


def _body(raw: str) -> str:
    """A block text without the blank lines behind it, unless its header keeps them as content."""
    header = raw.partition("\n")[0].partition("#")[0]
    return raw[:-1] if "+" in header and raw.endswith("\n") else raw.rstrip(" \n")


def concrete(root: Node, path: Path) -> tuple[Step, ...]:
    """`path` with every `id` of a list's entry replaced by its index. NoSuchPlace if it leads nowhere."""
    made: list[Step] = []
    for node, step in _walk(root, path):
        made.append(_index(node, step, path) if node.kind is Kind.LIST else step)
    return tuple(made)


def at(root: Node, path: Path) -> Node:
    """The node at `path`. NoSuchPlace if there is none."""
    node = root
    for step in concrete(root, path):
        node = node.children[step]
    return node


def _walk(root: Node, path: Path) -> Iterator[tuple[Node, Step]]:
    node = root
    for step in path:
        yield node, step
        if node.kind is Kind.LIST:
            step = _index(node, step, path)
        if step not in node.children:
            raise NoSuchPlace(path, f"没有 {step}")
        node = node.children[step]


def _index(node: Node, step: Step, path: Path) -> int:
    if isinstance(step, int):
        number = step if step >= 0 else len(node.children) + step
        if number not in node.children:
            raise NoSuchPlace(path, f"列表没有第 {step} 项（从 0 数）")
        return number
    found = [n for n, child in enumerate(node.children.values()) if _id(child) == step]
    if len(found) != 1:
        raise NoSuchPlace(path, f"列表里 id 是 {step} 的有 {len(found)} 项")
    return found[0]


def _id(node: Node) -> str | None:
    named = node.children.get("id")
    return named.value if named is not None and named.kind is Kind.TEXT else None
