"""Papers, answer sheets, keys and cards as their readers see them: on paper, in Word, as bytes."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from generator.exams.printed import Asked, ExamPaper
from generator.model import QuestionType
from generator.papers import Round, render
from generator.papers.paper import render_paper
from generator.papers.questions import columns
from generator.papers.words import filled, scaled

from ..support import complaints, office_all, office_text, pdf_text
from .paper_samples import RULES, context, deck, drawn

ROUND = Round(5, 5, "《培训记录》")


@cache
def files(full: bool) -> dict[str, bytes]:
    """Everything for papers of every type, or for those of the real blueprint with cards."""
    return render(drawn(full=full), context(), () if full else deck(), ROUND)


def words(text: str) -> str:
    """Without what line ends and tabs do to a text."""
    return re.sub(r"[\s_\u00a0\ufffe]", "", text.replace("＿", ""))


def plain(asked: Asked) -> str:
    return words(asked.item.stem.replace("**", ""))


def test_the_same_papers_give_the_same_bytes() -> None:
    assert render(drawn(full=False), context(), deck(), ROUND) == files(False)
    assert set(files(False)) == {
        "A卷.docx", "B卷.docx", "A卷答题卡.docx", "B卷答题卡.docx", "A卷答案.docx", "B卷答案.docx", "成绩表.xlsx", "抽检题卡.docx",
    }  # fmt: skip


@pytest.mark.parametrize("full", [True, False])
@pytest.mark.parametrize("letter", ["A", "B"])
def test_a_paper_holds_its_questions_and_none_of_its_answers(letter: str, full: bool) -> None:
    paper = next(p for p in drawn(full=full).papers if p.letter == letter)
    text = words(office_text(files(full)[f"{letter}卷.docx"]))
    for asked in paper.questions:
        assert f"{asked.number}.{plain(asked)}" in text or words(asked.item.case) in text, asked.item.id
        for place, option in enumerate(asked.options):
            assert words(f"{'ABCDEFGH'[place]}.{option.text}".replace("**", "")) in text
        assert words(asked.item.explain) not in text
        assert asked.item.id not in text
    for name in ("单位", "姓名", "工号", "岗位", "日期", "密", "封", "线", "得分", "评卷人", "总分"):
        assert name in text
    assert paper.id in text and f"种子{paper.seed}" in text and f"（{letter}卷）" in text
    assert "满分100分" in text or full
    assert text.count("拟稿]") == 0 and text.count("拟稿") >= sum(a.item.drafted for a in paper.questions)


def test_the_rule_for_multiple_choice_stands_on_the_paper() -> None:
    for rule in RULES:
        paper = render(drawn(rule), context())["A卷.docx"]
        assert rule.value in office_text(paper)


def test_drafted_questions_are_marked_and_no_others() -> None:
    paper = drawn(full=False).papers[0]
    sections = tuple(
        replace(s, questions=tuple(replace(q, item=replace(q.item, drafted=q.number == 3)) for q in s.questions))
        for s in paper.sections
    )
    text = words(office_text(render_paper(replace(paper, sections=sections), context())))
    third = next(q for s in sections for q in s.questions if q.number == 3)
    assert f"{plain(third)}拟稿" in text
    printed = (text for s in sections for q in s.questions for text in (plain(q), *(words(o.text) for o in q.options)))
    asked = sum(text.count("拟稿") for text in printed)  # questions may be about drafted clauses
    assert text.count("拟稿") == 4 + asked  # the note names it twice, the foot of the page once


@pytest.mark.parametrize("letter", ["A", "B"])
def test_a_key_gives_answers_clauses_and_marking_points(letter: str) -> None:
    paper = next(p for p in drawn().papers if p.letter == letter)
    text = words(office_text(files(True)[f"{letter}卷答案.docx"]))
    for section in paper.sections:
        for asked in section.questions:
            item = asked.item
            for address in item.clauses:
                name = context().clause(address)
                assert re.fullmatch(r"《.+》第.+条", name) and words(name) in text
            assert words(item.explain.replace("**", "")) in text
            for n, option in enumerate(asked.options):
                if option.right:
                    assert words(f"{'ABCDEFGH'[n]}. {option.text}".replace("**", "")) in text
            if item.type is QuestionType.CLOZE:
                assert words(filled(asked)) in text
            for point, marks in scaled(item.points, section.marks) if item.points else ():
                assert words(f"{marks:g}分{point}") in text


def test_marking_points_come_to_the_marks_of_the_question() -> None:
    for worth in range(1, 21):
        for points in ((("甲", 2), ("乙", 3), ("丙", 2)), (("甲", 4), ("乙", 4)), (("甲", 1),) * 7):
            found = scaled(points, worth)
            assert sum(marks for _, marks in found) == worth and all(marks * 2 == int(marks * 2) for _, marks in found)
    assert scaled((("甲", 2), ("乙", 3)), 5) == [("甲", 2.0), ("乙", 3.0)]


def test_options_stand_in_four_columns_two_or_one() -> None:
    assert columns(["对", "错", "是", "否"], 10.5, 150) == 4
    assert columns(["十个字以上的选项放不下四列"] * 4, 10.5, 150) == 2
    assert columns(["这个选项长得一行只放得下它自己一个，别的选项都要另起一行"] * 4, 10.5, 150) == 1


@pytest.mark.office
def test_every_document_is_a_valid_one(tmp_path: Path) -> None:
    # B is made by the same code as A; the score sheets are seen to with their formulas.
    for name, content in {**files(True), "抽检题卡.docx": files(False)["抽检题卡.docx"]}.items():
        if not name.startswith("B") and name.endswith(".docx"):
            path = tmp_path / name
            path.write_bytes(content)
            assert complaints(path) == [], name


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The words of each page, by file; those with every type begin with 全."""
    folder = tmp_path_factory.mktemp("papers")
    paths = []
    for full in (True, False):
        for name, content in files(full).items():
            if name.endswith(".docx"):
                path = folder / f"{'全' if full else ''}{name}"
                path.write_bytes(content)
                paths.append(path)
    return {p.name: [words(t) for t in pdf_text(d)] for p, d in zip(paths, office_all(paths, "pdf"), strict=True)}


