"""What several commands understand alike: words between commas, units as people name them."""

from __future__ import annotations

import re
from collections.abc import Iterable

import click

from ..model import Unit

SHOWN = 5  # units named in a message


def words_in(text: str) -> list[str]:
    """What stands between commas, Chinese ones too."""
    return [word for word in re.split(r"[,，、;；\s]+", text) if word]


def unit_named(name: str, where: str, *groups: Iterable[Unit]) -> Unit:
    """The unit of that code, id or name in the first group that has one. UsageError if none has, or several of that name:
    `where` is what is searched."""
    found: list[Unit] = []
    every = [list(units) for units in groups]
    for units in every:
        found = found or [unit for unit in units if name and name in (unit.id, unit.code)]
        found = found or [unit for unit in units if name and name in (unit.name, unit.short)]
    if not found:
        known = "、".join(unit.name for unit in every[0][:SHOWN]) or "（没有登记机构）"
        raise click.UsageError(f"{where}里没有机构 {name or '（空）'}；用编码、名称或标识，如：{known}")
    if len(found) > 1:
        which = "、".join(f"{unit.code or unit.id}（{unit.name}）" for unit in found[:SHOWN])
        raise click.UsageError(f"有 {len(found)} 个机构叫 {name}：{which}；改写编码或标识")
    return found[0]
