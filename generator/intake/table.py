"""A table in a CSV or Excel file → rows of texts with the place of every cell."""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from ..model import Position
from ..problems import Problem

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024
# What openpyxl and the modules below it raise at a damaged or odd workbook.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, InvalidFileException, LookupError, ValueError, TypeError, AttributeError,
    ArithmeticError, OSError, SyntaxError, EOFError, RuntimeError,
)  # fmt: skip
_SAVE_AGAIN = "在 Excel 或 WPS 里打开，另存为 .xlsx，再用一次；打不开的，从备份找回"
MAX_ROWS, MAX_COLUMNS, MAX_CELL = 20_000, 120, 2_000

# Marks that nobody sees or types: control characters but white space, and private ones.
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ue000-\uf8ff\ud800-\udfff]")


@dataclass(frozen=True)
class Cell:
    """A cell's text and where it stands. `kind` is what a workbook holds that is no text as typed: 日期, 时间, 错误."""

    text: str
    position: Position
    kind: str = ""


@dataclass
class Table:
    """The rows of a table, the header first; `problems` say why it could not be read, or not to its end."""

    rows: list[list[Cell]]
    problems: list[Problem]


def read_table(data: bytes, name: str, sheet: str = "", lines: bool = False, most: int = MAX_ROWS) -> Table:
    """The table of a file: of a workbook the sheet of that name, or the first. Never raises for what the file holds.

    `lines` keeps the line breaks in the cells of a workbook, `most` is how many rows it may have.
    """
    if len(data) > MAX_BYTES:
        return _refused(name, "文件太大", f"表格不超过 {MAX_BYTES // 1024 // 1024} MB；分成几份")
    if data[:4] == b"PK\x03\x04":
        return _workbook(data, name, sheet, lines, most)
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return _refused(
            name, "这是旧格式的 Excel 文件（.xls），或是加了密码的工作簿", "另存为 .xlsx 或 CSV，去掉密码，再用一次"
        )
    if name.lower().endswith((".xlsx", ".xlsm")):
        return _refused(name, "工作簿损坏，或不是 .xlsx 文件", _SAVE_AGAIN)
    return _text(data, name)


def _refused(name: str, message: str, remedy: str, line: int = 0, column: int = 0) -> Table:
    return Table([], [Problem("bad-table", Position(name, line, column), message, remedy)])


def _text(data: bytes, name: str) -> Table:
    text = _decoded(data)
    if text is None:
        return _refused(name, "认不出文字编码", "在 Excel 或 WPS 里另存为“CSV UTF-8（逗号分隔）”")
    if "\x00" in text:
        return _refused(name, "这不是表格文件", "名单用 .xlsx 或 .csv 文件")
    sample = text[:4096].partition("\n")[0]
    separator = max(",\t;", key=sample.count)
    rows: list[list[Cell]] = []
    reader = csv.reader(io.StringIO(text), delimiter=separator, strict=True)
    try:
        while True:
            line = reader.line_num + 1
            row = next(reader, None)
            if row is None:
                break
            if len(rows) >= MAX_ROWS or len(row) > MAX_COLUMNS:
                return _too_big(rows, name, line)
            rows.append([Cell(_plain(cell), Position(name, line, n)) for n, cell in enumerate(row, 1)])
    except csv.Error:
        return _refused(
            name, "这一行的引号没有成对", "内容里有英文双引号的，写成两个双引号，整格再加引号", reader.line_num, 1
        )
    return Table(rows, [])


def _decoded(data: bytes) -> str | None:
    """UTF-8 or UTF-16 with a mark, UTF-8, or what Windows writes in China."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _workbook(data: bytes, name: str, wanted: str, lines: bool, most: int) -> Table:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(info.file_size for info in archive.infolist()) > MAX_UNPACKED:
                return _refused(name, "工作簿解开以后太大", "只留名单这一张工作表，另存一份")
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except _BROKEN:
        return _refused(name, "工作簿损坏，或不是 .xlsx 文件", _SAVE_AGAIN)
    try:
        sheets = book.worksheets
        sheet = next((one for one in sheets if one.title == wanted), sheets[0] if sheets else None)
        if sheet is None:
            return _refused(name, "工作簿里没有工作表", "名单放在第一张工作表")
        return _rows(sheet, name, lines, most)
    except _BROKEN:
        return _refused(name, "工作表读不出来", _SAVE_AGAIN)
    finally:
        book.close()


def _rows(sheet: object, name: str, lines: bool, most: int) -> Table:
    rows: list[list[Cell]] = []
    title = getattr(sheet, "title", "")
    for number, row in enumerate(islice(sheet.iter_rows(max_col=MAX_COLUMNS + 1), most + 1), 1):  # type: ignore[attr-defined]
        if number > most:
            return _too_big(rows, name, number, most)
        last = max((place for place, cell in enumerate(row, 1) if cell.value is not None), default=0)
        if last > MAX_COLUMNS:
            return _too_big(rows, name, number, most)
        cells = []
        # Rows come filled up to their limit with cells that hold nothing; as many as the head has are enough.
        for place, cell in enumerate(row[: max(last, len(rows[0]) if rows and last else 1)], 1):
            where = Position(f"{name}[{title}]", number, place)
            cells.append(Cell(_plain(_shown(cell.value), lines), where, _kind(cell)))
        rows.append(cells)
    return Table(rows, [])


def _too_big(rows: list[list[Cell]], name: str, line: int, most: int = MAX_ROWS) -> Table:
    problem = Problem(
        "bad-table", Position(name, line, 1), f"表格超过 {most} 行或 {MAX_COLUMNS} 列", "分成几份，分几次做"
    )
    return Table(rows, [problem])


def _shown(value: object) -> str:
    """A cell's value as people would type it."""
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case float() if value.is_integer():
            return str(int(value))
        case datetime():
            return value.strftime("%Y-%m-%d")
        case date():
            return value.isoformat()
        case time():
            return f"{value.hour}:{value.minute:02d}"
    return str(value)


def _kind(cell: object) -> str:
    value = getattr(cell, "value", None)
    if getattr(cell, "data_type", "") == "e":
        return "错误"
    return "时间" if isinstance(value, time | timedelta) else "日期" if isinstance(value, date) else ""


def _plain(text: str, lines: bool = False) -> str:
    seen = _UNSEEN.sub("", text.replace("\u3000", " "))[: 10 * MAX_CELL]
    if lines:
        return "\n".join(filter(None, (" ".join(line.split()) for line in seen.splitlines())))[: MAX_CELL + 1]
    return " ".join(seen.split())[:MAX_CELL]
