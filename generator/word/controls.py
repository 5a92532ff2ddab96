"""Content controls: what a person fills in Word, blank when printed, each with a permanent tag and number."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..layout import Input
from ..layout.measure import MM_PER_POINT, text_width
from ..model import Control
from .text import Type, run
from .xml import Element, clean, w, w14

TAG_LENGTH = 64  # Word refuses longer tags and titles
EN_SPACE = "\u2002"
BLANKS = (("BlankWide", 10), ("BlankNormal", 4), ("BlankShort", 1))  # as in parts/glossary.xml, widest first
BOX, TICKED = "☐", "☑"
BOX_FONT, TICKED_FONT = "MS Gothic", "Segoe UI Symbol"  # MS Gothic has no ☑
BETWEEN = "　"
LONG_DATE, SHORT_DATE = "yyyy年M月d日", "yyyy-MM-dd"
UNIT_ROOM = 1.0  # mm that must be left beside a unit for it not to wrap
LONG_DATE_ROOM = 28.0  # mm; in a narrower cell the long date would take a second line


def short(text: str, length: int = TAG_LENGTH) -> str:
    """`text` on one line and no longer than Word takes; a digest keeps shortened texts apart."""
    line = " ".join(clean(text).split())
    if len(line) <= length:
        return line
    digest = hashlib.sha256(line.encode()).hexdigest()[:6]
    return f"{line[: length - 7]}~{digest}"


@dataclass
class Controls:
    """Makes the controls of one document and gives each its number."""

    form: str
    sheet: str = ""
    used: set[int] = field(default_factory=set)

    def text(
        self, tag: str, label: str, type: Type, room: float, *, lines: bool = False, wide: bool = False
    ) -> Element:
        """A plain text control in a cell with `room` mm."""
        return self._blank(tag, label, type, room, w("text", multiLine=1) if lines else w("text"), wide)

    def date(self, tag: str, label: str, type: Type, room: float) -> Element:
        """A date picker."""
        picker = w(
            "date",
            w("dateFormat", val=LONG_DATE if room >= LONG_DATE_ROOM else SHORT_DATE),
            w("lid", val="zh-CN"),
            w("storeMappedDataAs", val="dateTime"),
            w("calendar", val="gregorian"),
        )
        return self._blank(tag, label, type, room, picker)

    def choice(self, tag: str, label: str, type: Type, room: float, options: tuple[str, ...]) -> Element:
        """A drop-down list; its last item is a space, since a choice once made cannot be deleted in Word."""
        shown = dict.fromkeys(line for option in options if (line := short(option, 255)))
        items = [w("listItem", displayText=item, value=item) for item in (*shown, " ")]
        return self._blank(tag, label, type, room, w("dropDownList", *items))

    def tick(self, tag: str, label: str, type: Type) -> Element:
        """A box to tick."""
        box = w14(
            "checkbox",
            w14("checked", val=0),
            w14("checkedState", val=f"{ord(TICKED):04X}", font=TICKED_FONT),
            w14("uncheckedState", val=f"{ord(BOX):04X}", font=BOX_FONT),
        )
        shown = Type(BOX_FONT, type.size)
        return w("sdt", w("sdtPr", shown.properties(), *self._names(tag, label), box), w("sdtContent", run(BOX, shown)))

    def _blank(self, tag: str, label: str, type: Type, room: float, kind: Element, wide: bool = False) -> Element:
        """A control that shows spaces until it is filled; clearing it brings the spaces back."""
        fitting = room / (type.size * MM_PER_POINT)  # fonts without an en space may set it as wide as a character
        choices = BLANKS if wide else BLANKS[1:]
        name, count = next((blank for blank in choices if blank[1] <= fitting), BLANKS[-1])
        return w(
            "sdt",
            w(
                "sdtPr",
                type.properties(),
                *self._names(tag, label),
                w("placeholder", w("docPart", val=name)),
                w("showingPlcHdr"),
                kind,
            ),
            w("sdtContent", run(EN_SPACE * count, type, "PlaceholderText")),
        )

    def _names(self, tag: str, label: str) -> Iterator[Element]:
        tag = short(tag)
        yield w("alias", val=short(label) or tag)
        yield w("tag", val=tag)
        yield w("id", val=self._number(tag))

    def _number(self, tag: str) -> int:
        digest = hashlib.sha256("\n".join((self.form, self.sheet, tag)).encode()).digest()
        number = int.from_bytes(digest[:4]) & 0x7FFFFFFF
        while number in self.used or not number:
            number = (number + 1) & 0x7FFFFFFF
        self.used.add(number)
        return number


def input_runs(made: Input, controls: Controls, type: Type, room: float) -> list[Element]:
    """What stands in the paragraph of a cell to fill, `room` mm wide."""
    if made.options and made.inline:
        return _boxes(made, controls, type, room)
    if made.options:
        return [controls.choice(made.tag, made.label, type, room, made.options)]
    if made.control is Control.CHECK:
        return [controls.tick(made.tag, made.label, type)]
    if made.control is Control.DATE:
        return [controls.date(made.tag, made.label, type, room)]
    unit = clean(made.unit)
    if text_width(unit, type.size) > room - UNIT_ROOM:
        # It would take a line of its own and make the row higher; the row's words say what is counted.
        unit = ""
    room -= text_width(unit, type.size)
    lines = made.control is Control.LONG
    control = controls.text(made.tag, made.label, type, room, lines=lines, wide=bool(unit))
    return [control, run(unit, type)] if unit else [control]


def _boxes(made: Input, controls: Controls, type: Type, room: float) -> list[Element]:
    """A box and a label for each choice; lines break between choices, never between a box and its label."""
    runs: list[Element] = []
    used = 0.0
    for option in dict.fromkeys(clean(option) for option in made.options):
        width = text_width(f"□{option}", type.size)
        between = text_width(BETWEEN, type.size)
        if runs and used + between + width > room:
            runs.append(run("\n", type))
            used = 0.0
        elif runs:
            runs.append(run(BETWEEN, type))
            used += between
        runs += [controls.tick(f"{made.tag}:{option}", f"{made.label}：{option}", type), run(option, type)]
        used += width
    return runs
