"""The sheet of questions → questions as their sources say them, and every mistake at its cell."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ...model import Difficulty, Library, Pool, Position, QuestionType
from ...problems import Problem
from ..table import MAX_CELL, Cell, read_table
from .answers import Wrong, content
from .clauses import clauses_of, regulation_of
from .columns import ALIASES, REQUIRED, SHEET, folded
from .places import column_at

_MOST = 5_000  # rows
_LISTS = {"clauses", "answer", "points"}
_AS_TEXT = "把这一格设成文本格式（设置单元格格式 → 文本），再照原样打一遍"


@dataclass(frozen=True)
class Row:
    """A question read: `value` as its source is to say it, `cells` where each column that the sheet has is in its row."""

    regulation: str
    value: dict[str, Any]
    cells: dict[str, Position]
    where: Position

    @property
    def id(self) -> str:
        """Its id, "" if it has yet to get one."""
        return str(self.value.get("id", ""))

    def at(self, *path: str | int) -> Position:
        """The cell of the part at a path in the value; the row's first cell if it has none."""
        return self.cells.get(column_at(self.value, path), self.where)


@dataclass
class QuestionList:
    """What a sheet of questions came to."""

    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_questions(data: bytes, name: str, library: Library) -> QuestionList:
    """The questions of a workbook (or a CSV file). Never raises for what the file holds."""
    table = read_table(data, name, SHEET, lines=True, most=_MOST)
    found = QuestionList(problems=list(table.problems))
    rows = [row for row in table.rows if any(cell.text for cell in row)]
    if not rows:
        if not found.problems:
            remedy = "用 tenregs import questions --template 文件.xlsx 生成一份空表来填"
            found.problems.append(Problem("bad-table", Position(name), "表是空的", remedy))
        return found
    columns = _columns(rows[0], found)
    if columns is None or table.problems:
        return found
    for row in rows[1:]:
        cells = {key: cell for cell, key in zip(row, columns, strict=False) if key and cell.text}
        stray = next((cell for cell, key in zip(row, columns, strict=False) if not key and cell.text), None)
        if stray is not None:
            message = "这一格没有表头，不知道是什么"
            found.problems.append(Problem("bad-table", stray.position, message, "挪到该在的列，或者删去"))
        places = {key: cell.position for cell, key in zip(row, columns, strict=False) if key}
        if cells:
            _row(cells, places, row[0].position, library, found)
    if not rows[1:]:
        message = "只有表头，没有题目"
        found.problems.append(Problem("bad-table", rows[0][0].position, message, "从第二行起一行写一道题"))
    _twice(found)
    return found


def _columns(head: list[Cell], found: QuestionList) -> list[str] | None:
    """The key of each column, "" of one without a head."""
    names = {folded(alias): key for key, aliases in ALIASES.items() for alias in aliases}
    columns: list[str] = []
    for cell in head:
        text = folded(cell.text).rstrip("*")
        key = names.get(text, "")
        if text and not key:
            near = difflib.get_close_matches(text, names, 1, 0.5)
            tip = f"是不是“{ALIASES[names[near[0]]][0]}”？" if near else ""
            message = f"不认识表头“{cell.text[:30]}”"
            found.problems.append(Problem("bad-table", cell.position, message, f"{tip}不需要的列请删去"))
            key = "?"
        elif key and key in columns:
            found.problems.append(Problem("bad-table", cell.position, f"表头“{cell.text}”重复", "两列合成一列"))
            key = "?"
        columns.append(key)
    missing = [ALIASES[key][0] for key in REQUIRED if key not in columns]
    if missing:
        message = f"缺少“{'、'.join(missing)}”这{'几' if missing[1:] else '一'}列"
        remedy = "表头写在第一行；可以用 tenregs import questions --template 文件.xlsx 生成一份空表"
        found.problems.append(Problem("bad-table", head[0].position, message, remedy))
        return None
    return columns


