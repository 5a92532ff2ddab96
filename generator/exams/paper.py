"""Papers drawn by a blueprint: an A and a B paper of equal weight without a shared item, the same again for a seed.

Nothing here is left to chance: where there is a choice, a hash of the seed and the item decides, so that the same seed
and bank give the same papers on every machine, and one more item in the bank moves little else.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

from ..model import Difficulty, Paper, PaperPart, Pool, QuestionType
from .items import Item
from .printed import LETTERS, Asked, Drawn, ExamPaper, Section, Shortage, Source
from .shares import Key, largest_remainder, limited, nearest

CARD_TYPES = {QuestionType.SINGLE: 2, QuestionType.JUDGE: 1, QuestionType.CLOZE: 1}
_DIFFICULTIES = tuple(Difficulty)


def eligible(items: Iterable[Item], source: Source, drafted: bool) -> list[Item]:
    """What may be asked: of the pool, and on drafted clauses only where that is allowed."""
    return [item for item in items if source.holds(item) and (drafted or not item.drafted)]


def draw(
    blueprint: Paper, items: Iterable[Item], regulations: Sequence[str], passing: int, seed: int,
    source: Source = Source.FORMAL, drafted: bool | None = None,
) -> Drawn:  # fmt: skip
    """The A and the B paper. Shortage if the bank has too few items for both."""
    allowed = blueprint.drafted if drafted is None else drafted
    usable = eligible(items, source, allowed)
    given = {share.regulation: share.weight for share in blueprint.regulations}
    weights = {key: given.get(key, 1) for key in regulations if given.get(key, 1)}
    _sufficient(blueprint, usable, weights, source, allowed)
    drawer = _Drawer(blueprint, usable, weights, seed)
    halves = [drawer.part(part) for part in blueprint.parts]
    papers = [
        _paper(blueprint, letter, passing, seed, [half[place] for half in halves]) for place, letter in enumerate("AB")
    ]
    return Drawn((papers[0], papers[1]), tuple(drawer.notes))


def draw_cards(
    items: Iterable[Item], regulations: Mapping[str, int], seed: int, count: int, fits: Callable[[Item], bool]
) -> list[Asked]:
    """Questions for spot checks, spread over the regulations; Shortage if there are not so many."""
    there = [item for item in items if item.type in CARD_TYPES and fits(item)]
    room = {kind: sum(item.type is kind for item in there) for kind in CARD_TYPES}
    if sum(room.values()) < count:
        raise Shortage(
            [f"题卡要 {count} 道，能用的单选、判断、填空题只有 {len(there)} 道，还差 {count - len(there)} 道"]
        )
    kinds = limited(count, CARD_TYPES, room, lambda kind: kind)
    found: list[Item] = []
    held: Counter[str] = Counter()
    for kind, wanted in kinds.items():
        by = {key: _spread([i for i in there if i.type is kind and i.regulation == key], seed) for key in regulations}
        room_of = {key: len(by[key]) for key in regulations}
        for key, number in limited(wanted, regulations, room_of, lambda key: (held[key], _digest(seed, key))).items():
            found += by[key][:number]
            held[key] += number
    found.sort(key=lambda item: (item.regulation, _digest(seed, "card", item.id)))
    return [Asked(number, item, item.options, _mixed_steps(item, f"{seed}")) for number, item in enumerate(found, 1)]


def _sufficient(blueprint: Paper, items: list[Item], weights: Mapping[str, int], source: Source, drafted: bool) -> None:
    """The two papers are alike in type × regulation, so each regulation gives items in twos."""
    wanted: Counter[QuestionType] = Counter()
    for part in blueprint.parts:
        wanted[part.type] += part.count
    lines = []
    for kind, count in wanted.items():
        there = Counter(item.regulation for item in items if item.type is kind and item.regulation in weights)
        pairs = sum(number // 2 for number in there.values())
        if pairs < count:
            total = sum(there.values())
            odd = f"（两卷各制度题数相同，配得成对的 {2 * pairs} 道）" if 2 * pairs < total else ""
            only = "" if drafted else "不考拟稿条款时"
            lines.append(
                f"{kind}：两卷共要 {2 * count} 道，{only}{source.label}里能用的只有 {total} 道{odd}，还差 {2 * (count - pairs)} 道"
            )
    if lines:
        raise Shortage(lines)


class _Drawer:
    """Draws part after part; what one part could not give evenly, the next evens out."""

    def __init__(self, blueprint: Paper, items: list[Item], weights: Mapping[str, int], seed: int) -> None:
        self.seed, self.weights = seed, weights
        self.items = {item.id: item for item in items}
        mix = blueprint.difficulty
        self.mix = dict(zip(_DIFFICULTIES, (mix.easy, mix.medium, mix.hard), strict=True))
        if not any(self.mix.values()):
            self.mix = dict.fromkeys(_DIFFICULTIES, 1)
        self.notes: list[str] = []
        self.owed: defaultdict[Hashable, float] = defaultdict(
            float
        )  # regulations and difficulties: given less than their share so far
        self.apart: Counter[Difficulty] = Counter()  # marks of the A paper over those of the B paper

    def part(self, part: PaperPart) -> tuple[list[Item], list[Item]]:
        """The items of a part for A and for B, taken out of the bank."""
        by = {
            key: _spread([i for i in self.items.values() if i.type is part.type and i.regulation == key], self.seed)
            for key in self.weights
        }
        plain = largest_remainder(part.count, self.weights, self._rank)
        counts = limited(part.count, self.weights, {key: len(by[key]) // 2 for key in by}, self._rank)
        for key, wanted in plain.items():
            if counts[key] < wanted:
                self.notes.append(
                    f"{part.type}：制度 {key} 按权重每卷要 {wanted} 道，题不够，只出 {counts[key]} 道，其余由别的制度补"
                )
        mix = largest_remainder(part.count, self.mix, self._rank)
        self._owe(part.count, self.weights, counts)
        self._owe(part.count, self.mix, mix)
        chosen = self._chosen(by, counts, {level: 2 * number for level, number in mix.items()})
        have = Counter(item.difficulty for items in chosen.values() for item in items)
        if any(abs(have[level] - 2 * mix[level]) > 1 for level in mix):
            asked = "、".join(f"{level} {2 * mix[level]}" for level in _DIFFICULTIES)
            given = "、".join(f"{level} {have[level]}" for level in _DIFFICULTIES)
            self.notes.append(f"{part.type}：难度比例两卷共要{asked}，题库只能出到{given}")
        first, second = self._split(chosen, part.marks)
        for item in (*first, *second):
            del self.items[item.id]
        return self._shuffled(first, "A"), self._shuffled(second, "B")

    def _rank(self, key: Hashable) -> tuple[float, bytes]:
        return -self.owed[key], _digest(self.seed, key)

    def _owe(self, count: int, weights: Mapping[Key, int], given: Mapping[Key, int]) -> None:
        whole = sum(weights.values())
        for key, weight in weights.items():
            self.owed[key] += count * weight / whole - given[key]

    def _chosen(
        self, by: Mapping[str, list[Item]], counts: Mapping[str, int], wanted: Mapping[Difficulty, int]
    ) -> dict[str, list[Item]]:
        """Two items a question for each regulation: formal ones first, then as near the mix as the bank allows."""
        kept: dict[str, list[Item]] = {}
        choice: dict[str, list[Item]] = {}
        for key, items in by.items():
            formal = [item for item in items if item.pool is Pool.FORMAL]
            enough = len(formal) >= 2 * counts[key]
            kept[key] = [] if enough else formal
            choice[key] = formal if enough else [item for item in items if item.pool is not Pool.FORMAL]
        rest = Counter(wanted)
        rest.subtract(Counter(item.difficulty for items in kept.values() for item in items))
        there = {key: Counter(item.difficulty for item in items) for key, items in choice.items()}
        needed = {key: 2 * counts[key] - len(kept[key]) for key in by}
        order = sorted(by, key=lambda key: _digest(self.seed, "order", key))
        numbers = nearest(order, _DIFFICULTIES, needed, there, rest)
        for key, items in choice.items():
            for level in _DIFFICULTIES:
                kept[key] += [item for item in items if item.difficulty is level][: numbers[key][level]]
        return kept

    def _split(self, chosen: Mapping[str, list[Item]], marks: int) -> tuple[list[Item], list[Item]]:
        """Each regulation's items in twos of the same difficulty, one for A and one for B; the odd ones are turned so
        that the papers come out as alike as can be."""
        alike: list[tuple[Item, Item]] = []
        unlike: list[tuple[Item, Item]] = []
        for items in chosen.values():
            single: list[Item] = []
            for level in _DIFFICULTIES:
                # Questions on one clause lie side by side, so that they come on different papers.
                row = sorted((i for i in items if i.difficulty is level), key=lambda i: (i.pool, i.clauses, i.id))
                alike += list(zip(row[::2], row[1::2], strict=False))
                single += row[-1:] if len(row) % 2 else []
            unlike += list(zip(single[::2], single[1::2], strict=False))
        turned = self._turned(unlike, marks)
        formal = sum((a.pool is Pool.FORMAL) - (b.pool is Pool.FORMAL) for a, b in turned)
        for pair in sorted(alike, key=lambda pair: (pair[0].pool is pair[1].pool, pair[0].id)):
            a, b = pair if _digest(self.seed, pair[0].id, pair[1].id)[0] % 2 else pair[::-1]
            step = (a.pool is Pool.FORMAL) - (b.pool is Pool.FORMAL)
            if step * formal > 0:
                a, b, step = b, a, -step
            formal += step
            turned.append((a, b))
        for a, b in turned:
            self.apart[a.difficulty] += marks
            self.apart[b.difficulty] -= marks
        return [a for a, _ in turned], [b for _, b in turned]

    def _turned(self, pairs: list[tuple[Item, Item]], marks: int) -> list[tuple[Item, Item]]:
        """The pairs turned so that A and B differ least in difficulty, in this part and then in the paper so far."""
        ways: dict[tuple[int, ...], tuple[bool, ...]] = {(0,) * len(_DIFFICULTIES): ()}
        for pair in pairs:
            more: dict[tuple[int, ...], tuple[bool, ...]] = {}
            first = bool(_digest(self.seed, pair[0].id, pair[1].id)[0] % 2)
            for apart, turns in ways.items():
                for turn in (first, not first):
                    a, b = pair[::-1] if turn else pair
                    steps = (int(a.difficulty is level) - int(b.difficulty is level) for level in _DIFFICULTIES)
                    more.setdefault(tuple(n + s for n, s in zip(apart, steps, strict=True)), (*turns, turn))
            ways = more

        def worth(apart: tuple[int, ...]) -> tuple[int, int]:
            paper = sum(abs(self.apart[level] + marks * n) for level, n in zip(_DIFFICULTIES, apart, strict=True))
            return sum(map(abs, apart)), paper

        best = ways[min(ways, key=worth)]
        return [pair[::-1] if turn else pair for pair, turn in zip(pairs, best, strict=True)]

    def _shuffled(self, items: list[Item], letter: str) -> list[Item]:
        return sorted(items, key=lambda item: _digest(self.seed, letter, item.id))


def _paper(blueprint: Paper, letter: str, passing: int, seed: int, parts: list[list[Item]]) -> ExamPaper:
    sections, number = [], 0
    for part, items in zip(blueprint.parts, parts, strict=True):
        asked = []
        for item in items:
            number += 1
            options = item.options
            if letter != "A":
                options = tuple(sorted(options, key=lambda choice: _digest(seed, letter, item.id, choice.text)))
            asked.append(Asked(number, item, options, _mixed_steps(item, f"{seed}{letter}")))
        sections.append(Section(part.type, part.marks, tuple(asked)))
    return ExamPaper(
        letter, blueprint.id, blueprint.title, seed, blueprint.minutes, passing, blueprint.multiple, tuple(sections)
    )


def _mixed_steps(item: Item, salt: str) -> tuple[str, ...]:
    """The steps of a 排序 out of their order."""
    mixed = tuple(sorted(item.steps, key=lambda step: _digest(salt, item.id, step)))
    return (*mixed[1:], mixed[0]) if mixed == item.steps and len(mixed) > 1 else mixed


def _spread(items: list[Item], seed: int) -> list[Item]:
    """The items in an order of the seed's, one of each clause before the second of any."""
    seen: Counter[tuple[str, ...]] = Counter()
    ranked = []
    for item in sorted(items, key=lambda item: _digest(seed, item.id)):
        ranked.append((seen[item.clauses], item))
        seen[item.clauses] += 1
    return [item for _, item in sorted(ranked, key=lambda pair: pair[0])]


def _digest(*words: object) -> bytes:
    return hashlib.sha256("\n".join(map(str, words)).encode()).digest()


__all__ = [
    "CARD_TYPES", "LETTERS", "Asked", "Drawn", "ExamPaper", "Section", "Shortage", "Source", "draw", "draw_cards",
    "eligible",
]  # fmt: skip
