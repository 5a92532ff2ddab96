"""Changes as the table that circulates: 原条款, 修订后, 修订说明, regulation by regulation. Renderers only set it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..facts.resolve import number_in_words
from ..model import Basis
from ..references import Index
from .notes import notes_of, renamed, renumbered
from .record import (
    Aspect,
    Block,
    Changes,
    ClauseChange,
    Detail,
    EntryChange,
    Mark,
    Passage,
    RegulationChange,
    Run,
    Runs,
)
from .wording import fold

NOTHING, ADDED, REMOVED = "（无）", "（新增）", "（删去）"
ELIDED = "……"
_SHORT = 3  # blocks: an article of no more is shown whole


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a cell: （一） or a label, the words with their marks, 拟稿 where they are drafted."""

    lead: str
    runs: Runs
    drafted: bool = False
    inset: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row: what stands at the head of either cell, the lines, the notes; `address` for links and programs."""

    address: str
    heads: tuple[Runs, Runs]
    old: tuple[Line, ...]
    new: tuple[Line, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A regulation, or what stands outside them. `after` are remarks below the rows, `renamed` those on permanent ids,
    which concern the site and the sources only."""

    key: str
    title: str
    brief: str
    rows: tuple[Row, ...]
    after: tuple[str, ...] = ()
    renamed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """The whole table."""

    title: str
    sections: tuple[Section, ...]

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return sum(len(section.rows) for section in self.sections)


_REST = Line("", (Run(Mark.SAME, ELIDED),))
# What stands outside the regulations, by where it is told; questions are told with the impact.
_OUTSIDE = {
    "推广实施方案": ("参数", "方案要点", "推广阶段", "监督检查"),
    "机构、角色与名词": ("层级", "角色", "时段", "名词"),
    "表单": ("表单",),
}
_ORDER = ("制度", "章", "参数")


def table(changes: Changes, old: Index, new: Index) -> Table:
    """The table of these changes."""
    sections = [
        made
        for change in changes.regulations
        if (made := _section(change, changes, old, new)).rows or made.after or made.renamed
    ]
    for title, kinds in _OUTSIDE.items():
        rows = tuple(_entry_row(e, new) for e in changes.others if e.what in kinds and e.aspect is not Aspect.VALUES)
        if rows:
            sections.append(Section("", title, "", rows))
    one = sections[0].title if len(sections) == 1 and sections[0].key else ""
    return Table(f"{one or new.library.organization.program}修订对照表", tuple(sections))


def _section(change: RegulationChange, changes: Changes, old: Index, new: Index) -> Section:
    entries = [entry for entry in change.entries if entry.aspect is not Aspect.VALUES]
    first = sorted((e for e in entries if e.what in _ORDER), key=lambda e: _ORDER.index(e.what))
    rows = [_entry_row(entry, new) for entry in first]
    rows += [_clause_row(clause, changes, old, new) for clause in change.clauses if clause.amended]
    rows += [_entry_row(entry, new) for entry in entries if entry.what not in _ORDER]
    return Section(
        change.key,
        f"《{change.title}》",
        _brief(change),
        tuple(rows),
        tuple(renumbered(change)),
        tuple(renamed(change)),
    )


def _brief(change: RegulationChange) -> str:
    before, after = change.editions
    if before is None or after is None:
        return "新增的制度" if before is None else "删去的制度"
    if (before.version, before.date) == (after.version, after.date):
        return f"{after.version}版（{after.date.isoformat()}）"
    summary = f"：{after.summary}" if after.summary else ""
    return f"{before.version}版（{before.date.isoformat()}）→ {after.version}版（{after.date.isoformat()}）{summary}"


def _clause_row(clause: ClauseChange, changes: Changes, old: Index, new: Index) -> Row:
    heads = tuple(
        (Run(Mark.SAME, f"第{number_in_words(place.number)}条　"), *title) if place else ()
        for place, title in zip((clause.old, clause.new), clause.title, strict=True)
    )
    left, right = _lines(clause.passages)
    return Row(
        clause.address,
        (heads[0] or _said(ADDED), heads[1] or _said(REMOVED)),
        tuple(left if clause.old else ()),
        tuple(right if clause.new else ()),
        tuple(notes_of(clause, changes, old, new)),
    )


def _said(words: str) -> Runs:
    return (Run(Mark.SAME, words),)


