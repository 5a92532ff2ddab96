"""Questions that come by themselves: from every fact in a clause, and from who does what, how often, recorded where.

They are for practice only, marked 自动生成, until somebody takes one over into the bank. Each depends on its own clause
and fact: a changed fact changes exactly the questions that show it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace

from ..facts import Segment, SegmentKind
from ..model import Clause, Cycle, Difficulty, FactType, PlacedDuty, Pool, QuestionType, Role
from ..references import Index
from .distractors import by_weight, wrong_values
from .items import GAP, Choice, Item, drafted
from .quantities import canonical

_MOST_LEVELS = 2
_LEAST = 8  # characters: a shorter sentence says too little to ask about
_CYCLES = (Cycle.DAILY, Cycle.WEEKLY, Cycle.MONTHLY, Cycle.QUARTERLY, Cycle.HALF_YEARLY, Cycle.YEARLY)
_TYPED = frozenset(FactType) - {FactType.TEXT}
Sentence = tuple[Segment, ...]


def derived(index: Index) -> Iterator[Item]:
    """Every derived question, in the order of the clauses."""
    for clause in index.library.clauses.values():
        if clause.article.retired:
            continue
        yield from _of_facts(index, clause)
        for placed in index.library.duties_of_clause.get(clause.address, ()):
            yield from _of_duty(index, placed)


def sentences(index: Index, clause: Clause) -> Iterator[Sentence]:
    """The sentences of an article, resolved; an enumerated item follows the words that lead to it."""
    key = clause.regulation.key
    for paragraph in clause.article.paragraphs:
        yield from _cut(index.resolver.segments(paragraph.text, key))
        lead = paragraph.text if paragraph.text.endswith("：") and len(paragraph.text) < 60 else ""
        for item in paragraph.items:
            yield from _cut(index.resolver.segments(lead + item.text, key))


def _cut(segments: tuple[Segment, ...]) -> Iterator[Sentence]:
    sentence: list[Segment] = []
    for segment in segments:
        if segment.kind is not SegmentKind.WORDS:
            sentence.append(segment)
            continue
        *whole, rest = re.split(r"(?<=[。；])", segment.text)
        for words in whole:
            yield (*sentence, Segment(SegmentKind.WORDS, words.rstrip("。；")))
            sentence = []
        if rest:
            sentence.append(Segment(SegmentKind.WORDS, rest))
    if sentence:
        yield tuple(sentence)


def _of_facts(index: Index, clause: Clause) -> Iterator[Item]:
    seen: set[str] = set()
    for sentence in sentences(index, clause):
        whole = "".join(segment.text for segment in sentence)
        if len(whole) < _LEAST:
            continue
        for at, segment in enumerate(sentence):
            if segment.kind is not SegmentKind.FACT or segment.target in seen:
                continue
            fact = index.resolver.fact(*segment.target.split("/", 1))
            if fact is None or not fact.value or fact.type not in _TYPED:
                continue
            seen.add(segment.target)
            before = "".join(s.text for s in sentence[:at])
            after = "".join(s.text for s in sentence[at + 1 :])
            others = [s.text for s in sentence if s is not segment and s.kind is SegmentKind.FACT]
            wrong = wrong_values(fact, before, after, others)
            yield from _asked(index, clause, segment, (before, after), wrong)


def _asked(index: Index, clause: Clause, segment: Segment, around: tuple[str, str], wrong: list[str]) -> Iterator[Item]:
    name = segment.target.replace("/", ".")
    before, after = around
    whole = f"{before}{segment.text}{after}"
    head = f"{clause.article.title}："
    common = _common(index, clause, f"{whole}。", segment.target)
    base = f"{clause.address}~{name}"
    blank = f"{head}{before}{GAP}{after}。"
    yield replace(common, id=f"{base}~cloze", type=QuestionType.CLOZE, stem=blank, blanks=((segment.text,),))
    if len(wrong) >= 2:
        options = _mixed(f"{base}~single", segment.text, [(text, "") for text in wrong])
        stem = f"{head}{before}{GAP}{after}。空白处应是哪一个？"
        yield replace(common, id=f"{base}~single", type=QuestionType.SINGLE, stem=stem, options=options)
    if wrong:
        holds = _digest(f"{base}~judge")[0] % 2 == 0
        stem = f"{head}{before}{segment.text if holds else wrong[0]}{after}。"
        yield replace(common, id=f"{base}~judge", type=QuestionType.JUDGE, stem=stem, holds=holds)


def _of_duty(index: Index, placed: PlacedDuty) -> Iterator[Item]:
    duty, clause = placed.duty, placed.clause
    key = clause.regulation.key
    action = index.resolver.plain(duty.action, key).rstrip("。")
    when = index.resolver.plain(duty.trigger, key).rstrip("。，")
    when = f"{when}，" if when else ""
    base = placed.address.replace("#", "~")
    common = _common(index, clause, f"{when}{action}。", placed.address)
    roles = index.library.role_by_id
    if len(duty.roles) == 1 and duty.roles[0] in roles:
        kin = _kin(index, clause)
        right = roles[duty.roles[0]]
        others = [r.id for r in roles.values() if r.id not in kin and r.kind is right.kind and not _broad(r)]
        wrong = [(roles[r].title, _duty_of(index, r)) for r in by_weight(f"{base}~who", others)]
        if len(wrong) >= 2 and right.title not in action and not _broad(right):
            options = _mixed(f"{base}~who", right.title, wrong)
            yield replace(
                common,
                id=f"{base}~who",
                type=QuestionType.SINGLE,
                stem=f"{when}由谁负责“{action}”？",
                options=options,
            )
    if duty.cycle in _CYCLES and duty.cycle.value not in action:
        at = _CYCLES.index(duty.cycle)
        near = sorted((c for c in _CYCLES if c is not duty.cycle), key=lambda c: abs(_CYCLES.index(c) - at))
        options = _mixed(f"{base}~cycle", f"{duty.cycle}一次" if duty.cycle is not Cycle.DAILY else "每日都做",
                         [(f"{c}一次" if c is not Cycle.DAILY else "每日都做", "") for c in near[:3]])  # fmt: skip
        yield replace(
            common, id=f"{base}~cycle", type=QuestionType.SINGLE, stem=f"“{action}”的周期是哪一种？", options=options
        )
    if len(duty.evidence) == 1 and duty.evidence[0] in index.library.form_by_id:
        form = index.library.form_by_id[duty.evidence[0]]
        close = {f for d in index.library.duties_of_clause[clause.address] for f in d.duty.evidence}
        close |= set(index.forms_of_clause.get(clause.address, ()))
        others = [f.id for f in index.library.forms if f.id not in close and f.short not in action]
        wrong = [(f"《{index.library.form_by_id[f].short}》", "") for f in by_weight(f"{base}~form", others)]
        if len(wrong) >= 2 and form.short not in action:
            options = _mixed(f"{base}~form", f"《{form.short}》", wrong)
            yield replace(
                common,
                id=f"{base}~form",
                type=QuestionType.SINGLE,
                stem=f"“{action}”，记在哪张表上？",
                options=options,
            )


def _broad(role: Role) -> bool:
    """Whether a role is found on so many levels that it may take in the others, as 全体员工 does."""
    return len(role.levels) > _MOST_LEVELS


def _kin(index: Index, clause: Clause) -> set[str]:
    """Roles that have to do with the clause, and those above and below them: none of them is plainly wrong."""
    library = index.library
    close = {role for placed in library.duties_of_clause[clause.address] for role in placed.duty.roles}
    texts = [p.text for p in clause.article.paragraphs] + [i.text for p in clause.article.paragraphs for i in p.items]
    for text in texts:
        close |= {s.target for s in index.resolver.segments(text, clause.regulation.key) if s.kind is SegmentKind.ROLE}
    above = {general for role in close for general in library.role_with_general(role)}
    below = {role for role in library.role_by_id if above & set(library.role_with_general(role))}
    return close | above | below


def _duty_of(index: Index, role: str) -> str:
    found = next((p for p in index.library.duties if role in p.duty.roles), None)
    if found is None:
        return ""
    action = index.resolver.plain(found.duty.action, found.clause.regulation.key).rstrip("。")
    return f"{index.library.role_by_id[role].title}的职责是别的，例如“{action}”"


def _common(index: Index, clause: Clause, told: str, of: str) -> Item:
    """What every question of a clause shares; its id, type and stem come later."""
    return Item(
        id="",
        type=QuestionType.SINGLE,
        regulation=clause.regulation.key,
        clauses=(clause.address,),
        difficulty=Difficulty.EASY,
        pool=Pool.PRACTICE,
        stem="",
        explain=told,
        drafted=drafted(index, (clause.address,)),
        derived=True,
        of=of,
    )


def _mixed(key: str, right: str, wrong: list[tuple[str, str]]) -> tuple[Choice, ...]:
    """The options in an order that only their own words decide; none says the same as another."""
    kept = {canonical(right): Choice(right, True)}
    for text, why in wrong:
        kept.setdefault(canonical(text), Choice(text, False, why))
    return tuple(sorted(kept.values(), key=lambda choice: _digest(f"{key}\n{choice.text}")))


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
