"""The cells of a question's content, by its type → what its source says."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ...model import Position, QuestionType
from ...problems import Problem
from .columns import LETTERS, folded

_TRUE = {"对", "√", "✓", "✔", "是", "正确", "T", "TRUE", "Y", "1"}
_FALSE = {"错", "×", "✗", "✘", "X", "否", "错误", "不对", "F", "FALSE", "N", "0"}
_GAP = re.compile(r"[（(][\s_＿]*[）)]|[_＿]{2,}|【[\s_＿]*】")
_BLANK = re.compile(r"\{\?([^{}]+)\}")
_POINT = re.compile(r"^(.+?)[（(]\s*(\d{1,3})\s*分?\s*[）)][。；;]?$")
_NUMBERED = re.compile(r"^[（(]?\d{1,2}[）)、．]\s*|^\d{1,2}\.(?!\d)\s*")


@dataclass(eq=False)
class Wrong(Exception):
    """Something wrong in a column."""

    key: str
    message: str
    remedy: str
    code: str = "bad-value"

    def at(self, places: Mapping[str, Position], where: Position) -> Problem:
        """The problem at its cell, at the row's first if the cell is empty."""
        code = self.code
        return Problem(code, places.get(self.key, where), self.message, self.remedy)


def content(kind: str, texts: Mapping[str, str]) -> tuple[dict[str, Any], list[Wrong]]:
    """What a question of that type asks and answers, and what is wrong with it."""
    wrong: list[Wrong] = []
    value: dict[str, Any] = {"case": texts.get("case", "")} if kind == QuestionType.CASE else {}
    value["stem"] = texts.get("stem", "")
    if kind == QuestionType.CASE and not value["case"]:
        wrong.append(Wrong("case", "案例题没有填案情", "在“案情”一列写出情形，题干只写要回答什么"))
    elif kind != QuestionType.CASE and texts.get("case"):
        wrong.append(Wrong("case", f"{kind}题没有案情", "情形写在题干里，或者把题型改成案例"))
    make = _MAKERS.get(kind, _points)
    try:
        value |= make(kind, texts, value["stem"])
    except Wrong as error:
        wrong.append(error)
    wrong += _surplus(kind, texts)
    return value, wrong


def _surplus(kind: str, texts: Mapping[str, str]) -> list[Wrong]:
    """Filled cells that a question of that type has no use for."""
    chosen = kind in (QuestionType.SINGLE, QuestionType.MULTIPLE)
    idle = [] if chosen or kind == QuestionType.ORDER else [f"option_{x}" for x in LETTERS]
    idle += [] if chosen else [f"why_{x}" for x in LETTERS]
    marked = kind in (QuestionType.SHORT, QuestionType.CASE)
    idle += ["answer"] if marked else ["points"]
    remedy = "评分点写在“评分点”一列" if marked else "删去这一格，或者改题型"
    return [Wrong(key, f"{kind}题不用填这一格", remedy) for key in idle if texts.get(key)]


def _listed(kind: str, texts: Mapping[str, str]) -> list[str]:
    """The letters in use, which follow one another from A."""
    used = [letter for letter in LETTERS if texts.get(f"option_{letter}")]
    if used != list(LETTERS[: len(used)]):
        gap = next(letter for letter in LETTERS if letter not in used)
        raise Wrong(f"option_{used[-1]}", f"选项{gap} 是空的，后面却有选项{used[-1]}", "选项从 A 起挨着填")
    least = {QuestionType.MULTIPLE: 4}.get(QuestionType(kind), 3)
    most = 6 if kind == QuestionType.SINGLE else 8
    if not least <= len(used) <= most:
        what = "步" if kind == QuestionType.ORDER else "个选项"
        raise Wrong("option_A", f"{kind}题有 {len(used)} {what}", f"要 {least} 到 {most} {what}")
    return used


def _letters(text: str, used: list[str]) -> list[str]:
    """Letters of a key in any of the ways people write it: A、C, AC, ａ,ｃ."""
    rest = re.sub(r"[、,，;；.。/\s和及与>→\-]+", "", folded(text))
    strange = next((letter for letter in rest if letter not in used), "")
    if strange:
        what = f"没有选项{strange}" if strange in LETTERS else f"“{text[:20]}”不是选项的字母"
        raise Wrong("answer", f"答案里{what}", f"写 {used[0]} 到 {used[-1]} 中的字母")
    if len(set(rest)) < len(rest):
        raise Wrong("answer", f"答案 “{text[:20]}” 里有重复的字母", "每个字母写一次")
    return list(rest)


