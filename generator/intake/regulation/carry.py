"""What a regulation's text already has, carried over to a newer wording: placeholders, and values that changed."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from ...facts import PLACEHOLDER, BadValue, Resolver, SegmentKind, parse_value
from ...model import FactType, Library
from .likeness import carried, fold, spelled
from .marking import Span
from .numerals import in_words

_LONGEST_VALUE = 24


@dataclass
class Carrier:
    """Compares texts of the sources with those of a newer document.

    `numbers`: old address → number now, of the regulation's own articles; `moved`: old address → new, where it changes;
    `values`: facts of the regulation that have another value now, as people read it.
    """

    library: Library
    key: str
    numbers: Mapping[str, int] = field(default_factory=dict)
    moved: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._resolver = Resolver(self.library)

    def pieces(self, raw: str) -> list[tuple[str, str]]:
        """A text of the sources as (words as read now, the placeholder they stand for or "")."""
        made = []
        for segment in self._resolver.segments(raw, self.key):
            text = segment.text
            if segment.kind is SegmentKind.CLAUSE and segment.target in self.numbers:
                text = f"第{in_words(self.numbers[segment.target])}条"
            elif segment.kind is SegmentKind.FACT:
                text = self.values.get(segment.target, text)
            made.append((text, segment.written))
        return made

    def plain(self, raw: str) -> str:
        """The text as people read it now."""
        return "".join(text for text, _ in self.pieces(raw))

    def renamed(self, raw: str) -> str:
        """The text with the new addresses of clauses that moved."""
        return PLACEHOLDER.sub(lambda match: f"{{{self.moved.get(match[1], match[1])}}}", raw)

    def same(self, raw: str, new: str) -> bool:
        """Whether the text still says the same."""
        return fold(self.plain(raw)) == fold(new)

    def spans(self, raw: str, new: str) -> list[Span]:
        """Where placeholders of the old text stand in the new one, because their words do."""
        pieces = self.pieces(raw)
        folded = [fold(text) for text, _ in pieces]
        wording, places = spelled(new)
        blocks = carried("".join(folded), wording)
        found, start = [], 0
        for (_, placeholder), words in zip(pieces, folded, strict=True):
            end = start + len(words)
            if placeholder and words:
                for old, there, length in blocks:
                    if old <= start and end <= old + length:
                        first, last = there + start - old, there + end - old - 1
                        inner = self.renamed(placeholder).strip("{}")
                        found.append(Span(places[first], places[last] + 1, inner))
            start = end
        return found

    def votes(self, raw: str, new: str) -> dict[str, str] | None:
        """Fact address → the words that stand in its place now, if nothing but values differs; else None."""
        pieces = self.pieces(raw)
        rest = fold(new)
        found: dict[str, str] = {}
        waiting = ""
        for text, placeholder in [*pieces, ("", "")]:
            segment = self._fact_of(placeholder)
            if segment:
                if waiting:
                    return None
                waiting = segment
                continue
            words = fold(text)
            if waiting:
                place = rest.find(words, 1) if words else len(rest)
                if place < 1 or place > _LONGEST_VALUE or found.get(waiting, rest[:place]) != rest[:place]:
                    return None
                found[waiting], rest, waiting = rest[:place], rest[place:], ""
            if not rest.startswith(words):
                return None
            rest = rest[len(words) :]
        return None if rest else found

    def _fact_of(self, placeholder: str) -> str:
        if not placeholder:
            return ""
        segment = self._resolver.segments(placeholder, self.key)[0]
        return segment.target if segment.kind is SegmentKind.FACT else ""


@dataclass
class Values:
    """How the texts of a newer document vote on the values of facts: address → words → places that say so."""

    said: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def take(self, carrier: Carrier, raw: str, new: str) -> None:
        """Count what one pair of texts says."""
        for address, words in (carrier.votes(raw, new) or {}).items():
            self.said[address][words] += 1

    def changed(self, library: Library, key: str) -> tuple[dict[str, str], list[tuple[str, str]]]:
        """({own fact's name: new value}, [(address, what it says instead)] for a person to settle)."""
        resolver = Resolver(library)
        made: dict[str, str] = {}
        open_: list[tuple[str, str]] = []
        for address, counts in self.said.items():
            home, _, name = address.partition("/")
            fact = resolver.fact(home, name)
            if fact is None:
                continue
            now = fold(resolver.plain(f"{{{address}}}", key))
            others = [words for words in counts if words != now]
            if not others:
                continue
            value = _value(fact.type, others[0])
            if home == key and len(counts) == 1 and value:
                made[name] = value
            else:
                open_ += [(address, words) for words in others]
        return made, open_


def _value(kind: FactType, words: str) -> str:
    """The value as sources write it, "" if the words are none of that type."""
    date = re.fullmatch(r"(\d{4})年(\d{1,2})月(\d{1,2})日", words)
    written = f"{date[1]}-{int(date[2]):02d}-{int(date[3]):02d}" if date and kind is FactType.DATE else words
    try:
        return written if fold(parse_value(kind, written).text) == words else ""
    except BadValue:
        return ""
