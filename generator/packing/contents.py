"""清单.json: what a unit's folder or archive holds, and what each part of it was made from.

A part is a form in one variant (`F03-01 docx`). A run makes the parts it was asked for anew unless they are there and
made from the same (one key); every other part stays as an earlier run made it, with the key of that run.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from ..model import Unit
from ..press import Made
from ..writer import digest
from .held import LIST, Held

KEPT = "（原有{}）"


def part(form: str, variant: str) -> str:
    """How a list names a form in one variant."""
    return f"{form} {variant}"


@dataclass(frozen=True)
class Order:
    """What a run is asked to make: these parts; if `whole`, all of its variants, those of forms given up too."""

    parts: frozenset[str]
    variants: frozenset[str]
    whole: bool

    def covers(self, name: str) -> bool:
        """Whether the run decides what becomes of a part."""
        return name in self.parts or (self.whole and name.rpartition(" ")[2] in self.variants)


@dataclass(frozen=True)
class Origin:
    """What a part was made from, told by a key, and for which month."""

    key: str
    period: str


@dataclass(frozen=True)
class Entry:
    """A file that was made: its size and digest, and the part it belongs to ("" in lists of an older program)."""

    bytes: int
    sha256: str
    part: str = ""


@dataclass(frozen=True)
class Contents:
    """What a list says."""

    unit: str = ""
    code: str = ""
    origins: Mapping[str, Origin] = field(default_factory=dict)
    files: Mapping[str, Entry] = field(default_factory=dict)

    @staticmethod
    def read(data: bytes | None) -> Contents | None:
        """What a list says; None if it is none."""
        with suppress(ValueError, KeyError, TypeError, AttributeError):
            content = json.loads(data or b"")
            made = content.get("made", [])
            origins = {name: Origin(one["key"], one["period"]) for one in made for name in one["parts"]}
            files = {name: Entry(**entry) for name, entry in content["files"].items()}
            return Contents(str(content["unit"]), str(content["code"]), origins, files)
        return None

    def written(self) -> bytes:
        """The list; the same whatever runs the parts come from."""
        made = {
            origin: sorted(name for name, other in self.origins.items() if other == origin)
            for origin in sorted(set(self.origins.values()), key=lambda origin: (origin.period, origin.key))
        }
        content = {
            "unit": self.unit,
            "code": self.code,
            "made": [{"key": origin.key, "period": origin.period, "parts": names} for origin, names in made.items()],
            "files": {name: vars(self.files[name]) for name in sorted(self.files)},
        }
        return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()

    def has(self, order: Order, key: str, sizes: Mapping[str, int]) -> bool:
        """Whether all that is ordered is there already, made from the same."""
        made = {name for name, origin in self.origins.items() if origin.key == key}
        decided = {name for name in self.origins if order.covers(name)}
        files = [(name, entry) for name, entry in self.files.items() if order.covers(entry.part)]
        return (
            order.parts <= made
            and decided <= order.parts
            and all(sizes.get(name) == entry.bytes for name, entry in files)
        )

    @property
    def mixed(self) -> bool:
        """Whether parts were made at different times from something else."""
        return len(set(self.origins.values())) > 1


def renewed(held: Held, order: Order, unit: Unit, origin: Origin, made: Iterable[Made]) -> dict[str, bytes]:
    """All that the unit's folder is to hold, its list last: what was made now, and what is there and stays.

    What somebody put there stays; a form that was filled in gets another name beside the new one.
    """
    before = Contents.read(held.read(LIST) if LIST in held.sizes else None) or Contents()
    new: dict[str, bytes] = {}
    listed: dict[str, Entry] = {}
    for one in made:
        new[one.name] = one.content
        listed[one.name] = Entry(len(one.content), digest(one.content), part(one.form.id, one.kind.variant))
    stays: dict[str, bytes] = {}
    for name in sorted(set(held.sizes) - {LIST}):
        content, entry = held.read(name), before.files.get(name)
        if content is None or content == new.get(name):
            continue
        if name not in new and (entry is None or not order.covers(entry.part)):
            stays[name] = content
            listed |= {name: entry} if entry else {}
        elif entry is None or digest(content) != entry.sha256:
            stays[_beside(name, {*held.sizes, *new, *stays})] = content
    lost = {entry.part for name, entry in before.files.items() if name not in held.sizes}
    origins = {name: known for name, known in before.origins.items() if not order.covers(name) and name not in lost}
    origins |= dict.fromkeys(order.parts, origin)
    files = dict(sorted({**stays, **new}.items()))
    return {**files, LIST: Contents(unit.name, unit.code, origins, listed).written()}


def _beside(name: str, taken: set[str]) -> str:
    """Another name for a file that makes room for a new one of its name."""
    path = PurePosixPath(name)
    names = (f"{path.stem}{KEPT.format(number)}{path.suffix}" for number in ("", *range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)
