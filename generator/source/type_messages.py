"""What the model complains of, in words an administrator can act on."""

from __future__ import annotations

import difflib
import re
from typing import Any, get_origin

from ..model import FORM_ID, LINE, NAME, SLUG, Element, Mark
from ..problems import Problem
from .shape import Path, choices, elements, field_at, homes, keys_at, pattern_of, tag_of, tags, walk

_SHOWN = 30
_SURE = 0.8
_PATTERNS = {
    SLUG: "只用小写英文字母、数字和短横线，以字母开头，例如 cash-check",
    NAME: "只用小写英文字母、数字和下划线，以字母开头，例如 opening_time",
    LINE: "只写一行，去掉换行和看不见的字符",
    FORM_ID: "表号写成 F 加四位数字，例如 F03-01",
    r"^A-\d{2}$": "歧义编号写成 A- 加两位数字，例如 A-03",
    r"^(M|P|T|D|R\d{1,2})-\d{2}$": "材料事实编号例如 R1-13、P-02、M-01、T-05、D-01",
    r"^L-\d{2}$": "公开规定编号写成 L- 加两位数字，例如 L-10",
    r"^S-\d{2}[a-z]?$": "公开残片编号写成 S- 加两位数字，可再加一个小写字母，例如 S-01a",
    r"^\d+(\.\d+)+$": "版本写成两段以上的数字，例如 1.0",
    r"^#[0-9A-Fa-f]{6}$": '颜色写成 # 加六位十六进制数，并加双引号，例如 "#0B6B50"',
}


def explain(model: type[Element], detail: Any, mark: Mark) -> Problem:
    """One of pydantic's error details as a positioned problem in Chinese."""
    kind: str = detail["type"]
    loc = tuple(detail["loc"])
    types, path = walk(model, loc)
    title = _title(model, path)
    given = detail.get("input")
    where = mark.of(*path).position
    example = _example(model, path)
    if kind == "extra_forbidden" or (kind == "is_instance_of" and path[-1:] == ["at"]):
        return _unknown_key(model, path, mark)
    if kind == "missing":
        parent = mark.of(*path[:-1]).position
        place = "在文件里" if len(path) == 1 else "在这一条里"
        tip = "，下面每项另起一行，以短横线加空格开头" if any(get_origin(t) is tuple for t in types) else ""
        return Problem("missing-key", parent, f"缺少{title}", f"{place}补上一行 {path[-1]}: …{tip}{example}")
    if "[key]" in loc:
        position = mark.of(*path[:-1]).keys.get(str(path[-1]), where)
        return Problem("bad-value", position, f"名称“{_shown(path[-1])}”不合规则", _PATTERNS[NAME])
    tag = next(filter(None, map(tag_of, elements(types))), None)
    if tag and kind in ("union_tag_not_found", "union_tag_invalid"):
        name, called = tag[0], f"“{tag[1].title}”（{tag[0]}）"
        if kind == "union_tag_not_found":
            remedy = f"在这一条里补上一行 {name}: …，只能写：{'、'.join(_tags(types))}"
            return Problem("missing-key", where, f"缺少{called}", remedy)
        written = _shown(given.get(name, "")) if isinstance(given, dict) else ""
        return _not_among(called, written, _tags(types), mark.of(*path, name))
    if given == "":
        field = field_at(model, path)
        tip = "填上内容" if field is not None and field.is_required() else "填上内容，或删掉这一行"
        return Problem("bad-value", where, f"{title}是空的", f"{tip}{example}")
    if kind in ("enum", "literal_error"):
        return _not_among(title, _shown(given), choices(types), mark.of(*path))
    return _wrong_kind(kind, title, where, given, model, path) or _wrong_value(
        kind, detail, title, where, given, model, path
    )


def _wrong_kind(kind: str, title: str, where: Any, given: Any, model: type[Element], path: Path) -> Problem | None:
    """A list where a text should be, and the like."""
    field = field_at(model, path)
    leave = "" if field is not None and field.is_required() else "；没有内容就删掉这个键"
    if kind in ("tuple_type", "list_type"):
        remedy = f"每项另起一行，以短横线加空格开头{leave}{_example(model, path)}"
        return Problem("wrong-type", where, f"{title}应是一个列表", remedy)
    if kind in ("dict_type", "model_type", "model_attributes_type"):
        remedy = f"在下一行缩进两个空格，逐项写“键: 值”{leave}"
        return Problem("wrong-type", where, f"{title}下面应是若干“键: 值”", remedy)
    if isinstance(given, dict | list) and not kind.startswith(("too_", "string_too")):
        tip = "以 { 或 [ 开头的文字要给整段加英文双引号；不要在这里分项"
        if path[-1] in ("formula", "alert") or "formulas" in path[-2:-1]:
            tip = "算式整段加英文单引号，例如 formula: '{told}/{should}'"
        return Problem("wrong-type", where, f"{title}应是一段文字，不是{_shown(given)}", tip)
    return None


