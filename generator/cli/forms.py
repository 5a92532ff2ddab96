"""`tenregs forms`: the forms alone."""

from __future__ import annotations

from pathlib import Path

import click

from .. import stationery
from ..problems import as_text
from ..references import Index
from ..writer import write_file
from .check import source_option, usable


@click.command("forms", help="只生成表单（Word、Excel），可以只要其中几张。")
@source_option
@click.option("--only", multiple=True, metavar="表号", help="只生成这几张，如 --only F03-01，可写多次或用逗号隔开。")
@click.option("--format", "formats", default="docx,xlsx", metavar="docx,xlsx", help="要哪几种格式，默认两种都要。")
@click.option(
    "--to",
    type=click.Path(path_type=Path),
    default=Path("build/forms"),
    metavar="文件夹",
    help="写到哪里，默认 build/forms。",
)
def forms(source: Path, only: tuple[str, ...], formats: str, to: Path) -> int:
    """Write the chosen forms; 1 if the sources have errors."""
    suffixes = [name.strip().lower() for name in formats.split(",") if name.strip()]
    unknown = [name for name in suffixes if name not in stationery.RENDERERS]
    if unknown or not suffixes:
        raise click.UsageError(
            f"不认识的格式 {'、'.join(unknown) or '（空）'}；可用：{'、'.join(stationery.RENDERERS)}"
        )
    library, problems = usable(source)
    if library is None:
        click.echo(as_text(problems))
        click.echo("有错误，没有生成表单。", err=True)
        return 1
    wanted = [name.strip().upper() for entry in only for name in entry.split(",") if name.strip()]
    for name in wanted:
        form = library.form_by_id.get(name)
        if form is None:
            raise click.UsageError(f"没有表单 {name}；可用：{'、'.join(f.id for f in library.forms if f.designed)}")
        if not form.designed:
            raise click.UsageError(f"{name}《{form.short}》的表样还没有编制")
    for made in stationery.render(Index(library), wanted, suffixes):
        for suffix, content in made.files.items():
            path = to / made.name(suffix)
            changed = write_file(path, content)
            click.echo(f"{path}  {len(content) / 1024:.1f} KB{'' if changed else '（没有变化）'}")
    return 0
