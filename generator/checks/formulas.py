"""A form's formulas can be read by a spreadsheet: half-width marks, closed brackets, functions that exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..model import Position, TableSection
from ..problems import Problem
from ..references import Index
from .forms import fields_of
from .links import nearest

_WIDE = str.maketrans("（），；：＞＜＝＋－×÷＆“”！", '(),;:><=+-*/&""!')
_FUNCTION = re.compile(r"([A-Za-z][A-Za-z0-9.]*)\s*\(")
_TEXT = re.compile(r'"(?:[^"]|"")*"')
_NAME = re.compile(r"\{[^{}]*\}")
FUNCTIONS = frozenset(
    [
        "ABS",
        "AND",
        "AVERAGE",
        "AVERAGEIF",
        "AVERAGEIFS",
        "CEILING",
        "CHOOSE",
        "COLUMN",
        "COLUMNS",
        "CONCATENATE",
        "COUNT",
        "COUNTA",
        "COUNTBLANK",
        "COUNTIF",
        "COUNTIFS",
        "DATE",
        "DATEDIF",
        "DATEVALUE",
        "DAY",
        "DAYS",
        "EDATE",
        "EOMONTH",
        "EVEN",
        "EXACT",
        "FALSE",
        "FIND",
        "FLOOR",
        "HLOOKUP",
        "HOUR",
        "IF",
        "IFERROR",
        "IFNA",
        "IFS",
        "INDEX",
        "INT",
        "ISBLANK",
        "ISERR",
        "ISERROR",
        "ISLOGICAL",
        "ISNA",
        "ISNUMBER",
        "ISTEXT",
        "LARGE",
        "LEFT",
        "LEN",
        "LOOKUP",
        "LOWER",
        "MATCH",
        "MAX",
        "MAXIFS",
        "MEDIAN",
        "MID",
        "MIN",
        "MINIFS",
        "MINUTE",
        "MOD",
        "MONTH",
        "MROUND",
        "N",
        "NETWORKDAYS",
        "NOT",
        "NUMBERVALUE",
        "ODD",
        "OR",
        "POWER",
        "PRODUCT",
        "RANK",
        "REPT",
        "RIGHT",
        "ROUND",
        "ROUNDDOWN",
        "ROUNDUP",
        "ROW",
        "ROWS",
        "SEARCH",
        "SECOND",
        "SIGN",
        "SMALL",
        "SQRT",
        "SUBSTITUTE",
        "SUBTOTAL",
        "SUM",
        "SUMIF",
        "SUMIFS",
        "SUMPRODUCT",
        "SWITCH",
        "T",
        "TEXT",
        "TEXTJOIN",
        "TIME",
        "TIMEVALUE",
        "TRIM",
        "TRUE",
        "UPPER",
        "VALUE",
        "VLOOKUP",
        "WEEKDAY",
        "WEEKNUM",
        "WORKDAY",
        "XOR",
        "YEAR",
    ]
)


class Fault(NamedTuple):
    """What is wrong with a formula: the text it is about, and how to mend it."""

    text: str
    message: str
    remedy: str


def formula_syntax(index: Index) -> Iterator[Problem]:
    """A formula that a spreadsheet could not read."""
    for form in index.library.forms:
        for sheet in form.sheets:
            for section in sheet.sections:
                for item in fields_of(section):
                    for name, formula in (("formula", item.formula), ("alert", item.alert)):
                        if formula:
                            yield from _told(formula, item.at.of(name).find, item.label)
                if isinstance(section, TableSection):
                    for total in section.totals:
                        for name, formula in total.formulas.items():
                            yield from _told(formula, total.at.of("formulas", name).find, total.label)
                        if total.alert:
                            yield from _told(total.alert, total.at.of("alert").find, total.label)


def _told(formula: str, find: object, label: str) -> Iterator[Problem]:
    fault = fault_of(formula)
    if fault:
        position: Position = find(fault.text)  # type: ignore[operator]
        yield Problem("bad-formula", position, f"“{label}”的算式{fault.message}", fault.remedy)


def fault_of(formula: str) -> Fault | None:
    """The first thing wrong with a formula as written, None if it can be read."""
    written = formula.strip()
    if written.startswith("="):
        return Fault("=", "以等号开头", "去掉开头的等号，只写后面的部分")
    bare = _NAME.sub(lambda m: "N" * len(m[0]), _TEXT.sub(lambda m: "9" * len(m[0]), written))
    if '"' in bare:
        return Fault('"', "里的双引号没有成对", "文字两边各写一个英文双引号")
    wide = next((character for character in bare if not character.isascii()), "")
    if wide:
        half = wide.translate(_WIDE)
        remedy = f"换成英文的 {half}" if half != wide else "文字两边加英文双引号；栏目写作 {标识}"
        return Fault(wide, f"里有 “{wide}”", remedy)
    depth = 0
    for character in bare:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth < 0:
            break
    if depth:
        return Fault(")" if depth < 0 else "(", "的括号没有成对", "数一数左右括号，补上缺的或去掉多的")
    for name in _FUNCTION.findall(bare):
        if name.upper() not in FUNCTIONS:
            return Fault(
                name,
                f"用了不认识的函数 {name}",
                f"{nearest(name.upper(), FUNCTIONS)}只用 Excel 的常用函数，如 SUM、IF、COUNTIF",
            )
    if re.search(r"[-+*/&<>=,(]\s*$|^\s*[*/&<>,)]|[-+*/&(,]\s*[*/&,)]", bare.replace("()", "N").replace(",)", ",N)")):
        return Fault(written[-1], "不完整", "运算符两边都要有内容，逗号之间不能空着")
    return None
