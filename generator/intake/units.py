"""A list of units in a table, one a row, under Chinese heads → units."""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pydantic import ValidationError

from ..model import Library, Mark, Position, Staff, Unit
from ..problems import Problem
from .table import Cell, read_table

# The head of each column, and other ways people write it.
HEADS: dict[str, tuple[str, ...]] = {
    "id": ("标识", "机构标识"),
    "code": ("机构编码", "编码", "机构代码", "代码"),
    "name": ("机构名称", "机构全称", "名称", "单位", "单位名称", "柜面名称"),
    "short": ("简称", "机构简称"),
    "level": ("层级", "机构层级", "级别"),
    "parent": ("上级机构", "上级", "上级编码", "上级机构编码", "上级名称"),
    "branch": ("所属公司", "公司名称"),
    "address": ("地址", "机构地址"),
    "phone": ("电话", "联系电话"),
    "complaint": ("监督电话", "监督投诉电话", "投诉电话"),
    "hotline": ("客服热线", "客户服务热线", "热线"),
    "manager": ("负责人", "客服中心经理", "柜面主管", "经理"),
    "windows": ("台席数", "窗口数", "台席"),
    "staff": ("员工", "员工姓名", "人员"),
    "approval": ("核定依据", "核定文号", "批准文号"),
    "example": ("示例机构",),
}
REQUIRED = ("name",)
SHEET = "机构"


_REMEDIES = {
    "id": "只用小写英文字母、数字和短横线，如 west-lake；新机构留空，程序会起",
    "example": "写 是 或 否",
}


@dataclass
class UnitList:
    """What a file of units came to; `lost` are the words of rows that could not be taken, which others may point at,
    `columns` the fields and facts that it has columns for."""

    units: list[Unit] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)
    columns: frozenset[str] = frozenset()


def read_units(data: bytes, name: str, library: Library) -> UnitList:
    """The units in a CSV or Excel file. Columns: those of HEADS, and any fact by its name (营业开始时间) or address.

    Superiors are given by code or name, of the same list or of regulations/profiles.
    """
    table = read_table(data, name, SHEET)
    found = UnitList(problems=list(table.problems))
    rows = [row for row in table.rows if any(cell.text for cell in row)]
    if not rows:
        if not found.problems:
            found.problems.append(Problem("bad-table", Position(name), "名单是空的", _advice()))
        return found
    columns = _columns(rows[0], library, found)
    if columns is None:
        return found
    found.columns = frozenset(key for kind, key in columns if kind)
    for row in rows[1:]:
        surplus = _surplus(row, rows[0])
        if surplus:
            message = f"这一行比表头多 {surplus} 格，后面的内容可能错了位"
            remedy = "地址里有逗号的，两边加英文双引号；不要的格删去"
            found.problems.append(Problem("bad-table", row[0].position, message, remedy))
        unit = None if surplus else _unit(row, columns, library, found)
        if unit is not None:
            found.units.append(unit)
        else:
            found.lost |= {cell.text for cell in row}
    if not rows[1:]:
        found.problems.append(
            Problem("bad-table", rows[0][0].position, "只有表头，没有机构", "从第二行起每行写一个机构")
        )
    _superiors(found, library)
    return found


def _surplus(row: list[Cell], head: list[Cell]) -> int:
    """How many cells a row has that stand under no head; workbooks fill their rows up with empty ones."""
    named, filled = (max(n for n, cell in enumerate(cells, 1) if cell.text) for cells in (head, row))
    return max(len(row) - len(head), filled - named, 0)


def _advice() -> str:
    return f"第一行是表头，至少要有“机构名称”；可用的表头：{'、'.join(heads[0] for heads in HEADS.values())}，以及参数的名称"


