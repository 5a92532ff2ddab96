"""Automatic numbers: numbering.xml and styles.xml → the label that Word shows before each paragraph.

ECMA-376 Part 1, 17.9: counters belong to the abstract definition and are shared by its instances; an instance's
startOverride counts anew when it is first used; a level starts again after a higher one unless lvlRestart says otherwise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from .numerals import shown
from .package import W, child, is_on, number, value

_PLACE = re.compile("%([1-9])")
LEVELS = 9
BULLET = "•"


@dataclass(frozen=True)
class Level:
    """One level of a list."""

    start: int
    form: str
    text: str
    restart: int  # -1: after any higher level; 0: never; n: after level n
    legal: bool
    style: str


@dataclass(frozen=True)
class Instance:
    """A w:num: which definition, and what it changes."""

    definition: str
    starts: dict[int, int]
    levels: dict[int, Level]


@dataclass
class Numbering:
    """The lists of a document and how far each has counted."""

    definitions: dict[str, dict[int, Level]] = field(default_factory=dict)
    instances: dict[str, Instance] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def level_of_style(self, num: str, style: str) -> int:
        """The level that belongs to a paragraph style, 0 if none says so."""
        instance = self.instances.get(num)
        levels = self.definitions.get(instance.definition, {}) if instance else {}
        return next((n for n, level in levels.items() if level.style == style), 0)

    def label(self, num: str, place: int) -> str:
        """Count on, and give the label as shown; "" if there is no such list."""
        instance = self.instances.get(num)
        level = self._level(instance, place)
        if instance is None or level is None:
            return ""
        counts = self._counts.setdefault(instance.definition, {})
        if (num, place) not in self._begun:
            self._begun.add((num, place))
            if place in instance.starts:
                counts[place] = instance.starts[place] - 1
        counts[place] = counts.get(place, level.start - 1) + 1
        for deeper in [n for n in counts if n > place]:
            lower = self._level(instance, deeper)
            restart = lower.restart if lower else -1
            if restart < 0 or place < restart:
                del counts[deeper]
        if level.form == "bullet":
            return BULLET
        if level.form == "none" and not _PLACE.search(level.text):
            return level.text

        def one(match: re.Match[str]) -> str:
            which = int(match[1]) - 1
            other = self._level(instance, which)
            if other is None or other.form == "none":
                return ""
            count = counts.get(which, other.start)
            return shown(count, "decimal" if level.legal else other.form)

        return _PLACE.sub(one, level.text).strip()

    def _level(self, instance: Instance | None, place: int) -> Level | None:
        if instance is None:
            return None
        return instance.levels.get(place) or self.definitions.get(instance.definition, {}).get(place)


def numbering_of(root: Any, styles: Any) -> Numbering:
    """The lists that a numbering part defines; `styles` is the styles part. Either may be None."""
    numbering = Numbering()
    if root is None:
        return numbering
    links: dict[str, str] = {}
    for element in root.iter(f"{W}abstractNum"):
        key = str(element.get(f"{W}abstractNumId"))
        levels = (_level(one) for one in element.iterchildren(f"{W}lvl"))
        numbering.definitions[key] = {place: level for place, level in levels if 0 <= place < LEVELS}
        if linked := value(element, "numStyleLink"):
            links[key] = linked
    for element in root.iter(f"{W}num"):
        key = str(element.get(f"{W}numId"))
        starts: dict[int, int] = {}
        own: dict[int, Level] = {}
        for override in element.iterchildren(f"{W}lvlOverride"):
            place = number(override.get(f"{W}ilvl"), 0, 0, LEVELS - 1)
            if child(override, "startOverride") is not None:
                starts[place] = number(value(override, "startOverride"), 1)
            if (changed := child(override, "lvl")) is not None:
                own[place] = _level(changed)[1]
        numbering.instances[key] = Instance(value(element, "abstractNumId"), starts, own)
    for key, style in links.items():
        target = _instance_of_style(styles, style)
        definition = numbering.instances[target].definition if target in numbering.instances else ""
        if definition in numbering.definitions and not numbering.definitions[key]:
            numbering.definitions[key] = numbering.definitions[definition]
    return numbering


def _level(element: Any) -> tuple[int, Level]:
    form = value(element, "numFmt") or "decimal"
    restart = number(value(element, "lvlRestart"), -1, -1, LEVELS) if child(element, "lvlRestart") is not None else -1
    level = Level(
        number(value(element, "start"), 1), form, value(element, "lvlText")[:100], restart,
        bool(is_on(element, "isLgl")), value(element, "pStyle"),
    )  # fmt: skip
    return number(element.get(f"{W}ilvl"), 0, 0, LEVELS - 1), level


def _instance_of_style(styles: Any, wanted: str) -> str:
    for style in styles.iter(f"{W}style") if styles is not None else ():
        if style.get(f"{W}styleId") == wanted:
            return value(style, "pPr", "numPr", "numId")
    return ""
