"""What is no amendment, and how the words that are one are marked."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.changes.passages import marked
from generator.changes.record import Mark
from generator.changes.wording import Language, fold, same

from .edited import inline, real

CORPUS = [
    fold(real().resolver.plain(paragraph.text, clause.regulation.key))
    for clause in real().library.clauses.values()
    for paragraph in clause.article.paragraphs
]
LANGUAGE = Language([role.title for role in real().library.organization.roles], CORPUS)

# Words as regulations use them, and every mark that comes in two widths or kinds.
LETTERS = st.sampled_from("柜面主管应当每日检查客户意见登记三十5分钟A级次月内，。：；！？（）“”《》、—…9:00%/~·")
TEXTS = st.text(LETTERS, min_size=1, max_size=60)
WIDTHS = {
    "，": ",", "：": ":", "；": ";", "！": "!", "？": "?", "（": "(", "）": ")", "。": "｡", "、": "､", "5": "５", "A": "Ａ",
    "%": "％", "/": "／", "~": "～", "9": "９", "0": "０",
}  # fmt: skip
WIDTHS |= {narrow: wide for wide, narrow in WIDTHS.items()}
QUOTES = "“”‘’「」『』\"'＂＇„‟"
SPACES = [" ", "　", "\n", "\t", "\u00a0", "\u200b", "\u2002", "\r\n", "\ufeff", "\u3000\n"]


@st.composite
def retyped(draw: st.DrawFn) -> tuple[str, str]:
    """A text, and the same text typed otherwise: other widths, spaces, line breaks, quotation marks, dashes."""
    text = draw(TEXTS)
    other = []
    for letter in text:
        if letter in "“”":
            letter = draw(st.sampled_from(QUOTES))
        elif letter in WIDTHS and draw(st.booleans()):
            letter = WIDTHS[letter]
        elif letter == "—":
            letter = draw(st.sampled_from(["—", "——", "-", "–", "－", "─"]))
        elif letter == "…":
            letter = draw(st.sampled_from(["…", "……", "...", "......"]))
        elif letter == "·":
            letter = draw(st.sampled_from("·•・‧"))
        if draw(st.integers(0, 3)) == 0:
            letter += draw(st.sampled_from(SPACES))
        other.append(letter)
    return text, "".join(other)


@given(retyped())
def test_typography_is_never_an_amendment(pair: tuple[str, str]) -> None:
    one, other = pair
    assert same(one, other)
    assert all(run.mark is Mark.SAME for runs in marked(one, other, LANGUAGE) for run in runs)


@given(TEXTS, st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_compatible_characters_are_the_same(text: str, form: str) -> None:
    assert same(text, unicodedata.normalize(form, text))  # type: ignore[arg-type]


@given(TEXTS, TEXTS)
def test_marks_lose_and_invent_nothing(old: str, new: str) -> None:
    left, right = marked(old, new, LANGUAGE)
    assert "".join(run.text for run in left) == old
    assert "".join(run.text for run in right) == new
    assert {run.mark for run in left} <= {Mark.SAME, Mark.DELETED}
    assert {run.mark for run in right} <= {Mark.SAME, Mark.INSERTED}
    kept = ["".join(fold(run.text) for run in runs if run.mark is Mark.SAME) for runs in (left, right)]
    assert fold(kept[0]) == fold(kept[1])
    assert same(old, new) == (not any(run.mark is not Mark.SAME for run in (*left, *right)))


@given(TEXTS)
def test_a_language_gives_the_text_back_in_pieces(text: str) -> None:
    assert "".join(token.text for token in LANGUAGE.tokens(text)) == text


@pytest.mark.parametrize("text", ["每日４次", "每日4次 ", "“每日”4次", "每日4次。"])
def test_a_figure_that_differs_is_an_amendment_whatever_the_width(text: str) -> None:
    assert not same(text, text.replace("4", "5").replace("４", "5"))


@pytest.mark.parametrize(
    ("old", "new", "left", "right"),
    [
        ("原则上为9:00至17:00。", "原则上为8:30至16:30。", "原则上为[-9:00-]至[-17:00-]。", "原则上为{+8:30+}至{+16:30+}。"),
        ("保存十五日以上", "保存三十日以上", "保存[-十五-]日以上", "保存{+三十+}日以上"),
        ("自2011年6月1日起施行。", "自2026年12月1日起施行。", "自[-2011年6月1日-]起施行。", "自{+2026年12月1日+}起施行。"),
        ("单据、笔、急救包齐全。", "单据、笔、老花镜、急救包齐全。", "单据、笔、急救包齐全。", "单据、笔、{+老花镜、+}急救包齐全。"),
        ("柜面主管每日检查一次。", "客服中心经理每日检查一次。", "[-柜面主管-]每日检查一次。", "{+客服中心经理+}每日检查一次。"),
        ("每日检查，及时整改。", "每周巡视，限期改正。", "每[-日检查-]，[-及时整改-]。", "每{+周巡视+}，{+限期改正+}。"),
        ("按月检查。", "按月巡查。", "按月[-检查-]。", "按月{+巡查+}。"),
        ("登记后３个工作日内答复。", "登记后 5 个工作日内书面答复。", "登记后[-３-]个工作日内答复。", "登记后 {+5 +}个工作日内{+书面+}答复。"),
        ("登记并报告。柜面主管答复。", "登记，并报告。柜面主管书面答复客户。", "登记并报告。柜面主管答复。", "登记{+，+}并报告。柜面主管{+书面+}答复{+客户+}。"),
    ],
    ids=["times", "numerals", "dates", "an item of a list", "a role", "clause by clause", "a word", "widths aside", "insertions"],
)  # fmt: skip
def test_marks_read_well(old: str, new: str, left: str, right: str) -> None:
    made = marked(old, new, LANGUAGE)
    assert (inline(made[0]), inline(made[1])) == (left, right)
