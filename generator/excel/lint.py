"""Faults that make Excel offer a repair, or a form print badly, and that the Open XML validator does not see."""

from __future__ import annotations

import re

from .lint_sheet import Limits, lint_sheet
from .package import LAST_COLUMN, LAST_ROW, MAIN, Area, Node, Package, Unreadable, area
from .text import SHEET_NAME_LIMIT, length

_NAME = re.compile(r"[^\W\d][\w.?]*|\\[\w.?\\]*")
_CELL_LIKE = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]\d*([Cc]\d*)?|[Cc]\d*")
_TARGET = re.compile(r"(?:'((?:[^']|'')+)'|([^\s'!,()]+))!([$A-Za-z0-9:]+)")
_CONSTANT = re.compile(r'"(?:[^"]|"")*"')
_BUILT_IN = "_xlnm."


def lint(data: bytes) -> list[str]:
    """What is wrong with a workbook, one message for each fault; empty if nothing is."""
    try:
        package = Package(data)
    except Unreadable as error:
        return [f"不是可以读的工作簿：{error}"]
    sheets = package.sheets()
    messages = _sheet_names([name for name, _, _ in sheets])
    names = package.workbook.findall(f"{MAIN}definedNames/{MAIN}definedName")
    used = {name: _used(node) for name, _, node in sheets if node is not None}
    messages += _defined_names(names, used, len(sheets))
    limits = Limits(
        styles=package.count("xl/styles.xml", "cellXfs/xf"),
        strings=package.count("xl/sharedStrings.xml", "si"),
        names=frozenset(node.get("name", "").casefold() for node in names),
        sheets=frozenset(name.casefold() for name in used),
    )
    messages += _styles(package)
    for number, (name, state, node) in enumerate(sheets):
        if node is None:
            messages.append(f"工作表“{name}”没有内容部件")
            continue
        messages += [f"工作表“{name}”：{message}" for message in lint_sheet(node, limits)]
        if state == "visible":
            own = {n.get("name") for n in names if n.get("localSheetId") == str(number)}
            messages += _printing(name, node, own)
    return messages


def _sheet_names(names: list[str]) -> list[str]:
    messages = []
    for number, name in enumerate(names):
        if not name or length(name) > SHEET_NAME_LIMIT or set(name) & set("[]:*?/\\") or name.strip("'") != name:
            messages.append(f"工作表名“{name}”不合 Excel 的规定")
        if name.casefold() in (other.casefold() for other in names[:number]):
            messages.append(f"工作表名“{name}”重复")
    return messages


def _defined_names(nodes: list[Node], used: dict[str, Area], count: int) -> list[str]:
    messages, seen = [], set()
    for node in nodes:
        name, scope = node.get("name", ""), node.get("localSheetId")
        if (name.casefold(), scope) in seen:
            messages.append(f"名称“{name}”重复")
        seen.add((name.casefold(), scope))
        plain = name.removeprefix(_BUILT_IN)
        if not _NAME.fullmatch(plain) or _CELL_LIKE.fullmatch(name) or len(name) > 255:
            messages.append(f"名称“{name}”不合 Excel 的规定")
        if scope is not None and not (scope.isdigit() and int(scope) < count):
            messages.append(f"名称“{name}”属于不存在的工作表")
        messages += [f"名称“{name}”{fault}" for fault in _targets(node.text or "", used)]
    return messages


def _targets(text: str, used: dict[str, Area]) -> list[str]:
    if "#REF!" in text:
        return ["指向已不存在的单元格"]
    known = {name.casefold(): whole for name, whole in used.items()}
    if _CONSTANT.fullmatch(text):
        return []
    matches = list(_TARGET.finditer(text))
    if not matches:
        return ["没有指向单元格"]
    faults = []
    for match in matches:
        sheet = (match[1] or match[2]).replace("''", "'")
        pointed = area(match[3])
        if sheet.casefold() not in known:
            faults.append(f"指向不存在的工作表“{sheet}”")
        elif pointed is None:
            faults.append(f"指向的区域“{match[3]}”不存在")
        elif not _within(pointed, known[sheet.casefold()]):
            faults.append(f"指向表格以外的“{match[3]}”")
    return faults


def _within(pointed: Area, used: Area) -> bool:
    """Whether it lies on the sheet's cells; whole rows and columns count as far as they reach the other way."""
    rows = pointed.bottom <= used.bottom or pointed.bottom == LAST_ROW
    return rows and (pointed.right <= used.right or pointed.right == LAST_COLUMN)


def _used(node: Node) -> Area:
    """The area from A1 to the last cell that is written."""
    bottom = right = 1
    for cell in node.iter(f"{MAIN}c"):
        place = area(cell.get("r", ""))
        if place:
            bottom, right = max(bottom, place.bottom), max(right, place.right)
    return Area(1, 1, bottom, right)


def _printing(name: str, node: Node, own: set[str | None]) -> list[str]:
    messages = []
    if "_xlnm.Print_Area" not in own:
        messages.append(f"工作表“{name}”没有打印区域")
    return messages


def _styles(package: Package) -> list[str]:
    root = package.parts.get("xl/styles.xml")
    if root is None:
        return ["没有样式部件"]
    messages = []
    counts = {"fontId": "fonts/font", "fillId": "fills/fill", "borderId": "borders/border", "xfId": "cellStyleXfs/xf"}
    for kind, path in counts.items():
        count = package.count("xl/styles.xml", path)
        for number, xf in enumerate(root.findall(f"{MAIN}cellXfs/{MAIN}xf")):
            if int(xf.get(kind, "0")) >= count:
                messages.append(f"样式 {number} 的 {kind} 超出范围")
    formats = {node.get("numFmtId") for node in root.iter(f"{MAIN}numFmt")}
    for number, xf in enumerate(root.findall(f"{MAIN}cellXfs/{MAIN}xf")):
        code = xf.get("numFmtId", "0")
        if int(code) >= 164 and code not in formats:
            messages.append(f"样式 {number} 的数字格式 {code} 不存在")
    return messages
