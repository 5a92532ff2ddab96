"""Questions from outside → the banks, not yet saved: what is new, what changes in which, what is refused."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from .intake.questions import Row
from .model import MARK_KEY, Mark, Position
from .model.base import SLUG
from .problems import Problem
from .references import Index
from .references.wording import fingerprint
from .source.editing import Document, Quoted, Step
from .source.reader import read_source

_ORDER = (
    "id", "type", "fingerprint", "clauses", "difficulty", "pool", "case", "stem", "options", "answer", "blanks", "steps",
    "points", "explain", "reviewed",
)  # fmt: skip


@dataclass(frozen=True)
class Change:
    """What becomes of a row: a question that is new, or one of which `keys` change; `note` is what to know besides."""

    row: Row
    id: str
    new: bool
    keys: tuple[str, ...]
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    note: str = ""


@dataclass
class Adopted:
    """The banks with the questions in them, and what is wrong with that."""

    documents: list[Document] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)


def adopted(index: Index, files: Mapping[str, bytes], source: Path, rows: Sequence[Row]) -> Adopted:
    """The banks as they would be. `files` are the sources as they were read. Unwritable if no source may hold a text."""
    made = Adopted()
    by_bank: dict[str, list[Row]] = {}
    for row in rows:
        by_bank.setdefault(row.regulation, []).append(row)
    said = {_said(index, p.regulation.key, _plain(p)): p.address for p in index.library.questions}
    for key, own in by_bank.items():
        folder = index.library.regulation_by_key[key].folder
        name = f"{source.name}/{folder}/questions.yml"
        if name not in files:
            remedy = f"先建 {name}，写上第一道题，别的再导入"
            made.problems.append(Problem("file-missing", own[0].where, f"《{folder}》还没有题库", remedy))
            continue
        document = Document.of(files[name], name, source / folder / "questions.yml")
        made.documents.append(_bank(made, index, key, document, own, said))
    return made


def _bank(made: Adopted, index: Index, key: str, document: Document, rows: list[Row], said: dict[str, str]) -> Document:
    known = {one["id"]: one for one in document.get(("questions",))}
    taken = {*known, *(row.id for row in rows)}
    changes: list[Change] = []
    for row in rows:
        old = known.get(row.id)
        same = said.get(_said(index, key, row.value))
        if old is None and same:
            message = f"与已有的题目 {same} 完全一样"
            remedy = "删去这一行；要改那一道题，把它的编号填上"
            made.problems.append(Problem("near-duplicate", row.at("stem"), message, remedy))
            continue
        if row.id and not re.match(SLUG, row.id):
            remedy = "新题的编号留空，程序会起；改题的照原样写"
            message = f"没有编号是“{row.id[:30]}”的题"
            made.problems.append(Problem("bad-value", row.at("id"), message, remedy))
            continue
        said.setdefault(_said(index, key, row.value), f"（第 {row.where.line} 行）")
        change = _changed(index, row, old) if old else _new(index, row, taken)
        taken.add(change.id)
        if change.keys:
            changes.append(change)
        else:
            made.unchanged += 1
    made.changes += changes
    return _written(document, changes)


def _written(document: Document, changes: list[Change]) -> Document:
    """All changes made: single texts at once, then lists by what differs in them, then the new questions."""
    texts: dict[tuple[Step, ...], Any] = {}
    for change in changes:
        for key in () if change.new else change.keys:
            value, path = change.after.get(key), ("questions", change.id, key)
            if isinstance(value, str) and key in change.before:
                texts[path] = value
    document = document.update(texts)
    for change in changes:
        if change.new:
            document = document.insert_entry(("questions",), change.after)
        else:
            document = document.set(("questions", change.id), change.after)
    return document


def _new(index: Index, row: Row, taken: set[str]) -> Change:
    value = {**row.value, "id": row.id or _fresh(row, taken), "fingerprint": _stamp(index, row.value)}
    value = {key: value[key] for key in _ORDER if key in value and (key, value[key]) != ("pool", "练习")}
    note = f"题库里没有编号 {row.id}，当作新题" if row.id else ""
    return Change(row, str(value["id"]), True, tuple(value), {}, value, note)


def _fresh(row: Row, taken: set[str]) -> str:
    """An id of the clause's words and a number nobody has."""
    stem = re.split("[/#]", row.value["clauses"][0])[-1]
    return next(name for n in range(1, 100_000) if (name := f"{stem}-q{n}") not in taken)


