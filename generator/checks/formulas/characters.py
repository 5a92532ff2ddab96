"""Characters that have no business in a formula, and what was probably meant."""

from __future__ import annotations

import re
import unicodedata

from .fault import Fault

_MEANT = {
    "≥": ">=", "≤": "<=", "≠": "<>", "×": "*", "✕": "*", "÷": "/", "－": "-", "—": "-", "–": "-", "−": "-",
    "“": '"', "”": '"', "‘": '"', "’": '"', "、": ",", "，": ",", "；": ",", "【": "(", "】": ")", "〔": "(", "〕": ")",
    "√": '"√"', "…": "",
}  # fmt: skip
_EMPTY = re.compile(r"\{\s*\}")
_WIDE_WORD = re.compile(r"[０-９Ａ-Ｚａ-ｚ．]+")
_WORD = re.compile(r"[^\x00-\x7f，；：（）“”]+")


def odd_character(formula: str, at: int) -> Fault:
    """What is wrong with the character at `at`, which stands outside quotes and names."""
    character = formula[at]
    if not character.isascii():
        return _wide(formula, at)
    if character == "{" and (empty := _EMPTY.match(formula, at)):
        return Fault(empty[0], at, "的花括号里空着", "写上栏目的标识，如 {told}")
    following = formula[at : at + 2]
    message, remedy = {
        ";": ("里有分号", "函数的参数之间用英文逗号"),
        "'": ("里用了单引号", "文字两边用英文双引号；整段算式用英文单引号包起来"),
        '"': ("里的双引号没有成对", "文字两边各写一个英文双引号"),
        "{": ("的花括号没有成对", "栏目写作 {标识}：前后各一个英文花括号，里面不再套花括号"),
        "}": ("的花括号没有成对", "栏目写作 {标识}：前后各一个英文花括号，里面不再套花括号"),
        ":": ("里有冒号", "整列写作 {表格.列}，展开的各列写作 {列@各}，不写 起:止"),
        "!": ("里有 !=", "不相等写 <>") if following == "!=" else ("里有 !", "别的页上的栏目也写作 {标识}，不写页名"),
        "|": ("里有 |", "或者写 OR(甲,乙)，连接文字写 &"),
        "@": ("里有 @", "同一行的格写作 {表格.列@行}，写在花括号里面"),
        "#": ("里有 #", "列表的一项写作 {08/outcomes#closed}；出错时显示什么用 IFERROR"),
    }.get(character, (f"里有 “{character}”", "删掉它；文字两边加英文双引号，栏目写作 {标识}"))
    return Fault(character, at, message, remedy)


def _wide(formula: str, at: int) -> Fault:
    """A character that is not of the keyboard's: a mark or a figure in full width, or Chinese words without quotes."""
    character = formula[at]
    if match := _WIDE_WORD.match(formula, at):
        half = unicodedata.normalize("NFKC", match[0])
        return Fault(match[0], at, f"里有全角的 “{match[0]}”", f"换成半角 {half}")
    meant = _MEANT.get(character) or unicodedata.normalize("NFKC", character)
    if meant.isascii() and meant != character:
        write = "写" if len(meant) > 1 else "换成英文的"
        return Fault(character, at, f"里有 “{character}”", f"{write} {meant}")
    words = _WORD.match(formula, at)
    word = words[0] if words else character
    return Fault(word, at, f"里的 “{word}” 没有加引号", f'是文字的写作 "{word}"；是栏目的写作 {{标识}}')
