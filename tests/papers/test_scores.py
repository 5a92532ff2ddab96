"""The score sheet: blank until answers are entered, then the same marks and figures as an independent computation."""

from __future__ import annotations

import io
import random
import re
from collections import Counter
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from generator.checks.formulas.functions import USAGE
from generator.exams.printed import Asked, ExamPaper
from generator.model import MultipleRule, QuestionType
from generator.papers.scores import render_scores

from ..support import complaints, office, pdf_of
from .paper_samples import RULES, context, drawn

FIRST_ROW, FIRST_COLUMN = 6, 9
BY_HAND = (QuestionType.CLOZE, QuestionType.SHORT, QuestionType.CASE)


def workbook(rule: MultipleRule) -> bytes:
    return render_scores(drawn(rule).papers, context())


def worths(paper: ExamPaper) -> list[int]:
    return [section.marks for section in paper.sections for _ in section.questions]


def answer(asked: Asked, worth: int, skill: float, rng: random.Random) -> Any:
    """What a candidate of that skill has on the sheet, in the many ways people enter it."""
    kind = asked.item.type
    if rng.random() < 0.05:
        return None
    right = rng.random() < skill
    if kind is QuestionType.SINGLE:
        letter = asked.key if right else rng.choice("ABCDEF"[: len(asked.options)])
        return rng.choice([letter, letter.lower(), f" {letter}"])
    if kind is QuestionType.MULTIPLE:
        letters = (
            list(asked.key)
            if right
            else rng.sample("ABCDEFGH"[: len(asked.options)], rng.randint(1, len(asked.options)))
        )
        if not right and rng.random() < 0.4 and len(asked.key) > 1:
            letters = list(asked.key)[:-1]
        rng.shuffle(letters)
        return rng.choice(["", "、", " "]).join(letters)
    if kind is QuestionType.JUDGE:
        holds = asked.item.holds is right
        return rng.choice(["对", "√"] if holds else ["错", "×"])
    if kind is QuestionType.ORDER:
        letters = list(asked.key)
        if not right:
            rng.shuffle(letters)
        return "".join(letters).lower() if rng.random() < 0.5 else "、".join(letters)
    return rng.randint(0, 2 * worth) / 2 if not right else worth


def earned(asked: Asked, given: Any, worth: int, rule: MultipleRule) -> float:
    """The marks, computed without any of the program's own code."""
    if given is None:
        return 0
    kind = asked.item.type
    if kind in BY_HAND:
        return float(given)
    if kind is QuestionType.JUDGE:
        return worth if (given in ("对", "√")) is asked.item.holds else 0
    letters = re.sub(r"[^A-H]", "", str(given).upper())
    if kind is QuestionType.ORDER:
        shown = ["ABCDEFGH"[asked.steps.index(step)] for step in asked.item.steps]
        return worth if list(letters) == shown else 0
    right = {"ABCDEFGH"[n] for n, option in enumerate(asked.options) if option.right}
    picked = set(letters)
    if kind is QuestionType.SINGLE or rule is MultipleRule.STRICT:
        return worth if picked == right else 0
    if rule is MultipleRule.HALF:
        return 0 if picked - right else worth if picked == right else worth / 2 if picked else 0
    net = len(picked & right) - len(picked - right)
    return max(0, int(worth * net / len(right) * 2 + 0.5) / 2)


def test_nothing_is_shown_before_answers_are_entered() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(MultipleRule.STRICT)), data_only=True)
    sheet = book["A卷得分"]
    values = {cell.value for row in sheet.iter_rows(FIRST_ROW, FIRST_ROW + 10, 2) for cell in row}
    assert values <= {None, ""}
    each = [f"{letter}卷{name}" for letter in "AB" for name in ("作答", "得分", "分析", "成绩单")]
    assert book.sheetnames == ["说明", *each]
    assert {c.value for row in book["A卷成绩单"].iter_rows(5, 20) for c in row} <= {None, ""}