def _columns(head: list[Cell], library: Library, found: UnitList) -> list[tuple[str, str]] | None:
    """(what, key) of each column: a field of the unit, a fact's address, or nothing."""
    names = {alias: key for key, aliases in HEADS.items() for alias in aliases}
    facts = {fact.label: f"{r.key}/{n}" for r in library.regulations for n, fact in r.facts.items()}
    addresses = set(facts.values())
    columns: list[tuple[str, str]] = []
    seen: set[str] = set()
    for cell in head:
        text = cell.text.replace(" ", "").rstrip("*＊")
        kind = "field" if text in names else "fact" if text in facts or text in addresses else ""
        key = names.get(text) or facts.get(text) or text
        if text and not kind:
            near = difflib.get_close_matches(text, [*names, *facts], 1, 0.6)
            tip = f"是不是“{near[0]}”？" if near else ""
            found.problems.append(
                Problem(
                    "bad-table", cell.position, f"不认识表头“{text}”", f"{tip}不需要的列请删去" if tip else _advice()
                )
            )
        elif text and key in seen:
            found.problems.append(Problem("bad-table", cell.position, f"表头“{text}”重复", "两列合成一列"))
            kind = ""
        seen.add(key)
        columns.append((kind, key))
    missing = [HEADS[key][0] for key in REQUIRED if key not in seen]
    if missing:
        where = head[0].position
        found.problems.append(Problem("bad-table", where, f"缺少“{'、'.join(missing)}”这一列", _advice()))
        return None
    return columns


def _unit(row: list[Cell], columns: list[tuple[str, str]], library: Library, found: UnitList) -> Unit | None:
    values: dict[str, object] = {}
    facts: dict[str, str] = {}
    places: dict[str, Position] = {}
    for cell, (kind, key) in zip(row, columns, strict=False):
        if not cell.text or not kind:
            continue
        places[key] = cell.position
        if kind == "fact":
            facts[key] = cell.text
        else:
            values[key] = cell.text
    where = row[0].position
    if not values.get("name"):
        found.problems.append(Problem("bad-table", where, "这一行没有机构名称", "补上机构名称；不是机构的行请删去"))
        return None
    levels = {name: level.id for level in library.organization.levels for name in (level.id, level.title, *level.also)}
    lowest = library.organization.levels[-1]
    level = str(values.pop("level", lowest.title))
    if level not in levels:
        remedy = f"可用的层级：{'、'.join(level.title for level in library.organization.levels)}"
        found.problems.append(Problem("unknown-level", places["level"], f"没有层级 “{level}”", remedy))
        return None
    staff = str(values.get("staff", ""))
    if _unpaired(staff):
        message = f"“员工”写成了“{staff[:30]}”，括号没有成对"
        remedy = "写成 张某（柜面主管）、李某（柜员）；技能写在岗位后面，如（柜员：收费/付费），括号里不写顿号"
        found.problems.append(Problem("bad-value", places["staff"], message, remedy))
        return None
    values["staff"] = tuple(_staff(staff))
    code, name = str(values.get("code", "")), str(values["name"])
    values |= {"id": values.get("id") or _slug(code, name), "level": levels[level], "facts": facts}
    mark = Mark(where, children={key: _leaf(key, place, facts, places) for key, place in _placed(places, facts, where)})
    parent = values.pop("parent", None)
    try:
        unit = Unit.model_validate({**values, "__at__": mark})
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            key = str(detail["loc"][0]) if detail["loc"] else ""
            title = HEADS[key][0] if key in HEADS else key
            remedy = (
                "只写一行，不超过 80 个字" if "string" in detail["type"] else "台席数写 1 到 200 的整数；员工用顿号分开"
            )
            remedy = _REMEDIES.get(key, remedy)
            message = f"“{title}”写成了“{str(detail.get('input'))[:30]}”，不合规则"
            found.problems.append(Problem("bad-value", places.get(key, where), message, remedy))
        return None
    return unit if parent is None else unit.model_copy(update={"parent": str(parent)})


def _placed(places: dict[str, Position], facts: dict[str, str], where: Position) -> Iterator[tuple[str, Position]]:
    yield from ((key, place) for key, place in places.items() if key not in facts)
    if facts:
        yield "facts", where


