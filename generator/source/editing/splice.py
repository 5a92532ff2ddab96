"""Where in the text of a source each change goes: what is taken out and what is put there, nothing beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from .bytes import Splice
from .emit import Value, block, entry, pair
from .tree import Kind, Node, NoSuchPlace, Path, at, concrete, tree

_BLANK_LINE = re.compile(r"\n *\n")
_COMMENT = re.compile(r"\s+#.*")


@dataclass(frozen=True)
class Surface:
    """A source's text, its line breaks all `\\n`. Each method gives the splices of one change.

    `lines` allows texts over several lines. NoSuchPlace where the change has no place.
    """

    text: str

    @cached_property
    def root(self) -> Node:
        """The outermost node."""
        return tree(self.text)

    def replace(self, path: Path, value: Value, lines: bool) -> list[Splice]:
        """Another value for the one at `path`."""
        parent, node, flow = self._place(path)
        if flow:
            text = entry(value, node, flow=True, lines=False)
            return [Splice(node.start, node.end, text if node.end > node.start else " " + text)]
        whole = block(value, node, lines) if node.kind is not Kind.TEXT and not node.flow else None
        # A list may stand as far left as the key above it, a mapping may not.
        if whole is not None and (node.column > parent.column or not isinstance(value, Mapping)):
            return [Splice(node.start, node.end, _indented(whole, node.column))]
        rest = self.text[node.end : self._line_end(node.end)]
        made = self._behind(parent, value, node, lines and not rest.strip())
        if "\n" in made and rest.strip():
            made = " " + entry(value, node, flow=True, lines=False)
        if node.style in ("|", ">") and (
            comment := _COMMENT.search(self.text[node.start : self._line_end(node.start)])
        ):
            first, line_break, further = made.partition("\n")
            made = first + comment[0] + line_break + further
        made = _indented(made, parent.column)
        mark = self._mark_end(parent, concrete(self.root, path)[-1])
        between = self.text[mark : node.start]
        if made.startswith("\n"):
            return [Splice(mark + len(between.rstrip()), node.end, made)]
        if node.kind is not Kind.TEXT and not node.flow and "\n" in between:
            return [Splice(mark, mark, made), Splice(mark + len(between.rstrip()), node.end)]
        return [Splice(node.start, node.end, made[1:] if between else made)]

    def add_key(self, path: Path, value: Value, after: str | None, before: str | None, lines: bool) -> list[Splice]:
        """A new key `path[-1]`, behind or in front of another, else last."""
        *above, key = path or ("",)
        mapping, flow = self._container(above, Kind.MAPPING)
        names = list(mapping.keys)
        if not isinstance(key, str) or key in names:
            raise NoSuchPlace(path, "已经有这个键" if key in names else "键名应是文字")
        for name in (after, before):
            if name is not None and name not in names:
                raise NoSuchPlace(path, f"旁边没有 {name}")
        number = (
            names.index(after) + 1 if after is not None else names.index(before) if before is not None else len(names)
        )
        if not names and above:
            return self.replace(above, {key: value}, lines)
        text = pair(key, value, flow=flow, lines=lines)
        if not names:
            return [Splice(mapping.start + 1, mapping.end - 1, text)]
        starts = [node.start for node in mapping.keys.values()]
        return [self._added(mapping, flow, starts, number, text)]

    def add_entry(self, path: Path, number: int | None, value: Value, lines: bool) -> list[Splice]:
        """A new entry of the list at `path`, at an index, else last."""
        listed, flow = self._container(path, Kind.LIST)
        count = len(listed.children)
        number = count if number is None else number
        if not 0 <= number <= count:
            raise NoSuchPlace(path, f"列表有 {count} 项，不能插在第 {number} 项（从 0 数）")
        if not count:
            return self.replace(path, [value], lines)
        like = listed.children[number - 1 if number else 0]
        text = entry(value, like, flow=flow, lines=lines)
        return [self._added(listed, flow, self._starts(listed), number, text)]

    def cut(self, path: Path) -> list[Splice]:
        """Without the key or entry at `path`. Comments above it stay."""
        parent, node, flow = self._place(path)
        steps = list(parent.children)
        number = steps.index(concrete(self.root, path)[-1])
        starts, ends = self._starts(parent), [child.end for child in parent.children.values()]
        if len(steps) == 1 and len(path) == 1:
            raise NoSuchPlace(path, "文件里只有这一个键，不能删")
        if len(steps) == 1:
            return self.replace(path[:-1], [] if parent.kind is Kind.LIST else {}, False)
        if flow:
            return [Splice(ends[number - 1], node.end) if number else Splice(starts[0], starts[1])]
        start, end = starts[number], self._line_end(node.end)
        above = self.text.rfind("\n", 0, start) + 1
        if self.text[above:start].strip():  # on the line of a dash
            between = self.text[end : starts[1]]
            return [Splice(start, starts[1])] if not between.strip() else [self._trimmed(start, end)]
        if end == len(self.text):
            return [Splice(len(self.text[:above].rstrip(" \n")), end)]
        end += 1
        before, behind = self._blank_before(above), self._blank_behind(end)
        leads = not number and not self.text[end : starts[1]].strip()
        if behind > end and (before < above or leads):
            end = behind
        elif before < above and end == len(self.text):
            above = before
        return [Splice(above, end)]

    def shift(self, path: Path, to: int) -> list[Splice]:
        """The list's entry at `path` as its entry number `to`. What stands between entries stays where it is."""
        parent, _, flow = self._place(path)
        number = concrete(self.root, path)[-1]
        if parent.kind is not Kind.LIST or not isinstance(number, int) or to not in parent.children:
            raise NoSuchPlace(path, f"不能移到第 {to} 项（从 0 数）")
        starts = self._starts(parent)
        ends = [child.end if flow else self._line_end(child.end) for child in parent.children.values()]
        low, high = min(number, to), max(number, to)
        order = list(range(low, high + 1))
        order.insert(to - low, order.pop(number - low))
        taken: list[tuple[int, int]] = []
        for place, one in zip(range(low, high + 1), order, strict=True):
            taken += [(starts[one], ends[one]), (ends[place], starts[place + 1] if place < high else ends[place])]
        return [Splice(starts[low], ends[high], taken=tuple(taken))]

    def _place(self, path: Path) -> tuple[Node, Node, bool]:
        """The node at `path`, what holds it, and whether that stands in brackets."""
        if not path:
            raise NoSuchPlace(path, "最外层不能整个换掉")
        steps = concrete(self.root, path)
        parent = at(self.root, steps[:-1])
        return parent, parent.children[steps[-1]], self._in_brackets(steps[:-1])

    def _container(self, path: Path, kind: Kind) -> tuple[Node, bool]:
        steps = concrete(self.root, path)
        node = at(self.root, steps)
        if node.kind is not kind:
            raise NoSuchPlace(path, f"不是{kind.value}，是{node.kind.value}")
        return node, self._in_brackets(steps)

    def _in_brackets(self, steps: Path) -> bool:
        return any(at(self.root, steps[:depth]).flow for depth in range(len(steps) + 1))

    def _added(self, parent: Node, flow: bool, starts: Sequence[int], number: int, text: str) -> Splice:
        first, indent = starts[0], " " * parent.column
        if flow:
            place = parent.children[list(parent.children)[number - 1]].end if number else first
            return Splice(place, place, f", {text}" if number else f"{text}, ")
        text = _indented(text, parent.column)
        ends = [child.end for child in parent.children.values()]
        other = number if 0 < number < len(starts) else len(starts) - 1 if number else min(1, len(starts) - 1)
        apart = "\n" if other and _BLANK_LINE.search(self.text[ends[other - 1] : starts[other]]) else ""
        apart = apart if parent.kind is Kind.LIST else ""
        if not number:
            return Splice(first, first, f"{text}\n{apart}{indent}")
        place = self._line_end(ends[number - 1])
        return Splice(place, place, f"\n{apart}{indent}{text}")

    @staticmethod
    def _behind(parent: Node, value: Value, like: Node, lines: bool) -> str:
        """A value as it follows the colon or dash, with the space or line break before it."""
        if parent.kind is Kind.MAPPING:
            return pair("k", value, like, flow=False, lines=lines).removeprefix("k:")
        return entry(value, like, flow=False, lines=lines).removeprefix("-")

    def _mark_end(self, parent: Node, step: str | int) -> int:
        """Where the colon or dash before a value ends."""
        if isinstance(step, str):
            return self.text.index(":", parent.keys[step].end) + 1
        return self._starts(parent)[step] + 1

    def _starts(self, parent: Node) -> list[int]:
        """Where each key or entry begins, dashes included."""
        if parent.kind is Kind.MAPPING:
            return [key.start for key in parent.keys.values()]
        begins = [child.start for child in parent.children.values()]
        if parent.flow:
            return begins
        dash = "\n" + " " * parent.column + "-"
        return [parent.start, *(self.text.rindex(dash, 0, start) + len(dash) - 1 for start in begins[1:])]

    def _line_end(self, offset: int) -> int:
        found = self.text.find("\n", offset)
        return len(self.text) if found < 0 else found

    def _trimmed(self, start: int, end: int) -> Splice:
        return Splice(len(self.text[:start].rstrip(" ")), end)

    def _blank_before(self, line: int) -> int:
        """Where the blank lines just above a line begin."""
        start = len(self.text[:line].rstrip(" \n"))
        return min(self._line_end(start) + 1, line) if start else 0

    def _blank_behind(self, line: int) -> int:
        """Where the blank lines from a line on end."""
        match = re.compile(r"(?: *\n)*").match(self.text, line)
        return match.end() if match else line


def _indented(text: str, column: int) -> str:
    """Every line but the first, and those without anything, moved to the right."""
    return re.sub(r"\n(?=[^\n])", "\n" + " " * column, text)
