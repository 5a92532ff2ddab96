"""Changes for the terminal, and as JSON for other programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ..problems import Problem
from .impact import Impact, Touched
from .record import Aspect, Changes, ClauseChange, EntryChange, Mark, Passage, Place, RegulationChange, Runs
from .table import Line, Row, Section, Table
from .trials import Asked

Paint = Callable[[str, Mark], str]
_SHOWN = 6
_STEM = 28


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that a diff found; `sides` say what was compared with what."""

    sides: tuple[str, str]
    changes: Changes
    table: Table
    impact: Impact


def plain(text: str, mark: Mark) -> str:
    """Marks without colour: [-…-] deleted, {+…+} inserted."""
    return {Mark.DELETED: f"[-{text}-]", Mark.INSERTED: f"{{+{text}+}}"}.get(mark, text)


def as_text(report: Report, paint: Paint = plain) -> str:
    """The report for a person at a terminal."""
    old, new = report.sides
    lines = [f"修订对照：{old} → {new}", ""]
    if report.changes.nothing:
        lines.append("内容没有改动。")
    for section in report.table.sections:
        lines += _section(section, paint)
    if report.changes.typographic:
        lines += [f"另有 {len(report.changes.typographic)} 条只是标点宽窄、空格、换行或引号不同，不算修订。", ""]
    told = list(impact_lines(report.impact))
    if told:
        lines += ["影响", *(f"  {name}（{len(entries)}）：{_some(entries)}" for name, entries in told)]
    return "\n".join(lines).rstrip()


def _section(section: Section, paint: Paint) -> list[str]:
    lines = [f"{section.title}{'　' + section.brief if section.brief else ''}"]
    for row in section.rows:
        lines += [f"  {line}" for line in _row(row, paint)]
    lines += [f"  {remark}" for remark in (*section.after, *section.renamed)]
    return [*lines, ""]


def _row(row: Row, paint: Paint) -> Iterator[str]:
    heads = ["".join(run.text for run in runs) for runs in row.heads]
    head = heads[1] if row.new or not row.old else heads[0]
    yield f"{head}　{row.address}"
    for sign, lines, mark in (("－", row.old, Mark.DELETED), ("＋", row.new, Mark.INSERTED)):
        for line in lines:
            if any(run.mark is mark for run in line.runs):
                yield f"  {sign} {line.lead}{_painted(line, paint)}{'［拟稿］' if line.drafted else ''}"
    for note in row.notes:
        yield f"    {note}"


def _painted(line: Line, paint: Paint) -> str:
    return "".join(paint(run.text, run.mark) for run in line.runs)


def impact_lines(impact: Impact, in_words: bool = False) -> Iterator[tuple[str, list[str]]]:
    """(what, what is touched), kinds without any left out; questions by address or, `in_words`, for those who may be
    asked them, by what they ask, formal ones only counted."""
    for name, entries in impact_entries(impact, in_words):
        yield name, list(dict.fromkeys(text for text, _ in entries))


def impact_entries(impact: Impact, in_words: bool = False) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """The same with the address of each, "" if it has none."""
    trials = impact.trials
    rows: list[tuple[str, Iterable[Touched | Asked | Problem]]] = [
        ("职责", impact.duties),
        ("角色", impact.roles),
        ("日程", impact.calendar),
        ("表单", impact.forms),
        ("表单待核对", impact.waiting),
        ("表单栏目", impact.fields),
        ("已打印的表单过期", impact.printed),
        ("题目自动跟着变", trials.following),
        ("题目待核对，先不出", trials.suspect),
        ("题目没有记核对指纹，请核对", trials.unrecorded),
        ("新增的题目", trials.added),
        ("改写的题目", trials.rewritten),
        ("删去的题目", trials.removed),
        ("机构另定的参数不再合规", impact.profiles),
        ("规定自相矛盾", impact.rules),
    ]
    for name, entries in rows:
        formal = [entry for entry in entries if in_words and isinstance(entry, Asked) and entry.formal]
        told = [_told(entry, in_words) for entry in entries if entry not in formal]
        told += [(f"正式题 {len(formal)} 道，不列出", "")] if formal else []
        if told:
            yield name, told
    if trials.derived:
        yield "自动生成的题目有变", [(f"{trials.derived} 道", "")]
    if trials.papers:
        yield "试卷", [(_paper(p.title, p.following, p.suspect, p.edited, p.note), "") for p in trials.papers]


def _told(entry: Touched | Asked | Problem, in_words: bool) -> tuple[str, str]:
    if isinstance(entry, Problem):
        return entry.message if in_words else f"{entry.position} {entry.message}", ""
    if isinstance(entry, Asked):
        return _excerpt(entry.stem) if in_words else entry.address, entry.clauses[0]
    return f"{entry.name}（{entry.note}）" if entry.note else entry.name, entry.address


