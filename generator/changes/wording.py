"""How texts fall into what stands or falls as one when two of them are compared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from ..references.typography import REPEATED, fold, once, same, translated

__all__ = ["Language", "Token", "fold", "same"]

# A character with the marks that combine with it: what NFKC turns into something else goes by such clusters.
_CLUSTER = re.compile(r".[\u0300-\u036f\u3099\u309a\uff9e\uff9f\ufe00-\ufe0f]*", re.DOTALL)
_WHOLE = (
    r"\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月\d{1,2}日"
    r"|\d+(?:,\d{3})+(?:\.\d+)?[%万亿]?|\d{4}-\d{1,2}-\d{1,2}|\d+(?:[.:]\d+)*[%万亿]?"
    r"|[一二三四五六七八九十百千〇零两]+|[A-Za-z]+(?:-?[A-Za-z0-9]+)*|-+|\.{3,}|·+"
)
_IDEOGRAPH = re.compile(r"[㐀-鿿]")
# Characters that go before or after anything: two of them in a row say nothing of words.
_LOOSE = frozenset("的了和与或及在由向对为是有不应可其并且等各每本该将按至从以而之所于")
_ENOUGH = 300_000  # characters show which pairs are words
_LEAST_SEEN, _LEAST_SHARE = 3, 0.5


@dataclass(frozen=True, slots=True)
class Token:
    """What stands or falls as one: a number, a date, a name, a Latin word, a single ideograph or mark.

    `key` is its wording, `text` how it is written, with the spaces after it; `part` tells which of several texts it
    belongs to.
    """

    key: str
    text: str
    part: int = 0

    @property
    def number(self) -> bool:
        """Whether it is a figure, a date or a Latin word."""
        return len(self.key) > 1 and self.key[0].isascii() and self.key[0].isalnum()

    @property
    def word(self) -> bool:
        """Whether it is more than a character or a mark."""
        return len(self.key) > 1 and self.key != "…"


class Language:
    """How texts fall into tokens: names that are never cut, and pairs of characters that go together."""

    def __init__(self, names: Iterable[str] = (), corpus: Iterable[str] = ()) -> None:
        known = sorted({fold(name) for name in names if len(name) > 1}, key=lambda name: (-len(name), name))
        named = "|".join(map(re.escape, known))
        self._pattern = re.compile("|".join(filter(None, (named, _WHOLE, "."))), re.DOTALL)
        self._corpus = tuple(corpus)
        self._pairs: Counter[str] | None = None
        self._singles: Counter[str] = Counter()

    def tokens(self, text: str, part: int = 0) -> Iterator[Token]:
        """The tokens of a text, in order; their texts joined are the text."""
        wording, at = _spelled(text)
        ends = [match.end() for match in self._pattern.finditer(wording)]
        start = 0
        for end in ends:
            key = REPEATED.sub(once, wording[start:end])
            begin = at[start] if start else 0
            yield Token(key, text[begin : at[end]], part)
            start = end

    def together(self, first: str, second: str) -> bool:
        """Whether two characters mostly stand together wherever the rarer of them stands: 检查, 主管."""
        if not (_IDEOGRAPH.fullmatch(first) and _IDEOGRAPH.fullmatch(second)) or {first, second} & _LOOSE:
            return False
        if self._pairs is None:
            self._count()
        assert self._pairs is not None
        seen = self._pairs[first + second]
        rarer = min(self._singles[first], self._singles[second])
        return seen >= _LEAST_SEEN and seen / rarer >= _LEAST_SHARE

    def _count(self) -> None:
        self._pairs = Counter()
        left = _ENOUGH
        for text in self._corpus:
            left -= len(text)
            if left < 0:
                break
            self._singles.update(text)
            self._pairs.update(map("".join, pairwise(text)))


def _spelled(text: str) -> tuple[str, list[int]]:
    """The wording of a text, repeated marks kept, and for each of its characters where it is written; then the end."""
    letters: list[str] = []
    at: list[int] = []
    for match in _CLUSTER.finditer(text):
        for letter in _letters(match[0]):
            letters.append(letter)
            at.append(match.start())
    return "".join(letters), [*at, len(text)]


@lru_cache(maxsize=1 << 13)
def _letters(cluster: str) -> str:
    return translated(cluster)
