"""One change at a time to the real ten regulations, and exactly what is told of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.changes import Aspect, compare
from generator.changes.record import Mark
from generator.changes.report import Report, as_text
from generator.references import Index

from .edited import Copy, block, copy, inline, lines, real, seen

MEETINGS = "03-meetings/regulation.yml"
OPERATIONS = "01-operations/regulation.yml"
SCOPE = "客户服务中心及其下辖柜面召开的各类会议，适用本规定。"
TEMPLATE = "不得另行设计会议记录的格式，也不得删减栏目；需要增加的内容写在附件里。"


@pytest.fixture
def changed(tmp_path: Path) -> Copy:
    return copy(tmp_path)


def test_nothing_changed_nothing_told() -> None:
    changes = compare(real(), Index(real().library))
    assert changes.nothing
    assert not changes.typographic


def test_a_reworded_article_is_marked_inside_the_sentence(changed: Copy) -> None:
    new = "不得另行设计会议记录的格式或者删减栏目；需要增加的内容写在附件里，随日志一并归档。"
    found = seen(changed.replace(MEETINGS, TEMPLATE, new))
    assert found.amended == {"03/general/template": {"文字修改"}}
    row = found.row("03/general/template")
    assert lines(row) == (
        ["自2011年8月1日起，各类会议统一使用《会议日志》模板记录。", "不得另行设计会议记录的格式[-，也不得-]删减栏目；需要增加的内容写在附件里。"],
        ["自2011年8月1日起，各类会议统一使用《会议日志》模板记录。", "不得另行设计会议记录的格式{+或者+}删减栏目；需要增加的内容写在附件里{+，随日志一并归档+}。"],
    )  # fmt: skip
    assert [line.drafted for line in row.new] == [False, True]
    assert row.notes == ("将“也不得”改为“或者”；增加“随日志一并归档”", "修订后文字为拟稿，待审定")
    assert found.table.title == "《客户服务中心会议管理规定》修订对照表"
    assert not found.changes.others


def test_a_changed_fact_is_said_once_and_shows_in_each_clause_that_uses_it(changed: Copy) -> None:
    fact = "morning_limit:\n    label: 晨会时长上限\n    type: 时长\n    value: {}\n"
    found = seen(changed.replace(MEETINGS, fact.format("15分钟"), fact.format("18分钟")))
    assert found.amended == {"03/kinds/morning": {"参数、名称随之改变", "职责随参数、名称改变"}}
    facts = list(found.changes.entries("参数"))
    assert [(entry.address, entry.touches) for entry in facts] == [("03/morning_limit", ("03/kinds/morning",))]
    assert [(d.label, inline(d.old), inline(d.new)) for d in facts[0].details] == [("值", "[-15-]分钟", "{+18+}分钟")]
    assert found.row("03/morning_limit").notes == ("涉及 1 条：第五条",)
    row = found.row("03/kinds/morning")
    assert lines(row)[1][1].startswith("晨会不超过{+18+}分钟")
    assert row.notes == ("随参数“晨会时长上限”改变", "修订后文字为拟稿，待审定")
    (cause,) = found.clause("03/kinds/morning").causes
    assert (cause.kind, cause.address, cause.old, cause.new) == ("参数", "03/morning_limit", "15分钟", "18分钟")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (SCOPE, "客户服务中心及其下辖柜面召开的各类会议,适用本规定｡"),
        (SCOPE, "客户服务中心 及其下辖柜面召开的各类会议， 适用本规定。"),
        (
            f"- text: {SCOPE}",
            "- text: >-\n              客户服务中心及其下辖柜面\n              召开的各类会议，适用本规定。",
        ),
        ("可以略去“文件与新业务宣导”。", "可以略去「文件与新业务宣导」。"),
        ("title: 统一模板", "title: 统一 模板"),
        ("{text: 按期：到了规定的时间就开，", "{text: 按期：到了规定的时间就开 ﹐"),
    ],
    ids=["width", "spaces", "line breaks", "quotation marks", "a title", "an item"],
)
def test_typography_alone_is_no_amendment(changed: Copy, old: str, new: str) -> None:
    changed.replace(MEETINGS, old, new)
    found = seen(changed)
    assert not found.amended
    assert not found.table.sections
    assert len(found.changes.typographic) == 1
    assert "不算修订" in as_text(Report(("旧", "新"), found.changes, found.table, found.impact))


def test_an_article_moved_to_another_chapter_is_moved(changed: Copy) -> None:
    def move(text: str) -> str:
        article = block(text, "      - id: template", "  - id: kinds")
        return text.replace(article, "").replace("      - id: preparation\n", f"{article}      - id: preparation\n")

    found = seen(changed.rewrite(MEETINGS, move).everywhere("03/general/template", "03/records/template"))
    assert found.amended == {"03/records/template": {"移动", "条号改变"}}
    clause = found.clause("03/records/template")
    assert clause.old and clause.old.address == "03/general/template"
    assert not any(passage.changed for passage in clause.passages)
    number = found.new.library.clauses["03/records/template"].number
    words = {11: "十一", 12: "十二", 13: "十三"}[number]
    assert found.row(clause.address).notes == (f"由第一章“总则”第四条移到第三章“组织与记录”第{words}条",)
    shifted = {str(a) for c in found.changes.clauses() if not c.amended for a in c.aspects}
    assert shifted <= {"条号改变", "引用的条号随之改变"}
    assert found.table.sections[0].after[0].startswith("条号变动：原第五条至")
    assert not found.impact.trials.suspect


def test_an_article_put_elsewhere_in_its_chapter_is_the_one_that_moved(changed: Copy) -> None:
    def move(text: str) -> str:
        article = block(text, "      - id: purpose", "      - id: scope")
        return text.replace(article, "").replace("      - id: principles\n", f"{article}      - id: principles\n", 1)

    found = seen(changed.rewrite(MEETINGS, move))
    assert set(found.amended) == {"03/general/purpose"} or set(found.amended) == {"03/general/scope"}
    assert all(Aspect.MOVED.value in aspects for aspects in found.amended.values())


def test_a_new_id_with_the_same_words_is_the_same_article(changed: Copy) -> None:
    changed.replace(MEETINGS, "      - id: absentees\n", "      - id: missed-meeting\n")
    found = seen(changed.everywhere("03/records/absentees", "03/records/missed-meeting"))
    assert not found.amended
    (clause,) = found.changes.clauses()
    assert [str(aspect) for aspect in clause.aspects] == ["标识改变"]
    assert (clause.old and clause.old.address, clause.address) == ("03/records/absentees", "03/records/missed-meeting")
    assert "03/records/absentees → 03/records/missed-meeting" in found.table.sections[0].renamed[0]
    assert found.changes.addresses["03/records/absentees"] == "03/records/missed-meeting"


def test_an_added_article_and_a_removed_one(changed: Copy) -> None:
    article = """      - id: evening
        title: 夕会
        paragraphs:
          - text: 每个工作日停止营业以后可以召开夕会，总结当日工作。
            basis: 拟稿