def _excerpt(stem: str) -> str:
    return stem if len(stem) <= _STEM else f"{stem[:_STEM]}……"


def _paper(title: str, following: int, suspect: int, edited: int, note: str) -> str:
    parts = [f"{n} 道{what}" for n, what in ((following, "跟着变"), (suspect, "待核对"), (edited, "增删改")) if n]
    return f"{title}：{'，'.join([*parts, *([note] if note else [])])}"


def _some(entries: list[str]) -> str:
    if any(len(entry) > 30 for entry in entries):
        return "".join(f"\n    {entry}" for entry in entries)
    rest = f" 等 {len(entries)} 项" if len(entries) > _SHOWN else ""
    return "、".join(entries[:_SHOWN]) + rest


def as_json(report: Report) -> str:
    """The report as one JSON object; lists of runs are [[mark, text], …]."""
    changes = report.changes
    value = {
        "old": report.sides[0],
        "new": report.sides[1],
        "title": report.table.title,
        "regulations": [_regulation(change) for change in changes.regulations],
        "others": [_entry(entry) for entry in changes.others],
        "typographic": list(changes.typographic),
        "impact": _impact(report.impact),
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _regulation(change: RegulationChange) -> dict[str, Any]:
    return {
        "key": change.key,
        "title": change.title,
        "aspect": change.aspect.value,
        "editions": [{"version": e.version, "date": e.date.isoformat()} if e else None for e in change.editions],
        "clauses": [_clause(clause) for clause in change.clauses],
        "entries": [_entry(entry) for entry in change.entries],
    }


def _clause(clause: ClauseChange) -> dict[str, Any]:
    return {
        "address": clause.address,
        "amended": clause.amended,
        "aspects": [aspect.value for aspect in clause.aspects],
        "old": _place(clause.old),
        "new": _place(clause.new),
        "title": [_runs(runs) for runs in clause.title],
        "passages": [_passage(passage) for passage in clause.passages if passage.changed],
        "causes": [
            {"kind": c.kind, "address": c.address, "name": c.name, "old": c.old, "new": c.new} for c in clause.causes
        ],
        "duties": [_entry(duty) for duty in clause.duties],
        "origin": list(clause.origin),
    }


def _place(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    return {"address": place.address, "number": place.number, "chapter": place.chapter, "title": place.title}


def _passage(passage: Passage) -> dict[str, Any]:
    sides = [
        [{"number": b.number, "runs": _runs(b.runs), "basis": b.basis, "cites": list(b.cites)} for b in side]
        for side in (passage.old, passage.new)
    ]
    return {
        "old": sides[0],
        "new": sides[1],
        "reworded": passage.reworded,
        "follows": passage.follows,
        "moved": passage.moved,
    }


def _runs(runs: Runs) -> list[list[str]]:
    return [[run.mark.value, run.text] for run in runs]


def _entry(entry: EntryChange) -> dict[str, Any]:
    return {
        "what": entry.what,
        "address": entry.address,
        "was": entry.was,
        "name": entry.name,
        "aspect": entry.aspect.value,
        "details": [{"label": d.label, "old": _runs(d.old), "new": _runs(d.new)} for d in entry.details],
        "touches": list(entry.touches),
        "parts": [
            _entry(part) for part in entry.parts if part.aspect is not Aspect.VALUES or part.details or part.parts
        ],
    }


def _impact(impact: Impact) -> dict[str, Any]:
    trials = impact.trials
    found: dict[str, Any] = {
        name: [
            {"address": t.address, "name": t.name, "because": list(t.because), "note": t.note}
            for t in getattr(impact, name)
        ]
        for name in ("duties", "roles", "calendar", "forms", "waiting", "fields", "printed")
    }
    found["questions"] = {
        name: [{"address": a.address, "stem": a.stem, "clauses": list(a.clauses)} for a in getattr(trials, name)]
        for name in ("following", "suspect", "unrecorded", "added", "rewritten", "removed")
    } | {"derived": trials.derived}
    found["papers"] = [
        {
            "id": p.id,
            "title": p.title,
            "following": p.following,
            "suspect": p.suspect,
            "edited": p.edited,
            "note": p.note,
        }
        for p in trials.papers
    ]
    for name in ("profiles", "rules"):
        found[name] = [
            {
                "code": p.code,
                "file": p.position.file,
                "line": p.position.line,
                "column": p.position.column,
                "message": p.message,
                "remedy": p.remedy,
            }
            for p in getattr(impact, name)
        ]
    return found
