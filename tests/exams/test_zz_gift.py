"""GIFT read back by a small reader of its own, written after Moodle's importer (question/format/gift)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.exams import Item
from generator.exams.exchange import EXPORTS, Context
from generator.exams.exchange.words import answer, marks
from generator.model import QuestionType

from .exchange_bank import context, folded, invented, surroundings, unmarked, written

_WEIGHT = re.compile(r"%(-?[0-9]{1,3}\.?[0-9]*)%")


@dataclass
class Read:
    kind: str
    name: str
    stem: str
    tags: list[str]
    general: str = ""
    answers: list[tuple[float, str, str]] = field(default_factory=list)


def read(text: str) -> list[Read]:
    """The questions of a GIFT file; categories are passed over."""
    found = []
    for block in re.split(r"\n[ \t]*\n", text.strip()):
        comments = [line for line in block.split("\n") if line.strip().startswith("//")]
        body = "\n".join(line for line in block.split("\n") if not line.strip().startswith("//")).strip()
        if not body or body.startswith("$CATEGORY:"):
            assert "\n" not in body
            continue
        found.append(_question(body, re.findall(r"\[tag:([^\]]*)\]", "".join(comments))))
    return found


def _question(text: str, tags: list[str]) -> Read:
    hidden = re.sub(r"\\([~=#{}:\\])", lambda match: chr(0xE000 + ord(match[1])), text)
    name, rest = re.fullmatch(r"::(.*?)::(.*)", hidden, re.DOTALL).groups()  # type: ignore[union-attr]
    assert rest.count("{") == rest.count("}") == 1 and rest.rstrip().endswith("}"), rest
    stem, _, inner = rest.rstrip().removesuffix("}").partition("{")
    inner, _, general = inner.partition("####")
    inner = inner.strip()
    read = Read("", _shown(name), _html(stem), tags, _html(general))
    if not inner:
        read.kind = "essay"
    elif inner in ("TRUE", "FALSE"):
        read.kind, read.answers = "truefalse", [(100.0, inner, "")]
    elif "~" in inner:
        read.kind = "multichoice"
        for part in inner.replace("=", "~=").split("~")[1:]:
            read.answers.append(_choice(part))
    elif "->" in inner:
        read.kind = "match"
        pairs = [part.split("->", 1) for part in inner.split("=")[1:]]
        read.answers = [(100.0, _html(left.strip()), _shown(right)) for left, right in pairs]
    else:
        read.kind = "shortanswer"
        for part in inner.split("=")[1:]:
            weight = _WEIGHT.match(part.strip())
            assert weight
            said = _shown(part.strip()[weight.end() :].split("#")[0])
            read.answers.append((float(weight[1]), said.removeprefix("[plain]").replace("\\*", "*"), ""))
    return read


def _choice(part: str) -> tuple[float, str, str]:
    part = part.strip()
    weight = 100.0 if part.startswith("=") else 0.0
    part = part.removeprefix("=")
    if match := _WEIGHT.match(part):
        weight, part = float(match[1]), part[match.end() :]
    text, _, why = part.partition("#")
    return weight, _html(text), _html(why)


def _shown(text: str) -> str:
    return re.sub("[\ue000-\ue07f]", lambda match: chr(ord(match[0]) - 0xE000), text).strip()


def _html(text: str) -> str:
    text = _shown(text)
    if not text:
        return ""
    assert text.startswith("[html]")
    return unmarked(text.removeprefix("[html]"))


def agrees(item: Item, got: Read) -> None:
    assert got.name == folded(item.id)
    assert got.stem.startswith(folded(f"{item.case}\n{item.stem}"))
    assert all(mark in got.tags and f"（{mark}）" in got.stem for mark in marks(item))
    assert folded(item.explain) in got.general
    match item.type:
        case QuestionType.SINGLE | QuestionType.MULTIPLE:
            assert got.kind == "multichoice"
            assert [(w > 0, t, why) for w, t, why in got.answers] == [
                (choice.right, folded(choice.text), folded(choice.why)) for choice in item.options
            ]
            assert abs(sum(w for w, *_ in got.answers if w > 0) - 100) < 0.01
        case QuestionType.JUDGE:
            assert (got.kind, got.answers) == ("truefalse", [(100.0, str(item.holds).upper(), "")])
        case QuestionType.CLOZE:
            ways = {"；".join(map(folded, way)).replace("->", "→") for way in product(*item.blanks)}
            assert got.kind == "shortanswer" and {text for _, text, _ in got.answers} == ways
            assert {weight for weight, *_ in got.answers} == {100.0}
        case QuestionType.ORDER:
            steps = [(100.0, folded(step), f"第{n}步") for n, step in enumerate(item.steps, 1)]
            assert (got.kind, got.answers) == ("match", steps)
        case _:
            assert got.kind == "essay" and folded(answer(item)) in got.general


def test_the_bank_is_read_back_whole() -> None:
    found = read(EXPORTS["gift"].render(written(), context()).decode())
    assert len(found) == len(written())
    for item, got in zip(written(), found, strict=True):
        agrees(item, got)


@settings(max_examples=1200)
@given(st.lists(invented(), min_size=1, max_size=3), surroundings())
def test_hostile_texts_are_read_back_whole(items: list[Item], around: Context) -> None:
    found = read(EXPORTS["gift"].render(items, around).decode())
    assert len(found) == len(items)
    for item, got in zip(items, found, strict=True):
        agrees(item, got)