def _leaf(key: str, place: Position, facts: dict[str, str], places: dict[str, Position]) -> Mark:
    if key != "facts":
        return Mark(place)
    spots = {address: places[address] for address in facts}
    return Mark(place, keys=spots, children={address: Mark(spot) for address, spot in spots.items()})


def _people(text: str) -> list[str]:
    return re.split("[、，,；;]", text.replace("(", "（").replace(")", "）"))


def _unpaired(text: str) -> bool:
    """Whether somebody's brackets are not one pair at the end, as when one is missing or holds a list."""
    return any(not re.fullmatch("[^（）]*(（[^（）]*）)?", part.strip()) for part in _people(text))


def _staff(text: str) -> Iterator[Staff]:
    """张某（柜面主管：收费/付费）、李某 → people with their posts and skills."""
    for part in _people(text):
        name, _, inside = part.strip().partition("（")
        post, _, skills = inside.rstrip("） ").replace(":", "：").partition("：")
        if name.strip():
            listed = "、".join(filter(None, (one.strip() for one in re.split("[/／]", skills))))
            yield Staff(name=name.strip()[:80], post=post.strip()[:80], skills=listed[:80])


def _slug(code: str, name: str) -> str:
    """A permanent id for a unit that has only a code or a name; different for different ones but for capitals."""
    plain = "".join(c for c in code.lower() if c.isascii() and c.isalnum())
    if plain and plain == code.lower():
        return f"u-{plain}"
    mark = hashlib.sha256((code or name).encode()).hexdigest()[:12]
    return f"u-{plain}-{mark}" if plain else f"u-{mark}"


def _superiors(found: UnitList, library: Library) -> None:
    """Superiors given by code, name or id → ids; those of the list come before those of regulations/profiles."""
    groups = [(_by(units, "id", "code"), _by(units, "name", "short")) for units in (found.units, library.units)]
    known = [names for group in groups for names in group]
    for number, unit in enumerate(found.units):
        if unit.parent is None:
            continue
        meant = next((names[unit.parent] for names in known if unit.parent in names), [])
        if len(meant) == 1 and meant[0].id != unit.id:
            found.units[number] = unit.model_copy(update={"parent": meant[0].id})
            continue
        if meant or unit.parent not in found.lost:
            found.problems.append(_no_superior(unit, meant, known))
        found.units[number] = unit.model_copy(update={"parent": None})


def _by(units: Iterable[Unit], *fields: str) -> dict[str, list[Unit]]:
    """Text → the units that have it in one of these fields."""
    names: dict[str, list[Unit]] = {}
    for unit in units:
        for text in {getattr(unit, name) for name in fields} - {""}:
            names.setdefault(text, []).append(unit)
    return names


def _no_superior(unit: Unit, meant: list[Unit], known: list[dict[str, list[Unit]]]) -> Problem:
    position, written = unit.position_of("parent"), unit.parent or ""
    if len(meant) > 1:
        which = "、".join(f"{other.code or '（没有编码）'}（{other.position_of('code')}）" for other in meant[:4])
        remedy = f"改写上级的机构编码：{which}"
        return Problem("ambiguous-name", position, f"叫“{written}”的机构有 {len(meant)} 个，分不清上级是哪一个", remedy)
    if meant:
        remedy = "写它的上一级机构；没有上级的，这一格留空"
        return Problem("unknown-unit", position, f"“{unit.name}”的上级写成了自己", remedy)
    others = [name for names in known for name, units in names.items() if unit not in units]
    near = difflib.get_close_matches(written, others, 1, 0.6)
    tip = f"是不是“{near[0]}”？" if near else ""
    remedy = f"{tip}上级写机构编码或名称，要在同一份名单或 regulations/profiles 里有"
    return Problem("unknown-unit", position, f"没有上级机构 “{written}”", remedy)
