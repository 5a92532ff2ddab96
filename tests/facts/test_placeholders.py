"""`{…}` → what it stands for, of every kind."""

from __future__ import annotations

import pytest

from generator.facts import Resolver, Segment, SegmentKind
from generator.facts.resolve import number_in_words
from generator.model import Library

TABLE = [
    ("{opening_time}", "01", SegmentKind.FACT, "9:00", "01/opening_time"),
    ("{01/opening_time}", "02", SegmentKind.FACT, "9:00", "01/opening_time"),
    ("{study_days}", "00", SegmentKind.FACT, "15日", "00/study_days"),
    ("{00/study_days}", "01", SegmentKind.FACT, "15日", "00/study_days"),
    ("{checkpoints}", "01", SegmentKind.LIST, "上午、傍晚", "01/checkpoints"),
    ("{checkpoints.count}", "01", SegmentKind.COUNT, "2", "01/checkpoints"),
    ("{01/checkpoints.count}", "00", SegmentKind.COUNT, "2", "01/checkpoints"),
    ("{@librarian}", "01", SegmentKind.ROLE, "馆员", "librarian"),
    ("{F01-01}", "02", SegmentKind.FORM, "《巡查记录》", "F01-01"),
    ("{01/patrol/rounds}", "01", SegmentKind.CLAUSE, "第二条", "01/patrol/rounds"),
    ("{01/patrol/rounds}", "02", SegmentKind.CLAUSE, "《阅览室开放管理规定》第二条", "01/patrol/rounds"),
    ("{00/study/read}", "01", SegmentKind.TASK, "推广实施方案“读制度”", "00/study/read"),
    ("{00/checks/records}", "01", SegmentKind.TASK, "推广实施方案“记录是否齐全”", "00/checks/records"),
    ("{opening_time}", "02", SegmentKind.BROKEN, "{opening_time}", "02/opening_time"),
    ("{opening_time.count}", "01", SegmentKind.BROKEN, "{opening_time.count}", "01/opening_time"),
    ("{@nobody}", "01", SegmentKind.BROKEN, "{@nobody}", "@nobody"),
    ("{F09-99}", "01", SegmentKind.BROKEN, "{F09-99}", "F09-99"),
    ("{01/patrol/none}", "01", SegmentKind.BROKEN, "{01/patrol/none}", "01/patrol/none"),
    ("{99/opening_time}", "01", SegmentKind.BROKEN, "{99/opening_time}", "99/opening_time"),
    ("{ opening_time }", "01", SegmentKind.BROKEN, "{ opening_time }", " opening_time "),
]


@pytest.mark.parametrize(("written", "key", "kind", "text", "target"), TABLE)
def test_every_kind_of_placeholder(
    library: Library, written: str, key: str, kind: SegmentKind, text: str, target: str
) -> None:
    assert list(Resolver(library).segments(written, key)) == [Segment(kind, text, target, written)]


def test_words_around_placeholders_are_kept(library: Library) -> None:
    resolver = Resolver(library)
    assert resolver.plain("从{opening_time}到{closing_time}，{@librarian}在岗。", "01") == "从9:00到17:30，馆员在岗。"
    kinds = [s.kind for s in resolver.segments("从{opening_time}到{closing_time}", "01")]
    assert kinds == [SegmentKind.WORDS, SegmentKind.FACT, SegmentKind.WORDS, SegmentKind.FACT]
    assert resolver.plain("", "01") == ""
    assert resolver.plain("{{opening_time}}", "01") == "{9:00}"
    assert resolver.plain("{opening_time", "01") == "{opening_time"
    assert resolver.plain("{" + "x" * 81 + "}", "01") == "{" + "x" * 81 + "}"


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (19, "十九"), (20, "二十"), (21, "二十一"), (99, "九十九"), (100, "一百"),
     (101, "一百零一"), (110, "一百一十"), (115, "一百一十五"), (120, "一百二十"), (999, "九百九十九"), (1000, "1000")],
)  # fmt: skip
def test_numbers_of_articles_in_words(number: int, words: str) -> None:
    assert number_in_words(number) == words
