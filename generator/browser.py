"""What the page needs to make out forms by itself, without a server: templates, units, months, widths of characters."""

from __future__ import annotations

import base64
import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from .layout import FileKind, MadeOut, Measure
from .model import FactType, Form, Library, Unit, UnitValue, Vary
from .press import VARIANTS, Press, Shape
from .stamp import Choice, Fixed, Piece, Template, Value
from .units import Overlays, slot_facts, unit_values
from .workdays import DayKind, days_of, years_in

LETTERS = {DayKind.WORK: "w", DayKind.REST: "r", DayKind.HOLIDAY: "h", DayKind.MAKEUP: "m"}
TYPICAL = "示例市某某县支公司客户服务中心"  # for the shape that nearly every unit shares


def template_script(name: str, template: Template, measures: Iterable[Measure], shape: tuple[float, ...]) -> bytes:
    """A template as a script that hands it to the page."""
    content = {
        "head": _coded(template.head),
        "directory": _coded(template.directory),
        "count": template.count,
        "members": [[member.name, [_piece(piece) for piece in member.pieces]] for member in template.members],
        "measures": [[m.text, m.size, m.width, m.height] for m in measures],
        "shape": list(shape),
    }
    return f"tenregsTemplate({json.dumps(name)},{_json(content)});\n".encode()


def _coded(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _json(value: Any) -> str:
    # </ would end a script that stands in a page.
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")


def _piece(piece: Piece) -> Any:
    if isinstance(piece, Fixed):
        return [_coded(piece.blocks), piece.size, piece.crc]
    if isinstance(piece, Value):
        return {"k": piece.key, "a": 1} if piece.attribute else {"k": piece.key}
    assert isinstance(piece, Choice)
    return {"any": list(piece.keys), "full": list(map(_piece, piece.full)), "blank": list(map(_piece, piece.blank))}


def templates(press: Press, form: Form) -> tuple[dict[str, bytes], dict[str, dict[str, str]]]:
    """{file name: script} of a form's templates, and {unit id: {form.kind: shape's name}} where a unit's is another.

    The first shape, without a name, suits a unit whose name has a usual length and whose people are not listed.
    """
    scripts: dict[str, bytes] = {}
    others: dict[str, dict[str, str]] = {}
    blank = press.blank
    typical = {UnitValue.NAME.value: TYPICAL, UnitValue.PARENT.value: TYPICAL, UnitValue.ADDRESS.value: TYPICAL}
    units: list[tuple[str, MadeOut]] = [("", replace(blank, values={**blank.values, **typical}))]
    units += [(unit.id, press.made_out(unit)) for unit in press.library.units]
    seen: dict[str, dict[Shape, str]] = {}
    for unit, made in units:
        for kind, shape, template in press.templates(form, made):
            name = f"{form.id}.{kind.key}"
            known = seen.setdefault(name, {})
            if shape not in known:
                known[shape] = f"{len(known)}" if known else ""
                full = f"{name}.{known[shape]}" if known[shape] else name
                scripts[f"{full}.js"] = template_script(full, template, press.layout(form, made).measures, shape[1])
            if known[shape]:
                others.setdefault(unit, {})[name] = known[shape]
    return scripts, others


def units_script(
    press: Press, others: Mapping[str, Mapping[str, str]], kinds: Mapping[str, Iterable[FileKind]]
) -> bytes:
    """Units, months and widths as a script. `others` names the templates of units of another shape (`templates`),
    `kinds` are each form's files."""
    library = press.library
    files = {
        form.id: [[kind.key, kind.variant, kind.name(form.id, form.short)] for kind in kinds[form.id]]
        for form in press.forms
    }
    overlays = Overlays(library, library.units)
    base = slot_facts(library, library.units, [row["address"] for row in asked(library)])
    empty = unit_values(overlays, Unit(id="x", level=library.organization.levels[-1].id, name="x"))
    rows = []
    for unit in library.units:
        values = {key: text for key, text in unit_values(overlays, unit).items() if text}
        facts = {key: text for key, text in overlays.fact_values(unit).items() if base.get(key) != text}
        row: dict[str, Any] = {"id": unit.id, "values": values, "facts": facts}
        if unit.id in others:
            row["shapes"] = others[unit.id]
        if unit.example:
            row["example"] = True
        rows.append(row)
    first = max(edition.date for regulation in library.regulations for edition in regulation.editions).year
    content = {
        "units": rows,
        "facts": base,
        "keys": [key for key in empty if "." not in key],
        "asked": asked(library),
        "years": {year: _year(year, library) for year in years_in(library.calendar, first)},
        "wide": wide_ranges(),
        "files": files,
        "variants": list(VARIANTS),
        "staff": [value.value for value in (UnitValue.STAFF, UnitValue.POST, UnitValue.SKILLS)],
    }
    return f"tenregsUnits({_json(content)});\n".encode()


def asked(library: Library) -> list[dict[str, Any]]:
    """Facts that the rules leave to each unit to fill in: the page asks for them."""
    found = []
    for regulation in library.regulations:
        for name, fact in regulation.facts.items():
            if not fact.value and fact.vary in (Vary.CITY, Vary.COUNTER) and fact.type is FactType.TEXT:
                row = {"address": f"{regulation.key}/{name}", "label": fact.label, "choices": list(fact.choices)}
                found.append(row)
    return found


def _year(year: int, library: Library) -> list[str]:
    """Twelve strings, a letter a day."""
    return ["".join(LETTERS[d.kind] for d in days_of(year, month, library.calendar)) for month in range(1, 13)]


@cache
def wide_ranges() -> list[int]:
    """First and last of each run of characters that are as wide as the type is high, as the layout reckons them."""
    found: list[int] = []
    before = False
    for code in range(0x110000):
        wide = unicodedata.east_asian_width(chr(code)) in "WFA"
        if wide != before:
            found.append(code if wide else code - 1)
            before = wide
    return found if len(found) % 2 == 0 else [*found, 0x10FFFF]
