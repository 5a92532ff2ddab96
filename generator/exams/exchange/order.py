"""排序 for formats that do not know it: steps in a mixed order, and which of four orders is right."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from itertools import combinations

from ...model import QuestionType
from ..items import Choice, Item

_NUMBERS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_ORDERS = 4


def mixed(item: Item) -> tuple[str, ...]:
    """The steps in an order that only their own words decide, and that is not the right one."""
    steps = tuple(
        sorted(item.steps, key=lambda step: hashlib.sha256(f"{item.id}\n{step}".encode("utf-8", "replace")).digest())
    )
    return steps if steps != item.steps else steps[1:] + steps[:1]


def as_choice(item: Item) -> Item:
    """A 排序 as a 单选 over orders; any other item as it is."""
    if item.type is not QuestionType.ORDER:
        return item
    shown = mixed(item)
    left = list(range(len(shown)))
    right = []
    for step in item.steps:  # a step that stands twice takes its places in turn
        right.append(next(at for at in left if shown[at] == step))
        left.remove(right[-1])
    orders = [right]
    for one, other in sorted(combinations(range(len(right)), 2), key=lambda pair: (pair[1] - pair[0], pair)):
        swapped = list(right)
        swapped[one], swapped[other] = swapped[other], swapped[one]
        if [shown[at] for at in swapped] not in [[shown[at] for at in order] for order in orders]:
            orders.append(swapped)
    choices = [Choice("".join(_NUMBERS[at] for at in order), order is right) for order in orders[:_ORDERS]]
    choices.sort(key=lambda choice: hashlib.sha256(f"{item.id}\n{choice.text}".encode("utf-8", "replace")).digest())
    lines = "\n".join(f"{_NUMBERS[at]} {step}" for at, step in enumerate(shown))
    return replace(
        item,
        type=QuestionType.SINGLE,
        stem=f"{item.stem}\n{lines}\n正确的先后是哪一项？",
        options=tuple(choices),
        steps=(),
    )
