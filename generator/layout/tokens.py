"""Tokens: places in a text whose words differ from unit to unit, and how much room those words take.

A token is a key between two private-use characters, which no source may contain and XML may.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ..model import UnitValue
from .measure import LEAST_SIZE, fitting_size, line_count, snug_height, type_size

OPEN, CLOSE = "\ue000", "\ue001"
FIT = "fit|"
_NAMED = re.compile(r"\[\[([^\[\]]*)\]\]")
TOKEN = re.compile(f"{OPEN}([^{OPEN}{CLOSE}]*){CLOSE}")


@dataclass(frozen=True)
class Measure:
    """How some words fit: two units with equal measures share a template.

    In a cell with room for `height` mm the type size in points, or, where even the smallest type has no room, the lines
    that it takes, as a negative number. In running text (no height) the lines.
    """

    text: str
    size: float
    width: float
    height: float = 0

    def of(self, values: Mapping[str, str]) -> float:
        """The measure for these values."""
        words = filled(self.text, values)
        if not self.height:
            return line_count(words, self.size, self.width)
        return type_size(words, self.size, self.width, self.height) or -line_count(words, LEAST_SIZE, self.width)

    def cell(self, values: Mapping[str, str]) -> tuple[float, float]:
        """The height in mm of a cell with these values, and its type size: it grows only where no type has room."""
        words = filled(self.text, values)
        size = type_size(words, self.size, self.width, self.height)
        if size:
            return self.height, size
        return max(self.height, snug_height(words, LEAST_SIZE, self.width)), LEAST_SIZE


def token(key: str) -> str:
    """What stands in a template where the value of `key` goes."""
    return f"{OPEN}{key}{CLOSE}"


def fit_key(text: str, size: float, width: float, height: float) -> str:
    """The key of a type size: the largest in which `text`, its slots filled, stands on one line of a sign."""
    return f"{FIT}{size:g}|{width:.2f}|{height:.2f}|{TOKEN.sub(lambda match: f'[[{match[1]}]]', text)}"


def fitted(key: str, values: Mapping[str, str]) -> float:
    """The size that a key made by `fit_key` stands for, in points."""
    size, width, height, text = key.removeprefix(FIT).split("|", 3)
    words = _NAMED.sub(lambda match: values.get(match[1], ""), text)
    return fitting_size(words, float(size), float(width), float(height))


def value_of(key: str, values: Mapping[str, str]) -> str:
    """The text of a slot: its value; a size in half points; or, for a key that ends in +, the value with & doubled,
    as Excel's headers want it."""
    if key.startswith(FIT):
        return f"{round(fitted(key, values) * 2)}"
    if key.endswith("+"):
        return values.get(key[:-1], "").replace("&", "&&")
    return values.get(key, "")


def has_slot(text: str) -> bool:
    """Whether a text holds a token."""
    return OPEN in text


def keys_in(text: str) -> tuple[str, ...]:
    """The keys of the tokens in a text, each once."""
    return tuple(dict.fromkeys(TOKEN.findall(text)))


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with every token replaced by its value, "" where there is none."""
    return TOKEN.sub(lambda match: values.get(match[1], ""), text) if OPEN in text else text


def optional(text: str) -> bool:
    """Whether nothing stands there when its values are empty: tokens, and at most what joins them."""
    return OPEN in text and not re.search(r"[^\s　、，至·—-]", TOKEN.sub("", text))


def present(text: str, values: Mapping[str, str]) -> str:
    """What is filled in already: nothing at all while a value that it waits for is empty."""
    if OPEN not in text:
        return text
    met = all(any(values.get(key) for key in keys) for keys in waiting_for(text))
    return filled(text, values) if met else ""


def waiting_for(text: str) -> tuple[tuple[str, ...], ...]:
    """Groups of keys; of each group one must have a value for something to be filled in.

    Facts nearly always have one, so what holds nothing else waits for a unit besides.
    """
    keys = keys_in(text)
    own = tuple(key for key in keys if "/" not in key)
    return (own,) if own else ((UnitValue.NAME.value,), keys)
