"""`tenregs import profiles`: units from a workbook into regulations/profiles, and the workbook to fill in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from ..checks.units import examine_units
from ..intake import read_units
from ..intake.unit_book import cells_of, entry_book
from ..intake.units import HEADS
from ..model import Library, Unit
from ..problems import Problem, has_errors
from ..references import Index
from ..source.editing import Unwritable
from ..unit_adoption import AdoptedUnits, adopted_units, known_as
from .check import sound, source_option
from .import_kinds import TableCommand
from .import_tables import content, found_anew, taken, write_template


@click.command(
    "profiles", cls=TableCommand, options_metavar="[选项]...",
    help="把 Excel、CSV 里的机构名单写进 regulations/profiles：一行一个机构，已有的只改不同的地方。先查每一格和每个参数，有错误就一个也不写。",
)  # fmt: skip
@click.argument(
    "file", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="[文件.xlsx]", required=False
)
@source_option
@click.option("--template", type=click.Path(path_type=Path), metavar="文件.xlsx", help="不导入，生成一份空表来填。")
@click.option(
    "--with",
    "listed",
    metavar="名单",
    help="和 --template 一起用：表里放上已有的机构，写名单的文件名，如 examples；all 是全部。",
)
@click.option(
    "--to", default="units.yml", metavar="名单.yml", help="新机构写进 regulations/profiles 的哪个文件，默认 units.yml。"
)
@click.option("--dry-run", is_flag=True, help="只看会改什么、有没有问题，不写。")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json"]),
    default="text",
    metavar="text|json",
    help="问题的输出格式，默认 text。",
)
def import_profiles(
    file: Path | None, source: Path, template: Path | None, listed: str | None, to: str, dry_run: bool, style: str
) -> int:  # fmt: skip
    """Read, check, show, write; 1 if the sources or the table have errors."""
    if (file is None) == (template is None):
        raise click.UsageError("写要导入的文件，或者写 --template 生成空表，二者取一")
    if listed is not None and template is None:
        raise click.UsageError("--with 要和 --template 一起用")
    to = to if to.endswith(".yml") else f"{to}.yml"
    if not re.fullmatch(r"[\w-]+\.yml", to):
        raise click.UsageError(f"--to 写一个文件名，如 units.yml，不是 {to}")
    loaded, library, problems = sound(source, "源文件有错误，改好以后再导入；什么也没有写。")
    if template is not None:
        return write_template(template, entry_book(library, _of(library, listed)))
    assert file is not None
    return _take(loaded.files, library, problems, source, file, to, dry_run, style)


def _of(library: Library, name: str | None) -> list[Unit]:
    if name is None:
        return []
    if name in ("all", "全部"):
        return list(library.units)
    wanted = name.removesuffix(".yml")
    found = [unit for unit in library.units if Path(unit.position_of("id").file).stem == wanted]
    if not found:
        known = sorted({Path(unit.position_of("id").file).stem for unit in library.units})
        raise click.UsageError(f"没有名单 {name}；可用：{'、'.join(known) or '（没有）'}、all")
    return found


def _take(
    files: Mapping[str, bytes],
    library: Library,
    before: list[Problem],
    source: Path,
    file: Path,
    to: str,
    dry_run: bool,
    style: str,
) -> int:
    listed = read_units(content(file), file.name, library)
    pairs = known_as(library, listed)
    index = Index(library)
    found = [*listed.problems, *examine_units(index, [unit for _, unit in pairs])]
    made = AdoptedUnits()
    if not has_errors(found):
        try:
            made = adopted_units(files, source, pairs, to)
        except Unwritable as error:
            raise click.ClickException(f"{error}。什么也没有写") from None
        found += found_anew(made.documents, before, source)
    new = sum(old is None for old, _ in made.changes)
    said = f"新机构 {new} 个，改 {len(made.changes) - new} 个，没有变的 {made.unchanged} 个"
    lines = (line for old, unit in made.changes for line in _lines(old, unit, library))
    return taken(lines, found, made.documents, said, " profiles", style, dry_run)


def _lines(old: Unit | None, unit: Unit, library: Library) -> Iterator[str]:
    if old is None:
        yield f"新机构 {unit.id}（第 {unit.at.position.line} 行）：{unit.name}"
        return
    yield f"改 {old.id} {old.name}（第 {unit.at.position.line} 行）："
    was, now = cells_of(old, library), cells_of(unit, library)
    for key in dict.fromkeys([*HEADS, *was, *now]):
        if was.get(key) != now.get(key):
            yield f"    {HEADS[key][0] if key in HEADS else key}：{was.get(key, '（空）')} → {now.get(key, '（空）')}"