def _page_of(pages: list[str], text: str) -> int:
    found = [number for number, page in enumerate(pages) if text in page]
    assert found, text
    return found[-1]


@pytest.mark.office
@pytest.mark.parametrize("name", ["A卷", "B卷", "全A卷", "全B卷"])
def test_no_page_parts_a_question(name: str, printed: dict[str, list[str]]) -> None:
    pages = printed[f"{name}.docx"]
    paper: ExamPaper = next(p for p in drawn(full=name.startswith("全")).papers if p.letter == name[-2])
    for section in paper.sections:
        for asked in section.questions:
            stem = plain(asked)[-12:] if not asked.item.blanks else plain(asked)[:8]
            on = _page_of(pages, stem)
            for text in (*(option.text for option in asked.options), *asked.steps):
                assert words(text.replace("**", ""))[-6:] in pages[on], (asked.number, text)
            if asked.item.case:
                assert words(asked.item.case)[:12] in pages[on]
        # A heading is never the last thing on a page.
        first = plain(section.questions[0])[:8] if not section.questions[0].item.case else words(section.questions[0].item.case)[:8]  # fmt: skip
        assert any(f"每题{section.marks}分" in page and first in page for page in pages)
    for number, page in enumerate(pages, 1):
        assert f"第{number}页共{len(pages)}页" in page and paper.id in page


@pytest.mark.office
def test_the_real_papers_need_few_pages(printed: dict[str, list[str]]) -> None:
    assert len(printed["A卷.docx"]) <= 5 and len(printed["B卷.docx"]) <= 5
    assert len(printed["A卷答题卡.docx"]) == len(printed["B卷答题卡.docx"]) == 1
    assert "密封线内不要答题" in printed["A卷.docx"][0].replace("…", "")


@pytest.mark.office
def test_an_answer_sheet_has_a_place_for_every_answer(printed: dict[str, list[str]]) -> None:
    for letter, paper in zip("AB", drawn(full=False).papers, strict=True):
        text = "".join(printed[f"{letter}卷答题卡.docx"])
        for asked in paper.questions:
            if asked.options:
                boxes = "".join(f"[{'ABCDEFGH'[n]}]" for n in range(len(asked.options)))
                assert re.search(rf"(?<!\d){asked.number}{re.escape(boxes)}(?!\[)", text), asked.number


@pytest.mark.office
def test_cards_lose_no_word_and_stand_eight_on_a_page(printed: dict[str, list[str]]) -> None:
    pages = printed["抽检题卡.docx"]
    assert len(pages) == 5 and "抽检记录表" in pages[4] and "《培训记录》" in pages[4]
    for place, asked in enumerate(deck()):
        page = pages[place // 8]
        assert f"{asked.number}号" in page
        # Lines of neighbouring cards may come in any order: what counts is the end, which a full card would cut off.
        assert words(asked.item.explain.replace("**", ""))[-5:] in page, asked.item.id
        assert all(words(option.text)[-4:] in page for option in asked.options)
