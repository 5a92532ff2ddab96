"""`tenregs diff`: 修订对照表 between two versions of the sources, and what the changes touch."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import click

from .. import word
from ..changes import compare
from ..changes.impact import impact
from ..changes.record import Mark
from ..changes.report import Paint, Report, as_json, as_text, plain
from ..changes.table import table
from ..checks import facts, identity, links, run
from ..model import Library, Pool
from ..problems import Problem, has_errors, in_order
from ..problems import as_text as problems_as_text
from ..references import Index
from ..source import load
from ..writer import write_file
from .check import source_option
from .sides import Version, opened

# What a comparison stands on: that everything named exists, once. What a version's rules say is not judged here.
_GROUND = (
    identity.duplicate_ids, identity.ambiguous_names, links.unknown_roles, links.unknown_moments, links.broken_references,
    links.stray_braces, links.unknown_addresses, links.unknown_rows, facts.bad_values,
)  # fmt: skip
_UNITS = "/profiles/"


@dataclass(frozen=True)
class Side:
    """One version as read; a release holds no formal questions."""

    name: str
    index: Index
    is_release: bool = False


def read(version: Version) -> Side | list[Problem]:
    """A version, or every problem of it, as `check` tells them, if it cannot be compared.

    Units whose values break the rules are no hindrance: they are part of what a comparison tells.
    """
    loaded = load(version.folder)
    if loaded.library is None:
        return in_order(loaded.problems)
    index = Index(loaded.library)
    ground = [problem for check in _GROUND for problem in check(index)]
    if not has_errors(problem for problem in (*loaded.problems, *ground) if not _of_unit(problem)):
        return Side(version.name, index, version.is_release)
    return in_order([*loaded.problems, *run(loaded.library, frozenset(loaded.unread))])


def _of_unit(problem: Problem) -> bool:
    return _UNITS in problem.position.file and problem.code in ("bad-fact", "unknown-reference")


def report_of(old: Side, new: Side) -> Report:
    """What differs between two versions, and what that touches; formal questions only where both hold them."""
    indexes = old.index, new.index
    if old.is_release or new.is_release:
        indexes = _practice(old.index), _practice(new.index)
    changes = compare(*indexes)
    return Report((old.name, new.name), changes, table(changes, *indexes), impact(changes, *indexes))


def _practice(index: Index) -> Index:
    questions = tuple(placed for placed in index.library.questions if placed.question.pool is Pool.PRACTICE)
    return Index(replace(index.library, questions=questions))


def refuse(which: str, problems: list[Problem]) -> None:
    """Tell what is wrong with a version that cannot be compared."""
    click.echo(problems_as_text(problems))
    click.echo(f"{which}的源文件有错误，不能比较；改好后再试。", err=True)


@click.command(
    "diff",
    help="比较两个版本，列出修订对照表（原条款、修订后、修订说明）和修订影响到什么。版本写 git 的版本、日期、文件夹或者 zip 压缩包。",
)
@click.argument("old", metavar="旧版")
@click.argument("new", metavar="[新版]", required=False)
@source_option
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json"]),
    default="text",
    metavar="text|json",
    help="输出格式，默认 text。",
)
@click.option(
    "--word",
    "document",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="文件.docx",
    help="另写成可以传阅的 Word 修订对照表。",
)
def diff(old: str, new: str | None, source: Path, style: str, document: Path | None) -> int:
    """Print what differs; 1 if a version cannot be read. Without NEW the working folder is the new one."""
    if document is not None and document.suffix.lower() != ".docx":
        raise click.UsageError(f"--word 后面写 .docx 文件名，不是 {document}")
    sides = []
    with ExitStack() as stack:
        for which, wanted in (("旧版", old), ("新版", new)):
            version = Version(source, f"现在的 {source}")
            if wanted is not None:
                version = stack.enter_context(opened(wanted, source))
            side = read(version)
            if isinstance(side, list):
                refuse(f"{which} {version.name} ", side)
                return 1
            if version.is_release:
                click.echo(f"{which} {version.name} 是发布包，没有正式题，正式题不比较。", err=True)
            sides.append(side)
    report = report_of(*sides)
    click.echo(as_json(report).rstrip() if style == "json" else as_text(report, _painter()))
    if document is not None:
        _write(document, report, sides[1].index.library)
    return 0


def _write(path: Path, report: Report, library: Library) -> None:
    try:
        write_file(path, word.render_amendment(report, library))
    except OSError as error:
        raise click.ClickException(f"写不进 {path}：{error.strerror or error}。看看文件是否被别的程序打开。") from None
    click.echo(f"Word 修订对照表在 {path}。", err=True)


def _painter() -> Paint:
    """Colours only for a person at a terminal; the marks stay, for those who see no colours."""
    if not sys.stdout.isatty() or "NO_COLOR" in os.environ:
        return plain

    def paint(text: str, mark: Mark) -> str:
        colour = {Mark.DELETED: "red", Mark.INSERTED: "green"}.get(mark)
        return click.style(plain(text, mark), fg=colour, bold=mark is Mark.INSERTED) if colour else text

    return paint
