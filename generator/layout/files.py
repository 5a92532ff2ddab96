"""The files a form comes in."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..model import Medium
from .grid import FormLayout
from .hand import by_hand, has_hand

HAND = "打印版"
MEDIA = {"docx": Medium.WORD, "xlsx": Medium.EXCEL}


@dataclass(frozen=True)
class FileKind:
    """One of the files a form comes in: its format, its volume (A3, A4), whether it is the one to write on by hand."""

    suffix: str
    volume: str = ""
    hand: bool = False

    @property
    def key(self) -> str:
        """A short name within the form: docx, xlsx, hand.docx, A3.docx."""
        return ".".join(filter(None, (self.volume, "hand" if self.hand else "", self.suffix)))

    @property
    def variant(self) -> str:
        """What a person asks for: docx, xlsx, hand.docx, whatever the volume."""
        return f"hand.{self.suffix}" if self.hand else self.suffix

    def name(self, form_id: str, short: str) -> str:
        """The file name people see, e.g. F03-01-会议日志（打印版）.docx."""
        volume = f"（{self.volume}）" if self.volume else ""
        return f"{form_id}-{short}{volume}{f'（{HAND}）' if self.hand else ''}.{self.suffix}"


def kinds_of(layout: FormLayout) -> list[FileKind]:
    """The files a form comes in: for each volume Word, the version to print, Excel."""
    kinds = []
    for volume in dict.fromkeys(sheet.volume for sheet in layout.sheets):
        part = volume_of(layout, volume)
        if part.for_medium(Medium.WORD):
            kinds.append(FileKind("docx", volume))
            if has_hand(part):
                kinds.append(FileKind("docx", volume, hand=True))
        if part.for_medium(Medium.EXCEL):
            kinds.append(FileKind("xlsx", volume))
    return kinds


def volume_of(layout: FormLayout, volume: str) -> FormLayout:
    """The layout with the sheets of one volume."""
    return replace(layout, sheets=tuple(s for s in layout.sheets if s.volume == volume), volume=volume)


def part_for(layout: FormLayout, kind: FileKind) -> FormLayout:
    """What one file holds, ready for its renderer."""
    part = volume_of(layout, kind.volume)
    return by_hand(part) if kind.hand else part
