"""Times, lengths of time, counts, sums, percentages and days in a text, as typed values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...facts import BadValue, parse_value
from ...model import FactType
from .numerals import number_in

_N = r"(?<![\d.．第〔])(\d{1,9}(?:\.\d{1,4})?)"
_HAN = r"([一二三四五六七八九十百两]{1,5})"
_DURATIONS = "分钟|小时|个工作日|工作日|个自然日|个月|个季度|周岁|秒钟|秒|日|天|周|年"
_MEASURES = "次|人|名|份|笔|台|套|遍|张|户|倍|米|件|条|项|个|级|分|元"
_DATE = re.compile(r"(?<!\d)(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
# In this order: what a longer pattern has taken is not looked at again.
_DIGITS: tuple[tuple[FactType, re.Pattern[str]], ...] = (
    (FactType.DATE, _DATE),
    (FactType.TIME, re.compile(r"(?<![\d:：])([01]?\d|2[0-3])\s*[:：]\s*([0-5]\d)(?![\d:：])")),
    (FactType.PERCENT, re.compile(rf"{_N}\s*[%％]")),
    (FactType.MONEY, re.compile(rf"{_N}\s*(万?)元")),
    (FactType.MONTH_DAY, re.compile(r"(?:每月|当月|次月|本月|上月)(?P<value>\d{1,2}\s*日)")),
    (FactType.DURATION, re.compile(rf"{_N}\s*(?:{_DURATIONS})(?!龄)")),
    (FactType.COUNT, re.compile(rf"{_N}\s*(?:{_MEASURES})")),
)  # fmt: skip
_WEEKDAY = re.compile("周([一二三四五六日])(?![年岁期])")
# What another way of writing says: a person decides whether to write it as the facts do.
_OTHERWISE: tuple[tuple[FactType, re.Pattern[str]], ...] = (
    (FactType.TIME, re.compile(rf"(上午|下午|中午|早上|晚上|晚)?\s*(?:{_HAN}|(\d{{1,2}}))\s*[时点](?!间|期|段|候)(?:\s*(?:{_HAN}|(\d{{1,2}}))\s*分(?!钟)|(半))?(整)?")),
    (FactType.TIME, re.compile(r"(上午|下午|中午|早上|晚上|晚)\s*(\d{1,2})[:：](\d{2})")),
    (FactType.PERCENT, re.compile("百分之([一二三四五六七八九十百]{1,4})")),
    (FactType.DURATION, re.compile(rf"(?<![第一二三四五六七八九十百每]){_HAN}(分钟|小时|个工作日|工作日|个月|个季度|日内|天内|日|天|年)(?![终末度])")),
    (FactType.MONEY, re.compile(rf"(?<!第){_HAN}(万?)元")),
    (FactType.WEEKDAY, re.compile("星期([一二三四五六日天])")),
)  # fmt: skip
# Not quantities of the rule: titles, document numbers, clauses, dates without a year, years, fixed words.
_EXEMPT = re.compile(
    r"《[^《》]{1,60}》|[〔\[（(]\d{4}[〕\]）)]\s*(?:第\s*)?\d+\s*号|第\s*[0-9一二三四五六七八九十百零]+\s*[条章款项类级节号季次]|\d{4}\s*年(?!\s*\d{1,2}\s*月\s*\d{1,2}\s*日)(?:\s*\d{1,2}\s*月)?|"
    r"(?<![年\d])\s*\d{1,2}\s*月\s*\d{1,2}\s*日|(?<![年\d])\d{1,2}月份?(?!\s*\d)|十项制度|\{[^{}]*\}|[A-Za-z]{1,20}[-/]?\d{1,9}"
)


@dataclass(frozen=True)
class Figure:
    """A value in a text, from `start` to `end`. `same` says whether a fact of that value reads as it is written."""

    start: int
    end: int
    type: FactType
    value: str
    text: str
    same: bool


def figures_in(text: str) -> list[Figure]:
    """The values in a text, in order, none inside another; placeholders and exempt expressions are passed over."""
    blank = _EXEMPT.sub(_covered, text)
    found: list[Figure] = []
    taken = bytearray(len(text))
    times = [figure for figure in _otherwise(blank) if figure.type is FactType.TIME]
    for figure in (*times, *_typed(blank), *_otherwise(blank)):
        if not any(taken[figure.start : figure.end]):
            found.append(figure)
            taken[figure.start : figure.end] = b"\1" * (figure.end - figure.start)
    return sorted(found, key=lambda figure: figure.start)


def _covered(match: re.Match[str]) -> str:
    # A date with a year keeps standing, what else is exempt becomes blanks of the same length.
    return (
        match[0] if _DATE.fullmatch(match[0].strip()) and re.match(r"\s*\d{4}", match[0]) else "\uffff" * len(match[0])
    )


def _typed(text: str) -> Iterator[Figure]:
    for kind, pattern in _DIGITS:
        for match in pattern.finditer(text):
            group = "value" if "value" in pattern.groupindex else 0
            written = "".join(match[group].split())
            value = f"{match[1]}-{match[2]:0>2}-{match[3]:0>2}" if kind is FactType.DATE else _plain(kind, written)
            yield from _figure(kind, value, text, match.start(group), match.end(group))
    for match in _WEEKDAY.finditer(text):
        yield from _figure(FactType.WEEKDAY, match[0], text, match.start(), match.end())


def _plain(kind: FactType, written: str) -> str:
    if kind is FactType.TIME:
        return written.replace("：", ":")
    if kind is FactType.DURATION and written.endswith("周岁"):
        return ""
    return written.replace("％", "%").replace("自然日", "日").replace("秒钟", "秒").replace("个日", "日")


def _otherwise(text: str) -> Iterator[Figure]:
    for kind, pattern in _OTHERWISE:
        for match in pattern.finditer(text):
            value = _value(kind, match)
            if value:
                end = match.end() - (1 if match[0].endswith("内") else 0)
                yield from _figure(kind, value, text, match.start(), end)


def _value(kind: FactType, match: re.Match[str]) -> str:
    groups = match.groups()
    if kind is FactType.TIME:
        half, hour, minute = groups[0] or "", groups[1] or "", ""
        if len(groups) == 3:
            minute = groups[2]
        else:
            hour, minute = groups[1] or groups[2] or "", groups[3] or groups[4] or ("30" if groups[5] else "00")
            if groups[2] is None and not half and not (groups[3] or groups[5] or groups[6]):
                return ""  # 一时, 十点: seldom a time of the day
        hours, minutes = number_in(hour), number_in(minute)
        if hours is None or minutes is None:
            return ""
        hours += 12 if half in ("下午", "晚上", "晚") and hours < 12 else 0
        return f"{hours}:{minutes:02d}" if hours < 24 and minutes < 60 else ""
    if kind is FactType.WEEKDAY:
        return f"周{groups[0].replace('天', '日')}"
    count = number_in(groups[0])
    if count is None:
        return ""
    if kind is FactType.PERCENT:
        return f"{count}%"
    if kind is FactType.MONEY:
        return f"{count}{groups[1]}元"
    return f"{count}{groups[1].removesuffix('内')}"


def _figure(kind: FactType, value: str, text: str, start: int, end: int) -> Iterator[Figure]:
    if not value:
        return
    try:
        shown = parse_value(kind, value).text
    except BadValue:
        return
    written = text[start:end]
    plain = "".join(written.split()).replace("：", ":").replace("％", "%")
    yield Figure(start, end, kind, value, written, shown == plain)
