"""What was deleted from a text and what inserted, so that a person can read it: whole numbers and names, no confetti.

The shortest edit comes from rapidfuzz; what follows is the semantic clean-up of Neil Fraser's diff-match-patch,
fitted to Chinese: marks between clauses part edits, and a word is not cut where the texts themselves show it is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Indel

from .wording import Language, Token

_CLAUSE_MARKS = frozenset(",.;:!?")
_CHANCE = 2  # ideographs in a row that two texts share by chance; three are the same words
_OPENING, _CLOSING = frozenset("(《〔【"), frozenset(")》〕】")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of two texts that is the same in both, or an edit: old[a:b] became new[c:d]."""

    same: bool
    a: int
    b: int
    c: int
    d: int

    @property
    def pure(self) -> bool:
        """Whether something was only inserted or only deleted."""
        return not self.same and (self.a == self.b or self.c == self.d)


def spans(old: Sequence[Token], new: Sequence[Token], language: Language) -> list[Span]:
    """The two texts in stretches, same and edited in turn."""
    found = _shortest(old, new)
    found = _without_confetti(old, new, found)
    found = _slid(old, new, found, language)
    return _whole_words(old, new, found, language)


def _shortest(old: Sequence[Token], new: Sequence[Token]) -> list[Span]:
    codes: dict[str, str] = {}
    texts = ["".join(codes.setdefault(token.key, chr(0xF0000 + len(codes))) for token in side) for side in (old, new)]
    return _joined(
        Span(code.tag == "equal", code.src_start, code.src_end, code.dest_start, code.dest_end)
        for code in Indel.opcodes(*texts)
    )


def _joined(found: Iterable[Span]) -> list[Span]:
    """Neighbours of one kind as one, empty ones left out."""
    made: list[Span] = []
    for span in found:
        if span.a == span.b and span.c == span.d:
            continue
        if made and made[-1].same == span.same:
            made[-1] = replace(made[-1], b=span.b, d=span.d)
        else:
            made.append(span)
    return made


def _length(tokens: Sequence[Token]) -> int:
    return sum(len(token.key) for token in tokens)


def _without_confetti(old: Sequence[Token], new: Sequence[Token], found: list[Span]) -> list[Span]:
    """Edits joined over what little stayed between them, until nothing more joins."""
    place = 1
    while place < len(found) - 1:
        kept, left, right = found[place], found[place - 1], found[place + 1]
        if kept.same and _swallowed(old, new, left, kept, right):
            found[place - 1 : place + 2] = [Span(False, left.a, right.b, left.c, right.d)]
            place = max(1, place - 2)
        else:
            place += 1
    return found


def _swallowed(old: Sequence[Token], new: Sequence[Token], left: Span, kept: Span, right: Span) -> bool:
    tokens = old[kept.a : kept.b]
    if any(token.key in _CLAUSE_MARKS or token.word for token in tokens):
        return False
    plain = [edit.pure or _figures(old, new, edit) for edit in (left, right)]
    if all(plain):
        alike = left.pure and right.pure and (left.a == left.b) == (right.a == right.b)
        return alike and _length(tokens) == 1 and tokens[0].key not in "、()"
    sizes = [max(_length(old[e.a : e.b]), _length(new[e.c : e.d])) for e in (left, right)]
    return _length(tokens) <= min(*sizes, 1 if any(plain) else _CHANCE)


def _figures(old: Sequence[Token], new: Sequence[Token], edit: Span) -> bool:
    """Whether one figure or name took the place of another: that is read at a glance."""
    sides = old[edit.a : edit.b], new[edit.c : edit.d]
    return all(len(side) == 1 and side[0].word for side in sides)


def _slid(old: Sequence[Token], new: Sequence[Token], found: list[Span], language: Language) -> list[Span]:
    """An insertion or deletion moved sideways to where words and clauses begin and end, if it reads the same there."""
    for place in range(1, len(found) - 1):
        edit = found[place]
        if not edit.pure:
            continue
        inserted = edit.a == edit.b
        text, start, end = (new, edit.c, edit.d) if inserted else (old, edit.a, edit.b)
        before, after = found[place - 1], found[place + 1]
        most_left = before.b - before.a if place == 1 else before.b - before.a - 1
        most_right = after.b - after.a if place == len(found) - 2 else after.b - after.a - 1
        shifts = [0]
        while -shifts[-1] < most_left and text[start + shifts[-1] - 1].key == text[end + shifts[-1] - 1].key:
            shifts.append(shifts[-1] - 1)
        right = 0
        while right < most_right and text[start + right].key == text[end + right].key:
            right += 1
            shifts.append(right)
        best = max(
            shifts, key=lambda by: (_edge(text, start + by, language) + _edge(text, end + by, language), -abs(by))
        )
        found[place - 1] = replace(before, b=before.b + best, d=before.d + best)
        found[place] = Span(False, edit.a + best, edit.b + best, edit.c + best, edit.d + best)
        found[place + 1] = replace(after, a=after.a + best, c=after.c + best)
    return _joined(found)


def _edge(text: Sequence[Token], at: int, language: Language) -> int:
    """How well a text may be cut before its token `at`."""
    if at in (0, len(text)) or text[at - 1].part != text[at].part:
        return 5
    before, after = text[at - 1].key, text[at].key
    if before in _CLAUSE_MARKS:
        return 4
    if before == "、" or before in _CLOSING or after in _OPENING:
        return 3
    if after in _CLAUSE_MARKS or after == "、":
        return 2
    return 0 if language.together(before[-1], after[0]) else 1


def _whole_words(old: Sequence[Token], new: Sequence[Token], found: list[Span], language: Language) -> list[Span]:
    """Where a word was half replaced, the other half joins the edit: 检查 → 巡查, not 检 → 巡."""
    for place, edit in enumerate(found):
        if edit.same or edit.pure:
            continue
        if place and (before := found[place - 1]).b > before.a and _cut(old, new, edit, language, -1):
            found[place - 1] = replace(before, b=before.b - 1, d=before.d - 1)
            edit = replace(edit, a=edit.a - 1, c=edit.c - 1)
        if place + 1 < len(found) and (after := found[place + 1]).b > after.a and _cut(old, new, edit, language, 1):
            found[place + 1] = replace(after, a=after.a + 1, c=after.c + 1)
            edit = replace(edit, b=edit.b + 1, d=edit.d + 1)
        found[place] = edit
    return _joined(found)


def _cut(old: Sequence[Token], new: Sequence[Token], edit: Span, language: Language, side: int) -> bool:
    """Whether the edit begins (side -1) or ends (1) in the middle of a word, in either text."""
    for text, start, end in ((old, edit.a, edit.b), (new, edit.c, edit.d)):
        inside, outside = (text[start], text[start - 1]) if side < 0 else (text[end - 1], text[end])
        if inside.part != outside.part or outside.word or inside.word:
            continue
        pair = (outside.key, inside.key) if side < 0 else (inside.key, outside.key)
        if language.together(*pair):
            return True
    return False
