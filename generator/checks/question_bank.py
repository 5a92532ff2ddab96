"""The bank as a whole: questions that repeat each other, keys in one place too often, what no question examines."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from ..exams import Item, canonical, item_of
from ..model import Judgement, PlacedQuestion, Question, SingleChoice, Verdict
from ..problems import Problem, Severity
from ..references import Index

_ALIKE = 0.7  # of two letters in a row that two questions with the same answer share
_REPEATED = 0.9  # the same whatever the answers, in any regulation


def alike(index: Index) -> Iterator[Problem]:
    """Two written questions that ask the same in nearly the same words."""
    bank = index.library.questions
    pairs = [_pairs(index, placed) for placed in bank]
    for at, earlier in _near(pairs, _ALIKE):
        placed = bank[at]
        for before in earlier:
            other = bank[before]
            common, together = len(pairs[at] & pairs[before]), len(pairs[at] | pairs[before])
            mine = placed.regulation is other.regulation
            if common > _REPEATED * together or (
                mine and common > _ALIKE * together and _same_answer(index, placed, other.question)
            ):
                message = f"题目 {placed.question.id} 与 {other.question.id if mine else other.address} 几乎一样"
                yield Problem(
                    "near-duplicate",
                    placed.question.position_of("stem"),
                    message,
                    "删去一道，或改问另一点",
                    Severity.WARNING,
                )
                break


def _pairs(index: Index, placed: PlacedQuestion) -> frozenset[str]:
    """Every two letters in a row of what a question asks."""
    item = item_of(index, placed)
    text = canonical(item.case + item.stem)
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))


def _near(sets: Sequence[frozenset[str]], share: float) -> Iterator[tuple[int, list[int]]]:
    """For each set the earlier ones that may have more than `share` of their union in common with it.

    Two such sets both have one of their rarest members (all but `share` of them, and one) in common, so that few need
    be compared (prefix filtering: Chaudhuri, Ganti, Kaushik, ICDE 2006).
    """
    known = Counter(chain.from_iterable(sets))
    holders: dict[str, list[int]] = defaultdict(list)
    for at, members in enumerate(sets):
        rarest = sorted(members, key=lambda member: (known[member], member))[
            : len(members) - int(share * len(members)) + 1
        ]
        yield at, sorted({before for member in rarest for before in holders[member]})
        for member in rarest:
            holders[member].append(at)


def _same_answer(index: Index, placed: PlacedQuestion, other: Question) -> bool:
    def answers(question: Question) -> set[str]:
        item: Item = item_of(index, PlacedQuestion(placed.regulation, question))
        return {canonical(c.text) for c in item.options if c.right} | {canonical(b[0]) for b in item.blanks}

    mine, theirs = answers(placed.question), answers(other)
    return not mine or not theirs or bool(mine & theirs)


_Count = Callable[[Index, str], list[int]]
# 95 % points of chi-square by degrees of freedom: a fair bank crosses them once in twenty, and is mended by reordering.
_CHI = {1: 3.84, 2: 5.99, 3: 7.81, 4: 9.49, 5: 11.07}
_ENOUGH = {"key-balance": 16, "judge-balance": 10}


def balance(index: Index) -> Iterator[Problem]:
    """Keys of 单选 that stand in one place too often, 判断 that are mostly true or mostly false: in a regulation's bank,
    or, where no single one is off, over all banks."""
    banks = {
        f"《{r.title}》": [p.question for p in index.library.questions if p.regulation is r]
        for r in index.library.regulations
    }
    found = [problem for name, bank in banks.items() for problem in _of_bank(name, bank)]
    yield from found or _of_bank("全部题库合起来，", [question for bank in banks.values() for question in bank])


def _of_bank(name: str, bank: list[Question]) -> Iterator[Problem]:
    for size in (3, 4, 5):
        singles = [q for q in bank if isinstance(q, SingleChoice) and len(q.options) == size]
        counts = [sum(q.options[at].right for q in singles) for at in range(size)]
        if _uneven(counts, _ENOUGH["key-balance"]):
            shown = "、".join(f"{letter} {count}" for letter, count in zip("ABCDE", counts, strict=False))
            message = f"{name}单选题的答案位置不均：{shown}"
            position = singles[0].position_of("options")
            yield Problem("key-balance", position, message, "调整一些题的选项顺序", Severity.WARNING)
    judged = [q for q in bank if isinstance(q, Judgement)]
    counts = [sum(q.answer is verdict for q in judged) for verdict in Verdict]
    if _uneven(counts, _ENOUGH["judge-balance"]):
        message = f"{name}判断题对 {counts[0]} 道、错 {counts[1]} 道，相差太多"
        yield Problem("key-balance", judged[0].position_of("answer"), message, "把一些题改成另一种", Severity.WARNING)


def _uneven(counts: list[int], enough: int) -> bool:
    """Whether counts that should be equal differ beyond chance (Pearson's chi-square, 95 %)."""
    total = sum(counts)
    if total < enough:
        return False
    expected = total / len(counts)
    return sum((count - expected) ** 2 / expected for count in counts) > _CHI[len(counts) - 1]


_MANDATORY = re.compile(
    r"应当|必须|不得|严禁|禁止|须|一律|不准|不可|(?<![对相反适响回效供感照呼])应(?![急用对付答酬变聘邀])|由.{1,12}负责"
)


def coverage(index: Index) -> Iterator[Problem]:
    """A duty or a mandatory clause that no question of its regulation's bank examines."""
    library = index.library
    banks = {placed.regulation.key for placed in library.questions}
    cited = {entry for placed in library.questions for entry in placed.question.clauses}
    places = {entry.partition("#")[0] for entry in cited}
    for address, clause in library.clauses.items():
        if clause.regulation.key not in banks or clause.article.retired:
            continue
        duties = library.duties_of_clause.get(address, ())
        texts = [p.text for p in clause.article.paragraphs] + [
            i.text for p in clause.article.paragraphs for i in p.items
        ]
        if address not in places and (duties or any(_MANDATORY.search(text) for text in texts)):
            message = f"没有题目考查条款 {address}（{clause.article.title}）"
            remedy = "在 questions.yml 里给它出一道题"
            yield Problem("uncovered-clause", clause.article.position_of("id"), message, remedy, Severity.WARNING)
            continue
        for placed in duties:
            alone = len(duties) == 1 and address in cited
            if placed.address not in cited and not alone:
                message = f"没有题目考查职责 {placed.address}"
                remedy = "给它出一道题，或在考到它的题的 clauses 里写上这个地址"
                yield Problem("uncovered-duty", placed.duty.position_of("id"), message, remedy, Severity.WARNING)