def _row(
    cells: dict[str, Cell], places: dict[str, Position], where: Position, library: Library, found: QuestionList
) -> None:
    wrong = [*_unfit(cells), *_missing(cells, places, where)]
    texts = {key: cell.text if key in _LISTS else _joined(cell.text) for key, cell in cells.items()}
    value: dict[str, Any] = {"id": texts["id"]} if "id" in texts else {}
    regulation = ""
    clauses: list[str] = []
    try:
        regulation = regulation_of(texts, library)
    except Wrong as error:
        wrong.append(error.at(places, where))
    if "clauses" in texts:
        clauses, complaints = clauses_of(texts["clauses"], regulation, library)
        wrong += [complaint.at(places, where) for complaint in complaints]
        regulation = regulation or (clauses[0][:2] if clauses else "")
    kind = _choice(texts, "type", QuestionType, wrong, places)
    value |= {"type": kind, "clauses": clauses, "difficulty": _choice(texts, "difficulty", Difficulty, wrong, places)}
    pool = _choice(texts, "pool", Pool, wrong, places)
    value |= {"pool": pool} if pool else {}
    if kind:
        made, complaints = content(kind, texts)
        value |= made
        wrong += [complaint.at(places, where) for complaint in complaints]
    value["explain"] = texts.get("explain", "")
    if "by" in texts and "on" in texts:
        value["reviewed"] = {"by": texts["by"], "on": texts["on"].replace("/", "-").replace(".", "-")}
    elif "by" in texts or "on" in texts:
        here = places["by" if "by" in texts else "on"]
        wrong.append(Problem("bad-value", here, "审定人和审定日期只填了一样", "两样都填，或者都不填"))
    found.problems += wrong
    if not wrong:
        found.rows.append(Row(regulation, value, places, where))


def _joined(text: str) -> str:
    """Lines as one: Chinese is written on without a space."""
    first, *rest = text.split("\n")
    for line in rest:
        first += line if ord(first[-1]) > 0x2E7F or ord(line[0]) > 0x2E7F else f" {line}"
    return first


def _unfit(cells: dict[str, Cell]) -> Iterator[Problem]:
    for key, cell in cells.items():
        title = ALIASES[key][0] if key in ALIASES else "这一格"
        if cell.kind == "错误":
            yield Problem(
                "bad-value", cell.position, f"“{title}”是一个出错的公式（{cell.text}）", "直接写文字，不用公式"
            )
        elif cell.kind == "日期" and key != "on":
            message = f"“{title}”被 Excel 当成了日期（{cell.text}），不知道原来写的是什么"
            yield Problem("bad-value", cell.position, message, _AS_TEXT)
        elif len(cell.text) > MAX_CELL:
            yield Problem("bad-value", cell.position, f"“{title}”太长", f"不超过 {MAX_CELL} 个字")


def _missing(cells: dict[str, Cell], places: dict[str, Position], where: Position) -> Iterator[Problem]:
    for key in REQUIRED:
        if key not in cells:
            here = places.get(key, where)
            yield Problem("missing-key", here, f"没有填“{ALIASES[key][0]}”", "补上；不是题目的行请删去")


def _choice(texts: dict[str, str], key: str, choices: Any, wrong: list[Problem], places: dict[str, Position]) -> str:
    """The choice that a cell names, "" if it is empty or names none."""
    given = folded(texts.get(key, ""))
    for choice in choices:
        if given and (
            given == choice
            or given in (f"{choice}题", f"{choice}选择题", f"{choice[:1]}项{choice[1:]}题", f"{choice}项")
        ):
            return str(choice)
    if given:
        title, options = ALIASES[key][0], "、".join(choices)
        wrong.append(Problem("bad-value", places[key], f"“{title}”不能是“{texts[key][:30]}”", f"只能写：{options}"))
    return ""


def _twice(found: QuestionList) -> None:
    seen: dict[tuple[str, str], Row] = {}
    for row in found.rows:
        first = seen.setdefault((row.regulation, row.id), row)
        if row.id and first is not row:
            message = f"编号 {row.id} 在第 {first.where.line} 行已经有了"
            found.problems.append(Problem("duplicate-id", row.at("id"), message, "新题的编号留空；改题的留一行"))
