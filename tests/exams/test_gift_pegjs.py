"""GIFT read back by gift-pegjs, a grammar of GIFT that is not ours (editors of GIFT use it)."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.exams import Choice, Item
from generator.exams.exchange import EXPORTS, Context
from generator.model import Difficulty, Pool, QuestionType

from ..support import ROOT
from .exchange_bank import context, folded, invented, surroundings, unmarked, written
from .test_exchange_gift import Read, agrees

GRAMMAR = ROOT / "node_modules/gift-pegjs"
# A file a line in, its questions a line out.
READER = """
const { parse } = require(process.argv[1]);
require("readline").createInterface({ input: process.stdin }).on("line", (line) => {
  let answer;
  try { answer = { questions: parse(JSON.parse(line)) }; } catch (error) { answer = { error: String(error) }; }
  console.log(JSON.stringify(answer));
});
"""
KINDS = {"MC": "multichoice", "TF": "truefalse", "Short": "shortanswer", "Matching": "match", "Essay": "essay"}
Reader = Callable[[bytes], list[dict[str, Any]]]


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    """The grammar in a process of its own: a GIFT file → its questions and categories."""
    assert GRAMMAR.is_dir(), "no gift-pegjs: run `python3 run.py test`"
    node = shutil.which("node")
    assert node, "no node: run `python3 run.py test`"
    with subprocess.Popen(
        [node, "-e", READER, str(GRAMMAR)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stdin and process.stdout
        into, out = process.stdin, process.stdout

        def read(file: bytes) -> list[dict[str, Any]]:
            into.write(json.dumps(file.decode()) + "\n")
            into.flush()
            answer = json.loads(out.readline())
            assert "error" not in answer, (answer, file.decode())
            found: list[dict[str, Any]] = answer["questions"]
            return found

        yield read
        into.close()


def questions(found: list[dict[str, Any]]) -> list[Read]:
    """What the grammar found, in the form that our own reader gives it."""
    return [_question(node) for node in found if node["type"] != "Category"]


def _question(node: dict[str, Any]) -> Read:
    assert not node["hasEmbeddedAnswers"]
    read = Read(KINDS[node["type"]], node["title"], _html(node["stem"]), node["tags"], _html(node["globalFeedback"]))
    match node["type"]:
        case "TF":
            read.answers = [(100.0, str(node["isTrue"]).upper(), "")]
        case "MC":
            read.answers = [(_weight(c), _html(c["text"]), _html(c["feedback"])) for c in node["choices"]]
        case "Short":
            read.answers = [(_weight(c), c["text"]["text"].replace("\\*", "*"), "") for c in node["choices"]]
        case "Matching":
            read.answers = [(100.0, _html(pair["subquestion"]), pair["subanswer"]) for pair in node["matchPairs"]]
    return read


def _weight(choice: dict[str, Any]) -> float:
    return float(choice["weight"] if choice["weight"] is not None else 100 * choice["isCorrect"])


def _html(text: dict[str, str] | None) -> str:
    if text is None:
        return ""
    assert text["format"] == "html"
    return unmarked(text["text"])


def test_the_bank_is_read_back_whole(reader: Reader) -> None:
    found = reader(EXPORTS["gift"].render(written(), context()))
    assert [node["title"] for node in found if node["type"] == "Category"] == [
        f"$course$/top/{context().program}/{key} {title}" for key, title in context().titles.items()
    ]
    read = questions(found)
    assert len(read) == len(written())
    for item, got in zip(written(), read, strict=True):
        agrees(item, got)


@pytest.mark.parametrize(
    "mark", ["~", "=", "#", "####", "{", "}", ":", "::", "\\", "\n", "\n\n", "->", "//", "%50%", "*", "**"]
)
@pytest.mark.parametrize("kind", list(QuestionType))
def test_what_gift_gives_a_meaning_to(reader: Reader, kind: QuestionType, mark: str) -> None:
    """A mark alone, at both ends and in the middle of every text."""
    texts = [f"{mark}甲{mark}", f"乙{mark}丙", f"{mark}{mark}丁", f"戊{mark}"]
    chosen = kind in (QuestionType.SINGLE, QuestionType.MULTIPLE)
    right = 1 if kind is QuestionType.SINGLE else 2
    item = Item(
        id=f"01/questions/{mark}", type=kind, regulation="01", clauses=("01/general/scope",), pool=Pool.PRACTICE,
        difficulty=Difficulty.EASY, stem=texts[0], explain=texts[1], case=texts[2] if kind is QuestionType.CASE else "",
        options=tuple(Choice(text, at < right, text) for at, text in enumerate(texts)) if chosen else (),
        blanks=((texts[0], texts[1]), (texts[2],)) if kind is QuestionType.CLOZE else (),
        steps=tuple(texts) if kind is QuestionType.ORDER else (),
        points=tuple((text, 2) for text in texts) if kind in (QuestionType.SHORT, QuestionType.CASE) else (),
        drafted=True,
    )  # fmt: skip
    (got,) = questions(reader(EXPORTS["gift"].render([item], Context(mark, {"01": mark}))))
    agrees(item, got)
    assert got.name == folded(item.id)


@settings(max_examples=150)
@given(st.lists(invented(), min_size=1, max_size=3), surroundings())
def test_hostile_texts_are_read_back_whole(reader: Reader, items: list[Item], around: Context) -> None:
    read = questions(reader(EXPORTS["gift"].render(items, around)))
    assert len(read) == len(items)
    for item, got in zip(items, read, strict=True):
        agrees(item, got)
