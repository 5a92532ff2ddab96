"""Content controls: what a person fills in Word, blank when printed, each with a permanent tag and number."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from ..layout import Input, has_slot, waiting_for
from ..layout.measure import MM_PER_POINT, text_width
from ..model import Control
from ..ooxml import clean
from .text import Type, run
from .xml import Element, W, either, kept, w, w14

TAG_LENGTH = 64  # Word refuses longer tags and titles
EN_SPACE = "\u2002"
BLANKS = (("BlankWide", 10), ("BlankNormal", 4), ("BlankShort", 1))  # as in parts/glossary.xml, widest first
LINES = (("BlankLine40", 40), ("BlankLine24", 24), ("BlankLine12", 12), ("BlankLine6", 6))
LINE = "_"  # half as wide as a character
BOX, TICKED = "☐", "☑"
BOX_FONT, TICKED_FONT = "MS Gothic", "Segoe UI Symbol"  # MS Gothic has no ☑
BETWEEN = "　"
VAL = f"{{{W}}}val"
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
    numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)

    def text(
        self,
        tag: str,
        label: str,
        type: Type,
        room: float,
        *,
        lines: bool = False,
        wide: bool = False,
        line: bool = False,
        rich: bool = False,
        value: str = "",
    ) -> list[Element]:
        """A text control in a cell with `room` mm, perhaps filled with `value` already; with `rich` not a plain one.

        Where the value is a slot, both the filled and the blank control, to choose one by whether there is a value.
        """

        def kind() -> Element | None:
            if rich:
                return None
            return w("text", multiLine=1) if lines else w("text")

        def blank() -> list[Element]:
            return [self._blank(tag, label, type, room, kind(), wide, line)]

        def full() -> list[Element]:
            return [self._filled(tag, label, type, kind(), value)]

        if not value:
            return blank()
        return either(waiting_for(value), full, blank) if has_slot(value) else full()

    def date(self, tag: str, label: str, type: Type, room: float, line: bool = False, value: str = "") -> Element:
        """A date picker; `value` is an ISO date."""
        long = room >= LONG_DATE_ROOM
        chosen: dict[str, object] = {"fullDate": f"{value}T00:00:00Z"} if value else {}
        picker = w(
            "date",
            w("dateFormat", val=LONG_DATE if long else SHORT_DATE),
            w("lid", val="zh-CN"),
            w("storeMappedDataAs", val="dateTime"),
            w("calendar", val="gregorian"),
            **chosen,
        )
        if not value:
            return self._blank(tag, label, type, room, picker, line=line)
        day = date.fromisoformat(value)
        return self._filled(tag, label, type, picker, f"{day.year}年{day.month}月{day.day}日" if long else value)

    def choice(
        self, tag: str, label: str, type: Type, room: float, options: tuple[str, ...], value: str = ""
    ) -> Element:
        """A drop-down list; its last item is a space, since a choice once made cannot be deleted in Word."""
        shown = dict.fromkeys(line for option in options if (line := short(option, 255)))
        items = [w("listItem", displayText=item, value=item) for item in (*shown, " ")]
        if value:
            return self._filled(tag, label, type, w("dropDownList", *items, lastValue=short(value, 255)), value)
        return self._blank(tag, label, type, room, w("dropDownList", *items))

    def tick(self, tag: str, label: str, type: Type, ticked: bool = False) -> Element:
        """A box to tick."""
        box = w14(
            "checkbox",
            w14("checked", val=int(ticked)),
            w14("checkedState", val=f"{ord(TICKED):04X}", font=TICKED_FONT),
            w14("uncheckedState", val=f"{ord(BOX):04X}", font=BOX_FONT),
        )
        shown = Type(TICKED_FONT if ticked else BOX_FONT, type.size)
        mark = run(TICKED if ticked else BOX, shown)
        return w("sdt", w("sdtPr", shown.properties(), *self._names(tag, label), box), w("sdtContent", mark))

    def _blank(
        self,
        tag: str,
        label: str,
        type: Type,
        room: float,
        kind: Element | None,
        wide: bool = False,
        line: bool = False,
    ) -> Element:
        """A control that shows spaces, or a line, until it is filled; clearing it brings them back."""
        fitting = room / (type.size * MM_PER_POINT)  # fonts without an en space may set it as wide as a character
        choices = BLANKS if wide else BLANKS[1:]
        name, count = next((blank for blank in choices if blank[1] <= fitting), BLANKS[-1])
        if line:
            name, count = next((blank for blank in LINES if blank[1] <= fitting * 2), LINES[-1])
        made = _shown_blank(type, name, (LINE if line else EN_SPACE) * count)
        properties = made[0]
        self._name(properties, tag, label)
        if kind is not None:
            properties.append(kind)
        return made

    def _filled(self, tag: str, label: str, type: Type, kind: Element | None, value: str) -> Element:
        """A control with content; clearing it brings the blanks back."""
        place = w("placeholder", w("docPart", val=BLANKS[1][0]))
        properties = w("sdtPr", type.properties(), *self._names(tag, label), place, kind)
        return w("sdt", properties, w("sdtContent", run(value, type)))

    def _name(self, properties: Element, tag: str, label: str) -> None:
        """Fill in the names of a control made by `_shown_blank`."""
        tag = short(tag)
        _, alias, own, number, *_ = properties
        alias.set(VAL, short(label) or tag)
        own.set(VAL, tag)
        number.set(VAL, str(self._number(tag)))

    def _names(self, tag: str, label: str) -> Iterator[Element]:
        tag = short(tag)
        yield w("alias", val=short(label) or tag)
        yield w("tag", val=tag)
        yield w("id", val=self._number(tag))

    def _number(self, tag: str) -> int:
        known = self.numbers.get((self.sheet, tag))
        if known is not None:
            return known
        digest = hashlib.sha256("\n".join((self.form, self.sheet, tag)).encode()).digest()
        number = int.from_bytes(digest[:4]) & 0x7FFFFFFF
        while number in self.used or not number:
            number = (number + 1) & 0x7FFFFFFF
        self.used.add(number)
        self.numbers[self.sheet, tag] = number
        return number


@kept
def _shown_blank(type: Type, name: str, shown: str) -> Element:
    """A control that shows its blanks, still without names."""
    return w(
        "sdt",
        w(
            "sdtPr",
            type.properties(),
            *(w(tag, val="") for tag in ("alias", "tag", "id")),
            w("placeholder", w("docPart", val=name)),
            w("showingPlcHdr"),
        ),
        w("sdtContent", run(shown, type, "PlaceholderText")),
    )


def input_runs(
    made: Input, controls: Controls, type: Type, room: float, line: bool = False, rich: bool = False
) -> list[Element]:
    """What stands in the paragraph of a cell to fill, `room` mm wide; with `line` a blank looks like one on paper."""
    if made.options and made.inline:
        return _boxes(made, controls, type, room)
    if made.options:
        return [controls.choice(made.tag, made.label, type, room, made.options, made.value)]
    if made.control is Control.CHECK:
        return [controls.tick(made.tag, made.label, type, bool(made.value))]
    if made.control is Control.DATE:
        return [controls.date(made.tag, made.label, type, room, line, made.value)]
    unit = clean(made.unit)
    if text_width(unit, type.size) > room - UNIT_ROOM:
        # It would take a line of its own and make the row higher; the row's words say what is counted.
        unit = ""
    room -= text_width(unit, type.size)
    lines = made.control is Control.LONG
    made_up = controls.text(
        made.tag, made.label, type, room, lines=lines, wide=bool(unit), line=line, rich=rich, value=made.value
    )
    return [*made_up, run(unit, type)] if unit else made_up


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
        runs += [
            controls.tick(f"{made.tag}:{option}", f"{made.label}：{option}", type, option == made.value),
            run(option, type),
        ]
        used += width
    return runs
