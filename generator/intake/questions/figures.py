"""Where a question repeats a figure that its clauses hold as a fact: what could follow the rules by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ...facts import PLACEHOLDER, fact_text
from ...model import Library

_FACT = re.compile(r"(?:(\d{2})/)?([a-z][a-z0-9_]*)")
Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Proposal:
    """`text` at `path` in a question could be written `placeholder`, the fact called `label`."""

    path: Path
    text: str
    placeholder: str
    label: str


def proposals(value: Mapping[str, Any], regulation: str, library: Library) -> Iterator[Proposal]:
    """For what the question says is so (never for a wrong option, or a statement that does not hold)."""
    known = _facts(value["clauses"], regulation, library)
    for path, text in _said(value):
        words = PLACEHOLDER.sub(lambda found: "\0" * len(found[0]), text)
        for shown, (placeholder, label) in known.items():
            if _standing(shown).search(words):
                yield Proposal(path, shown, placeholder, label)


def proposed(text: str, proposal: Proposal) -> str:
    """The text with the placeholder in place of the figure."""
    parts = re.split(r"(\{[^{}\n]{1,80}\})", text)
    standing = _standing(proposal.text)
    return "".join(one if n % 2 else standing.sub(lambda _: proposal.placeholder, one) for n, one in enumerate(parts))


def _standing(shown: str) -> re.Pattern[str]:
    """The figure alone, not part of a larger one."""
    return re.compile(rf"(?<![\d.:：,]){re.escape(shown)}(?![\d.:：]?\d)")


def _facts(clauses: list[str], regulation: str, library: Library) -> dict[str, tuple[str, str]]:
    """Shown value → (placeholder, label) of each fact with a figure that the clauses name; those that read alike left out."""
    found: dict[str, set[tuple[str, str]]] = {}
    for address in dict.fromkeys(one.partition("#")[0] for one in clauses):
        clause = library.clauses[address]
        article, home = clause.article, clause.regulation.key
        texts = [text for one in article.paragraphs for text in (one.text, *(item.text for item in one.items))]
        texts += [text for duty in article.duties for text in (duty.action, duty.trigger, duty.deadline)]
        for inner in PLACEHOLDER.findall("\n".join(texts)):
            match = _FACT.fullmatch(inner)
            key, name = (match[1] or home, match[2]) if match else ("", "")
            fact = library.facts_of(key).get(name)
            shown = fact_text(fact) if fact is not None and fact.value else ""
            if fact is not None and any(c.isdigit() for c in shown):
                where = f"{{{name}}}" if key == regulation else f"{{{key}/{name}}}"
                found.setdefault(shown, set()).add((where, fact.label))
    return {shown: next(iter(ones)) for shown, ones in found.items() if len(ones) == 1}


def _said(value: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    if value.get("answer") != "错":
        yield ("stem",), value["stem"]
    yield ("explain",), value["explain"]
    for number, option in enumerate(value.get("options", ())):
        if "right" in option:
            yield ("options", number, "text"), option["text"]
    for number, blank in enumerate(value.get("blanks", ())):
        yield ("blanks", number, "accept", 0), blank["accept"][0]
    for number, step in enumerate(value.get("steps", ())):
        yield ("steps", number), step
    for number, point in enumerate(value.get("points", ())):
        yield ("points", number, "text"), point["text"]
