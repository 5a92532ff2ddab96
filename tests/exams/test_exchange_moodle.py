"""Moodle XML read back: the file by the XML parser of the standard library, embedded answers by the patterns of
Moodle's own importer (question/type/multianswer)."""

from __future__ import annotations

import html
import re
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.exams import Item
from generator.exams.exchange import EXPORTS, Context
from generator.exams.exchange.words import answer, marks
from generator.model import QuestionType

from .exchange_bank import context, folded, invented, surroundings, unmarked, written

# Fractions that Moodle takes; others are refused or rounded on import.
FRACTIONS = (
    100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667, 14.28571, 12.5, 11.11111, 10, 5, 0
)  # fmt: skip
_ANSWER = r".+?(?<!\\)(?<!&)(?<!&amp;)(?=[~#}]|$)"
_ALTERNATIVE = rf"(=|%(-?[0-9]+(?:[.,][0-9]*)?)%)?({_ANSWER})(#(.*?(?<!\\)(?=[~}}]|$)))?"
EMBEDDED = re.compile(
    rf"\{{([0-9]*):(SHORTANSWER|SA|MW|NUMERICAL|MULTICHOICE):({_ALTERNATIVE}(~{_ALTERNATIVE})*)\}}", re.DOTALL
)


def questions(data: bytes) -> list[ElementTree.Element]:
    root = ElementTree.fromstring(data)
    assert root.tag == "quiz"
    return [node for node in root.iter("question") if node.get("type") != "category"]


def embedded(text: str) -> list[list[str]]:
    """The accepted answers of each blank, as Moodle takes them apart."""
    found = []
    for match in EMBEDDED.finditer(text):
        accepted, left = [], match[3]
        while part := re.match(rf"~?{_ALTERNATIVE}", left, re.DOTALL):
            assert part[1] == "="
            said = html.unescape(part[3]).replace(r"\}", "}").replace(r"\#", "#")
            accepted.append(said.replace(r"\*", "*"))
            left = left[part.end() :]
        found.append(accepted)
    return found


def agrees(item: Item, node: ElementTree.Element) -> None:
    def text(path: str) -> str:
        return node.findtext(f"{path}/text") or ""

    stem = text("questiontext")
    given = [(float(a.get("fraction", "")), a.findtext("text") or "", a) for a in node.iterfind("answer")]
    assert node.findtext("idnumber") == folded(item.id) and text("name")
    assert {tag.findtext("text") for tag in node.iterfind("tags/tag")} >= {item.type.value, *marks(item)}
    assert folded(item.explain) in unmarked(text("generalfeedback"))
    if item.type is not QuestionType.CLOZE:
        assert unmarked(stem).startswith(folded(f"{item.case}\n{item.stem}"))
    match item.type:
        case QuestionType.SINGLE | QuestionType.MULTIPLE:
            assert node.get("type") == "multichoice"
            assert node.findtext("single") == str(item.type is QuestionType.SINGLE).lower()
            assert [(f > 0, unmarked(t)) for f, t, _ in given] == [(c.right, folded(c.text)) for c in item.options]
            assert [unmarked(a.findtext("feedback/text") or "") for *_, a in given] == [
                folded(c.why) for c in item.options
            ]
            assert abs(sum(f for f, *_ in given if f > 0) - 100) < 0.01
            assert all(min(abs(abs(f) - known) for known in FRACTIONS) < 1e-9 for f, *_ in given)
        case QuestionType.JUDGE:
            assert node.get("type") == "truefalse"
            assert {t: f for f, t, _ in given} == {"true": 100.0 * item.holds, "false": 100.0 * (not item.holds)}
        case QuestionType.CLOZE:
            assert node.get("type") == "cloze"
            assert embedded(stem) == [list(dict.fromkeys(map(folded, blank))) for blank in item.blanks]
        case QuestionType.ORDER:
            assert node.get("type") == "ordering"
            assert [(f, unmarked(t)) for f, t, _ in given] == [(n, folded(s)) for n, s in enumerate(item.steps, 1)]
        case _:
            assert node.get("type") == "essay"
            assert folded(answer(item)) in unmarked(text("graderinfo"))
            assert node.findtext("defaultgrade") == str(sum(worth for _, worth in item.points))


def test_the_bank_is_read_back_whole() -> None:
    found = questions(EXPORTS["moodle"].render(written(), context()))
    assert len(found) == len(written())
    for item, node in zip(written(), found, strict=True):
        agrees(item, node)


def test_there_is_a_category_for_each_regulation() -> None:
    root = ElementTree.fromstring(EXPORTS["moodle"].render(written(), context()))
    paths = [node.findtext("category/text") for node in root.iter("question") if node.get("type") == "category"]
    assert paths == [f"$course$/top/十项制度/{key} {title}" for key, title in context().titles.items()]


@settings(max_examples=150)
@given(st.lists(invented(), min_size=1, max_size=3), surroundings())
def test_hostile_texts_are_read_back_whole(items: list[Item], around: Context) -> None:
    found = questions(EXPORTS["moodle"].render(items, around))
    assert len(found) == len(items)
    for item, node in zip(items, found, strict=True):
        agrees(item, node)
