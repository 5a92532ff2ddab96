"""Numbers as documents write them: Chinese numerals to numbers, and numbers as Word's formats show them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

DIGITS = "零一二三四五六七八九"
_VALUES = {c: n for n, c in enumerate(DIGITS)} | {"〇": 0, "○": 0, "Ｏ": 0, "O": 0, "两": 2}
_VALUES |= {c: n for n, c in enumerate("零壹贰叁肆伍陆柒捌玖") if n}
_UNITS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
NUMERAL = r"[0-9０-９零〇○一二三四五六七八九十百千两壹贰叁肆伍陆柒捌玖拾佰仟]"


def number_in(text: str) -> int | None:
    """The whole number that `text` writes: 12, １２, 十二, 一百零五, 一二〇; None if it is none, or beyond 9999."""
    plain = unicodedata.normalize("NFKC", "".join(text.split()))
    if not plain or len(plain) > 9:
        return None
    if plain.isascii():
        return int(plain) if plain.isdigit() and len(plain) < 5 else None
    if not any(c in _UNITS for c in plain):
        digits = [_VALUES.get(c, int(c) if c.isascii() and c.isdigit() else -1) for c in plain]
        if -1 in digits or len(digits) > 4:
            return None
        return digits[0] if len(digits) == 1 else int("".join(map(str, digits)))
    total, last = 0, 0
    for c in plain:
        if c in _UNITS:
            total += (last or 1) * _UNITS[c]
            last = 0
        elif c in _VALUES:
            last = _VALUES[c]
        else:
            return None
    return total + last


def in_words(number: int) -> str:
    """一, 十, 二十三, 一百零五, 一千二百 — as Word's chineseCountingThousand shows it."""
    if number <= 0 or number > 9999:
        return str(number)
    words, gap = "", False
    for size, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // size % 10
        if digit:
            words += ("零" if gap and words else "") + DIGITS[digit] + unit
        gap = not digit
    return words.removeprefix("一") if 10 <= number < 20 else words


def _counting(number: int) -> str:
    """chineseCounting: 一, 十一, 九十九, then digit by digit."""
    return in_words(number) if number < 100 else "".join("○一二三四五六七八九"[int(d)] for d in str(number))


def _legal(number: int) -> str:
    return in_words(number).translate(str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟"))


def _letters(number: int, first: str) -> str:
    """a … z, aa, bb … as Word goes on."""
    turns, place = divmod(max(number, 1) - 1, 26)
    return chr(ord(first) + place) * min(turns + 1, 30)


def _roman(number: int) -> str:
    values = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
              (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
    if not 0 < number < 4000:
        return str(number)
    words = ""
    for value, letters in values:
        words += letters * (number // value)
        number %= value
    return words


def _circled(number: int) -> str:
    return chr(0x245F + number) if 1 <= number <= 20 else f"({number})"


def _stems(names: str) -> Callable[[int], str]:
    return lambda number: names[(number - 1) % len(names)] if number > 0 else str(number)


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02d}",
    "decimalFullWidth": lambda n: str(n).translate({48 + d: 0xFF10 + d for d in range(10)}),
    "decimalFullWidth2": lambda n: str(n).translate({48 + d: 0xFF10 + d for d in range(10)}),
    "decimalHalfWidth": str,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": lambda n: chr(0x2473 + n) if 1 <= n <= 20 else f"({n})",
    "decimalEnclosedFullstop": lambda n: chr(0x2487 + n) if 1 <= n <= 20 else f"{n}.",
    "ideographEnclosedCircle": lambda n: f"({in_words(n)})",
    "chineseCounting": _counting,
    "chineseCountingThousand": in_words,
    "japaneseCounting": _counting,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": in_words,
    "koreanCounting": _counting,
    "ideographDigital": lambda n: "".join("〇一二三四五六七八九"[int(d)] for d in str(n)),
    "japaneseDigitalTenThousand": lambda n: "".join("〇一二三四五六七八九"[int(d)] for d in str(n)),
    "taiwaneseDigital": lambda n: "".join("○一二三四五六七八九"[int(d)] for d in str(n)),
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "ideographTraditional": _stems("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _stems("子丑寅卯辰巳午未申酉戌亥"),
    "lowerLetter": lambda n: _letters(n, "a"),
    "upperLetter": lambda n: _letters(n, "A"),
    "lowerRoman": lambda n: _roman(n).lower(),
    "upperRoman": _roman,
}


def shown(number: int, form: str) -> str:
    """A number in one of Word's formats; formats that no Chinese document uses come in digits."""
    return FORMATS.get(form, str)(number)