@pytest.mark.parametrize("rule", RULES)
def test_formulas_use_only_what_every_program_computes(rule: MultipleRule) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(rule)))
    formulas = {c.value for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f"}
    used = {name for formula in formulas for name in re.findall(r"([A-Z][A-Z0-9.]*)\(", formula)}
    assert used <= set(USAGE)
    assert max(map(len, formulas)) < 8192
    for sheet in book:
        for rule_ in sheet.data_validations.dataValidation:
            assert len(rule_.formula1) <= 255 and "{" not in rule_.formula1


@pytest.mark.office
@pytest.mark.parametrize("rule", RULES)
def test_thirty_answer_sheets_marked_by_libreoffice_as_by_hand(rule: MultipleRule, tmp_path: Path) -> None:
    rng = random.Random(rule.name)
    raw = workbook(rule)
    blank = tmp_path / "blank.xlsx"
    blank.write_bytes(raw)
    assert complaints(blank) == []
    book = openpyxl.load_workbook(io.BytesIO(raw))
    papers = drawn(rule).papers
    entered: dict[str, list[list[Any]]] = {}
    for paper in papers:
        sheet = book[f"{paper.letter}卷作答"]
        entered[paper.letter] = []
        for person in range(30):
            skill = 0.25 + 0.7 * person / 29
            row = [
                answer(asked, worth, skill, rng) for asked, worth in zip(paper.questions, worths(paper), strict=True)
            ]
            entered[paper.letter].append(row)
            # Some leave lines free between them.
            line = FIRST_ROW + person * 2
            sheet.cell(line, 3, f"考生{person}")
            for place, value in enumerate(row):
                sheet.cell(line, FIRST_COLUMN + place, value)
    path = tmp_path / "filled.xlsx"
    book.save(path)
    result = openpyxl.load_workbook(office(path, "xlsx"), data_only=True)
    for paper in papers:
        _compare(result, paper, entered[paper.letter], rule)


def _compare(result: Any, paper: ExamPaper, entered: list[list[Any]], rule: MultipleRule) -> None:
    worth = worths(paper)
    table = [
        [earned(asked, value, marks, rule) for asked, value, marks in zip(paper.questions, row, worth, strict=True)]
        for row in entered
    ]
    totals = [sum(row) for row in table]
    marked, front = result[f"{paper.letter}卷得分"], result[f"{paper.letter}卷作答"]
    for person, row in enumerate(table):
        line = FIRST_ROW + person * 2
        shown = [marked.cell(line, FIRST_COLUMN + n).value for n in range(len(row))]
        assert shown == pytest.approx(row), (paper.letter, person)
        for sheet in (marked, front):
            assert sheet.cell(line, 6).value == pytest.approx(totals[person])
            assert sheet.cell(line, 7).value == ("合格" if totals[person] >= paper.passing else "不合格")
            assert sheet.cell(line, 8).value == 1 + sum(total > totals[person] for total in totals)
        assert marked.cell(line + 1, 6).value in (None, "")
    roll = result[f"{paper.letter}卷成绩单"]
    listed = [[cell.value for cell in row] for row in roll.iter_rows(5, 5 + len(table), max_col=8)]
    names = [(number, f"考生{person}", totals[person]) for number, person in enumerate(range(30), 1)]
    assert [(row[0], row[2], row[5]) for row in listed[:-1]] == [(n, w, pytest.approx(t)) for n, w, t in names]
    assert {row[6] for row in listed[:-1]} <= {"合格", "不合格"} and not any(listed[-1]), "nobody else"
    study = result[f"{paper.letter}卷分析"]
    assert study["A4"].value == 30 and study["G4"].value == 8
    assert study["B4"].value == pytest.approx(sum(totals) / 30, abs=0.01)
    assert study["E4"].value == sum(total >= paper.passing for total in totals)
    order = sorted(range(30), key=lambda person: (-totals[person], person))
    heads = [cell.value for cell in study[6]]
    for place, asked in enumerate(paper.questions):
        line = 7 + place
        column = [row[place] / worth[place] for row in table]
        p, high, low = sum(column) / 30, sum(column[n] for n in order[:8]) / 8, sum(column[n] for n in order[-8:]) / 8
        shown = [study.cell(line, n).value for n in (9, 10, 11, 12)]
        assert shown == pytest.approx([p, high, low, high - low]), asked.number
        hint = study.cell(line, 13).value or ""
        assert ("偏易" in hint) == (p > 0.9) and ("偏难" in hint) == (p < 0.3)
        assert ("区分度低" in hint) == (0 <= round(high - low, 9) < 0.2)
        picks = Counter(c for row in entered for c in set(str(row[place] or "").upper()))
        if asked.options and asked.item.type is QuestionType.MULTIPLE:
            for n in range(len(asked.options)):
                assert study.cell(line, 14 + n).value == picks["ABCDEFGH"[n]]
        unanswered = heads.index("未答") + 1
        assert study.cell(line, unanswered).value == sum(row[place] is None for row in entered)


def test_the_key_on_the_sheet_is_the_papers() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(MultipleRule.STRICT)))
    for paper in drawn().papers:
        sheet = book[f"{paper.letter}卷得分"]
        for place, asked in enumerate(paper.questions):
            key = "评卷" if asked.item.type in BY_HAND else asked.key
            assert sheet.cell(4, FIRST_COLUMN + place).value == key
            assert sheet.cell(5, FIRST_COLUMN + place).value == worths(paper)[place]
        assert sheet["G2"].value == paper.passing


def test_the_sheets_of_results_say_how_many_questions_rest_on_drafts() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(MultipleRule.STRICT)))
    for paper in drawn().papers:
        drafts = sum(asked.item.drafted for asked in paper.questions)
        assert drafts
        for name in ("作答", "得分", "分析", "成绩单"):
            sheet = book[f"{paper.letter}卷{name}"]
            assert f"其中 {drafts} 题所考条款是拟稿" in sheet["A2"].value
            assert "拟稿" in sheet.oddFooter.left.text


@pytest.mark.office
@pytest.mark.filterwarnings("ignore:Print area cannot be set")
def test_what_is_printed_is_large_enough_to_read(tmp_path: Path) -> None:
    path = tmp_path / "scores.xlsx"
    path.write_bytes(workbook(MultipleRule.STRICT))
    document = pdf_of(path)
    assert "（也可以录" in re.sub(r"\s", "", document[0].get_textpage().get_text_range())
    for page in document:
        words = page.get_textpage()
        boxes = [words.get_charbox(place) for place in range(words.count_chars())]
        assert all(left > 0 and right < page.get_width() for left, _, right, _ in boxes), "cut at the edge"
        name = words.search("姓名").get_next()
        if name:
            left, _, right, _ = words.get_charbox(name[0])
            assert right - left >= 5.5, "points, without the space beside it"
