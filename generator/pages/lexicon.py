"""The words of the search index, and common words that are not in it, so that a query is cut as a person reads it.

Without them 无人机 would be found in 无人驻场 and 机构. jieba's dictionary knows how often a word is written in Chinese;
the browser (site/assets/search-query.js) gets two short lists drawn from it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

import jieba

_RUN = re.compile(r"[\u3400-\u9fff]+")
_LONGEST = 4  # characters of a word that is nowhere in the texts
_THING, _OTHER = 100, 300  # how often jieba's corpus must hold a word for it to count as common
_RARE = 0, ""
_NAMES = frozenset({"nr", "nrt", "nrfg", "ns", "nt"})  # of persons and places; few clerks type them


@lru_cache(maxsize=1)
def _dictionary() -> tuple[jieba.Tokenizer, dict[str, tuple[int, str]]]:
    """A tokenizer that neither reads nor leaves a cache in a shared folder; word → how often it is written, its kind."""
    cutter = jieba.Tokenizer()
    cutter.FREQ, cutter.total = cutter.gen_pfdict(cutter.get_dict_file())
    cutter.initialized = True
    rows: dict[str, tuple[int, str]] = {}
    with cutter.get_dict_file() as lines:
        for line in lines:
            word, often, *kind = line.decode("utf-8").split()
            rows[word] = int(often), kind[0] if kind else ""
    return cutter, rows


class Lexicon:
    """Words of `texts` and `names` (terms, titles) as jieba cuts them, the common ones of what is `spoken`; what is common
    Chinese and not there."""

    def __init__(self, texts: Iterable[str], names: Iterable[str], spoken: Iterable[str] = ()) -> None:
        cutter, self.common = _dictionary()
        runs = dict.fromkeys(run for text in texts for run in _RUN.findall(text))
        runs |= dict.fromkeys(run for name in names for run in _RUN.findall(name))
        self.words = {word for run in runs for word in cutter.cut(run, HMM=False)}
        said = {word for text in spoken for run in _RUN.findall(text) for word in cutter.cut(run, HMM=False)}
        self.words |= {word for word in said if self.common.get(word, _RARE)[0] >= _THING}
        self.held = "\n".join(sorted(self.words))

    def absent(self) -> tuple[list[str], list[str]]:
        """Common words that no word of the texts holds, though their characters are there: things, and all others."""
        characters = set(self.held)
        things: list[str] = []
        others: list[str] = []
        for word, (often, kind) in self.common.items():
            thing = kind.startswith("n") or kind in ("vn", "l")
            enough = often >= (_THING if thing else _OTHER) and 1 < len(word) <= _LONGEST and kind not in _NAMES
            if enough and characters.issuperset(word) and word not in self.held:
                (things if thing else others).append(word)
        return things, others

    def compact(self) -> dict[str, str]:
        """`words`, `things`, `others`: words of two and more characters by their first: "业务 余,营业 运,…"."""
        things, others = self.absent()
        held = (word for word in self.words if len(word) > 1)
        return {"words": _packed(held), "things": _packed(things), "others": _packed(others)}


def _packed(words: Iterable[str]) -> str:
    rows: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words):
        rows[word[0]].append(word[1:])
    return ",".join(first + " ".join(rest) for first, rest in rows.items())
