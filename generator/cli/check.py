"""`tenregs check`: every problem in every source, with position and remedy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import click

from ..checks import run
from ..model import Library
from ..problems import Problem, as_annotations, as_json, as_text, has_errors, in_order, stops
from ..source import Loaded, load
from . import recall

REPORTERS = {"text": as_text, "json": as_json, "ci": as_annotations}
source_option = click.option(
    "--source",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=Path("regulations"),
    show_default=False,
    metavar="文件夹",
    help="制度源文件所在的文件夹，默认 regulations。",
)


def examine(source: Path, drafts: Mapping[str, bytes] | None = None) -> tuple[Loaded, list[Problem]]:
    """Load a folder, with `drafts` in place of files of it, and run every check; problems in order."""
    loaded = load(source, drafts)
    problems = list(loaded.problems)
    if loaded.library is not None:
        recall.take()
        problems += run(loaded.library, frozenset(loaded.unread))
        if not stops(problems):
            recall.note()
    return loaded, in_order(problems)


def usable(source: Path) -> tuple[Library | None, list[Problem]]:
    """The Library if nothing stops publication, and every problem."""
    loaded, problems = examine(source)
    return (None if stops(problems) else loaded.library), problems


def sound(source: Path, told: str) -> tuple[Loaded, Library, list[Problem]]:
    """The sources in which nothing stops publication, and every problem; else the command ends with 1, the problems
    printed, and what was `told` because of them."""
    loaded, problems = examine(source)
    if stops(problems) or loaded.library is None:
        click.echo(as_text(problems))
        click.echo(told, err=True)
        click.get_current_context().exit(1)
    return loaded, loaded.library, problems


def new_among(found: Iterable[Problem], before: Iterable[Problem]) -> list[Problem]:
    """The problems found that there were not before, wherever in its file each stood then."""
    known = {(one.code, one.message, one.position.file) for one in before}
    return [one for one in found if (one.code, one.message, one.position.file) not in known]


@click.command("check", help="检查全部制度源文件，列出每个问题在哪个文件第几行、怎么改。")
@source_option
@click.option(
    "--format",
    "style",
    type=click.Choice(list(REPORTERS)),
    default="text",
    metavar="text|json|ci",
    help="输出格式，默认 text。",
)
@click.option("--strict", is_flag=True, help="有警告也算不通过。")
def check(source: Path, style: str, strict: bool) -> int:
    """Print the problems; 1 if any is an error (or, with --strict, if there is any)."""
    _, problems = examine(source)
    click.echo(REPORTERS[style](problems))
    return 1 if has_errors(problems) or (strict and problems) else 0
