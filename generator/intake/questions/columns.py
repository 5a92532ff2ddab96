"""The columns of the sheet of questions."""

from __future__ import annotations

import unicodedata

from ...model import Difficulty, Library, Pool, QuestionType
from ..entry import EntryColumn

SHEET = "题目"
LETTERS = "ABCDEFGH"
# Other ways people write a head.
ALIASES = {
    "id": ("编号", "标识", "题号", "题目编号"),
    "regulation": ("制度", "所属制度"),
    "clauses": ("条款", "考查的条款", "依据条款"),
    "type": ("题型", "类型"),
    "difficulty": ("难度",),
    "pool": ("用途", "题库"),
    "case": ("案情", "案例", "背景"),
    "stem": ("题干", "题目"),
    "answer": ("答案", "正确答案"),
    "points": ("评分点", "得分点"),
    "explain": ("解析", "答案解析"),
    "by": ("审定人",),
    "on": ("审定日期",),
    **{f"option_{x}": (f"选项{x}", x) for x in LETTERS},
    **{f"why_{x}": (f"理由{x}", f"选项{x}理由") for x in LETTERS},
}
REQUIRED = ("clauses", "type", "difficulty", "stem", "explain")
_WIDTHS = {"id": 16, "regulation": 16, "clauses": 28, "type": 7, "difficulty": 7, "pool": 7, "case": 36, "stem": 44,
           "answer": 16, "points": 40, "explain": 40, "by": 9, "on": 12}  # fmt: skip
_HINTS = {
    "id": "新题留空，程序会起；改已有的题照原样留着，它是永久的。",
    "regulation": "选一项制度。",
    "clauses": "写第几条，如 第5条；或者条款地址。考几条的一行一条。“条款”页可以查。",
    "type": "选一种。各题型怎么填，看“示例”页。",
    "difficulty": "易、中、难。",
    "pool": "练习：上网站；正式：只进试卷。留空是练习。",
    "case": "只有案例题填。",
    "stem": "填空题的空写成（　　）或 ____。可以写 {参数}、{@角色}、{F03-01}。",
    "answer": "单选 A；多选 AC；判断 对 或 错；填空一空一行，同一空的几种写法用 ｜ 隔开；排序写先后，留空就是选项的先后。",
    "points": "简答、案例填：一行一点，末尾写分值，如 先报主管（2分）。",
    "explain": "为什么；条款原文会自动列出，不用抄。",
    "by": "审定过的才填，和日期一起。",
    "on": "如 2026-11-25。",
}


def columns(library: Library) -> tuple[EntryColumn, ...]:
    """Every column in its place."""
    choices = {
        "regulation": tuple(named(r.key, r.short) for r in library.regulations),
        "type": tuple(QuestionType),
        "difficulty": tuple(Difficulty),
        "pool": tuple(Pool),
    }
    first = ("id", "regulation", "clauses", "type", "difficulty", "pool", "case", "stem")
    keys = (
        *first,
        *(f"option_{x}" for x in LETTERS),
        "answer",
        "explain",
        *(f"why_{x}" for x in LETTERS),
        "points",
        "by",
        "on",
    )
    return tuple(
        EntryColumn(key, ALIASES[key][0], _WIDTHS.get(key, 20), _hint(key), key in REQUIRED, choices.get(key, ()))
        for key in keys
    )  # fmt: skip


def _hint(key: str) -> str:
    if key.startswith("option_"):
        return "单选三到六个，多选四到八个；排序题是各步。从 A 起挨着填。"
    if key.startswith("why_"):
        return "选了它错在哪里；正确的选项可以不写。"
    return _HINTS[key]


def named(key: str, title: str) -> str:
    """How a regulation is written in its column."""
    return f"{key} {title}"


def folded(text: str) -> str:
    """Without difference of width, spaces or capitals."""
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()
