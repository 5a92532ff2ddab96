"""修订说明: what was done to a clause, in words."""

from __future__ import annotations

from collections.abc import Iterator

from ..facts.resolve import number_in_words
from ..references import Index
from .causes import NUMBERS
from .record import Aspect, Block, Changes, ClauseChange, EntryChange, Mark, Passage, Place, RegulationChange, Run

_TOLD = 2  # edits of a clause that are told one by one
_LONG = 24  # characters of an edit that are repeated


def notes_of(clause: ClauseChange, changes: Changes, old: Index, new: Index) -> Iterator[str]:
    """The remarks on one clause."""
    aspects = {*clause.aspects}
    if Aspect.ADDED in aspects:
        yield "新增" + (f"，文字出自原{_all(clause.origin, old)}" if clause.origin else "")
    if Aspect.REMOVED in aspects:
        yield "删去" + (f"，文字并入{_all(clause.origin, new)}" if clause.origin else "")
    if Aspect.MOVED in aspects and clause.old and clause.new:
        yield f"由{_where(clause.old, clause, old)}移到{_where(clause.new, clause, new)}"
    elif Aspect.RENUMBERED in aspects and clause.old and clause.new:
        yield f"条号由第{number_in_words(clause.old.number)}条改为第{number_in_words(clause.new.number)}条"
    if Aspect.TITLE in aspects and clause.old and clause.new:
        yield f"条名由“{clause.old.title}”改为“{clause.new.title}”"
    if Aspect.WORDING in aspects:
        yield from _edits([p for p in clause.passages if p.reworded and not p.follows])
    for kind, words in (("参数", "随参数{}改变"), ("列表", "随列表{}改变"), ("名称", "随名称改变：{}")):
        named = [c for c in clause.causes if c.kind == kind]
        if named:
            told = [f"{c.old}→{c.new}" if kind == "名称" else f"“{c.name}”" for c in named]
            yield words.format("、".join(told))
    if any(c.kind == NUMBERS for c in clause.causes):
        yield "引用的条号随之改变"
    yield from _shape(clause)
    if Aspect.PROVENANCE in aspects:
        pairs = dict.fromkeys(p.sourced for p in clause.passages if p.sourced)
        yield "；".join(f"出处由{before}改为{after}" for before, after in pairs if before != after)
    yield from _duties(clause)
    if clause.new and any(b.basis == "拟稿" for p in clause.passages if p.changed for b in p.new):
        yield "修订后文字为拟稿，待审定"


def _all(addresses: tuple[str, ...], index: Index) -> str:
    return "、".join(index.resolver.clause_name(a, a[:2]) for a in addresses if a in index.library.clauses)


def _where(place: Place, clause: ClauseChange, index: Index) -> str:
    assert clause.old and clause.new
    home = ""
    if clause.old.address[:2] != clause.new.address[:2]:
        home = f"《{index.library.regulation_by_key[place.address[:2]].title}》"
    return f"{home}第{number_in_words(place.chapter_number)}章“{place.chapter}”第{number_in_words(place.number)}条"


def _edits(passages: list[Passage]) -> Iterator[str]:
    """A few short edits one by one; else how many there are."""
    told = [words for passage in passages for words in _told(passage)]
    if len(told) <= _TOLD and all(words and len(words) <= 2 * _LONG + 8 for words in told):
        yield "；".join(told)
    else:
        yield f"文字修改 {len(told)} 处"


def _told(passage: Passage) -> Iterator[str]:
    if not passage.old:
        yield f"增加{_kind(passage.new)}"
    elif not passage.new:
        yield f"删去{_kind(passage.old)}"
    elif passage.divided:
        yield from ("" for block in passage.new for run in block.runs if run.mark is Mark.INSERTED)
    else:
        yield from _within(passage)


def _kind(blocks: tuple[Block, ...]) -> str:
    items = sum(bool(block.number) for block in blocks)
    if items == len(blocks) == 1:
        return f"{blocks[0].number}项"
    return (
        f"{number_in_words(len(blocks))}项"
        if items == len(blocks)
        else "一款"
        if len(blocks) == 1
        else f"{number_in_words(len(blocks))}款、项"
    )