def _changed(index: Index, row: Row, old: Mapping[str, Any]) -> Change:
    """An update: what was right of the old question stays as it is written."""
    row = replace(row, value=_completed(row, old))
    before, now = _usual(old), _usual(row.value)
    keys = [key for key in _ORDER if key != "fingerprint" and before.get(key) != now.get(key)]
    if not keys:
        return Change(row, row.id, False, (), old, old)
    after = {key: value for key, value in old.items() if key in now or key == "fingerprint"}
    after |= {key: row.value[key] if key in row.value else now[key] for key in keys if key in now}
    stamp, was, note = _stamp(index, row.value), old.get("fingerprint", ""), ""
    reviewed = "reviewed" in keys and "reviewed" in now
    stale = bool(was) and was != fingerprint(index.library, tuple(dict.fromkeys(old["clauses"])), with_rows=True)
    if "reviewed" in after and not reviewed and set(keys) - {"pool", "difficulty"}:
        del after["reviewed"]
        keys.append("reviewed")
        note = "题目改过，原来的审定不再算数；审定过的填上新的日期再导入"
    if stale and not reviewed and "clauses" not in keys:
        note = "条款改过，这道题仍待核对；核对过的填上审定人和日期，或者用 tenregs confirm"
    elif stamp != was:
        after["fingerprint"] = stamp
        keys.append("fingerprint")
    names = [key for key in old if key in after]
    for key in (key for key in _ORDER if key in after and key not in old):
        behind = [one for one in _ORDER[: _ORDER.index(key)] if one in names]
        names.insert(names.index(behind[-1]) + 1 if behind else 0, key)
    after = {key: after[key] for key in names}
    return Change(row, row.id, False, tuple(dict.fromkeys(keys)), old, after, note)


def _completed(row: Row, old: Mapping[str, Any]) -> dict[str, Any]:
    """What the row says, and what the question said before where the sheet has no column for it."""
    value = dict(row.value)
    for key, column in (("pool", "pool"), ("reviewed", "by")):
        if column not in row.cells and key in old:
            value[key] = old[key]
    if not any(column.startswith("why_") for column in row.cells):
        why = {one["text"]: one["why"] for one in old.get("options", ()) if one.get("why")}
        if "options" in value:
            value["options"] = [
                {**one, **({"why": why[one["text"]]} if one["text"] in why else {})} for one in value["options"]
            ]
    return value


def _stamp(index: Index, value: Mapping[str, Any]) -> Quoted:
    return Quoted(fingerprint(index.library, tuple(dict.fromkeys(value["clauses"])), with_rows=True))


def _usual(value: Mapping[str, Any]) -> dict[str, Any]:
    """A question without the freedom there is in writing it."""
    usual = {"pool": "练习", **value}
    usual.pop("fingerprint", None)
    if "options" in usual:
        usual["options"] = [_option(one) for one in usual["options"]]
    return usual


def _option(one: Mapping[str, str]) -> dict[str, str]:
    right = {"right": "是"} if one.get("right") in ("是", "true") else {}
    return {"text": one["text"], **right, **({"why": one["why"]} if one.get("why") else {})}


def _plain(placed: Any) -> dict[str, Any]:
    value: dict[str, Any] = placed.question.model_dump(mode="json")
    if "options" in value:
        value["options"] = [{"text": o["text"], **({"right": "是"} if o["right"] else {})} for o in value["options"]]
    return value


def _said(index: Index, key: str, value: Mapping[str, Any]) -> str:
    """What a question asks and answers, as people read it, whatever it is called; blanks without their names."""

    def plain(text: str) -> str:
        return re.sub(r"\s", "", index.resolver.plain(re.sub(r"\{\?[^{}]*\}", "＿", text), key))

    parts = [value["type"], plain(value.get("case", "")), plain(value["stem"]), str(value.get("answer", ""))]
    parts += sorted(plain(one["text"]) + str("right" in one) for one in value.get("options", ()))
    parts += [plain(one) for blank in value.get("blanks", ()) for one in blank["accept"]]
    parts += [plain(one) for one in value.get("steps", ())]
    parts += [plain(one["text"]) for one in value.get("points", ())]
    return "\n".join(parts)


def at_cells(made: Adopted, problems: Sequence[Problem]) -> list[Problem]:
    """Problems of the banks at the cells that they come from; others as they are."""
    rows = {(change.row.regulation, change.id): change.row for change in made.changes}
    places = {document.name: _places(document) for document in made.documents if document.is_changed}
    return [replace(one, position=_cell(one.position, places, rows)) for one in problems]


def _cell(position: Position, places: Mapping[str, Any], rows: Mapping[tuple[str, str], Row]) -> Position:
    if position.file not in places:
        return position
    spots, paths, ids = places[position.file]
    place = bisect_right(spots, (position.line, position.column)) - 1
    path = paths[place] if place >= 0 else ()
    key = position.file.rpartition("/")[0].rpartition("/")[2][:2]
    row = rows.get((key, ids[number])) if (number := _entry(path)) is not None else None
    return row.at(*path[2:]) if row else position


def _entry(path: tuple[Step, ...]) -> int | None:
    """Which question of a bank a path leads to, None if it leads to none."""
    _, number, *_ = (*path, None, None)
    return number if isinstance(number, int) else None


def _places(document: Document) -> tuple[list[tuple[int, int]], list[tuple[Step, ...]], list[str]]:
    """Where each part of a bank begins, in order, and the ids of its questions."""
    found = sorted(_walk(read_source(document.data, document.name).mark, ()), key=lambda one: (one[0], len(one[1])))
    return [spot for spot, _ in found], [path for _, path in found], [one["id"] for one in document.get(("questions",))]


def _walk(mark: Mark, path: tuple[Step, ...]) -> Iterator[tuple[tuple[int, int], tuple[Step, ...]]]:
    yield (mark.position.line, mark.position.column), path
    for step, child in mark.children.items():
        if step == MARK_KEY:
            continue
        if str(step) in mark.keys:
            place = mark.keys[str(step)]
            yield (place.line, place.column), (*path, step)
        yield from _walk(child, (*path, step))
