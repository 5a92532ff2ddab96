"""How alike two texts are, and what of the one stands where in the other; typography counts for nothing."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.distance import Indel

_ALIKE = str.maketrans({**dict.fromkeys('“”„‟‘’「」『』〝〞"', "'"), **dict.fromkeys("—–―‒‐‑−─", "-"), "。": "."})


def fold(text: str) -> str:
    """The wording of a text: widths, gaps, quotation marks and dashes alike."""
    return "".join(unicodedata.normalize("NFKC", text).split()).translate(_ALIKE)


def spelled(text: str) -> tuple[str, list[int]]:
    """The wording of a text and, for each of its characters, the place in the text that it comes from."""
    wording, places = [], []
    for place, character in enumerate(text):
        for one in fold(character):
            wording.append(one)
            places.append(place)
    return "".join(wording), places


def likeness(one: str, other: str) -> float:
    """0 for nothing in common, 1 for the same wording."""
    return Indel.normalized_similarity(one, other)


def carried(old: str, new: str) -> list[tuple[int, int, int]]:
    """(start in old, start in new, length) of the stretches that both have, in order."""
    return [(b.src_start, b.dest_start, b.src_end - b.src_start) for b in Indel.opcodes(old, new) if b.tag == "equal"]


def best_pairs(scores: Sequence[tuple[float, int, int]]) -> dict[int, int]:
    """One to one, the likest first: new → old."""
    found: dict[int, int] = {}
    used: set[int] = set()
    for _, new, old in sorted(scores, key=lambda s: (-s[0], s[1], s[2])):
        if new not in found and old not in used:
            found[new] = old
            used.add(old)
    return found


def scores(new: Sequence[str], old: Sequence[str], least: float) -> list[tuple[float, int, int]]:
    """(likeness, new, old) of every pair that is alike enough; each new text with its ten likest."""
    found = []
    for number, text in enumerate(new):
        near = process.extract(
            text, old, scorer=Indel.normalized_similarity, processor=None, limit=10, score_cutoff=least
        )
        found += [(score, number, place) for _, score, place in near]
    return found
