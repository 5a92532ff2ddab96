"""The blocks of two versions of an article, side by side: which became which, and what was deleted and inserted.

Alignment of blocks as in Gale and Church (1993): one to one, one to two, two to one, by how much of the words is shared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Indel

from ..facts.resolve import number_in_words
from ..model import Article
from ..references import Index
from .marking import spans
from .record import Block, Mark, Passage, Run, Runs
from .wording import Language, Token, fold

ALIKE = 0.4  # share of the words that two blocks must have in common to be versions of each other
_DIVIDED = 0.92  # what a split or a merger is worth against two blocks of the same likeness
_SHAPES = ((1, 1), (1, 2), (2, 1))


@dataclass(frozen=True, slots=True)
class Written:
    """A block as one side has it: its words as people read them, their wording, and as they are written in the source."""

    number: str
    text: str
    wording: str
    source: str
    basis: str
    cites: tuple[str, ...]


def written(index: Index, article: Article, key: str) -> tuple[Written, ...]:
    """The blocks of an article: each paragraph, then its items."""
    found = []
    for paragraph in article.paragraphs:
        found.append(_block(index, "", paragraph.text, key, paragraph.basis.value, paragraph.cites))
        for number, item in enumerate(paragraph.items, 1):
            basis = (item.basis or paragraph.basis).value
            found.append(
                _block(index, f"（{number_in_words(number)}）", item.text, key, basis, item.cites or paragraph.cites)
            )
    return tuple(found)


def _block(index: Index, number: str, text: str, key: str, basis: str, cites: tuple[str, ...]) -> Written:
    shown = index.resolver.plain(text, key)
    return Written(number, shown, fold(shown), text, basis, cites)


Pair = tuple[Sequence[Written], Sequence[Written]]
Again = Callable[[str], str]


def passages(
    old: Sequence[Written], new: Sequence[Written], language: Language, again: Again
) -> tuple[tuple[Passage, ...], tuple[Pair, ...]]:
    """The two versions in passages, in the order of the new one, deletions where they stood; and the blocks of each.

    `again` gives the words that an old source has on the new side.
    """
    pairs = tuple(_aligned(old, new))
    made = [_passage(a, b, language, again) for a, b in pairs]
    gone = {_wording(p.old): n for n, p in enumerate(made) if p.old and not p.new}
    for place, passage in enumerate(made):
        if passage.new and not passage.old:
            came_from = gone.pop(_wording(passage.new), None)
            if came_from is not None:
                made[came_from] = replace(made[came_from], old=_plain(made[came_from].old), moved=True, reworded=False)
                made[place] = replace(passage, new=_plain(passage.new), moved=True, reworded=False)
    return tuple(made), pairs


def _wording(blocks: Sequence[Block]) -> str:
    return "\n".join(fold(block.text) for block in blocks)


def _plain(blocks: Sequence[Block]) -> tuple[Block, ...]:
    return tuple(replace(block, runs=(Run(Mark.SAME, block.text),)) for block in blocks)


def _aligned(old: Sequence[Written], new: Sequence[Written]) -> Iterator[Pair]:
    """The blocks in pairs of what belongs together; those of the same wording first, as they lie."""
    codes: dict[str, str] = {}
    sides = ["".join(codes.setdefault(b.wording, chr(0xF0000 + len(codes))) for b in side) for side in (old, new)]
    i = j = 0
    for a, c, size in Indel.opcodes(*sides).as_matching_blocks():
        if a > i or c > j:
            yield from _matched(old[i:a], new[j:c])
        yield from ((old[a + n : a + n + 1], new[c + n : c + n + 1]) for n in range(size))
        i, j = a + size, c + size


def _matched(old: Sequence[Written], new: Sequence[Written]) -> Iterator[Pair]:
    """Blocks none of which stayed as it was, matched by likeness so that the most words are shared."""
    best: list[list[float]] = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    step: list[list[tuple[int, int]]] = [[(1, 0)] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) + 1):
        for j in range(len(new) + 1):
            if not i and not j:
                continue
            choices = [(best[i - 1][j], (1, 0))] if i else []
            choices += [(best[i][j - 1], (0, 1))] if j else []
            for m, n in _SHAPES:
                if i >= m and j >= n and (shared := _shared(old[i - m : i], new[j - n : j])):
                    choices.append((best[i - m][j - n] + shared, (m, n)))
            best[i][j], step[i][j] = max(choices, key=lambda choice: choice[0])
    pairs: list[Pair] = []
    i, j = len(old), len(new)
    while i or j:
        m, n = step[i][j] if i and j else (1, 0) if i else (0, 1)
        pairs.append((old[i - m : i], new[j - n : j]))
        i, j = i - m, j - n
    yield from reversed(pairs)


def _shared(old: Sequence[Written], new: Sequence[Written]) -> float:
    one, other = ("".join(block.wording for block in side) for side in (old, new))
    likeness = Indel.normalized_similarity(one, other, score_cutoff=ALIKE)
    worth = likeness * (len(one) + len(other))
    return worth if len(old) == len(new) else worth * _DIVIDED


def _passage(old: Sequence[Written], new: Sequence[Written], language: Language, again: Again) -> Passage:
    if "".join(b.wording for b in old) == "".join(b.wording for b in new):
        return Passage(_blocks(old, Mark.SAME), _blocks(new, Mark.SAME))
    if not old or not new:
        return Passage(_blocks(old, Mark.DELETED), _blocks(new, Mark.INSERTED), reworded=True)
    one, other = ([t for n, b in enumerate(side) for t in language.tokens(b.text, n)] for side in (old, new))
    left: list[tuple[Mark, Sequence[Token]]] = []
    right: list[tuple[Mark, Sequence[Token]]] = []
    for span in spans(one, other, language):
        left.append((Mark.SAME if span.same else Mark.DELETED, one[span.a : span.b]))
        right.append((Mark.SAME if span.same else Mark.INSERTED, other[span.c : span.d]))
    follows = fold("".join(again(b.source) for b in old)) == "".join(b.wording for b in new)
    return Passage(_cut(old, left), _cut(new, right), reworded=True, follows=follows)


def _blocks(side: Sequence[Written], mark: Mark) -> tuple[Block, ...]:
    return tuple(Block(b.number, (Run(mark, b.text),), b.basis, b.cites) for b in side)


def _cut(side: Sequence[Written], marked: Sequence[tuple[Mark, Sequence[Token]]]) -> tuple[Block, ...]:
    """The marked words put back into their blocks."""
    runs: list[list[Run]] = [[] for _ in side]
    for mark, tokens in marked:
        for part in range(len(side)):
            text = "".join(token.text for token in tokens if token.part == part)
            if text:
                runs[part].append(Run(mark, text))
    return tuple(Block(b.number, tuple(r), b.basis, b.cites) for b, r in zip(side, runs, strict=True))


def marked(old: str, new: str, language: Language) -> tuple[Runs, Runs]:
    """Two short texts with what was deleted and inserted; without a mark if they are of the same wording."""
    if fold(old) == fold(new):
        return (Run(Mark.SAME, old),) if old else (), (Run(Mark.SAME, new),) if new else ()
    one, other = list(language.tokens(old)), list(language.tokens(new))
    left, right = [], []
    for span in spans(one, other, language):
        left.append(Run(Mark.SAME if span.same else Mark.DELETED, "".join(t.text for t in one[span.a : span.b])))
        right.append(Run(Mark.SAME if span.same else Mark.INSERTED, "".join(t.text for t in other[span.c : span.d])))
    return tuple(r for r in left if r.text), tuple(r for r in right if r.text)