def _lines(passages: tuple[Passage, ...]) -> tuple[list[Line], list[Line]]:
    """Both cells: what changed, the words that lead to it, and …… for the rest."""
    if not any(passage.changed for passage in passages):
        return [], []
    shown = {n for n, passage in enumerate(passages) if passage.changed or len(passages) <= _SHORT}
    leads = set()
    for n in shown:
        if _item(passages[n]):
            leads.add(next((m for m in range(n, -1, -1) if not _item(passages[m])), n))
    shown |= leads
    left: list[Line] = []
    right: list[Line] = []
    place = 0
    while place < len(passages):
        end = place
        while end < len(passages) and end not in shown:
            end += 1
        if end > place:
            for side in (left, right):
                if not side or side[-1] != _REST:
                    side.append(_REST)
            place = end
        if place < len(passages):
            passage = passages[place]
            left += map(_line, passage.old)
            right += map(_line, passage.new)
            place += 1
    return left, right


def _item(passage: Passage) -> bool:
    return bool((passage.new or passage.old)[0].number)


def _line(block: Block) -> Line:
    return Line(block.number, block.runs, block.basis == Basis.DRAFT.value, bool(block.number))


def _entry_row(entry: EntryChange, new: Index) -> Row:
    name = f"〔{entry.what}〕{entry.name}"
    heads = {
        Aspect.ADDED: (_said(ADDED), (Run(Mark.INSERTED, name),)),
        Aspect.REMOVED: ((Run(Mark.DELETED, name),), _said(REMOVED)),
    }.get(entry.aspect, (_said(name), _said(name)))
    return Row(
        entry.address,
        heads,
        tuple(_entry_lines(entry, 0)),
        tuple(_entry_lines(entry, 1)),
        tuple(_entry_notes(entry, new)),
    )


def _entry_lines(entry: EntryChange, side: int) -> Iterator[Line]:
    for detail in entry.details:
        runs = _of(detail, side)
        if runs:
            yield from (Line(f"{detail.label}：", line) for line in _changed_lines(runs))
        elif entry.aspect not in (Aspect.ADDED, Aspect.REMOVED):
            yield Line(f"{detail.label}：", _said(NOTHING))
    for part in entry.parts:
        if part.aspect is Aspect.VALUES:
            continue
        if part.aspect is (Aspect.ADDED if side else Aspect.REMOVED):
            mark = Mark.INSERTED if side else Mark.DELETED
            rest = "；".join(
                f"{d.label} {''.join(r.text for r in _of(d, side))}" for d in part.details[1:] if _of(d, side)
            )
            yield Line("", (Run(mark, f"{part.name}{'：' + rest if rest else ''}"),), inset=True)
        elif part.aspect not in (Aspect.ADDED, Aspect.REMOVED, Aspect.ORDER):
            lines = list(_entry_lines(part, side))
            for line in lines:
                lead = (
                    line.lead
                    if fold(part.name) in fold("".join(r.text for r in line.runs))
                    else f"{part.name}·{line.lead}"
                )
                yield Line(lead, line.runs, inset=True)


def _changed_lines(runs: Runs) -> Iterator[Runs]:
    """Of a property of several lines those with a mark; a property of one line as it is."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        for number, text in enumerate(run.text.split("\n")):
            if number:
                lines.append([])
            if text:
                lines[-1].append(Run(run.mark, text))
    if len(lines) > 1:
        lines = [line for line in lines if any(run.mark is not Mark.SAME for run in line)]
    yield from map(tuple, lines)


def _of(detail: Detail, side: int) -> Runs:
    return detail.new if side else detail.old


def _entry_notes(entry: EntryChange, new: Index) -> Iterator[str]:
    counts: dict[str, int] = {}
    for part in entry.parts:
        if part.aspect is not Aspect.VALUES:
            word = "修改" if part.aspect is Aspect.WORDING else part.aspect.value
            counts[word] = counts.get(word, 0) + 1
    if counts:
        yield "，".join(f"{word} {n} 处" for word, n in counts.items())
    if entry.was:
        yield f"标识由 {entry.was} 改为 {entry.address}"
    if entry.touches:
        named = [_called(address, entry.address[:2], new) for address in entry.touches]
        yield f"涉及 {len(named)} 条：{'、'.join(named)}"


def _called(address: str, key: str, new: Index) -> str:
    clause = new.library.clauses.get(address)
    if clause is None:
        place = new.library.plan_places.get(address)
        return f"推广实施方案“{place.title}”" if place else address
    number = new.resolver.clause_name(address, clause.regulation.key)
    return number if clause.regulation.key == key else f"{clause.regulation.short}{number}"
