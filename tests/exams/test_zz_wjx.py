"""问卷星's text read back by a small reader: numbered stems with a type, options with letters, 答案, 解析."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.exams import Item
from generator.exams.exchange import EXPORTS, Context
from generator.exams.exchange.order import as_choice
from generator.exams.exchange.words import marks
from generator.model import QuestionType

from .exchange_bank import context, folded, invented, surroundings, written

_HEAD = re.compile(r"(\d+)\. (.*) \[(单选题|多选题|判断题|填空题|简答题)\]")


def widened(text: str) -> str:
    return folded(text).replace("[", "［").replace("]", "］").replace("_", "＿")


def agrees(number: int, item: Item, block: str) -> None:
    asked, (head, *lines) = as_choice(item), block.split("\n")
    match = _HEAD.fullmatch(head)
    assert match and int(match[1]) == number
    assert all(f"（{mark}）" in match[2] for mark in marks(item))
    options = [line for line in lines if re.match(r"[A-H]\. ", line)]
    (right,) = [line.removeprefix("答案：") for line in lines if line.startswith("答案：")]
    (why,) = [line for line in lines if line.startswith("解析：")]
    assert lines == [*options, f"答案：{right}", why] and widened(item.explain) in why
    match asked.type:
        case QuestionType.SINGLE | QuestionType.MULTIPLE:
            assert [line[3:] for line in options] == [widened(choice.text) for choice in asked.options]
            assert [ord(letter) - 65 for letter in right] == [n for n, c in enumerate(asked.options) if c.right]
        case QuestionType.JUDGE:
            assert options == ["A. 对", "B. 错"] and right == ("对" if item.holds else "错")
        case QuestionType.CLOZE:
            assert len(re.findall("_{8}", match[2])) == len(item.blanks)
            assert [len(blank.split("|")) for blank in right.split("；")] == [len(blank) for blank in item.blanks]
        case _:
            assert match[3] == "简答题" and right


def test_the_bank_is_read_back_whole() -> None:
    blocks = EXPORTS["wenjuanxing"].render(written(), context()).decode().strip().split("\n\n")
    assert len(blocks) == len(written())
    for number, (item, block) in enumerate(zip(written(), blocks, strict=True), 1):
        agrees(number, item, block)


@settings(max_examples=1200)
@given(st.lists(invented(), min_size=1, max_size=3), surroundings())
def test_hostile_texts_are_read_back_whole(items: list[Item], around: Context) -> None:
    blocks = EXPORTS["wenjuanxing"].render(items, around).decode().strip().split("\n\n")
    assert len(blocks) == len(items)
    for number, (item, block) in enumerate(zip(items, blocks, strict=True), 1):
        agrees(number, item, block)
