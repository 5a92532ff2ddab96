"""`tenregs schema`: write the JSON Schema of every source."""

from __future__ import annotations

from pathlib import Path

import click

from .. import schemas
from ..writer import write_tree


@click.command("schema", help="写出各类源文件的 JSON Schema，供编辑器补全和检查。")
@click.option("--check", "only_check", is_flag=True, help="只看 schemas 文件夹是否最新，不写。")
@click.option(
    "--to", type=click.Path(path_type=Path), default=Path("schemas"), metavar="文件夹", help="写到哪里，默认 schemas。"
)
def schema(only_check: bool, to: Path) -> int:
    """Write schemas/, or with --check return 1 if it is out of date."""
    files = schemas.render()
    if only_check:
        stale = [
            name for name, content in files.items() if not (to / name).is_file() or (to / name).read_bytes() != content
        ]
        click.echo(f"过期：{'、'.join(stale)}；运行 tenregs schema 重新写出。" if stale else "schemas 是最新的。")
        return 1 if stale else 0
    changed = write_tree(to, files)
    click.echo(f"写出 {len(files)} 个文件，其中 {len(changed)} 个有变化。")
    return 0
