"""What reading a table has in common: its cells named as Excel names them, the template, saving all or nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from ..intake.entry import EntryBook
from ..model import Position
from ..problems import Problem, as_json, as_text, in_order
from ..source.editing import Document
from ..source.save import Overtaken, save_all
from ..writer import write_file

_MOST = 200  # problems that somebody reads at once
_SHEET = re.compile(r"^(.*)\[(.*)\]$", re.DOTALL)


def in_cells(problems: Sequence[Problem]) -> list[Problem]:
    """Problems in order, those of a workbook at 文件:工作表!单元格."""
    return [replace(one, position=_cell(one.position)) for one in in_order(problems)]


def _cell(position: Position) -> Position:
    found = _SHEET.match(position.file)
    if found is None or not position.line:
        return position
    return Position(f"{found[1]}:{found[2]}!{_letters(position.column or 1)}{position.line}")


def _letters(column: int) -> str:
    rest, place = divmod(column - 1, 26)
    return (_letters(rest) if rest else "") + chr(ord("A") + place)


def told(problems: Sequence[Problem], style: str) -> None:
    """Print problems as a person or a program reads them."""
    listed = in_cells(problems)
    click.echo(as_json(listed) if style == "json" else as_text(listed[:_MOST]))
    if style != "json" and len(listed) > _MOST:
        click.echo(f"还有 {len(listed) - _MOST} 处没有列出；先改好这些，再导入一次。")


def write_template(path: Path, book: EntryBook) -> int:
    """Write the workbook, whole or not at all, never over another."""
    from ..excel.entry_book import render_entry

    if path.suffix.lower() != ".xlsx":
        raise click.UsageError(f"--template 写 .xlsx 文件，不是 {path.name}")
    if path.exists():
        raise click.ClickException(f"{path} 已经有了，没有覆盖；不要的先删去，或者换个文件名")
    try:
        write_file(path, render_entry(book))
    except OSError as error:
        raise click.ClickException(
            f"写不进 {path}：{error.strerror or error}。看看文件夹有没有、磁盘是否已满"
        ) from None
    filled = f"，已有 {len(book.rows)} 行" if book.rows else ""
    click.echo(f"已写 {path}{filled}。在“{book.sheet}”页填，怎么填看“说明”页。")
    return 0


def save(documents: Sequence[Document], fresh: tuple[Path, bytes] | None = None) -> None:
    """Save changed sources and perhaps one that is new, all or none."""
    try:
        if fresh is not None:
            if fresh[0].exists():
                raise click.ClickException(f"{fresh[0]} 刚才还没有，现在有了。什么也没有写；再运行一次")
            write_file(*fresh)
        try:
            save_all(documents)
        except BaseException:
            if fresh is not None:
                fresh[0].unlink(missing_ok=True)
            raise
    except Overtaken as error:
        raise click.ClickException(f"{error}。什么也没有写；再运行一次") from None
    except OSError as error:
        raise click.ClickException(
            f"写不进源文件：{error.strerror or error}。看看文件是否被别的程序打开；什么也没有写"
        ) from None


def content(file: Path) -> bytes:
    """The bytes of a table; those of a file that is far too large are not all read."""
    from ..intake.table import MAX_BYTES

    try:
        with file.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise click.ClickException(f"打不开 {file}：{error.strerror or error}。在 Excel 里关掉它再试") from None
