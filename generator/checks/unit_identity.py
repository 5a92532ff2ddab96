"""Units are who they say they are: listed once, told apart, on a level and under a superior that exist."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from ..model import Library, Position, Unit
from ..problems import Problem, Severity
from ..units import Overlays
from .links import nearest

_LINES = {
    "name": "机构名称", "short": "简称", "code": "机构编码", "branch": "所属公司", "address": "地址", "phone": "电话",
    "complaint": "监督电话", "hotline": "客服热线", "manager": "负责人", "approval": "核定依据",
}  # fmt: skip
_PHONES = ("phone", "complaint", "hotline")
_SHOWN = 4


def identity(library: Library, units: list[Unit], overlays: Overlays) -> Iterator[Problem]:
    """What is wrong with who the units are and how they stand to each other."""
    yield from _repeated(units)
    names: dict[str, list[Unit]] = {}
    for unit in overlays.units.values():
        for name in {unit.name, unit.short, unit.code} - {""}:
            names.setdefault(name, []).append(unit)
    for unit in units:
        yield from _words(unit)
        yield from _level(unit, library)
        yield from _superior(unit, overlays, names)


def _in_yaml(position: Position) -> bool:
    return position.file.lower().endswith((".yml", ".yaml"))


def _repeated(units: list[Unit]) -> Iterator[Problem]:
    ids: dict[str, Unit] = {}
    codes: dict[str, Unit] = {}
    names: dict[str, list[Unit]] = {}
    for unit in units:
        first = codes.get(unit.code) or ids.get(unit.id)
        if first is not None:
            yield _twice(unit, first)
        else:
            yield from _same_name(unit, names.get(unit.name, []))
        ids.setdefault(unit.id, unit)
        names.setdefault(unit.name, []).append(unit)
        if unit.code:
            codes.setdefault(unit.code, unit)


def _twice(unit: Unit, first: Unit) -> Problem:
    """A code or an id that another unit has already."""
    if _in_yaml(unit.position_of("id")) and unit.id == first.id:
        message = f"机构标识 “{unit.id}” 重复，{first.name}（{first.position_of('id')}）已经用了"
        return Problem("duplicate-id", unit.position_of("id"), message, "每个机构一个标识，改掉其中一个")
    if unit.code:
        alike = "" if unit.code == first.code else f"“{first.code}”"
        message = f"机构编码 {unit.code} 与{first.name}（{first.position_of('code')}）的{alike}相同"
        return Problem("duplicate-id", unit.position_of("code"), message, "核对“机构编码”，改掉写错的一个")
    message = f"机构名称“{unit.name}”与 {first.position_of('name')} 重复，都没有机构编码，分不清"
    remedy = "两个机构的，各写上机构编码；是同一个机构的，删去一行"
    return Problem("duplicate-id", unit.position_of("name"), message, remedy)


def _same_name(unit: Unit, others: list[Unit]) -> Iterator[Problem]:
    """Two units of one name: wrong under one superior, misleading where nothing else tells their forms apart."""
    under = next((other for other in others if other.parent == unit.parent), None)
    if under is not None and unit.parent is not None:
        message = f"“{unit.name}”和 {under.position_of('name')} 同名，上级也相同，印出来的表分不清是谁的"
        yield Problem("ambiguous-name", unit.position_of("name"), message, "重复的删去；是两个机构的，名称写到能分清")
        return
    alike = next((o for o in others if o is under or (o.code, o.short) == (unit.code, unit.short)), None)
    if alike is not None:
        message = f"“{unit.name}”和 {alike.position_of('name')} 同名，印出来的表、文件夹容易弄混"
        remedy = "名称写全称，或各写上机构编码、上级机构"
        yield Problem("ambiguous-name", unit.position_of("name"), message, remedy, Severity.WARNING)


def _words(unit: Unit) -> Iterator[Problem]:
    """Braces, which stand for values in forms, and telephone numbers without a number."""
    texts = [(key, title, getattr(unit, key)) for key, title in _LINES.items()]
    texts += [("staff", "员工", f"{person.name}{person.post}{person.skills}") for person in unit.staff]
    for key, title, text in texts:
        if re.search("[{}｛｝]", text):
            message = f"{title}“{text}”里有花括号"
            yield Problem("bad-value", unit.position_of(key), message, "删去花括号；要用括号的写成（）")
        if key in _PHONES and text and not re.search(r"\d", text):
            message = f"{title}写的是“{text}”，里面没有数字"
            remedy = "写电话号码；是别的内容错了位的，移到该在的那一栏；没有电话的留空"
            yield Problem("bad-value", unit.position_of(key), message, remedy, Severity.WARNING)


def _level(unit: Unit, library: Library) -> Iterator[Problem]:
    levels = library.organization.levels
    if unit.level in {level.id for level in levels}:
        return
    meant = next((level for level in levels if unit.level in (level.title, *level.also)), None)
    tip = f"是不是 {meant.id}（{meant.title}）？" if meant else nearest(unit.level, [level.id for level in levels])
    known = "、".join(f"{level.id}（{level.title}）" for level in levels)
    yield Problem("unknown-level", unit.position_of("level"), f"没有层级 “{unit.level}”", f"{tip}可用的层级：{known}")


def _superior(unit: Unit, overlays: Overlays, names: Mapping[str, list[Unit]]) -> Iterator[Problem]:
    if unit.parent is None:
        return
    position, parent = unit.position_of("parent"), overlays.units.get(unit.parent)
    if unit.parent == unit.id:
        remedy = f"{'parent ' if _in_yaml(position) else '“上级机构”'}写它的上一级机构；没有上级的，删去这一项"
        yield Problem("unknown-unit", position, f"“{unit.name}”的上级写成了自己", remedy)
    elif parent is None:
        yield _no_superior(unit, [other for other in names.get(unit.parent, []) if other.id != unit.id], overlays.units)
    elif overlays.rank(parent) >= overlays.rank(unit) and unit.level in overlays.levels:
        message = f"上级机构{parent.name}的层级不比{unit.name}高"
        words = " level 和 parent" if _in_yaml(position) else "“层级”和“上级机构”"
        remedy = f"核对{words}，是不是写反了"
        yield Problem("unknown-unit", position, message, remedy)


def _no_superior(unit: Unit, meant: list[Unit], known: Iterable[str]) -> Problem:
    """A superior that is not there; `meant` are units with that name, where an id is wanted."""
    position = unit.position_of("parent")
    which = "、".join(f"{other.id}（{other.code or other.name}）" for other in meant[:_SHOWN])
    if len(meant) > 1:
        message = f"叫“{unit.parent}”的机构有 {len(meant)} 个，分不清上级是哪一个"
        return Problem("ambiguous-name", position, message, f"写上级的标识：{which}")
    tip = f"是不是 {which}？这里写标识；" if meant else nearest(unit.parent or "", set(known) - {unit.id})
    remedy = f"{tip}上级机构要在同一份名单或 regulations/profiles 里登记"
    return Problem("unknown-unit", position, f"没有上级机构 “{unit.parent}”", remedy)
