"""Faults inside one worksheet."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .package import MAIN, Node, area, areas, overlaps
from .text import length

LIST_LIMIT = MESSAGE_LIMIT = 255
TITLE_LIMIT = 32
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_SHEET = re.compile(r"(?:'((?:[^']|'')+)'|([\w.]+))!")
_WORD = re.compile(r"[^\W\d][\w.]*")
_MESSAGES = {"promptTitle": TITLE_LIMIT, "errorTitle": TITLE_LIMIT, "prompt": MESSAGE_LIMIT, "error": MESSAGE_LIMIT}


@dataclass(frozen=True)
class Limits:
    """What the other parts of the workbook have; names in lower case."""

    styles: int
    strings: int
    names: frozenset[str]
    sheets: frozenset[str]


def lint_sheet(node: Node, limits: Limits) -> list[str]:
    """The faults of one worksheet."""
    return [*_merges(node), *_cells(node, limits), *_rules(node, limits)]


def _merges(node: Node) -> list[str]:
    messages, found = [], []
    for merge in node.iter(f"{MAIN}mergeCell"):
        text = merge.get("ref", "")
        place = area(text)
        if place is None:
            messages.append(f"合并区域“{text}”不存在")
        elif (place.top, place.left) == (place.bottom, place.right):
            messages.append(f"合并区域“{text}”只有一格")
        else:
            found.append((text, place))
    return messages + [f"合并区域“{one}”与“{other}”重叠" for one, other in overlaps(found)]


def _cells(node: Node, limits: Limits) -> list[str]:
    messages = []
    seen: set[str] = set()
    for carrier in (*node.iter(f"{MAIN}c"), *node.iter(f"{MAIN}row"), *node.iter(f"{MAIN}col")):
        style = carrier.get("style" if carrier.tag.endswith("col") else "s", "0")
        if int(style) >= limits.styles:
            messages.append(f"“{carrier.get('r') or carrier.get('min')}”的样式 {style} 超出范围")
    for cell in node.iter(f"{MAIN}c"):
        place = cell.get("r", "")
        if area(place) is None or place in seen:
            messages.append(f"单元格“{place}”不存在或重复")
        seen.add(place)
        value = cell.findtext(f"{MAIN}v", "")
        if cell.get("t") == "s" and not (value.isdigit() and int(value) < limits.strings):
            messages.append(f"单元格“{place}”的文字编号 {value} 超出范围")
        formula = cell.findtext(f"{MAIN}f")
        if formula is not None:
            messages += [f"单元格“{place}”的公式{fault}" for fault in _formula(formula, limits)]
    return messages


def _formula(text: str, limits: Limits) -> list[str]:
    # Sheet names may be quoted, so words inside quotation marks go first.
    bare = _QUOTED.sub('""', text)
    faults = ["指向已不存在的单元格"] if "#REF!" in bare else []
    for match in _SHEET.finditer(bare):
        name = (match[1] or match[2]).replace("''", "'")
        if name.casefold() not in limits.sheets and name != "#REF":
            faults.append(f"指向不存在的工作表“{name}”")
    return faults


def _rules(node: Node, limits: Limits) -> list[str]:
    messages, found = [], []
    for rule in node.iter(f"{MAIN}dataValidation"):
        text = rule.get("sqref", "")
        places = areas(text)
        if not places or len(places) != len(text.split()):
            messages.append(f"填写限制的区域“{text}”不存在")
        found += [(text, place) for place in places]
        messages += [
            f"填写限制“{text}”的{attribute}超过 {limit} 个字"
            for attribute, limit in _MESSAGES.items()
            if length(rule.get(attribute, "")) > limit
        ]
        if rule.get("type") == "list":
            messages += [f"填写限制“{text}”{fault}" for fault in _list(rule.findtext(f"{MAIN}formula1", ""), limits)]
    return messages + [f"填写限制“{one}”与“{other}”重叠" for one, other in overlaps(found)]


def _list(formula: str, limits: Limits) -> list[str]:
    if formula.startswith('"'):
        return ["的选项超过 255 个字"] if length(formula) - 2 > LIST_LIMIT else []
    faults = _formula(formula, limits)
    if "!" not in formula and area(formula) is None:
        known = _WORD.fullmatch(formula) is not None and formula.casefold() in limits.names
        if not known and "(" not in formula:
            faults.append(f"的选项取自不存在的名称“{formula}”")
    return faults