def _within(passage: Passage) -> Iterator[str]:
    """The edits of one passage: 将…改为…, 增加…, 删去…"""
    left = _pieces([run for block in passage.old for run in block.runs], Mark.DELETED)
    right = _pieces([run for block in passage.new for run in block.runs], Mark.INSERTED)
    for gone, come in zip(left, right, strict=True):
        gone, come = gone.strip("，。；、 "), come.strip("，。；、 ")
        if gone and come:
            yield f"将“{gone}”改为“{come}”"
        elif come:
            yield f"增加“{come}”"
        elif gone:
            yield f"删去“{gone}”"


def _pieces(runs: list[Run], mark: Mark) -> list[str]:
    """The marked words before each stretch that stayed, "" where there are none; and after the last."""
    pieces = [""]
    for run in runs:
        if run.mark is mark:
            pieces[-1] += run.text
        else:
            pieces.append("")
    return pieces


def _shape(clause: ClauseChange) -> Iterator[str]:
    for passage in clause.passages:
        if passage.divided:
            old, new = len(passage.old), len(passage.new)
            words = f"一款分为{number_in_words(new)}款" if new > old else f"{number_in_words(old)}款并为一款"
            yield words + ("" if passage.reworded else "，文字不变")
    if Aspect.ORDER in clause.aspects:
        moved = [b.number for p in clause.passages if p.moved for b in p.new if b.number]
        yield f"次序调整{'：' + '、'.join(moved) if moved else ''}，文字不变"


def _duties(clause: ClauseChange) -> Iterator[str]:
    for duty in clause.duties:
        if duty.aspect is Aspect.ADDED and clause.old:
            yield f"新增职责“{duty.name}”"
        elif duty.aspect is Aspect.REMOVED and clause.new:
            yield f"删去职责“{duty.name}”"
        elif duty.aspect is Aspect.WORDING:
            yield f"职责“{duty.name}”：{differences(duty)}"


def differences(entry: EntryChange) -> str:
    """周期由“每日”改为“每周”；…"""
    told = []
    for detail in entry.details:
        old, new = ("".join(run.text for run in runs) for runs in (detail.old, detail.new))
        if old and new:
            told.append(f"{detail.label}由“{old}”改为“{new}”")
        else:
            told.append(f"{detail.label}{'增加' if new else '删去'}“{new or old}”")
    return "；".join(told)


def renumbered(change: RegulationChange) -> Iterator[str]:
    """Below a regulation's rows: numbers that only shifted, stretch by stretch, and citations that follow."""
    shifts: list[tuple[int, int, int, int]] = []
    for clause in change.clauses:
        if clause.old and clause.new and Aspect.RENUMBERED in clause.aspects and Aspect.MOVED not in clause.aspects:
            old, new = clause.old.number, clause.new.number
            if shifts and (shifts[-1][1], shifts[-1][3]) == (old - 1, new - 1):
                shifts[-1] = (shifts[-1][0], old, shifts[-1][2], new)
            else:
                shifts.append((old, old, new, new))
    if shifts:
        yield "条号变动：" + "；".join(_shift(*shift) for shift in shifts)
    cited = [c.new.number for c in change.clauses if c.new and not c.amended and Aspect.REFERENCES in c.aspects]
    if cited:
        yield f"只有引用的条号随之改变的：{'、'.join(f'第{number_in_words(n)}条' for n in cited)}"


def renamed(change: RegulationChange) -> Iterator[str]:
    """Below a regulation's rows: clauses under another address, to which old links no longer lead."""
    for clause in change.clauses:
        if clause.old and clause.new and clause.old.address != clause.new.address:
            number = f"第{number_in_words(clause.new.number)}条"
            words = "标识改变，文字还是那一条" if Aspect.RENAMED in clause.aspects else "地址随位置改变"
            yield f"{number}“{clause.new.title}”{words}：{clause.old.address} → {clause.new.address}（旧链接、学习记录不再指到它）"


def _shift(first: int, last: int, to_first: int, to_last: int) -> str:
    one, other, to_one, to_other = (f"第{number_in_words(n)}条" for n in (first, last, to_first, to_last))
    if first == last:
        return f"原{one}现为{to_one}"
    return f"原{one}至{other}依次现为{to_one}至{to_other}"