def _options(kind: str, texts: Mapping[str, str], stem: str) -> dict[str, Any]:
    used = _listed(kind, texts)
    right = _letters(_needed(texts, f"写正确选项的字母，如 {'A' if kind == QuestionType.SINGLE else 'AC'}"), used)
    if kind == QuestionType.SINGLE and len(right) != 1:
        raise Wrong("answer", f"单选题的答案有 {len(right)} 个", "只写一个字母；不止一个正确的，题型改成多选")
    if kind == QuestionType.MULTIPLE and not 1 < len(right) < len(used):
        raise Wrong(
            "answer",
            f"多选题有 {len(right)} 个正确、{len(used) - len(right)} 个错误的选项",
            "至少两个正确、一个错误；只有一个正确的，题型改成单选",
        )
    options = []
    for letter in used:
        option = {"text": texts[f"option_{letter}"]}
        if letter in right:
            option["right"] = "是"
        if texts.get(f"why_{letter}"):
            option["why"] = texts[f"why_{letter}"]
        options.append(option)
    idle = next((letter for letter in LETTERS if letter not in used and texts.get(f"why_{letter}")), "")
    if idle:
        raise Wrong(f"why_{idle}", f"没有选项{idle}，却有它的理由", "挪到那个选项的理由里，或者删去")
    return {"options": options}


def _judgement(kind: str, texts: Mapping[str, str], stem: str) -> dict[str, Any]:
    given = folded(_needed(texts, "写 对 或 错"))
    if given not in _TRUE | _FALSE:
        raise Wrong("answer", f"判断题的答案不能是“{texts['answer'][:20]}”", "写 对 或 错，也可以是 √ 或 ×")
    return {"answer": "对" if given in _TRUE else "错"}


def _cloze(kind: str, texts: Mapping[str, str], stem: str) -> dict[str, Any]:
    text = _needed(texts, "一空一行写答案；同一空的几种写法用 ｜ 隔开")
    lines = text.split("\n") if "\n" in text else re.split("[；;]", text)
    lines = [line.strip() for line in lines if line.strip()]
    gaps = len(_GAP.findall(stem))
    if gaps and _BLANK.search(stem):
        raise Wrong("stem", "题干里的空有两种写法", "都写成（　　），或者都写成 {?名称}")
    if gaps:
        number = iter(range(1, gaps + 1))
        stem = _GAP.sub(lambda _: f"{{?blank-{next(number)}}}", stem)
    names = _BLANK.findall(stem)
    if len(lines) != len(names):
        message = f"题干有 {len(names)} 个空，答案有 {len(lines)} 个"
        raise Wrong("answer", message, "题干里的空写成（　　）；答案一空一行，或用分号隔开，同一空的几种写法用 ｜ 隔开")
    blanks = []
    for place, line in enumerate(lines):
        given = re.match(r"^\{\?([^{}]+)\}\s*", line)
        name = given[1] if given else names[place]
        accepted = [one.strip() for one in re.split("[｜|]", line[given.end() if given else 0 :]) if one.strip()]
        if not accepted:
            raise Wrong("answer", f"第 {place + 1} 个空没有答案", "写上答案")
        blanks.append({"id": name, "accept": accepted})
    if sorted(blank["id"] for blank in blanks) != sorted(names):
        raise Wrong("answer", "答案里空的名称和题干里的对不上", f"题干里有：{'、'.join(names)}")
    return {"stem": stem, "blanks": blanks}


def _steps(kind: str, texts: Mapping[str, str], stem: str) -> dict[str, Any]:
    used = _listed(kind, texts)
    order = _letters(texts["answer"], used) if texts.get("answer") else used
    if len(order) != len(used):
        raise Wrong(
            "answer",
            f"有 {len(used)} 步，答案排了 {len(order)} 步",
            "每一步的字母都写一次；选项已经按先后写的，答案留空",
        )
    return {"steps": [texts[f"option_{letter}"] for letter in order]}


def _points(kind: str, texts: Mapping[str, str], stem: str) -> dict[str, Any]:
    lines = [line.strip() for line in texts.get("points", "").split("\n") if line.strip()]
    if len(lines) < 2:
        raise Wrong(
            "points", f"{kind}题有 {len(lines)} 个评分点，至少要两个", "一行一点，末尾写分值，如 先报主管（2分）"
        )
    points = []
    for line in lines:
        match = _POINT.match(line)
        if match is None or not 1 <= int(match[2]) <= 20:
            raise Wrong("points", f"评分点“{line[:20]}”末尾没有 1 到 20 分的分值", "末尾写（2分）这样的分值")
        points.append({"text": _NUMBERED.sub("", match[1].strip()) or match[1].strip(), "marks": match[2]})
    return {"points": points}


def _needed(texts: Mapping[str, str], remedy: str) -> str:
    if not texts.get("answer"):
        raise Wrong("answer", "没有填“答案”", remedy, "missing-key")
    return texts["answer"]


_MAKERS: dict[str, Callable[[str, Mapping[str, str], str], dict[str, Any]]] = {
    QuestionType.SINGLE: _options, QuestionType.MULTIPLE: _options, QuestionType.JUDGE: _judgement,
    QuestionType.CLOZE: _cloze, QuestionType.ORDER: _steps,
}  # fmt: skip