def _wrong_value(
    kind: str, detail: Any, title: str, where: Any, given: Any, model: type[Element], path: Path
) -> Problem:
    example, context = _example(model, path), detail.get("ctx", {})
    shown = _shown(given)
    if kind in ("string_too_short", "too_short"):
        return Problem("bad-value", where, f"{title}是空的", f"填上内容{example}")
    if kind == "string_too_long":
        return Problem("bad-value", where, f"{title}太长：“{shown}”", f"不超过 {context.get('max_length')} 个字")
    if kind == "too_long":
        most, have = context.get("max_length"), context.get("actual_length")
        return Problem("bad-value", where, f"{title}有 {have} 项，最多 {most} 项", "删去几项，或分到另一条里")
    if kind == "string_pattern_mismatch":
        remedy = _PATTERNS.get(str(context.get("pattern")), f"对照同类条目改正{example}")
        return Problem("bad-value", where, f"{title}写成了“{shown}”，不合规则", remedy)
    if kind.startswith(("date", "datetime")):
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", shown):
            return Problem("bad-value", where, f"{title}写的是 {shown}，没有这一天", "查一查那个月有几天，改成有的日子")
        return Problem("bad-value", where, f"{title}不是日期：“{shown}”", "写成 年-月-日，例如 2026-11-24")
    if kind.startswith("bool"):
        return Problem("bad-value", where, f"{title}不能是“{shown}”", "只能写：是、否")
    if kind.startswith(("int", "float", "finite")):
        return Problem("bad-value", where, f"{title}应是一个数字，写的是“{shown}”", "只写阿拉伯数字，不带单位")
    limits = {"greater_than": "大于", "greater_than_equal": "不小于", "less_than": "小于", "less_than_equal": "不大于"}
    if kind in limits:
        bound = next((value for key, value in context.items() if key in ("gt", "ge", "lt", "le")), "")
        remedy = f"改成{limits[kind]} {bound:g} 的数字" if isinstance(bound, int | float) else "改成允许的数字"
        return Problem("bad-value", where, f"{title}超出允许范围：“{shown}”", remedy)
    return Problem("bad-value", where, f"{title}不合要求：“{shown}”", f"对照同类条目改正{example}")


def _not_among(title: str, given: str, allowed: list[str], mark: Mark) -> Problem:
    near = (
        difflib.get_close_matches(given, allowed, 1, 0.3) or [word for word in allowed if given and word in given][:1]
    )
    tip = f"是不是“{near[0]}”？" if near else ""
    message = f"{title}不能是“{given}”" if given else f"{title}是空的"
    return Problem("bad-value", mark.position, message, f"{tip}只能写：{'、'.join(allowed)}")


def _tags(types: list[Any]) -> list[str]:
    return [tag for kind in elements(types) for tag in tags(kind)]


def _shown(given: Any) -> str:
    """What was written, short enough for a message."""
    if isinstance(given, dict):
        return "若干“键: 值”"
    if isinstance(given, list | tuple):
        return "一个列表"
    text = " ".join(str(given).split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _title(model: type[Element], path: Path) -> str:
    """“名称”（label）, or “各条”（articles）第 2 项."""
    if not path:
        return "文件"
    if isinstance(path[-1], int):
        return f"{_title(model, path[:-1])}第 {path[-1] + 1} 项"
    field = field_at(model, path)
    return f"“{field.title or path[-1]}”（{path[-1]}）" if field else f"“{_shown(path[-1])}”"


def _example(model: type[Element], path: Path) -> str:
    field = field_at(model, path)
    if field is None:
        return ""
    if field.examples:
        example = field.examples[0]
        return f"，例如 [{'、'.join(map(str, example))}]" if isinstance(example, list) else f"，例如 {example}"
    types, _ = walk(model, tuple(path))
    allowed = choices(types)
    if allowed:
        return f"，只能写：{'、'.join(allowed)}"
    pattern = _PATTERNS.get(pattern_of(field, types), "")
    return f"（{field.description or pattern}）" if field.description or pattern else ""


def meant(model: type[Element], detail: Any, mark: Mark) -> tuple[str | int, ...]:
    """The location that an unknown key was probably meant for; () if the detail is something else."""
    if detail["type"] != "extra_forbidden":
        return ()
    *parent, key = detail["loc"]
    guess = _guess(str(key), keys_at(model, walk(model, tuple(parent))[1]))
    return (*parent, guess) if guess else ()


def _unknown_key(model: type[Element], path: Path, mark: Mark) -> Problem:
    key = str(path[-1])
    parent = mark.of(*path[:-1])
    position = parent.keys.get(key, parent.position)
    known = keys_at(model, path[:-1])
    guess, elsewhere = _guess(key, known), homes(model, key)
    if key != key.strip() and key.strip() in known:
        tip = "键名前后有全角空格或网页空格，删掉它。"
    elif guess and (_alike(key, guess) >= _SURE or not elsewhere):
        tip = f"是不是 {guess}（{known[guess]}）？"
    elif elsewhere:
        tip = f"它应写在{'或'.join(elsewhere[:2])}的条目里，是不是缩进错了？"
    else:
        tip = "删掉它，或换成下面的一个键。"
    return Problem("unknown-key", position, f"没有“{_shown(key)}”这个键", f"{tip}这里可用的键：{'、'.join(known)}")


def _alike(key: str, guess: str) -> float:
    return difflib.SequenceMatcher(None, key.strip().lower(), guess).ratio()


def _guess(key: str, known: dict[str, str]) -> str:
    """The known key most like `key`, which may be misspelt, in capitals, or the Chinese title of one."""
    plain = key.strip().lower().replace("-", "_").replace(" ", "_")
    if plain in known:
        return plain
    titles = {title: name for name, title in known.items()}
    for title, name in titles.items():
        if plain and (plain in title or title in plain):
            return name
    near = difflib.get_close_matches(plain, known, 1, 0.6)
    if near:
        return near[0]
    alike = difflib.get_close_matches(plain, titles, 1, 0.5)
    return titles[alike[0]] if alike else ""
