"""Papers drawn from the question bank → Word and Excel files: papers, answer sheets, keys, score sheet, cards."""

from __future__ import annotations

from collections.abc import Sequence

from ..exams.printed import Asked, Drawn
from .answers import render_answer_sheet
from .cards import Round, fits, render_cards
from .key import render_key
from .paper import render_paper
from .scores import render_scores
from .words import Context, context_of

__all__ = ["CARDS", "Context", "Round", "context_of", "fits", "render", "render_cards"]

CARDS = "抽检题卡.docx"


def render(drawn: Drawn, context: Context, cards: Sequence[Asked] = (), round: Round | None = None) -> dict[str, bytes]:
    """{file: content} of everything that is handed out, marked with and kept; the same papers give the same bytes."""
    files: dict[str, bytes] = {}
    for paper in drawn.papers:
        files[f"{paper.letter}卷.docx"] = render_paper(paper, context)
        files[f"{paper.letter}卷答题卡.docx"] = render_answer_sheet(paper, context)
        files[f"{paper.letter}卷答案.docx"] = render_key(paper, context)
    files["成绩表.xlsx"] = render_scores(drawn.papers, context)
    if cards:
        files[CARDS] = render_cards(cards, drawn.papers[0].seed, context, round or Round())
    return files
