"""What a change touches, on the real regulations."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.changes import compare
from generator.changes.impact import impact
from generator.changes.printed import footer
from generator.changes.report import Report, impact_lines
from generator.layout import compose
from generator.model import PageStyle, Pool
from generator.word import render_amendment

from ..support import office_text
from .edited import Copy, copy, real, seen

OPERATIONS = "01-operations/regulation.yml"
MEETINGS = "03-meetings/regulation.yml"
TEMPLATE = "不得另行设计会议记录的格式，也不得删减栏目；"


@pytest.fixture
def changed(tmp_path: Path) -> Copy:
    return copy(tmp_path)


def test_nothing_is_touched_when_nothing_changed() -> None:
    found = impact(compare(real(), real()), real(), real())
    assert not list(impact_lines(found))


def test_the_opening_time_reaches_the_day_the_forms_and_the_questions(changed: Copy) -> None:
    fact = 'label: 营业开始时间\n    type: 时点\n    value: "{}"'
    found = seen(changed.replace(OPERATIONS, fact.format("9:00"), fact.format("9:10"))).impact
    assert {t.address: t.note for t in found.calendar if t.address.startswith("moment:")} == {
        "moment:before-opening": "结束 9:00→9:10",
        "moment:opening": "开始 9:00→9:10",
        "moment:business-hours": "开始 9:00→9:10",
    }
    assert "01/hours/business-hours#keep-hours" in {t.address for t in found.duties}
    assert {"F01-01", "F01-03", "F02-01"} <= {t.address for t in found.forms}
    assert {"F01-01#hours"} <= {t.address for t in found.fields}
    assert "01/questions/opening-and-closing" in {a.address for a in found.trials.following}
    assert not found.trials.suspect, "figures follow by themselves"
    assert found.trials.derived > 0
    assert found.trials.papers[0].following == len(found.trials.following)
    # 示例市分公司城东柜面 opens at 9:30 by approval; those that open with the rules have less time now.
    assert {p.code for p in found.rules} <= {"contradiction"}


def test_a_reworded_clause_makes_its_questions_suspect(changed: Copy) -> None:
    found = seen(changed.replace(MEETINGS, TEMPLATE, "不得另行设计会议记录的格式，不得增加、删减栏目；")).impact
    asked = {
        placed.address
        for placed in real().library.questions
        if any(entry.startswith("03/general/template") for entry in placed.question.clauses)
    }
    assert asked
    assert {a.address for a in found.trials.suspect} == asked
    assert not found.trials.following
    assert [t.address for t in found.duties] == ["03/general/template#use-template"]
    assert [t.address for t in found.forms] == ["F03-01"]


def test_a_printed_copy_is_out_of_date_when_its_footer_or_its_paper_changed(changed: Copy) -> None:
    clause = real().library.form_by_id["F03-01"].clause
    text = real().library.clauses[clause].article.paragraphs[0].text
    found = seen(changed.replace(MEETINGS, text, f"{text.rstrip('。')}，一会一份。")).impact
    (copy_,) = (t for t in found.printed if t.address == "F03-01")
    assert copy_.note.startswith("页脚指纹由 ")
    assert "F03-01" in {t.address for t in found.waiting}
    assert real().fingerprints[clause] in copy_.note


def test_a_changed_field_is_told_with_a_version_that_stayed(changed: Copy) -> None:
    found = seen(changed.replace("03-meetings/forms/F03-01.yml", "label: 议题", "label: 会议议题"))
    assert not found.amended
    assert [(e.address, str(e.aspect)) for e in found.changes.entries("表单")] == [("F03-01", "文字修改")]
    (copy_,) = found.impact.printed
    assert (copy_.address, copy_.note) == ("F03-01", "表样改变；版本号仍是 1.0，没有随表样改")


def test_the_footer_reckoned_here_is_the_one_that_is_printed() -> None:
    index = real()
    for form in index.library.forms:
        version, status, clause, fingerprint = footer(index, form)
        printed = compose(form, index.library, index.fingerprints.get(form.clause, "")).footer_left
        parts = [f"{form.id}  {version}版（{status}）", f"指纹：{fingerprint}"]
        if any(sheet.style is not PageStyle.BOARD for sheet in form.sheets):
            parts.append(f"依据：{clause}")
        assert all(part in printed for part in parts), form.id


def test_a_unit_whose_value_the_new_rules_do_not_allow(changed: Copy) -> None:
    profile = "profiles/examples.yml"
    fact = 'label: 营业开始时间\n    type: 时点\n    value: "9:00"\n    vary: 省公司可调\n'
    changed.replace(OPERATIONS, fact, f'{fact}    maximum: "9:20"\n')
    found = seen(changed).impact
    (problem,) = found.profiles
    assert problem.code == "out-of-bounds"
    assert problem.position.file.endswith(profile)
    assert "示例市分公司城东柜面定为 9:30，大于上限 9:20" in problem.message


def test_what_formal_questions_ask_is_told_to_nobody_who_may_be_asked(changed: Copy) -> None:
    formal = next(p for p in real().library.questions if p.question.pool is Pool.FORMAL)
    address = formal.question.clauses[0].partition("#")[0]
    clause = real().library.clauses[address]
    text = clause.article.paragraphs[0].text
    found = seen(
        changed.rewrite(
            f"{clause.regulation.folder}/regulation.yml",
            lambda s: s.replace(text, text.rstrip("。：") + "，不得例外" + text[-1], 1),
        )
    )
    assert formal.address in {a.address for a in found.impact.trials.suspect}
    stem = next(a.stem for a in found.impact.trials.suspect if a.address == formal.address)
    report = Report(("旧", "新"), found.changes, found.table, found.impact)
    words = office_text(render_amendment(report, found.new.library))
    assert stem[:20] not in words
    assert "正式题" in words
    assert stem not in str(list(impact_lines(found.impact, in_words=True)))
