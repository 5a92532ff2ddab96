"""Units → rows of cells, and the workbook to fill in with them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..facts import Resolver
from ..model import Fact, Library, Unit, Vary
from .entry import EntryBook, EntryColumn, Reference
from .units import HEADS, REQUIRED, SHEET

_WIDTHS = {"id": 18, "name": 30, "address": 30, "staff": 40, "approval": 24, "branch": 18, "parent": 18}
_HINTS = {
    "id": "新机构留空，程序会起；已有的照原样留着，它是永久的。",
    "name": "全称，印在表单的“单位”栏。",
    "level": "选一种；留空是最低一级。",
    "parent": "上级的机构编码、名称或标识。",
    "branch": "公文的发文机关；留空用上级的。",
    "complaint": "留空用上级的。",
    "hotline": "留空用上级的。",
    "windows": "1 到 200 的整数。",
    "staff": "用顿号分开，如 张某（柜面主管：授权/咨询）、李某（柜员）。",
    "approval": "改了须由上一级核定的参数，写核定文号。",
    "example": "写 是 的不是真实机构。",
}
_NOTES = (
    "在“机构”页一行写一个机构；带星号的列要填。后面一列一个参数：只填与制度规定不同的，留空就按上级机构的，再没有就按制度。",
    "要另定别的参数，在最后加一列，表头写参数的名称或者地址，可以调的都在“可调的参数”页。",
    "写好以后运行：python run.py import profiles 本文件.xlsx --dry-run，先看有没有问题；再去掉 --dry-run 写进 regulations/profiles。",
    "认得出是已有机构的（标识、机构编码或者名称相同），只改真正不同的地方；别的是新机构。从表里删去一行，源文件里的机构不删。",
    "不想改的列可以整列删去，里面的内容原样保留。",
)


def cells_of(unit: Unit, library: Library) -> dict[str, str]:
    """A unit → the cells of its row that are not empty; facts by address."""
    levels = {level.id: level.title for level in library.organization.levels}
    cells = {
        key: str(getattr(unit, key)) for key in HEADS if key not in ("level", "staff", "example", "windows", "parent")
    }
    cells |= {
        "level": levels.get(unit.level, unit.level), "parent": unit.parent or "", "windows": str(unit.windows or ""),
        "example": "是" if unit.example else "", "staff": "、".join(map(_person, unit.staff)), **unit.facts,
    }  # fmt: skip
    return {key: text for key, text in cells.items() if text}


def _person(one: object) -> str:
    name, post, skills = (str(getattr(one, key)) for key in ("name", "post", "skills"))
    said = f"{post}：{re.sub('[、，,；;]', '/', skills)}" if skills else post
    return f"{name}（{said}）" if said else name


def entry_book(library: Library, units: Iterable[Unit]) -> EntryBook:
    """The workbook with these units in it."""
    listed = list(units)
    levels = tuple(level.title for level in library.organization.levels)
    variable = _variable(library)
    used = {address for unit in (*library.units, *listed) for address in unit.facts}
    facts = {address: fact for address, fact in variable.items() if address in used}
    labels = [fact.label for fact in variable.values()]
    columns = [
        EntryColumn(key, heads[0], _WIDTHS.get(key, 13), _HINTS.get(key, f"{heads[0]}，没有的留空。"), key in REQUIRED, levels if key == "level" else ())
        for key, heads in HEADS.items()
    ]  # fmt: skip
    resolver = Resolver(library)
    for address, fact in facts.items():
        now = resolver.plain(f"{{{address}}}", "")
        alone = labels.count(fact.label) == 1 and not any(fact.label in heads for heads in HEADS.values())
        hint = f"制度规定：{now[:100]}。{fact.vary}。" + (f"可选：{'、'.join(fact.choices)}" if fact.choices else "")
        columns.append(EntryColumn(address, fact.label if alone else address, 14, hint))
    rows = tuple(
        (address, fact.label, resolver.plain(f"{{{address}}}", ""), str(fact.vary), fact.minimum, fact.maximum)
        for address, fact in variable.items()
    )
    known = Reference(
        "可调的参数", ("地址", "名称", "制度规定", "谁可以调", "下限", "上限"), (30, 30, 30, 14, 12, 12), rows
    )
    return EntryBook(
        "机构导入表", SHEET, tuple(columns), tuple(cells_of(unit, library) for unit in listed),
        tuple(cells_of(unit, library) for unit in library.units if unit.example)[:4], _NOTES, (known,),
    )  # fmt: skip


def _variable(library: Library) -> dict[str, Fact]:
    """The facts that some unit may set, by address."""
    return {
        f"{regulation.key}/{name}": fact
        for regulation in library.regulations
        for name, fact in regulation.facts.items()
        if fact.vary is not Vary.NOBODY
    }
