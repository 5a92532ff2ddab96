"""What may be written in an input, and what Excel tells the person who writes."""

from __future__ import annotations

from dataclasses import dataclass

from ..layout import Input
from ..model import Control
from .figures import bounds
from .text import length, one_line, shorten

TITLE_LIMIT, MESSAGE_LIMIT = 32, 255  # Excel's; longer ones make the file unreadable
LIST_LIMIT = 255
TEXT_LIMIT = 2000
FIRST_DAY = 36_526  # 2000-01-01, as Excel counts days
LAST_TIME = 86_399 / 86_400  # 23:59:59, as a part of a day
TICK = ("√",)


@dataclass(frozen=True)
class Rule:
    """A data validation apart from its place; `options` are those of a list."""

    check: str  # XlsxWriter's word: list, date, time, integer, decimal, length
    minimum: float | None
    maximum: float | None
    options: tuple[str, ...]
    title: str
    prompt: str
    error: str

    def arguments(self, source: str | list[str]) -> dict[str, object]:
        """The arguments XlsxWriter wants; `source` is that of a list."""
        arguments: dict[str, object] = {
            "validate": self.check,
            "error_title": "请重新填写",
            "error_message": self.error,
        }
        if self.prompt:
            arguments |= {"input_title": self.title, "input_message": self.prompt}
        if self.check == "list":
            return arguments | {"source": source}
        if self.minimum is None:
            return arguments | {"criteria": "<=", "value": self.maximum}
        if self.maximum is None:
            return arguments | {"criteria": ">=", "value": self.minimum}
        return arguments | {"criteria": "between", "minimum": self.minimum, "maximum": self.maximum}


def rule_of(input: Input) -> Rule:
    """The rule for an input; the rows of a table's column share theirs."""
    options = tuple(dict.fromkeys(filter(None, (one_line(option) for option in input.options))))
    if input.control is Control.CHECK and not options:
        options = TICK
    if input.control in (Control.CHOICE, Control.CHECK) and options:
        tip = "打勾选√，不打勾留空。" if options == TICK else "点右边的箭头，从列表中选。"
        return _rule(input, "list", None, None, tip, "请从列表中选一项，或者留空。", options)
    match input.control:
        case Control.DATE:
            error = "请填 2000 年以后的日期，如 2026-3-5。"
            return _rule(input, "date", FIRST_DAY, None, "填日期，如 2026-3-5。", error)
        case Control.TIME:
            error = "请填一天之内的时间，如 8:30。"
            return _rule(input, "time", 0, LAST_TIME, "填时间，如 8:30。", error)
        case Control.NUMBER | Control.MONEY | Control.PERCENT:
            return _number(input)
        case Control.SIGN:
            return _rule(input, "length", None, TEXT_LIMIT, "打印后由本人手签。", _too_long())
    return _rule(input, "length", None, TEXT_LIMIT, "", _too_long())


def inline(options: tuple[str, ...]) -> bool:
    """Whether a list can stand in the rule itself, where commas part the options."""
    plain = all(option[0] != "=" and not set(option) & {",", '"'} for option in options)
    return plain and length(",".join(options)) <= LIST_LIMIT


def _number(input: Input) -> Rule:
    allowed = bounds(input)
    check = "integer" if allowed.whole else "decimal"
    low, high = allowed.minimum, allowed.maximum
    if input.control is Control.MONEY and input.minimum is None and input.maximum is None:
        return _rule(input, check, low, high, "填金额（元），只写数字。", "请填金额，只写数字。")
    if input.control is Control.PERCENT:
        limits = f"{low * 100:g}% 到 {(high or 0) * 100:g}% 之间"
        return _rule(input, check, low, high, "填百分数，如 95%。", f"请填 {limits}的百分数，如 95%。")
    tip = f"填{allowed.words}，不写单位。" if input.unit else f"填{allowed.words}。"
    return _rule(input, check, low, high, tip, f"请填{allowed.words}。")


def _rule(
    input: Input,
    check: str,
    minimum: float | None,
    maximum: float | None,
    tip: str,
    error: str,
    options: tuple[str, ...] = (),
) -> Rule:
    label = one_line(input.label).removesuffix(f"（第{input.row}行）")
    hint = one_line(input.hint)
    if hint and hint[-1] not in "。！？；.!?;":
        hint += "。"
    # Words first that only this form can say; a plain text without hint gets no prompt, which would only be in the way.
    prompt = f"{'必填。' if input.required and (hint or tip) else ''}{hint}{tip}"
    return Rule(
        check,
        minimum,
        maximum,
        options,
        shorten(label, TITLE_LIMIT),
        shorten(prompt, MESSAGE_LIMIT),
        shorten(error, MESSAGE_LIMIT),
    )


def _too_long() -> str:
    return f"最多填 {TEXT_LIMIT} 个字，写不下的另附页。"