"""
    changed.replace(MEETINGS, "      - id: special\n", f"{article}      - id: special\n")
    found = seen(changed)
    assert found.amended == {"03/kinds/evening": {"新增"}}
    row = found.row("03/kinds/evening")
    assert lines(row) == ([], ["{+每个工作日停止营业以后可以召开夕会，总结当日工作。+}"])
    assert inline(row.heads[0]) == "（新增）"
    back = compare(found.new, real())
    assert {c.address: [str(a) for a in c.aspects] for c in back.clauses() if c.amended} == {
        "03/kinds/evening": ["删除"]
    }


def test_a_paragraph_split_in_two_marks_nothing_but_the_split(changed: Copy) -> None:
    first, second = TEMPLATE.split("；")
    split = f"{first}；\n            basis: 拟稿\n          - text: {second}"
    found = seen(changed.replace(MEETINGS, TEMPLATE, split))
    assert found.amended == {"03/general/template": {"分款调整"}}
    row = found.row("03/general/template")
    assert not any(run.mark is not Mark.SAME for line in (*row.old, *row.new) for run in line.runs)
    assert row.notes[0] == "一款分为二款，文字不变"


def test_items_in_another_order_are_moved_not_rewritten(changed: Copy) -> None:
    def swap(text: str) -> str:
        one = re.search(r" +- \{text: 按期：.*\n", text)
        two = re.search(r" +- \{text: 精简：.*\n", text)
        assert one and two
        return text.replace(one[0] + two[0], two[0] + one[0])

    found = seen(changed.rewrite(MEETINGS, swap))
    assert found.amended == {"03/general/principles": {"次序调整"}}
    assert found.row("03/general/principles").notes[0].startswith("次序调整")


def test_a_changed_duty(changed: Copy) -> None:
    found = seen(
        changed.replace(
            MEETINGS,
            "action: 排定晨会的主持顺序\n            cycle: 每月",
            "action: 排定晨会的主持顺序\n            cycle: 每季",
        )
    )
    assert found.amended == {"03/kinds/morning": {"职责调整"}}
    assert found.row("03/kinds/morning").notes == ("职责“排定晨会的主持顺序”：周期由“每月”改为“每季”",)
    assert [(t.address, t.note) for t in found.impact.calendar] == [("03/kinds/morning#chair-order", "周期 每月→每季")]
    assert [t.name for t in found.impact.roles] == ["柜面主管"]


def test_provenance_alone_is_told_as_such(changed: Copy) -> None:
    text = f"- text: {TEMPLATE}\n            basis: "
    found = seen(changed.replace(MEETINGS, f"{text}拟稿", f"{text}据材料\n            cites: [R3-01]"))
    assert found.amended == {"03/general/template": {"出处调整"}}
    assert found.row("03/general/template").notes == ("出处由拟稿改为据材料（R3-01）",)


def test_a_fact_under_another_name_with_the_same_label_is_the_same_fact(changed: Copy) -> None:
    changed.everywhere("{morning_limit}", "{morning_length}").everywhere("{03/morning_limit}", "{03/morning_length}")
    changed.replace(MEETINGS, "  morning_limit:\n", "  morning_length:\n")
    changed.everywhere("03/morning_limit", "03/morning_length")
    changed.rewrite(MEETINGS, lambda text: re.sub(r"\bmorning_limit\b", "morning_length", text) + "\n")
    found = seen(changed)
    assert not found.amended
    assert not list(found.changes.entries("参数"))


def test_an_article_whose_words_went_to_others_says_where(changed: Copy) -> None:
    """第四条的第二款单独成条：新的一条说出自第四条。"""
    moved = f"          - text: {TEMPLATE}\n            basis: 拟稿\n"
    article = f"      - id: no-other-format\n        title: 不得另设格式\n        paragraphs:\n{moved}"
    changed.replace(MEETINGS, moved, "").replace(MEETINGS, "  - id: kinds\n", f"{article}  - id: kinds\n")
    found = seen(changed)
    assert found.clause("03/general/no-other-format").origin == ("03/general/template",)
    assert found.row("03/general/no-other-format").notes[0] == "新增，文字出自原第四条"
