"""What reading a table has in common: its cells named as Excel names them, the template, saving all or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import click

from ..intake.entry import EntryBook
from ..model import Position
from ..problems import Problem, as_json, as_text, has_errors, in_order
from ..source.editing import Document
from ..writer import write_file
from .check import examine, new_among
from .saving import save

NOT_WRITTEN = "有错误，什么也没有写。"
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


def taken(
    changes: Iterable[str], found: Sequence[Problem], documents: Sequence[Document], said: str, where: str, style: str, dry_run: bool
) -> int:  # fmt: skip
    """Show what would change and what was found; save it all or, with errors or on trial, nothing; the command's code.

    `said` counts what would change, `where` is what the sources are called.
    """
    if style == "json":
        told(found, style)
    else:
        for line in changes:
            click.echo(line)
        if found:
            told(found, style)
    if has_errors(found):
        click.echo(NOT_WRITTEN, err=True)
        return 1
    if not dry_run:
        save(documents)
    changed = any(document.is_changed for document in documents)
    done = "这是试做，没有写。" if dry_run else f"已写进{where}。" if changed else "没有要写的。"
    click.echo(f"{said}。{done}", err=style == "json")
    return 0


def found_anew(documents: Sequence[Document], before: Sequence[Problem], source: Path) -> list[Problem]:
    """What `check` would say of the sources, were these documents saved, that it does not say now."""
    drafts = {document.name: document.data for document in documents if document.is_changed}
    return new_among(examine(source, drafts)[1], before) if drafts else []


def content(file: Path) -> bytes:
    """The bytes of a table; those of a file that is far too large are not all read."""
    from ..intake.table import MAX_BYTES

    try:
        with file.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise click.ClickException(f"打不开 {file}：{error.strerror or error}。在 Excel 里关掉它再试") from None
