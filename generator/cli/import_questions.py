"""`tenregs import questions`: questions from a workbook into the banks, and the workbook to fill in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from ..adoption import Change, adopted, at_cells
from ..intake.questions import Row, cells_of, entry_book, read_questions
from ..intake.questions.columns import ALIASES
from ..intake.questions.figures import proposals, proposed
from ..model import Library, QuestionType
from ..problems import Problem, Severity
from ..references import Index
from ..source.editing import Document, Unwritable
from .check import sound, source_option
from .import_kinds import TableCommand
from .import_tables import NOT_WRITTEN, content, found_anew, taken, told, write_template

_SHOWN = 60


@click.command(
    "questions", cls=TableCommand, options_metavar="[选项]...",
    help="把 Excel 里的题目写进各制度的题库：一行一题，编号空的是新题，有编号的改那一道。先查每一格，再照 check 的规矩查一遍，有错误就一道也不写。",
)  # fmt: skip
@click.argument(
    "file", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="[文件.xlsx]", required=False
)
@source_option
@click.option("--template", type=click.Path(path_type=Path), metavar="文件.xlsx", help="不导入，生成一份空表来填。")
@click.option(
    "--with",
    "banks",
    multiple=True,
    metavar="编号",
    help="和 --template 一起用：表里放上这项制度已有的题，如 03，可写多次；all 是全部。",
)
@click.option("--dry-run", is_flag=True, help="只看会改什么、有没有问题，不写。")
@click.option("--facts", is_flag=True, help="题目里照抄条款参数的数字，换成 {参数}。")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json"]),
    default="text",
    metavar="text|json",
    help="问题的输出格式，默认 text。",
)
def import_questions(
    file: Path | None, source: Path, template: Path | None, banks: tuple[str, ...], dry_run: bool, facts: bool, style: str
) -> int:  # fmt: skip
    """Read, check, show, write; 1 if the sources, the table, or the banks as they would be have errors."""
    if (file is None) == (template is None):
        raise click.UsageError("写要导入的文件，或者写 --template 生成空表，二者取一")
    if banks and template is None:
        raise click.UsageError("--with 要和 --template 一起用")
    loaded, library, problems = sound(source, "源文件有错误，改好以后再导入；什么也没有写。")
    if template is not None:
        return write_template(template, _template(loaded.files, library, source, banks))
    assert file is not None
    listed = read_questions(content(file), file.name, library)
    if listed.problems:
        told(listed.problems, style)
        click.echo(NOT_WRITTEN, err=True)
        return 1
    rows, notes = _proposed(listed.rows, library, facts)
    return _take(loaded.files, library, problems, source, rows, notes, dry_run, style)


def _values(files: Mapping[str, bytes], library: Library, source: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every question as its source says it, with its regulation's number."""
    for regulation in library.regulations:
        name = f"{source.name}/{regulation.folder}/questions.yml"
        if name in files:
            for value in Document.of(files[name], name).get(("questions",)):
                yield regulation.key, value


def _template(files: Mapping[str, bytes], library: Library, source: Path, banks: tuple[str, ...]) -> Any:
    wanted = {one.strip().zfill(2) for bank in banks for one in bank.replace("、", ",").replace("，", ",").split(",")}
    if wanted & {"all", "全部"}:
        wanted = set(library.regulation_by_key)
    if unknown := sorted(wanted - library.regulation_by_key.keys()):
        raise click.UsageError(f"没有制度 {'、'.join(unknown)}；可用：{'、'.join(library.regulation_by_key)}、all")
    values = list(_values(files, library, source))
    first = {value["type"]: (key, value) for key, value in reversed(values)}
    examples = [first[kind] for kind in QuestionType if kind in first]
    return entry_book(library, [one for one in values if one[0] in wanted], examples)


def _proposed(rows: list[Row], library: Library, adopts: bool) -> tuple[list[Row], list[Problem]]:
    """The rows, with `adopts` their figures as facts; and what is said of that."""
    made, notes = [], []
    for row in rows:
        value: Any = row.value
        for one in proposals(row.value, row.regulation, library):
            if adopts:
                value = _put(value, one.path, lambda text, one=one: proposed(text, one))
            what = "已换成" if adopts else "可以写成"
            message = f"“{one.text}”是条款里的参数“{one.label}”，{what} {one.placeholder}，制度改了题目跟着改"
            remedy = "看看是不是这个意思" if adopts else "加 --facts 就换好；只是碰巧相同的不用管"
            notes.append(Problem("hard-coded-number", row.at(*one.path), message, remedy, Severity.WARNING))
        made.append(replace(row, value=value))
    return made, notes


def _put(value: Any, path: tuple[str | int, ...], change: Any) -> Any:
    if not path:
        return change(value)
    copy: Any = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = _put(value[path[0]], path[1:], change)
    return copy


def _take(
    files: Mapping[str, bytes], library: Library, before: list[Problem], source: Path, rows: list[Row], notes: list[Problem], dry_run: bool, style: str
) -> int:  # fmt: skip
    try:
        made = adopted(Index(library), files, source, rows)
    except Unwritable as error:
        raise click.ClickException(f"{error}。什么也没有写") from None
    touched = {change.row.where for change in made.changes}
    lines = {row.where.line for row in rows if row.where in touched}
    found = [*made.problems, *(note for note in notes if note.position.line in lines)]
    if not made.problems:
        found += at_cells(made, found_anew(made.documents, before, source))
    new = sum(change.new for change in made.changes)
    said = f"新题 {new} 道，改 {len(made.changes) - new} 道，没有变的 {made.unchanged} 道"
    shown = (line for change in made.changes for line in _lines(change, library))
    return taken(shown, found, made.documents, said, "题库", style, dry_run)


def _lines(change: Change, library: Library) -> Iterator[str]:
    key = change.row.regulation
    if change.new:
        yield f"新题 {key}/questions/{change.id}（第 {change.row.where.line} 行）：{change.after['stem'][:_SHOWN]}"
    else:
        yield f"改 {key}/questions/{change.id}（第 {change.row.where.line} 行）："
        old, new = (cells_of(value, key, library) for value in (change.before, change.after))
        for name, heads in ALIASES.items():
            if old.get(name) != new.get(name):
                yield f"    {heads[0]}：{old.get(name, '（空）')}"
                yield f"      → {new.get(name, '（空）')}"
    if change.note:
        yield f"    注意：{change.note}"
