"""How the characters of the index are read (pinyin), compact enough to send.

A table gives each character its usual reading; where a text reads it otherwise, a rule gives a piece of text in which
that is always so: 银行 for 行 hang. The browser expands both (site/assets/search-pinyin.js).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from pypinyin import Style, lazy_pinyin

_RUN = re.compile(r"[\u3400-\u9fff]+")
_REACH = 6  # how far around a character a rule may look
# Where pypinyin knows no better: words as they are said at a counter.
_SAID = {
    "轧账": "zha zhang", "日终轧账": "ri zhong zha zhang", "现金轧账": "xian jin zha zhang", "调休": "tiao xiu",
    "调班": "tiao ban", "时长": "shi chang", "多长": "duo chang", "最长": "zui chang", "更长": "geng chang",
    "较长": "jiao chang", "外传": "wai chuan", "传录": "chuan lu", "有的": "you de", "质的": "zhi de",
    "漏的": "lou de", "塞的": "sai de", "失的": "shi de", "的当日": "de dang ri", "内传": "nei chuan", "给付": "ji fu",
}  # fmt: skip
# The characters of everyday Chinese (GB 2312, level 1), so that a wrong character of the same sound is understood.
_COMMON = "".join(
    bytes((row, cell)).decode("gb2312") for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF)
    if (row, cell) < (0xD7, 0xFA)
)  # fmt: skip


@lru_cache(maxsize=65536)
def _read(run: str) -> tuple[str, ...]:
    return tuple(lazy_pinyin(run, style=Style.NORMAL))


def _corrected(word: str, said: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    reading = list(_read(word))
    for part, sound in said.items():
        if (at := word.find(part)) >= 0:
            reading[at : at + len(part)] = sound
    return tuple(reading)


class Readings:
    """Readings of `texts`; `names` (terms, titles) are read as they are read alone, wherever they stand."""

    def __init__(self, texts: Iterable[str], names: Iterable[str]) -> None:
        words = {run for name in names for run in _RUN.findall(name) if len(run) > 1}
        said = {word: tuple(reading.split()) for word, reading in _SAID.items()}
        self.names = {word: _corrected(word, said) for word in words} | said
        longest_first = sorted(self.names, key=lambda word: (-len(word), word))
        self.pattern = re.compile("|".join(map(re.escape, longest_first)))
        self.runs = list(dict.fromkeys(run for text in texts for run in _RUN.findall(text)))
        self.read = {run: self._reading(run) for run in self.runs}
        self.usual = self._usual()

    def of(self, text: str) -> list[str]:
        """The readings of the Chinese characters of one of the texts."""
        return [reading for run in _RUN.findall(text) for reading in self.read.get(run) or self._reading(run)]

    def compact(self) -> dict[str, str]:
        """`table`: "a 啊阿,ai 埃…"; `rules`: "银行 1 hang,…" (piece, place in it, reading)."""
        table: dict[str, list[str]] = defaultdict(list)
        for character in sorted({*self.usual, *_COMMON}):
            table[self.usual.get(character) or _read(character)[0]].append(character)
        return {
            "table": ",".join(f"{reading} {''.join(table[reading])}" for reading in sorted(table)),
            "rules": ",".join(f"{piece} {at} {reading}" for piece, at, reading in self._rules()),
        }

    def _reading(self, run: str) -> list[str]:
        reading = list(_read(run))
        for match in self.pattern.finditer(run):
            reading[match.start() : match.end()] = self.names[match[0]]
        return reading

    def _usual(self) -> dict[str, str]:
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for run in self.runs:
            for character, reading in zip(run, self.read[run], strict=True):
                counts[character][reading] += 1
        return {c: min(found, key=lambda r: (-found[r], r)) for c, found in counts.items()}

    def _rules(self) -> Iterator[tuple[str, int, str]]:
        """For each unusual reading the shortest piece of text that always has it."""
        unusual = {c for run in self.runs for c, r in zip(run, self.read[run], strict=True) if r != self.usual[c]}
        held: dict[str, dict[tuple[str, int], set[str]]] = {c: defaultdict(set) for c in unusual}
        for run, at in self._places(unusual):
            for piece in _pieces(run, at):
                held[run[at]][piece].add(self.read[run][at])
        rules: dict[tuple[str, int], str] = {}
        for run, at in self._places(unusual):
            reading = self.read[run][at]
            if reading == self.usual[run[at]]:
                continue
            sure = next((piece for piece in _pieces(run, at) if held[run[at]][piece] == {reading}), None)
            if sure is not None:
                rules.setdefault(sure, reading)
        for (text, place), reading in sorted(rules.items()):
            yield text, place, reading

    def _places(self, characters: set[str]) -> Iterator[tuple[str, int]]:
        for run in self.runs:
            for at, character in enumerate(run):
                if character in characters:
                    yield run, at


def _pieces(run: str, at: int) -> Iterator[tuple[str, int]]:
    """Pieces of the run around a place, shortest first, each with the place in it."""
    for length in range(2, _REACH + 1):
        for start in range(at - length + 1, at + 1):
            if start >= 0 and start + length <= len(run):
                yield run[start : start + length], at - start
